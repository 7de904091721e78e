"""Keeping scored live replies in the store, with the rubric they were scored by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach import __version__
from coach.model.thread import Context
from coach.render.wire import scorecard_data
from coach.services import catalogue
from coach.services.clock import utc_now
from coach.services.score import Scored
from coach.store import Sample, Store

BATCH = 500


class Keeper:
    """Writes samples in batches; ``flush`` writes the rest."""

    def __init__(self, store: Store, source: str) -> None:
        self._store = store
        self._source = source
        self._waiting: list[Sample] = []
        self._rubrics: set[str] = set()
        self._now = utc_now()

    def add(self, scored: Scored) -> None:
        """Takes in a scored reply."""
        context = scored.draft.context
        if scored.card.rubric not in self._rubrics:
            self._save_rubric(scored.card.rubric)
        self._waiting.append(
            Sample(
                source=self._source,
                id=scored.card.id,
                channel=context.channel,
                visibility=context.visibility.value,
                reply=scored.draft.text,
                context=context_data(context),
                rubric=scored.card.rubric,
                total=scored.card.total,
                passed=scored.card.passed,
                scorecard=scorecard_data(scored.card),
                scored_at=self._now,
                coach_version=__version__,
                agent=context.agent,
                brand=context.brand,
                sent_at=context.sent_at,
            )
        )
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        self._store.add_samples(self._waiting)
        self._waiting = []

    def _save_rubric(self, ref: str) -> None:
        from coach.files.rubric_data import rubric_to_data

        if catalogue.by_ref(ref) is None:  # only the workers have read it
            catalogue.rubric(ref.partition("@")[0])
        rubric = catalogue.by_ref(ref)
        if rubric is not None:
            self._store.save_rubric(ref, rubric_to_data(rubric))
        self._rubrics.add(ref)


def context_data(context: Context) -> Mapping[str, Any]:
    """A context as plain data, empty fields left out."""
    data: dict[str, Any] = {
        "thread": [{"speaker": t.speaker.value, "text": t.text, "at": t.at} for t in context.turns],
        "product": context.product,
        "country": context.country,
        "customer_handle": context.customer_handle,
        "customer_name": context.customer_name,
    }
    return {key: value for key, value in data.items() if value}
