"""Fitting and measuring empathy on peer replies to distressed posts (Sharma et al. 2020)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.language.text import Text
from coach.signals import empathy as signal
from coach.signals import uptake
from coach.signals.empathy import MECHANISMS, MODELS, Model, Scores, Sentence
from coach.signals.training.common import Naive, folds, rows, text_group
from coach.signals.training.figures import Figure, interval
from coach.signals.uptake import Shared

_RAREST = 3
_SENTENCE, _REPLY, _JOINT = 3.0, 10.0, 0.1
_INNER = 3
_COLUMNS = len(MECHANISMS) * MODELS
_FIELDS = ("emotional_reactions", "interpretations", "explorations")
_PUBLISHED = (0.745, 0.626, 0.726)
_PIECE = re.compile(r"(?<=[.!?])\s+")
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Post(NamedTuple):
    """A reply to a post, its sentences, its levels, and the level each sentence was marked with."""

    seeker: Text
    reply: Text
    sentences: list[Sentence]
    levels: tuple[int, ...]
    marked: list[list[int]]


def posts(data: Path) -> list[Post]:
    """The labelled replies that have a word."""
    found = []
    for row in rows(data, "empathy.jsonl"):
        reply = Text(row["response"])
        sentences = signal.read(reply)
        if not sentences:
            continue
        marked = [
            _marked(reply.raw, sentences, row[f"{field}_rationales"], row[field])
            for field in _FIELDS
        ]
        levels = tuple(int(row[field]) for field in _FIELDS)
        found.append(Post(Text(row["seeker"]), reply, sentences, levels, marked))
    return found


def _marked(raw: str, sentences: Sequence[Sentence], reasons: list[str], level: int) -> list[int]:
    """The level of a sentence that lies in a passage raters gave as their reason, else 0."""
    spans: list[tuple[int, int]] = []
    low = raw.lower()
    for reason in reasons:
        whole = reason.strip().lower()
        pieces = [whole] if whole in low else [p for p in _PIECE.split(whole) if len(p) > 3]
        spans += [(low.find(p), low.find(p) + len(p)) for p in pieces if p and p in low]
    found = []
    for sentence in sentences:
        start, end = sentence.words[0].start, sentence.words[-1].end
        parts = [(min(end, b) - max(start, a), b - a) for a, b in spans]
        inside = sum(max(0, part) for part, _ in parts)
        within = any(part > 0.9 * size for part, size in parts)
        found.append(level if inside >= 0.4 * (end - start) or within else 0)
    return found


def _vectors(documents: Sequence[Sequence[str]], names: dict[str, int]) -> tuple[Any, Floats]:
    """Binary TF-IDF vectors of unit length, and the inverse document frequencies."""
    from scipy.sparse import csr_matrix, diags

    cells = [(n, names[k]) for n, d in enumerate(documents) for k in set(d) if k in names]
    shape = (len(documents), len(names))
    ones = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape)
    spread = np.asarray(ones.sum(axis=0)).ravel()
    idf = np.log((1 + len(documents)) / (1 + spread)) + 1
    weighted = ones @ diags(idf)
    norm = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel() + 1e-9)
    return (diags(1 / norm) @ weighted).tocsr(), idf


def fit_linear(found: Sequence[Post]) -> Model:
    """The linear models of some posts; the joint regression is still missing."""
    from sklearn.linear_model import LogisticRegression

    sentences = [s.grams for post in found for s in post.sentences]
    replies = [[g for s in post.sentences for g in s.grams] for post in found]
    spread = Counter(gram for grams in sentences for gram in grams)
    names = {k: i for i, k in enumerate(sorted(k for k, c in spread.items() if c >= _RAREST))}
    table = np.zeros((len(names), 2 * _COLUMNS + 2))
    bias = np.zeros(2 * _COLUMNS)
    for half, (documents, strength) in enumerate(((sentences, _SENTENCE), (replies, _REPLY))):
        vectors, idf = _vectors(documents, names)
        for m in range(len(MECHANISMS)):
            if half:
                level = np.array([post.levels[m] for post in found])
            else:
                level = np.array([mark for post in found for mark in post.marked[m]])
            for k, target in enumerate((level >= 1, level == 2, level == 1)):
                column = half * _COLUMNS + m * MODELS + k
                line = LogisticRegression(C=strength, solver="liblinear", tol=0.01, random_state=0)
                line.fit(vectors, target)
                table[:, column] = line.coef_[0] * idf
                bias[column] = line.intercept_[0]
        table[:, 2 * _COLUMNS + half] = idf**2
    joint = np.zeros((len(MECHANISMS), 3, 1))
    cut = np.ones((len(MECHANISMS), 3))
    return Model(
        names, table.astype(np.float32), bias.astype(np.float32), joint, cut, (0, 0, 0, 0, 0, 1)
    )


def best_cut(chances: Floats, level: Ints) -> Floats:
    """Weights of the three levels' probabilities that give the best macro-F1."""
    grid = np.exp(np.linspace(-0.7, 2.6, 23))
    best, kept = -1.0, np.ones(3)
    for a in grid:
        for b in grid:
            cut = np.array([1.0, a, b])
            score = macro_f1(level, (chances * cut).argmax(axis=1))
            if score > best:
                best, kept = score, cut
    return kept


def macro_f1(true: Ints, guess: Ints) -> float:
    """Mean F1 of the levels 0, 1, 2."""
    table = np.bincount(true * 3 + guess, minlength=9).reshape(3, 3)
    both = table.sum(axis=0) + table.sum(axis=1)
    return float(np.mean(2 * np.diag(table) / np.maximum(1, both)))


def fit_model(found: Sequence[Post]) -> Model:
    """All of the model but specificity: the joint regression sees sentences and replies through
    linear models that were fitted on other posts."""
    from sklearn.linear_model import LogisticRegression

    seen: list[Scores | None] = [None] * len(found)
    for train, test in folds([text_group(post.seeker.raw) for post in found], _INNER, seed=5):
        part = fit_linear([found[i] for i in train])
        for i in test:
            seen[i] = part.scores(found[i].sentences)
    model = fit_linear(found)
    joint, cuts = [], []
    for m in range(len(MECHANISMS)):
        level = np.array([post.levels[m] for post in found])
        x = np.array(
            [
                signal.features(scores, post.sentences)[m]
                for scores, post in zip(seen, found, strict=True)
                if scores is not None
            ]
        )[:, 1:]
        mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
        regression = LogisticRegression(C=_JOINT, max_iter=500)
        regression.fit((x - mean) / scale, level)
        weights = regression.coef_ / scale
        intercept = regression.intercept_ - weights @ mean
        joint.append(np.column_stack([intercept, weights]))
        chances = regression.predict_proba((x - mean) / scale)
        cuts.append(best_cut(chances, level))
    model.joint = signal.against_none(np.array(joint))
    model.cut = np.array(cuts)
    return model


def _taken(found: Sequence[Post], table: uptake.Table) -> tuple[list[Shared], list[Shared]]:
    """How each reply takes up its own post, and how another post's reply takes it up."""
    order = np.random.default_rng(3).permutation(len(found))
    other = dict(zip(order.tolist(), np.roll(order, 1).tolist(), strict=True))
    true, false = [], []
    for i, post in enumerate(found):
        theirs = table.profile(uptake.own_words(post.seeker))
        true.append(uptake.take_up(table, post.reply, theirs)[1])
        false.append(uptake.take_up(table, found[other[i]].reply, theirs)[1])
    return true, false


def fit_relation(true: Sequence[Shared], false: Sequence[Shared]) -> list[float]:
    """Weights that tell a reply to this post from one to another post, and the average factor."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([shared[: uptake.MEASURES] for shared in [*true, *false]])
    line = LogisticRegression(C=1.0).fit(x, np.repeat([1, 0], [len(true), len(false)]))
    relation = [float(line.intercept_[0]), *map(float, line.coef_[0])]
    return [*relation, float(np.mean([_related([*relation, 1.0], shared) for shared in true]))]


def _related(relation: Sequence[float], shared: Shared) -> float:
    none = np.zeros((0, 2), np.float32)
    model = Model([], none, none[:, 0], np.zeros((1, 3, 1)), np.zeros(0), relation)
    return model.specificity(shared)


def fit(data: Path, out: Path) -> None:
    """Writes empathy.npz into ``out``; reads the word table responsiveness wrote there."""
    found = posts(data)
    model = fit_model(found)
    with (out / "uptake.npz").open("rb") as stored:
        table = uptake.unpack(np.load(stored, allow_pickle=False))
    *model.relation, model.usual = fit_relation(*_taken(found, table))
    np.savez_compressed(out / "empathy.npz", **signal.pack(model))


def measure(data: Path) -> list[Figure]:
    """Cross-validated macro-F1 of the three levels, and how values fall under another's post."""
    from sklearn.linear_model import LogisticRegression

    found = posts(data)
    true = np.array([post.levels for post in found])
    guess, naive = np.zeros_like(true), np.zeros_like(true)
    counted = Naive([post.reply.raw for post in found])
    for train, test in folds([text_group(post.seeker.raw) for post in found]):
        model = fit_model([found[i] for i in train])
        for i in test:
            scores = model.scores(found[i].sentences)
            for m in range(len(MECHANISMS)):
                chances = np.array(model.chances(scores, found[i].sentences, m))
                guess[i, m] = (chances * model.cut[m]).argmax()
        x, y = counted.vectors(train, test)
        for m in range(len(MECHANISMS)):
            plain = LogisticRegression(C=10, class_weight="balanced", max_iter=200, tol=0.001)
            naive[test, m] = plain.fit(x, true[train, m]).predict(y)
    figures = []
    for m, mechanism in enumerate(MECHANISMS):
        f1, bounds = macro_f1(true[:, m], guess[:, m]), interval(macro_f1, true[:, m], guess[:, m])
        plain_f1 = macro_f1(true[:, m], naive[:, m])
        plain_bounds = interval(macro_f1, true[:, m], naive[:, m])
        figures.append(
            Figure("empathy", mechanism, "macro-F1", f1, *bounds, len(found), plain_f1,
                   *plain_bounds, published=_PUBLISHED[m])
        )  # fmt: skip
    return [*figures, _specificity(found)]


def _specificity(found: Sequence[Post]) -> Figure:
    """How often a reply's factor is higher under its own post than another reply's there."""
    true_taken, false_taken = _taken(found, uptake.table())
    wins = np.zeros(len(found))
    for train, test in folds([text_group(post.seeker.raw) for post in found]):
        relation = fit_relation([true_taken[i] for i in train], [false_taken[i] for i in train])
        for i in test:
            a, b = _related(relation, true_taken[i]), _related(relation, false_taken[i])
            wins[i] = (a > b) + 0.5 * (a == b)
    return Figure(
        "empathy", "specificity", "own post v another's", float(np.mean(wins)),
        *interval(lambda w: float(np.mean(w)), wins), len(wins),
    )  # fmt: skip
