"""Progress, kept replies and the team on the screen."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from coach.model.attempt import Attempt
from coach.services import kept, learning
from coach.store import Store
from coach.ui.screens.progress import ProgressScreen
from coach.ui.screens.team import TeamScreen
from coach.ui.settings import Settings
from coach.ui.widgets.lines import Lines
from coach.ui.widgets.plot import DaysPlot, band

from .conftest import NOW, Start

SIZES = [(80, 24), (120, 40)]
TODAY = date(2026, 11, 23)


def attempt(agent: int, ago: int = 0, **given: Any) -> Attempt:
    """An attempt so many days ago."""
    values: dict[str, Any] = {
        "id": 0, "agent": agent, "scenario": "airline-tarmac-silence", "channel": "x",
        "session": uuid.uuid4().hex, "round": 1, "number": 1, "decision": "reply_public",
        "decision_score": None, "reply": "Hi [red]Leo[/red] \x1b[31m", "rubric": "social-care@1.0#d",
        "total": 60.0, "passed": False, "seconds": 1.0,
        "sent_at": f"{TODAY - timedelta(days=ago)}T08:00:00+00:00", "coach_version": "1",
        "mode": "practice", "scorecard": {}, "skills": {},
    }  # fmt: skip
    return Attempt(**values | given)


def practised(store: Store, name: str, days: int = 30) -> int:
    """An agent who practised daily, two tries a day, and got better at tone."""
    agent = store.add_agent(name, "2026-01-01T00:00:00+00:00").id
    for ago in range(days, 0, -1):
        session = uuid.uuid4().hex
        for number in (1, 2):
            marks = {"tone": 80.0 - ago + number, "register": 50.0 + ago % 3}
            made = attempt(agent, ago, scenario=f"s{ago}", session=session, number=number,
                           skills=marks, total=50.0 + 10 * number + ago % 4 * number)  # fmt: skip
            learning.add(store, made)
    return agent


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with an agent who practised for a month."""
    with Store(db) as store:
        practised(store, "Maya")
    return db


@pytest.mark.parametrize("size", SIZES)
async def test_estimates_plot_and_feedback(start: Start, maya: Path, size: tuple[int, int]) -> None:
    async with start(size) as drive:
        await drive.sees("Today's plan")
        await drive.press("p")
        await drive.sees("your estimate today")
        await drive.sees("totals:")
        said = drive.text()
        assert "▒" in said
        assert "n 60" in said
        assert "↑ rising" in said
        assert "Second tries are higher (+" in said
        assert "░ its error" in said
        screen = drive.app.screen
        assert isinstance(screen, ProgressScreen)
        for title in ("register:", "tone:", "totals:"):
            await drive.press("s")
            await drive.sees(title)
        await drive.press("1")
        await drive.sees("marks today")
        await drive.sees("Nothing sent today yet")
        assert not screen.query(DaysPlot)
        await drive.press("2")
        await drive.sees("marks this week")
        await drive.sees("n 12")


async def test_everything_can_be_reached_by_scrolling(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("p")
        await drive.sees("your estimate today")
        await drive.press("end")
        await drive.sees("nobody else sees it")
        assert "0 replies worth keeping" in drive.text()


async def test_streaks_are_turned_on_and_off(start: Start, maya: Path) -> None:
    async with start((120, 40)) as drive:
        await drive.sees("Today's plan")
        await drive.press("p")
        await drive.sees("your estimate today")
        assert "in a row, seen" not in drive.text()
        await drive.press("d", "end")
        await drive.sees("30 days in a row, seen by you alone")
        await drive.press("d")
        await drive.sees("counts your days in a row, if you like")


async def test_nothing_sent_yet(start: Start, db: Path) -> None:
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("p")
        await drive.sees("start with the first line of your plan")
        await drive.press("s")
        await drive.press("k")
        await drive.at("kept")
        await drive.sees("press K on its scorecard")
        await drive.press("escape")
        await drive.at("progress")


async def test_a_certificate_is_written(
    start: Start, maya: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with start((120, 40)) as drive:
        await drive.sees("Today's plan")
        await drive.press("p")
        await drive.sees("your estimate today")
        await drive.press("c")
        await drive.sees("Which file?")
        await drive.press("enter")
        await drive.sees("Written:")
        page = (tmp_path / "certificate.html").read_text(encoding="utf-8")
        assert "What this does not show" in page
        await drive.press("c")
        await drive.sees("Which file?")
        await drive.press("enter")
        await drive.sees("There is such a file")


# --- replies worth keeping ---


async def test_keeping_on_the_scorecard(start: Start, db: Path) -> None:
    async with start(scenario="airline-tarmac-silence") as drive:
        await drive.at("who")
        await drive.type("Maya")
        await drive.press("enter")
        await drive.at("practice")
        await drive.press("1")
        await drive.type("Three hours is long. Sorry.")
        await drive.press("f5")
        await drive.until(lambda: drive.where == "scorecard")
        await drive.press("k")
        await drive.sees("★ kept")
        await drive.press("k")
        await drive.sees("kept no longer")
        await drive.press("k")
        await drive.sees("★ kept")
        await drive.press("escape")
        await drive.at("home")
        await drive.press("p")
        await drive.at("progress")
        await drive.press("k")
        await drive.at("kept")
        await drive.sees("Three hours is long. Sorry.")


@pytest.mark.parametrize("size", SIZES)
async def test_searching_and_removing(start: Start, maya: Path, size: tuple[int, int]) -> None:
    with Store(maya) as store:
        for n, words in enumerate(("Hi [red]Leo[/red] \x1b[31m", "The refund is on its way")):
            made = store.add_attempt(attempt(1, reply=words))
            kept.keep(store, made, f"2026-11-23T09:00:0{n}+00:00")
    async with start(size) as drive:
        await drive.sees("Today's plan")
        await drive.press("p")
        await drive.at("progress")
        await drive.press("k")
        await drive.sees("2 kept")
        await drive.sees("Hi [red]Leo[/red] ‹U+001B›[31m")
        await drive.press("slash")
        await drive.type("refund")
        await drive.sees("1 found")
        await drive.press("enter", "enter")
        await drive.sees("Esc closes")
        await drive.press("escape")
        await drive.at("kept")
        await drive.press("x")
        await drive.sees("No kept reply holds these words")
        await drive.press("escape")
        await drive.sees("1 kept")
        assert drive.app.screen.query_one(Input).value == ""
        assert len(drive.app.screen.query_one(Lines).options) == 1
        await drive.press("escape")
        await drive.at("progress")
    with Store(maya) as store:
        assert store.kept_count(1) == 1


# --- the team ---


@pytest.mark.parametrize("size", SIZES)
async def test_the_team_by_name(start: Start, maya: Path, size: tuple[int, int]) -> None:
    with Store(maya) as store:
        for name in ("zoë", "Ana [b]", "Ben"):
            practised(store, name, 0 if name == "Ben" else 30)
    Settings(maya).put("agent", "Maya")
    async with start(size) as drive:
        await drive.sees("Today's plan")
        await drive.press("t")
        await drive.at("team")
        await drive.sees("What the team needs most")
        await drive.sees("nobody is ranked" if size[1] > 24 else "never ranked")
        said = drive.text().partition("\n")[2]  # without the bar, which names who practises
        places = [said.index(name) for name in ("Ana [b]", "Ben", "Maya", "zoë")]
        assert places == sorted(places)
        assert "n 60" in said
        assert "in a row" not in said
        assert isinstance(drive.app.screen, TeamScreen)
        await drive.press("escape")
        await drive.at("home")


async def test_team_names_and_skills_stand_in_full(start: Start, maya: Path) -> None:
    name = "Aleksandra Kowalczyk"
    with Store(maya) as store:
        agent = practised(store, name)
        marks = dict.fromkeys(("compliance", "decision", "empathy", "responsiveness"), 70.0)
        learning.add(store, attempt(agent, skills=marks))
    Settings(maya).put("agent", "Maya")
    skills = ("compliance", "decision", "empathy", "register", "responsiveness", "tone")
    for size, shown in (
        ((120, 40), name),
        ((80, 24), "Kowalczyk   n 1"),
        ((60, 20), name),
    ):
        async with start(size) as drive:
            await drive.sees("Today's plan")
            assert ("team" in drive.text().splitlines()[-1]) == (size[0] != 80)
            await drive.press("t")
            await drive.at("team")
            await drive.sees(shown)
            said = drive.text()
            lines = said.splitlines()
            assert all(any(skill in line for line in lines) for skill in skills)
            if size[0] > 60:
                assert any(all(skill in line for skill in skills) for line in lines)
                assert not any(line.strip().startswith("±") for line in lines)
            else:
                tone = [line for line in lines if line.strip().startswith("tone")]
                assert re.search(r"\d+ ± \d+ +n 60", tone[0])


async def test_the_keys_of_progress(start: Start, maya: Path) -> None:
    for size, there in (((120, 40), True), ((80, 24), False)):
        async with start(size) as drive:
            await drive.sees("Today's plan")
            await drive.press("p")
            await drive.sees("your estimate today")
            keys = drive.text().splitlines()[-1]
            assert "Esc home" in keys
            assert ("C certificate" in keys and "D days in a row" in keys) == there


async def test_nobody_in_the_team_has_practised(start: Start, db: Path) -> None:
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("t")
        await drive.sees("Nobody has practised here yet")


# --- the plot ---


def test_the_band_covers_the_error() -> None:
    xs, ys = band([(0, 50.0, 20.0), (10, 90.0, 20.0)], 11, 10)
    assert (min(xs), max(xs)) == (0, 10)
    at_first = [y for x, y in zip(xs, ys, strict=True) if x == 0]
    assert (min(at_first), max(at_first)) == (30.0, 70.0)
    assert max(ys) == 100.0
    middle = [y for x, y in zip(xs, ys, strict=True) if x == 5]
    assert (min(middle), max(middle)) == (50.0, 90.0)


def test_the_band_of_one_day() -> None:
    xs, ys = band([(3, 50.0, 10.0)], 5, 10)
    assert set(xs) == {3}
    assert (min(ys), max(ys)) == (40.0, 60.0)
