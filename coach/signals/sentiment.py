"""Sentiment of a text: -1 negative, 0 neutral, 1 positive, with the probabilities of the three.

A linear model of words, neighbouring words, character n-grams, negated words, and counts of words
of praise and complaint; fitted on tweets (SemEval 2017) and, for the words of customer care, on
brand threads by how the agent answered (see ``training/sentiment.py``).
"""

from __future__ import annotations

from functools import cache
from math import exp, log1p, sqrt
from typing import NamedTuple

from coach.language.forms import stem
from coach.language.text import Text
from coach.signals.bounds import within
from coach.signals.joint import NEGATIVE, POSITIVE, sums, sums_of
from coach.signals.linear import (
    Linear,
    Stream,
    keys_of,
    load,
    moving,
    part_of,
    shouts,
    stream,
    weighed,
)  # fmt: skip
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
_NEGATION, _NUMBER = _PLACE["negator"], _PLACE["number"]
_KEPT = 50_000


class _Codes(dict[str, int]):
    """Token key -> what it is for counting (0), or the measure it counts towards (1)."""

    def __init__(self, which: int) -> None:
        super().__init__()
        self.which = which

    def __missing__(self, key: str) -> int:
        code = _code(key)[self.which]
        if len(self) < _KEPT:
            self[key] = code
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


_CODES, _PLACES = _Codes(0), _Codes(1)


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


def reading(text: Text) -> Reading:
    """The token stream with keys of negated words added, and the measures of the text."""
    read = stream(text)
    negated, dense, places = _measured(text, read.keys)
    return Reading(Stream(read.keys, [*read.pairs, *negated], text), dense, places)


def _measured(
    text: Text, keys: list[str], sentences: frozenset[int] | None = None
) -> tuple[list[str], list[float], list[int]]:
    """The keys of negated words, the measures, and the measure each token counts for.

    A negation governs up to four words after it, within the clause.
    """
    places = list(map(_PLACES.__getitem__, keys))
    more: list[str] = []
    for i in _all(places, _NEGATION):
        more += _negated(keys, i + 1, places)
    out = [0.0] * len(MEASURES)
    for place in places:
        if place >= 0:
            out[place] += 1
    for i in _all(places, _NUMBER):
        if _CODES[keys[i + 1] if i + 1 < len(keys) else ","] == _TIME:
            out[_DURATION] += 1
    loud = shouts(text)
    if sentences is not None:
        spans = [text.sentences[n] for n in sentences]
        loud = tuple(at for at in loud if any(s <= at < e for s, e in spans))
    return more, _finish(len(loud), keys, out), places


def _all(places: list[int], place: int) -> list[int]:
    """Where the tokens are that count for a measure."""
    found: list[int] = []
    at = -1
    for _ in range(places.count(place)):
        at = places.index(place, at + 1)
        found.append(at)
    return found


def _negated(keys: list[str], at: int, places: list[int]) -> list[str]:
    """The keys of the words governed by a negation that stands before ``at``; their words of praise
    and complaint are moved to the places of negated ones. Another negation governs what follows it.
    """
    found: list[str] = []
    for i in range(at, len(keys)):
        key = keys[i]
        code = _CODES[key]
        if code == _BREAK:
            break
        if key[0].isalpha():
            found.append(f"not~{key}")
            if 0 < code <= _LAST:
                places[i] += _LAST
            if len(found) == _REACH:
                break
        if code == _NEGATOR:
            break
    return found


def _finish(loud: int, keys: list[str], out: list[float]) -> list[float]:
    """The counts capped, with what follows from several of them."""
    good = out[0] + out[1] * 2 + out[6] * 0.5 + 2 * (out[8] > 0)
    bad = out[2] + out[3] * 2 + out[4] + out[5] + 2 * (out[9] > 0)
    asked = out[10] > 0
    first = next((key for key in keys if key[0].isalpha()), "") if asked else ""
    opening = keys[:4]
    counts = out if max(out) <= 3 else [count if count < 3 else 3.0 for count in out]
    return [
        *counts[:13], within(loud, 0.0, 3.0), *counts[14:17],
        log1p(len(keys)), float(asked and first in _ASK), float(keys[-1:] in (["?"], ["??"])),
        within(good if good < bad else bad, 0.0, 3.0), within(good - bad, -4.0, 4.0),
        float(good > 0 and not bad),
        float(bad > 0 and not good), float(not good and not bad),
        float("thank" in opening or "thanks" in opening), counts[_DURATION],
    ]  # fmt: skip


def probabilities(negative: Linear, positive: Linear, text: Text) -> Sentiment:
    """The three probabilities by two log-odds against neutral."""
    read, dense, _ = reading(text)
    return _shares(negative.value(read, dense), positive.value(read, dense))


def _shares(negative: float, positive: float) -> Sentiment:
    low, high = exp(negative), exp(positive)
    whole = low + 1 + high
    return Sentiment(low / whole, 1 / whole, high / whole)


@cache
def _models() -> tuple[Linear, Linear]:
    return load("sentiment", "negative_"), load("sentiment", "positive_")


def sentiment(text: Text, sentences: frozenset[int] | None = None) -> Sentiment:
    """The probabilities of the three labels; an empty text is neutral. sentences: of these alone."""
    if not text.words:
        return Sentiment(0.0, 1.0, 0.0)
    low, high = _models()
    keys = keys_of(text) if sentences is None else part_of(text, sentences)
    negated, dense, _ = _measured(text, keys, sentences)
    added = sums(text) if sentences is None else sums_of(keys)
    negative = low.bias + added[NEGATIVE] + weighed(low.dense, dense)
    positive = high.bias + added[POSITIVE] + weighed(high.dense, dense)
    if negated:
        root = sqrt(len(set(keys)))
        negative += sum(filter(None, map(low.pairs.get, negated))) / root
        positive += sum(filter(None, map(high.pairs.get, negated))) / root
    return _shares(negative, positive)


def value(text: Text, sentences: frozenset[int] | None = None) -> float:
    """The sentiment of a text: probability of positive less that of negative, -1 to 1; or that of
    some of its sentences, by number."""
    found = sentiment(text, sentences)
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
