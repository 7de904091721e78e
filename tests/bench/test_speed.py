"""Benchmarks: printed ratios measured in one run. Run with ``make bench``; nothing here asserts a time."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coach.engine import score
from coach.model.thread import Draft
from coach.quality.intake import Defaults, drafts_of
from coach.services import catalogue
from coach.services.score import settle

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def drafts() -> list[Draft]:
    """Tweet-length replies: the benchmark folder's own sample of practice replies, varied."""
    replies = [e.reply for s in catalogue.scenarios() for e in s.exemplars if len(e.reply) < 320]
    turns = [t.text for s in catalogue.scenarios() for t in s.turns if len(t.text) < 320]
    out: list[Draft] = []
    for n in range(400):
        reply = replies[n % len(replies)].replace("minutes", f"{n} minutes")
        row = {"id": str(n), "channel": "x", "visibility": "public", "reply": reply,
               "customer_text": f"{turns[n % len(turns)]} case{n}"}  # fmt: skip
        out += drafts_of(row, n, "reply", catalogue.channels(), Defaults())
    return out


def _interleaved(works: list[Callable[[], object]], rounds: int = 15) -> list[list[float]]:
    """The CPU time of each of several works in each round. They are done in turn, and compared
    within a round: a machine shared with others is quick in one minute and slow in the next."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(taken, works, strict=True):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
    return taken


def _ratio(some: list[float], others: list[float]) -> str:
    """The median of the ratios of the rounds, and its quartiles."""
    low, middle, high = statistics.quantiles(
        [a / b for a, b in zip(some, others, strict=True)], n=4
    )
    return f"ratio {middle:.2f} (quartiles {low:.2f}-{high:.2f})"


def test_scoring_against_tokenising_and_one_prediction(drafts: list[Draft]) -> None:
    """The floor: spacy.blank tokenising plus one prediction of a TF-IDF linear model, for one reply
    after another, and again with the predictions of all replies made in one call."""
    import spacy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge

    texts = [d.text for d in drafts]
    nlp = spacy.blank("en")
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    model = Ridge().fit(vectorizer.fit_transform(texts), [float(len(t)) for t in texts])
    rubric, channels = catalogue.rubric("social-care"), catalogue.channels()
    today = date(2026, 1, 1)

    def one_by_one() -> None:
        for text in texts:
            nlp(text)
            model.predict(vectorizer.transform([text]))

    def together() -> None:
        for text in texts:
            nlp(text)
        model.predict(vectorizer.transform(texts))

    def full() -> None:
        for draft in drafts:
            score(draft, rubric, channels, today)

    full()
    settle()  # as a bulk run does after its first replies; it serves all three
    single, batch, whole = _interleaved([one_by_one, together, full])
    each = 1000 * statistics.median(whole) / len(texts)
    print(
        f"\nfull rubric {each:.2f} ms a reply; at the quickest {1000 * min(whole) / len(texts):.2f}"
        f"\n  against tokenising and one prediction a reply: {_ratio(single, whole)} "
        f"(budget: at least 0.50)"
        f"\n  against tokenising and one prediction for all: {_ratio(batch, whole)}"
    )
    assert len(score(drafts[0], rubric, channels, today).marks) == len(rubric.criteria)


def _median_run(*arguments: str, times: int = 7) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def test_help_against_bare_python() -> None:
    """``coach --help`` against ``python -c pass``."""
    bare, helped = _median_run("-c", "pass"), _median_run("-m", "coach", "--help")
    print(
        f"\ncoach --help {1000 * helped:.0f} ms, bare Python {1000 * bare:.0f} ms, "
        f"ratio {helped / bare:.2f} (budget: at most 3)"
    )
    assert helped > 0


def test_first_paint_against_an_empty_app(tmp_path: Path) -> None:
    """From process start to the first painted screen: coach against an empty Textual app."""
    script = HERE / "first_paint.py"
    # Installed modules are there as bytecode; edited ones are so from the first of the runs on.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    empty, ours, ready = [], [], []
    for _ in range(7):
        for kind, times in (("empty", empty), ("coach", ours)):
            begun = time.time()
            done = subprocess.run(
                [sys.executable, str(script), kind, str(tmp_path / "coach.db")],
                check=True,
                capture_output=True,
                text=True,
                env=environment,
            )
            seen = json.loads(done.stdout.splitlines()[-1])
            times.append(seen["painted"] - begun)
            if kind == "coach":
                ready.append(seen["feedback"] - seen["painted"])
    a, b, c = (statistics.median(times) for times in (empty, ours, ready))
    print(
        f"\nfirst paint {1000 * b:.0f} ms, empty Textual app {1000 * a:.0f} ms, "
        f"ratio {b / a:.2f} (budget: at most 1.15)"
        f"\nlive feedback ready {1000 * c:.0f} ms after it, {c / a:.2f} of an empty app's first paint "
        "(budget: 1,500 ms)"
    )
    assert c > 0
