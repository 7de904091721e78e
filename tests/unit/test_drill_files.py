"""Drill files: what is refused and how, what is shipped, and the commands for trainers."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.files.channels import shipped_channels
from coach.files.drill_reader import Known, read_drill, read_drills
from coach.files.schema import drill_schema
from coach.model.channel import Channel, Counting, Place, Visibility
from coach.model.drill import (
    Blunder,
    Drill,
    DrillKind,
    PersonalData,
    Rewrite,
    Shorten,
    Triage,
)
from coach.model.problem import FileProblems, Problem
from coach.services import drills
from coach.services.schemas import drill_schema_text

FOLDER = Path(__file__).parents[1] / "bad_files" / "drill"
FILES = sorted(FOLDER.glob("*.yaml"))
X = Channel(
    "x",
    "X",
    "post",
    Counting.PLAIN,
    {Visibility.PUBLIC: Place(280, "social-care")},
    "a page",
    "2026",
)
KNOWN = Known(
    channels={"x": X},
    scenarios=("one-round", "three-rounds", "gas-leak"),
    talks=("three-rounds", "gas-leak"),
    crises=("gas-leak",),
    faulty=("three-rounds",),
    broken={"torn": "drafts/torn.yaml"},
    matters={"late-bag": "", "half-done": "chat"},
    criteria=("acknowledge", "respect", "next-step"),
)
EVERY = drills.drills()
GOOD = """\
drill: 1
id: late-bag
kind: spot
title: T
about: A.
minutes: 3
source: Nobody.
"""


def problems_of(file: Path) -> tuple[Problem, ...]:
    """What the reader has against a file."""
    try:
        read_drill(file, KNOWN)
    except FileProblems as error:
        return error.problems
    return ()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bad_drill_is_refused_as_expected(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    expected = [x.removeprefix("# expect: ") for x in lines if x.startswith("# expect: ")]
    found = [f"{p.line}:{p.column} error[{p.word}] {p.message}" for p in problems_of(file)]
    assert expected
    assert found == expected


def test_a_drill_is_no_list(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("- drill: 1\n")
    (problem,) = problems_of(file)
    assert problem.word == "wrong-type"


def test_ids_are_taken_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(GOOD)
    found, problems, n = read_drills([tmp_path], lambda file: KNOWN)
    assert (len(found), n) == (1, 2)
    assert [p.word for p in problems] == ["duplicate-id"]


def test_facts_begin_where_a_word_begins(tmp_path: Path) -> None:
    from coach.files.drill_reader import says

    assert says("Put it in the BIN.", ["bin"])
    assert not says("All combined.", ["bin"])
    assert says("the doctor’s  note", ["doctor's note"])


def test_the_schema_knows_every_kind_and_every_shipped_file_names_it() -> None:
    schema = drill_schema()
    assert schema["properties"]["kind"]["enum"] == [
        rule["if"]["properties"]["kind"]["const"] for rule in schema["allOf"]
    ]
    names = {rule["then"]["$ref"].rpartition("/")[2] for rule in schema["allOf"]}
    assert names <= set(schema["$defs"])
    assert set(schema["properties"]["kind"]["enum"]) == {kind.value for kind in DrillKind}
    for file in drills.drill_folder().glob("*.yaml"):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first == "# yaml-language-server: $schema=../drill.schema.json"


def test_there_is_enough_of_every_kind() -> None:
    counts = Counter(drill.kind for drill in EVERY)
    assert set(counts) == set(DrillKind)
    assert counts[DrillKind.TRIAGE] >= 4
    assert counts[DrillKind.PERSONAL_DATA] >= 3
    assert counts[DrillKind.SHORTEN] >= 6
    assert counts[DrillKind.REWRITE] >= 6
    assert counts[DrillKind.BLUNDER] >= 12
    for drill in EVERY:
        assert Path(drill.file).stem == drill.id
        if isinstance(drill.content, Triage):
            assert len(drill.content.posts) == 10
        if isinstance(drill.content, PersonalData):
            assert len(drill.content.items) == 10


def texts() -> list[tuple[str, str]]:
    """Everything a customer or agent says in a drill, with the drill's id."""
    found: list[tuple[str, str]] = []
    for drill in EVERY:
        content = drill.content
        if isinstance(content, Shorten | Rewrite):
            found += [(drill.id, content.case.post), (drill.id, content.exemplar.reply)]
        elif isinstance(content, PersonalData):
            found += [(drill.id, quick.text) for quick in content.items]
        elif isinstance(content, Triage):
            found += [(drill.id, post.text) for post in content.posts]
        elif isinstance(content, Blunder):
            found += [(drill.id, content.story), (drill.id, content.posted)]
    return found


def test_no_two_texts_are_alike_but_for_the_names() -> None:
    every = texts()
    assert len(every) > 100
    seen: dict[tuple[str, ...], int] = {}
    for number, (_, text) in enumerate(every):
        words = re.findall(r"[a-z']+", text.casefold())
        for at in range(len(words) - 6):
            run_ = tuple(words[at : at + 7])
            assert seen.setdefault(run_, number) == number, " ".join(run_)
    openings = Counter(" ".join(text.casefold().split()[:3]) for _, text in every)
    assert max(openings.values()) <= 3


def test_the_best_answer_is_not_told_by_its_length() -> None:
    questions = [q for d in EVERY if isinstance(d.content, Blunder) for q in d.content.questions]
    longest = sum(max(q.options, key=lambda o: len(o.text)).points == 100 for q in questions)
    assert len(questions) >= 24
    assert longest <= 0.75 * len(questions)


def test_queues_differ_in_what_is_best() -> None:
    for drill in EVERY:
        if isinstance(drill.content, Triage):
            best = {post.decision.best for post in drill.content.posts}
            assert len(best) >= 4
            assert len({post.urgency for post in drill.content.posts}) >= 4


@pytest.mark.parametrize("drill", EVERY, ids=lambda d: d.id)
def test_every_drill_can_be_shown(drill: Drill, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drill", "show", drill.id]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(drill.title)
    assert "Score: " in shown


def test_the_shipped_drills_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drill", "check"]) == 0
    assert f"{len(EVERY)} drill files checked; all fine" in capsys.readouterr().err


def test_a_bad_file_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD.replace("minutes", "minuts"))
    assert run(["drill", "check", str(file)]) == 1
    said = capsys.readouterr()
    assert "error[unknown-key] 'minuts' is not a key of a spot drill" in said.out
    assert "1 drill file checked; 1 problem in 1 file" in said.err
    assert run(["drill", "check", str(tmp_path / "none.yaml")]) == 2
    capsys.readouterr()
    file.write_text(GOOD)
    assert run(["drill", "check", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_drills_are_listed_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drill", "list", "--kind", "triage"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert run(["drill", "list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(EVERY)
    assert run(["drill", "list", "--kind", "tirage"]) == 2
    assert "did you mean 'triage'?" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["drill", "schema"]) == 0
    assert capsys.readouterr().out == drill_schema_text()


def test_channels_of_shipped_drills_are_known() -> None:
    used = {p.channel for d in EVERY if isinstance(d.content, Triage) for p in d.content.posts}
    assert used <= set(shipped_channels())
    assert len(used) >= 5
