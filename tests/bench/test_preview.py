"""How much longer a preview takes than scoring once. Run with ``make bench``; no time is asserted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from coach.engine import score
from coach.model.rubric import Band, Rubric
from coach.services import catalogue
from coach.services.preview import compare
from coach.services.preview_replies import Replies, file_replies

TODAY = date(2026, 1, 1)
REPLIES = 400


def test_a_preview_against_scoring_once(tmp_path: Path) -> None:
    """Printed for a rubric with two changed criteria, and for one in which all criteria changed."""
    channels = catalogue.channels()
    drafts = list(file_replies(_generated(tmp_path / "replies.jsonl"), Replies()))
    old = catalogue.rubric("social-care")
    few, every = _changed(old, 2), _changed(old, len(old.criteria))

    def once() -> None:
        for draft in drafts:
            _ = score(draft, old, channels, TODAY).total

    works: list[Callable[[], object]] = [
        once,
        lambda: compare(drafts, old, few, channels, TODAY),
        lambda: compare(drafts, old, every, channels, TODAY),
    ]
    once()
    best = [float("inf")] * len(works)
    for _ in range(5):  # in turn, so that a busy machine slows all
        for n, work in enumerate(works):
            begun = time.process_time()
            work()
            best[n] = min(best[n], time.process_time() - begun)
    print(
        f"\nscoring {REPLIES} replies once {best[0]:.2f} s; a preview takes {best[1] / best[0]:.2f} "
        f"times that with two changed criteria, {best[2] / best[0]:.2f} with all changed"
    )
    found = compare(drafts, old, every, channels, TODAY)
    assert (found.n, len(found.parts)) == (REPLIES, len(old.criteria))
    assert found.changed


def _changed(rubric: Rubric, many: int) -> Rubric:
    """The rubric with other scores and weights in its first criteria."""
    changed = tuple(
        replace(
            c,
            weight=c.weight + 1 + n % 2,
            bands=tuple(Band(b.score * 3 + (b.score > 0), b.at_least, b.at_most) for b in c.bands),
        )
        for n, c in enumerate(rubric.criteria[:many])
    )
    return replace(rubric, criteria=(*changed, *rubric.criteria[many:]), version="next")


def _generated(path: Path) -> Path:
    """Public posts made of the shipped scenarios' turns and exemplary replies."""
    replies = [e.reply for s in catalogue.scenarios() for e in s.exemplars if len(e.reply) < 320]
    turns = [t.text for s in catalogue.scenarios() for t in s.turns if len(t.text) < 320]
    with path.open("w", encoding="utf-8") as file:
        for n in range(REPLIES):
            row = {
                "id": str(n), "channel": "x", "visibility": "public",
                "customer_text": f"{turns[n % len(turns)]} case{n}",
                "reply": replies[n % len(replies)].replace("minutes", f"{n} minutes"),
            }  # fmt: skip
            file.write(json.dumps(row) + "\n")
    return path
