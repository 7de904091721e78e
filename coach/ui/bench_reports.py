"""The reports of the workbench: a preview and a test, as jobs for a report screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coach.ui.screens.report import Job, Progress, Stopped

if TYPE_CHECKING:
    from coach.services.workbench import Bench
    from coach.store import Store

STEP = 0.1  # seconds between two words on how far it is


def preview_job(bench: Bench, text: str, store: Store | None) -> Job:
    """What a rubric's text does to the samples, against the rubric it takes the place of."""

    def job(progress: Progress) -> Iterator[str]:
        from coach.render.preview_lines import preview_lines
        from coach.services import catalogue
        from coach.services.compare import difference
        from coach.services.earlier import earlier
        from coach.services.preview import Comparison

        rubric = bench.rubric(text)
        before = earlier(rubric, store)
        drafts = bench.drafts(bench.view(text))
        comparison = Comparison(before.rubric, rubric, catalogue.channels(), date.today())
        shown = time.monotonic()
        for n, draft in enumerate(drafts):
            if time.monotonic() - shown > STEP:
                shown = time.monotonic()
                if progress(n, len(drafts)):
                    raise Stopped
            comparison.add(draft)
        yield rubric.ref
        yield f"against {before.rubric.ref}, {before.how}"
        yield "on the replies of the workbench: examples, exemplars, replies of the store"
        yield ""
        yield from preview_lines(comparison.result(), difference(before.rubric, rubric))

    return job


def test_job(path: Path) -> Job:
    """The examples of a rubric file that fail, and the changes that no example notices."""

    def job(progress: Progress) -> Iterator[str]:
        from coach.services import catalogue
        from coach.services.mutation import coverage
        from coach.services.rubrics import examine

        rubric = catalogue.read(path)
        results, idle = examine(rubric)
        wrong = [result for result in results if not result.passed]
        yield f"{len(results)} examples, {len(wrong)} failed"
        for result in wrong:
            yield result.line_for(Path(result.file).name)
        for name in idle:
            yield f"{name}: its examples pass whatever is measured; add one that cannot"
        if progress(1, 2):
            raise Stopped
        found = coverage(rubric)
        yield ""
        yield (
            f"Examples notice {found.noticed} of {len(found.changes)} changes "
            f"({found.percent:.0f} %); those they miss:"
        )
        for change in found.untested:
            yield change.line_for(Path(change.file).name)

    return job
