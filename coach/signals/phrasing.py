"""Wordings that undo what a reply seems to do: non-apologies, selling, blame."""

from __future__ import annotations

from functools import cache

from coach.language.lexicons import lexicon
from coach.language.text import Text
from coach.language.wordings import WordingBook, compile_wording, negated

Span = tuple[int, int]


@cache
def _book(name: str) -> WordingBook:
    return WordingBook(compile_wording(str(w)) for w in lexicon("phrases")[name])


def non_apologies(text: Text) -> list[Span]:
    """Sorry for how it is felt, or for any inconvenience, instead of for what happened."""
    return [(m.start, m.end) for m in _book("non_apologies").find(text)]


def blame(text: Text) -> list[Span]:
    """Where the customer is blamed or mocked; repeating what they were told is no blame."""
    return [
        (m.start, m.end)
        for m in _book("blame").find(text)
        if not negated(text, m.first) and not _reported(text, m.first)
    ]


def spoiling(text: Text) -> list[Span]:
    """Selling and blame: words around them move no case on."""
    return [(m.start, m.end) for m in _book("marketing").find(text)] + blame(text)


def _reported(text: Text, first: int) -> bool:
    """Whether the words repeat what the customer was told: "being told that you never sent it"."""
    before = text.words[max(0, first - 4) : first]
    clause = text.words[first].clause
    return any(w.clause == clause and w.stem in ("tell", "hear", "say", "accus") for w in before)
