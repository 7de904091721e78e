"""Fits and measures politeness on requests (Danescu-Niculescu-Mizil et al. 2013)."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from coach.language.text import Text
from coach.signals import politeness
from coach.signals.linear import Linear
from coach.signals.training import common
from coach.signals.training.figures import Figure
from coach.signals.training.linear import Array, design, linear, prune, save
from coach.signals.training.metrics import accuracy, figure, ridge_rival, spearman

PENALTY = 400.0
# Requests on StackExchange read politeness differently; they count less than those of Wikipedia.
ELSEWHERE = 0.4
# A few extreme scores would pull the weights of the rare words in them.
LIMIT = 1.5
# Whom a reply is addressed to by its channel says nothing about how polite it is.
UNKNOWN = ("<mention>",)
_QUOTES = re.compile(r"'{2,}")


def natural(text: str) -> str:
    """The request as its writer typed it: without wiki marks and masked links."""
    text = _QUOTES.sub("", text.replace("<url>", "https://example.com"))
    return text.replace("u2019", "’").replace("u201c", "“").replace("u201d", "”")


def read(data: Path) -> tuple[list[str], Array, Array]:
    """Texts, z scores, and whether they are of Wikipedia."""
    rows = common.rows(data, "politeness.jsonl")
    texts = [natural(row["text"]) for row in rows]
    wiki = np.array([row["source"] == "wikipedia" for row in rows])
    return texts, np.array([row["score"] for row in rows]), wiki


def train(texts: list[Text], truth: Array, wiki: Array) -> Linear:
    """Ridge regression on all views and the strategies."""
    from sklearn.linear_model import Ridge

    read = [politeness.reading(text) for text in texts]
    reads = [one for one, _ in read]
    dense = np.array(
        [politeness.measures(t, r.keys, b) for t, (r, b) in zip(texts, read, strict=True)]
    )
    plan = design(reads, dense, without=UNKNOWN)
    model = Ridge(alpha=PENALTY, solver="sparse_cg", tol=1e-5).fit(
        plan.matrix(reads, dense),
        np.clip(truth, -LIMIT, LIMIT),
        sample_weight=np.where(wiki, 1.0, ELSEWHERE),
    )
    return linear(prune(plan.unpack(float(model.intercept_), model.coef_), 2e-3))


def guess(model: Linear, texts: list[Text]) -> list[float]:
    """The values of texts."""
    out = []
    for text in texts:
        one, begins = politeness.reading(text)
        out.append(model.value(one, politeness.measures(text, one.keys, begins)))
    return out


def fit(data: Path, out: Path) -> None:
    """Fits on all requests and writes ``politeness.npz``."""
    texts, truth, wiki = read(data)
    save(out / "politeness.npz", {"": train([Text(text) for text in texts], truth, wiki).packed()})


def measure(data: Path) -> list[Figure]:
    """Held-out figures on Wikipedia: all requests ranked, and top against bottom quarter."""
    texts, truth, wiki = read(data)
    made = [Text(text) for text in texts]
    naive = common.Naive(texts)
    own, rival = np.zeros(len(texts)), np.zeros(len(texts))
    for fit_on, test in common.folds([common.text_group(text) for text in texts]):
        model = train([made[i] for i in fit_on], truth[fit_on], wiki[fit_on])
        own[test] = guess(model, [made[i] for i in test])
        rival[test] = ridge_rival(naive, truth, fit_on, test)
    low, high = np.percentile(truth[wiki], [25, 75])
    ends = wiki & ((truth <= low) | (truth >= high))
    return [
        figure("politeness", "wikipedia", ("spearman", spearman), truth[wiki], own[wiki],
               rival[wiki]),
        figure("politeness", "wikipedia, top v bottom quarter", ("accuracy", accuracy),
               truth[ends] > 0, own[ends] > 0, rival[ends] > 0, 0.838, 0.867),
        figure("politeness", "stack exchange", ("spearman", spearman), truth[~wiki], own[~wiki],
               rival[~wiki]),
    ]  # fmt: skip
