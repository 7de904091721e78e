"""Explaining one reply: its scorecard with the signals' own evidence, or as it was stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.engine import LONGEST_REPLY, score_reading
from coach.model.attempt import Attempt
from coach.model.channel import Visibility
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scorecard import Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.quality.intake import Defaults, RowError, drafts_of
from coach.render.wire import scorecard_of
from coach.services import catalogue
from coach.services.mending import with_repairs
from coach.services.versions import find_version
from coach.signals.evidence import SignalEvidence, evidence_of
from coach.signals.reading import Reading

if TYPE_CHECKING:
    from coach.store import Store


@dataclass(frozen=True, slots=True)
class Explanation:
    """A scorecard, the rubric and reply it is about, and the words behind each signal."""

    draft: Draft
    rubric: Rubric
    card: Scorecard
    evidence: tuple[SignalEvidence, ...]


def explain(
    text: str,
    rubric: Rubric | None = None,
    customer: str | None = None,
    channel: str | None = None,
    visibility: str | None = None,
) -> Explanation:
    """The explanation of a plain text reply or of one JSON record.

    Raises CoachError for a record that cannot be scored and for unknown names.
    """
    draft = _draft(text, customer, channel, visibility)
    context = draft.context
    chosen = rubric or catalogue.rubric(
        catalogue.default_rubric(context.channel, context.visibility)
    )
    today = date.today()
    reading = Reading(draft, catalogue.channel(context.channel), today)
    card = with_repairs(score_reading(reading, chosen, today), draft, chosen, today)
    return Explanation(draft, chosen, card, evidence_of(reading))


@dataclass(frozen=True, slots=True)
class StoredExplanation:
    """An attempt with the marks it was given then, and the rubric as it was then.

    agent, title: by name; the title is the scenario's id where that is no longer known.
    """

    attempt: Attempt
    agent: str
    title: str
    rubric: Rubric
    card: Scorecard


def explain_attempt(store: Store, number: int) -> StoredExplanation:
    """What is stored of an attempt; nothing is scored anew.

    Raises CoachError when there is no such attempt, when it carries no points (a crisis, a drill)
    and when the text of its rubric is kept nowhere here.
    """
    found = store.attempt(number)
    if found is None:
        raise CoachError(
            f"there is no attempt {number} in {store.path}; "
            "list them with: coach progress --attempts"
        )
    if not found.counts:
        raise CoachError(
            f"attempt {number} was a crisis or a drill: it carries no points and is shown to nobody; "
            "list the others with: coach progress --attempts"
        )
    rubric = find_version(found.rubric, store)
    agent = next((a.name for a in store.agents() if a.id == found.agent), "")
    known = {scenario.id: scenario.title for scenario in catalogue.scenarios()}
    return StoredExplanation(
        found,
        agent,
        known.get(found.scenario, found.scenario),
        rubric,
        scorecard_of(found.scorecard, rubric),
    )


def attempt_heads(found: StoredExplanation) -> tuple[str, ...]:
    """What an explained attempt was, in four lines."""
    attempt = found.attempt
    decided = attempt.decision.replace("_", " ")
    if attempt.decision_score is not None:
        decided += f", {attempt.decision_score:.0f} of 100"
    return (
        f"attempt {attempt.id} of {found.agent}: {found.title} ({attempt.scenario}), {attempt.channel}",
        f"sent {attempt.sent_at}, round {attempt.round}, try {attempt.number}, {attempt.mode}",
        f"decision: {decided}",
        f"marks as given then by coach {attempt.coach_version} and {attempt.rubric}",
    )


def _draft(text: str, customer: str | None, channel: str | None, visibility: str | None) -> Draft:
    if text.lstrip().startswith("{"):
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            if "\n{" in text.strip():
                raise CoachError(
                    "error[one-reply] there is more than one record; use coach score"
                ) from None
            raise CoachError(f"error[not-json] the record is not JSON: {error}") from None
        try:
            drafts = list(drafts_of(row, 1, "reply", catalogue.channels(), Defaults()))
        except RowError as error:
            raise CoachError(f"error[rejected] {error}") from None
        if len(drafts) > 1:
            raise CoachError(
                f"error[one-reply] the thread has {len(drafts)} replies; use coach score"
            )
        return drafts[0]
    name = channel or "x"
    places = catalogue.channel(name).places
    seen = catalogue.visibility(visibility) if visibility else next(iter(places), Visibility.PUBLIC)
    reply = text[:-1] if text.endswith("\n") else text
    if len(reply) > LONGEST_REPLY:
        raise CoachError(
            f"error[too-long] the reply has {len(reply):,} characters; {LONGEST_REPLY:,} can be scored"
        )
    turns = (Turn(Speaker.CUSTOMER, customer),) if customer else ()
    return Draft("reply", reply, Context(channel=name, visibility=seen, turns=turns))
