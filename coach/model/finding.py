"""Findings: the exact words behind a mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Polarity(StrEnum):
    """Whether a finding speaks for the reply or against it."""

    CREDIT = "credit"
    FAULT = "fault"


class Finding(NamedTuple):
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
    """A proposed edit: replace ``start:end`` by ``text`` and the reply would total ``total``.

    message: what it does, in a sentence. gap: whether ``text`` holds a gap in square brackets that
    only the agent can fill. Until it is filled its sentence does not count in ``total``; ``filled``
    is about what the total will be then, None where there is no gap.
    """

    criterion: str
    start: int
    end: int
    text: str
    total: float
    message: str = ""
    gap: bool = False
    filled: float | None = None


class Measurement(NamedTuple):
    """What a scorer returns: a value the bands turn into a score, and its findings.

    ``value`` is None when the criterion does not apply to this reply; ``reason`` then says why.
    ``shortfall`` works out further findings, called only where the mark falls short of the full one.
    """

    value: float | None
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
    shortfall: Callable[[], tuple[Finding, ...]] | None = None


# Nothing found and nothing to say: what most scorers find in most replies.
NOTHING = Measurement(0.0)
