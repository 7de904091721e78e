"""Scoring live replies in bulk: a file in, scorecards out one by one, a summary at the end.

Rows stream: nothing grows with the file. Workers change the speed, never the output or its order.
"""

from __future__ import annotations

import gc
import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from coach.engine import score
from coach.model.channel import Channel
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Draft
from coach.quality.intake import Defaults, Reject, RowError, Unit, drafts_of, read_rows
from coach.services import catalogue
from coach.services.mending import with_repairs

CHUNK = 64
Row = tuple[int, Mapping[str, Any] | Reject]


@dataclass(frozen=True, slots=True)
class Scored:
    """A reply with its scorecard and the line of its record. assumed: channel or visibility was."""

    line: int
    draft: Draft
    card: Scorecard
    assumed: bool


@dataclass(frozen=True, slots=True)
class Request:
    """How to score. rubric: None uses the one of each record's channel.

    repairs: adds the repairs of each reply, which takes several scorings a reply.
    """

    rubric: Rubric | None = None
    unit: Unit = "reply"
    today: date = field(default_factory=date.today)
    defaults: Defaults = field(default_factory=Defaults)
    repairs: bool = False


@dataclass
class Summary:
    """Running figures of a run: counts, mean total and its interval, passed share, rejects."""

    rows: int = 0
    scored: int = 0
    unscored: int = 0
    passed: int = 0
    rejected: int = 0
    assumed: int = 0
    failed_marks: int = 0
    rejects: list[Reject] = field(default_factory=list)
    _mean: float = 0.0
    _spread: float = 0.0

    SHOWN_REJECTS = 20

    def add(self, scored: Scored) -> None:
        """Takes in a scorecard (Welford's running mean and variance)."""
        self.assumed += scored.assumed
        self.failed_marks += len(scored.card.of(MarkStatus.FAILED))
        total = scored.card.total
        if total is None:
            self.unscored += 1
            return
        self.scored += 1
        self.passed += scored.card.passed
        step = total - self._mean
        self._mean += step / self.scored
        self._spread += step * (total - self._mean)

    def reject(self, reject: Reject) -> None:
        """Counts a reject; the first ones are kept to be shown."""
        self.rejected += 1
        if len(self.rejects) < self.SHOWN_REJECTS:
            self.rejects.append(reject)

    @property
    def quality(self) -> float | None:
        """The quality score: the mean of the totals, 0-100; None without any."""
        return self._mean if self.scored else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the quality score (normal approximation); None under two totals."""
        if self.scored < 2:
            return None
        half = 1.96 * math.sqrt(self._spread / (self.scored - 1) / self.scored)
        return max(0.0, self._mean - half), min(100.0, self._mean + half)

    @property
    def passed_share(self) -> float | None:
        """The share of scored replies that passed, 0-1."""
        return self.passed / self.scored if self.scored else None

    @property
    def passed_interval(self) -> tuple[float, float] | None:
        """95 % Wilson interval of the passed share."""
        return wilson(self.passed, self.scored) if self.scored else None


def wilson(passed: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """95 % interval of a share. Source: Wilson 1927. 8 of 10 gives .49 to .94."""
    share = passed / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


class Scoring:
    """Scores rows under a request; picklable, so that workers can hold one."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.channels: Mapping[str, Channel] = dict(catalogue.channels())
        self._settled = False

    def rubric_of(self, draft: Draft) -> Rubric:
        """The rubric a draft is scored by. Raises RowError where its channel has none."""
        if self.request.rubric is not None:
            return self.request.rubric
        context = draft.context
        try:
            return catalogue.rubric(catalogue.default_rubric(context.channel, context.visibility))
        except CoachError as error:
            raise RowError(str(error)) from None

    def score_rows(self, rows: Iterable[Row]) -> list[Scored | Reject]:
        """Scorecards and rejects of some rows, in their order."""
        out: list[Scored | Reject] = []
        request = self.request
        for line, row in rows:
            if isinstance(row, Reject):
                out.append(row)
                continue
            assumed = not row.get("channel") or not row.get("visibility")
            try:
                for draft in drafts_of(row, line, request.unit, self.channels, request.defaults):
                    rubric = self.rubric_of(draft)
                    card = score(draft, rubric, self.channels, request.today)
                    if request.repairs:
                        card = with_repairs(card, draft, rubric, request.today)
                    out.append(Scored(line, draft, card, assumed))
            except RowError as error:
                out.append(Reject(line, str(error)))
        if not self._settled:
            settle()
            self._settled = True
        return out


def settle() -> None:
    """Spares the collector of cycles what it would do in vain for thousands of replies: the models
    loaded by now stay, and scoring makes no cycles that would have to be looked for often."""
    gc.freeze()
    gc.set_threshold(50_000)


_worker: Scoring | None = None


def _start_worker(request: Request) -> None:
    global _worker
    _worker = Scoring(request)


def _work(rows: list[Row]) -> list[Scored | Reject]:
    assert _worker is not None
    return _worker.score_rows(rows)


def score_file(
    path: Path, request: Request, summary: Summary, workers: int = 1
) -> Iterator[Scored]:
    """Scores a file; the summary is complete when the iterator is exhausted.

    Raises CoachError for a file or rubric that cannot be used at all.
    """
    scoring = Scoring(request)  # here too, so that a bad rubric fails before any worker starts
    rows = read_rows(path)
    results = (
        _parallel(rows, request, workers) if workers > 1 else map(scoring.score_rows, _chunks(rows))
    )
    last = 0
    for chunk in results:
        for result in chunk:
            if result.line != last:
                summary.rows += 1
                last = result.line
            if isinstance(result, Reject):
                summary.reject(result)
            else:
                summary.add(result)
                yield result


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _parallel(
    rows: Iterator[Row], request: Request, workers: int
) -> Iterator[list[Scored | Reject]]:
    """Chunks scored by processes, in order, with only a few chunks under way at once."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(request,)
    )
    with pool:
        waiting: deque[Future[list[Scored | Reject]]] = deque()
        for chunk in _chunks(rows):
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) >= 4 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
