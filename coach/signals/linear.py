"""The linear model of the learned signals: word, word-pair and character n-gram weights.

A text's value is ``bias + (sum over its distinct words of their weight, and the same for pairs of
neighbouring words) / sqrt(n) + dense features``. A word's weight already contains the weights of
the character n-grams within it: these depend on the word alone, so they are summed once per word
and kept. Fitting and scoring build their features with the functions of this module, so a fit can
not see features that scoring does not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from math import sqrt
from operator import mul
from string import ascii_lowercase, ascii_uppercase
from typing import Any, NamedTuple

from coach.language.text import Text
from coach.signals.columns import columns, without
from coach.signals.once import once
from coach.signals.term import Term, strongest

EDGE = "\x02"
_KIND = {"number": "<num>", "url": "<url>", "email": "<email>", "mention": "<mention>"}
_SHOUT = re.compile(r"\b[A-Z]{3,}\b")
_CASES = bytes(
    ord(
        "A"
        if c in ascii_uppercase
        else "a"
        if c in ascii_lowercase + ","
        else c
        if c == " "
        else "."
    )
    for c in map(chr, range(256))
)
_KEPT = 50_000
_NOTHING = repeat(0.0)
# 16 bits hold the count of this many tokens and pairs together.
_MOST = 30_000


class Stream(NamedTuple):
    """A text as the models read it: token keys and keys of neighbours; line ends are gone."""

    keys: list[str]
    pairs: list[str]
    text: Text

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The offsets of the tokens, one for each key."""
        return [t[:2] for t in self.text.tokens if t[4] != "line"]


def keys_of(text: Text) -> list[str]:
    """The token keys of a text in order: folded words, marks, emoji, and kinds such as <num>."""
    return keyed(text)[0]


@once
def keyed(text: Text) -> tuple[list[str], list[int]]:
    """The same, and where among them stand those that are no words."""
    _, _, norms, _, kinds, _, others = columns(text)
    keys = list(norms)
    marks = []
    lines: list[int] = []
    for i in others:
        kind = kinds[i]
        if kind == "line":
            lines.append(i)
        else:
            keys[i] = _KIND.get(kind) or _mark(norms[i])
            marks.append(i - len(lines))
    return without(keys, lines) if lines else keys, marks


@once
def stream(text: Text) -> Stream:
    """The token keys of a text and its pairs of neighbours."""
    keys = keys_of(text)
    return Stream(keys, _pairs(keys), text)


def part_of(text: Text, sentences: Container[int]) -> list[str]:
    """The token keys of some sentences of a text, by number."""
    read = columns(text)
    homes: Sequence[int] = read.sentences
    if len(homes) > len(keys_of(text)):
        homes = without(homes, [i for i in read.others if read.kinds[i] == "line"])
    return [key for key, n in zip(keys_of(text), homes, strict=True) if n in sentences]


def _pairs(keys: list[str]) -> list[str]:
    return [f"{a} {b}" for a, b in zip([EDGE, *keys], [*keys, EDGE], strict=True)]


@once
def cases(text: Text) -> bytes:
    """The shape of a text, one byte a character: A for a capital, a for a small letter or a comma, a
    space for a space. What is searched for in it costs a tenth of a regular expression."""
    return text.raw.encode("latin-1", "replace").translate(_CASES)


@once
def shouts(text: Text) -> tuple[int, ...]:
    """Where the words of three and more capitals begin."""
    if b"AAA" not in cases(text):
        return ()
    return tuple(found.start() for found in _SHOUT.finditer(text.raw))


def _mark(norm: str) -> str:
    if len(norm) > 2 and not norm[0].isalnum():
        return "..." if norm[0] in ".…" else norm[:2] if norm[0] in "!?" else norm
    return norm


def grams(key: str, low: int = 2, high: int = 5) -> list[str]:
    """Character n-grams of a token, its ends marked; none for kinds such as <num>."""
    if key[0] == "<" and len(key) > 2:
        return []
    marked = f"_{key}_"
    size = len(marked)
    return [marked[i : i + n] for n in range(low, min(high, size) + 1) for i in range(size - n + 1)]


class _Words(dict[str, float]):
    """Word -> its weight with those of its character n-grams, worked out when first asked for."""

    def __init__(self, words: Mapping[str, float], chars: Mapping[str, float]) -> None:
        super().__init__()
        self.given, self.chars = words, chars

    def __missing__(self, key: str) -> float:
        get = self.chars.get
        weight = self.given.get(key, 0.0) + (
            sum(get(gram, 0.0) for gram in grams(key)) if self.chars else 0.0
        )
        if len(self) < _KEPT:
            self[key] = weight
        return weight


class Counts(dict[str, int]):
    """Token key -> the measures it counts towards, by word lists and by its form.

    The measures of a key are kept as one whole number with 16 bits for each measure, so that a text
    is counted by adding up the numbers of its tokens: one look-up and one addition a token.
    """

    def __init__(
        self, lists: Iterable[str], shape: Callable[[str], Sequence[int]] | None = None
    ) -> None:
        super().__init__()
        self._shape = shape
        self._hits: dict[str, tuple[int, ...]] = {}
        self._listed: dict[str, tuple[int, ...]] = {}
        for i, listed in enumerate(lists):
            for key in listed.split():
                self._listed[key] = (*self._listed.get(key, ()), i)

    def hits(self, key: str) -> tuple[int, ...]:
        """The measures a token counts towards."""
        found = self._hits.get(key)
        if found is None:
            found = (*self._listed.get(key, ()), *(self._shape(key) if self._shape else ()))
            if len(self._hits) < _KEPT:
                self._hits[key] = found
        return found

    def __missing__(self, key: str) -> int:
        packed = sum(1 << (16 * i) for i in self.hits(key))
        if len(self) < _KEPT:
            self[key] = packed
        return packed

    def count(
        self,
        keys: Sequence[str],
        size: int,
        pairs: Sequence[str] = (),
        of: Mapping[str, int] | None = None,
    ) -> list[int]:
        """How many tokens, and pairs listed in ``of``, count towards each of ``size`` measures."""
        if len(keys) > _MOST:
            keys, pairs = keys[:_MOST], pairs[:_MOST]
        packed = sum(map(self.__getitem__, keys))
        if of:
            packed += sum(filter(None, map(of.get, pairs)))
        return memoryview(packed.to_bytes(2 * size, "little")).cast("H").tolist()


def weighed(weights: Iterable[float], measures: Iterable[float]) -> float:
    """The measures by their weights, added up; most are naught."""
    return sum([w * x for w, x in zip(weights, measures, strict=True) if x])


class Linear:
    """The weights of one signal, ready to apply; ``dense`` weighs a signal's own measures."""

    def __init__(
        self,
        bias: float,
        words: Mapping[str, float],
        pairs: Mapping[str, float],
        chars: Mapping[str, float],
        dense: Sequence[float] = (),
    ) -> None:
        self.bias, self.pairs, self.dense = bias, pairs, tuple(dense)
        self.words = _Words(words, chars)

    def value(self, read: Stream, dense: Sequence[float] = ()) -> float:
        """Bias, words, pairs and dense measures added up."""
        distinct = set(read.keys)
        total = sum(map(self.words.__getitem__, distinct))
        total += sum(map(self.pairs.get, read.pairs, _NOTHING))
        value: float = self.bias + total / sqrt(len(distinct) or 1)
        value += sum(map(mul, self.dense, dense))
        return value

    def packed(self) -> dict[str, Any]:
        """The weights as ``training.linear.save`` writes them."""
        return {
            "words": self.words.given, "pairs": self.pairs, "chars": self.words.chars,
            "dense": [self.bias, *self.dense],
        }  # fmt: skip

    def shares(
        self, read: Stream, counts: Counts | None = None, dense: Sequence[float] = ()
    ) -> list[float]:
        """What each token adds to the value; a pair is shared between its tokens.

        With ``counts``, each token also gets its part of the measures in ``dense`` it adds to.
        """
        keys = read.keys
        if not keys:
            return []
        scale = 1 / sqrt(len(set(keys)))
        out = [0.0] * len(keys)
        # Of a word that stands twice the first counts.
        for key, i in dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True)).items():
            out[i] = self.words[key] * scale
        last = len(out) - 1
        for i, weight in enumerate(map(self.pairs.get, read.pairs[: last + 2])):
            if weight:
                weight *= scale / 2
                out[i - 1 if i else 0] += weight
                out[i if i < last else last] += weight
        if counts is not None:
            size = len(dense)
            holders: dict[int, list[int]] = {}
            for i, hit in enumerate(map(counts.hits, keys)):
                for m in hit:
                    if m < size:
                        holders.setdefault(m, []).append(i)
            for m, held in sorted(holders.items()):
                each = self.dense[m] * dense[m] / len(held)
                for i in held:
                    out[i] += each
        return out


def moving(
    read: Stream, shares: Sequence[float], most: int = 8, least: float = 0.0
) -> tuple[Term, ...]:
    """The tokens of the largest shares either way as terms; commas and the like are left out, and so
    are shares under ``least``."""
    sizes = sorted(map(abs, shares), reverse=True)[: 2 * most]  # marks are left out below
    if not sizes or sizes[0] < least:
        return ()
    enough = max(least, sizes[-1])
    spans = read.spans
    found = [
        Term(*spans[i], share)
        for i, (share, key) in enumerate(zip(shares, read.keys, strict=True))
        if (share >= enough or -share >= enough)
        and share
        and (key[0].isalnum() or len(key) > 1 or not key.isascii() or key in "!?")
    ]
    return strongest(found, most)


@lru_cache(maxsize=32)
def load(name: str, part: str = "") -> Linear:
    """The shipped weights of a signal (``weights/NAME.npz``), read at first use."""
    import numpy as np

    with files("coach.signals").joinpath("weights", f"{name}.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        tables: list[dict[str, float]] = []
        for view in ("words", "pairs", "chars"):
            listed = bytes(stored[f"{part}{view}"]).decode()
            weights = stored[f"{part}{view}_weights"].astype(float).tolist()
            tables.append(dict(zip(listed.split("\n"), weights, strict=True)) if listed else {})
        bias, *dense = stored[f"{part}dense"].astype(float).tolist()
    return Linear(bias, tables[0], tables[1], tables[2], dense)
