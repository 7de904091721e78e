"""Terms: the words that moved a signal, and by how much."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A span of the text and its signed contribution, in the unit of its signal."""

    start: int
    end: int
    weight: float


def strongest(terms: list[Term], most: int = 8) -> tuple[Term, ...]:
    """The terms of the largest weight either way, in the order of the text."""
    kept = sorted(terms, key=lambda term: -abs(term.weight))[:most]
    return tuple(sorted(kept, key=lambda term: (term.start, term.end)))
