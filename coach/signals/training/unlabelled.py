"""What texts without labels tell of words: the company they keep.

Labelled texts are few, and most words stand in one or two of them. Words that keep the same company
are likely to weigh alike. A linear model of the mean vector of a text's words is one more weight for
each word: a fit adds it to the weights it stores, and scoring has nothing more to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import numpy as np

from coach.signals.linear import keys_of
from coach.signals.training.linear import Array
from coach.signals.training.uptake import near_vectors, sourced

DIMENSIONS = 100
_RAREST = 5  # texts


class Company(NamedTuple):
    """Vectors of words at unit length. row: word -> its row; vectors: a row a word; amount: how far
    they may speak together, against 1 for a word of its own: a larger amount is a weaker penalty."""

    row: dict[str, int]
    vectors: Array
    amount: float


def company(data: Path, without: str, amount: float, unknown: Collection[str] = ()) -> Company:
    """The vectors of the words of every fitted set but one, the one to be fitted and measured on:
    leading singular vectors of positive pointwise mutual information. unknown: keys that get none."""
    texts = [keys_of(text) for name, text in sourced(data) if name != without]
    spread = Counter(key for keys in texts for key in set(keys))
    chosen = sorted(key for key, n in spread.items() if n >= _RAREST and key not in unknown)
    row = {key: i for i, key in enumerate(chosen)}
    near = near_vectors(texts, row, DIMENSIONS)
    return Company(row, near / (np.linalg.norm(near, axis=1, keepdims=True) + 1e-9), amount)
