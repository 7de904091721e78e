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

from coach.language.lexicons import lexicon
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
        known = lexicon("phrases")
        for name in options.lists:
            if name not in known:
                yield "lists", f"no shipped list is called '{name}'; there are {', '.join(known)}"
        for key in ("any", "unless"):
            for wording in getattr(options, key):
                try:
                    compile_wording(wording)
                except WordingError as error:
                    yield key, f"the wording {wording!r} cannot be used: {error}"


@lru_cache(maxsize=256)
def _books(options: Options) -> tuple[WordingBook, WordingBook]:
    named = [str(w) for name in options.lists for w in lexicon("phrases")[name]]
    return (
        WordingBook(compile_wording(w) for w in (*options.any, *named)),
        WordingBook(compile_wording(w) for w in options.unless),
    )


def measure(reading: Reading, options: Options) -> Measurement:
    """The number of places where a wording of the list stands."""
    text = reading.reply
    book, unless = _books(options)
    undone = [(m.start, m.end) for m in unless.find(text)] if options.unless else []
    places = []
    for match in book.find(text):
        if options.negated == "drop" and negated(text, match.first):
            continue
        if any(s <= match.end and match.start <= e for s, e in undone):
            continue
        if _in_place(text, text.words[match.first].sentence, options.place):
            places.append((match.start, match.end))
    found = joined(places)
    make, verb = (credit, "Says") if options.kind == "required" else (fault, "Says")
    findings = tuple(make(s, e, f"{verb} {quote(text.raw, s, e)}.") for s, e in found)
    return Measurement(float(len(found)), findings)


def _in_place(text: Text, sentence: int, place: str) -> bool:
    if place == "opening":
        return sentence == text.words[0].sentence
    if place == "closing":
        return sentence == text.words[-1].sentence
    return True
