"""Decisions: what can be done with a situation, and what a choice was worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.model.scenario import Choice, Scenario

WITHOUT_REPLY = frozenset({Choice.HOLD, Choice.MONITOR, Choice.REPORT})
CHOICES: Mapping[Choice, str] = {
    Choice.REPLY_PUBLIC: "reply in public",
    Choice.REPLY_PRIVATE: "reply in private",
    Choice.ESCALATE: "escalate",
    Choice.HOLD: "hold",
    Choice.MONITOR: "monitor",
    Choice.REPORT: "report",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the decision was worth, 0, 50 or 100, and why."""

    score: float
    best: Choice
    why: str


def choices_for(scenario: Scenario) -> tuple[Choice, ...]:
    """The decisions to offer: no public reply where the channel is private."""
    if scenario.visibility.value == "private":
        return tuple(c for c in CHOICES if c is not Choice.REPLY_PUBLIC)
    return tuple(CHOICES)


def verdict(scenario: Scenario, choice: Choice) -> Verdict:
    """The decision's score: 100 for the best, 50 for an acceptable one, 0 otherwise."""
    decision = scenario.decision
    value = 100.0 if choice is decision.best else 50.0 if choice in decision.acceptable else 0.0
    return Verdict(value, decision.best, decision.why)
