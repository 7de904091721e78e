"""Figures: how well a signal does on labelled data, with its interval and a naive reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Figure:
    """A cross-validated figure of a signal.

    ``low`` and ``high`` bound a 95 % bootstrap interval; ``naive`` is TF-IDF (word 1-2, character
    2-4) with a ridge or logistic regression refitted on the same folds; ``published`` and
    ``people`` are figures of others on the same data, None where there are none; ``note`` is what
    else a reader must know.
    """

    signal: str
    part: str
    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    naive: float | None = None
    naive_low: float | None = None
    naive_high: float | None = None
    published: float | None = None
    people: float | None = None
    note: str | None = None


def interval(
    metric: Callable[..., float], *columns: Any, rounds: int = 400, seed: int = 7
) -> tuple[float, float]:
    """95 % percentile bootstrap interval of ``metric(*columns)``, rows drawn together."""
    arrays = [np.asarray(column) for column in columns]
    n = len(arrays[0])
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(rounds):
        rows = rng.integers(0, n, n)
        values.append(metric(*(a[rows] for a in arrays)))
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)
