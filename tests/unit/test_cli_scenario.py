"""``coach scenario`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.services import catalogue
from coach.services.schemas import scenario_schema_text

TARMAC = "airline-tarmac-silence"


def out(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """What coach printed, after a check of the exit code."""
    got = run(args)
    said = capsys.readouterr()
    assert got == code, said.err
    return said.out, said.err


def own(**changes: str) -> str:
    """The text of a scenario of one's own: the tarmac one under another id, with changes."""
    text = Path(catalogue.scenario(TARMAC).file).read_text(encoding="utf-8")
    for old, new in {f"id: {TARMAC}": "id: mine", **changes}.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


GOOD = catalogue.scenario(TARMAC).exemplars[0].reply
DOUBTS = [
    (
        "unused-team",
        "escalate_to:",
        {"  best: reply_public\n": "  best: reply_public\n  escalate_to: legal\n"},
        "no team is ever asked for",
    ),
    (
        "best-twice",
        "acceptable:",
        {"  acceptable: [reply_private]\n": "  acceptable: [hold, reply_public]\n"},
        "'reply_public' is the best choice already",
    ),
    (
        "lonely-matter",
        "matter:",
        {"id: mine\n": "id: mine\nmatter: kettle\n"},
        "the matter 'kettle'",
    ),
    ("empty-by", "by:", {"reactions:\n": "reactions:\n  by: []\n"}, "so the total chooses"),
    (
        "twice-in-by",
        "by:",
        {"reactions:\n": "reactions:\n  by: [respect, next-step, respect]\n"},
        "'respect' stands here twice",
    ),
    (
        "other-channel",
        "rubric:",
        {"\nrubric: social-care\n": "\nrubric: email\n"},
        "'email' is made for E-mail; for 'x', public, write 'social-care'",
    ),
    (
        "no-crisis-rubric",
        "rubric:",
        {"id: mine\n": "id: mine\ncrisis: injury\n"},
        "has the criterion 'hand-over'",
    ),
    (
        "no-crisis",
        "rubric:",
        {"\nrubric: social-care\n": "\nrubric: crisis\n"},
        "'crisis' is for crises",
    ),
    ("shipped-id", "id:", {"id: mine\n": f"id: {TARMAC}\n"}, "choose another id"),
]


@pytest.mark.parametrize(
    ("word", "key", "changes", "said"), DOUBTS, ids=[doubt[0] for doubt in DOUBTS]
)
def test_what_is_hardly_meant_is_a_warning_at_its_line(
    word: str,
    key: str,
    changes: dict[str, str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    text = own()
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path("a.yaml").write_text(text, encoding="utf-8")
    stdout, stderr = out(capsys, "scenario", "check", "a.yaml")
    (line,) = [line for line in stdout.splitlines() if f"warning[{word}]" in line]
    number = int(line.split(":")[1])
    assert text.splitlines()[number - 1].strip().startswith(key)
    assert said in line
    assert "warning" in stderr
    out(capsys, "scenario", "check", "a.yaml", "--strict", code=1)
    found = json.loads(out(capsys, "scenario", "check", "a.yaml", "--json")[0])
    assert word in {problem["word"] for problem in found}
    assert {problem["severity"] for problem in found} == {"warning"}


def test_exemplars_and_bad_replies_are_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    tail = (
        f"bad_replies:\n  - reply: {json.dumps(GOOD.upper())}\n    note: It shouts.\n"
        f"  - reply: {json.dumps(GOOD[:-1] + '!')}\n    note: It is nearly the same.\n"
    )
    lines = own().splitlines()
    begin = lines.index("bad_replies:")
    end = next((n for n in range(begin + 1, len(lines)) if lines[n][:1].strip()), len(lines))
    text = "\n".join([*lines[:begin], *tail.splitlines(), *lines[end:]])
    at = text.index("exemplars:\n") + len("exemplars:\n")
    weak = f"  - reply: {json.dumps('Calm down. ' * 30)}\n    note: It is short.\n"
    path.write_text(f"{text[:at]}{weak}{text[at:]}\n", encoding="utf-8")
    stdout, _ = out(capsys, "scenario", "check", str(path))
    said = [line.split(": warning", 1)[1] for line in stdout.splitlines()]
    assert any(s.startswith("[too-long] this has 3") and "at most 280" in s for s in said)
    assert any(s.startswith("[failing-exemplar]") and "pass mark 80" in s for s in said)
    assert any(s.startswith("[good-and-bad]") for s in said)
    assert any(s.startswith("[passing-bad-reply]") and "total " in s for s in said)
    assert len(said) == 4


def test_a_matter_is_not_alone_beside_its_like(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        text = own().replace("id: mine\n", f"id: {name}\nmatter: kettle\n")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    stdout, _ = out(capsys, "scenario", "check", str(tmp_path))
    assert stdout == ""
    stdout, _ = out(capsys, "scenario", "check", str(tmp_path / "one.yaml"))
    assert "lonely-matter" in stdout


def test_the_english_and_what_chooses_the_answer_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = own().replace("reactions:\n", "reactions:\n  by: [respect, next-step]\n")
    path = tmp_path / "a.yaml"
    path.write_text(
        text.replace("customer:\n", "customer:\n  english: Geordie\n"), encoding="utf-8"
    )
    seen, _ = out(capsys, "scenario", "show", str(path))
    assert "  English they write: Geordie\n" in seen
    assert "chosen by" not in seen
    whole, _ = out(capsys, "scenario", "show", str(path), "--all")
    assert "  chosen by the marks of respect, next-step\n" in whole


def test_the_shipped_scenarios_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "scenario", "check")
    assert stdout == ""
    assert stderr == f"{len(catalogue.scenarios())} scenario files checked; all fine\n"


def test_problems_and_missing_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    good = own()
    Path("a.yaml").write_text(good, encoding="utf-8")
    Path("b.yaml").write_text(good.replace("difficulty: 2", "dificulty: 2"), encoding="utf-8")
    stdout, stderr = out(capsys, "scenario", "check", ".", code=1)
    assert "b.yaml:" in stdout
    assert "did you mean 'difficulty'?" in stdout
    assert "a.yaml" not in stdout
    assert stderr.startswith("2 scenario files checked; ")
    stdout, _ = out(capsys, "scenario", "check", "a.yaml", "none.yaml", "--json", code=2)
    assert [problem["word"] for problem in json.loads(stdout)] == ["missing-file"]
    Path("b.yaml").write_text(good, encoding="utf-8")
    stdout, _ = out(capsys, "scenario", "check", "a.yaml", "b.yaml", code=1)
    assert stdout.startswith("b.yaml:1:1: error[duplicate-id]")


def test_the_list_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "scenario", "list")
    lines = stdout.splitlines()
    assert lines[0].split() == ["ID", "CHANNEL", "SIDE", "LEVEL", "TRADE", "SKILLS", "TITLE"]
    assert len(lines) == len(catalogue.scenarios()) + 1
    starts = {line.index(word) for line, word in zip(lines[:1], ["CHANNEL"], strict=True)}
    assert all(line[next(iter(starts)) - 1] == " " for line in lines)
    assert "coach practice" in stderr


@pytest.mark.parametrize(
    ("option", "value", "name"),
    [("--channel", "x", "channel"), ("--trade", "Airline", ""), ("--skill", "tone", ""),
     ("--difficulty", "2", "difficulty")],
)  # fmt: skip
def test_filters(option: str, value: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    stdout, _ = out(capsys, "scenario", "list", option, value, "--json")
    found = json.loads(stdout)
    assert 0 < len(found) < len(catalogue.scenarios())
    for scenario in found:
        if option == "--trade":
            assert scenario["brand"]["trade"] == "airline"
        elif option == "--skill":
            assert "tone" in scenario["skills"]
        else:
            assert str(scenario[name]) == value


def test_nothing_found_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    args = ("scenario", "list", "--trade", "airline", "--difficulty", "5")
    stdout, stderr = out(capsys, *args)
    assert stdout == ""
    assert stderr == "no scenario meets all of these filters; leave one out\n"
    assert out(capsys, *args, "--json")[0] == "[]\n"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--channel", "facebok", "there is no channel 'facebok'; did you mean 'facebook'?"),
        ("--trade", "airlines", "there is no trade 'airlines'; did you mean 'airline'?"),
        ("--skill", "empathie", "there is no skill 'empathie'; did you mean 'empathy'?"),
    ],
)
def test_unknown_filters_get_the_nearest(
    option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stdout, stderr = out(capsys, "scenario", "list", option, value, code=2)
    assert stdout == ""
    assert stderr == f"{said}\n"


def test_the_agent_sees_the_situation_and_not_the_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scenario = catalogue.scenario(TARMAC)
    stdout, _ = out(capsys, "scenario", "show", TARMAC)
    for part in (scenario.turns[0].text, *scenario.facts, *scenario.brand.policies, "2,100"):
        assert part in stdout
    for hidden in (scenario.decision.why, scenario.exemplars[0].reply, scenario.notes.pr):
        assert hidden not in stdout
    whole, _ = out(capsys, "scenario", "show", TARMAC, "--all")
    assert whole.startswith(stdout)
    for shown in (scenario.decision.why, scenario.exemplars[0].note, scenario.notes.legal):
        assert shown in whole


def test_json_hides_the_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    seen = json.loads(out(capsys, "scenario", "show", TARMAC, "--json")[0])
    assert seen["turns"][0]["speaker"] == "customer"
    assert not {"decision", "exemplars", "notes", "reactions", "concerns"} & set(seen)
    whole = json.loads(out(capsys, "scenario", "show", TARMAC, "--all", "--json")[0])
    assert whole["decision"]["best"] == "reply_public"


def test_a_file_can_be_shown_and_hostile_text_does_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = Path(catalogue.scenario(TARMAC).file).read_text(encoding="utf-8")
    path = tmp_path / "odd.yaml"
    odd = good.replace("14 min ago", '"14\\e[2J min\\u202e"').replace("Nice job", "Nice\\e[31m job")
    path.write_text(odd, encoding="utf-8")
    run(["scenario", "show", str(path), "--all"])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out + said.err
    path.write_text(good.replace("Leo\n", "Lea\n"), encoding="utf-8")
    stdout, _ = out(capsys, "scenario", "show", str(path))
    assert "(Lea)" in stdout


def test_an_unknown_scenario_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    _, stderr = out(capsys, "scenario", "show", "airline-tarmac-silense", code=2)
    said = f"there is no scenario 'airline-tarmac-silense'; did you mean '{TARMAC}'?\n"
    assert stderr == said


def test_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "scenario", "schema")[0] == scenario_schema_text()
