"""Lessons: finding and checking them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from coach.files.pack_names import LESSONS
from coach.files.shipped import shipped_corpora
from coach.files.wording import instead, quoted
from coach.model.lesson import Area, Lesson
from coach.model.problem import CoachError, FileProblems, Problem
from coach.services import catalogue, drills, packs
from coach.services.beside import beside

AREAS = {
    Area.WRITING: "Writing",
    Area.PR: "Public relations",
    Area.LEGAL: "Legal",
}


def lesson_folder() -> Path:
    """Where the shipped lessons are."""
    return shipped_corpora() / "lessons"


def lessons() -> tuple[Lesson, ...]:
    """The shipped lessons and those of the packs, by area and title.

    Raises FileProblems when a shipped one cannot be read; one of a pack is left out then.
    """
    return _lessons()


@cache
def _lessons() -> tuple[Lesson, ...]:
    from coach.files.lesson_reader import read_lessons

    found, problems, _ = read_lessons([lesson_folder()], drills_for)
    if problems:
        raise FileProblems(problems)
    for folder in packs.folders(LESSONS):
        found += read_lessons([folder], drills_for)[0]
    order = list(AREAS)
    return tuple(sorted(found, key=lambda lesson: (order.index(lesson.area), lesson.title)))


def forget() -> None:
    """Lets ``lessons`` read its files again, after a pack has come or gone."""
    _lessons.cache_clear()


def lesson(name: str) -> Lesson:
    """A lesson by id, as ``pack/id``, or by the path of its file.

    The drill of a lesson given by path may lie beside it; ``drill`` is then the path of its file.
    Raises CoachError with the nearest name, or FileProblems.
    """
    if name.endswith(".md") or ("/" in name and not catalogue.is_path(name)):
        from coach.files.lesson_reader import read_lesson

        path = Path(name) if name.endswith(".md") else packs.file_of(name, "lesson")
        found = read_lesson(path, drills_for(path))
        own = beside(path).drills.get(found.drill)
        if own is None or any(one.file == str(own) for one in drills.drills()):
            return found
        return replace(found, drill=str(own))
    known = {found.id: found for found in lessons()}
    if name not in known:
        remedy = instead(name, known, "coach lesson list shows them all")
        if catalogue.is_path(name):
            remedy = "a lesson's file ends in .md"
            if name.endswith((".yaml", ".yml")):
                remedy += "; for a scenario leave --lesson out, for a drill say --drill"
        raise CoachError(f"there is no lesson {quoted(name)}; {remedy}")
    return known[name]


def check_lessons(paths: Sequence[Path] = ()) -> tuple[int, tuple[Problem, ...]]:
    """How many lesson files were read, and every problem. Without paths: the shipped ones."""
    from coach.files.lesson_reader import read_lessons

    _, problems, n = read_lessons(paths or [lesson_folder()], drills_for)
    return n, problems


def drills_for(file: Path) -> set[str]:
    """The ids of the drills that a lesson may end in: those beside its file, then all others."""
    return {*beside(file).drills, *(drill.id for drill in drills.drills())}
