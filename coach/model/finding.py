"""Findings: the exact words behind a mark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """Whether a finding speaks for the reply or against it."""

    CREDIT = "credit"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """Evidence for a mark: a span of the reply and what it does.

    start, end: half-open offsets in code points of the reply exactly as given.
    ``start == end`` marks a place where something is missing.
    """

    start: int
    end: int
    polarity: Polarity
    message: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposed edit: replace ``start:end`` by ``text`` and the reply would total ``total``."""

    criterion: str
    start: int
    end: int
    text: str
    total: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a scorer returns: a value the bands turn into a score, and its findings.

    ``value`` is None when the criterion does not apply to this reply; ``reason`` then says why.
    """

    value: float | None
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
