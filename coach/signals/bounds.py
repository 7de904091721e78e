"""Numbers kept in a range."""

from __future__ import annotations


def within(number: float, low: float, high: float) -> float:
    """The number, or the end of the range it lies beyond. ``min`` and ``max`` take several times as
    long, and this is asked for some thirty times a reply."""
    return low if number < low else high if number > high else number
