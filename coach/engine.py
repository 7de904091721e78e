"""The engine: a draft, its context and a rubric make a scorecard.

A scorer that breaks becomes a mark of status ``failed`` and leaves both sums; the rest is scored.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Any

from coach.model.channel import Channel
from coach.model.finding import Measurement, Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Context, Draft
from coach.scorers import SCORERS
from coach.signals.reading import Reading

LONGEST_REPLY = 100_000
SIGNALS = (
    "politeness", "formality", "empathy", "responsiveness", "sentiment", "offence", "canned",
    "grade_level",
)  # fmt: skip
MECHANISMS = ("reactions", "interpretations", "explorations")
_log = logging.getLogger("coach")


def score(
    draft: Draft,
    rubric: Rubric,
    channels: Mapping[str, Channel],
    today: date,
    scorers: Mapping[str, Any] = SCORERS,
) -> Scorecard:
    """The scorecard of a draft under a rubric.

    channels: id -> channel, for limits and counting. today: the day against which dated criteria are
    judged when the context has no date. scorers: name -> module with ``measure``.
    """
    reading = Reading(draft, channels.get(draft.context.channel), today)
    return score_reading(reading, rubric, today, scorers)


def marks_alone(
    draft: Draft, rubric: Rubric, channels: Mapping[str, Channel], today: date
) -> Scorecard:
    """The scorecard of a draft with its marks and nothing beside them: all that hints need."""
    reading = Reading(draft, channels.get(draft.context.channel), today)
    day = reading.day
    marks = tuple([_mark(reading, c, day, SCORERS) for c in rubric.criteria])
    return Scorecard(draft.id, rubric.ref, rubric.pass_mark, marks)


def score_reading(
    reading: Reading, rubric: Rubric, today: date, scorers: Mapping[str, Any] = SCORERS
) -> Scorecard:
    """The scorecard of a reading; the reading keeps what was worked out for further use, unless it
    was made for another day."""
    if reading.today != today:
        reading = replace(reading, today=today)
    day = reading.day
    marks = tuple([_mark(reading, c, day, scorers) for c in rubric.criteria])
    return Scorecard(
        id=reading.draft.id,
        rubric=rubric.ref,
        pass_mark=rubric.pass_mark,
        marks=marks,
        signals=signals_of(reading),
        acts=reading.acts,
        personal_data=tuple((p.start, p.end, p.kind) for p in reading.personal_data),
    )


def signals_of(reading: Reading) -> dict[str, Any]:
    """Every signal of the wire format; null where there is nothing to measure it on."""
    return {name: _measured(reading, name) for name in SIGNALS}


def _measured(reading: Reading, name: str) -> Any:
    """One signal; a signal that breaks is null and logged, so that the others are still measured."""
    try:
        value = getattr(reading, name)
    except Exception:  # noqa: BLE001 - the other signals are still worth having
        _log.exception("the signal '%s' broke", name)
        return None
    if name == "empathy" and value is not None:
        return {key: getattr(value, key) for key in MECHANISMS}
    if name == "canned":
        return value[0] if reading.reply.plain_words else None
    return value


def why_not_applicable(criterion: Criterion, reading: Reading, day: str) -> str | None:
    """Why a criterion does not apply to this reply, or None when it does. day: ISO date."""
    if criterion.always:
        return None
    context: Context = reading.context
    when, valid = criterion.when, criterion.valid
    if when.channel and not _among(context.channel, when.channel):
        return f"only for channel {', '.join(when.channel)}"
    if when.visibility and context.visibility not in when.visibility:
        return f"only for visibility {', '.join(when.visibility)}"
    if when.brand and not _among(context.brand, when.brand):
        return f"only for brand {', '.join(when.brand)}"
    if when.product and not _among(context.product, when.product):
        return f"only for product {', '.join(when.product)}"
    if when.country and not _among(context.country, when.country):
        return f"only for country {', '.join(when.country)}"
    if when.customer and reading.situation not in when.customer:
        return f"only after a customer's {' or '.join(when.customer)}"
    if valid.since and day < valid.since:
        return f"valid from {valid.since}"
    if valid.until and day > valid.until:
        return f"valid until {valid.until}"
    return None


def _among(actual: str | None, allowed: tuple[str, ...]) -> bool:
    if actual in allowed:
        return True
    return actual is not None and actual.casefold() in {name.casefold() for name in allowed}


def _mark(reading: Reading, criterion: Criterion, day: str, scorers: Mapping[str, Any]) -> Mark:
    if not criterion.always:
        reason = why_not_applicable(criterion, reading, day)
        if reason is not None:
            return _unscored(criterion, MarkStatus.NOT_APPLICABLE, reason)
    try:
        measurement = scorers[criterion.scorer].measure(reading, criterion.options)
        mark = _banded(criterion, measurement, len(reading.draft.text))
    except Exception as error:  # noqa: BLE001 - a broken scorer must not take the others with it
        reason = f"the scorer '{criterion.scorer}' broke: {type(error).__name__}: {error}"
        return _unscored(criterion, MarkStatus.FAILED, reason)
    if mark.percent == 100 and not reading.reply.words:
        # Saying nothing offends nobody and copies nothing; that earns no points.
        reason = "the reply has no words to judge"
        return _unscored(criterion, MarkStatus.NOT_APPLICABLE, reason)
    return mark


def _banded(criterion: Criterion, measurement: Measurement, length: int) -> Mark:
    value, findings, reason, shortfall = measurement
    if value is None:
        return _unscored(criterion, MarkStatus.NOT_APPLICABLE, reason or "not applicable")
    if not isfinite(value):
        raise ValueError(f"measured {value}")
    for band in criterion.scale:
        if band[0] <= value <= band[1]:
            break
    else:
        raise ValueError(f"no band holds the value {value:g}")
    _, _, points, share = band
    full = points == criterion.highest
    if shortfall is not None and not full:
        findings += shortfall()
    if findings:
        for start, end, _, _ in findings:
            if not 0 <= start <= end <= length:
                raise ValueError(f"points at {start}-{end} of {length}")
        if full:  # a full mark has no faults
            findings = tuple(f for f in findings if f.polarity is Polarity.CREDIT)
    return Mark(
        criterion.id,
        criterion.section,
        MarkStatus.SCORED,
        criterion.weight,
        points,
        share,
        value,
        findings,
        reason,
        criterion.critical,
        criterion.fails == "section",
    )


def _unscored(criterion: Criterion, status: MarkStatus, reason: str) -> Mark:
    return Mark(
        criterion=criterion.id,
        section=criterion.section,
        status=status,
        weight=criterion.weight,
        reason=reason,
        critical=criterion.critical,
        fails_section=criterion.fails == "section",
    )
