"""Tables of words and pairs of words, laid out for reading a text with them.

A table with all pairs is too large for a processor's cache, so that every look-up in it waits for
the memory. Here a pair is looked up among the few that begin with its first word, and no string is
made of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
ByWord = dict[str, tuple[T | None, dict[str, T]]]


def by_word(table: Mapping[str, T]) -> ByWord[T]:
    """Word -> its own value, and those of the pairs it begins by their second word."""
    pairs: dict[str, dict[str, T]] = {}
    for name, value in table.items():
        first, blank, second = name.partition(" ")
        found = pairs.setdefault(first, {})
        if blank:
            found[second] = value
    return {word: (table.get(word), found) for word, found in pairs.items()}
