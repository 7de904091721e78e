"""Sentiment of a text: -1 negative, 0 neutral, 1 positive, with the probabilities of the three.

A linear model of words, neighbouring words, character n-grams, negated words, and counts of words
of praise and complaint; fitted on tweets (SemEval 2017) and, for the words of customer care, on
brand threads by how the agent answered (see ``training/sentiment.py``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise, repeat
from math import exp, log1p, sqrt
from operator import mul
from typing import NamedTuple

from coach.language.forms import stem
from coach.language.text import Text
from coach.signals.linear import Linear, Stream, load, moving, shouted, stream
from coach.signals.sentiment_words import AWFUL, BAD, GOOD, GREAT, MARKS, NEGATORS
from coach.signals.term import Term

MEASURES = (
    "good", "great", "bad", "awful", "not_good", "not_great", "not_bad", "not_awful",
    "good_mark", "bad_mark", "question", "exclamation", "dots", "shout", "link", "number",
    "negator", "words", "asks", "ends_asking", "praise_and_complaint", "balance", "only_good",
    "only_bad", "neither", "thanks_first", "duration",
)  # fmt: skip
_PLACE = {name: i for i, name in enumerate(MEASURES)}
_POLARITY = {
    word: i for i, words in enumerate((GOOD, GREAT, BAD, AWFUL), start=1) for word in words
}
_NEGATOR, _BREAK, _TIME, _OTHER = 5, 6, 7, 8
_TIMES = frozenset("hour hr hrs minute min mins day week month".split())
_ASK = frozenset("how when where what which who can could would is are do does did will".split())
_MARK = {"?": "question", "??": "question", "!": "exclamation", "!!": "exclamation", "...": "dots",
         "<url>": "link", "<num>": "number"}  # fmt: skip
_REACH, _LAST, _DURATION = 4, 4, 26
_KEPT = 50_000


class _Codes(dict[str, tuple[int, int]]):
    """Token key -> what it is for counting, and the measure it counts towards."""

    def __missing__(self, key: str) -> tuple[int, int]:
        code = self[key] = _code(key)
        return code


def _code(key: str) -> tuple[int, int]:
    if key in _MARK:
        return (_BREAK if key[0] in "?!." else _OTHER), _PLACE[_MARK[key]]
    bare = key.lstrip("#")
    if bare[:1].isalpha():
        if key in NEGATORS:
            return _NEGATOR, _PLACE["negator"]
        base = stem(bare)
        polarity = _POLARITY.get(base, 0)
        if polarity:
            return polarity, polarity - 1
        return (_TIME if base in _TIMES else _BREAK if key == "but" else 0), -1
    for mark in (key, *key):
        if mark in MARKS:
            return _OTHER, _PLACE[f"{MARKS[mark]}_mark"]
    return (_BREAK if key in ",;:.()-" else 0), -1


_CODES = _Codes()


class Sentiment(NamedTuple):
    """The probabilities of the three labels; they add up to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def label(self) -> str:
        """The likeliest label."""
        best = max(self)
        return ["negative", "neutral", "positive"][self.index(best)]


class Reading(NamedTuple):
    """A text as this signal reads it: stream, measures, and the measure each token counts for."""

    read: Stream
    dense: list[float]
    places: list[int]


@lru_cache(maxsize=8)
def reading(text: Text) -> Reading:
    """The token stream with keys of negated words added, and the measures of the text.

    A negation governs up to four words after it, within the clause.
    """
    read = stream(text)
    keys = read.keys
    codes = list(map(_CODES.__getitem__, keys))
    places = [place for _, place in codes]
    more: list[str] = []
    out = [0.0] * len(MEASURES)
    if not NEGATORS.isdisjoint(keys):
        left = 0
        for i, (key, (code, place)) in enumerate(zip(keys, codes, strict=True)):
            if left and code != _BREAK and key[0].isalpha():
                left -= 1
                more.append(f"not~{key}")
                if 0 < code <= _LAST:
                    places[i] = place + _LAST
            if code == _NEGATOR:
                left = _REACH
            elif code == _BREAK:
                left = 0
    for place in places:
        if place >= 0:
            out[place] += 1
    if "<num>" in keys:
        after = pairwise(zip(keys, codes, strict=True))
        out[_DURATION] = sum(a == "<num>" and code[0] == _TIME for (a, _), (_, code) in after)
    return Reading(Stream(keys, [*read.pairs, *more], text), _finish(text, keys, out), places)


def _finish(text: Text, keys: list[str], out: list[float]) -> list[float]:
    """The counts capped, with what follows from several of them."""
    good = out[0] + out[1] * 2 + out[6] * 0.5 + 2 * (out[8] > 0)
    bad = out[2] + out[3] * 2 + out[4] + out[5] + 2 * (out[9] > 0)
    first = next((key for key in keys if key[0].isalpha()), "")
    opening = keys[:4]
    asked = out[10] > 0
    return [
        *[count if count < 3 else 3.0 for count in out[:13]],
        min(3.0, shouted(text)),
        *[count if count < 3 else 3.0 for count in out[14:17]],
        log1p(len(keys)), float(asked and first in _ASK), float(keys[-1:] in (["?"], ["??"])),
        min(good, bad, 3.0), max(-4.0, min(4.0, good - bad)), float(good > 0 and not bad),
        float(bad > 0 and not good), float(not good and not bad),
        float("thank" in opening or "thanks" in opening), min(3.0, out[_DURATION]),
    ]  # fmt: skip


def probabilities(negative: Linear, positive: Linear, text: Text) -> Sentiment:
    """The three probabilities by two log-odds against neutral."""
    read, dense, _ = reading(text)
    low, high = exp(negative.value(read, dense)), exp(positive.value(read, dense))
    whole = low + 1 + high
    return Sentiment(low / whole, 1 / whole, high / whole)


class _Words(dict[str, complex]):
    """Word -> its two weights, worked out when first asked for."""

    def __missing__(self, key: str) -> complex:
        negative, positive = _models()
        weights = complex(negative.words[key], positive.words[key])
        if len(self) < _KEPT:
            self[key] = weights
        return weights


@cache
def _models() -> tuple[Linear, Linear]:
    return load("sentiment", "negative_"), load("sentiment", "positive_")


@cache
def _pairs() -> dict[str, complex]:
    negative, positive = (model.pairs for model in _models())
    return {k: complex(negative.get(k, 0), positive.get(k, 0)) for k in {**negative, **positive}}


_WORDS = _Words()
_NONE = repeat(0j)


def sentiment(text: Text) -> Sentiment:
    """The probabilities of the three labels; an empty text is neutral.

    As ``probabilities``, both sums in one pass: the negative weights are the real parts and the
    positive ones the imaginary parts of complex numbers.
    """
    if not text.words:
        return Sentiment(0.0, 1.0, 0.0)
    read, dense, _ = reading(text)
    distinct = set(read.keys)
    total = sum(map(_WORDS.__getitem__, distinct), 0j)
    total += sum(map(_pairs().get, read.pairs, _NONE), 0j)
    total /= sqrt(len(distinct) or 1)
    negative, positive = _models()
    low = exp(negative.bias + total.real + sum(map(mul, negative.dense, dense)))
    high = exp(positive.bias + total.imag + sum(map(mul, positive.dense, dense)))
    whole = low + 1 + high
    return Sentiment(low / whole, 1 / whole, high / whole)


def value(text: Text) -> float:
    """The sentiment of a text: probability of positive less that of negative, -1 to 1."""
    found = sentiment(text)
    return found.positive - found.negative


def terms(text: Text) -> tuple[Term, ...]:
    """The words that moved the sentiment most, up (positive) and down, in log-odds halves."""
    read, _, places = reading(text)
    negative, positive = _models()
    shares = [
        (up - down + (positive.dense[i] - negative.dense[i] if i >= 0 else 0.0)) / 2
        for up, down, i in zip(positive.shares(read), negative.shares(read), places, strict=True)
    ]
    return moving(read, shares)
