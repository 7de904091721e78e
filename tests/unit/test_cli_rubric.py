"""``coach rubric`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.files.shipped import shipped_rubrics
from coach.services import catalogue, rubrics
from coach.services.schemas import rubric_schema_text

MINE = """\
rubric: 1
id: mine
title: Mine
version: "1"
status: draft
pass_mark: 50
criteria:
  - id: no-calm-down
    section: tone
    skill: tone
    title: Does not say calm down
    why: Nobody has ever calmed down on being told to.
    source: A person
    scorer: phrases
    options: {phrases: [calm down]}
    bands: [{score: 1, at_most: 0}, {score: 0}]
    weight: 10
    message: Leave it out.
    examples:
      - {reply: Have a seat., score: 1, spans: []}
      - {reply: Please calm down., score: 0, spans: [calm down]}
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good rubric file in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("mine.yaml")
    path.write_text(MINE, encoding="utf-8")
    return path


def out(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """What coach printed, after a check of the exit code."""
    got = run(args)
    said = capsys.readouterr()
    assert got == code, said.err
    return said.out, said.err


def test_a_good_file_has_no_problem(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = out(capsys, "rubric", "check", str(mine))
    assert said == ("", "1 rubric file checked; all fine\n")


def test_every_problem_is_data(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = MINE.replace("weight:", "wieght:").replace("pass_mark: 50", "pass_mark: 500")
    mine.write_text(bad, encoding="utf-8")
    stdout, stderr = out(capsys, "rubric", "check", str(mine), code=1)
    assert stdout.splitlines()[0].startswith("mine.yaml:6:")
    assert "mine.yaml:17:5: error[unknown-key] 'wieght' is not a key of a criterion; " in stdout
    assert "did you mean 'weight'?" in stdout
    assert stderr == "1 rubric file checked; 2 problems in 1 file\n"
    stdout, _ = out(capsys, "rubric", "check", str(mine), "--json", code=1)
    assert [(p["file"], p["line"]) for p in json.loads(stdout)] == [
        ("mine.yaml", 6),
        ("mine.yaml", 17),
    ]


def test_a_missing_file_is_usage(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "rubric", "check", str(mine), "none.yaml", code=2)
    assert stdout.startswith("none.yaml:1:1: error[missing-file]")
    assert "1 problem in 1 file" in stderr


def test_the_shipped_rubrics_are_checked_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "rubric", "check")
    assert stdout == ""
    assert stderr == f"{len(catalogue.rubric_ids())} rubric files checked; all fine\n"


def test_examples_that_pass(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "rubric", "test", str(mine)) == ("", "mine: 2 examples, 0 failed\n")
    stdout, _ = out(capsys, "rubric", "test", str(mine), "--json")
    assert [(r["wanted"], r["score"], r["passed"]) for r in json.loads(stdout)] == [
        (1, 1, True),
        (0, 0, True),
    ]


def test_an_example_that_fails_is_a_line(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = mine.rename("other.yaml")
    mine.write_text(MINE.replace("Have a seat.", "Calm down."), encoding="utf-8")
    stdout, stderr = out(capsys, "rubric", "test", str(mine), code=1)
    want = "other.yaml:20: example[no-calm-down] scored 0 (value 1), wanted 1: Calm down.\n"
    assert stdout == want
    assert stderr == "mine: 2 examples, 1 failed\n"


def test_a_todo_that_passes_fails(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = mine.rename("todo.yaml")
    more = "      - {reply: Take it easy., score: 0, todo: not in the list}\n"
    mine.write_text(MINE + more, encoding="utf-8")
    _, stderr = out(capsys, "rubric", "test", str(mine))
    assert stderr == "mine: 3 examples, 0 failed, 1 still to do\n"
    mine = mine.rename("done.yaml")
    mine.write_text(MINE + more.replace("easy., score: 0", "easy., score: 1"), encoding="utf-8")
    stdout, _ = out(capsys, "rubric", "test", str(mine), code=1)
    assert stdout.startswith("done.yaml:22: example[no-calm-down] passes now; remove its todo")


def test_hostile_words_in_a_failing_example_are_shown_as_they_are(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = mine.rename("odd.yaml")
    mine.write_text(MINE.replace("Have a seat.", '"calm down \\e[31m\\u202e"'), encoding="utf-8")
    run(["rubric", "check", str(mine)])
    run(["rubric", "test", str(mine)])
    run(["rubric", "show", str(mine)])
    said = capsys.readouterr()
    for text in (said.out, said.err):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_bad_file_does_not_hide_the_other(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text("rubric: 1\n", encoding="utf-8")
    stdout, stderr = out(capsys, "rubric", "test", "bad.yaml", str(mine), code=2)
    assert stdout == ""
    assert "bad.yaml:1:1: error[missing-key]" in stderr
    assert stderr.endswith("mine: 2 examples, 0 failed\n")


def test_criteria_whose_examples_prove_nothing_fail(
    mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rubrics, "_idle", lambda *_: ("no-calm-down",))
    stdout, _ = out(capsys, "rubric", "test", str(mine), code=1)
    assert stdout.startswith("mine.yaml: criterion[no-calm-down] its examples pass whatever")


def test_an_unknown_rubric_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("show", "test"):
        stdout, stderr = out(capsys, "rubric", verb, "socal-care", code=2)
        assert stdout == ""
        assert stderr == "there is no rubric 'socal-care'; did you mean 'social-care'?\n"


def test_a_rubric_is_shown_whole(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "rubric", "show", str(mine))
    assert stderr == ""
    for part in (
        "Mine (mine@1#", "draft; pass mark 50; 1 criteria", "no-calm-down: Does not say calm down",
        "weight 10; skill tone", "phrases {phrases: [calm down]", "1 for at most 0; 0 for anything",
        "Nobody has ever calmed down", "A person", "Leave it out.", "gets 0: Please calm down.",
    ):  # fmt: skip
        assert part in stdout
    assert max(len(line) for line in stdout.splitlines()) <= 100


def test_a_rubric_is_shown_with_what_it_inherits(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, _ = out(capsys, "rubric", "show", "email", "--json")
    data = json.loads(stdout)
    assert data["digest"] == catalogue.rubric("email").digest
    assert {"non-apology", "greeting"} <= {c["id"] for c in data["criteria"]}


def test_scorers_are_listed_with_their_options(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, _ = out(capsys, "rubric", "scorers")
    assert "phrases: Counts wordings from a list, required or forbidden." in stdout
    assert "  kind (required | forbidden; default forbidden): " in stdout
    stdout, _ = out(capsys, "rubric", "scorers", "phrases")
    assert "Source: Herhausen et al. 2019" in stdout
    _, stderr = out(capsys, "rubric", "scorers", "phrasse", code=2)
    assert stderr == "there is no scorer 'phrasse'; did you mean 'phrases'?\n"


def test_every_option_of_every_scorer_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, _ = out(capsys, "rubric", "scorers", "--json")
    docs = json.loads(stdout)
    assert len(docs) > 10
    for doc in docs:
        assert doc["title"], doc["name"]
        assert "Source:" in doc["text"], doc["name"]
        for option in doc["options"]:
            assert option["text"], f"{doc['name']}.{option['name']}"


def test_the_schema_goes_to_stdout_or_a_file(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stdout, _ = out(capsys, "rubric", "schema")
    assert stdout == rubric_schema_text()
    assert json.loads(stdout)["title"] == "RubricFile"
    nothing, stderr = out(capsys, "rubric", "schema", "--out", "s.json")
    assert (nothing, stderr) == ("", "wrote s.json\n")
    assert Path("s.json").read_text(encoding="utf-8") == stdout
    _, stderr = out(capsys, "rubric", "schema", "--out", "none/s.json", code=2)
    assert "none/s.json: error[unwritable]" in stderr


def test_help_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, _ = out(capsys, "rubric", "-h")
    for verb in ("check", "test", "show", "scorers", "schema"):
        assert f"\n  {verb} " in stdout
        said, _ = out(capsys, "rubric", verb, "-h")
        assert "coach rubric" in said
    run(["rubric"])
    said = capsys.readouterr()
    assert "coach rubric check my-team.yaml" in said.out + said.err


def test_the_shipped_folder_is_named_short_where_one_works_in_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shipped_rubrics().parent)
    monkeypatch.setattr(rubrics, "_fault", lambda *_: "scored 9, wanted 8")
    stdout, _ = out(capsys, "rubric", "test", "base", code=1)
    assert stdout.splitlines()[0].startswith("rubrics/base.yaml:")
