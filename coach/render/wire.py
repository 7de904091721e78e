"""The wire format: a scorecard as plain data, numbers rounded to four places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coach.model.finding import Finding, Polarity
from coach.model.rubric import Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard

PLACES = 4


def scorecard_data(card: Scorecard) -> dict[str, Any]:
    """A scorecard as the JSON object of the wire format."""
    return {
        "id": card.id,
        "rubric": card.rubric,
        "total": _number(card.total),
        "total_without_critical": _number(card.total_without_critical),
        "passed": card.passed,
        "marks": [_mark(mark) for mark in card.marks],
        "signals": _rounded(card.signals),
        "acts": {act: [list(span) for span in spans] for act, spans in card.acts.items()},
        "personal_data": [{"start": s, "end": e, "kind": kind} for s, e, kind in card.personal_data],
        "repairs": [
            {"criterion": r.criterion, "start": r.start, "end": r.end, "text": r.text,
             "total": _number(r.total)}
            for r in card.repairs
        ],
    }  # fmt: skip


def scorecard_line(card: Scorecard) -> str:
    """A scorecard as one line of JSON; lone surrogates stay escaped so that it is always UTF-8."""
    line = json.dumps(scorecard_data(card), ensure_ascii=False, separators=(", ", ": "))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(scorecard_data(card), separators=(", ", ": "))
    return line


def scorecard_of(data: Mapping[str, Any], rubric: Rubric) -> Scorecard:
    """The scorecard of its wire format and the rubric it was made with.

    Marks of criteria that the rubric does not have are left out; so are repairs.
    """
    return Scorecard(
        id=str(data.get("id", "")),
        rubric=rubric.ref,
        pass_mark=rubric.pass_mark,
        marks=tuple(_marks_of(data.get("marks", ()), rubric)),
        signals=data.get("signals", {}),
        acts={act: tuple((s, e) for s, e in at) for act, at in data.get("acts", {}).items()},
        personal_data=tuple(
            (one["start"], one["end"], one["kind"]) for one in data.get("personal_data", ())
        ),
    )


def _marks_of(marks: Iterable[Mapping[str, Any]], rubric: Rubric) -> Iterator[Mark]:
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    for mark in marks:
        criterion = criteria.get(mark["criterion"])
        if criterion is None:
            continue
        yield Mark(
            criterion=criterion.id,
            section=criterion.section,
            status=MarkStatus(mark["status"]),
            weight=mark["weight"],
            score=mark["score"],
            percent=mark["percent"],
            value=mark["value"],
            findings=tuple(
                Finding(f["start"], f["end"], Polarity(f["polarity"]), f["message"])
                for f in mark["findings"]
            ),
            reason=mark["reason"],
            critical=criterion.critical,
            fails_section=criterion.fails == "section",
        )


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "criterion": mark.criterion,
        "status": mark.status.value,
        "score": mark.score,
        "percent": _number(mark.percent),
        "weight": mark.weight,
        "value": _number(mark.value),
        "findings": [_finding(f) for f in mark.findings],
        "reason": mark.reason,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "polarity": finding.polarity.value,
        "message": finding.message,
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), PLACES)


def _rounded(signals: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _rounded(value) if isinstance(value, Mapping) else _number(value)
        for name, value in signals.items()
    }
