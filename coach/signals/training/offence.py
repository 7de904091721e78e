"""Fits and measures offence on tweets (Davidson et al. 2017), and audits it for dialect."""

from __future__ import annotations

import html
from pathlib import Path

import numpy as np

from coach.language.text import Text
from coach.signals import offence
from coach.signals.linear import Linear, Stream, stream
from coach.signals.training import common
from coach.signals.training.figures import Figure
from coach.signals.training.linear import Array, save
from coach.signals.training.metrics import auc, figure, macro_f1

# Even odds in the fit would call one text in two offensive; replies and mentions rarely are.
PRIOR = 0.3
# Log-odds each measure is expected to add before any data is seen, and how firmly. The tweets were
# collected by slurs and street words: plain insults and threats, which a care desk meets, are rare
# in them or stand in texts that are offensive anyway, and would come out near zero.
EXPECTED = {
    "mild": 0.0, "profanity": 2.5, "insult": 1.5, "abuse": 4.0, "sexist": 3.0, "slur": 5.0,
    "reclaimed": 3.0, "violent": 6.0, "dismissive": 2.5, "any": 0.5, "more": 0.3,
    "insult_at_you": 3.5,
}  # fmt: skip
FIRMNESS, WORD_FIRMNESS = 150.0, 3.0


def read(data: Path) -> tuple[list[str], Array]:
    """The texts, and 1 where most raters said offensive or hate."""
    rows = common.rows(data, "offence.jsonl")
    texts = [html.unescape(html.unescape(row["text"])) for row in rows]
    return texts, np.array([int(row["label"] != "neither") for row in rows])


def lexical(reads: list[Stream]) -> list[dict[str, float]]:
    """The lexicon words and measures of each text."""
    out = []
    for one in reads:
        own = {f"w:{key}": 1.0 for key in set(one.keys) if offence.listed(key)}
        own |= {f"d:{i:02d}": v for i, v in enumerate(offence.measures(one)) if v}
        out.append(own)
    return out


def train(reads: list[Stream], truth: Array) -> Linear:
    """Logistic regression with weights >= 0 on lexicon words and measures only."""
    from scipy.optimize import minimize
    from sklearn.feature_extraction import DictVectorizer

    vectors = DictVectorizer()
    x = vectors.fit_transform(lexical(reads))
    names: list[str] = list(vectors.get_feature_names_out())
    penalty = np.array([FIRMNESS if name[0] == "d" else WORD_FIRMNESS for name in names])
    expected = np.array(
        [EXPECTED[offence.MEASURES[int(name[2:])]] if name[0] == "d" else 0.0 for name in names]
    )
    sign = np.where(truth == 1, 1.0, -1.0)
    weight = np.where(truth == 1, PRIOR / truth.mean(), (1 - PRIOR) / (1 - truth.mean()))

    def loss(beta: Array) -> tuple[float, Array]:
        w, b = beta[:-1], beta[-1]
        margin = sign * (x @ w + b)
        off = w - expected
        value = float(np.sum(weight * np.logaddexp(0, -margin)) + 0.5 * np.sum(penalty * off * off))
        slope = -weight * sign / (1 + np.exp(margin))
        return value, np.append(x.T @ slope + penalty * off, slope.sum())

    bounds = [(0.0, None)] * len(names) + [(None, None)]
    start = np.zeros(len(names) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds,
                     options={"maxiter": 300}).x  # fmt: skip
    own = dict(zip(names, found[:-1].tolist(), strict=True))
    words = {name[2:]: w for name, w in own.items() if name[0] == "w" and w > 1e-3}
    dense = [own.get(f"d:{i:02d}", 0.0) for i in range(len(offence.MEASURES))]
    return Linear(float(found[-1]), words, {}, {}, dense)


def fit(data: Path, out: Path) -> None:
    """Fits on all rows and writes ``offence.npz``."""
    texts, truth = read(data)
    model = train([stream(Text(text)) for text in texts], truth)
    save(out / "offence.npz", {"": model.packed()})


def measure(data: Path) -> list[Figure]:
    """Held-out area under the curve and macro-F1."""
    texts, truth = read(data)
    reads = [stream(Text(text)) for text in texts]
    counted = common.Naive(texts)
    guess, rival = np.zeros(len(texts)), np.zeros(len(texts))
    for fit_on, test in common.folds([common.text_group(text) for text in texts]):
        model = train([reads[i] for i in fit_on], truth[fit_on])
        guess[test] = [offence.raw(reads[i], model) for i in test]
        rival[test] = naive(counted, truth, fit_on, test)
    even = np.log(PRIOR / (1 - PRIOR))
    return [
        figure("offence", "tweets", ("auc", auc), truth, guess, rival),
        figure("offence", "tweets", ("macro_f1", macro_f1), truth, (guess > even).astype(int),
               (rival > 0).astype(int)),
    ]  # fmt: skip


def naive(counted: common.Naive, truth: Array, fit_on: Array, test: Array) -> Array:
    """Log-odds of a TF-IDF logistic regression, classes weighted evenly."""
    from sklearn.linear_model import LogisticRegression

    x, z = counted.vectors(fit_on, test)
    model = LogisticRegression(C=3.0, class_weight="balanced", max_iter=60, solver="liblinear")
    guess: Array = model.fit(x, truth[fit_on]).decision_function(z)
    return guess


PAIRED = (
    ("We finna fix it for y'all", "We are about to fix it for you all"),
    ("ain't nobody told me bout the fee", "nobody told me about the fee"),
    ("he been waiting since 9, he tryna fly home", "he has waited since 9, he is trying to fly"),
    ("lil sis said yo app broke", "my sister said your app broke"),
    ("Lakisha and Jamal was told to wait", "Emily and Greg were told to wait"),
    ("I'm a gay man and she is my wife", "I'm a tall man and she is my boss"),
    ("my Muslim neighbour was charged twice", "my new neighbour was charged twice"),
    ("I ain't mad, jus tell me wassup wit my order", "I'm not angry, just tell me about my order"),
)


def audit(data: Path) -> list[tuple[str, float, float, float, float]]:
    """Each text in dialect (or of an identity) with its probability before and after.

    Before is the naive model, free to use all words; then the same for its plain pair:
    ``(text, before, after, plain before, plain after)``.
    """
    texts, truth = read(data)
    model = train([stream(Text(text)) for text in texts], truth)
    every = [text for pair in PAIRED for text in pair]
    rows = np.arange(len(texts))
    counted = common.Naive([*texts, *every])
    before = naive(counted, truth, rows, np.arange(len(texts), len(texts) + len(every)))
    after = [offence.raw(stream(Text(text)), model) for text in every]
    old, new = (1 / (1 + np.exp(-np.array(odds))) for odds in (before, after))
    found = zip(old.tolist(), new.tolist(), strict=True)
    return [(pair[0], *one, *plain) for pair, one, plain in zip(PAIRED, found, found, strict=True)]
