"""Warnings about the wordings of one criterion: what never matches, adds nothing, undoes itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from coach.files.node import Node, Path
from coach.files.wording import visible
from coach.language.text import Text
from coach.language.wording_samples import samples_of
from coach.language.wordings import WordingBook, compile_wording
from coach.model.problem import Problem
from coach.model.thread import Context, Draft
from coach.scorers.phrase_rules import ANYWHERE, Phrase, PhraseRule
from coach.scorers.phrases import Options, measure
from coach.services.lint_scope import within
from coach.signals.reading import Reading

_TESTED = 24  # samples are enough to see whether a wording works at all


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording of the option ``phrases``, its rule reduced to it. node: where it is written."""

    wording: str
    rule: PhraseRule
    node: Node

    @property
    def phrase(self) -> Phrase:
        """The wording as the only phrase."""
        return replace(self.rule, say=(self.wording,))

    @property
    def anywhere(self) -> PhraseRule:
        """The phrase without conditions of place and time."""
        return replace(
            self.rule, say=(self.wording,), brand=(), product=(), country=(), since=None, until=None
        )


def entries_of(options: Options, node: Node | None) -> list[Entry]:
    """The wordings of a criterion's phrases. node: that of its options."""
    found = []
    listed = node.child("phrases") if node is not None else None
    for n, phrase in enumerate(options.phrases):
        item = listed.child(n) if listed is not None else None
        if item is None:
            continue
        if isinstance(phrase, str):
            found.append(Entry(phrase, ANYWHERE, item))
            continue
        for i, wording in enumerate(phrase.say):
            found.append(Entry(wording, phrase, item.near(_say(item, i))))
    return found


def _say(item: Node, index: int) -> Path:
    said = item.child("say")
    return ("say", index) if said is not None and isinstance(said.value, list) else ("say",)


def phrase_warnings(options: Options, node: Node | None, file: str) -> Iterator[Problem]:
    """What is wrong with the phrases of a criterion as written in a file."""
    entries = entries_of(options, node)
    for entry in entries:
        if entry.node.place.file != file:
            continue
        reason = never_found(entry, options)
        undoing = None if reason else _undoing(entry, options)
        if reason:
            yield warning(entry.node, "never", f"{shown(entry.wording)} {reason}")
        elif undoing is not None:
            yield warning(
                entry.node,
                "contradictory",
                f"'unless' undoes every match of {shown(entry.wording)} ({shown(undoing)} is in "
                "all of them); remove one of the two",
            )
    yield from _shadowed(entries, options, file)
    yield from _shadowed_unless(options, node, file)


def never_found(entry: Entry, options: Options) -> str | None:
    """Why a wording does not find even its own words; None when it does."""
    alone = replace(options, phrases=(replace(entry.anywhere, unless=()),), lists=(), unless=())
    texts = samples_of(entry.wording).texts[:_TESTED]
    if any(value(text, alone) for text in texts):
        return None
    sentences = {word.sentence for word in Text(texts[0]).words}
    if len(sentences) > 1:
        return "runs over the end of a sentence, as no match ever does; write it as two wordings"
    return f"does not find its own words, {shown(texts[0])}; write it another way"


def value(text: str, options: Options) -> float:
    """What the scorer measures on a text."""
    return measure(_reading(text), options).value or 0.0


@lru_cache(maxsize=4096)
def _reading(text: str) -> Reading:
    return Reading(Draft("lint", text, Context()))


def _undoing(entry: Entry, options: Options) -> str | None:
    """The wording under ``unless`` that undoes all matches of an entry."""
    rule = replace(entry.anywhere, unless=())
    samples = samples_of(entry.wording)
    for wording in (*entry.rule.unless, *options.unless):
        undone = replace(options, phrases=(rule,), lists=(), unless=(wording,))
        if samples.whole and not any(value(text, undone) for text in samples.texts):
            return wording
    return None


def _shadowed(entries: list[Entry], options: Options, file: str) -> Iterator[Problem]:
    """Wordings without which the list would find as much."""
    useless: set[int] = set()
    books = WordingBook(compile_wording(entry.wording) for entry in entries)
    for n, entry in enumerate(entries):
        if entry.node.place.file != file:
            continue
        samples = samples_of(entry.wording)
        others = _found_in_all(books, samples.texts) - {n} - useless if samples.whole else set()
        for other in sorted(others):
            if _replaces(entries[other], entry, options, samples.texts):
                useless.add(n)
                yield warning(entry.node, "shadowed", _adds_nothing(entry, entries[other]))
                break


def _found_in_all(book: WordingBook, texts: Iterable[str]) -> set[int]:
    found: set[int] | None = None
    for text in texts:
        here = {match.wording for match in book.find(Text(text))}
        found = here if found is None else found & here
        if len(found) < 2:  # itself
            break
    return found or set()


def _replaces(other: Entry, entry: Entry, options: Options, texts: Iterable[str]) -> bool:
    """Whether dropping the entry changes nothing while the other stays."""
    one, two = entry.rule, other.rule
    if two.severity < one.severity or (one.owner and one.owner != two.owner):
        return False
    if not within(one, two) or not set(two.unless) <= set(one.unless):
        return False
    if (two.place or options.place) not in ("anywhere", one.place or options.place):
        return False
    if (two.negated or options.negated) != (one.negated or options.negated):
        return False
    both = replace(options, phrases=(entry.anywhere, other.anywhere), lists=())
    alone = replace(options, phrases=(other.anywhere,), lists=())
    return all(value(text, both) == value(text, alone) for text in texts)


def _adds_nothing(entry: Entry, other: Entry) -> str:
    return (
        f"{shown(entry.wording)} adds nothing: {shown(other.wording)} on line "
        f"{other.node.place.line} finds the same places; remove it"
    )


def _shadowed_unless(options: Options, node: Node | None, file: str) -> Iterator[Problem]:
    """The same for the wordings that undo matches: another covers all their words."""
    listed = node.child("unless") if node is not None else None
    if listed is None or not isinstance(listed.value, list):
        return
    book = WordingBook(map(compile_wording, options.unless))
    useless: set[int] = set()
    for n, (wording, item) in enumerate(zip(options.unless, listed.value, strict=True)):
        samples = samples_of(wording)
        if item.place.file != file or not samples.whole:
            continue
        covering: set[int] | None = None
        for text in samples.texts:
            ends = Text(text).words
            here = {
                m.wording
                for m in book.find(Text(text))
                if (m.start, m.end) == (ends[0].start, ends[-1].end)
            }
            covering = here if covering is None else covering & here
        others = sorted((covering or set()) - {n} - useless)
        if others:
            useless.add(n)
            other = options.unless[others[0]]
            message = f"{shown(wording)} adds nothing: {shown(other)} undoes the same; remove it"
            yield warning(item, "shadowed", message)


def shown(wording: str) -> str:
    """A wording for a message."""
    return f"'{visible(' '.join(wording.split()), 40)}'"


def warning(node: Node, word: str, message: str) -> Problem:
    """A warning at a node."""
    return replace(node.place.problem(word, message), severity="warning")
