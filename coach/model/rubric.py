"""Rubrics: what is measured, how a value becomes a score, and what counts how much."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from coach.model.scorecard import Mark, MarkStatus


class Status(StrEnum):
    """Where a rubric stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Band:
    """A score for values in a range, both ends included; a missing end is open."""

    score: int
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether the value falls in this band."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


@dataclass(frozen=True, slots=True)
class When:
    """Where a criterion applies; an empty condition applies everywhere.

    customer: kinds of customer turn (complaint, danger, question, thanks, statement, none).
    """

    channel: tuple[str, ...] = ()
    visibility: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Valid:
    """ISO dates between which a criterion applies, both included."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A reply with the score it must get: test and documentation at once.

    spans: the exact words the findings must point at, in order; None = not checked.
    sent_at: the ISO date it is scored on; None = a fixed day within the criterion's dates.
    todo: why the example fails today; such an example must fail.
    line: its line in the file.
    """

    reply: str
    score: int | None
    customer: str | None = None
    spans: tuple[str, ...] | None = None
    channel: str | None = None
    visibility: str | None = None
    brand: str | None = None
    product: str | None = None
    country: str | None = None
    sent_at: str | None = None
    earlier: tuple[str, ...] = ()
    todo: str | None = None
    line: int = 0


def percent(score: float, lowest: float, highest: float) -> float:
    """A score as per cent of its range: (score - lowest) / (highest - lowest) x 100."""
    if highest == lowest:
        return 100.0
    return (score - lowest) / (highest - lowest) * 100


# A band as (from, to, score, per cent of the range of scores, whether that is the full mark).
_Step = tuple[float, float, int, float, bool]


@dataclass(frozen=True)
class Criterion:
    """One thing a reply is marked for."""

    id: str
    section: str
    skill: str
    title: str
    why: str
    source: str
    scorer: str
    bands: tuple[Band, ...]
    weight: int
    message: str
    options: Any = None  # the scorer's own Options
    critical: bool = False
    fails: str | None = None  # "section": below half, the section's marks count nothing
    when: When = field(default_factory=When)
    valid: Valid = field(default_factory=Valid)
    examples: tuple[Example, ...] = ()
    line: int = 0

    @cached_property
    def always(self) -> bool:
        """Whether it applies to every reply on every day."""
        return self.when == When() and self.valid == Valid()

    @cached_property
    def conditions(self) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        """What ``when`` asks for, as (name, what is allowed, what to say where it is not met)."""
        return tuple(
            (
                name,
                allowed,
                f"only after a customer's {' or '.join(allowed)}"
                if name == "customer"
                else f"only for {name} {', '.join(allowed)}",
            )
            for name in When.__slots__
            if (allowed := getattr(self.when, name))
        )

    @cached_property
    def scale(self) -> tuple[_Step, ...]:
        """The bands with both ends included, open ones written as infinite."""
        return tuple(
            (
                -math.inf if band.at_least is None else band.at_least,
                math.inf if band.at_most is None else band.at_most,
                band.score,
                percent(band.score, self.lowest, self.highest),
                band.score == self.highest,
            )
            for band in self.bands
        )

    def band_of(self, value: float) -> _Step:
        """The band of ``scale`` that holds a value; ValueError where none does."""
        for band in self.scale:
            if band[0] <= value <= band[1]:
                return band
        raise ValueError(f"no band holds the value {value:g}")

    @cached_property
    def clean(self) -> Mark:
        """The mark where nothing was found, a value of 0: most replies get it, so it is made once."""
        _, _, points, share, _ = self.band_of(0.0)
        return Mark(
            self.id,
            self.section,
            MarkStatus.SCORED,
            self.weight,
            points,
            share,
            0.0,
            critical=self.critical,
            fails_section=self.fails == "section",
        )

    @cached_property
    def lowest(self) -> int:
        """The lowest score of the bands."""
        return min(band.score for band in self.bands)

    @cached_property
    def highest(self) -> int:
        """The highest score of the bands."""
        return max(band.score for band in self.bands)


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric with everything it inherits already in place.

    digest: SHA-256 over the resolved content, hexadecimal, first 12 characters.
    lineage: ids of the rubrics it extends, nearest first; not part of the digest.
    """

    id: str
    title: str
    version: str
    status: Status
    pass_mark: float
    criteria: tuple[Criterion, ...]
    sections: Mapping[str, str]
    digest: str
    file: str = ""
    lineage: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """``id@version#digest``: what a stored score is pinned to."""
        return f"{self.id}@{self.version}#{self.digest}"
