"""Typing into the workbench against typing into an empty text area. Nothing here asserts a time."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

import pytest
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import TextArea

from coach.store import Store
from coach.ui.application import CoachApp
from coach.ui.screens.workbench import WorkbenchScreen

SIZE = (120, 40)
LETTERS = 200
LINES = 500
BUDGET = 50  # ms at the 95th percentile
PASSAGE = "a line of notes for whoever comes next, which the parser has to read and may ignore "


def rubric(lines: int) -> str:
    """A rubric of about so many lines that extends a shipped one."""
    head = (
        "rubric: 1\nid: long-one\ntitle: A long rubric\nversion: '1.0'\nstatus: draft\n"
        "extends: social-care\ncriteria:\n"
    )
    parts = [head]
    for n in range((lines - 7) // 15):
        parts.append(
            f"  - id: no-word-{n}\n    section: compliance\n    skill: compliance\n"
            f"    title: Avoids word {n}\n    why: It is one of the words nobody needs.\n"
            f'    source: "House rule {n}"\n    scorer: phrases\n'
            f'    options: {{phrases: ["needless word {n}"]}}\n'
            "    bands: [{score: 1, at_most: 0}, {score: 0}]\n    weight: 1\n"
            "    message: Leave the word out.\n    examples:\n"
            f'      - {{reply: "Hello Ann, this is fine {n}.", score: 1}}\n'
            f'      - {{reply: "This holds a needless word {n}.", score: 0}}\n'
            "    # the next criterion follows\n"
        )
    return "".join(parts)


class Bare(App[None]):
    """Nothing but a text area."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text area."""
        yield TextArea(self._text, show_line_numbers=True)


async def typed(app: App[None], area: TextArea, gap: float, away: float) -> list[float]:
    """Seconds from each key to the paint that shows it; gap: seconds between keys.

    away: after every tenth key so long a pause, in which a check begins.
    """
    painted = asyncio.Event()
    wanted = 0
    shown = app._display

    def display(screen: Screen[object], renderable: CompositorUpdate | None) -> None:
        shown(screen, renderable)
        if renderable is not None and area.cursor_location[1] == wanted:
            renderable.render_segments(app.console)
            painted.set()

    app._display = display  # type: ignore[method-assign, assignment]
    taken = []
    for n in range(LETTERS):
        letter = PASSAGE[n % len(PASSAGE)]
        wanted = area.cursor_location[1] + 1
        painted.clear()
        begun = time.perf_counter()
        app.post_message(Key("space" if letter == " " else letter, letter))
        await asyncio.wait_for(painted.wait(), 10)
        taken.append(time.perf_counter() - begun)
        await asyncio.sleep(away if n % 10 == 9 else gap)
    return taken


def p95(seconds: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


async def bare(text: str, gap: float, away: float) -> float:
    """The 95th percentile of a bare text area."""
    app = Bare(text)
    async with app.run_test(size=SIZE) as pilot:
        area = app.query_one(TextArea)
        area.focus()
        area.move_cursor((2, len(area.document.get_line(2))))
        await pilot.pause()
        return p95(await typed(app, area, gap, away))


async def workbench(db: Path, file: Path, gap: float, away: float) -> float:
    """The 95th percentile of the workbench, checks under way and all."""
    app = CoachApp(db, edit=("rubric", file))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(600):
            await pilot.pause(0.1)
            screen = app.screen
            if isinstance(screen, WorkbenchScreen) and screen.view is not None:
                break
        assert isinstance(screen, WorkbenchScreen)
        assert screen.view is not None and not screen.view.problems
        await pilot.pause(1)
        area = screen.editor
        area.move_cursor((2, len(area.document.get_line(2))))
        await pilot.pause()
        found = p95(await typed(app, area, gap, away))
        await pilot.pause(1)
        assert len(area.document.get_line(2)) >= LETTERS
        return found


@pytest.mark.parametrize(
    ("how", "gap", "away"), [("without a stop", 0.03, 0.03), ("with a pause to check", 0.03, 0.45)]
)
async def test_typing_against_a_bare_text_area(
    how: str, gap: float, away: float, tmp_path: Path
) -> None:
    """From key press to paint, in a rubric of 500 lines."""
    with Store(tmp_path / "coach.db") as store:
        store.add_agent("Maya", "2026-11-14T09:00:00+00:00")
    text = rubric(LINES)
    assert abs(text.count("\n") - LINES) < 20
    file = tmp_path / "long.yaml"
    file.write_text(text, encoding="utf-8")
    ours = await workbench(tmp_path / "coach.db", file, gap, away)
    theirs = await bare(text, gap, away)
    print(
        f"\ntyping {LETTERS} letters {how}: workbench {ours:.1f} ms, bare text area {theirs:.1f} ms "
        f"at the 95th percentile, ratio {ours / theirs:.2f} (budget: {BUDGET} ms)"
    )
    assert ours > 0
