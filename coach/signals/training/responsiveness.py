"""Fitting and measuring responsiveness on real brand conversations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.language.acts import acts_of
from coach.language.text import Text
from coach.signals import responsiveness as signal
from coach.signals import uptake
from coach.signals.responsiveness import CALLED, Calls, Model, Side
from coach.signals.sentiment import probabilities
from coach.signals.training import sentiment
from coach.signals.training import uptake as words
from coach.signals.training.common import Naive, even_folds
from coach.signals.training.conversations import Exchange, exchanges, others
from coach.signals.training.figures import Figure, interval
from coach.signals.uptake import MEASURES, Profile, Shared, Table

TOPICS = 10
_RAREST = 4
_FLATTEN = 0.3
_RIDGE = 0.01
# Acts and turns make 33 columns of which most say little: they speak half as loud in the fit. The
# mood of a turn is itself measured with error, so what it calls for counts half afterwards.
_CALLS = 0.5
_TRUSTED = 0.5
_CALLED_AT = MEASURES + TOPICS
_CROSSED = 3 * len(CALLED)
Floats = NDArray[np.float64]


class Did(NamedTuple):
    """Of each exchange the measures of the customer's turn, and which acts the reply does."""

    turns: Floats
    acts: Floats

    def crossed(self, i: int, j: int) -> Floats:
        """Customer ``i`` and reply ``j``: each act by each measure of the turn."""
        gaps = self.acts[j] - self.acts.mean(axis=0), self.turns[i] - self.turns.mean(axis=0)
        return np.outer(*gaps).ravel()


def did(data: Path, pairs: Sequence[Exchange]) -> Did:
    """The turns and the acts of some exchanges.

    What sentiment learned from the turns of a brand, it learned from that brand's answers: an answer
    that apologises makes the turn a complaint. So the mood of each turn is measured by a sentiment
    fitted without its brand.
    """
    turns = np.zeros((len(pairs), 3))
    for _, test in even_folds([pair.brand for pair in pairs]):
        without = {pairs[i].brand for i in test}
        texts, truth, weight = sentiment.joined(data, without)
        fitted = sentiment.train([Text(text) for text in texts], truth, weight)
        for i in test:
            customer = pairs[i].customer
            turns[i] = signal.turn(customer, probabilities(*fitted, customer))
    acts = [acts_of(pair.reply) for pair in pairs]
    return Did(turns, np.array([[float(act in found) for act in CALLED] for found in acts]))


class Prepared:
    """Exchanges with their profiles by one table, and features of (customer, reply) pairs."""

    def __init__(
        self, table: Table, pairs: Sequence[Exchange], names: Collection[str], did: Did
    ) -> None:
        self.table, self.pairs, self.names, self.did = table, pairs, names, did
        self.customers = [table.profile(uptake.own_words(pair.customer)) for pair in pairs]
        self.replies = [table.profile(uptake.own_words(pair.reply)) for pair in pairs]

    def shared(self, i: int, j: int) -> Shared:
        """How reply ``j`` takes up customer ``i``."""
        return self.taken(i, j)[1]

    def taken(self, i: int, j: int) -> tuple[Profile, Shared]:
        """The same with the profile of the reply."""
        ours, theirs = self.replies[j], self.customers[i]
        kept = uptake.without_copies(ours.words, ours.stems, theirs)
        if kept is not ours.words:
            return uptake.take_up(self.table, self.pairs[j].reply, theirs)
        return ours, uptake.compare(ours, theirs, 0)


def _tfidf(documents: list[list[str]], vocabulary: dict[str, int], idf: Floats) -> Floats:
    out = np.zeros((len(documents), len(vocabulary)))
    for n, document in enumerate(documents):
        for key, count in Counter(document).items():
            if key in vocabulary:
                out[n, vocabulary[key]] = (1 + np.log(count)) * idf[vocabulary[key]]
        norm = np.linalg.norm(out[n])
        if norm:
            out[n] /= norm
    return out


def _leading(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """The leading singular vectors of first.T @ second, by subspace iteration without the product
    (it has millions of cells)."""
    start = np.random.default_rng(0).normal(size=(second.shape[1], TOPICS + 10))
    left = first.T @ (second @ start)
    for _ in range(6):
        right, _ = np.linalg.qr(second.T @ (first @ np.linalg.qr(left)[0]))
        left = first.T @ (second @ right)
    basis, _ = np.linalg.qr(left)
    u, _, v = np.linalg.svd((first @ basis).T @ second, full_matrices=False)
    return (basis @ u)[:, :TOPICS], v.T[:, :TOPICS]


def _kept(key: str, names: Collection[str]) -> bool:
    """Whether a wording has no name in it."""
    return not any(part in names for part in key.split(" "))


def fit_sides(pairs: Sequence[Exchange], names: Collection[str]) -> tuple[Side, Side]:
    """Both sides' topics: partial least squares of their TF-IDF vectors, brand means taken out.
    ``names`` are stems of people, brands and places: no side keeps a wording with one."""
    brands = np.array([pair.brand for pair in pairs])
    sides: list[tuple[list[str], Floats, Floats, Floats]] = []
    for texts in ([p.customer for p in pairs], [p.reply for p in pairs]):
        documents = [signal.keys(uptake.own_words(text)) for text in texts]
        spread = Counter(key for document in documents for key in set(document))
        seen: dict[str, set[str]] = {}
        for document, brand in zip(documents, brands, strict=True):
            for key in document:
                seen.setdefault(key, set()).add(brand)
        # A wording of one brand alone is its name, product or agent, too.
        common = (k for k, n in spread.items() if n >= _RAREST and len(seen[k]) > 1)
        wordings = sorted(k for k in common if _kept(k, names))
        idf = np.array([np.log((len(documents) + 1) / (spread[k] + 1)) + 1 for k in wordings])
        vectors = _tfidf(documents, {k: i for i, k in enumerate(wordings)}, idf)
        within = vectors - vectors.mean(axis=0)
        for brand in sorted(set(brands)):
            within[brands == brand] -= within[brands == brand].mean(axis=0)
        flat = (within.var(axis=0) + 1e-4) ** (-_FLATTEN / 2)
        sides.append((wordings, idf, vectors, flat))
        if len(sides) == 1:
            first = within * flat
        else:
            second = within * flat
    u, v = _leading(first, second)
    made = []
    for (wordings, idf, vectors, flat), axes in zip(sides, (u, v), strict=True):
        axes = axes * flat[:, None]
        places = vectors @ axes
        axes = axes / places.std(axis=0)
        at = vectors.mean(axis=0) @ axes
        f4 = np.float32
        made.append(
            Side(wordings, (axes * idf[:, None]).astype(f4), (idf**2).astype(f4), at.astype(f4))
        )
    return made[0], made[1]


def _features(
    ready: Prepared, sides: tuple[Side, Side], which: Sequence[tuple[int, int]]
) -> Floats:
    theirs = {i: sides[0].place(signal.singles(ready.customers[i].words)) for i, _ in which}
    usual = {j: sides[1].place(signal.singles(ready.replies[j].words)) for _, j in which}
    out = np.zeros((len(which), MEASURES + TOPICS + _CROSSED))
    for n, (i, j) in enumerate(which):
        ours, shared = ready.taken(i, j)
        place = usual[j] if ours is ready.replies[j] else sides[1].place(signal.singles(ours.words))
        out[n, :MEASURES] = shared[:MEASURES]
        out[n, MEASURES:_CALLED_AT] = theirs[i] * place
        out[n, _CALLED_AT:] = ready.did.crossed(i, j)
    return out


def fit_model(ready: Prepared, rows: Sequence[int], against: Sequence[tuple[int, int]]) -> Model:
    """The model of some exchanges: weights from replies the topics were not fitted on."""
    from sklearn.linear_model import LogisticRegression

    pairs = [ready.pairs[i] for i in rows]
    true: list[Floats] = []
    other: list[Floats] = []
    for train, test in even_folds([p.brand for p in pairs], 4):
        sides = fit_sides([pairs[i] for i in train], ready.names)
        inside = {rows[i] for i in test}
        chosen = [(i, j) for i, j in against if i in inside]
        true.append(_features(ready, sides, [(i, i) for i, _ in chosen]))
        other.append(_features(ready, sides, chosen))
    a, b = np.vstack(true), np.vstack(other)
    gap = a - b
    spread = gap.std(axis=0) + 1e-9
    spread[_CALLED_AT:] /= _CALLS
    sign = np.where(np.arange(len(gap)) % 2, 1, -1)
    rank = LogisticRegression(C=_RIDGE, fit_intercept=False)
    rank.fit(gap / spread * sign[:, None], sign)
    weights = rank.coef_[0] / spread
    weights[_CALLED_AT:] *= _TRUSTED
    scores = np.concatenate([a @ weights, b @ weights])
    scale = LogisticRegression().fit(scores[:, None], np.repeat([1, 0], len(gap)))
    customer, reply = fit_sides(pairs, ready.names)
    reply = Side(
        reply.row, (reply.topics * weights[MEASURES:_CALLED_AT]).astype(np.float32), reply.square,
        (reply.at * weights[MEASURES:_CALLED_AT]).astype(np.float32),
    )  # fmt: skip
    turns, acts = ready.did.turns.mean(axis=0), ready.did.acts.mean(axis=0)
    calls = Calls(weights[_CALLED_AT:].reshape(len(CALLED), -1), turns, acts)
    return Model(
        tuple(float(w) for w in weights[:MEASURES]), customer, reply, calls,
        float(scale.coef_[0, 0]), float(scale.intercept_[0]),
    )  # fmt: skip


def texts_of(pairs: Sequence[Exchange]) -> words.Corpus:
    """The texts of some exchanges, for the word table."""
    return words.read(text for pair in pairs for text in (pair.customer, pair.reply))


def fit(data: Path, out: Path) -> None:
    """Writes uptake.npz and responsiveness.npz into ``out``."""
    pairs = exchanges(data)
    corpus = words.read(words.background(data)) + texts_of(pairs)
    ready = Prepared(words.fit(corpus, pairs), pairs, corpus.names(), did(data, pairs))
    model = fit_model(ready, range(len(pairs)), others(pairs, 10))
    for name, stored in (
        ("uptake", uptake.pack(ready.table)),
        ("responsiveness", signal.pack(model)),
    ):
        np.savez_compressed(out / f"{name}.npz", **stored)


def measure(data: Path) -> list[Figure]:
    """Cross-validated over brands: how often a true reply's value is above another reply's of the
    same brand, ties counting half."""
    pairs = exchanges(data)
    against = others(pairs, 10)
    background = words.read(words.background(data))
    done = did(data, pairs)
    counted = Naive([text.raw for pair in pairs for text in (pair.customer, pair.reply)])
    own: dict[tuple[int, int], float] = {}
    other: dict[tuple[int, int], float] = {}
    plain_own: dict[tuple[int, int], float] = {}
    plain_other: dict[tuple[int, int], float] = {}
    for train, test in even_folds([pair.brand for pair in pairs]):
        fitted = [pairs[i] for i in train]
        corpus = background + texts_of(fitted)
        ready = Prepared(words.fit(corpus, fitted), pairs, corpus.names(), done)
        model = fit_model(ready, [int(i) for i in train], against)
        inside = {int(i) for i in test}
        chosen = [(i, j) for i, j in against if i in inside]
        own |= {(i, i): _value(ready, model, i, i) for i in inside}
        other |= {(i, j): _value(ready, model, i, j) for i, j in chosen}
        vectors = counted.vectors(_sides(train), _sides(test))[1]
        cosine = (vectors[0::2] @ vectors[1::2].T).toarray()
        at = {int(i): n for n, i in enumerate(test)}
        plain_own |= {(i, i): float(cosine[at[i], at[i]]) for i in inside}
        plain_other |= {(i, j): float(cosine[at[i], at[j]]) for i, j in chosen}
    wins = _wins(own, other)
    plain = _wins(plain_own, plain_other)
    figure = Figure(
        "responsiveness", "true v another reply of the brand", "pairwise accuracy", _mean(wins),
        *interval(_mean, wins), len(wins), _mean(plain), *interval(_mean, plain), published=0.73,
    )  # fmt: skip
    return [figure]


def _value(ready: Prepared, model: Model, i: int, j: int) -> float:
    ours, shared = ready.taken(i, j)
    customer = model.customer.place(signal.singles(ready.customers[i].words))
    place = model.reply.place(signal.singles(ours.words))
    acts = [act for act, there in zip(CALLED, ready.did.acts[j], strict=True) if there]
    calls = model.calls.of(tuple(ready.did.turns[i]))
    score = model.score(shared, customer, place, calls, acts)
    return model.probability(score) * shared.fresh


def _sides(rows: NDArray[np.intp]) -> list[int]:
    """Where the customer's and the reply's text of each exchange stand in a list of both."""
    return [2 * int(i) + side for i in rows for side in (0, 1)]


def _mean(column: Floats) -> float:
    return float(np.mean(column))


def _wins(own: dict[tuple[int, int], float], other: dict[tuple[int, int], float]) -> Floats:
    """For each exchange the share of other replies whose value is lower, ties half."""
    shares: dict[int, list[float]] = {}
    for (i, _), value in other.items():
        mine = own[i, i]
        shares.setdefault(i, []).append((mine > value) + 0.5 * (mine == value))
    return np.array([np.mean(share) for share in shares.values()])
