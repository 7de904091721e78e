"""Empathy: three mechanisms by which a reply responds to how the writer feels, each 0 to 2.

Reactions (warmth, compassion, concern), interpretations (understanding of feelings and
experience) and explorations (asking about what was not said), after Sharma, Miner, Atkins, Althoff
2020. A value is the expected level: 0 none, 1 weak, 2 strong. Each sentence is read by linear
models fitted on the passages that raters marked as their reason, the whole reply by others fitted
on the levels; a multinomial regression joins the strongest sentences, the whole reply, its
questions and length.

The expected level is multiplied by a specificity factor between `FLOOR` and 1: how far the reply
relates to what this writer wrote, by shared and kindred words (`coach.signals.uptake`). Warmth that
would fit under any message earns less; the writer's own words given back earn nothing (factor 0).
Without the writer's text an average factor is used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, sqrt
from operator import mul
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.language.text import Text, Word
from coach.signals import uptake
from coach.signals.bounds import within
from coach.signals.columns import columns, without
from coach.signals.once import once
from coach.signals.term import Term, strongest
from coach.signals.uptake import Shared
from coach.signals.wordings import by_word

Floats = NDArray[np.float32]
Mechanism = Literal["reactions", "interpretations", "explorations"]
MECHANISMS: tuple[Mechanism, ...] = ("reactions", "interpretations", "explorations")
MODELS = 3  # a mechanism's linear models: at all, strongly, weakly
LONGEST = 2  # words of an n-gram; runs of three brought nothing (see the model card)
# The lowest tenth at which no rank correlation with the raters' levels falls by .01 (held out);
# they did not grade specificity, so a lower one would contradict them.
FLOOR = 0.5
_STRETCH = 3.0
_SURE, _CERTAIN = log(1e-6), 1 - 1e-6
_BLANK = bytes(8)
_NOTHING: tuple[None, dict[str, bytes]] = (None, {})
_KINDS = {"number": "<num>", "url": "<url>", "email": "<email>", "mention": "<mention>"}


class Empathy(NamedTuple):
    """The expected level of each mechanism, 0 to 2."""

    reactions: float
    interpretations: float
    explorations: float


class Sentence(NamedTuple):
    """A sentence as the models read it: its tokens and their keys; whether it asks."""

    words: list[Word]
    keys: list[str]
    asks: bool

    @property
    def grams(self) -> list[str]:
        """Its distinct words and pairs of words, edges marked."""
        pairs = map(" ".join, pairwise(["<", *self.keys, ">"]))
        return list(dict.fromkeys([*self.keys, *pairs]))


@once
def read(text: Text) -> list[Sentence]:
    """The sentences of a text."""
    _, _, norms, _, kinds, sentences, others = columns(text)
    keys = list(norms)
    for i in others:
        kind = kinds[i]
        keys[i] = norms[i][0] if kind == "punct" else _KINDS.get(kind, norms[i])
    left_out = uptake.unsaid(text)
    keys, at = without(keys, left_out), without(sentences, left_out)
    words = uptake.own_words(text)
    found = []
    start = 0
    while start < len(at):
        end = bisect_right(at, at[start], start)
        own = keys[start:end]
        found.append(Sentence(words[start:end], own, "?" in own))
        start = end
    return found


class Scores(NamedTuple):
    """The linear models' log odds: of each sentence, and of the whole reply."""

    sentences: list[list[float]]
    reply: list[float]


def _rows(listed: list[bytes]) -> NDArray[np.int64]:
    return np.frombuffer(b"".join(listed), "<i8")


def against_none(joint: NDArray[np.float64]) -> list[list[list[float]]]:
    """The joint weights of the weak and the strong level, those of none subtracted."""
    kept: list[list[list[float]]] = (joint[:, 1:] - joint[:, :1]).tolist()
    return kept


class Model:
    """The fitted models. Columns: the sentences' nine models, the whole reply's nine (mechanism by
    mechanism: at all, strongly, weakly), and the squared weight of an n-gram in either reading."""

    def __init__(
        self, names: Iterable[str], table: Floats, bias: Floats, joint: NDArray[np.float64],
        cut: NDArray[np.float64], relation: Sequence[float],
    ) -> None:  # fmt: skip
        self.row = {name: i for i, name in enumerate(names, 1)}
        # Rows as bytes, which put end to end are an array at once.
        self._known = by_word({name: row.to_bytes(8, "little") for name, row in self.row.items()})
        self.table = np.vstack([np.zeros((1, table.shape[1]), np.float32), table])
        self.bias, self.cut = bias, cut
        self.joint: list[list[list[float]]] = against_none(joint)
        *self.relation, self.usual = relation

    def scores(self, sentences: Sequence[Sentence]) -> Scores:
        """What the linear models say of a reply of at least one sentence."""
        find = self._known.get
        _, begins = find("<", _NOTHING)
        rows: list[bytes] = []
        starts: list[int] = []
        every: dict[bytes, None] = {}
        for sentence in sentences:
            # Row 0 is a blank: a sentence of unknown words still has one.
            words, pairs = [_BLANK], []
            after = begins
            for key in sentence.keys:
                pair = after.get(key)
                if pair is not None:
                    pairs.append(pair)
                row, after = find(key, _NOTHING)
                if row is not None:
                    words.append(row)
            if ">" in after:
                pairs.append(after[">"])
            own = dict.fromkeys(words + pairs)
            starts.append(len(rows))
            rows += own
            every |= own
        half = len(self.bias) // 2
        # Behind the sentences' the whole reply's, in which each counts once.
        taken = self.table.take(_rows([*rows, *every]), axis=0)
        totals = np.add.reduceat(taken[: len(rows)], starts, axis=0)
        total = np.add.reduce(taken[len(rows) :]) if len(starts) > 1 else totals[0]
        norms = np.sqrt(totals[:, -2:-1] + 1e-9)
        found = (totals[:, :half] / norms + self.bias[:half]).tolist()
        whole = total[half:-2] / sqrt(float(total[-1]) + 1e-9) + self.bias[half:]
        return Scores(found, whole.tolist())

    def chances(self, scores: Scores, sentences: Sequence[Sentence], mechanism: int) -> list[float]:
        """The probabilities of the three levels."""
        return self.chances_of(features(scores, sentences)[mechanism], mechanism)

    def chances_of(self, row: Sequence[float], mechanism: int) -> list[float]:
        """The same for a mechanism's row of ``features``."""
        below, above = self.joint[mechanism]
        weak = exp(within(sum(map(mul, below, row)), -30.0, 30.0))
        strong = exp(within(sum(map(mul, above, row)), -30.0, 30.0))
        total = 1.0 + weak + strong
        return [1.0 / total, weak / total, strong / total]

    def specificity(self, shared: Shared | None) -> float:
        """`FLOOR` to 1 (0 for copies): how far a reply relates to the writer's text."""
        if shared is None:
            return self.usual
        bias, *weights = self.relation
        odds = bias + sum(map(mul, weights, shared[: uptake.MEASURES]))
        chance = 1 / (1 + exp(-within(odds, -30.0, 30.0)))
        return (FLOOR + (1 - FLOOR) * chance) * shared.fresh


def features(scores: Scores, sentences: Sequence[Sentence]) -> list[list[float]]:
    """What the joint regression of each mechanism sees, a constant first."""
    asking, length = 0, 0
    for sentence in sentences:
        asking += sentence[2]
        length += len(sentence[1])
    shape = log(1 + asking), log(1 + length), log(len(sentences))
    return [
        [*_features(scores, sentences, at), *shape]
        for at in range(0, len(MECHANISMS) * MODELS, MODELS)
    ]


def _features(scores: Scores, sentences: Sequence[Sentence], at: int) -> list[float]:
    """What depends on the mechanism, whose first column is ``at``."""
    best, top, none, size, asked = 0, -1e9, 0.0, 0.0, 0.0
    strong = weak = -1e9
    for i, (row, (_, keys, asks)) in enumerate(zip(scores.sentences, sentences, strict=True)):
        odds = row[at]
        chance = 1.0 / (1.0 + exp(-odds))
        none += log(1.0 - chance) if chance < _CERTAIN else _SURE
        size += chance * len(keys)
        if asks:
            asked += chance
        if odds > top:
            best, top = i, odds
        if row[at + 1] > strong:
            strong = row[at + 1]
        if row[at + 2] > weak:
            weak = row[at + 2]
    quiet = exp(none)
    chosen, (_, keys, asks) = scores.sentences[best], sentences[best]
    return [
        1.0, top, strong, weak, *scores.reply[at : at + MODELS],
        log(1 - quiet + 1e-4) - log(quiet + 1e-4), log(1 + size), log(len(keys)),
        chosen[at + 1], chosen[at + 2], asked, float(asks),
    ]  # fmt: skip


def pack(model: Model) -> dict[str, Any]:
    """A model as arrays, n-grams in one byte string, weights as int8 with a scale a column."""
    table = model.table[1:]
    scale = np.abs(table).max(axis=0) / 127 + 1e-12
    return {
        "names": np.frombuffer("\n".join(model.row).encode(), np.uint8),
        "table": np.rint(table / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": model.bias.astype(np.float32),
        "joint": np.pad(np.array(model.joint), ((0, 0), (1, 0), (0, 0))),
        "cut": model.cut,
        "relation": np.array([*model.relation, model.usual]),
    }


def unpack(stored: Any) -> Model:
    """The model of some arrays made by ``pack``."""
    return Model(
        stored["names"].tobytes().decode().split("\n"),
        np.ascontiguousarray(stored["table"], np.float32) * stored["scale"],
        stored["bias"],
        stored["joint"],
        stored["cut"],
        stored["relation"].tolist(),
    )


@cache
def _model() -> Model:
    with files("coach.signals").joinpath("weights/empathy.npz").open("rb") as stored:
        return unpack(np.load(stored, allow_pickle=False))


@once
def _scores(reply: Text) -> Scores | None:
    sentences = read(reply)
    return _model().scores(sentences) if sentences else None


def value(reply: Text, customer: Text | None = None) -> Empathy:
    """The expected level of each mechanism, 0 to 2, times the reply's specificity."""
    scores = _scores(reply)
    if scores is None:
        return Empathy(0.0, 0.0, 0.0)
    model, sentences = _model(), read(reply)
    factor = specificity(reply, customer)
    found = []
    for mechanism, row in enumerate(features(scores, sentences)):
        _, weak, strong = model.chances_of(row, mechanism)
        found.append(factor * (weak + 2 * strong))
    return Empathy(*found)


def specificity(reply: Text, customer: Text | None) -> float:
    """The factor, `FLOOR` to 1, by which a reply relates to what this customer wrote."""
    if customer is None or not uptake.customer(customer).stems:
        return _model().specificity(None)
    return _model().specificity(uptake.uptake(reply, customer)[1])


def levels(reply: Text) -> tuple[int, int, int]:
    """The likeliest level (0, 1, 2) of each mechanism as raters would give it, by cuts chosen for
    macro-F1; specificity plays no part in it."""
    scores = _scores(reply)
    if scores is None:
        return (0, 0, 0)
    model, sentences = _model(), read(reply)
    a, b, c = (
        int(np.argmax(np.array(model.chances(scores, sentences, m)) * model.cut[m]))
        for m in range(len(MECHANISMS))
    )
    return a, b, c


def strongest_sentence(reply: Text, mechanism: Mechanism) -> tuple[int, int] | None:
    """The sentence of the reply that shows a mechanism most, as half-open offsets, by the models
    fitted on the passages that raters marked; None for a reply without words."""
    scores = _scores(reply)
    if scores is None:
        return None
    at = MECHANISMS.index(mechanism) * MODELS
    best = max(range(len(scores.sentences)), key=lambda i: scores.sentences[i][at])
    words = read(reply)[best].words
    return words[0].start, words[-1].end


def terms(reply: Text, customer: Text | None, mechanism: Mechanism) -> tuple[Term, ...]:
    """The words that moved a mechanism most, in levels: their n-grams' weights in the sentence's
    and the reply's models, times the slope of the value at this reply."""
    scores = _scores(reply)
    if scores is None:
        return ()
    model, sentences, which = _model(), read(reply), MECHANISMS.index(mechanism)
    half, at = len(model.bias) // 2, which * MODELS
    factor = specificity(reply, customer)

    def level(shift: float) -> float:
        moved = Scores(
            [[*r[:at], r[at] + shift, r[at + 1] + shift, *r[at + 2 :]] for r in scores.sentences],
            [*scores.reply[:at], scores.reply[at] + shift, scores.reply[at + 1] + shift,
             *scores.reply[at + 2 :]],
        )  # fmt: skip
        _, weak, strong = model.chances(moved, sentences, which)
        return weak + 2 * strong

    # The chord over a stretch of the log odds: at a very clear reply the tangent is flat, yet its
    # words are what made it clear.
    slope = factor * max(level(0.0) - level(-_STRETCH), level(_STRETCH) - level(0.0), 0) / _STRETCH
    columns = [at, at + 1, half + at, half + at + 1]
    found: list[Term] = []
    every = {row for s in sentences for gram in s.grams if (row := model.row.get(gram)) is not None}
    whole = sqrt(sum(float(model.table[row, -1]) for row in every) + 1e-9)
    for sentence in sentences:
        weight = [0.0] * len(sentence.keys)
        rows = {gram: row for gram in sentence.grams if (row := model.row.get(gram)) is not None}
        norm = sqrt(sum(float(model.table[row, -2]) for row in rows.values()) + 1e-9)
        edged = ["<", *sentence.keys, ">"]
        for size in range(1, LONGEST + 1):
            for i in range(len(edged) - size + 1):
                row = rows.get(" ".join(edged[i : i + size]))
                inside = range(max(1, i), min(i + size, len(edged) - 1))
                if row is None or not inside:
                    continue
                a, b, c, d = (float(model.table[row, column]) for column in columns)
                for k in inside:
                    weight[k - 1] += ((a + b) / norm + (c + d) / whole) / 4 / len(inside)
        found += [
            Term(word.start, word.end, slope * w)
            for word, w in zip(sentence.words, weight, strict=True)
            if w
        ]
    return strongest(found)
