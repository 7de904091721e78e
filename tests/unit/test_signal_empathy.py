"""Empathy: the three mechanisms, specific to the writer, explained."""

import pytest

from coach.language.text import Text
from coach.signals import empathy

TARMAC = Text("3 hrs on the tarmac at ORD and nobody tells us anything. My connection is gone.")
PARCEL = Text("My parcel with the birthday present never came and the courier is rude.")
WARM = Text("I'm so sorry, three hours on the tarmac without a word is awful.")
FLAT = Text("The flight departs at 18:40 from gate B7.")


def test_warmth_reacts_and_facts_do_not() -> None:
    assert empathy.value(WARM, TARMAC).reactions > 1
    assert empathy.value(FLAT, TARMAC).reactions < 0.5


def test_questions_explore() -> None:
    asked = Text("What happened after you landed, and how are you feeling about it now?")
    assert empathy.value(asked, TARMAC).explorations > 0.8
    assert empathy.value(FLAT, TARMAC).explorations < 0.3


def test_shared_experience_interprets() -> None:
    told = Text("I know how that feels. I was stuck like this last year and felt so helpless.")
    assert empathy.value(told, TARMAC).interpretations > 0.8


def test_same_warm_sentence_under_another_post_earns_less() -> None:
    here, there = empathy.value(WARM, TARMAC), empathy.value(WARM, PARCEL)
    assert there.reactions < 0.8 * here.reactions
    assert all(b <= a for a, b in zip(here, there, strict=True))


def test_average_factor_without_customer() -> None:
    alone = empathy.value(WARM, None)
    assert empathy.value(WARM, PARCEL).reactions < alone.reactions
    assert alone.reactions <= empathy.value(WARM, TARMAC).reactions
    assert alone == empathy.value(WARM, Text(""))


def test_copied_words_earn_nothing() -> None:
    assert empathy.value(TARMAC, TARMAC) == (0, 0, 0)


def test_bounds_and_empty() -> None:
    assert empathy.value(Text(""), TARMAC) == (0, 0, 0)
    assert empathy.value(Text("!!! 😡 https://x.example"), TARMAC)
    for text in ("?", "a", "so sorry " * 200, "Why? " * 200):
        assert all(0 <= v <= 2 for v in empathy.value(Text(text), TARMAC))


@pytest.mark.parametrize(
    ("mechanism", "reply", "word"),
    [
        ("reactions", "I'm so sorry about the wait at the gate.", "sorry"),
        ("explorations", "The crew is on its way. What happened?", "?"),
    ],
)
def test_terms_point_at_the_words(mechanism: empathy.Mechanism, reply: str, word: str) -> None:
    terms = empathy.terms(Text(reply), TARMAC, mechanism)
    assert 0 < len(terms) <= 8
    assert reply[(best := max(terms, key=lambda t: t.weight)).start : best.end] == word
    assert [t.start for t in terms] == sorted(t.start for t in terms)


def test_levels_are_levels() -> None:
    assert empathy.levels(WARM)[0] == 2
    assert empathy.levels(FLAT)[0] == empathy.levels(FLAT)[2] == 0
    assert empathy.levels(Text("")) == (0, 0, 0)
