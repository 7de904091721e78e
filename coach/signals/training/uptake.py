"""Fitting the word weights and word vectors of `coach.signals.uptake`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.language.text import Text
from coach.signals import uptake
from coach.signals.training.common import rows
from coach.signals.training.conversations import Exchange
from coach.signals.uptake import Table

Array = NDArray[Any]
DIMENSIONS = 64
_NEAR = 4
_RAREST = 6
_NAMED = 0.6
_FREQUENCY = 1e-4
_BANK = "banking_intents"
_SOURCES = (
    ("tweet_sentiment.jsonl", ("text",)), ("offence.jsonl", ("text",)),
    ("politeness.jsonl", ("text",)), ("formality.jsonl", ("text",)),
    ("empathy.jsonl", ("seeker", "response")),
)  # fmt: skip


def _stems(text: Text) -> list[str]:
    return [w.stem for w in uptake.own_words(text) if w.kind in ("word", "number")]


def _plain(stem: str) -> bool:
    """Whether a stem is a word or a short number; longer numbers could be somebody's."""
    return len(stem) <= 3 or stem.replace("-", "").replace("'", "").isalpha()


def sourced(data: Path) -> Iterator[tuple[str, Text]]:
    """Every text to fit on with the name of its source; of brand conversations there are two."""
    yield from _background(data)
    for row in rows(data, "brand_threads.jsonl"):
        for turn in row["thread"]:
            yield f"brand_threads.jsonl {turn['speaker']}", Text(turn["text"])


def background(data: Path) -> Iterator[Text]:
    """Texts that are no brand conversations: they say which words are rare and go together."""
    return (text for _, text in _background(data))


def _background(data: Path) -> Iterator[tuple[str, Text]]:
    for name, columns in _SOURCES:
        for row in rows(data, name):
            yield from ((name, Text(row[column])) for column in columns)
    for name in ("banking_intents_train.csv", "banking_intents_test.csv"):
        lines = (data / name).read_text(encoding="utf-8").splitlines()
        yield from ((_BANK, Text(line.rsplit(",", 1)[0].strip('"'))) for line in lines[1:])


class Corpus(NamedTuple):
    """Texts as stems, and how often a stem stands within a sentence with and without a capital."""

    texts: list[list[str]]
    capital: Counter[str]
    small: Counter[str]

    def __add__(self, other: Corpus) -> Corpus:  # type: ignore[override]
        return Corpus(
            self.texts + other.texts, self.capital + other.capital, self.small + other.small
        )

    def names(self) -> set[str]:
        """Stems mostly written with a capital: people, brands, places. No table keeps them."""
        return {s for s, n in self.capital.items() if n > _NAMED * (n + self.small[s])}


def read(texts: Iterable[Text]) -> Corpus:
    """The corpus of some texts."""
    corpus = Corpus([], Counter(), Counter())
    for text in texts:
        corpus.texts.append(_stems(text))
        before = -1
        for word in text.tokens:
            if word.kind == "word" and word.sentence == before and word.end - word.start > 1:
                written = text.raw[word.start : word.end]
                if not written.isupper():
                    (corpus.capital if written[0].isupper() else corpus.small)[word.stem] += 1
            before = word.sentence if word.kind == "word" else -1
    return corpus


def near_vectors(texts: Iterable[list[str]], row: dict[str, int], dimensions: int) -> Array:
    """The vectors of the words of ``row``: leading singular vectors of the positive pointwise mutual
    information of words at most four words apart, contexts flattened to the power of .75."""
    from scipy.sparse import coo_matrix, csr_matrix
    from sklearn.utils.extmath import randomized_svd

    left: list[np.ndarray] = []
    right: list[np.ndarray] = []
    for text in texts:
        ids = np.array([row[stem] for stem in text if stem in row], np.int64)
        for step in range(1, min(_NEAR, len(ids) - 1) + 1):
            left.append(ids[:-step])
            right.append(ids[step:])
    size = len(row)
    a, b = np.concatenate(left), np.concatenate(right)
    near = coo_matrix((np.ones(len(a)), (a, b)), (size, size)).tocsr()
    near = (near + near.T).tocoo()
    total = np.asarray(near.sum(axis=1)).ravel()
    context = total**0.75 / (total**0.75).sum()
    pmi = np.log(near.data / (total[near.row] * context[near.col]))
    kept = pmi > 0
    positive = csr_matrix((pmi[kept], (near.row[kept], near.col[kept])), (size, size))
    u, s, _ = randomized_svd(positive, dimensions, random_state=0, n_iter=3)
    found: Array = u * np.sqrt(s)
    return found


def fit(corpus: Corpus, pairs: Sequence[Exchange]) -> Table:
    """The table of a corpus, the mean vector that of ``pairs``."""
    texts, names = corpus.texts, corpus.names()
    counts = Counter(stem for text in texts for stem in text)
    spread = Counter(stem for text in texts for stem in set(text))
    chosen = sorted(
        stem for stem, n in spread.items() if n >= _RAREST and _plain(stem) and stem not in names
    )
    row = {stem: i for i, stem in enumerate(chosen)}
    everything = sum(counts.values())
    rarity = np.array([_FREQUENCY / (_FREQUENCY + counts[w] / everything) for w in chosen])
    vectors = (near_vectors(texts, row, DIMENSIONS) * rarity[:, None]).astype(np.float32)
    documents = len(texts) + 1
    weights = [log(documents / (spread[stem] + 1)) for stem in chosen]
    table = Table(chosen, weights, vectors, log(documents / 2), np.zeros(DIMENSIONS, np.float32))
    sums = [
        vectors[[row[w] for w in _stems(text) if w in row]].sum(axis=0)
        for pair in pairs
        for text in (pair.customer, pair.reply)
    ]
    table.mean = np.mean(sums, axis=0).astype(np.float32)
    return uptake.unpack(uptake.pack(table))
