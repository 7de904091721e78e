"""Counts wordings from a list, required or forbidden.

Why: some sentences reliably help or hurt, whoever says them; a trainer must be able to name them.
Source: Herhausen et al. 2019, Detecting, preventing, and mitigating online firestorms.

The value is the number of different places where a wording of the list stands. A negated wording
("I won't say calm down") does not count unless the options say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coach.language.phrase_lists import list_names
from coach.language.text import Text
from coach.language.wordings import WordingBook, WordingError, compile_wording, negated
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, joined, quote
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for.

    any: wordings, any of which counts.
    lists: names of shipped lists in corpora/lexicons/phrases.yaml whose wordings count too.
    unless: wordings that undo a match they overlap or stand next to.
    kind: whether a match speaks for the reply (required) or against it (forbidden).
    place: where in the reply a match must stand; opening and closing are its first and last sentence.
    negated: whether a negated match is dropped or kept.
    """

    any: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    kind: Literal["required", "forbidden"] = "forbidden"
    place: Literal["anywhere", "opening", "closing"] = "anywhere"
    negated: Literal["drop", "keep"] = "drop"

    @classmethod
    def check(cls, options: Options) -> Iterable[tuple[str, str]]:
        """Faults no type can show: (option, what is wrong)."""
        if not options.any and not options.lists:
            yield "any", "nothing to look for; give wordings under 'any' or name 'lists'"
        known = list_names()
        for name in options.lists:
            if name not in known:
                yield "lists", f"no shipped list is called '{name}'; there are {', '.join(known)}"
        for key in ("any", "unless"):
            for wording in getattr(options, key):
                try:
                    compile_wording(wording)
                except WordingError as error:
                    yield key, f"the wording {wording!r} cannot be used: {error}"


@lru_cache(maxsize=1024)
def _book(wordings: tuple[str, ...]) -> WordingBook:
    return WordingBook(compile_wording(w) for w in wordings)


def measure(reading: Reading, options: Options) -> Measurement:
    """The number of places where a wording of the list stands."""
    text = reading.reply
    matches = [m for name in options.lists for m in reading.phrases.get(name, ())]
    if options.any:
        matches += _book(options.any).find(text)
    if not matches:
        return Measurement(0.0)
    undone = [(m.start, m.end) for m in _book(options.unless).find(text)] if options.unless else []
    places = []
    for match in matches:
        if options.negated == "drop" and negated(text, match.first):
            continue
        if any(s <= match.end and match.start <= e for s, e in undone):
            continue
        if _in_place(text, text.words[match.first].sentence, options.place):
            places.append((match.start, match.end))
    found = joined(places)
    make = credit if options.kind == "required" else fault
    findings = tuple(make(s, e, f"Says {quote(text.raw, s, e)}.") for s, e in found)
    return Measurement(float(len(found)), findings)


def _in_place(text: Text, sentence: int, place: str) -> bool:
    if place == "opening":
        return sentence == text.words[0].sentence
    if place == "closing":
        return sentence == text.words[-1].sentence
    return True
