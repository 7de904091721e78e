"""Hints: what is pointed at, in which order, and how help fades."""

from __future__ import annotations

from datetime import date

import pytest

from coach.engine import score
from coach.model.skill import Estimate
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.practice.hints import GAP, HINTS, Help, Hints, help_level, sorted_out
from coach.services import catalogue
from coach.services.mending import faded, hints, repairs
from coach.services.practise import Sitting, open_sitting

CUSTOMER = "@NorthwindAir 3 hrs on the tarmac and nobody tells us anything. My connection is gone."


def hinted(text: str, help_with: dict[str, Help] | None = None) -> Hints:
    """The hints of a post."""
    context = Context(turns=(Turn(Speaker.CUSTOMER, CUSTOMER),), customer_name="Leo")
    rubric = catalogue.rubric("social-care")
    card = score(Draft("t", text, context), rubric, catalogue.channels(), date(2026, 11, 1))
    return sorted_out(card, rubric, text, help_with or {})


def sitting(mode: str = "practice") -> Sitting:
    """A sitting without a store."""
    found = open_sitting("airline-tarmac-silence", None, None)
    found.mode = mode
    return found


def test_never_more_than_three_and_the_most_useful_first() -> None:
    found = hinted(
        "We apologize for any inconvenience. Kindly be advised that this is being looked at. "
        "Rest assured. You should have called. Please reply with your card number."
    ).shown
    assert len(found) == HINTS
    assert found[0].urgent and "card number" in found[0].message
    calm = [h.gain for h in found if not h.urgent]
    assert calm == sorted(calm, reverse=True)


def test_breaches_come_at_once_and_style_when_the_sentence_is_finished() -> None:
    assert any(h.urgent for h in hinted("Send me your card number").shown)
    assert not hinted("We apologize for any inconvenience").shown
    assert hinted("We apologize for any inconvenience.").shown


def test_a_limit_comes_at_once() -> None:
    found = hinted("so " + "very " * 70).shown
    assert any(h.criterion == "length" for h in found)


def test_what_is_missing_is_said_after_two_sentences_and_points_at_a_place() -> None:
    one = hinted("The gate is B7.").shown
    assert all(h.start < h.end for h in one)
    two = hinted("The gate is B7. It boards soon enough.").shown
    assert any(h.start == h.end for h in two)


def test_an_open_gap_is_urgent_and_first() -> None:
    first = hinted("I'll [what you do next] and write to you by [time].").shown[0]
    assert first.criterion == GAP and first.urgent
    assert (first.start, first.end) == (5, 23)


def test_every_hint_says_why_and_what_to_do() -> None:
    for hint in hinted("We apologize for any inconvenience. You should have called us.").shown:
        assert hint.why and hint.advice


@pytest.mark.parametrize(
    ("mean", "half", "n", "expected"),
    [
        (95.0, 4.0, 40, Help.NONE),
        (85.0, 8.0, 40, Help.ON_REQUEST),
        (85.0, 14.0, 20, Help.SHOWN),
        (60.0, 5.0, 50, Help.SHOWN),
        (99.0, 1.0, 2, Help.SHOWN),
    ],
)
def test_help_fades_by_what_is_sure(mean: float, half: float, n: int, expected: Help) -> None:
    estimate = Estimate(mean, max(mean - half, 0.0), min(mean + half, 100.0), n)
    assert help_level(estimate) is expected


def test_without_an_estimate_all_help_is_shown() -> None:
    assert help_level(None) is Help.SHOWN


def test_what_fades_is_held_back_or_gone_and_breaches_never() -> None:
    text = "Send me your card number. You should have called us."
    skills = {c.skill for c in catalogue.rubric("social-care").criteria}
    asked = hinted(text, dict.fromkeys(skills, Help.ON_REQUEST))
    assert all(h.urgent for h in asked.shown) and asked.shown
    assert asked.held
    gone = hinted(text, dict.fromkeys(skills, Help.NONE))
    assert all(h.urgent for h in gone.shown) and gone.shown
    assert not gone.held


def test_it_is_said_why_there_is_less_help() -> None:
    said = faded({"tone": Help.ON_REQUEST, "register": Help.NONE})
    assert "tone" in said and "F2" in said and "register" in said
    assert faded({}) == ""


def test_a_test_has_neither_hints_nor_repairs() -> None:
    text = "Send me your card number."
    assert hints(sitting(), text, {}).shown
    assert repairs(sitting(), text)
    assert hints(sitting("test"), text, {}) == Hints()
    assert repairs(sitting("test"), text) == ()
    assert repairs(sitting("test"), text, after=True)


def test_a_drill_has_no_repairs() -> None:
    assert repairs(sitting("drill:shorten"), "Send me your card number.") == ()


def test_an_empty_draft_has_no_hints() -> None:
    assert hints(sitting(), "  \n", {}) == Hints()
