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

SEED = 13
_NOT_WORD = re.compile(r"\W+")


def rows(data: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file of the data folder. Raises FileNotFoundError naming the file."""
    path = data / name
    if not path.exists():
        raise FileNotFoundError(f"{path}: the data to fit and measure on is not here")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


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


def naive_vectors(train: Sequence[str], test: Sequence[str]) -> tuple[Any, Any]:
    """TF-IDF vectors of word 1-2 grams and character 2-4 grams, fitted on ``train``."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    blocks = []
    for options in (
        {"analyzer": "word", "ngram_range": (1, 2)},
        {"analyzer": "char_wb", "ngram_range": (2, 4)},
    ):
        vectors = TfidfVectorizer(min_df=2, sublinear_tf=True, lowercase=True, **options)
        blocks.append((vectors.fit_transform(train), vectors.transform(test)))
    return (
        hstack([block[0] for block in blocks]).tocsr(),
        hstack([block[1] for block in blocks]).tocsr(),
    )
