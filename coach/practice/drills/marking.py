"""Marking words of a text: the words, what was marked, taking it back, and how well it fits.

Precision is counted over marked words, recall over faults: a fault is found when one of its words
is marked, for a reader points at a fault and does not colour it in. The share is their harmonic
mean, F1 (van Rijsbergen 1979), times 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]
_WORD = re.compile(r"\S+")
_STEPS = 200  # marks that can be taken back


@dataclass(frozen=True, slots=True)
class Truth:
    """Words that should be marked (half-open offsets), and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """A text to mark. above: what it answers, or where it stands. fine: whether nothing may be it."""

    id: str
    text: str
    above: str
    truths: tuple[Truth, ...]
    why: str = ""
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[Span, ...]:
        """The words that can be marked."""
        return words_of(self.text)


@dataclass(frozen=True, slots=True)
class Marking:
    """Which words are marked, by number, with the steps before it."""

    marked: frozenset[int] = frozenset()
    before: tuple[frozenset[int], ...] = ()

    def toggled(self, first: int, last: int) -> Marking:
        """Marks the words from first to last; takes the marks off when all of them have one."""
        span = frozenset(range(min(first, last), max(first, last) + 1))
        marked = self.marked - span if span <= self.marked else self.marked | span
        return Marking(marked, (*self.before, self.marked)[-_STEPS:])

    def toggled_each(self, spans: Iterable[Span]) -> Marking:
        """Several spans of numbers, both ends included, in one step."""
        after = Marking(self.marked)
        for first, last in spans:
            after = after.toggled(first, last)
        return Marking(after.marked, (*self.before, self.marked)[-_STEPS:])

    def cleared(self) -> Marking:
        """Without any mark."""
        return Marking(frozenset(), (*self.before, self.marked)[-_STEPS:]) if self.marked else self

    def undone(self) -> Marking:
        """One step back."""
        return Marking(self.before[-1], self.before[:-1]) if self.before else self


@dataclass(frozen=True, slots=True)
class Fit:
    """How marks fit: faults hit and missed, words marked beside them; share: F1 x 100."""

    hits: tuple[Truth, ...]
    misses: tuple[Truth, ...]
    extra: tuple[int, ...]
    share: float


def words_of(text: str) -> tuple[Span, ...]:
    """The words of a text as people see them: what stands between blanks."""
    return tuple(found.span() for found in _WORD.finditer(text))


def words_in(text: str, truth: Truth) -> frozenset[int]:
    """The numbers of the words a truth touches."""
    return frozenset(
        n
        for n, (start, end) in enumerate(words_of(text))
        if start < truth.end and truth.start < end
    )


def fit(item: Item, marked: Iterable[int]) -> Fit:
    """Compares marked words with what should be marked; nothing for nothing is a full share."""
    chosen = frozenset(marked)
    places = [(truth, words_in(item.text, truth)) for truth in item.truths]
    hits = tuple(truth for truth, words in places if words & chosen)
    misses = tuple(truth for truth, words in places if not words & chosen)
    right = chosen & frozenset().union(*(words for _, words in places))
    if not item.truths:
        share = 0.0 if chosen else 100.0
    elif not right:
        share = 0.0
    else:
        precision, recall = len(right) / len(chosen), len(hits) / len(item.truths)
        share = 200 * precision * recall / (precision + recall)
    return Fit(hits, misses, tuple(sorted(chosen - right)), share)


def runs(item: Item, numbers: Iterable[int]) -> tuple[str, ...]:
    """Marked words as the texts of their runs, neighbours together."""
    words = item.words
    out: list[list[int]] = []
    for n in sorted(numbers):
        if out and out[-1][-1] == n - 1:
            out[-1].append(n)
        else:
            out.append([n])
    return tuple(item.text[words[run[0]][0] : words[run[-1]][1]] for run in out)
