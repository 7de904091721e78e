"""What every fit shares: the data, folds that keep near-duplicates together, a naive model."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.model.problem import CoachError

SEED = 13
Rows = Sequence[int] | NDArray[np.intp]
_NOT_WORD = re.compile(r"\W+")


def rows(data: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file of the data folder. Raises FileNotFoundError naming the file."""
    path = data / name
    if not path.exists():
        raise FileNotFoundError(f"{path}: the data to fit and measure on is not here")
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                found += [json.loads(line)] if line.strip() else []
            except ValueError as error:
                raise CoachError(f"{path}:{number}: error[bad-row] {error}") from None
    return found


def text_group(text: str) -> str:
    """A key near-duplicates share: the first letters of the text, folded."""
    return _NOT_WORD.sub("", text.lower())[:60]


def folds(
    groups: Sequence[Hashable], k: int = 5, seed: int = SEED
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """``k`` (train, test) row numbers; rows of one group are in one fold. Stable across runs."""
    digests = (hashlib.blake2b(f"{seed}:{g}".encode(), digest_size=4).digest() for g in groups)
    of = np.array([int.from_bytes(digest, "big") % k for digest in digests])
    for fold in range(k):
        yield np.flatnonzero(of != fold), np.flatnonzero(of == fold)


def even_folds(
    groups: Sequence[Hashable], k: int = 5
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """``k`` folds as equal in size as whole groups allow: for few, unequal groups."""
    from sklearn.model_selection import GroupKFold

    return list(GroupKFold(k).split(np.zeros(len(groups)), groups=list(groups)))


class Naive:
    """The naive model's view of some texts: word 1-2 grams and character 2-4 grams, counted once.

    ``vectors`` are those of vectorizers fitted on the training rows alone; only the counting, which
    no split changes, is shared by the folds.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import CountVectorizer

        self._counts = [
            CountVectorizer(analyzer=analyzer, ngram_range=sizes).fit_transform(texts).tocsr()
            for analyzer, sizes in (("word", (1, 2)), ("char_wb", (2, 4)))
        ]

    def vectors(self, train: Rows, test: Rows) -> tuple[Any, Any]:
        """TF-IDF vectors of the training and the test rows; grams of one training row are out."""
        from scipy.sparse import hstack
        from sklearn.feature_extraction.text import TfidfTransformer

        blocks = []
        for counts in self._counts:
            fitted = counts[train]
            kept = np.flatnonzero(np.bincount(fitted.indices, minlength=counts.shape[1]) >= 2)
            weigh = TfidfTransformer(sublinear_tf=True)
            blocks.append(
                (weigh.fit_transform(fitted[:, kept]), weigh.transform(counts[test][:, kept]))
            )
        return (
            hstack([block[0] for block in blocks]).tocsr(),
            hstack([block[1] for block in blocks]).tocsr(),
        )
