"""The learned signals: politeness, formality, sentiment, offence."""

from __future__ import annotations

from types import ModuleType

import pytest

from coach.language.text import Text
from coach.signals import formality, offence, politeness, sentiment

SIGNALS = [politeness, formality, sentiment, offence]
EMPTY = ["", " ", "\n", "...", "👍", "@brand", "https://example.com"]


@pytest.mark.parametrize("signal", SIGNALS)
@pytest.mark.parametrize("raw", EMPTY)
def test_a_text_without_words_has_a_value_and_a_span_inside_it(
    signal: ModuleType, raw: str
) -> None:
    text = Text(raw)
    assert -4 <= signal.value(text) <= 4
    assert all(0 <= term.start < term.end <= len(raw) for term in signal.terms(text))


@pytest.mark.parametrize("signal", [politeness, formality])
@pytest.mark.parametrize("raw", EMPTY)
def test_a_text_without_words_is_average(signal: ModuleType, raw: str) -> None:
    assert signal.value(Text(raw)) == 0


@pytest.mark.parametrize("signal", SIGNALS)
def test_terms_are_few_and_in_the_order_of_the_text(signal: ModuleType) -> None:
    text = Text("Hi Leo, I'm so sorry you idiot, thanks for nothing! Could you please wait? " * 20)
    terms = signal.terms(text)
    assert 0 < len(terms) <= 8
    assert list(terms) == sorted(terms, key=lambda term: term.start)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Could you please send me the receipt?", "Send me the receipt."),
        ("Thanks so much, I appreciate it!", "Why did you do that?"),
        ("Sorry about that, Maya. Would you mind trying again?", "You never read the page. Stop."),
    ],
)
def test_politeness_ranks(more: str, less: str) -> None:
    assert politeness.value(Text(more)) > politeness.value(Text(less)) + 0.3


def test_politeness_does_not_depend_on_whom_a_reply_is_addressed_to() -> None:
    bare = politeness.value(Text("Thanks for reaching out, could you send us a DM?"))
    handled = politeness.value(Text("@leo_k Thanks for reaching out, could you send us a DM?"))
    assert abs(bare - handled) < 0.15


def test_thanks_raise_politeness_where_they_stand() -> None:
    text = Text("@leo_k Thanks for waiting.")
    best = max(politeness.terms(text), key=lambda term: term.weight)
    assert text.raw[best.start : best.end] == "Thanks"


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("We regret the delay and will issue the refund within five days.", "yeah soz lol"),
        ("Please contact our customer relations department.", "hey! dm us :)"),
    ],
)
def test_formality_ranks(more: str, less: str) -> None:
    assert formality.value(Text(more)) > 0 > formality.value(Text(less))


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("@united worst airline ever, three hours on hold and nobody cares", "negative"),
        ("My bag is lost and no one answers. Terrible service.", "negative"),
        ("@united thank you so much, the crew was amazing!", "positive"),
        ("I love it, great job :)", "positive"),
    ],
)
def test_sentiment_labels(raw: str, label: str) -> None:
    found = sentiment.sentiment(Text(raw))
    assert found.label == label
    assert sum(found) == pytest.approx(1)


def test_an_empty_text_is_neutral() -> None:
    assert sentiment.sentiment(Text("")).label == "neutral"
    assert sentiment.value(Text("")) == 0


@pytest.mark.parametrize(
    "raw",
    [
        "Damn, that sucks. I'm on it.",
        "damn, that sucks",
        "Thanks for reaching out!",
        "The trash was not collected, sorry about the mess.",
        "I'm a gay man and your form has no title for my husband.",
        "My Muslim colleague and my black neighbour were charged twice.",
        "Do you mean that you want to die?",
        "Are you thinking of how you would kill yourself?",
        "Did he say he would hurt you or beat you?",
        "I'll shoot you a message once your mother has the key.",
        "Your phone is about to die, so charge it first.",
    ],
)
def test_what_is_not_offensive_stays_low(raw: str) -> None:
    assert offence.value(Text(raw)) < 0.1


@pytest.mark.parametrize(
    "raw",
    [
        "Fuck you",
        "You stupid bitch",
        "you are an idiot, shut up",
        "you deserve to die",
        "go kill yourself",
        "I want to punch you",
    ],
)
def test_abuse_is_offensive(raw: str) -> None:
    assert offence.value(Text(raw)) > 0.5
    assert offence.terms(Text(raw))


@pytest.mark.parametrize(
    ("dialect", "standard"),
    [
        ("We finna fix it, y'all", "We are about to fix it, everyone"),
        ("ain't nobody told me bout it", "nobody told me about it"),
        ("Tyrone been waiting, he tryna fly home", "Peter has been waiting, he is trying to fly"),
    ],
)
def test_dialect_and_names_carry_no_offence(dialect: str, standard: str) -> None:
    assert offence.value(Text(dialect)) == offence.value(Text(standard))
