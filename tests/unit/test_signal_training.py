"""What the fits share, the labels of acts, and what the shipped weights must not hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from coach.files.shipped import shipped_corpora
from coach.language.acts import ACTS
from coach.language.text import Text
from coach.services.training import weights_folder
from coach.signals.linear import stream
from coach.signals.training import acts
from coach.signals.training.common import Naive, folds
from coach.signals.training.linear import design, linear
from coach.signals.training.responsiveness import _kept
from coach.signals.training.unlabelled import Company

VOCABULARIES = [
    (path.name, key)
    for path in sorted(weights_folder().glob("*.npz"))
    for key, array in np.load(path, allow_pickle=False).items()
    if array.dtype == np.uint8
]

# A year says nothing of anybody; the tweets of 2012-2017 and the wiki escapes u2013, u2014 left some.
LONG_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{4,}")
HANDLE = re.compile(r"@\w")


@pytest.mark.parametrize(("file", "key"), VOCABULARIES)
def test_no_key_of_the_shipped_vocabularies_is_a_long_number_or_a_handle(
    file: str, key: str
) -> None:
    with np.load(weights_folder() / file, allow_pickle=False) as stored:
        words = stored[key].tobytes().decode().split("\n")
    parts = [(word, part.strip("_")) for word in words for part in word.split(" ")]
    assert [w for w, part in parts if LONG_NUMBER.fullmatch(part) or HANDLE.match(part)] == []


def test_the_vocabularies_are_found() -> None:
    assert len(VOCABULARIES) >= 10


def test_a_wording_with_a_name_is_dropped() -> None:
    assert _kept("hi <num>", {"leo"})
    assert not _kept("hi leo", {"leo"})


def test_rows_of_one_group_are_in_one_fold() -> None:
    groups = [n % 40 for n in range(400)]
    for train, test in folds(groups):
        assert not {groups[i] for i in train} & {groups[i] for i in test}
        assert len(train) + len(test) == len(groups)


def test_the_naive_model_sees_what_vectorizers_fitted_on_the_training_rows_see() -> None:
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"the bag {n % 7} is late again, flight {n % 5}!" for n in range(40)]
    texts += ["an unseen wording altogether", ""]
    train, test = list(range(30)), list(range(30, 42))
    expected: list[list[object]] = [[], []]
    for analyzer, sizes in (("word", (1, 2)), ("char_wb", (2, 4))):
        view = TfidfVectorizer(analyzer=analyzer, ngram_range=sizes, min_df=2, sublinear_tf=True)
        expected[0].append(view.fit_transform(texts[:30]))
        expected[1].append(view.transform(texts[30:]))
    for got, want in zip(Naive(texts).vectors(train, test), expected, strict=True):
        assert abs(got - hstack(want)).max() < 1e-12


def test_the_company_of_words_becomes_weights_of_words() -> None:
    texts = ["thanks a lot mate", "kindly send the form", "thanks kindly", "mate where is the form"]
    reads = [stream(Text(text)) for text in texts]
    known = ["cheers", "kindly", "mate", "send", "thanks"]
    vectors = np.random.default_rng(3).normal(size=(len(known), 4))
    plan = design(
        reads, least={"words": 1, "pairs": 1}, share={"words": 1.0, "pairs": 1.0},
        company=Company({word: i for i, word in enumerate(known)}, vectors, 2.0),
    )  # fmt: skip
    x = plan.matrix(reads).toarray()
    coefficients = np.random.default_rng(4).normal(size=x.shape[1])
    model = linear(plan.unpack(0.5, coefficients))
    for read, row in zip(reads, x, strict=True):
        assert model.value(read) == pytest.approx(0.5 + row @ coefficients)
    # A word that no labelled text has weighs what its company says.
    assert model.words["cheers"] != 0


# --- acts ---


def test_the_labels_of_acts_are_sound() -> None:
    lines = (shipped_corpora() / "replies" / "acts.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    assert len(labels) == 3026
    assert len({(label["id"], label["index"]) for label in labels}) == 3026
    assert sum(label["unseen"] for label in labels) == 597
    for label in labels:
        assert set(label) == {"id", "index", "unseen", "pass1", "pass2"}
        for spans in (*label["pass1"].values(), *label["pass2"].values()):
            assert spans and all(0 <= start < end for start, end in spans)
        assert {*label["pass1"], *label["pass2"]} <= set(ACTS)


def test_figures_of_acts(tmp_path: Path) -> None:
    replies = [
        ("Sorry about that.", ["apology"], ["apology"]),
        ("Sorry, Leo.", ["apology"], []),  # the passes disagree
        ("So sorry to hear it.", ["apology"], ["apology"]),
        ("Hello there", [], []),
        ("We apologise.", ["apology"], ["apology"]),
        ("No problem at all", ["apology"], ["apology"]),  # the rules find none
    ]
    rows, labels = [], []
    for n, (text, first, second) in enumerate(replies):
        turns = [{"speaker": "customer", "text": "hm"}, {"speaker": "agent", "text": text}]
        rows.append({"id": str(n), "thread": turns})
        passes = [{act: [[0, 5]] for act in marked} for marked in (first, second)]
        labels.append(
            {"id": str(n), "index": 1, "unseen": n % 3 == 2, "pass1": passes[0], "pass2": passes[1]}
        )
    for name, content in (("brand_threads.jsonl", rows), ("labels.jsonl", labels)):
        lines = "".join(json.dumps(row) + "\n" for row in content)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    seen = acts.read(tmp_path, tmp_path / "labels.jsonl")
    assert seen.unseen.tolist() == [False, False, True, False, False, True]
    found = {(f.part, f.metric): f for f in acts.figures(seen)}
    unseen = found["apology", "recall, unseen replies"]
    assert (unseen.value, unseen.n, unseen.note) == (0.5, 2, "2 with the act, 0 left out")
    other = found["apology", "F1, other replies"]
    assert (other.value, other.n, other.note) == (1.0, 3, "2 with the act, 1 left out")
    assert found["apology", "kappa of the passes"].value == pytest.approx(4 / 7, abs=0.1)
    assert np.isnan(found["resolve", "F1, unseen replies"].value)  # type: ignore[arg-type]


def test_the_reply_is_the_turns_of_the_brand_that_follow() -> None:
    speakers = ["customer", "agent", "agent", "customer"]
    thread = [{"speaker": speaker, "text": str(n)} for n, speaker in enumerate(speakers)]
    assert acts.reply_text(thread, 1) == "1\n2"
