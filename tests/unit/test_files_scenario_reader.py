"""Scenarios: reading one and a folder of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.files.channels import shipped_channels
from coach.files.scenario_reader import read_scenario, read_scenarios
from coach.files.schema import scenario_schema
from coach.model.channel import Visibility
from coach.model.problem import FileProblems
from coach.model.scenario import Choice
from coach.model.thread import Speaker

SCENARIO = """\
scenario: 1
id: late-bag
title: A late bag
channel: x
visibility: public
brand:
  name: Northwind Air
  handle: "@NorthwindAir"
  trade: airline
  voice: Plain and quick.
  policies: [No talk of compensation in public.]
customer: {handle: "@leo_k", name: Leo, known: Handle only., history: [Asked in May.]}
audience: {followers: 2100, watching: A reporter.}
turns:
  - {speaker: other, text: Me too.}
  - {speaker: customer, at: 14 min ago, text: "My  connection\\nis gone. Nice job."}
facts: [Rebooking is free.]
concerns: [my connection is GONE]
decision:
  best: reply_public
  acceptable: [escalate, reply_private]
  why: Many read along.
  escalate_to: press
rubric: social-care
skills: [empathy, tone]
difficulty: 2
reactions:
  good: {text: Thanks.}
  middling: {text: And now?}
  bad:
    text: Wow.
    next:
      good: {text: a}
      middling: {text: b}
      bad: {text: c, next: {good: {text: d}, middling: {text: e}, bad: {text: f}}}
exemplars:
  - {reply: I see your connection is gone., note: Names it.}
notes: {pr: Be first., legal: No blame., writing: His words.}
source: Written for coach.
"""


def write(folder: Path, text: str, name: str = "a") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_scenario_is_read_whole(tmp_path: Path) -> None:
    file = write(tmp_path, SCENARIO)
    scenario = read_scenario(file, shipped_channels(), ["social-care"])
    assert scenario.visibility is Visibility.PUBLIC
    assert scenario.brand.policies == ("No talk of compensation in public.",)
    assert scenario.customer.history == ("Asked in May.",)
    assert scenario.audience.followers == 2100
    assert [turn.speaker for turn in scenario.turns] == [Speaker.OTHER, Speaker.CUSTOMER]
    assert scenario.turns[1].at == "14 min ago"
    assert scenario.decision.best is Choice.REPLY_PUBLIC
    assert scenario.decision.acceptable == (Choice.ESCALATE, Choice.REPLY_PRIVATE)
    assert scenario.reactions is not None
    assert scenario.reactions.bad.next is not None
    assert scenario.reactions.bad.next.bad.next is not None
    assert scenario.reactions.bad.next.bad.next.good.text == "d"
    assert scenario.notes.legal == "No blame."
    assert scenario.file == str(file)


def test_what_may_be_left_out(tmp_path: Path) -> None:
    text = SCENARIO
    for start, end in (("audience", "turns"), ("facts", "decision"), ("reactions", "exemplars")):
        text = text[: text.index(f"{start}:")] + text[text.index(f"{end}:") :]
    text = text.replace("notes: {pr: Be first., legal: No blame., writing: His words.}\n", "")
    text = text.replace("best: reply_public", "best: monitor")
    scenario = read_scenario(write(tmp_path, text), shipped_channels())
    assert scenario.concerns == ()
    assert scenario.reactions is None
    assert scenario.notes.pr == ""


def test_the_rubric_is_checked_only_against_known_ones(tmp_path: Path) -> None:
    file = write(tmp_path, SCENARIO)
    assert read_scenario(file, shipped_channels()).rubric == "social-care"
    with pytest.raises(FileProblems, match="unknown-rubric"):
        read_scenario(file, shipped_channels(), ["email"])


def test_a_turn_has_a_limit(tmp_path: Path) -> None:
    text = SCENARIO.replace("Me too.", "M" * 20_001)
    with pytest.raises(FileProblems, match=r"too-long.*20,000"):
        read_scenario(write(tmp_path, text), shipped_channels())


def test_a_folder_gives_what_can_be_read(tmp_path: Path) -> None:
    write(tmp_path, SCENARIO.replace("late-bag", "zz"), "a")
    write(tmp_path, SCENARIO, "b")
    write(tmp_path, SCENARIO, "c")
    write(tmp_path, "a: b: c\n", "d")
    write(tmp_path, "[]\n", "e")
    scenarios, problems = read_scenarios(tmp_path, shipped_channels())
    assert [scenario.id for scenario in scenarios] == ["late-bag", "zz"]
    assert [problem.word for problem in problems] == ["duplicate-id", "syntax", "wrong-type"]
    assert "b.yaml" in problems[0].message
    assert read_scenarios(tmp_path / "no", shipped_channels())[1][0].word == "missing-file"


def test_the_schema_describes_every_key() -> None:
    schema = scenario_schema()
    json.dumps(schema)
    for shape in (schema, *schema["$defs"].values()):
        assert all(part.get("description") for part in shape["properties"].values())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80), st.integers(0, 1300), st.integers(0, 40))
def test_no_text_makes_the_reader_trip(tmp_path: Path, put: str, at: int, gone: int) -> None:
    text = SCENARIO[:at] + put + SCENARIO[at + gone :]
    file = tmp_path / "a.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read_scenario(file, shipped_channels(), ["social-care"])
    except FileProblems as error:
        assert error.problems


def test_a_file_of_the_other_kind_is_one_problem(tmp_path: Path) -> None:
    from coach.services import catalogue
    from coach.services.rubrics import check_rubrics

    shipped = catalogue.scenario_folder() / "airline-tarmac-silence.yaml"
    found = check_rubrics([shipped]).problems
    assert [p.word for p in found] == ["wrong-kind"]
    assert "coach scenario check" in found[0].message
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text("rubric: 1\nid: a\ncriteria: [x]\n")
    with pytest.raises(FileProblems, match=r"wrong-kind.*coach rubric check"):
        read_scenario(rubric, shipped_channels())
    drill = tmp_path / "drill.yaml"
    drill.write_text("drill: 1\nid: a\nkind: spot\n")
    with pytest.raises(FileProblems, match=r"wrong-kind.*coach practice --drill"):
        read_scenario(drill, shipped_channels())
