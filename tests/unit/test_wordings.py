"""Wordings: inflection, small differences, negation, notation, and no pattern that runs away."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.language import automaton
from coach.language.text import Text
from coach.language.wording_samples import MOST, samples_of
from coach.language.wordings import FILLERS, WordingBook, WordingError, compile_wording, negated


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


HOSTILE = [
    "x " + "a? " * 150 + "z",
    "x " + "(a? (b? (c? (a b c)?)?)?)? " * 25 + "z",
    "x " + "...20 a? " * 35 + "z",
    "x " + "(a|b (c a?)?)? ...3 " * 30 + "z",
    "x " + "a b c _ " * 99 + "z",
    "x " + "_ " * 398 + "z",
]


class Counting(automaton.Automaton):
    """An automaton that counts its steps."""

    taken = 0

    def _next(self, *step: Any) -> Any:
        self.taken += 1
        return super()._next(*step)


def steps(source: str, words: int) -> int:
    """The steps a search takes in a text of one sentence that never fits to the end."""
    text = Text("x " + " ".join(random.Random(1).choices("abcxq", k=words)))
    counting = Counting([compile_wording(source).part], FILLERS)
    assert counting.find(text) == []
    return counting.taken


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_no_wording_runs_away(source: str) -> None:
    # Backtracking would not end in a lifetime; here twice the text is twice the work.
    short, long = steps(source, 2000), steps(source, 4000)
    assert long < 2.5 * short
    assert short <= 2000 * 1000  # words times places for words


def test_a_long_text_is_no_more_work_a_word() -> None:
    assert steps(HOSTILE[0], 20_000) < 2.5 * steps(HOSTILE[0], 10_000)
    text = Text("a b c " * 6667)
    book = WordingBook([compile_wording("a ...20 b? ...20 c? ...20 z"), compile_wording("a b")])
    assert len(book.find(text)) == 6667


@pytest.mark.parametrize("source", ["a " + "...20 " * 48, "a " + "(b ...20 c|d ...20 e)? " * 21])
def test_too_large_a_wording_is_refused_before_it_is_built(source: str) -> None:
    with pytest.raises(WordingError, match=r"it has 1,\d\d\d places for words; 1,000 are allowed"):
        compile_wording(source)


def test_the_states_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automaton, "_MOST_KEPT", 500)
    book = WordingBook([compile_wording(HOSTILE[3])])
    raw = "x " + " ".join(random.Random(2).choices("abcq", k=500)) + " z"
    assert book.find(Text(raw)) == WordingBook([compile_wording(HOSTILE[3])]).find(Text(raw))
    kept = book._automaton._known.values()
    assert sum(len(state.positions) for state in kept) <= 500 + 640


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("sorry for it", ("sorry for it", "sorry truly for truly it")),
        ("a (b|c d)?", ("a b", "a c d", "a", "a truly b", "a truly c truly d", "a truly")),
        ("=feel ...2 b", ("feel b", "feel qxv b", "feel qxv qxv b")),
    ],
)
def test_samples_are_found(source: str, texts: tuple[str, ...]) -> None:
    samples = samples_of(source)
    assert samples.whole
    for text in samples.texts:
        assert found(source, text), text
    assert set(texts) <= set(samples.texts)


def test_samples_inflect_what_is_not_exact() -> None:
    assert any(word in samples_of("call me").texts for word in ("calls mes", "calls me"))
    assert not any("feels" in text for text in samples_of("=feel free").texts)


def test_samples_stop_where_there_are_too_many() -> None:
    samples = samples_of("x " + "(a|b c) " * 12)
    assert not samples.whole
    assert len(samples.texts) <= 3 * MOST


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
