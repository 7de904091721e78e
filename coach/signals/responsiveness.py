"""Responsiveness: whether a reply takes up what the customer said, 0 to 1.

The value estimates the probability that the reply is the one this customer got and not another
reply of the same brand, both being equally likely beforehand: .5 says the reply could stand under
many other messages. A logistic regression fitted on real brand conversations (TweetSumm, Feigenblat
et al. 2021) weighs three things: four measures of uptake (see `coach.signals.uptake`); ten topics by
which customers' and agents' wordings go together - thanks and "you're welcome", a symptom and a
question about the device; and whether the reply does what such a turn calls for - an apology when
the customer is displeased, an explanation when they ask. The topics are the leading singular vectors
of the covariance of both sides' TF-IDF vectors within a brand (partial least squares).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt
from typing import Any

import numpy as np

from coach.language.text import Text, Word
from coach.signals import uptake
from coach.signals.bounds import within
from coach.signals.columns import columns, without
from coach.signals.once import once
from coach.signals.sentiment import Sentiment, sentiment
from coach.signals.situation import questions_in
from coach.signals.term import Term, strongest
from coach.signals.uptake import Profile, Shared, Vector
from coach.signals.wordings import by_word

EDGE = "<s>"
# What a reply often does for a customer; greetings, signatures and links go with any turn.
CALLED = (
    "acknowledge", "apology", "ask_details", "explain", "handoff", "next_step", "offer_help",
    "request_private", "take_ownership", "thanks", "time_commitment",
)  # fmt: skip
Acts = Mapping[str, tuple[tuple[int, int], ...]]  # act -> its spans in the reply
_KINDS = {"number": "<num>"}
_NOTHING: tuple[None, dict[str, bytes]] = (None, {})
_ALIKE = 0.5  # cosine from which two different words are shown as taking each other up


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the reply that takes up a word of the customer: both spans, and by how much."""

    start: int
    end: int
    customer_start: int
    customer_end: int
    weight: float


class _Sublinear(dict[int, float]):
    """How much a wording counts that is said so many times."""

    def __missing__(self, times: int) -> float:
        weight = 1 + log(min(times, 15))
        if times < 16:
            self[times] = weight
        return weight


_SUBLINEAR = _Sublinear()


def singles(words: Iterable[Word]) -> list[str]:
    """Each word as a feature: its stem, its kind, "?" or "!"."""
    return [w[3] if w[4] == "word" else _single(w[4], w[2]) for w in words]


@once
def _own_singles(text: Text) -> list[str]:
    """The same of a text's own words."""
    _, _, norms, stems, kinds, _, others = columns(text)
    found = list(stems)
    for i in others:
        found[i] = _single(kinds[i], norms[i])
    return without(found, uptake.unsaid(text))


def _single(kind: str, norm: str) -> str:
    return norm[0] if kind == "punct" else _KINDS.get(kind) or f"<{kind}>"


def keys(words: Iterable[Word]) -> list[str]:
    """The features of one side: stems, kinds, "?" and "!", and each with the one before it."""
    each = singles(words)
    pairs = zip([EDGE, *each], each, strict=False)
    return [key for before, single in pairs for key in (single, f"{before} {single}")]


class Side:
    """Where one side's wordings lie on the topics."""

    def __init__(self, names: Iterable[str], topics: Vector, square: Vector, at: Vector) -> None:
        self.row = {name: i for i, name in enumerate(names)}
        # Rows as bytes, which put end to end are an array at once.
        rows = {name: row.to_bytes(8, "little") for name, row in self.row.items()}
        self._known = by_word(rows)
        self.topics, self.square, self.at = topics, square, at
        self._square = dict(zip(rows.values(), square.tolist(), strict=True))

    def place(self, each: Iterable[str]) -> Vector:
        """The topic coordinates of some words, as ``singles`` gives them."""
        find, square = self._known.get, self._square
        rows: list[bytes] = []
        _, before = find(EDGE, _NOTHING)
        # In the order of ``keys``: sums of float32 depend on it.
        for single in each:
            pair = before.get(single)
            row, before = find(single, _NOTHING)
            if row is not None:
                rows.append(row)
            if pair is not None:
                rows.append(pair)
        if not rows:
            return -self.at
        times = Counter(rows)
        weights = [1.0 if n == 1 else _SUBLINEAR[n] for n in times.values()]
        norm = sqrt(sum([square[row] * w * w for row, w in zip(times, weights, strict=True)]))
        taken = self.topics.take(np.frombuffer(b"".join(times), "<i8"), axis=0)
        total = np.fromiter(weights, np.float32, len(weights)) @ taken
        place: Vector = total / norm - self.at
        return place


def turn(customer: Text, mood: Sentiment) -> tuple[float, ...]:
    """What decides which acts a turn calls for: how likely it is negative, and positive; how much it
    asks. Each 0 to 1. mood: its sentiment."""
    return mood.negative, mood.positive, min(len(questions_in(customer)), 2) / 2


@dataclass(frozen=True)
class Calls:
    """Which acts a turn calls for. weights: a row for each of ``CALLED``, a column for each measure
    of ``turn``; turns and acts: the means of both over the fitted conversations."""

    weights: Vector
    turns: Vector
    acts: Vector

    def of(self, measures: tuple[float, ...]) -> tuple[dict[str, float], float]:
        """What each act of a reply adds to the score after a turn, and what a reply has without."""
        each = self.weights @ (np.array(measures) - self.turns)
        return dict(zip(CALLED, each.tolist(), strict=True)), -float(each @ self.acts)


@dataclass(frozen=True)
class Model:
    """The fitted model: weights of the measures of uptake, both sides, the acts a turn calls for, and
    calibration."""

    weights: tuple[float, ...]
    customer: Side
    reply: Side
    calls: Calls
    slope: float
    intercept: float

    def score(
        self, shared: Shared, customer: Vector, reply: Vector, calls: tuple[dict[str, float], float],
        acts: Container[str],
    ) -> float:  # fmt: skip
        """The raw score (log odds before calibration). calls: of ``Calls.of``; acts: the reply's."""
        cosine, density, meaning, telling, _ = shared
        a, b, c, d = self.weights
        called, score = calls
        for act, weight in called.items():  # in one order: sums of floats depend on it
            if act in acts:
                score += weight
        score += a * cosine + b * density + c * meaning + d * telling
        return score + float(customer @ reply)

    def probability(self, score: float) -> float:
        """The calibrated value of a raw score."""
        return 1 / (1 + exp(-within(self.slope * score + self.intercept, -30.0, 30.0)))


def pack(model: Model) -> dict[str, Any]:
    """A model as arrays."""
    stored: dict[str, Any] = {
        "weights": np.array([*model.weights, model.slope, model.intercept], np.float64),
        "calls": model.calls.weights,
        "turns": model.calls.turns,
        "acts": model.calls.acts,
    }
    for name, side in (("customer", model.customer), ("reply", model.reply)):
        stored[f"{name}_keys"] = np.frombuffer("\n".join(side.row).encode(), np.uint8)
        stored[f"{name}_topics"] = side.topics.astype(np.float16)
        stored[f"{name}_square"] = side.square.astype(np.float16)
        stored[f"{name}_at"] = side.at.astype(np.float32)
    return stored


def unpack(stored: Any) -> Model:
    """The model of some arrays made by ``pack``."""
    sides = [
        Side(
            stored[f"{name}_keys"].tobytes().decode().split("\n"),
            # Rows must lie together: taking some of them would copy the whole table otherwise.
            np.ascontiguousarray(stored[f"{name}_topics"], np.float32),
            stored[f"{name}_square"].astype(np.float32),
            stored[f"{name}_at"].astype(np.float32),
        )
        for name in ("customer", "reply")
    ]
    *weights, slope, intercept = (float(w) for w in stored["weights"])
    calls = Calls(stored["calls"], stored["turns"], stored["acts"])
    return Model(tuple(weights), sides[0], sides[1], calls, slope, intercept)


@cache
def _model() -> Model:
    with files("coach.signals").joinpath("weights/responsiveness.npz").open("rb") as stored:
        return unpack(np.load(stored, allow_pickle=False))


@once
def _place(customer: Text) -> Vector:
    return _model().customer.place(_own_singles(customer))


@once
def _calls(customer: Text) -> tuple[dict[str, float], float]:
    return _model().calls.of(turn(customer, sentiment(customer)))


def _said(reply: Text, ours: Profile) -> Vector:
    """Where a reply lies without what it copied."""
    whole = ours.words is uptake.own_words(reply)
    return _model().reply.place(_own_singles(reply) if whole else singles(ours.words))


def own_acts(reply: Text, customer: Text, acts: Acts) -> set[str]:
    """The acts that a reply does in words of its own: none stands wholly in what it copied."""
    ours = uptake.uptake(reply, customer)[0].words
    if ours is uptake.own_words(reply):
        return set(acts)
    own = [w.start for w in ours]
    return {a for a, spans in acts.items() if any(s <= at < e for s, e in spans for at in own)}


def value(reply: Text, customer: Text | None, acts: Acts) -> float | None:
    """Responsiveness, 0 to 1; None without a customer's text, or one that has no word. acts: what the
    reply does."""
    if customer is None or not uptake.customer(customer).stems:
        return None
    ours, shared = uptake.uptake(reply, customer)
    if not ours.words:
        return 0.0
    model = _model()
    done = own_acts(reply, customer, acts)
    score = model.score(shared, _place(customer), _said(reply, ours), _calls(customer), done)
    return model.probability(score) * shared.fresh


def terms(reply: Text, customer: Text | None, acts: Acts) -> tuple[Term, ...]:
    """The words of the reply that moved the value most, in its unit: their part of each measure and
    act times the slope of the value at this reply. Copied runs have no part in it."""
    if customer is None or not uptake.customer(customer).stems:
        return ()
    ours, shared = uptake.uptake(reply, customer)
    if not ours.words:
        return ()
    model, table = _model(), uptake.table()
    theirs, place = uptake.customer(customer), _place(customer)
    # The chord, not the tangent: at a very clear reply the tangent is flat.
    calls = _calls(customer)
    score = model.score(shared, place, _said(reply, ours), calls, own_acts(reply, customer, acts))
    chance = model.probability(score)
    lower, upper = model.probability(score - 1), model.probability(score + 1)
    slope = max(chance - lower, upper - chance) * shared.fresh
    cosine, density, meaning, telling = model.weights
    each = cosine / (ours.length * theirs.length) + density / sqrt(len(ours.weights) or 1)
    weight = dict.fromkeys((w.start for w in ours.words), 0.0)
    met: set[str] = set()
    for word in ours.words:
        stem = word.stem
        if stem in theirs.weights and stem not in met:
            met.add(stem)
            weight[word.start] += each * ours.weights[stem] ** 2
            if ours.weights[stem] > uptake.TELLING:
                weight[word.start] += telling
        row = table.row.get(stem) if word.kind in ("word", "number") else None
        if row is not None:
            weight[word.start] += meaning * float(table.vectors[row] @ theirs.vector) / ours.norm
    side = model.reply
    rows = [side.row.get(key) for key in keys(ours.words)]
    norm = sqrt(sum(float(side.square[row]) for row in set(rows) if row is not None) + 1e-9)
    for i, row in enumerate(rows):
        if row is not None:
            part = float(side.topics[row] @ place) / norm
            # Keys alternate: a word, then the pair with the word before it.
            holders = ours.words[max(0, i // 2 - i % 2) : i // 2 + 1]
            for word in holders:
                weight[word.start] += part / len(holders)
    for act, called in calls[0].items():
        spans = acts.get(act, ())
        holders = [w for w in ours.words if any(s <= w.start < e for s, e in spans)]
        for word in holders:
            weight[word.start] += called / len(holders)
    return strongest([Term(w.start, w.end, slope * weight[w.start]) for w in ours.words])


def pairs(reply: Text, customer: Text | None) -> tuple[Pair, ...]:
    """Which words of the reply take up which words of the customer: the same word, or one of
    kindred meaning; the weight is the cosine of the two (1 for the same) times the rarity of the
    reply's word as a share of the rarest. Copied runs take up nothing."""
    if customer is None:
        return ()
    table = uptake.table()
    theirs = [w for w in uptake.customer(customer).words if _weighty(w)]
    ours = [w for w in uptake.uptake(reply, customer)[0].words if _weighty(w)]
    if not theirs or not ours:
        return ()
    alike = _directions(ours) @ _directions(theirs).T
    found: list[Pair] = []
    for i, word in enumerate(ours):
        same = next((k for k, other in enumerate(theirs) if other.stem == word.stem), None)
        best = int(alike[i].argmax()) if same is None else same
        close = float(alike[i, best]) if same is None else 1.0
        if same is None and "number" in (word.kind, theirs[best].kind):
            continue
        if close >= _ALIKE:
            other = theirs[best]
            rarity = table.weight.get(word.stem, table.unknown) / table.unknown
            found.append(Pair(word.start, word.end, other.start, other.end, close * rarity))
    return tuple(found)


def _weighty(word: Word) -> bool:
    table = uptake.table()
    return word.kind in ("word", "number") and (
        table.weight.get(word.stem, table.unknown) >= uptake.TELLING
    )


def _directions(words: list[Word]) -> Vector:
    """The words' vectors at unit length; zero for a word without one."""
    table = uptake.table()
    out: Vector = np.zeros((len(words), table.vectors.shape[1]), np.float32)
    for i, word in enumerate(words):
        row = table.row.get(word.stem)
        if row is not None:
            vector = table.vectors[row]
            out[i] = vector / (np.linalg.norm(vector) + 1e-9)
    return out
