"""Every file in tests/bad_files is refused with exactly the problems its first lines expect."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_files_fakes import CHANNELS, SCORERS

from coach.files.channels import read_channels
from coach.files.rubric_reader import read_rubric
from coach.files.scenario_reader import read_scenario
from coach.files.strict_yaml import read_document
from coach.model.channel import Channel, Counting, Place, Visibility
from coach.model.problem import FileProblems, Problem
from coach.scorers import option_types

FOLDER = Path(__file__).parents[1] / "bad_files"
KINDS = ("channels", "phrases", "rubric", "scenario", "yaml")
FILES = sorted(file for kind in KINDS for file in (FOLDER / kind).glob("*.yaml"))


def _channel(name: str, side: Visibility) -> Channel:
    places = {side: Place(280, "social-care")}
    return Channel(name, name.title(), "post", Counting.PLAIN, places, "a page", "2026-10-01")


PLACES = {
    "x": _channel("x", Visibility.PUBLIC),
    "facebook": _channel("facebook", Visibility.PUBLIC),
    "email": _channel("email", Visibility.PRIVATE),
}


def problems_of(file: Path) -> tuple[Problem, ...]:
    """What the reader of the file's folder has against it."""
    try:
        match file.parent.name:
            case "rubric":
                read_rubric(file, SCORERS, CHANNELS, [FOLDER / "library"])
            case "phrases":
                read_rubric(file, option_types(), CHANNELS, [FOLDER / "library"])
            case "scenario":
                read_scenario(file, PLACES, ("social-care", "email"))
            case "channels":
                read_channels(file)
            case _:
                return read_document(file).problems
    except FileProblems as error:
        return error.problems
    return ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_bad_file_is_refused_as_expected(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    expected = [
        line.removeprefix("# expect: ")
        for line in text.splitlines()
        if line.startswith("# expect: ")
    ]
    found = [f"{p.line}:{p.column} error[{p.word}] {p.message}" for p in problems_of(file)]
    assert expected, "the file must say what it expects"
    assert found == expected


def test_there_are_bad_files_of_every_kind() -> None:
    assert {file.parent.name for file in FILES} == set(KINDS)


def test_what_the_bad_rubrics_extend_is_fine() -> None:
    assert read_rubric(FOLDER / "library" / "parent.yaml", SCORERS, CHANNELS).id == "parent"


def test_one_file_has_six_different_faults_at_six_places() -> None:
    problems = problems_of(FOLDER / "rubric" / "six-faults.yaml")
    assert len({problem.word for problem in problems}) == 6
    assert len({(problem.line, problem.column) for problem in problems}) == 6


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_messages_keep_to_the_style(file: Path) -> None:
    for problem in problems_of(file):
        assert not problem.message.endswith(".")
        assert problem.message[0] == problem.message[0].lower()
        assert problem.message.isprintable()
