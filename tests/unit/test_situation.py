"""Kinds of customer turn."""

from __future__ import annotations

import pytest

from coach.language.text import Text
from coach.signals.situation import Situation, questions_in, situation_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my parcel never arrived and nobody answers the phone", Situation.COMPLAINT),
        ("worst broadband ever, down again!!", Situation.COMPLAINT),
        ("still waiting for my refund", Situation.COMPLAINT),
        ("thanks for nothing", Situation.COMPLAINT),
        ("When does the Leeds store open on Sunday?", Situation.QUESTION),
        ("do you ship to Malta", Situation.QUESTION),
        ("Thank you so much, that was quick!", Situation.THANKS),
        ("all sorted now, cheers", Situation.THANKS),
        ("it's an iPhone 12 on 17.4", Situation.STATEMENT),
        ("Will there be any delays tomorrow?", Situation.QUESTION),
        ("What happens if my bag gets lost?", Situation.QUESTION),
        ("Why is my bag still lost?", Situation.COMPLAINT),
        ("my phone is broken can you fix it", Situation.COMPLAINT),
        ("How do I go about exchanging it?", Situation.QUESTION),
        ("I need to cancel my plan, how do I do that?", Situation.QUESTION),
        ("I would like to know who is coming and when", Situation.QUESTION),
        ("Not one piece of saltfish come, and the man ask me to pay?", Situation.COMPLAINT),
        ("what have yous done to the water in town??", Situation.COMPLAINT),
        ("I turned it off and on and now I no longer have the issue", Situation.THANKS),
        ("★★★★★ bad knees, never ran, and I love every run of it! Thanks", Situation.THANKS),
        ("From morning itself net is not there, no one is lifting the phone", Situation.COMPLAINT),
        ("light no dey work since yesterday, abeg", Situation.COMPLAINT),
        ("The spare in the boot's flat as well. You what?", Situation.COMPLAINT),
        ("Are you kidding me? It had a hole in the sleeve.", Situation.COMPLAINT),
        ("", Situation.NONE),
        ("🤷", Situation.STATEMENT),
    ],
)
def test_kinds(text: str, kind: Situation) -> None:
    assert situation_of(Text(text)) is kind


def test_no_customer_text() -> None:
    assert situation_of(None) is Situation.NONE


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Please could you tell us what day it will be back", 1),
        ("so can somebody have a look at it", 1),
        ("2016. And Windows 10. Which was preinstalled on it", 0),
        ("I told you what it was", 0),
    ],
)
def test_questions_need_no_question_mark(text: str, asked: int) -> None:
    assert len(questions_in(Text(text))) == asked


def test_an_opening_may_complain_beside_its_question() -> None:
    text = Text("Waited all day and the boxes came soaked through. Do you have another depot?")
    assert situation_of(text, opening=True) is Situation.COMPLAINT


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("my maths mock is at 9. whens the next one fr", ["whens the next one fr"]),
        ("church is on Sunday. so where my box at", ["so where my box at"]),
        (
            "So 1) did you do this on purpose 2) is it coming back",
            ["did you do this on purpose", "is it coming back"],
        ),
        ("I paid 1) the fare 2) the fee", []),
    ],
)
def test_questions_without_a_mark(said: str, asked: list[str]) -> None:
    assert [said[s:e].strip() for s, e in questions_in(Text(said))] == asked


def test_disbelief_asks_nothing() -> None:
    for said in ("You what?", "The lift is shut again. Are you joking?", "What the hell?"):
        assert questions_in(Text(said)) == []
    text = Text("You what? When is the next one?")
    assert [text.raw[a:b] for a, b in questions_in(text)] == ["When is the next one?"]
