"""Fits sentiment on tweets and brand threads; measures it on airline mentions it has never seen.

Three sources are fitted together: the labelled tweets of SemEval 2017; the customers' turns of the
brand threads, which no one labelled: there the agent's answer is the label, since one that
apologises answers a complaint and one that says "glad to hear" answers praise; and plain questions
to a bank, taken as neutral. That teaches the words of customer care ("on hold", "delayed") and how
much more often mentions of brands are complaints, without a single airline label.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

import numpy as np

from coach.language.text import Text
from coach.signals import sentiment
from coach.signals.linear import Linear
from coach.signals.training import common
from coach.signals.training.figures import Figure
from coach.signals.training.linear import Array, design, linear, prune, save
from coach.signals.training.metrics import accuracy, figure, macro_f1

LABELS = ("negative", "neutral", "positive")
INVERSE_PENALTY = 0.003
# How much a text counts against a labelled tweet. The turns weigh more than their number: they are
# few, and the only ones that speak of customer care. An answer with neither apology nor cheer says
# little, so there the words of the turn decide, at less weight.
BY_ANSWER = (2.0, 0.0, 0.5)
BY_WORDS = (1.2, 1.2, 0.3)
QUESTION = 0.1
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}")
_SORRY = re.compile(
    r"\b(sorry|apolog\w*|hate to hear|disappoint\w*|frustrat\w*|concern\w*|unfortunate\w*|regret"
    r"|not the (?:experience|kind)|never want|upset\w*|trouble|inconvenien\w*|unacceptable|not good"
    r"|make (?:this|it|things) right|terrible|awful|shouldn't)\b",
    re.IGNORECASE,
)
_GLAD = re.compile(
    r"\b(glad|(?:happy|great|good|awesome|love|lovely|wonderful|fantastic) to hear|kind words"
    r"|compliment\w*|(?:you're|you are) (?:very |most |so |always )?welcome|thrilled"
    r"|(?:my|our) pleasure|any\s?time|enjoy|no problem|no worries|awesome|love it"
    r"|that's (?:great|awesome|fantastic)|appreciate your (?:loyalty|business)"
    r"|have a (?:great|good|lovely|nice|wonderful)|delighted|yay|pleased)\b",
    re.IGNORECASE,
)


def natural(text: str) -> str:
    """The tweet as its writer typed it: escapes and entities resolved."""
    text = text.replace("\\u2019", "'").replace("\\u002c", ",").replace('\\"', '"')
    return html.unescape(html.unescape(_ESCAPE.sub(" ", text)))


def tweets(data: Path) -> tuple[list[str], Array]:
    """The labelled tweets; 0 negative, 1 neutral, 2 positive."""
    rows = common.rows(data, "tweet_sentiment.jsonl")
    return [natural(r["text"]) for r in rows], np.array([LABELS.index(r["label"]) for r in rows])


def answered(data: Path, without: Collection[str] = ()) -> list[tuple[str, int, float]]:
    """Customers' turns with label and weight; turns with a mixed answer are left out, and so are all
    to the brands of ``without``."""
    out: list[tuple[str, int, float]] = []
    for row in common.rows(data, "brand_threads.jsonl"):
        if row["brand"].lower() in without:
            continue
        turns: list[tuple[str, str]] = []
        for turn in row["thread"]:
            speaker, text = turn["speaker"], turn["text"]
            if turns and turns[-1][0] == speaker:
                turns[-1] = (speaker, f"{turns[-1][1]} {text}")
            else:
                turns.append((speaker, text))
        for i, (asked, answer) in enumerate(pairwise(turns)):
            sorry, glad = bool(_SORRY.search(answer[1])), bool(_GLAD.search(answer[1]))
            if asked[0] != "customer" or (sorry and glad):
                continue
            text = natural(asked[1])
            if sorry or glad:
                label = 0 if sorry else 2
                out.append((text, label, BY_ANSWER[label]))
            else:
                worded = by_words(text, opens=i == 0)
                if worded is not None:
                    out.append((text, worded, BY_WORDS[worded]))
    return out


def by_words(text: str, opens: bool) -> int | None:
    """The label the words of praise and complaint in a text suggest; None if they do not."""
    dense = sentiment.reading(Text(text)).dense
    good, bad, asks = sum(dense[:2]), sum(dense[2:6]), dense[10] > 0
    if good > bad + 1:
        return 2
    if not bad and not good and asks:
        return 1
    return 0 if bad and not good and opens else None


def questions(data: Path) -> list[str]:
    """Questions to a bank that start like one and hold no word of complaint."""
    path = data / "banking_intents_train.csv"
    if not path.exists():
        raise FileNotFoundError(f"{path}: the data to fit on is not here")
    with path.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    place = sentiment.MEASURES.index("asks")
    out = []
    for text in texts:
        dense = sentiment.reading(Text(text)).dense
        if dense[place] and not any(dense[2:6]):
            out.append(text)
    return out


def airline(data: Path) -> tuple[list[str], Array]:
    """The airline mentions and their labels; for measuring only."""
    path = data / "airline_mentions.csv"
    if not path.exists():
        raise FileNotFoundError(f"{path}: the data to measure on is not here")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [natural(row["text"]) for row in rows], np.array(
        [LABELS.index(row["airline_sentiment"]) for row in rows]
    )


Model = tuple[Linear, Linear]


def train(texts: list[Text], truth: Array, weight: Array) -> Model:
    """Multinomial logistic regression, as log-odds of negative and of positive against neutral."""
    from sklearn.linear_model import LogisticRegression

    read = [sentiment.reading(text) for text in texts]
    reads, dense = [one.read for one in read], np.array([one.dense for one in read])
    plan = design(reads, dense)
    plan.dense_scale[:] = 1.0
    fitted = LogisticRegression(C=INVERSE_PENALTY, max_iter=150, tol=1e-3).fit(
        plan.matrix(reads, dense), truth, sample_weight=weight
    )
    low, middle, high = zip(fitted.intercept_, fitted.coef_, strict=True)
    return tuple(  # type: ignore[return-value]
        linear(prune(plan.unpack(float(side[0] - middle[0]), side[1] - middle[1]), 4e-3))
        for side in (low, high)
    )


def joined(data: Path, without: Collection[str] = ()) -> tuple[list[str], Array, Array]:
    """Tweets, answered turns and questions, with labels and weights. without: brands left out."""
    own, labels = tweets(data)
    every = [(text, int(label), 1.0) for text, label in zip(own, labels, strict=True)]
    every += answered(data, without)
    every += [(text, 1, QUESTION) for text in questions(data)]
    texts, truth, weight = zip(*every, strict=True)
    return list(texts), np.array(truth), np.array(weight)


def labels_of(model: Model, texts: list[str]) -> Array:
    """The likeliest label of each text."""
    return np.array([int(np.argmax(sentiment.probabilities(*model, Text(text)))) for text in texts])


def fit(data: Path, out: Path) -> None:
    """Fits on all three sources and writes ``sentiment.npz``."""
    texts, truth, weight = joined(data)
    low, high = train([Text(text) for text in texts], truth, weight)
    save(out / "sentiment.npz", {"negative_": low.packed(), "positive_": high.packed()})


def measure(data: Path) -> list[Figure]:
    """Macro-F1 and accuracy on airline mentions, which the fit does not contain."""
    from sklearn.linear_model import LogisticRegression

    texts, truth, weight = joined(data)
    held, labels = airline(data)
    own = labels_of(train([Text(text) for text in texts], truth, weight), held)
    plain, plain_labels = tweets(data)
    x, z = common.Naive([*plain, *held]).vectors(
        range(len(plain)), range(len(plain), len(plain) + len(held))
    )
    rival = LogisticRegression(C=3.0, max_iter=300, tol=1e-3).fit(x, plain_labels).predict(z)
    return [
        figure("sentiment", "airline mentions", ("macro_f1", macro_f1), labels, own, rival),
        figure("sentiment", "airline mentions", ("accuracy", accuracy), labels, own, rival),
    ]
