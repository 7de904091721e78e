"""Metrics on held-out guesses, and the figure that reports one beside its naive rival."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.signals.training.common import Naive
from coach.signals.training.figures import Figure, interval

Array = NDArray[Any]
Metric = Callable[[Array, Array], float]
# Picked to suit the naive model: a weaker penalty flatters ours.
NAIVE_PENALTY = 8.0


def figure(
    signal: str,
    part: str,
    metric: tuple[str, Metric],
    truth: Array,
    guess: Array,
    naive: Array | None = None,
    published: float | None = None,
    people: float | None = None,
) -> Figure:
    """The figure of held-out guesses, and of the naive model's guesses for the same texts."""
    name, measure = metric
    low, high = interval(measure, truth, guess)
    rival: tuple[float | None, float | None, float | None] = (None, None, None)
    if naive is not None:
        rival = (float(measure(truth, naive)), *interval(measure, truth, naive))
    value = float(measure(truth, guess))
    return Figure(signal, part, name, value, low, high, len(truth), *rival, published, people)


def ranks(values: Array) -> Array:
    """Average ranks, ties shared."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    mean: Array = (np.cumsum(count) - (count - 1) / 2.0)[place]
    return mean


def spearman(truth: Array, guess: Array) -> float:
    """Spearman's rank correlation."""
    return float(np.corrcoef(ranks(truth), ranks(guess))[0, 1])


def accuracy(truth: Array, guess: Array) -> float:
    """Share of equal labels."""
    return float(np.mean(truth == guess))


def macro_f1(truth: Array, guess: Array) -> float:
    """Unweighted mean of the F1 of the classes in ``truth``."""
    scores = []
    for label in np.unique(truth):
        hit = float(np.sum((truth == label) & (guess == label)))
        scores.append(2 * hit / max(1.0, float(np.sum(truth == label) + np.sum(guess == label))))
    return float(np.mean(scores))


def auc(truth: Array, guess: Array) -> float:
    """Area under the ROC curve; ``truth`` is 0 or 1."""
    positive = truth == 1
    n, m = int(positive.sum()), int((~positive).sum())
    if not n or not m:
        return float("nan")
    return float((ranks(guess)[positive].sum() - n * (n + 1) / 2) / (n * m))


def ridge_rival(naive: Naive, truth: Array, fit_on: Array, test: Array) -> Array:
    """The naive model's guesses: ridge regression on its TF-IDF vectors."""
    from sklearn.linear_model import Ridge

    x, z = naive.vectors(fit_on, test)
    guess: Array = Ridge(alpha=NAIVE_PENALTY, solver="sparse_cg").fit(x, truth[fit_on]).predict(z)
    return guess
