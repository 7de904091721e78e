"""The engine: conditions, bands, and scorers that break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from coach.engine import score
from coach.model.channel import Visibility
from coach.model.finding import Finding, Measurement, Polarity
from coach.model.rubric import Band, Criterion, Rubric, Status, Valid, When
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.services import catalogue

TODAY = date(2026, 5, 1)


def scorer(value: float | None, *findings: Finding, error: Exception | None = None) -> Any:
    def measure(reading: object, options: object) -> Measurement:
        if error:
            raise error
        return Measurement(value, findings, "no reason" if value is None else None)

    return SimpleNamespace(measure=measure)


def criterion(name: str = "one", **changes: Any) -> Criterion:
    base = Criterion(
        id=name,
        section="tone",
        skill="tone",
        title="t",
        why="w",
        source="s",
        scorer=name,
        bands=(Band(2, at_least=1), Band(1, at_least=0.5), Band(0)),
        weight=10,
        message="m",
    )
    return replace(base, **changes)


def rubric(*criteria: Criterion) -> Rubric:
    return Rubric("r", "R", "1", Status.DRAFT, 80, criteria, {"tone": "Tone"}, "d")


def run(
    *criteria: Criterion,
    scorers: dict[str, Any],
    context: Context | None = None,
    text: str = "hello",
) -> Scorecard:
    draft = Draft("id", text, context or Context())
    return score(draft, rubric(*criteria), catalogue.channels(), TODAY, scorers)


def test_first_band_that_holds_gives_the_score() -> None:
    for value, wanted in ((1.0, 2), (0.99, 1), (0.5, 1), (0.49, 0), (-3.0, 0)):
        mark = run(criterion(), scorers={"one": scorer(value)}).marks[0]
        assert (mark.score, mark.value) == (wanted, value)


def test_a_broken_scorer_is_named_and_left_out() -> None:
    card = run(
        criterion("one"),
        criterion("two"),
        scorers={"one": scorer(1.0, error=KeyError("x")), "two": scorer(1.0)},
    )
    assert card.marks[0].status is MarkStatus.FAILED
    assert "scorer 'one' broke: KeyError" in (card.marks[0].reason or "")
    assert card.total == 100


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_fails(value: float) -> None:
    assert run(criterion(), scorers={"one": scorer(value)}).marks[0].status is MarkStatus.FAILED


def test_a_value_outside_all_bands_fails() -> None:
    closed = criterion(bands=(Band(1, at_least=1), Band(0, at_most=0)))
    mark = run(closed, scorers={"one": scorer(0.5)}).marks[0]
    assert mark.status is MarkStatus.FAILED
    assert "no band holds the value 0.5" in (mark.reason or "")


def test_findings_outside_the_reply_fail() -> None:
    stray = Finding(2, 9, Polarity.FAULT, "stray")
    mark = run(criterion(), scorers={"one": scorer(1.0, stray)}).marks[0]
    assert mark.status is MarkStatus.FAILED


def test_a_missing_scorer_fails_its_criterion_only() -> None:
    card = run(criterion("one"), criterion("two"), scorers={"two": scorer(0.5)})
    assert [m.status for m in card.marks] == [MarkStatus.FAILED, MarkStatus.SCORED]


def test_none_is_not_applicable_with_its_reason() -> None:
    mark = run(criterion(), scorers={"one": scorer(None)}).marks[0]
    assert (mark.status, mark.reason) == (MarkStatus.NOT_APPLICABLE, "no reason")


@pytest.mark.parametrize(
    ("when", "applies"),
    [
        (When(channel=("x", "facebook")), True),
        (When(channel=("email",)), False),
        (When(visibility=("private",)), False),
        (When(brand=("Northwind Air",)), True),
        (When(brand=("Other",)), False),
        (When(product=("flights",)), False),
        (When(country=("de", "AT")), True),
        (When(country=("AT",)), False),
        (When(customer=("complaint",)), True),
        (When(customer=("thanks", "question")), False),
    ],
)
def test_when(when: When, applies: bool) -> None:
    context = Context(
        channel="x",
        visibility=Visibility.PUBLIC,
        brand="northwind air",
        country="DE",
        turns=(Turn(Speaker.CUSTOMER, "my bag is lost and nobody helps"),),
    )
    mark = run(criterion(when=when), scorers={"one": scorer(1.0)}, context=context).marks[0]
    assert (mark.status is MarkStatus.SCORED) == applies
    assert applies or (mark.reason or "").startswith("only ")


@pytest.mark.parametrize(
    ("valid", "sent_at", "applies"),
    [
        (Valid(since="2026-01-01"), None, True),
        (Valid(since="2026-06-01"), None, False),
        (Valid(since="2026-06-01"), "2026-07-01T10:00:00Z", True),
        (Valid(until="2026-05-01"), None, True),
        (Valid(until="2026-04-30"), None, False),
    ],
)
def test_valid_dates(valid: Valid, sent_at: str | None, applies: bool) -> None:
    card = run(
        criterion(valid=valid), scorers={"one": scorer(1.0)}, context=Context(sent_at=sent_at)
    )
    assert (card.marks[0].status is MarkStatus.SCORED) == applies


def test_a_reply_without_words_earns_nothing() -> None:
    for text in ("", "   ", "..."):
        mark = run(criterion(), scorers={"one": scorer(1.0)}, text=text).marks[0]
        assert mark.status is MarkStatus.NOT_APPLICABLE
        assert mark.reason == "the reply has no words to judge"
    assert run(criterion(), scorers={"one": scorer(0.0)}, text="").total == 0


def test_a_full_mark_has_no_faults() -> None:
    fault = Finding(0, 1, Polarity.FAULT, "f")
    praise = Finding(0, 1, Polarity.CREDIT, "c")
    assert run(criterion(), scorers={"one": scorer(1.0, fault, praise)}).marks[0].findings == (
        praise,
    )
    assert len(run(criterion(), scorers={"one": scorer(0.6, fault, praise)}).marks[0].findings) == 2
