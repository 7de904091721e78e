"""Terms: the words that moved a signal, and by how much."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A span of the text and its signed contribution, in the unit of its signal."""

    start: int
    end: int
    weight: float
