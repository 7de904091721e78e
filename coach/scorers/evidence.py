"""Small helpers for findings that several scorers share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter

from coach.language.plain import one_line
from coach.model.finding import Finding, Polarity
from coach.signals.reading import Span

QUOTED = 60
_PLACE = itemgetter(0)
# Python 3.11 looks members of an enum up slowly, and makes a named tuple in half the time this way.
_CREDIT, _FAULT = Polarity.CREDIT, Polarity.FAULT
_make = tuple.__new__


def credit(start: int, end: int, message: str) -> Finding:
    """Evidence for the reply."""
    return _make(Finding, (start, end, _CREDIT, message))


def fault(start: int, end: int, message: str) -> Finding:
    """Evidence against the reply."""
    return _make(Finding, (start, end, _FAULT, message))


def missing(at: int, message: str) -> Finding:
    """A place where something is missing: an empty span."""
    return _make(Finding, (at, at, _FAULT, message))


def quote(text: str, start: int, end: int) -> str:
    """The words of a span, safe to show and short."""
    return f"'{one_line(text[start:end], QUOTED)}'"


def quoted(text: str) -> str:
    """A whole text, safe to show and short."""
    return quote(text, 0, len(text))


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings by where they begin."""
    return tuple(sorted(findings, key=_PLACE)) if len(findings) > 1 else tuple(findings)


def home_of(sentences: list[Span], at: int) -> int:
    """The number of the sentence in which a place stands; -1 where it stands in none."""
    n = bisect_left(sentences, (at + 1,)) - 1
    return n if n >= 0 and at < sentences[n][1] else -1


def any_in(places: list[int], start: int, end: int) -> bool:
    """Whether one of some places, in order, stands in a span."""
    n = bisect_left(places, start)
    return n < len(places) and places[n] < end


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping or touching spans as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
