"""Marks that a polished, empty reply does not earn, and marks that do not contradict each other."""

from __future__ import annotations

import pytest

from coach.model.thread import Context, Draft, Speaker, Turn
from coach.scorers import (
    acknowledge,
    answers,
    canned,
    deed,
    empathy,
    next_step,
    ownership,
    sentences,
)
from coach.signals.reading import Reading

LATE = "My parcel is three days late and nobody answers me"


def reading(
    reply: str, customer: str = LATE, name: str | None = None, earlier: tuple[str, ...] = ()
) -> Reading:
    turns = (Turn(Speaker.CUSTOMER, customer),)
    return Reading(Draft("1", reply, Context(turns=turns, customer_name=name, earlier=earlier)))


# --- next_step
@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("I have asked the depot where your parcel is and will post it here by 5.", 3),
        ("Have asked the depot where your parcel is and will post it here by 5.", 3),
        ("I've asked the depot to find your parcel and will post here in due course.", 2),
        ("I have passed your parcel on to the depot team.", 1.5),
        ("You can ask a friend to look for the parcel.", 1),
        ("I've told the depot, who usually find a parcel within 5 days.", 2),
        ("DM us and we'll take a peek.", 1.5),
    ],
)
def test_a_step_is_as_full_as_it_binds(reply: str, value: float) -> None:
    found = next_step.measure(reading(reply), next_step.Options()).value
    assert found is not None
    assert found <= value
    assert value < 3 or found == 3


def test_a_vague_time_is_shown_and_holds_nobody() -> None:
    reply = "I've asked the depot to find your parcel and will post here in due course."
    found = next_step.measure(reading(reply), next_step.Options()).findings
    assert "'in due course' holds nobody to a time: say by when." in [f.message for f in found]


def test_an_unsaid_i_is_a_person_and_an_unsaid_we_is_none() -> None:
    for reply, value in (
        ("Have asked the depot and will post it here by 5.", 2),
        ("We have asked the depot and will post it here by 5.", 0.5),
        ("The crew is out and will call by 5.", 0),
    ):
        assert ownership.measure(reading(reply), ownership.Options()).value == value


# --- answers
YES_NO = "Three days late! Is there a late charge nobody told me of?"


@pytest.mark.parametrize(
    ("reply", "full"),
    [
        ("No, there is no late charge.", True),
        ("Late charges are usually released within 5 to 10 business days.", False),
        ("We always strive to keep every charge right.", False),
    ],
)
def test_how_things_usually_are_answers_no_complaint(reply: str, full: bool) -> None:
    value = answers.measure(reading(reply, YES_NO), answers.Options()).value
    assert (value == 1) == full


def test_who_asks_how_it_usually_is_is_told() -> None:
    asked = "Do you take the fee at the time of sale?"
    reply = "We usually take the fee with the invoice, not at the sale."
    assert answers.measure(reading(reply, asked), answers.Options()).value == 1


def test_a_yes_answers_the_question_its_sentence_is_about() -> None:
    asked = "is this a real person? my parcel is lost, is it even worth looking for?"
    reply = "Yes, I'm a real person."
    assert answers.measure(reading(reply, asked), answers.Options()).value == 0.5


# --- deed and sentences
@pytest.mark.parametrize(
    ("reply", "does"),
    [
        ("Sorry. Drivers can't always ring, these things can happen.", 0),
        ("Sorry! Keep an eye on your emails.", 0),
        ("Oh no.", 0),
        ("by 5", 0),
        ("Sorry. The van broke down on Monday in Hull.", 1),
    ],
)
def test_what_fits_any_case_is_no_deed(reply: str, does: int) -> None:
    value = deed.measure(reading(reply), deed.Options()).value
    assert value is not None
    assert min(value, 1) == does


@pytest.mark.parametrize("reply", ["-2+3 parcel", "parcel", "Hi Ana", "Hello"])
def test_a_reply_that_says_nothing_is_no_sentence(reply: str) -> None:
    result = sentences.measure(reading(reply), sentences.Options())
    assert result.value == 0
    assert result.findings


@pytest.mark.parametrize(
    "reply", ["Yes ^OL", "Great!", "Thanks!", "Done.", "Sorted for you", "Noted"]
)
def test_one_word_can_be_enough(reply: str) -> None:
    assert sentences.measure(reading(reply, "thanks, it came"), sentences.Options()).value is None


# --- acknowledge, empathy, canned
@pytest.mark.parametrize(
    ("reply", "name", "value"),
    [
        ("Three days late is no good, I'm sorry.", None, 2),
        ("Nobody answering, and a parcel that is late. I'm so sorry about that.", None, 2),
        ("So sorry about that! We will get your parcel moving by 5.", None, 1),
        ("I'm so sorry about that, Parcel.", "Parcel", 1),
    ],
)
def test_what_happened_is_named_where_it_is_told(
    reply: str, name: str | None, value: float
) -> None:
    found = acknowledge.measure(reading(reply, name=name), acknowledge.Options())
    assert found.value == value


def test_empathy_does_not_deny_what_acknowledge_found() -> None:
    reply = "Three days late and no answer is not OK. I'll ring the depot."
    said = [f.message for f in empathy.measure(reading(reply), empathy.Options()).findings]
    assert acknowledge.measure(reading(reply), acknowledge.Options()).value == 2
    assert not any("speaks to how this was" in message for message in said)


def test_an_earlier_reply_sent_again_loses_its_marks_once() -> None:
    reply = (
        "Three days late with no answer is maddening, I'm sorry. I'll ring the depot by 5 today."
    )
    again = reading(reply, earlier=(reply,))
    assert acknowledge.measure(again, acknowledge.Options()).value == 2
    assert next_step.measure(again, next_step.Options()).value == 3
    copied = canned.measure(again, canned.Options())
    assert copied.value is not None
    assert copied.value > 0.9
    assert copied.findings[0].message.endswith("stands in an earlier reply of the same writer.")
