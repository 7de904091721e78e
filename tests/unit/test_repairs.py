"""Repairs: edits that raise the total, invent nothing, and leave marked gaps."""

from __future__ import annotations

from datetime import date

import pytest

from coach.engine import score
from coach.model.channel import Visibility
from coach.model.finding import Repair
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.practice.repairs.edits import (
    between,
    gaps_in,
    joined,
    replaced,
    says_something,
    tidy,
    written,
)
from coach.practice.repairs.turned import asked, asks, complains, quoted, regrettable, stated
from coach.practice.repairs.weighed import repairs_of
from coach.services import catalogue
from coach.services.explain import explain
from coach.services.mending import with_repairs

DAY = date(2026, 11, 1)
TARMAC = (
    "@NorthwindAir 3 hrs on the tarmac at ORD and nobody tells us anything. My connection is gone."
)


def drafted(
    reply: str,
    customer: str = TARMAC,
    channel: str = "x",
    visibility: Visibility = Visibility.PUBLIC,
    name: str | None = "Leo",
) -> Draft:
    """A reply in its place."""
    context = Context(
        channel=channel,
        visibility=visibility,
        turns=(Turn(Speaker.CUSTOMER, customer),),
        customer_name=name,
    )
    return Draft("t", reply, context)


def mended(draft: Draft, signer: str = "Maya Brandt") -> tuple[Repair, ...]:
    """The repairs of a draft under its channel's rubric."""
    context = draft.context
    rubric = catalogue.rubric(catalogue.default_rubric(context.channel, context.visibility))
    return repairs_of(draft, rubric, catalogue.channel(context.channel), DAY, signer)


def after(draft: Draft, repair: Repair) -> str:
    """The reply with the repair made."""
    return draft.text[: repair.start] + repair.text + draft.text[repair.end :]


def test_the_total_of_a_repair_is_the_engines() -> None:
    draft = drafted("We apologize for any inconvenience this may have caused. Kindly DM us.")
    rubric = catalogue.rubric("social-care")
    before = score(draft, rubric, catalogue.channels(), DAY).total
    repairs = mended(draft)
    assert {r.gap for r in repairs} == {True, False} and before is not None

    def total(text: str) -> float:
        own = score(Draft("t", text, draft.context), rubric, catalogue.channels(), DAY).total
        assert own is not None
        return own

    for repair in repairs:
        text = after(draft, repair)
        if repair.filled is None:
            assert total(text) == repair.total > before
        else:
            assert total(written(text)) == repair.total >= before
            assert total(text) == repair.filled > before


def test_a_canned_apology_becomes_what_happened() -> None:
    draft = drafted("We apologize for any inconvenience this may have caused. Kindly DM us.")
    best = mended(draft)[0]
    assert best.text in (
        "I'm sorry that nobody tells you anything.",
        "I'm sorry that your connection is gone.",
    )
    assert draft.text[best.start : best.end].startswith("We apologize for any inconvenience")


def test_a_missing_next_step_is_a_gap_and_no_promise() -> None:
    repairs = mended(drafted("I'm sorry that your connection is gone, Leo. ^MB"))
    step = next(r for r in repairs if r.criterion == "next-step")
    assert step.gap
    assert "[time]" in step.text
    assert not any(c.isdigit() for c in step.text)


def test_personal_data_is_asked_for_in_private_and_as_little_as_will_do() -> None:
    draft = drafted(
        "Sorry about the wait, Leo. Please reply with your booking reference, full name, date of "
        "birth and card number."
    )
    best = mended(draft)[0]
    assert best.criterion == "personal-data"
    text = after(draft, best)
    assert "DM" in text and "card" not in text and "birth" not in text


def test_several_breaches_are_mended_by_one_repair() -> None:
    draft = drafted(
        "Your card 4111 1111 1111 1111 was charged. Where do you live? What's your PIN?"
    )
    best = mended(draft)[0]
    assert best.total > 0
    text = after(draft, best)
    assert "4111" not in text and "PIN" not in text and "live" not in text


def test_data_that_stands_in_public_goes_and_the_sentence_stays() -> None:
    draft = drafted("I'm on it, Leo. I'll ring you on 01632 960417 before 5. ^MB")
    texts = [after(draft, r) for r in mended(draft) if r.criterion == "personal-data"]
    assert any("before 5" in t and "960417" not in t for t in texts)


def test_blame_is_left_out_and_the_rest_kept() -> None:
    draft = drafted("Hi Leo. You should have read the terms. Gate B7 boards at 18:40. ^MB")
    cut = next(r for r in mended(draft) if r.criterion == "respect")
    assert after(draft, cut) == "Hi Leo. Gate B7 boards at 18:40. ^MB"


def test_a_cut_leaves_the_greeting() -> None:
    draft = drafted("Hi Leo, you should have read the terms. Gate B7 boards at 18:40. ^MB")
    cut = next(r for r in mended(draft) if r.criterion == "respect")
    assert after(draft, cut).startswith("Hi Leo, ")


def test_a_letter_is_signed_as_a_letter_and_a_post_with_initials() -> None:
    post = mended(drafted("I'm sorry that your connection is gone, Leo. I'll write by 6pm today."))
    assert next(r for r in post if r.criterion == "sign-off").text.strip() == "^MB"
    letter = drafted(
        "Dear Mr Doyle,\n\nI am sorry that your letter was lost and that nobody answered your calls. "
        "I have asked our post room to search for it this morning. I will write to you by Friday with "
        "the result of the search, and your account remains open in the meantime.",
        "Dear Sir, my letter was lost and nobody answers. What happens now?",
        "email",
        Visibility.PRIVATE,
        "Mr Doyle",
    )
    signed = next(r for r in mended(letter) if r.criterion == "sign-off")
    assert "Kind regards,\nMaya Brandt" in signed.text


def test_nobody_signs_with_a_name_that_is_not_known() -> None:
    draft = drafted("I'm sorry that your connection is gone, Leo. I'll write by 6pm today.")
    assert not [r for r in mended(draft, signer="") if r.criterion == "sign-off"]


def test_a_question_is_reported_with_a_gap_for_the_answer() -> None:
    draft = drafted("Hi Leo, thanks for writing. ^MB", "@NorthwindAir when can I have my bag back?")
    texts = [r.text for r in mended(draft)]
    assert any("You asked when you can have your bag back: [your answer]." in t for t in texts)


def test_a_reply_over_the_limit_is_cut_to_it() -> None:
    filler = "Please also note that there are many other things that one could say about airports. "
    draft = drafted(
        "I'm sorry that your connection is gone, Leo. "
        + filler * 3
        + "I'll write to you by 6pm today. ^MB"
    )
    cut = next(r for r in mended(draft) if r.criterion == "length")
    text = after(draft, cut)
    assert len(text) <= 280
    assert "by 6pm" in text and "connection" in text


def test_a_good_reply_needs_no_repair() -> None:
    scenario = catalogue.scenario("airline-tarmac-silence")
    exemplar = scenario.exemplars[0].reply
    draft = drafted(exemplar, scenario.turns[0].text)
    rubric = catalogue.rubric("social-care")
    total = score(draft, rubric, catalogue.channels(), DAY).total
    assert total is not None
    assert all(r.total > total for r in mended(draft))


@pytest.mark.parametrize("text", ["", "   \n", "x" * 7000])
def test_nothing_is_offered_for_nothing_and_for_endless_texts(text: str) -> None:
    assert mended(drafted(text)) == ()


def test_work_that_is_no_longer_wanted_is_dropped() -> None:
    draft = drafted("We apologize for any inconvenience.")
    rubric, channel = catalogue.rubric("social-care"), catalogue.channel("x")
    assert repairs_of(draft, rubric, channel, DAY, stop=lambda: True) == ()


@pytest.mark.parametrize(
    "reply", ["[red]x[/red] sorry", "‮sorry for any inconvenience", "🙂" * 40, "a\x00b", "]][[ ]["]
)
def test_odd_texts_break_nothing(reply: str) -> None:
    draft = drafted(reply)
    for repair in mended(draft):
        assert 0 <= repair.start <= repair.end <= len(reply)


@pytest.mark.parametrize(
    ("customer", "matter", "expected"),
    [
        ("My connection is gone. Nice.", "My connection is gone", "your connection is gone"),
        ("so my debit card was refused twice", "card was refused", "your debit card was refused"),
        ("they closed my claim", "they closed my claim", "they closed your claim"),
        ("theres 1,940 gone", "theres 1,940 gone", "there's 1,940 gone"),
        ("you took my money", "you took my money", None),
        ("if I haven't a proper answer", "a proper answer", None),
        ("a copy of the report", "a copy of the report", None),
    ],
)
def test_clauses_are_turned_to_the_agents_side(
    customer: str, matter: str, expected: str | None
) -> None:
    assert stated(customer, matter) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when am I having it back", "when you are having it back"),
        ("why was my reading not used", "why your reading was not used"),
        ("what do i DO", "what to do"),
        ("whens the next one", "when the next one is"),
        ("can i get it before then", "whether you can get it before then"),
        ("is the internet off round Marl Bank", "whether the internet is off round Marl Bank"),
        ("why are you so useless", None),
        ("a refund", None),
    ],
)
def test_questions_are_reported(question: str, expected: str | None) -> None:
    assert asked(question) == expected


def test_only_misfortunes_are_regretted() -> None:
    assert regrettable("your connection is gone")
    assert not regrettable("the grand final is this Saturday")
    assert not regrettable("they never came")


def test_long_quotations_are_not_made() -> None:
    assert quoted("the colour of gravy") == "the colour of gravy"
    assert quoted("confirm to them that these two persons are one") == ""


def test_gaps_are_found_and_links_are_not() -> None:
    assert gaps_in("I'll [what you do] by [time].") == ((5, 18), (22, 28))
    assert gaps_in("see [here](https://a.example) [1]") == ()


def test_texts_stay_tidy() -> None:
    assert replaced("Please be advised that bags wait.", [(0, 22, "")]) == "Bags wait."
    assert tidy("Hi ,  you .") == "Hi, you."
    assert joined("Hi Leo", "I'm sorry.", "") == "Hi Leo. I'm sorry."
    edit = between("x", "One two three.", "One three.", "")
    assert edit is not None and edit.applied("One two three.") == "One three."
    assert between("x", "same", "same", "") is None


def test_explain_shows_repairs_and_the_wire_keeps_its_keys() -> None:
    from coach.render.explain import explain_lines
    from coach.render.wire import scorecard_data

    found = explain("We apologize for any inconvenience.", customer="my parcel never came")
    assert found.card.repairs
    lines = explain_lines(found.draft.text, found.rubric, found.card, found.evidence)
    assert any("->" in line for line in lines[lines.index("") :])
    for item in scorecard_data(found.card)["repairs"]:
        assert sorted(item) == ["criterion", "end", "start", "text", "total"]


def test_an_agent_without_a_name_does_not_sign() -> None:
    text = "I'm sorry that your connection is gone, Leo. I'll write by 6pm today."
    draft = drafted(text)
    rubric = catalogue.rubric("social-care")
    card = score(draft, rubric, catalogue.channels(), DAY)
    number = Draft("t", text, Context(**{**_fields(draft.context), "agent": "agent-17"}))
    named = Draft("t", text, Context(**{**_fields(draft.context), "agent": "Maya Brandt"}))
    assert not [r for r in with_repairs(card, number, rubric, DAY).repairs if "^" in r.text]
    assert [r for r in with_repairs(card, named, rubric, DAY).repairs if "^MB" in r.text]


def _fields(context: Context) -> dict[str, object]:
    return {name: getattr(context, name) for name in context.__dataclass_fields__}


RUDE = (
    "Hi dear customer, unfortunately your request has been forwarded to the concerned team. You should "
    "have parked it properly!!! Please DM us your card number."
)
BIKE = "@NorthwindAir your van knocked my bike over and nobody answers. When do I get it back?"


def test_while_something_hurts_nothing_else_is_offered() -> None:
    draft = drafted(RUDE, BIKE)
    for _ in range(6):
        repairs = mended(draft)
        hurts = "properly" in draft.text or "card" in draft.text
        if not hurts:
            break
        assert {r.criterion for r in repairs} <= {"respect", "asks-safely", "personal-data"}
        draft = Draft("t", after(draft, repairs[0]), draft.context)
    assert "properly" not in draft.text and "card" not in draft.text


def test_blame_without_a_repair_of_its_own_is_not_covered_up() -> None:
    rubric, channel = catalogue.rubric("social-care"), catalogue.channel("x")
    draft = drafted("You should have parked it properly.", BIKE)
    blame = [
        r for r in repairs_of(draft, rubric, channel, DAY, "Maya") if "properly" in after(draft, r)
    ]
    assert blame == []


def test_an_unanswered_question_comes_before_warmth_and_form() -> None:
    order = [r.text for r in mended(drafted("Your van knocked the bike over, Leo.", BIKE))]
    assert (
        "You asked when you get it back: [your answer]." in order[0] or "[your answer]" in order[0]
    )
    signed = next(n for n, text in enumerate(order) if "^MB" in text)
    assert signed == len(order) - 1


def test_an_open_or_emptied_gap_is_not_written() -> None:
    text = "I'm on it, Leo. You asked when it is: [your answer]. I'll write by [time].\nBye"
    left = written(text)
    assert len(left) == len(text)
    assert left.split() == "I'm on it, Leo. Bye".split()
    assert left.endswith("\nBye")
    for emptied in ("You asked when it is: .", "I'll write to you by .", "I'll and write by 5."):
        assert not written(emptied).strip()
    for whole in ("It drove by.", "Two ways: post or shop.", "I'll write by 5.", "at 5. So: yes"):
        assert written(whole) == whole


@pytest.mark.parametrize(
    "reply", ["q", "Hello", "Hi Leo", "Hi Leo ^MB", "[time]", "Kind regards,\nMaya"]
)
def test_nothing_is_offered_for_a_reply_that_says_nothing(reply: str) -> None:
    assert not says_something(reply)
    assert mended(drafted(reply)) == ()


@pytest.mark.parametrize(
    "customer",
    [
        "ah thank god. passport, nae bother. cheers for that",
        "Thanks so much for the new bench by the pond, the ducks love it!",
    ],
)
def test_thanks_and_small_talk_need_no_taking_up(customer: str) -> None:
    texts = [r.text for r in mended(drafted("Glad the message reached you today.", customer))]
    assert not [t for t in texts if "About" in t or "You wrote" in t or "You also wrote" in t]


def test_questions_and_complaints_are_told_from_small_talk() -> None:
    assert asks("whens the next one") and asks("and what do i do") and asks("really?  so?")
    assert not asks("ah thank god") and not asks("maths mock at 9")
    assert complains("nobody's phoned") and complains("card has just been refused twice")
    assert not complains("ah thank god") and not complains("passport, nae bother")
