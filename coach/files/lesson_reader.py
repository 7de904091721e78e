"""Reads lessons: a head of YAML between two lines of ---, then text in a little Markdown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from coach.files.lesson_markup import markup_problems
from coach.files.pack_names import lesson_files, pack_of
from coach.files.problems import check
from coach.files.rubric_shape import Skill
from coach.files.shapes import FormatOne, Id, Name, Shape, Text
from coach.files.strict_yaml import parse_document
from coach.files.text_file import read_text
from coach.files.wording import instead, quoted
from coach.model.lesson import Area, Lesson
from coach.model.problem import FileProblems, Problem

_FENCE = "---"


class LessonFile(Shape):
    """The head of a lesson."""

    noun: ClassVar[str] = "a lesson"

    lesson: FormatOne = Field(description="The number of the file format: 1.")
    id: Id = Field(description="The lesson's name in commands.")
    title: Text = Field(description="The lesson's name for people.")
    area: Literal["pr", "legal", "writing"] = Field(description="pr, legal or writing.")
    skill: Skill = Field(description="The skill it is about.")
    minutes: int = Field(ge=1, le=30, description="About how many minutes it takes to read.")
    drill: Name = Field(description="The drill it ends in: its id, or pack/id for one of a pack.")
    sources: list[Text] = Field(min_length=1, description="What it rests on.")


def read_lesson(path: Path, drills: Collection[str] | None = None) -> Lesson:
    """Read one lesson. Raises FileProblems with all its problems.

    drills: the known drill ids; None leaves the drill's name unchecked.
    """
    lesson, problems = _read(path, drills)
    if lesson is None:
        raise FileProblems(tuple(sorted(set(problems))))
    return lesson


def read_lessons(
    paths: Iterable[Path], drills: Callable[[Path], Collection[str]] | None = None
) -> tuple[tuple[Lesson, ...], tuple[Problem, ...], int]:
    """The lessons of files, folders and packs by id, all problems, and how many files were read.

    drills: the drill ids that a file may name; None leaves them unchecked.
    """
    problems: list[Problem] = []
    files = lesson_files(paths)
    found: dict[str, Lesson] = {}
    for file in files:
        lesson, faults = _read(file, drills(file) if drills is not None else None)
        problems += faults
        if lesson is None:
            continue
        if lesson.id in found:
            message = f"the id {quoted(lesson.id)} is taken by {found[lesson.id].file}; change one"
            problems.append(Problem(str(file), 1, 1, "duplicate-id", message))
        found.setdefault(lesson.id, lesson)
    return tuple(found[key] for key in sorted(found)), tuple(sorted(set(problems))), len(files)


def _read(path: Path, drills: Collection[str] | None) -> tuple[Lesson | None, list[Problem]]:
    name = str(path)
    if path.suffix != ".md":
        message = "a lesson is a file that ends in .md: a head in YAML, then text"
        return None, [Problem(name, 1, 1, "no-lesson", f"{message}; see: coach lesson new")]
    try:
        text = read_text(path).replace("\r\n", "\n").removeprefix("\ufeff")
    except FileProblems as error:
        return None, list(error.problems)
    lines = text.split("\n")
    ends = [n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE]
    if lines[0].rstrip() != _FENCE or not ends:
        message = "a lesson starts with a head between two lines of ---; add it"
        return None, [Problem(name, 1, 1, "no-head", message)]
    # an empty line in place of the fence keeps the line numbers of what follows
    document = parse_document("\n".join(["", *lines[1 : ends[0]]]), name)
    problems = list(document.problems)
    body = "\n".join(lines[ends[0] + 1 :]).strip()
    if not body:
        message = "there is nothing to read below the head; write the lesson"
        problems.append(Problem(name, ends[0] + 1, 1, "empty-text", message))
    problems += markup_problems(lines, ends[0] + 1, name)
    root = document.root
    if root is None:
        return None, problems
    if not isinstance(root.value, dict):
        message = "the head is a mapping of keys and values; start with 'lesson: 1'"
        return None, [*problems, root.place.problem("wrong-type", message)]
    checked = check(LessonFile, root)
    problems += checked.problems
    pack = pack_of(path)
    drill = root.child("drill")
    named = drill.value if drill is not None and "drill" not in checked.bad else None
    if named is not None and pack is not None and drills and pack.full(named) in drills:
        named = pack.full(named)
    if drill is not None and named is not None and drills is not None and named not in drills:
        remedy = instead(drill.value, drills, "coach drill list shows them all")
        message = f"there is no drill {quoted(drill.value)}; {remedy}"
        problems.append(drill.place.problem("unknown-drill", message))
    head = checked.model
    if problems or head is None:
        return None, problems
    return (
        Lesson(
            id=pack.full(head.id) if pack is not None else head.id,
            title=head.title,
            area=Area(head.area),
            skill=head.skill,
            minutes=head.minutes,
            drill=named or head.drill,
            sources=tuple(head.sources),
            text=body,
            file=name,
        ),
        [],
    )
