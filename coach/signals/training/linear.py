"""Fitting of the linear signals: texts to a sparse design, coefficients back to shipped weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coach.signals.linear import Linear, Stream, grams

if TYPE_CHECKING:
    from coach.signals.training.unlabelled import Company

Array = NDArray[Any]
VIEWS = ("words", "pairs", "chars")


def view_keys(read: Stream, view: str) -> list[str]:
    """The features of a text in one view, as ``Linear.value`` counts them."""
    if view == "pairs":
        return read.pairs
    distinct = sorted(set(read.keys))
    if view == "words":
        return distinct
    return [gram for key in distinct for gram in grams(key)]


@dataclass(frozen=True)
class Design:
    """Vocabularies and feature scales, learned from some texts and applied to any."""

    vocabularies: dict[str, dict[str, int]]
    scales: dict[str, Array]
    dense_scale: Array
    company: Company | None = None
    company_scale: Array | None = None

    def matrix(self, reads: Sequence[Stream], dense: Array | None = None) -> Any:
        """The sparse matrix of texts by features."""
        from scipy.sparse import csr_matrix, diags, hstack

        norm = diags(1 / np.sqrt([len(set(read.keys)) or 1 for read in reads]))
        blocks = []
        for view, vocabulary in self.vocabularies.items():
            counts = count(reads, view, vocabulary)
            blocks.append(norm @ counts @ diags(self.scales[view]))
        if dense is not None and dense.size:
            blocks.append(csr_matrix(dense / self.dense_scale))
        if self.company is not None:
            blocks.append(csr_matrix(in_company(reads, self.company) * self.company_scale))
        return hstack(blocks).tocsr()

    def unpack(self, bias: float, coefficients: Array) -> dict[str, Any]:
        """Coefficients of the columns as weights of the raw features."""
        at = 0
        out: dict[str, Any] = {}
        for view, vocabulary in self.vocabularies.items():
            own = coefficients[at : at + len(vocabulary)] * self.scales[view]
            at += len(vocabulary)
            out[view] = dict(zip(vocabulary, own.tolist(), strict=True))
        measured = coefficients[at : at + len(self.dense_scale)]
        out["dense"] = [bias, *(measured / self.dense_scale).tolist()]
        if self.company is not None:
            own = coefficients[at + len(self.dense_scale) :] * self.company_scale
            words = out["words"]
            for key, vector in zip(self.company.row, self.company.vectors, strict=True):
                words[key] = words.get(key, 0.0) + float(vector @ own)
        return out


def in_company(reads: Sequence[Stream], company: Company) -> Array:
    """The vectors of the words of each text, added up over the root of its distinct words, as the
    weights of words are."""
    root = np.sqrt([[len(set(read.keys)) or 1] for read in reads])
    found: Array = (count(reads, "words", company.row) @ company.vectors) / root
    return found


def count(reads: Sequence[Stream], view: str, vocabulary: dict[str, int]) -> Any:
    """How often each feature of a view stands in each text."""
    from scipy.sparse import csr_matrix

    ends: list[int] = [0]
    columns: list[int] = []
    values: list[int] = []
    for read in reads:
        own: dict[int, int] = {}
        for key in view_keys(read, view):
            column = vocabulary.get(key)
            if column is not None:
                own[column] = own.get(column, 0) + 1
        columns += own.keys()
        values += own.values()
        ends.append(len(columns))
    shape = (len(reads), len(vocabulary))
    return csr_matrix((np.array(values, dtype=np.float64), columns, ends), shape)


def design(
    reads: Sequence[Stream],
    dense: Array | None = None,
    least: dict[str, int] | None = None,
    share: dict[str, float] | None = None,
    without: tuple[str, ...] = (),
    company: Company | None = None,
) -> Design:
    """A design for these texts: features of at least ``least`` texts, inverse document frequency.

    ``share`` scales a view as a whole: a smaller share is a stronger penalty on its weights.
    Features with one of the keys of ``without`` in them are left out. ``company`` adds what texts
    without labels tell of the words.
    """
    least = least or {"words": 2, "pairs": 2, "chars": 3}
    share = share or {"words": 1.0, "pairs": 1.0, "chars": 0.5}
    vocabularies, scales = {}, {}
    for view in VIEWS:
        if view not in least:
            continue
        frequency: dict[str, int] = {}
        for read in reads:
            for key in set(view_keys(read, view)):
                frequency[key] = frequency.get(key, 0) + 1
        kept = sorted(
            key
            for key, times in frequency.items()
            if times >= least[view] and not any(name in key for name in without)
        )
        vocabularies[view] = {key: i for i, key in enumerate(kept)}
        texts: Array = np.array([frequency[key] for key in kept], dtype=np.float64)
        scales[view] = share[view] * (np.log(len(reads) / (1 + texts)) + 1)
    width = np.ones(0) if dense is None else dense.std(axis=0) + 1e-6
    if company is None:
        return Design(vocabularies, scales, width)
    spread = in_company(reads, company).std(axis=0) + 1e-9
    each = np.sqrt(company.amount / len(spread)) / spread
    return Design(vocabularies, scales, width, company, each)


def linear(unpacked: dict[str, Any]) -> Linear:
    """The run-time model of unpacked weights."""
    bias, *dense = unpacked["dense"]
    words, pairs, chars = (unpacked.get(view, {}) for view in VIEWS)
    return Linear(bias, words, pairs, chars, dense)


def prune(unpacked: dict[str, Any], floor: float) -> dict[str, Any]:
    """The weights without those too small to matter; rounded as they are stored."""
    out = dict(unpacked)
    for view in VIEWS:
        own = unpacked.get(view, {})
        out[view] = {k: float(np.float16(w)) for k, w in own.items() if abs(w) >= floor}
    return out


def save(path: Path, parts: dict[str, dict[str, Any]], **more: Array) -> None:
    """Writes the weights of a signal's parts; the same weights give the same bytes."""
    arrays: dict[str, Array] = dict(more)
    for part, unpacked in parts.items():
        for view in VIEWS:
            own = unpacked.get(view, {})
            arrays[f"{part}{view}"] = np.frombuffer("\n".join(own).encode(), dtype=np.uint8)
            arrays[f"{part}{view}_weights"] = np.array(list(own.values()), dtype=np.float16)
        arrays[f"{part}dense"] = np.array(unpacked["dense"], dtype=np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
