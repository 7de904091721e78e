"""The scorers that see through replies written to please, and what they must let pass."""

from __future__ import annotations

import pytest

from coach.model.finding import Measurement
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.scorers import (
    acts,
    answers,
    deed,
    echo,
    next_step,
    offence,
    personal_data,
    right_name,
    sentences,
    this_case,
)
from coach.signals.reading import Reading


def reading(
    reply: str, customer: str = "", name: str | None = None, facts: tuple[str, ...] = ()
) -> Reading:
    turns = (Turn(Speaker.CUSTOMER, customer),) if customer else ()
    return Reading(Draft("1", reply, Context(turns=turns, customer_name=name, facts=facts)))


def words(result: Measurement, reply: str) -> list[str]:
    return [reply[f.start : f.end] for f in result.findings]


# --- sentences
@pytest.mark.parametrize(
    "reply",
    [
        "Ida, parcel, week, late, tracking, so sorry, I understand, I'll check, today, please, thanks.",
        "Sorry lamp cracked Nat I'll lamp you sending the by 5pm base today a me I'm for the please.",
        "Kim\n\nsorry\n\nlamp\n\nbase\n\nbroken\n\nI'll look\n\ntoday\n\nthanks",
        "Lamp 😱 base 😭 sorry 💛 today 🙏 refund ✨ parcel 💪 on it 🥺 hugs 💗 love 💔 soon",
    ],
)
def test_heaps_of_words_are_no_sentences(reply: str) -> None:
    assert (sentences.measure(reading(reply), sentences.Options()).value or 0) < 0.3


@pytest.mark.parametrize(
    "reply",
    [
        "Three parcels, one box, no lid: I'd be cross too. A new lid leaves Leeds tonight.",
        "Bag in Oslo and wedding in Lisbon tomorrow, I'm sorry. I have found bag and it is on late flight.",
        "Settings > Display > Page > Dusk makes it grey. I'm sorry that it was too bright for you at night.",
        "Your gran waited an hour, Bex, I'm sorry. I'll ask the driver and write to you by six.",
    ],
)
def test_short_and_broken_english_are_sentences(reply: str) -> None:
    value = sentences.measure(reading(reply), sentences.Options()).value
    assert value is not None
    assert value >= 0.5


def test_other_languages_and_short_replies_are_not_judged() -> None:
    spanish = "Hola Ana, gracias por escribir, el paquete sale de la tienda en dos dias para usted"
    for reply in (spanish, "On it!", ""):
        assert sentences.measure(reading(reply), sentences.Options()).value is None


# --- echo
SAID = "My gran waited in the cold for your taxi for an hour and it never came"


def test_a_complaint_handed_back_is_an_echo() -> None:
    reply = "Your gran waited in the cold for our taxi for an hour and it never came. Sorry."
    result = echo.measure(reading(reply, SAID), echo.Options())
    assert result.value is not None
    assert result.value > 0.8
    assert words(result, reply)[0].startswith("Your gran waited in the cold")
    shuffled = "The cold, the hour, the taxi, the gran: the taxi never came, she waited an hour in the cold."
    assert (echo.measure(reading(shuffled, SAID), echo.Options()).value or 0) > 0.65


def test_a_paraphrase_is_none() -> None:
    reply = "An hour outside at her age, and no car: I'm sorry. I've asked the driver and I'll ring you by 6."
    assert (echo.measure(reading(reply, SAID), echo.Options()).value or 0) < 0.3
    assert echo.measure(reading(reply), echo.Options()).value is None


# --- right_name
@pytest.mark.parametrize(
    ("greeting", "name", "wrong"),
    [
        ("Hi Susan", "Greta", 1),
        ("Dear Mr Hale", "Priya Shah", 1),
        ("Hi Greta", "Greta", 0),
        ("Hi Gretta", "Greta", 0),
        ("Hi Bob", "Robert Lund", 0),
        ("Dear Mrs Astbury", "Mrs Astbury", 0),
        ("Hi there", "Greta", 0),
        ("Good morning", "Greta", 0),
        ("Hi Susan", None, 0),
        ("Hi {first_name}", None, 1),
        ("Hi [Name]", "Greta", 1),
    ],
)
def test_the_right_person_is_greeted(greeting: str, name: str | None, wrong: int) -> None:
    result = right_name.measure(
        reading(f"{greeting}, a new lid is in the post.", "lid cracked", name), right_name.Options()
    )
    assert result.value == wrong
    assert bool(result.findings) == bool(wrong)


def test_somebody_named_in_the_thread_may_be_greeted() -> None:
    seen = reading("Hi Bill, the notes are safe.", "notes gone - Bill", "Hanneke")
    assert right_name.measure(seen, right_name.Options()).value == 0


# --- this_case
FACTS = ("The workshop answers within 3 working days.",)


def test_another_cases_answer_is_seen() -> None:
    reply = "The bus stops at the clinic, and the driver took your luggage on the plane to Porto with Marek."
    result = this_case.measure(
        reading(reply, "the leg of my table snapped", facts=FACTS), this_case.Options()
    )
    assert result.value is not None
    assert result.value >= 3
    assert "bus" in words(result, reply)


def test_this_cases_answer_and_unknown_facts_pass() -> None:
    own = "A leg that snaps is no joke. Send a photo and the workshop in Leeds answers in 3 days."
    said = "the leg of my table snapped"
    assert this_case.measure(reading(own, said, facts=FACTS), this_case.Options()).value == 0
    live = "The courier from Hull brings the parcel on Friday, and Marek sends the refund."
    assert (this_case.measure(reading(live, "where is it"), this_case.Options()).value or 0) <= 2
    assert this_case.measure(reading(own), this_case.Options()).value is None


# --- deed and next_step
LOST = "you lost my coat at the cleaner's"


@pytest.mark.parametrize(
    ("reply", "does"),
    [
        ("I'm so sorry about your coat!", False),
        ("A lost coat is awful, I'm sorry. I'll keep your coat in mind until Friday.", False),
        ("I'm sorry about the coat. I'm ringing the shop in Hull now to look for it.", True),
        ("Sorry about the coat. Which shop was it, and on which day?", True),
        ("Sorry. A van was late on Monday and coats went to the wrong shop.", True),
    ],
)
def test_feeling_alone_is_no_deed(reply: str, does: bool) -> None:
    value = deed.measure(reading(reply, LOST), deed.Options()).value
    assert value is not None
    assert (value >= 1) == does


def test_a_part_and_a_settled_matter_are_not_judged() -> None:
    for reply in ("I'm so sorry about your coat. 1/2", "You're welcome, enjoy the coat!"):
        assert deed.measure(reading(reply, LOST), deed.Options()).value is None


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("I've asked the depot to find it and I'll message you by 4pm today.", 3),
        ("I'll look into it today.", 1.5),
        ("I'll think about it by 5pm today.", 0),
        ("Restart it, and if it stays dark, I look at it again with you.", 3),
    ],
)
def test_steps_that_fit_any_case_are_half(reply: str, value: float) -> None:
    found = next_step.measure(reading(reply, "Parcel is a week late!!"), next_step.Options())
    assert found.value == value


# --- answers and acts
def test_a_question_answers_no_question() -> None:
    said = "When does the Leeds shop open on Sunday?"
    asked = answers.measure(reading("When would you like it on Sunday?", said), answers.Options())
    told = answers.measure(reading("We open at 10:30 on Sundays.", said), answers.Options())
    assert (asked.value or 0) < 1
    assert told.value == 1


def test_numbered_lines_are_steps() -> None:
    options = acts.Options(any=("next_step",))
    listed = "Way round:\n1. Margins page open.\n2. Bottom margin on 20 mm.\n"
    assert acts.measure(reading(listed, "pdf cut"), options).value == 1
    assert acts.measure(reading("Version 1. It is old.", "pdf cut"), options).value == 0


# --- spelt out, disguised, and asked without its name
@pytest.mark.parametrize(
    "reply",
    [
        "Sorry Max, you stup1d m0r0n. A new one comes on Friday.",
        "Sorry, you d u m b  b i t c h. Next bus 8:27.",
    ],
)
def test_disguised_insults_are_read(reply: str) -> None:
    assert (offence.measure(reading(reply), offence.Options()).value or 0) > 0.6


@pytest.mark.parametrize(
    ("reply", "breaches"),
    [
        ("Reply here with your c a r d  n u m b e r and we'll look.", 1),
        ("Type your p.a.s.s.w.o.r.d here so that I can hold it.", 1),
        ("Where do you live, and how old are you? Answer here.", 2),
        ("Read me the digits the text message just gave you.", 1),
        ("Please DM us: where do you live?", 0),
        ("We will never ask you to read us the code from a text.", 0),
        ("The U.S.A. team opens at 9 a.m. and I'll tell you then.", 0),
    ],
)
def test_data_asked_for_by_other_words(reply: str, breaches: int) -> None:
    found = personal_data.measure(reading(reply), personal_data.Options())
    assert found.value == breaches
    assert len(found.findings) == breaches
