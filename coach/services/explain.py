"""Explaining one reply: its scorecard with the signals' own evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from coach.engine import LONGEST_REPLY, score_reading
from coach.model.channel import Visibility
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scorecard import Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.quality.intake import Defaults, RowError, drafts_of
from coach.services import catalogue
from coach.services.mending import with_repairs
from coach.signals.evidence import SignalEvidence, evidence_of
from coach.signals.reading import Reading


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
