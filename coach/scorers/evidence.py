"""Small helpers for findings that several scorers share."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from coach.language.plain import one_line
from coach.model.finding import Finding, Polarity

QUOTED = 60
_PLACE = itemgetter(0)


def credit(start: int, end: int, message: str) -> Finding:
    """Evidence for the reply."""
    return Finding(start, end, Polarity.CREDIT, message)


def fault(start: int, end: int, message: str) -> Finding:
    """Evidence against the reply."""
    return Finding(start, end, Polarity.FAULT, message)


def missing(at: int, message: str) -> Finding:
    """A place where something is missing: an empty span."""
    return Finding(at, at, Polarity.FAULT, message)


def quote(text: str, start: int, end: int) -> str:
    """The words of a span, safe to show and short."""
    return f"'{one_line(text[start:end], QUOTED)}'"


def quoted(text: str) -> str:
    """A whole text, safe to show and short."""
    return quote(text, 0, len(text))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by where they begin."""
    return tuple(sorted(findings, key=_PLACE))


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping or touching spans as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
