"""Measures the acts (`coach.language.acts`) against replies labelled by hand, twice each.

The labels are corpora/replies/acts.jsonl; the texts are in the data folder. The rules were written
while looking at the replies; those whose rows say ``unseen`` were not looked at.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.language.acts import ACTS, acts_of
from coach.language.text import Text
from coach.model.problem import CoachError
from coach.signals.training.common import rows
from coach.signals.training.figures import Figure

PARTS = ("unseen replies", "other replies")
METRICS = ("precision", "recall", "F1")
_ROUNDS, _SEED = 400, 7
_MASK, _ADDRESS = "__email__", "me@ab.com"  # TweetSumm's mask reads as a word
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Labelled(NamedTuple):
    """Replies by acts: whether each pass and coach found the act, and which replies are unseen."""

    first: Flags
    second: Flags
    found: Flags
    unseen: Flags


def reply_text(thread: list[dict[str, Any]], index: int) -> str:
    """The brand's consecutive turns from ``index`` on, joined by newlines; masked e-mail addresses are
    addresses again, of the same length."""
    turns = []
    for turn in thread[index:]:
        if turn["speaker"] != "agent":
            break
        turns.append(turn["text"])
    return "\n".join(turns).replace(_MASK, _ADDRESS)


def read(data: Path, labels: Path) -> Labelled:
    """The labels of a file beside what coach finds."""
    threads = {row["id"]: row["thread"] for row in rows(data, "brand_threads.jsonl")}
    first, second, found, unseen = [], [], [], []
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["id"] not in threads:
            raise CoachError(f"{data}: error[other-data] no conversation {label['id']} is here")
        got = acts_of(Text(reply_text(threads[label["id"]], label["index"])))
        first.append([act in label["pass1"] for act in ACTS])
        second.append([act in label["pass2"] for act in ACTS])
        found.append([act in got for act in ACTS])
        unseen.append(label["unseen"])
    return Labelled(np.array(first), np.array(second), np.array(found), np.array(unseen))


def _ratio(part: Any, whole: Any) -> Floats:
    """The quotient; nan where the whole is 0."""
    out = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=out, where=np.asarray(whole) > 0)
    return out


def kappas(a: Flags, b: Flags) -> Floats:
    """Cohen's kappa of presence, for each act (column)."""
    same = (a == b).mean(axis=0)
    p, q = a.mean(axis=0), b.mean(axis=0)
    chance = p * q + (1 - p) * (1 - q)
    return _ratio(same - chance, 1 - chance)


def scores(gold: Flags, found: Flags, used: Flags) -> Floats:
    """Precision, recall and F1 (rows) of each act and their mean over acts (last column)."""
    hit = (gold & found & used).sum(axis=0)
    said, true = (found & used).sum(axis=0), (gold & used).sum(axis=0)
    each = np.array([_ratio(hit, said), _ratio(hit, true), _ratio(2 * hit, said + true)])
    known = ~np.isnan(each)
    mean = _ratio(np.where(known, each, 0).sum(axis=1), known.sum(axis=1))
    return np.column_stack([each, mean])


def _bounds(draws: list[Floats]) -> tuple[Floats, Floats]:
    """95 % bounds over draws; draws where a figure is undefined are left out of its interval."""
    stack = np.array(draws)
    low, high = np.full(stack.shape[1:], np.nan), np.full(stack.shape[1:], np.nan)
    for at in np.ndindex(*stack.shape[1:]):
        column = stack[(slice(None), *at)]
        column = column[~np.isnan(column)]
        if len(column):
            low[at], high[at] = np.percentile(column, (2.5, 97.5))
    return low, high


def figures(seen: Labelled) -> list[Figure]:
    """Agreement of the passes, then precision, recall and F1 on the unseen and on the other rows,
    each beside a bootstrap interval over replies."""
    rng = np.random.default_rng(_SEED)
    n = len(seen.first)
    draws = [rng.integers(0, n, n) for _ in range(_ROUNDS)]
    low, high = _bounds([kappas(seen.first[d], seen.second[d]) for d in draws])
    agreed = kappas(seen.first, seen.second)
    out = [
        Figure(
            "acts", act, "kappa of the passes", float(agreed[i]), float(low[i]), float(high[i]), n
        )
        for i, act in enumerate(ACTS)
    ]
    for part, rows_of in zip(PARTS, (seen.unseen, ~seen.unseen), strict=True):
        gold, found = seen.first[rows_of], seen.found[rows_of]
        used = gold == seen.second[rows_of]
        size = len(gold)
        value = scores(gold, found, used)
        draws = [rng.integers(0, size, size) for _ in range(_ROUNDS)]
        low, high = _bounds([scores(gold[d], found[d], used[d]) for d in draws])
        for i, act in enumerate((*ACTS, "mean of acts")):
            one = i < len(ACTS)
            mine = (gold[:, i : i + 1], used[:, i : i + 1]) if one else (gold, used)
            count = int(mine[1].sum())
            note = f"{(mine[0] & mine[1]).sum()} with the act, {mine[1].size - count} left out"
            for m, metric in enumerate(METRICS):
                bounds = (float(value[m, i]), float(low[m, i]), float(high[m, i]))
                out.append(Figure("acts", act, f"{metric}, {part}", *bounds, count, note=note))
    return out


def measure(data: Path, labels: Path) -> list[Figure]:
    """The figures of the labels of a file."""
    return figures(read(data, labels))
