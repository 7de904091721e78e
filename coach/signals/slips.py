"""Slips of spelling and grammar that are certain without knowing the language model of the writer.

Only what no dialect and no trade writes on purpose: known misspellings and impossible pairs of words
(corpora/lexicons/slips.yaml), a word typed twice, and capitals left out. Second-language English and
dialect are no slips.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from operator import eq
from typing import Literal, NamedTuple

from coach.language.lexicons import lexicon
from coach.language.text import Text, Word
from coach.signals.columns import columns

SlipKind = Literal["spelling", "grammar", "doubled", "capital"]


class Slip(NamedTuple):
    """A slip: half-open offsets, its kind, and what was probably meant ("" when it is to go)."""

    start: int
    end: int
    kind: SlipKind
    instead: str


@cache
def _lists() -> tuple[dict[str, str], dict[tuple[str, str], str], frozenset[str]]:
    data = lexicon("slips")
    pairs: dict[tuple[str, str], str] = {}
    for written, meant in data["pairs"].items():
        first, second = str(written).split()
        pairs[first, second] = str(meant)
    return dict(data["misspelled"]), pairs, frozenset(map(str, data["doubled"]))


def slips(text: Text) -> list[Slip]:
    """The slips of a text in order."""
    misspelled, pairs, doubled = _lists()
    raw = text.raw
    norms = columns(text).norms
    found = []
    # Few replies have any of these.
    if not misspelled.keys().isdisjoint(norms):
        found = [
            Slip(w.start, w.end, "spelling", misspelled[w.norm])
            for w in text.words
            if w.norm in misspelled and w.kind == "word"
        ]
    if not pairs.keys().isdisjoint(pairwise(norms)) or any(map(eq, norms, norms[1:])):
        words = [w for w in text.words if w.kind == "word"]
        found += _paired(raw, words, pairs, doubled)
    found += _capitals(text)
    return sorted(found)


def _paired(
    raw: str, words: list[Word], pairs: dict[tuple[str, str], str], doubled: frozenset[str]
) -> Iterator[Slip]:
    """Impossible pairs of words, and words typed twice."""
    for a, b in pairwise(words):
        first, second = a[2], b[2]
        if first != second and (first, second) not in pairs:
            continue  # nearly all of them
        if a.sentence != b.sentence or raw[a.end : b.start] != " ":
            continue
        meant = pairs.get((first, second))
        if meant is not None:
            yield Slip(a.start, b.end, "grammar", meant)
        elif first not in doubled and raw[a.start : a.end].islower():
            yield Slip(a.end, b.end, "doubled", "")


def _capitals(text: Text) -> list[Slip]:
    """Sentences that begin small, and "i" for "I"; a text all in small letters is one choice, so one
    slip. The first word is none: posts go on where the one before broke off."""
    raw, said = text.raw, text.words
    begun = []
    for at, end in text.parts:
        while at < end and said[at][4] != "word":
            at += 1
        if at < end:
            begun.append(said[at])
    small = {w for w in begun[1:] if raw[w[0] : w[1]].islower() and raw[w[0] - 1] == " "}
    if "i" in text.norms:
        named = [i for i, norm in enumerate(columns(text).norms) if norm == "i"]
        small |= {w for w in map(text.tokens.__getitem__, named) if raw[w[0] : w[1]] == "i"}
    found = [Slip(w[0], w[1], "capital", raw[w[0] : w[1]].capitalize()) for w in sorted(small)]
    return found[:1] if raw.islower() else found
