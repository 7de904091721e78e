"""A new agent's first ten minutes: presses the keys from nothing and draws every screen.

Run it with ``python -m tests.ui.tour [FOLDER]``. The pictures stand in docs/agents.md.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from coach.ui.application import CoachApp

from .conftest import NOW, Drive
from .pictures import FOLDER, save

SIZE = (80, 24)
TITLE = "Is it my box or the whole street"
FIRST = "Dear customer, we are sorry for any inconvenience. Please reply with your phone number."
SECOND = (
    "Morning Gaz, your box can have its lie in: the whole of Marl Bank is off since 7:40. "
    "An engineer is there and expects you back by 11:30, no need to turn anything off and on. "
    "I'll write here again at 11:30 either way. Good luck on Park Lane! - Maya"
)
STEPS = (
    "name", "questions", "channels", "plan", "situation", "briefing", "decision", "hints", "why",
    "repair", "scorecard", "second", "answer", "drills", "drill", "lesson", "progress",
)  # fmt: skip
Show = Callable[[str], None]


async def walk(drive: Drive, show: Show) -> None:
    """Goes the way; ``show`` gets the name of each screen once it stands."""
    await _start(drive, show)
    await _practise(drive, show)
    await _more(drive, show)


async def _start(drive: Drive, show: Show) -> None:
    await drive.sees("What is your name?")
    await drive.type("Maya")
    await _shown(drive, show, "name")
    await drive.press("enter")
    await drive.sees("page 1 of 4")
    await drive.press("enter")
    await drive.sees("I chat along")
    await drive.press("down", "space")
    await _shown(drive, show, "questions")
    await drive.press("enter")
    await drive.sees("page 3 of 4")
    await drive.press("3", "5", "2")
    await _shown(drive, show, "channels")
    await drive.press("enter")
    await drive.sees("page 4 of 4")
    await drive.press("enter")
    await drive.sees("Today's plan")
    await drive.sees(TITLE)
    await _shown(drive, show, "plan")


async def _practise(drive: Drive, show: Show) -> None:
    line = next(row for row in drive.text().splitlines() if TITLE in row)
    await drive.press(line.split()[0])
    await drive.at("practice")
    await drive.sees("internet off round Marl Bank")
    await _shown(drive, show, "situation")
    await drive.press("f3")
    await drive.sees("What you can look up")
    await _shown(drive, show, "briefing")
    await drive.press("escape")
    await drive.at("practice")
    await drive.press("1", "enter")
    await drive.sees("the best choice")
    await drive.sees("draft saved")
    await _shown(drive, show, "decision")
    await drive.type(FIRST)
    await drive.sees("total 0 →")
    await drive.sees("draft saved")
    await _shown(drive, show, "hints")
    await drive.press("f2")
    await drive.sees("Why ")
    await _shown(drive, show, "why")
    await drive.press("escape")
    await drive.at("practice")
    await drive.press("f4")
    await drive.sees("F6 takes it back")
    await drive.sees("Fill the gap")
    await drive.sees("draft saved")
    await _shown(drive, show, "repair")
    await drive.press("f6")
    await drive.sees("Taken back")
    await drive.press("f5")
    await drive.at("scorecard")
    await _shown(drive, show, "scorecard")
    await drive.press("t")
    await drive.at("practice")
    await drive.press("ctrl+a", "backspace")
    await drive.type(SECOND)
    await drive.sees("draft saved")
    await drive.press("f5")
    await drive.at("scorecard")
    await drive.sees("passed")
    await _shown(drive, show, "second")
    await drive.press("n")
    await drive.at("practice")
    await drive.sees("round 2")
    await _shown(drive, show, "answer")
    await drive.press("escape")


async def _more(drive: Drive, show: Show) -> None:
    await drive.at("home")
    await drive.sees("Last results")
    await drive.press("d")
    await drive.at("drills")
    await drive.until(lambda: "reading" not in drive.text())
    await _shown(drive, show, "drills")
    await drive.press("enter")
    await drive.sees("min ·")
    await drive.press("enter")
    await drive.until(lambda: drive.where not in ("drills", "home"))
    await _shown(drive, show, "drill")
    await _home(drive)
    await drive.press("n")
    await drive.until(lambda: drive.where not in ("home", "drills"))
    await drive.until(lambda: "reading" not in drive.text())
    await _shown(drive, show, "lesson")
    await _home(drive)
    await drive.press("p")
    await drive.at("progress")
    await drive.sees("not enough data yet")
    await _shown(drive, show, "progress")


async def _home(drive: Drive) -> None:
    while drive.where != "home":
        await drive.press("escape")
        await drive.pilot.pause(0.2)


async def _shown(drive: Drive, show: Show, step: str) -> None:
    await drive.pilot.pause(0.4)
    show(step)


async def draw(folder: Path) -> None:
    """Draws the way into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        app = CoachApp(Path(place) / "coach.db", now=lambda: NOW, clock=lambda: 0.0)
        async with app.run_test(size=SIZE) as pilot:
            await walk(Drive(app, pilot), lambda step: save(app, folder / name_of(step)))


def name_of(step: str) -> str:
    """A step's picture: tour-01-name.svg and so on."""
    return f"tour-{STEPS.index(step) + 1:02d}-{step}.svg"


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]) if sys.argv[1:] else FOLDER))
