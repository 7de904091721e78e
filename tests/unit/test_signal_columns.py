"""What several signals read off a text together: columns of its tokens, runs, things kept with it."""

from __future__ import annotations

from itertools import product

import pytest

from coach.language.text import Text
from coach.signals.bounds import within
from coach.signals.columns import columns, without
from coach.signals.once import once
from coach.signals.runs import may_share, runs

POST = "@Brightline 2 parcels LOST, 3rd time!\nI can't believe it... http://x.example"


@pytest.mark.parametrize("raw", [POST, "", "\n", "word"])
def test_columns_hold_what_the_tokens_hold(raw: str) -> None:
    text = Text(raw)
    found = columns(text)
    for i, token in enumerate(text.tokens):
        column = [part[i] for part in found[:6]]
        assert column == [
            token.start,
            token.end,
            token.norm,
            token.stem,
            token.kind,
            token.sentence,
        ]
    assert len(found.norms) == len(text.tokens)
    assert [text.tokens[i].kind != "word" for i in found.others] == [True] * len(found.others)
    assert sum(token.kind == "word" for token in text.tokens) == len(text.tokens) - len(
        found.others
    )


def test_a_column_without_some_places_keeps_the_order_of_the_rest() -> None:
    assert without("abcdef", [0, 2, 5]) == ["b", "d", "e"]
    assert without("ab", []) == ["a", "b"]


def test_what_is_kept_with_a_text_is_worked_out_once_for_each_text() -> None:
    asked: list[str] = []

    @once
    def size(text: Text) -> int:
        asked.append(text.raw)
        return len(text.raw)

    one, other = Text("one"), Text("other")
    assert [size(one), size(other), size(one), size(Text("one"))] == [3, 5, 3, 3]
    assert asked == ["one", "other", "one"]


def test_nothing_counts_as_known_and_is_not_asked_again() -> None:
    asked: list[str] = []

    @once
    def nothing(text: Text) -> None:
        asked.append(text.raw)

    text = Text("quiet")
    assert nothing(text) is None and nothing(text) is None
    assert asked == ["quiet"]


@pytest.mark.parametrize(
    ("number", "kept"), [(-31.0, -30.0), (0.5, 0.5), (30.0, 30.0), (99.0, 30.0)]
)
def test_a_number_stays_within_its_range(number: float, kept: float) -> None:
    assert within(number, -30.0, 30.0) == kept


def test_whether_a_run_may_be_shared_is_what_looking_at_every_run_finds() -> None:
    for size, length in product(range(8), range(1, 5)):
        for words in product("ab", repeat=size):
            every = any(set(run) <= {"a"} for run in runs(words, length))
            assert may_share(words, {"a"}, length) == every, (words, length)


def test_the_norms_of_a_text_are_those_of_its_words_and_special_words_are_not_plain() -> None:
    text = Text(POST)
    assert text.norm_of == [word.norm for word in text.words]
    assert text.norms == set(text.norm_of)
    plain = set(range(len(text.words))) - set(text.special)
    assert plain and text.special == sorted(text.special)
    for i in plain:
        word = text.words[i]
        assert word.kind == "word" and not text.raw[word.start : word.end].isupper()
