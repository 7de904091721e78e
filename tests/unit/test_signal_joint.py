"""What is worked out in one pass is what each model says alone."""

from __future__ import annotations

import math

import pytest

from coach.language.text import Text
from coach.signals import formality, linear, politeness, sentiment
from coach.signals.wordings import by_word

REPLIES = (
    "Hi Jo, I'm so sorry your parcel is three days late. Could you please DM us the number? ^AB",
    "@jo Thank you for letting us know! We have not heard from the depot yet, but WE WILL by 5 pm.",
    "no way i'd've known that lol, soooo annoying 😡",
    "Why did you never tell me? Do you mind sending 2 photos: https://acme.example/a",
    "@jo @sam",
    "Thanks",
)


@pytest.mark.parametrize("raw", REPLIES)
def test_one_pass_gives_what_each_model_gives(raw: str) -> None:
    text = Text(raw)
    read, begins = politeness.reading(text)
    dense = politeness.measures(text, read.keys, begins)
    alone = linear.load("politeness").value(read, dense) if politeness.value(text) else 0.0
    assert politeness.value(text) == pytest.approx(alone, abs=1e-12)
    formal = linear.load("formality").value(
        linear.stream(text), formality.measures(text, linear.keys_of(text))
    )
    if formality.value(text):
        assert formality.value(text) == pytest.approx(max(-3.0, min(3.0, formal)), abs=1e-12)
    models = linear.load("sentiment", "negative_"), linear.load("sentiment", "positive_")
    assert sentiment.sentiment(text) == pytest.approx(sentiment.probabilities(*models, text))


def test_the_sentiment_of_a_sentence_is_that_of_the_sentence_alone() -> None:
    text = Text("I love it here. This is NOT good at all, it is AWFUL! When do you open on 3 May?")
    for n, (start, end) in enumerate(text.sentences):
        alone = sentiment.sentiment(Text(text.raw[start:end]))
        assert sentiment.sentiment(text, frozenset([n])) == pytest.approx(alone, abs=1e-12)
    joined = Text("I love it here. When do you open on 3 May?")
    both = sentiment.sentiment(text, frozenset([0, 2]))
    assert both == pytest.approx(sentiment.sentiment(joined), abs=1e-12)


@pytest.mark.parametrize(
    ("raw", "times"),
    [("I'd've said so", 1), ("we're sure it's on", 2), ("rock 'n roll's", 1), ("as is", 0)],
)
def test_contractions_are_counted_once(raw: str, times: int) -> None:
    text = Text(raw)
    place = formality.MEASURES.index("contracted")
    words = sum(key[0].isalpha() for key in linear.keys_of(text))
    counted = formality.measures(text, linear.keys_of(text))[place] * words**0.5
    assert counted == pytest.approx(times)


@pytest.mark.parametrize(
    ("raw", "strategy", "times"),
    [
        ("Do you mind waiting?", "wonder", 3),  # mind, you mind, do you mind
        ("I wonder why", "wonder", 2),
        ("Feel free to let us know", "let_me", 3),
        ("Good. Work starts at 9", "deference", 1),
    ],
)
def test_pairs_and_runs_of_three_count_towards_their_strategy(
    raw: str, strategy: str, times: int
) -> None:
    text = Text(raw)
    read, begins = politeness.reading(text)
    place = list(politeness.STRATEGIES).index(strategy)
    counted = politeness.measures(text, read.keys, begins)[place]
    assert counted == pytest.approx(1 + math.log(times))


def test_words_and_pairs_by_word() -> None:
    known = by_word({"thank": 1, "thank you": 2, "you <": 3})
    assert known == {"thank": (1, {"you": 2}), "you": (None, {"<": 3})}
