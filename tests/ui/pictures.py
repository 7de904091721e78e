"""Presses the keys and draws the pictures of docs/pictures.

Run it with ``python -m tests.ui.pictures [FOLDER] [WIDTH HEIGHT] [light]``. Clock and answers are
fixed, so a picture changes only when the screens do.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
import tempfile
from pathlib import Path

from coach.store import Store
from coach.ui.application import CoachApp
from coach.ui.screens.workbench import WorkbenchScreen
from coach.ui.widgets.draft import Draft

from .conftest import NOW, Drive

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
FIRST = "Hi Leo, sorry for any inconvenience. Please post your booking code here."
SECOND = (
    "Hi Leo, three hours without a word is awful, I'm sorry. Flight 418 waits for a new crew, "
    "due on board at 18:40. DM me your booking code (not here, it's public) and I'll look for a "
    "new connection within 20 minutes. ^MB"
)
CELL = 12.2  # the width of a character in the drawing
_LEADING = re.compile(
    r'(<text [^>]*?x=")([0-9.]+)(" [^>]*?textLength=")([0-9.]+)("[^>]*>)((?:&#160;)+)([^<])'
)
RUBRIC = """\
# What our posts about money must keep to. Everything else comes from social-care.
rubric: 1
id: bank-posts
title: Bank, public posts
version: "1.1"
status: draft
extends: social-care
criteria:
  - id: no-advice
    section: compliance
    skill: compliance
    title: Gives no financial advice
    why: Every post must stand alone with its risk warning.
    source: "House rule 12"
    scorer: phrases
    options: {phrases: ["you should (invest|buy|sell)", "safe investment"]}
    bands: [{score: 1, at_most: 0}, {score: 0}]
    weight: 10
    critical: true
    message: Say where to get advice instead of giving it.
    examples:
      - {reply: "Our advisers can talk that through with you, Ann. ^PK", score: 1}
      - {reply: "You should buy now, it is a safe investment.", score: 0}
"""
OTHERS = (
    ("telecom-outage-board-games", "1", "2026-11-14T10:00:00+00:00"),
    ("transport-bus-drove-past", "1", "2026-11-17T10:00:00+00:00"),
    ("software-dark-mode", "1", "2026-11-19T10:00:00+00:00"),
    ("parks-pond-path-thanks", "1", "2026-11-21T10:00:00+00:00"),
    ("retail-ducks-for-the-wedding", "1", "2026-11-22T10:00:00+00:00"),
)


def earlier(store: Store) -> None:
    """Some days of practice, with replies that get better."""
    from coach.model.scenario import Choice
    from coach.services.practise import open_sitting

    agent = store.add_agent("Maya", "2026-11-14T09:00:00+00:00")
    for number, (name, _, when) in enumerate(OTHERS):
        sitting = open_sitting(name, store, agent, lambda when=when: when)  # type: ignore[misc]
        sitting.decision = Choice.REPLY_PUBLIC
        best = sitting.scenario.exemplars[0].reply
        cut = len(best) * (number + 2) // (len(OTHERS) + 1)
        sitting.submit(best[:cut], 60.0)


async def draw(folder: Path, size: tuple[int, int], light: bool) -> None:
    """Goes through the screens and saves each."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        db = Path(place) / "coach.db"
        with Store(db) as store:
            earlier(store)
        app = CoachApp(db, light=light, now=lambda: NOW, clock=lambda: 0.0)
        async with app.run_test(size=size) as pilot:
            drive = Drive(app, pilot)
            await drive.sees("Today's plan")
            app.practise("airline-tarmac-silence")
            await drive.at("practice")
            await drive.press("1")
            await drive.type(FIRST)
            await drive.sees("booking code'")
            await drive.sees("draft saved")
            save(app, folder / "practice.svg")
            await drive.press("f5")
            await drive.at("scorecard")
            await drive.press("t")
            await drive.at("practice")
            app.screen.query_one(Draft).text = SECOND
            await drive.sees("draft saved")
            await drive.press("f5")
            await drive.at("scorecard")
            await drive.sees("→")
            await pilot.pause(0.3)
            save(app, folder / "scorecard.svg")
            await drive.press("escape")
            await drive.at("home")
            app.practise("software-blank-notes-thread")
            await drive.at("practice")
            await drive.press("1")
            await drive.type("Hello Hanneke,")
            await drive.press("escape")
            await drive.at("home")
            await drive.sees("Go on where you stopped")
            await pilot.pause(0.3)
            save(app, folder / "home.svg")
            await drive.press("p")
            await drive.at("progress")
            await drive.sees("2026-11-23")
            await pilot.pause(0.3)
            save(app, folder / "progress.svg")
            await workbench(drive, Path(place), folder)


async def workbench(drive: Drive, place: Path, folder: Path) -> None:
    """A rubric being edited, its second example chosen."""
    file = place / "bank.yaml"
    file.write_text(RUBRIC, encoding="utf-8")
    with contextlib.chdir(place):
        drive.app.edit(file, "rubric")
        await drive.at("workbench")
        await drive.sees("no problems")
        screen = drive.app.screen
        assert isinstance(screen, WorkbenchScreen)
        screen.editor.go(16, 70)
        await drive.sees("Gives no financial advice")
        await drive.press("f4", "down")
        await drive.sees("buy now")
        await drive.pilot.pause(0.5)
        save(drive.app, folder / "workbench.svg")


def save(app: CoachApp, path: Path) -> None:
    """The screen as SVG, its class names free of chance."""
    drawing = app.export_screenshot(title="coach")
    drawing = re.sub(r"terminal-[0-9]+", "terminal-0", drawing)
    path.write_text(_LEADING.sub(_moved, drawing), encoding="utf-8")


def _moved(found: re.Match[str]) -> str:
    """Some viewers drop leading spaces, so a text starts where its first letter is."""
    head, x, between, length, rest, spaces, text = found.groups()
    count = spaces.count(";")
    start, width = float(x) + CELL * count, float(length) - CELL * count
    return f"{head}{start:g}{between}{width:g}{rest}{text}"


if __name__ == "__main__":
    arguments = sys.argv[1:]
    light = "light" in arguments
    rest = [a for a in arguments if a != "light"]
    folder = Path(rest[0]) if rest else FOLDER
    size = (int(rest[1]), int(rest[2])) if len(rest) > 2 else (100, 30)
    asyncio.run(draw(folder, size, light))
