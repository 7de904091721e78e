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
from coach.model.finding import NOTHING, Measurement, Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Draft
from coach.scorers import SCORERS
from coach.signals.reading import Reading

LONGEST_REPLY = 100_000
SIGNALS = (
    "politeness", "formality", "empathy", "responsiveness", "sentiment", "offence", "canned",
    "grade_level",
)  # fmt: skip
MECHANISMS = ("reactions", "interpretations", "explorations")
# Python 3.11 looks members of an enum up slowly, and makes a named tuple in half the time this way.
_SCORED, _NOT_APPLICABLE, _FAULT = MarkStatus.SCORED, MarkStatus.NOT_APPLICABLE, Polarity.FAULT
_make = tuple.__new__
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
    return Scorecard(draft.id, rubric.ref, rubric.pass_mark, _marks(reading, rubric))


def score_reading(
    reading: Reading, rubric: Rubric, today: date, scorers: Mapping[str, Any] = SCORERS
) -> Scorecard:
    """The scorecard of a reading; the reading keeps what was worked out for further use, unless it
    was made for another day."""
    if reading.today != today:
        reading = replace(reading, today=today)
    return Scorecard(
        id=reading.draft.id,
        rubric=rubric.ref,
        pass_mark=rubric.pass_mark,
        marks=_marks(reading, rubric, scorers),
        signals=signals_of(reading),
        acts=reading.acts,
        personal_data=tuple((p.start, p.end, p.kind) for p in reading.personal_data),
    )


def signals_of(reading: Reading) -> dict[str, Any]:
    """Every signal of the wire format; null where there is nothing to measure it on."""
    found: dict[str, Any] = {}
    for name in SIGNALS:
        try:
            found[name] = getattr(reading, name)
        except Exception:  # noqa: BLE001 - the other signals are still worth having
            _log.exception("the signal '%s' broke", name)
            found[name] = None
    if found["empathy"] is not None:
        found["empathy"] = {key: getattr(found["empathy"], key) for key in MECHANISMS}
    if found["canned"] is not None:
        found["canned"] = found["canned"][0] if reading.reply.plain_words else None
    return found


def why_not_applicable(criterion: Criterion, reading: Reading, day: str) -> str | None:
    """Why a criterion does not apply to this reply, or None when it does. day: ISO date."""
    for name, allowed, reason in criterion.conditions:
        if name == "customer":
            if reading.situation not in allowed:
                return reason
        elif not _among(getattr(reading.context, name), allowed):
            return reason
    valid = criterion.valid
    if valid.since and day < valid.since:
        return f"valid from {valid.since}"
    if valid.until and day > valid.until:
        return f"valid until {valid.until}"
    return None


def _among(actual: str | None, allowed: tuple[str, ...]) -> bool:
    if actual in allowed:
        return True
    return actual is not None and actual.casefold() in {name.casefold() for name in allowed}


def _marks(
    reading: Reading, rubric: Rubric, scorers: Mapping[str, Any] = SCORERS
) -> tuple[Mark, ...]:
    """The marks of a reading, one for each criterion."""
    day = reading.day
    marks = [_mark(reading, criterion, day, scorers) for criterion in rubric.criteria]
    if not reading.reply.words:
        # Saying nothing offends nobody and copies nothing; that earns no points.
        reason = "the reply has no words to judge"
        marks = [
            _unscored(criterion, _NOT_APPLICABLE, reason) if mark.percent == 100 else mark
            for criterion, mark in zip(rubric.criteria, marks, strict=True)
        ]
    return tuple(marks)


def _mark(reading: Reading, criterion: Criterion, day: str, scorers: Mapping[str, Any]) -> Mark:
    if not criterion.always:
        reason = why_not_applicable(criterion, reading, day)
        if reason is not None:
            return _unscored(criterion, _NOT_APPLICABLE, reason)
    try:
        measurement = scorers[criterion.scorer].measure(reading, criterion.options)
        if measurement is NOTHING:
            return criterion.clean
        return _banded(criterion, measurement, reading.draft.text)
    except Exception as error:  # noqa: BLE001 - a broken scorer must not take the others with it
        reason = f"the scorer '{criterion.scorer}' broke: {type(error).__name__}: {error}"
        return _unscored(criterion, MarkStatus.FAILED, reason)


def _banded(criterion: Criterion, measurement: Measurement, reply: str) -> Mark:
    value, findings, reason, shortfall = measurement
    if value is None:
        return _unscored(criterion, _NOT_APPLICABLE, reason or "not applicable")
    if not isfinite(value):
        raise ValueError(f"measured {value}")
    _, _, points, share, full = criterion.band_of(value)
    if shortfall is not None and not full:
        findings += shortfall()
    if findings:
        length = len(reply)
        faults = False
        for start, end, polarity, _ in findings:
            if not 0 <= start <= end <= length:
                raise ValueError(f"points at {start}-{end} of {length}")
            if polarity is _FAULT:
                faults = True
        if full and faults:  # a full mark has no faults
            findings = tuple([f for f in findings if f[2] is not _FAULT])
    return _make(
        Mark,
        (
            criterion.id,
            criterion.section,
            _SCORED,
            criterion.weight,
            points,
            share,
            value,
            findings,
            reason,
            criterion.critical,
            criterion.fails == "section",
        ),
    )


def _unscored(criterion: Criterion, status: MarkStatus, reason: str) -> Mark:
    fails = criterion.fails == "section"
    return _make(
        Mark,
        (
            criterion.id,
            criterion.section,
            status,
            criterion.weight,
            None,
            None,
            None,
            (),
            reason,
            criterion.critical,
            fails,
        ),
    )
