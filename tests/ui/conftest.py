"""Driving the screens: keys in, messages and state out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from coach.ui.application import CoachApp

NOW = "2026-11-23T09:00:00+00:00"
PATIENCE = 30.0  # seconds before a wait counts as in vain; no test measures time

Start = Callable[..., AbstractAsyncContextManager["Drive"]]


class Drive:
    """A running app and its keyboard."""

    def __init__(self, app: CoachApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, check: Callable[[], Any]) -> None:
        """Waits until something has become true."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not check():
            if loop.time() > end:
                raise AssertionError(f"never happened on {self.where}: {self.text()}")
            await self.pilot.pause(0.02)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Presses keys one after the other."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Types a text as a very quick typist does: no key waits for the screen."""
        for letter in text:
            key, written = (
                ("enter", "\r") if letter == "\n" else (_character_to_key(letter), letter)
            )
            self.app.post_message(events.Key(key, written))
        passed_on = asyncio.Event()
        self.app.call_later(passed_on.set)
        await passed_on.wait()
        await self.pilot.pause()

    @property
    def where(self) -> str:
        """The name of the screen on top."""
        return str(getattr(self.app.screen, "where", type(self.app.screen).__name__))

    def text(self) -> str:
        """What can be read on the screen."""
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in lines)

    async def at(self, where: str) -> None:
        """Waits for a screen."""
        await self.until(lambda: self.where == where)

    async def sees(self, words: str) -> None:
        """Waits for words on the screen."""
        await self.until(lambda: words in self.text())

    async def become(self, name: str) -> None:
        """First start: gives a name, skips the questions and waits for today's plan."""
        await self.at("who")
        await self.type(name)
        await self.press("enter")
        await self.at("profile")
        await self.sees("page 1 of 4")
        await self.press("s")
        await self.at("home")
        await self.sees("Today's plan")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the store will be."""
    return tmp_path / "coach.db"


@pytest.fixture
def start(db: Path) -> Start:
    """Starts the app: ``async with start((80, 24)) as drive``."""

    @asynccontextmanager
    async def started(
        size: tuple[int, int] = (80, 24), scenario: str | None = None, path: Path = db
    ) -> AsyncIterator[Drive]:
        app = CoachApp(path, scenario, now=lambda: NOW)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Drive(app, pilot)

    return started


async def draft_text(drive: Drive) -> str:
    """What stands in the draft."""
    from coach.ui.widgets.draft import Draft

    return drive.app.screen.query_one(Draft).text


Check = Callable[[], Awaitable[None]]
