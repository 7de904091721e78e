"""Wordings that undo what a reply seems to do: non-apologies, selling, blame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.language.text import Text
from coach.language.wordings import Match, negated

Span = tuple[int, int]


Found = Mapping[str, Sequence[Match]]


def non_apologies(found: Found) -> list[Span]:
    """Sorry for how it is felt, or for any inconvenience, instead of for what happened."""
    return [(m.start, m.end) for m in found.get("non_apologies", ())]


def blame(text: Text, found: Found) -> list[Span]:
    """Where the customer is blamed or mocked; repeating what they were told is no blame."""
    return [
        (m.start, m.end)
        for m in found.get("blame", ())
        if not negated(text, m.first) and not _reported(text, m.first)
    ]


def spoiling(text: Text, found: Found) -> list[Span]:
    """Selling and blame: words around them move no case on."""
    return [(m.start, m.end) for m in found.get("marketing", ())] + blame(text, found)


def _reported(text: Text, first: int) -> bool:
    """Whether the words repeat what the customer was told: "being told that you never sent it"."""
    before = text.words[max(0, first - 4) : first]
    clause = text.words[first].clause
    return any(w.clause == clause and w.stem in ("tell", "hear", "say", "accus") for w in before)
