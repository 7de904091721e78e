"""Fits and measures formality on sentences of answers, blogs and news (Pavlick, Tetreault 2016)."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from coach.language.text import Text
from coach.signals import formality
from coach.signals.linear import Linear, stream
from coach.signals.training import common
from coach.signals.training.figures import Figure
from coach.signals.training.linear import Array, design, linear, prune, save
from coach.signals.training.metrics import figure, ridge_rival, spearman
from coach.signals.training.unlabelled import Company, company

PENALTY = 300.0
SHARE = {"words": 1.0, "pairs": 1.4, "chars": 0.25}
# The sentences hold next to none of these, so a weight would be chance.
UNKNOWN = ("<mention>", "<url>", "<email>")
VECTORS = 8.0
_FILE = "formality.jsonl"
# What the best published models and one person against the others reach on the same sentences.
KNOWN = {"answers": (0.70, 0.56), "blog": (0.48, 0.32), "news": (0.48, 0.17)}
_APART = re.compile(r" (n't|['’](?:s|m|re|ve|ll|d))\b")
_MARKS = re.compile(r" ([.,!?;:%)])")


def natural(text: str) -> str:
    """The sentence as its writer typed it: the answers are stored in tokens ("do n't , yet")."""
    text = _MARKS.sub(r"\1", _APART.sub(r"\1", text)).replace("( ", "(").replace("$ ", "$")
    return text.replace("``", '"').replace("''", '"')


def read(data: Path) -> tuple[list[str], Array, Array]:
    """Texts, mean ratings and genres."""
    rows = common.rows(data, _FILE)
    texts = [natural(row["text"]) for row in rows]
    return texts, np.array([row["score"] for row in rows]), np.array([r["genre"] for r in rows])


def train(texts: list[Text], truth: Array, known: Company) -> Linear:
    """Ridge regression on all views, the surface measures and the company words keep."""
    from sklearn.linear_model import Ridge

    reads = [stream(text) for text in texts]
    dense = np.array([formality.measures(t, r.keys) for t, r in zip(texts, reads, strict=True)])
    plan = design(reads, dense, share=SHARE, without=UNKNOWN, company=known)
    x = plan.matrix(reads, dense)
    model = Ridge(alpha=PENALTY, solver="sparse_cg", tol=1e-5).fit(x, truth)
    return linear(prune(plan.unpack(float(model.intercept_), model.coef_), 2e-3))


def guess(model: Linear, texts: list[Text]) -> list[float]:
    """The values of texts."""
    out = []
    for text in texts:
        one = stream(text)
        out.append(model.value(one, formality.measures(text, one.keys)))
    return out


def fit(data: Path, out: Path) -> None:
    """Fits on all sentences and writes ``formality.npz``."""
    texts, truth, _ = read(data)
    fitted = train([Text(text) for text in texts], truth, company(data, _FILE, VECTORS, UNKNOWN))
    save(out / "formality.npz", {"": fitted.packed()})


def measure(data: Path) -> list[Figure]:
    """Held-out rank correlation in each genre."""
    texts, truth, genre = read(data)
    made = [Text(text) for text in texts]
    naive = common.Naive(texts)
    known = company(data, _FILE, VECTORS, UNKNOWN)
    own, rival = np.zeros(len(texts)), np.zeros(len(texts))
    for fit_on, test in common.folds([common.text_group(text) for text in texts]):
        model = train([made[i] for i in fit_on], truth[fit_on], known)
        own[test] = guess(model, [made[i] for i in test])
        rival[test] = ridge_rival(naive, truth, fit_on, test)
    return [
        figure("formality", part, ("spearman", spearman), truth[genre == part],
               own[genre == part], rival[genre == part], *known)
        for part, known in KNOWN.items()
    ]  # fmt: skip
