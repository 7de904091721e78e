"""Counts wordings from a list, required or forbidden.

Why: some sentences reliably help or hurt, whoever says them; a trainer must be able to name them.
Source: Herhausen et al. 2019, Detecting, preventing, and mitigating online firestorms.

The value is the number of different places where a wording of the list stands. A negated wording
("I won't say calm down") does not count unless the options say so.

A phrase is a wording, or a mapping of the wording and more about it:
  {say: "calls may be recorded", place: opening, brand: Acme, from: 2026-01-01, owner: Legal}
  say               a wording or a list of them
  place, negated    instead of the option of the same name
  unless            wordings that undo a match of this phrase, beside those of the option
  brand, product, country   where it counts; one name or a list, as in the records
  from, until       the days on which it counts
  owner             who asked for it, shown with the finding
  severity          1 to 5: what a place counts in the value; where phrases meet, the highest
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

from coach.files.wording import instead, quoted
from coach.language.automaton import positions
from coach.language.phrase_lists import list_names
from coach.language.plain import one_line
from coach.language.text import Text
from coach.language.wordings import (
    MOST_POSITIONS,
    WordingBook,
    WordingError,
    compile_wording,
    negated,
)
from coach.model.finding import NOTHING, Finding, Measurement
from coach.scorers.evidence import credit, fault, joined, quote
from coach.scorers.phrase_rules import (
    ANYWHERE,
    Hit,
    Negated,
    Phrase,
    PhraseRule,
    Place,
    phrase_book,
    touches,
    written_wordings,
)
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for.

    phrases: wordings, or mappings of a wording and more about it, any of which counts.
    lists: names of shipped lists in corpora/lexicons/phrases.yaml whose wordings count too.
    unless: wordings that undo a match they overlap or stand next to.
    kind: whether a match speaks for the reply (required) or against it (forbidden).
    place: where in the reply a match must stand; opening and closing are its first and last sentence.
    negated: whether a negated match is dropped or kept.
    """

    renamed: ClassVar[Mapping[str, str]] = {"any": "phrases"}

    phrases: tuple[Phrase, ...] = ()
    lists: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    kind: Literal["required", "forbidden"] = "forbidden"
    place: Place = "anywhere"
    negated: Negated = "drop"

    @classmethod
    def check(cls, options: Options) -> Iterable[tuple[str, str]]:
        """Faults no type can show: (path, what is wrong), path as in ``phrases.2.say``."""
        if not options.phrases and not options.lists:
            yield "phrases", "nothing to look for; give wordings under 'phrases' or name 'lists'"
        known = list_names()
        for n, name in enumerate(options.lists):
            if name not in known:
                message = f"no shipped list is called {quoted(name)}; {instead(name, known)}"
                yield f"lists.{n}", message
        yield from _wording_faults(options)
        yield from _repeated(options)
        for n, phrase in enumerate(options.phrases):
            if isinstance(phrase, PhraseRule) and (phrase.until or "9") < (phrase.since or ""):
                yield f"phrases.{n}.until", "'until' is before 'from'; swap them"


def _wording_faults(options: Options) -> Iterator[tuple[str, str]]:
    """Wordings that cannot be read, and what is too much for one automaton."""
    size = 0
    for path, wording in _all_wordings(options):
        try:
            size += positions(compile_wording(wording).part)
        except WordingError as error:
            yield path, f"the wording {one_line(wording, 60)!r} cannot be used: {error}"
    if size > MOST_POSITIONS:
        message = (
            f"the wordings together have {size:,} places for words; {MOST_POSITIONS:,} are "
            "allowed; share them out over several criteria"
        )
        yield "phrases", message


def _all_wordings(options: Options) -> Iterator[tuple[str, str]]:
    yield from ((f"phrases.{path}", w) for path, w in written_wordings(options.phrases))
    for n, phrase in enumerate(options.phrases):
        if isinstance(phrase, PhraseRule):
            yield from ((f"phrases.{n}.unless.{i}", w) for i, w in enumerate(phrase.unless))
    yield from ((f"unless.{n}", w) for n, w in enumerate(options.unless))


def _repeated(options: Options) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for path, wording in written_wordings(options.phrases):
        text = " ".join(wording.casefold().split())
        if text in seen:
            message = f"{one_line(wording, 60)!r} is in the list twice; leave one of them out"
            yield f"phrases.{path}", message
        seen.add(text)


@lru_cache(maxsize=1024)
def _book(wordings: tuple[str, ...]) -> WordingBook:
    return WordingBook(compile_wording(w) for w in wordings)


def measure(reading: Reading, options: Options) -> Measurement:
    """The number of places where a wording of the list stands, each as often as it is severe."""
    if not options.phrases and reading.phrases.keys().isdisjoint(options.lists):
        return NOTHING
    return _measured(reading, options)


def _measured(reading: Reading, options: Options) -> Measurement:
    text = reading.reply
    found = [Hit(m, ANYWHERE) for name in options.lists for m in reading.phrases.get(name, ())]
    if options.phrases:
        found += phrase_book(options.phrases).find(text, reading)
    if not found:
        return NOTHING
    undone = _book(options.unless).find(text) if options.unless else []
    standing: list[tuple[int, int, PhraseRule]] = []
    for match, rule in found:
        if (rule.negated or options.negated) == "drop" and negated(text, match.first):
            continue
        if any(touches(text, match, other) for other in undone):
            continue
        place = rule.place or options.place
        if _in_place(text, text.words[match.first].sentence, place):
            standing.append((match.start, match.end, rule))
    make = credit if options.kind == "required" else fault
    value = 0
    findings: list[Finding] = []
    for start, end in joined((start, end) for start, end, _ in standing):
        rules = [rule for s, e, rule in standing if start <= s and e <= end]
        value += max(rule.severity for rule in rules)
        owners = "; ".join(dict.fromkeys(one_line(r.owner, 60) for r in rules if r.owner))
        owned = f" ({owners})" if owners else ""
        findings.append(make(start, end, f"Says {quote(text.raw, start, end)}{owned}."))
    return Measurement(float(value), tuple(findings))


def _in_place(text: Text, sentence: int, place: str) -> bool:
    if place == "opening":
        return sentence == text.words[0].sentence
    if place == "closing":
        return sentence == text.words[-1].sentence
    return True
