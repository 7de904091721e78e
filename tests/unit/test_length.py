"""Length as X counts it."""

from __future__ import annotations

import unicodedata

import pytest

from coach.language.length import plain_length, weighted_length
from coach.language.text import Text

URL = "https://example.com/" + "x" * 68


def test_letters_a_url_and_emoji() -> None:
    text = "a" * 200 + " " + URL + " " + "😀" * 3
    assert len(URL) == 88
    assert plain_length(Text(text)) == 293
    assert weighted_length(Text(text)) == 231


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("👨‍👩‍👧‍👦", 2),
        ("🇬🇧", 2),
        ("1️⃣", 2),
        ("👍🏽", 2),
        ("日本", 4),
        ("’“–", 3),
        ("…", 2),
        ("©", 1),
        ("@maria @northwind hello", 5),
        ("hello @maria", 12),
        ("see example.com/help now", 4 + 23 + 4),
        ("a &amp; b", 5),
    ],
)
def test_weights(text: str, weight: int) -> None:
    assert weighted_length(Text(text)) == weight


def test_composed_and_decomposed_weigh_the_same() -> None:
    text = "café naïve Ångström"
    assert weighted_length(Text(unicodedata.normalize("NFD", text))) == len(text)
    assert weighted_length(Text(unicodedata.normalize("NFC", text))) == len(text)
