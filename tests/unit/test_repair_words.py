"""Repairs say what they do in words, leave some, and stop when nobody waits for them."""

from __future__ import annotations

import pytest

from coach.practice.repairs.case import words_in
from coach.practice.repairs.edits import between
from coach.services import catalogue
from coach.services.mending import repairs
from coach.services.practise import open_sitting

CRISES = [s.id for s in catalogue.scenarios() if s.crisis is not None][:3]
SHORT = (
    "Sorry!!",
    "No comment!!!",
    "Great!!! 😀😀",
    "Please calm down!",
    "Your card number?",
    "!!!",
)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Just a screw!", "Just a screw.", ("screw!", "screw.")),
        ("Great!!! 😀😀", "Great.", ("Great!!! 😀😀", "Great.")),
        ("OK! And then?", "OK. And then?", ("OK!", "OK.")),
        ("I am here 😀", "I am here", ("😀", "")),
    ],
)
def test_a_stop_is_changed_with_its_word(old: str, new: str, words: tuple[str, str]) -> None:
    edit = between("calm", old, new, "")
    assert edit is not None
    assert edit.applied(old) == new
    assert (old[edit.start : edit.end].strip(), edit.text.strip()) == words


@pytest.mark.parametrize("scenario", [*CRISES, "airline-tarmac-silence"])
def test_no_repair_leaves_nothing(scenario: str) -> None:
    sitting = open_sitting(scenario, None, None)
    for text in SHORT:
        for repair in repairs(sitting, text):
            new = text[: repair.start] + repair.text + text[repair.end :]
            assert words_in(new) >= min(words_in(text), 3), (text, new)
            assert not repair.text.strip() or any(c.isalnum() for c in repair.text), (text, new)


def test_the_work_stops_within_one_scoring() -> None:
    sitting = open_sitting("airline-tarmac-silence", None, None)
    text = "We apologize for any inconvenience. Kindly DM us your card number and password!"
    asked = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 3

    assert repairs(sitting, text) != ()
    assert repairs(sitting, text, stop) == ()
    assert len(asked) == 4
