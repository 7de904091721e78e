"""What was done over a time, counted from the attempts themselves: for certificates, not screens."""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.attempt import COUNTED
from coach.store.database import Connection

_MODES = ", ".join("?" * len(COUNTED))
_CURRENT = "NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.corrects = attempts.id)"
_TALLIES = f"""
    SELECT mode, channel, rubric, count(*) AS n, sum(total IS NOT NULL) AS scored,
           sum(passed) AS passed, min(sent_at) AS first, max(sent_at) AS last
    FROM attempts WHERE agent = ? AND substr(sent_at, 1, 10) BETWEEN ? AND ? AND {_CURRENT}
    GROUP BY mode, channel, rubric ORDER BY mode, channel, rubric
"""
_PASSED = f"""
    SELECT scenario, channel, count(*) AS tries, sum(passed) AS passed,
           max(CASE WHEN passed THEN total END) AS best, min(CASE WHEN passed THEN number END) AS number,
           min(CASE WHEN passed THEN sent_at END) AS first
    FROM attempts WHERE agent = ? AND substr(sent_at, 1, 10) BETWEEN ? AND ? AND {_CURRENT}
        AND mode IN ({_MODES})
    GROUP BY scenario, channel HAVING sum(passed) > 0 ORDER BY scenario, channel
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Attempts of one mode on one channel under one rubric; first and last are ISO 8601 UTC.

    scored: how many of the n have a total; passed: how many of these passed.
    """

    mode: str
    channel: str
    rubric: str
    n: int
    scored: int
    passed: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class PassedScenario:
    """A scenario that was passed at least once in practice or a test.

    tries: attempts in all; passed: how many of them; best: the best passing total, 0-100;
    number: the earliest try of a sitting that passed, 1 for the first; first: when, ISO 8601 UTC.
    """

    scenario: str
    channel: str
    tries: int
    passed: int
    best: float
    number: int
    first: str


def tallies(store: Connection, agent: int, first: str, last: str) -> tuple[Tally, ...]:
    """How many attempts there were between two days, by mode, channel and rubric."""
    return tuple(Tally(**row) for row in store.rows(_TALLIES, [agent, first, last]))


def passed(store: Connection, agent: int, first: str, last: str) -> tuple[PassedScenario, ...]:
    """The scenarios an agent passed between two days."""
    return tuple(PassedScenario(**r) for r in store.rows(_PASSED, [agent, first, last, *COUNTED]))
