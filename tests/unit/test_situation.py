"""Kinds of customer turn."""

from __future__ import annotations

import pytest

from coach.language.text import Text
from coach.signals.situation import Situation, situation_of


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
        ("", Situation.NONE),
        ("🤷", Situation.STATEMENT),
    ],
)
def test_kinds(text: str, kind: Situation) -> None:
    assert situation_of(Text(text)) is kind


def test_no_customer_text() -> None:
    assert situation_of(None) is Situation.NONE
