"""The arithmetic that quality people check by hand."""

from __future__ import annotations

import pytest

from coach.model.rubric import percent
from coach.model.scorecard import Mark, MarkStatus, Scorecard, quality_score


def mark(
    per_cent: float | None,
    weight: int,
    *,
    critical: bool = False,
    section: str = "tone",
    fails_section: bool = False,
    status: MarkStatus = MarkStatus.SCORED,
) -> Mark:
    return Mark(
        criterion=f"c{per_cent}-{weight}-{section}",
        section=section,
        status=status,
        weight=weight,
        score=None if per_cent is None else 1,
        percent=per_cent,
        critical=critical,
        fails_section=fails_section,
    )


def card(*marks: Mark, pass_mark: float = 80) -> Scorecard:
    return Scorecard("id", "r@1#d", pass_mark, marks)


def test_percent_of_a_range() -> None:
    assert percent(1, 0, 2) == 50.0
    assert percent(3, 1, 5) == 50.0
    assert percent(1, 1, 1) == 100.0


def test_total_is_the_weighted_mean() -> None:
    assert card(mark(75, 20), mark(100, 30), mark(50, 20), mark(100, 10)).total == 81.25


def test_quality_score_of_a_set() -> None:
    assert quality_score([100, 9.91, 63.96, 90.99, 0]) == pytest.approx(52.972)
    assert quality_score([]) is None
    assert quality_score([80, None]) == 80


def test_critical_just_under_half_makes_the_total_zero() -> None:
    failed = card(mark(49.9, 10, critical=True), mark(100, 30))
    assert failed.total == 0
    assert failed.total_without_critical == pytest.approx(87.475)
    assert not failed.passed
    assert len(failed.critical_failures) == 1


def test_critical_at_half_does_not() -> None:
    kept = card(mark(50, 10, critical=True), mark(100, 30))
    assert kept.total == 87.5
    assert kept.passed


def test_not_applicable_and_failed_leave_both_sums() -> None:
    marks = [
        mark(100, 10),
        mark(None, 90, status=MarkStatus.NOT_APPLICABLE),
        mark(None, 90, status=MarkStatus.FAILED),
    ]
    assert card(*marks).total == 100


def test_section_failure_zeroes_its_section_only() -> None:
    total = card(
        mark(0, 10, section="form", fails_section=True),
        mark(100, 10, section="form"),
        mark(100, 20, section="tone"),
    ).total
    assert total == 50


def test_weight_zero_is_shown_and_not_counted() -> None:
    assert card(mark(0, 0), mark(90, 10)).total == 90
    assert card(mark(100, 0)).total is None


def test_nothing_scored_has_no_total_and_does_not_pass() -> None:
    nothing = card(mark(None, 10, status=MarkStatus.NOT_APPLICABLE))
    assert nothing.total is None
    assert not nothing.passed


def test_pass_at_the_mark() -> None:
    assert card(mark(80, 10)).passed
    assert not card(mark(79.99, 10)).passed
