"""The tokens of a text, column by column.

Several signals read the same few things of every token. Read off once, a column is copied or
searched in one go, and only the few tokens that are no words have to be looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from coach.language.text import Text
from coach.signals.once import once

T = TypeVar("T")


class Columns(NamedTuple):
    """The tokens' offsets, folded forms, stems, kinds and sentences; and which are no words."""

    starts: Sequence[int]
    ends: Sequence[int]
    norms: Sequence[str]
    stems: Sequence[str]
    kinds: Sequence[str]
    sentences: Sequence[int]
    others: Sequence[int]


@once
def columns(text: Text) -> Columns:
    """The columns of a text."""
    if not text.tokens:
        return Columns((), (), (), (), (), (), ())
    starts, ends, norms, stems, kinds, sentences, _ = zip(*text.tokens, strict=True)
    others = [i for i, kind in enumerate(kinds) if kind != "word"]
    return Columns(starts, ends, norms, stems, kinds, sentences, others)


def without(column: Iterable[T], left_out: Sequence[int]) -> list[T]:
    """A column without what stands at some places, which ascend."""
    kept = list(column)
    for i in reversed(left_out):
        del kept[i]
    return kept
