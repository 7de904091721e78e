"""Slips of spelling and grammar, and concreteness."""

from __future__ import annotations

import pytest

from coach.language.text import Text
from coach.signals.concreteness import concreteness, vague_words
from coach.signals.slips import slips


def told(text: str) -> list[tuple[str, str, str]]:
    return [(text[s.start : s.end], s.kind, s.instead) for s in slips(Text(text))]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("We recieved your parcel.", ("recieved", "spelling", "received")),
        ("You should of had a text.", ("should of", "grammar", "should have")),
        ("Sorry for the the wait.", (" the", "doubled", "")),
        ("Thanks, i will look.", ("i", "capital", "I")),
        ("All done. we sent it.", ("we", "capital", "We")),
    ],
)
def test_a_slip_is_shown_at_its_words(text: str, slip: tuple[str, str, str]) -> None:
    assert told(text) == [slip]


@pytest.mark.parametrize(
    "text",
    [
        "We was just round the corner, so we popped it in the shed.",  # dialect
        "Ah dinnae ken, but I'll find oot for ye.",
        "Kindly revert back with the order number only.",  # another English
        "Bye bye, and so so sorry again.",
        "@leo and then we rang the depot.",  # a post that goes on
        "I know that that bus was late.",
        "We waited. iPhone owners got a text.",
    ],
)
def test_what_is_no_slip(text: str) -> None:
    assert told(text) == []


def test_all_small_letters_are_one_slip() -> None:
    assert len(told("hi there. i see. we can help. i promise.")) == 1


def test_concrete_words_against_vague_ones() -> None:
    plain = concreteness(Text("Your parcel left Leeds at 9:15 and reaches you by 4pm Friday."))
    vague = concreteness(
        Text("We are looking into the matter and value your feedback on this issue.")
    )
    assert plain is not None and vague is not None
    assert plain > 0.9 and vague < 0.2
    assert [w.norm for w in vague_words(Text("This issue is in process."))] == ["issue", "process"]


def test_too_little_to_tell() -> None:
    assert concreteness(Text("On it, one minute.")) is None
