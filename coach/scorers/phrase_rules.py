"""Phrase rules: a wording with where and when it counts, how much, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Literal, NamedTuple

from coach.language.text import Text
from coach.language.wordings import Match, WordingBook, compile_wording
from coach.signals.reading import Reading

Place = Literal["anywhere", "opening", "closing"]
Negated = Literal["drop", "keep"]
_PLACES = ("brand", "product", "country")


def _said(text: str, **more: Any) -> Mapping[str, Any]:
    return {"description": text, **more}


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A wording that counts in some places or at some time only, or more than others."""

    noun: ClassVar[str] = "a phrase"

    say: tuple[str, ...] = field(
        metadata=_said("One wording or a list of them.", one_or_more=True, least_items=1)
    )
    place: Place | None = field(
        default=None, metadata=_said("Instead of the scorer's 'place', for this phrase.")
    )
    negated: Negated | None = field(
        default=None, metadata=_said("Instead of the scorer's 'negated', for this phrase.")
    )
    unless: tuple[str, ...] = field(
        default=(),
        metadata=_said("Wordings that undo a match of this phrase, too.", one_or_more=True),
    )
    brand: tuple[str, ...] = field(
        default=(), metadata=_said("The only brand or brands it counts for.", one_or_more=True)
    )
    product: tuple[str, ...] = field(
        default=(), metadata=_said("The only product or products it counts for.", one_or_more=True)
    )
    country: tuple[str, ...] = field(
        default=(),
        metadata=_said("The only country or countries it counts for.", one_or_more=True),
    )
    since: str | None = field(
        default=None,
        metadata=_said("The first day it counts, such as 2026-01-31.", key="from", date=True),
    )
    until: str | None = field(
        default=None, metadata=_said("The last day it counts, such as 2026-12-31.", date=True)
    )
    owner: str | None = field(
        default=None,
        metadata=_said("Who asked for it; agents read this with the finding.", filled=True),
    )
    severity: int = field(
        default=1,
        metadata=_said("How much a match counts in the value, 1 to 5.", least=1, most=5),
    )

    def __str__(self) -> str:
        return " | ".join(self.say)

    def counts_for(self, reading: Reading) -> bool:
        """Whether it counts in this reply's place and on its day."""
        for name in _PLACES:
            allowed = getattr(self, name)
            actual = getattr(reading.context, name)
            if allowed and (actual is None or actual.casefold() not in map(str.casefold, allowed)):
                return False
        if self.since and reading.day < self.since:
            return False
        return not (self.until and reading.day > self.until)


Phrase = str | PhraseRule
ANYWHERE = PhraseRule(say=())


class Hit(NamedTuple):
    """A match of a phrase that nothing of its own rule undoes; ``rule`` says what else matters."""

    match: Match
    rule: PhraseRule


class PhraseBook:
    """The phrases of a criterion as one automaton, the wordings that undo them included."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        rules = [ANYWHERE if isinstance(p, str) else p for p in phrases]
        wordings: list[str] = []
        self._rules: list[PhraseRule] = []  # by number of wording
        self._undone_by: dict[int, PhraseRule] = {}
        for phrase, rule in zip(phrases, rules, strict=True):
            for wording in wordings_of(phrase):
                self._rules.append(rule)
                wordings.append(wording)
        for rule in rules:
            for wording in rule.unless:
                self._undone_by[len(wordings)] = rule
                wordings.append(wording)
        self._book = WordingBook(map(compile_wording, wordings))
        self._plain = all(isinstance(p, str) for p in phrases)

    def find(self, text: Text, reading: Reading) -> list[Hit]:
        """The matches that count for the reply, in order."""
        matches = self._book.find(text)
        if not matches or self._plain:
            return [Hit(match, ANYWHERE) for match in matches]
        undone = [(self._undone_by[m.wording], m) for m in matches if m.wording in self._undone_by]
        counting: dict[int, bool] = {}
        hits = []
        for match in matches:
            if match.wording in self._undone_by:
                continue
            rule = self._rules[match.wording]
            if id(rule) not in counting:
                counting[id(rule)] = rule.counts_for(reading)
            touched = (r is rule and touches(text, match, u) for r, u in undone)
            if counting[id(rule)] and not any(touched):
                hits.append(Hit(match, rule))
        return hits


def touches(text: Text, one: Match, two: Match) -> bool:
    """Whether two matches overlap or stand next to each other in a sentence."""
    if one.first > two.first:
        one, two = two, one
    if one.last != two.first:
        return two.first < one.last
    return text.words[one.first].sentence == text.words[two.first].sentence


def wordings_of(phrase: Phrase) -> tuple[str, ...]:
    """The wordings a phrase finds."""
    return (phrase,) if isinstance(phrase, str) else phrase.say


def written_wordings(phrases: tuple[Phrase, ...]) -> Iterator[tuple[str, str]]:
    """(path, wording) of each wording that a phrase finds, path as in ``2`` or ``2.say.0``."""
    for n, phrase in enumerate(phrases):
        if isinstance(phrase, str):
            yield str(n), phrase
        else:
            yield from ((f"{n}.say.{i}", wording) for i, wording in enumerate(phrase.say))


@lru_cache(maxsize=1024)
def phrase_book(phrases: tuple[Phrase, ...]) -> PhraseBook:
    """The book of some phrases, kept."""
    return PhraseBook(phrases)
