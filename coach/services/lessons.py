"""Lessons: finding and checking them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from coach.files.shipped import shipped_corpora
from coach.files.wording import instead, quoted
from coach.model.lesson import Area, Lesson
from coach.model.problem import CoachError, FileProblems, Problem
from coach.services import drills

AREAS = {
    Area.WRITING: "Writing",
    Area.PR: "Public relations",
    Area.LEGAL: "Legal",
}


def lesson_folder() -> Path:
    """Where the shipped lessons are."""
    return shipped_corpora() / "lessons"


@cache
def lessons() -> tuple[Lesson, ...]:
    """The shipped lessons by area and title. Raises FileProblems when one cannot be read."""
    from coach.files.lesson_reader import read_lessons

    known = [drill.id for drill in drills.drills()]
    found, problems, _ = read_lessons([lesson_folder()], known)
    if problems:
        raise FileProblems(problems)
    order = list(AREAS)
    return tuple(sorted(found, key=lambda lesson: (order.index(lesson.area), lesson.title)))


def lesson(name: str) -> Lesson:
    """A lesson by id, or by the path of its file. Raises CoachError with the nearest name."""
    if name.endswith(".md"):
        from coach.files.lesson_reader import read_lesson

        return read_lesson(Path(name), [drill.id for drill in drills.drills()])
    known = {found.id: found for found in lessons()}
    if name not in known:
        remedy = instead(name, known, "coach lesson list shows them all")
        raise CoachError(f"there is no lesson {quoted(name)}; {remedy}")
    return known[name]


def check_lessons(paths: Sequence[Path] = ()) -> tuple[int, tuple[Problem, ...]]:
    """How many lesson files were read, and every problem. Without paths: the shipped ones."""
    from coach.files.lesson_reader import read_lessons

    known = [drill.id for drill in drills.drills()]
    _, problems, n = read_lessons(paths or [lesson_folder()], known)
    return n, problems
