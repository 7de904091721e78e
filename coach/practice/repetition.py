"""When a scenario is due again, by the free spaced repetition scheduler (FSRS).

A round of the scheduler is a sitting: its first try at the first round is rated, what follows
feedback is not. Ratings come from the result; see `rating`. The scheduler is used with its default
weights, without steps of minutes (nobody practises a scenario twice an hour) and without chance.
Source: Ye, Su, Cao, "A stochastic shortest path algorithm for optimizing spaced repetition
scheduling", KDD 2022, and the weights of FSRS-6.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from coach.model.attempt import Attempt
from coach.model.skill import Card

if TYPE_CHECKING:
    from fsrs import Scheduler

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
NEARLY = 55.0  # a total from here on is a near miss
SPOTLESS = 95.0
RETENTION = 0.9
LONGEST_DAYS = 180
SEEN_DAYS = 60.0  # after so many days a try counts half


def rating(attempt: Attempt) -> int:
    """1 again, 2 hard, 3 good or 4 easy, from the total; without a reply, from the decision."""
    if attempt.total is None:
        right = attempt.decision_score or 0.0
        return GOOD if right >= 100 else HARD if right > 0 else AGAIN
    if attempt.passed:
        return EASY if attempt.total >= SPOTLESS else GOOD
    return HARD if attempt.total >= NEARLY else AGAIN


def failed(attempt: Attempt) -> bool:
    """Whether an attempt is left unfinished: it did not pass, and saying nothing was not right."""
    return not attempt.passed and not (attempt.total is None and attempt.decision_score == 100)


def seen(card: Card | None, at: str) -> float:
    """How often a scenario was tried before a time, tries of long ago counted in part."""
    if card is None:
        return 0.0
    return card.seen * math.pow(2.0, -days_between(card.at, at) / SEEN_DAYS)


def reviewed(card: Card | None, attempt: Attempt) -> Card:
    """The card after an attempt that counts; a first try at the first round sets a new due day."""
    known = card or Card()
    known = replace(
        known,
        seen=seen(card, attempt.sent_at) + 1,
        at=max(known.at, attempt.sent_at),
        failed=failed(attempt),
        total=attempt.total,
    )
    when = moment(attempt.sent_at)
    if attempt.round > 1 or attempt.number > 1 or when is None:
        return known
    import fsrs

    before = fsrs.Card(
        card_id=1,
        state=fsrs.State.Review if known.stability is not None else fsrs.State.Learning,
        stability=known.stability,
        difficulty=known.hardness,
        due=when,
        last_review=moment(known.reviewed),
    )
    after, _ = _scheduler().review_card(before, fsrs.Rating(rating(attempt)), when)
    return replace(
        known,
        stability=after.stability,
        hardness=after.difficulty,
        reviewed=when.isoformat(),
        due=after.due.date().isoformat(),
    )


def days_between(earlier: str, later: str) -> float:
    """Days from one ISO 8601 time to another; 0 where one cannot be read or comes too late."""
    first, second = moment(earlier), moment(later)
    if first is None or second is None:
        return 0.0
    return max((second - first).total_seconds() / 86400, 0.0)


def moment(text: str) -> datetime | None:
    """An ISO 8601 time in UTC; a time without a zone is one in UTC. None where it cannot be read."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


@cache
def _scheduler() -> Scheduler:
    import fsrs

    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
