"""What practice leaves behind: agents, drafts and attempts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PRACTICE, TEST, CRISIS = "practice", "test", "crisis"
COUNTED = (PRACTICE, TEST)  # the modes that count for progress: no crisis, no drill


@dataclass(frozen=True, slots=True)
class Agent:
    """A learner. ``name`` is unique whatever its case; times are ISO 8601 UTC."""

    id: int
    name: str
    added_at: str


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What an agent has typed for a scenario and not yet sent.

    round: 1-3; state: anything the practice needs to go on where it stopped (earlier rounds).
    """

    agent: int
    scenario: str
    round: int
    decision: str | None
    text: str
    seconds: float
    saved_at: str
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reply sent in practice, with its scorecard as in the wire format.

    session: joins the rounds and tries of one sitting. ``number``: 1 for the first try.
    team: to whom it was escalated, where it was. seconds: what this try took to write, pauses and
    earlier tries left out.
    """

    id: int
    agent: int
    scenario: str
    channel: str
    session: str
    round: int
    number: int
    decision: str
    decision_score: float | None
    reply: str
    rubric: str
    total: float | None
    passed: bool
    seconds: float
    sent_at: str
    coach_version: str
    mode: str
    scorecard: Mapping[str, Any]
    skills: Mapping[str, float]
    team: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts for progress: crises and drills never do."""
        return self.mode in COUNTED
