"""Benchmark: from a key press to the painted hint, beside typing in an empty text area. Run with
``pytest tests/bench/test_hints.py -s -o addopts=``; it prints times and asserts none of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from coach.services import catalogue
from coach.ui.application import CoachApp
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import HintPanel

Times = tuple[list[float], list[float]]
KEYS = 60
PAUSE = 0.1  # seconds between keys: a quick typist
WARM = 8
PATIENCE = 20.0
CASES = {
    "280-character post": ("airline-tarmac-silence", 280),
    "2,000-character e-mail": ("energy-estimated-bill-letter", 2_000),
}


class Empty(App[None]):
    """A text area and nothing else."""

    def compose(self) -> ComposeResult:
        """One text area."""
        yield TextArea()


class Painted:
    """When a text was painted first: what a benchmark waits for, without polling."""

    def __init__(self) -> None:
        self.seen = asyncio.Event()
        self.at = self.busy = 0.0
        self.latest = ""
        self._wanted = ""

    def wait_for(self, text: str) -> None:
        """Watches out for a text."""
        self.seen.clear()
        self._wanted = text

    def note(self, text: str) -> None:
        """A text is being painted."""
        self.latest = text
        if text == self._wanted and not self.seen.is_set():
            self.at, self.busy = time.perf_counter(), time.process_time()
            self.seen.set()


def share(times: list[float], part: float) -> float:
    """A quantile in milliseconds."""
    return sorted(times)[min(int(len(times) * part), len(times) - 1)] * 1_000


async def until(check: Callable[[], Any]) -> None:
    """Waits without keeping the loop busy."""
    end = time.perf_counter() + PATIENCE
    while not check():
        assert time.perf_counter() < end, "never happened"
        await asyncio.sleep(0.001)


async def typed(app: App[Any], painted: Painted, area: TextArea) -> Times:
    """Seconds from each key to the painting of what it led to, by the clock and of processor time."""
    times = []
    worked = []
    for n in range(KEYS + WARM):
        letter = "abcdefgh "[n % 9]
        wanted = area.text + letter
        painted.wait_for(wanted)
        begun, busy = time.perf_counter(), time.process_time()
        app.post_message(events.Key("space" if letter == " " else letter, letter))
        await asyncio.wait_for(painted.seen.wait(), PATIENCE)
        if n >= WARM:
            times.append(painted.at - begun)
            worked.append(painted.busy - busy)
        await asyncio.sleep(PAUSE)
    return times, worked


def letter_of(text: str, length: int) -> str:
    """A text brought to a length by its own words."""
    words = f"{text} {text} {text} {text}".split(" ")
    out = ""
    for word in words:
        if len(out) + len(word) + 1 > length - KEYS - WARM:
            break
        out = f"{out} {word}" if out else word
    return out


async def empty_times(monkeypatch: pytest.MonkeyPatch) -> Times:
    """Typing in an empty text area: key to painted letter."""
    painted = Painted()
    app = Empty()
    draw = TextArea.render_line

    def render_line(self: TextArea, y: int) -> Any:
        strip = draw(self, y)
        painted.note(self.text)
        return strip

    with monkeypatch.context() as patch:
        patch.setattr(TextArea, "render_line", render_line)
        async with app.run_test(size=(80, 24)):
            return await typed(app, painted, app.query_one(TextArea))


async def hint_times(
    monkeypatch: pytest.MonkeyPatch, db: Path, scenario: str, length: int
) -> tuple[Times, int]:
    """Typing at the end of a draft: key to painted hint, and how many characters it had."""
    painted = Painted()
    draw = HintPanel.render

    def render(self: HintPanel) -> Any:
        content = draw(self)
        if self.view is not None:
            painted.note(self.view.text)
        return content

    text = letter_of(catalogue.scenario(scenario).exemplars[0].reply, length)
    app = CoachApp(db, scenario)
    with monkeypatch.context() as patch:
        patch.setattr(HintPanel, "render", render)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(lambda: getattr(app.screen, "where", "") == "who")
            await pilot.press(*"Maya", "enter")
            await until(lambda: getattr(app.screen, "where", "") in ("home", "practice", "profile"))
            await pilot.pause(0.5)
            if getattr(app.screen, "where", "") != "practice":
                app.practise(scenario)
                await until(lambda: getattr(app.screen, "where", "") == "practice")
            draft = app.screen.query_one(Draft)
            await pilot.press("1")
            draft.focus()
            draft.insert(text)
            await until(lambda: painted.latest == draft.text)
            await asyncio.sleep(3)  # the repairs of the pasted text are worked out meanwhile
            times = await typed(app, painted, draft)
            return times, len(draft.text)


async def test_key_to_painted_hint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Prints median and 95th percentile for each kind of draft, and the ratio to an empty area.

    The clock suffers from whatever else the machine does; the processor time does not.
    """
    empty = await empty_times(monkeypatch)
    print(f"\n{'empty text area':<24}{said(empty)}")
    for n, (name, (scenario, length)) in enumerate(CASES.items()):
        times, size = await hint_times(monkeypatch, tmp_path / f"{n}.db", scenario, length)
        ratio = share(times[0], 0.95) / share(empty[0], 0.95)
        work = share(times[1], 0.95) / share(empty[1], 0.95)
        print(f"{name:<24}{said(times)}, {ratio:.1f} times the empty area ({work:.1f} in work)")
        assert size <= length
        assert len(times[0]) == KEYS
        assert share(times[1], 0.5) < 100 * share(empty[1], 0.5)


def said(times: Times) -> str:
    """Median and 95th percentile of both."""
    clock, work = times
    return (
        f"key to paint median {share(clock, 0.5):.1f} ms, 95 % {share(clock, 0.95):.1f} ms; "
        f"processor {share(work, 0.5):.1f} and {share(work, 0.95):.1f} ms"
    )
