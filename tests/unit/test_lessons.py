"""Lessons: what is refused, what is shipped, and the commands."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.files.lesson_reader import read_lesson, read_lessons
from coach.model.lesson import Area, Lesson
from coach.model.problem import CoachError, FileProblems
from coach.services import drills, lessons

FOLDER = Path(__file__).parents[1] / "bad_files" / "lesson"
FILES = sorted(FOLDER.glob("*.md"))
EVERY = lessons.lessons()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bad_lesson_is_refused_as_expected(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    expected = [x.removeprefix("# expect: ") for x in lines if x.startswith("# expect: ")]
    with pytest.raises(FileProblems) as caught:
        read_lesson(file, ["late-bag"])
    found = [f"{p.line}:{p.column} error[{p.word}] {p.message}" for p in caught.value.problems]
    # the lines that expect are part of the head, so a missing key is told at its first line
    found = [line for line in found if "missing-key" not in line]
    assert expected
    assert found == expected


def test_a_lesson_that_is_not_there(tmp_path: Path) -> None:
    _, problems, n = read_lessons([tmp_path / "none.md"])
    assert [p.word for p in problems] == ["missing-file"]
    assert n == 1


def test_lessons_are_read_with_windows_line_ends(tmp_path: Path) -> None:
    text = Path(EVERY[0].file).read_text(encoding="utf-8").replace("\n", "\r\n")
    file = tmp_path / "a.md"
    file.write_bytes(text.encode())
    found = read_lesson(file)
    assert found.title == EVERY[0].title
    assert found.text.startswith(EVERY[0].text[:20])


def test_there_are_four_of_each_area() -> None:
    assert Counter(lesson.area for lesson in EVERY) == dict.fromkeys(Area, 4)
    known = {drill.id for drill in drills.drills()}
    assert {lesson.drill for lesson in EVERY} <= known
    assert len({lesson.drill for lesson in EVERY}) == 12
    assert len({lesson.skill for lesson in EVERY}) == 6


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.id)
def test_each_is_short_and_leads_to_its_drill(lesson: Lesson) -> None:
    words = lesson.text.split()
    assert 150 <= len(words) <= 300
    assert "drill" in lesson.text.splitlines()[-1]
    assert Path(lesson.file).stem == lesson.id
    if lesson.area is Area.LEGAL:
        assert "example of a company policy" in lesson.text
        assert any("counsel" in source for source in lesson.sources)


def test_an_unknown_lesson_names_the_nearest() -> None:
    with pytest.raises(CoachError, match="did you mean 'concrete-words'"):
        lessons.lesson("concrete-word")


def test_lessons_are_listed_shown_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lesson", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 12
    assert run(["lesson", "list", "--json"]) == 0
    assert {one["area"] for one in json.loads(capsys.readouterr().out)} == {
        "pr",
        "legal",
        "writing",
    }
    assert run(["lesson", "show", "health-and-quiet"]) == 0
    shown = capsys.readouterr().out
    assert "Legal lessons are examples for your company's counsel, never advice." in shown
    assert "coach practice --drill pd-school-and-clinic" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert run(["lesson", "check"]) == 0
    assert "12 lesson files checked; all fine" in capsys.readouterr().err
    assert run(["lesson", "check", str(FOLDER)]) == 1
