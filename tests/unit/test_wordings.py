"""Wordings: inflection, small differences, negation, notation, and no pattern that runs away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.language.text import Text
from coach.language.wordings import WordingBook, WordingError, compile_wording, negated


def found(source: str, text: str, lists: dict[str, list[str]] | None = None) -> list[str]:
    book = WordingBook([compile_wording(source, lists)])
    return [text[m.start : m.end] for m in book.find(Text(text))]


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("sorry for the delay", "We're SO sorry for the really long delays", []),
        ("sorry for the delay", "So sorry for the delays.", ["sorry for the delays"]),
        ("we apologize", "We sincerely apologise", ["We sincerely apologise"]),
        ("(sorry|apologies) if", "My apologies if so", ["apologies if"]),
        ("please? call us", "pls call us, call us", ["pls call us", "call us"]),
        ("=feel", "I felt you feel it", ["feel"]),
        ("feel", "I felt you feel it", ["felt", "feel"]),
        ("could you ...2 send", "Could you maybe just send it", ["Could you maybe just send"]),
        ("could you ...2 send", "Could you. Please send it", []),
        ("call _ now", "call me now", ["call me now"]),
        ("by <time>", "by 5pm or by noon", ["by 5pm"]),
        ("see <url>", "see https://a.example/x.", ["see https://a.example/x"]),
        ("can not help", "we can't help, cannot help", ["can't help", "cannot help"]),
        ("<greet> all", "hiya all", ["hiya all"]),
        ("dont worry", "don’t worry", ["don’t worry"]),
        ("thank you", "thank u sooo much", ["thank u"]),
        ("sorry", "s o r r y", []),
        ("sorry", "sor\u200bry", ["sor\u200bry"]),
    ],
)
def test_found(source: str, text: str, words: list[str]) -> None:
    assert found(source, text, {"greet": ["hi", "hiya"]}) == words


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "empty"),
        ("(a|b", "without its '\\)'"),
        ("a)b", "without its '\\('"),
        ("...x", "must begin with a word"),
        ("a?", "must begin with a word"),
        ("?", "stands after a word"),
        ("(a|)", "an alternative is empty"),
        ("<nope> x", "no word list is called 'nope'"),
        ("<loop>", "contains itself"),
        ("a ...99 b", "20 words at most"),
        ("(" * 30 + "a" + ")" * 30, "nested more than"),
        ("a " * 500, "parts"),
    ],
)
def test_refused_with_the_reason(source: str, message: str) -> None:
    with pytest.raises(WordingError, match=message):
        compile_wording(source, {"loop": ["<loop>"]})


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Please don't post it", "post", True),
        ("never share your PIN", "share", True),
        ("no problem, post it", "post", False),
        ("not here, but post it there", "post", False),
        ("why don't you post it", "post", False),
        ("without sharing", "sharing", True),
        ("post it", "post", False),
    ],
)
def test_negated(text: str, word: str, expected: bool) -> None:
    read = Text(text)
    at = next(i for i, w in enumerate(read.words) if text[w.start : w.end] == word)
    assert negated(read, at) is expected


def test_many_optional_parts_do_not_run_away() -> None:
    book = WordingBook([compile_wording("x " + "a? " * 150 + "z")])
    text = Text("x " + "a " * 5000)
    # Bounded by wording length x words; backtracking would not end in a lifetime.
    assert book.find(text) == []


@given(st.text(max_size=60))
def test_any_text_is_a_wording_or_a_wording_error(source: str) -> None:
    try:
        wording = compile_wording(source)
    except WordingError as error:
        assert str(error)
    else:
        assert WordingBook([wording]).find(Text("a b c")) is not None


@given(st.text(max_size=200))
def test_words_are_in_order_and_in_bounds(raw: str) -> None:
    text = Text(raw)
    at = 0
    for word in text.tokens:
        assert at <= word.start < word.end <= len(raw)
        at = word.end
    for start, end in text.sentences:
        assert 0 <= start < end <= len(raw)
