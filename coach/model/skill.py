"""What is believed about an agent's skills, about scenarios, and when one is due again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MIDDLE = 3  # the level whose difficulty is 0
STEP = 0.5  # logits a level
ENOUGH_N = 5
ENOUGH_HALF = 18.0  # points

SkillKey = tuple[str, str]  # skill and channel; an empty channel stands for all of them


@dataclass(frozen=True, slots=True)
class Ability:
    """What is believed about an agent's skill, in logits.

    n: attempts that measured it. run: routine results in a row. at: when it was measured last, ISO
    8601; empty when never.
    """

    mean: float
    var: float
    n: int = 0
    run: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What is believed about a scenario, in logits; above 0 is harder than level 3. n: scores seen."""

    mean: float
    var: float
    n: int = 0

    @property
    def level(self) -> float:
        """The difficulty on the scale of the scenario files, 1 to 5; learned ones can lie outside."""
        return MIDDLE + self.mean / STEP


@dataclass(frozen=True, slots=True)
class Estimate:
    """A skill as it is shown: the per cent expected on a middling scenario, 0-100.

    low, high: the 95 % interval. n: attempts.
    """

    mean: float
    low: float
    high: float
    n: int

    @property
    def half(self) -> float:
        """Half the width of the 95 % interval, in points."""
        return (self.high - self.low) / 2

    @property
    def enough(self) -> bool:
        """Whether it means something: at least ENOUGH_N attempts, within ENOUGH_HALF points."""
        return self.n >= ENOUGH_N and self.half <= ENOUGH_HALF


@dataclass(frozen=True, slots=True)
class Card:
    """A scenario as one agent knows it.

    seen: how often it was tried, old tries counted in part. at: the last try, ISO 8601. failed:
    whether that try neither passed nor rightly said nothing; total: its total, 0-100. stability
    (days), hardness (1-10), reviewed (ISO 8601) and due (ISO day) belong to the repetition; due is
    empty before the first review.
    """

    seen: float = 0.0
    at: str = ""
    failed: bool = False
    total: float | None = None
    stability: float | None = None
    hardness: float | None = None
    reviewed: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What one attempt needs to know, or what it changed: its agent's skills and its scenario."""

    abilities: Mapping[SkillKey, Ability] = field(default_factory=dict)
    difficulty: Difficulty | None = None
    card: Card | None = None
