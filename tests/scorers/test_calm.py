"""The scorer that keeps noise out of a crisis."""

from __future__ import annotations

import pytest

from coach.model.thread import Context, Draft
from coach.scorers import calm
from coach.signals.reading import Reading


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("I'm here, and I'm reading what you write.", []),
        ("We're on it!! Really!", ["!!", "!"]),
        ("So sorry 🙏🏽 :( #HereForYou", ["🙏🏽", ":(", "#HereForYou"]),
        ("¡Lo siento！", ["¡", "！"]),
        ("if a != b, write to #1 at 5.", []),
    ],
)
def test_loud_marks_are_found_in_order(reply: str, words: list[str]) -> None:
    found = calm.measure(Reading(Draft("1", reply, Context())), calm.Options())
    assert [reply[f.start : f.end] for f in found.findings] == words
    assert found.value == len(words)


def test_only_the_kinds_asked_for_count() -> None:
    draft = Draft("1", "Oh no! 😢 #sad", Context())
    found = calm.measure(Reading(draft), calm.Options(kinds=("emoji",)))
    assert [draft.text[f.start : f.end] for f in found.findings] == ["😢"]
