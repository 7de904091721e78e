"""Concreteness: how far a reply names things, numbers and times instead of "issues" and "concerns".

Concrete words raise satisfaction and purchases (Packard, Berger 2021). There are no ratings of
concreteness to fit on here, so this is a count by our own lists, not measured against people.
"""

from __future__ import annotations

from functools import cache

from coach.language.forms import stem
from coach.language.lexicons import lexicon
from coach.language.text import Text, Word
from coach.signals.topics import content_words, topics

FEWEST = 3


@cache
def _vague() -> frozenset[str]:
    return frozenset(stem(str(word)) for word in lexicon("vague")["words"])


def vague_words(text: Text) -> list[Word]:
    """The words of a text that stand for anything."""
    vague = _vague()
    return [w for w in text.words if w[3] in vague and w[4] == "word"]


def concreteness(text: Text) -> float | None:
    """Named things, numbers and times as a share of those and of vague words, 0 to 1.

    None where there are fewer than three of both together.
    """
    vague = len(vague_words(text))
    known = topics()
    raw = text.raw
    named = len(
        [w for w in content_words(text) if w[3] in known or w[4] == "number" or _is_name(raw, w[0])]
    )
    return named / (named + vague) if named + vague >= FEWEST else None


def _is_name(raw: str, at: int) -> bool:
    """A capital within a sentence."""
    return raw[at].isupper() and raw[max(0, at - 2) : at - 1].isalnum()
