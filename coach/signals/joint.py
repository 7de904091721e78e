"""The learned weights of a text's words and pairs of neighbours, for several signals in one pass.

Politeness, formality and both halves of sentiment weigh the same words and pairs. Their tables are
too large for a processor's cache, so that every look-up in them waits for the memory. Here all that
is known of a word, what may follow it included, is put together when the word is first met; a text
is then read with one look-up a word and one in the few pairs that begin with it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import chain
from math import sqrt
from struct import Struct

import numpy as np

from coach.language.text import Text
from coach.signals.linear import EDGE, Linear, keys_of, load
from coach.signals.once import once

POLITENESS, FORMALITY, NEGATIVE, POSITIVE = range(4)
_MODELS = (
    ("politeness", ""),
    ("formality", ""),
    ("sentiment", "negative_"),
    ("sentiment", "positive_"),
)
_WIDTH = len(_MODELS)
_pack = Struct(f"{_WIDTH}d").pack
_KEPT = 50_000


_Pair = tuple[bytes, dict[str, float]]
_Known = tuple[bytes, dict[str, _Pair]]


@cache
def _models() -> tuple[tuple[Linear, list[str]], ...]:
    """The models and their pairs in alphabetical order."""
    models = [load(*name) for name in _MODELS]
    return tuple((model, sorted(model.pairs)) for model in models)


class _Words(dict[str, _Known]):
    """Word -> its weights and, by the next word, those of its pairs; put together when first asked
    for. Weights of the models are float64 as bytes. Behind those of a pair stand the weights of runs
    of three words by the third; politeness alone has them."""

    def __missing__(self, key: str) -> _Known:
        begun: list[dict[str, float]] = []
        for model, names in _models():
            # "!" comes right after the blank: all that begin with the word and a blank.
            own = names[bisect_left(names, f"{key} ") : bisect_left(names, f"{key}!")]
            rest = [name[len(key) + 1 :] for name in own]
            begun.append(dict(zip(rest, map(model.pairs.__getitem__, own), strict=True)))
        pairs: dict[str, _Pair] = {}
        runs: dict[str, dict[str, float]] = {}
        one, two, three, four = (found.get for found in begun)
        for name in dict.fromkeys(chain.from_iterable(begun)):
            if " " in name:
                second, third = name.split(" ")
                runs.setdefault(second, {})[third] = begun[POLITENESS][name]
            else:
                row = _pack(one(name, 0.0), two(name, 0.0), three(name, 0.0), four(name, 0.0))
                pairs[name] = row, _NO_RUNS
        for second, thirds in runs.items():
            pairs[second] = pairs[second][0] if second in pairs else b"", thirds
        known = _pack(*(model.words[key] for model, _ in _models())), pairs
        if len(self) < _KEPT:
            self[key] = known
        return known


_WORDS = _Words()
_ONES = np.ones(512)
_NO_RUNS: dict[str, float] = {}


@once
def sums(text: Text) -> tuple[float, float, float, float]:
    """What the words and pairs of a text add to each value, and its runs of three to politeness, as
    in ``Linear.value``."""
    return sums_of(keys_of(text))


def sums_of(keys: list[str]) -> tuple[float, float, float, float]:
    """The same for the token keys of a text."""
    distinct: dict[str, bytes] = {}
    paired: list[bytes] = []
    runs = 0.0
    after = _WORDS[EDGE][1]
    known = map(_WORDS.__getitem__, keys)
    for key, following, (row, pairs) in zip(keys, [*keys[1:], EDGE], known, strict=True):
        distinct[key] = row
        pair = after.get(key)
        if pair is not None:
            paired.append(pair[0])
            if following in pair[1]:
                runs += pair[1][following]
        after = pairs
    if EDGE in after:
        paired.append(after[EDGE][0])
    # Bytes put end to end are an array at once; lists of numbers would have to be converted.
    rows = np.frombuffer(b"".join([*distinct.values(), *paired]), np.float64).reshape(-1, _WIDTH)
    ones = _ONES[: len(rows)] if len(rows) <= len(_ONES) else np.ones(len(rows))
    polite, formal, negative, positive = ones.dot(rows).tolist()
    root = sqrt(len(distinct) or 1)
    return (polite + runs) / root, formal / root, negative / root, positive / root
