"""Lessons on the screens: a list, a page, its drill."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.services import drills, lessons
from coach.store import Store
from coach.ui.screens.lesson import LessonScreen
from coach.ui.widgets.lines import Lines
from tests.ui.conftest import NOW, Start


@pytest.fixture(autouse=True)
def maya(db: Path) -> None:
    """The only agent, so that nobody is asked for a name."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_lesson_leads_to_its_drill(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await drive.sees("Today's plan")
        await drive.press("n")
        await drive.at("lessons")
        await drive.sees("Public relations")
        lines = drive.app.screen.query_one(Lines)
        while lines.chosen != "data-in-public":
            await drive.press("down")
        await drive.press("enter")
        await drive.at("lesson")
        await drive.sees("What must not stand where all can read")
        await drive.press("pagedown", "pagedown", "pagedown")
        await drive.sees("never advice")
        await drive.press("escape")
        await drive.at("lessons")
        await drive.press("enter")
        await drive.at("lesson")
        await drive.press("enter")
        await drive.at("drill_mark")
        await drive.sees("The parcel counter")


async def test_every_lesson_can_be_read(start: Start) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        for lesson in lessons.lessons():
            await drive.app.push_screen(LessonScreen(lesson))
            await drive.until(lambda name=lesson.title: name in drive.text())
            assert drills.drill(lesson.drill).title
            await drive.press("escape")


async def test_markup_in_a_lesson_is_text(start: Start) -> None:
    from dataclasses import replace

    lesson = replace(
        lessons.lessons()[0],
        title="[red]boo[/]\x1b[31m",
        text="A [link](https://evil.example) and [b]bold[/b] \u202etext\x07.",
    )
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.app.push_screen(LessonScreen(lesson))
        await drive.sees("boo")
        shown = drive.text()
        assert "\x1b" not in shown and "\x07" not in shown and "\u202e" not in shown
        assert "[b]bold[/b]" in shown


async def test_from_lessons_to_drills_and_back(start: Start) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("n")
        await drive.at("lessons")
        await drive.press("d")
        await drive.at("drills")
        await drive.press("n")
        await drive.at("lessons")
        await drive.press("escape")
        await drive.at("home")


@pytest.mark.parametrize("kind", ["drill", "lesson"])
async def test_the_plan_may_end_in_a_drill_or_lesson(start: Start, kind: str) -> None:
    from dataclasses import replace

    from coach.services.exercises import Exercise

    lesson = lessons.lessons()[0]
    name = lesson.drill if kind == "drill" else lesson.id
    said = f"A 3-minute {kind} on tone, your lowest"
    exercise = Exercise(kind, name, "Words of one's own", 3, said, lesson.drill, 0)
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.until(lambda: drive.app.view is not None)
        view = drive.app.view
        assert view is not None
        drive.app.view = replace(view, plan=view.plan[:2], exercise=exercise)
        drive.app.screen.home_changed(drive.app.view)  # type: ignore[attr-defined]
        await drive.sees(said)
        await drive.press("3")
        await drive.until(lambda: drive.where.startswith(kind) and drive.where != "drills")
