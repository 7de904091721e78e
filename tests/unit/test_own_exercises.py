"""Drills and lessons of a trainer's own: what lies beside them, in packs, and files to start from."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.files.lesson_markup import markup_problems
from coach.model.drill import DrillKind
from coach.model.problem import CoachError
from coach.services import catalogue, drills, lessons, packs
from coach.services.drill_pool import pool_of
from coach.services.drill_starter import KIND_NAMES
from coach.services.pack_install import add_pack, remove_pack

HEAD = 'pack: 1\nid: acme\ntitle: Acme\nversion: "1.0"\n'
DRILL = "drill: 1\nid: mine\nkind: {kind}\ntitle: Mine\nabout: A.\nminutes: 3\n{more}source: Us.\n"
LESSON = (
    "---\nlesson: 1\nid: page\ntitle: Page\narea: pr\nskill: tone\nminutes: 2\ndrill: {drill}\n"
    "sources: [Us]\n---\nRead this.\n"
)


def scenario(name: str, like: str = "telecom-third-time-bill", more: str = "") -> str:
    """A shipped scenario under another name."""
    text = (catalogue.scenario_folder() / f"{like}.yaml").read_text("utf-8")
    return text.replace(f"id: {like}", f"id: {name}") + more


def drill(kind: str, more: str) -> str:
    return DRILL.format(kind=kind, more=more)


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder, with packs kept beside a store of its own."""
    monkeypatch.setenv("COACH_DB", str(tmp_path / "data" / "coach.db"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for service in (catalogue, drills, lessons):
        service.forget()
    yield tmp_path / "work"
    for service in (catalogue, drills, lessons):
        service.forget()


def said(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    got = run(args)
    told = capsys.readouterr()
    assert got == code, told.err + told.out
    return told.out + told.err


@pytest.mark.parametrize(
    ("drill_file", "scenario_file"),
    [
        ("d.yaml", "full.yaml"),
        ("d.yaml", "scenarios/full.yaml"),
        ("drills/d.yaml", "scenarios/full.yaml"),
        ("drills/d.yaml", "drills/full.yaml"),
    ],
)
def test_a_drill_finds_scenarios_beside_it(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    drill_file: str,
    scenario_file: str,
) -> None:
    talk = drill("de_escalation", "scenarios: [full]\n")
    write(here, {drill_file: talk, scenario_file: scenario("full")})
    assert "all fine" in said(capsys, "drill", "check", drill_file)
    assert drills.open_run(drill_file).scenario.id == "full"  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stdin", io.StringIO("Sorry.\n.\nq\n"))
    assert "Third chat about one bill" in said(capsys, "practice", "--plain", "--drill", drill_file)
    monkeypatch.chdir((here / drill_file).parent)
    assert "all fine" in said(capsys, "drill", "check", "d.yaml")


def test_own_matters_are_found_and_those_that_lack_a_channel_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = pool_of("").matters
    slots = known[sorted(known)[0]]
    own = {
        f"scenarios/k-{slot}.yaml": scenario(f"k-{slot}", one.id).replace(
            f"matter: {one.matter}", "matter: kettle"
        )
        for slot, one in slots.items()
    }
    write(here, {**own, "d.yaml": drill("style_switch", "matters: [kettle]\n")})
    assert "all fine" in said(capsys, "drill", "check", "d.yaml")
    assert drills.open_run("d.yaml").matter == "kettle"  # type: ignore[attr-defined]
    (here / "scenarios" / "k-chat.yaml").unlink()
    told = said(capsys, "drill", "check", "d.yaml", code=1)
    assert "error[incomplete-matter] the matter 'kettle' has no chat" in told


def test_own_scenarios_give_replies_to_spot_faults_in(here: Path) -> None:
    source = next(s for s in catalogue.scenarios() if s.bad_replies and not s.crisis)
    write(
        here,
        {"s.yaml": scenario("full", source.id), "d.yaml": drill("spot", "scenarios: [full]\n")},
    )
    found = drills.open_run("d.yaml").items  # type: ignore[attr-defined]
    assert found and all(item.id.startswith("full") for item in found)


def test_a_scenario_that_cannot_be_read_is_said_so(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = scenario("full").replace("difficulty: ", "difficulty: 1")
    write(here, {"full.yaml": broken, "d.yaml": drill("spot", "scenarios: [full]\n")})
    told = said(capsys, "drill", "check", "d.yaml", code=1)
    assert "'full' cannot be read; see: coach scenario check full.yaml" in told


def test_a_lesson_ends_in_a_drill_beside_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        here,
        {
            "lessons/page.md": LESSON.format(drill="mine"),
            "drills/d.yaml": drill("spot", "count: 1\n"),
        },
    )
    assert "all fine" in said(capsys, "lesson", "check", "lessons/page.md")
    assert Path(lessons.lesson("lessons/page.md").drill) == Path("drills/d.yaml")
    assert "--drill drills/d.yaml" in said(capsys, "lesson", "show", "lessons/page.md")
    write(here, {"lessons/page.md": LESSON.format(drill="spot-the-fualt")})
    told = said(capsys, "lesson", "check", "lessons/page.md", code=1)
    assert "did you mean 'spot-the-fault'?" in told


def pack(root: Path) -> Path:
    return write(
        root,
        {
            "pack.yaml": HEAD,
            "scenarios/full.yaml": scenario("full"),
            "drills/mine.yaml": drill("de_escalation", "scenarios: [full]\n"),
            "lessons/page.md": LESSON.format(drill="mine"),
        },
    )


def test_a_pack_carries_drills_and_lessons(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(here / "p")
    assert "1 drill file checked; all fine" in said(capsys, "drill", "check", "p")
    assert "1 lesson file checked; all fine" in said(capsys, "lesson", "check", "p")
    assert "1 scenario, 1 drill, 1 lesson" in said(capsys, "pack", "add", "p")
    assert drills.drill("acme/mine").content.scenarios == ("acme/full",)  # type: ignore[union-attr]
    assert drills.name_of(drills.drill("acme/mine")) == "acme/mine"
    assert lessons.lesson("acme/page").drill == "acme/mine"
    assert "acme/mine" in said(capsys, "drill", "list")
    assert "acme/page" in said(capsys, "lesson", "list")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Sorry.\n.\nq\n"))
    told = said(capsys, "practice", "--plain", "--lesson", "acme/page")
    assert "Read this." in told and "Third chat about one bill" in told
    with pytest.raises(CoachError, match="did you mean 'acme/mine'"):
        drills.drill("acme/mien")
    remove_pack("acme")
    assert packs.installed() == ()
    assert "acme/mine" not in {found.id for found in drills.drills()}


def test_what_is_wrong_with_them_keeps_a_pack_out(here: Path) -> None:
    folder = pack(here / "p")
    write(
        folder,
        {
            "drills/other.yaml": drill("spot", "count: 1\n"),
            "lessons/page.md": LESSON.format(drill="nine"),
        },
    )
    with pytest.raises(CoachError) as caught:
        add_pack(folder)
    told = str(caught.value)
    assert "the file of the drill 'mine' must be called mine.yaml" in told
    assert "there is no drill 'nine'" in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("| a | b |", "a table"),
        ("--- | ---", "a table"),
        ("see [this](https://a.example)", "a link"),
        ("[1]: https://a.example", "a link"),
        ("<https://a.example>", "a link"),
        ("![cat](cat.png)", "a picture"),
        ("```python", "a block of code"),
        ("    code", "four blanks is code"),
        ("say `sudo`", "code"),
        ("<b>loud</b> words", "HTML"),
        ("<!-- note -->", "HTML"),
        ("***", "a line of signs"),
        ("====", "a line of signs"),
        ("##Heading", "needs a space"),
    ],
)
def test_what_no_lesson_may_hold_is_told_with_its_line(line: str, told: str) -> None:
    (problem,) = markup_problems(["", "Text.", "", line], 1, "a.md")
    assert told in problem.message
    assert (problem.line, problem.word) == (4, "not-in-lessons")


@pytest.mark.parametrize(
    "line",
    ["## Heading", "- **strong** and *slanted*", "1. one", "> said", "a < b and c > d", "[sic]"],
)
def test_what_a_lesson_may_hold(line: str) -> None:
    assert not list(markup_problems(["- item", "    more of the item", "", line], 0, "a.md"))


def test_a_block_of_code_is_told_once() -> None:
    lines = ["```", "| a | b |", "<b>", "```", "Text with `code`."]
    assert [p.line for p in markup_problems(lines, 0, "a.md")] == [1, 5]


def test_headings_are_shown_without_their_signs() -> None:
    from coach.render.lesson_lines import lesson_lines

    lesson = replace(lessons.lessons()[0], text="## What to say\n\nThis.")
    assert lesson_lines(lesson)[3:7] == ["What to say", "-----------", "", "This."]


def test_each_kind_of_file_leads_to_its_own_option(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"page.md": LESSON.format(drill="mine"), "full.yaml": scenario("full")})
    told = said(capsys, "practice", "--lesson", "full.yaml", code=2)
    assert "a lesson's file ends in .md; for a scenario leave --lesson out" in told
    told = said(capsys, "practice", "page.md", code=2)
    assert "for a lesson say: coach practice --lesson page.md" in told
    told = said(capsys, "practice", "--drill", "page.md", code=2)
    assert "for a lesson say: coach practice --lesson page.md" in told
    told = said(capsys, "practice", "--drill", "full.yaml", code=2)
    assert "this is a scenario" in told
    assert len(said(capsys, "practice", "zzzzqqq", code=2)) < 200


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_new_drill_is_right_and_can_be_done(
    here: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    told = said(capsys, "drill", "new", "my-own.yaml", "--kind", kind, "--title", "It's: {id}")
    assert "coach drill check my-own.yaml" in told
    assert "all fine" in said(capsys, "drill", "check", "my-own.yaml")
    run_ = drills.open_run("my-own.yaml")
    assert run_.drill.kind is DrillKind(kind)
    assert (run_.drill.id, run_.drill.title) == ("my-own", "It's: {id}")
    text = Path("my-own.yaml").read_text("utf-8")
    assert "{talk}" not in text and "{faulty}" not in text
    assert "there is a file already" in said(capsys, "drill", "new", "my-own.yaml", code=2)


def test_a_new_lesson_is_right(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, {"drills/d.yaml": drill("spot", "count: 1\n")})
    said(capsys, "lesson", "new", "names.md", "--skill", "register", "--drill", "mine")
    assert "all fine" in said(capsys, "lesson", "check", "names.md")
    found = lessons.lesson("names.md")
    assert (found.id, found.skill, Path(found.drill)) == (
        "names",
        "register",
        Path("drills/d.yaml"),
    )
    assert "error[no-md]" in said(capsys, "lesson", "new", "names.yaml", code=2)
    assert "there is no drill 'nine'" in said(
        capsys, "lesson", "new", "b.md", "--drill", "nine", code=2
    )
    assert '"LessonFile"' in said(capsys, "lesson", "schema")
