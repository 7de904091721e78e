"""Packs: what is installed can be used by name, and what is wrong or hostile is refused whole."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.cli import asking
from coach.cli.errors import run
from coach.files import pack_reader
from coach.files.pack_reader import read_contents
from coach.model.problem import CoachError, FileProblems
from coach.services import catalogue, pack_install, packs
from coach.services.pack_install import _order, add_pack, installed_packs, remove_pack

HEAD = """\
pack: 1
id: acme
title: Acme bank
version: "1.0"
author: Acme training
licence: CC-BY-4.0
"""
BANK = """\
rubric: 1
id: bank
title: Bank
version: "1"
status: published
pass_mark: 50
criteria:
  - id: no-promises
    section: tone
    skill: tone
    title: Promises no gain
    why: Nobody knows.
    source: A person
    scorer: phrases
    options: {lists: [legal, corporate], phrases: [calm down]}
    bands: [{score: 1, at_most: 0}, {score: 0}]
    weight: 10
    message: Leave it out.
    examples:
      - {reply: Have a seat., score: 1, spans: []}
      - {reply: It is a safe investment., score: 0, spans: [safe investment]}
"""
VIP = """\
rubric: 1
id: vip
title: Important people
version: "1"
status: draft
extends: bank
pass_mark: 60
"""
LISTS = """\
legal:
  - safe investment
  - (best|surest) return
  - Calm down
"""


def scenario() -> str:
    """A scenario of the pack: a shipped one under another name, scored by the pack's rubric."""
    text = (catalogue.scenario_folder() / "airline-tarmac-silence.yaml").read_text("utf-8")
    text = text.replace("id: airline-tarmac-silence", "id: late")
    return text.replace("rubric: social-care", "rubric: bank")


def files() -> dict[str, str]:
    """A whole pack."""
    return {
        "pack.yaml": HEAD,
        "README.md": "# Acme\n",
        "rubrics/bank.yaml": BANK,
        "rubrics/vip.yaml": VIP,
        "scenarios/late.yaml": scenario(),
        "lexicons/phrases.yaml": LISTS,
    }


def folder(root: Path, changes: dict[str, str] | None = None) -> Path:
    """The pack as a folder; a change to "" leaves the file out."""
    for name, text in {**files(), **(changes or {})}.items():
        path = root / name
        path.unlink(missing_ok=True)
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return root


def zipped(path: Path, changes: dict[str, str] | None = None, top: str = "") -> Path:
    """The pack as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**files(), **(changes or {})}.items():
            if text:
                archive.writestr(top + name, text)
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder, and a place for packs where none is installed yet."""
    monkeypatch.setenv("COACH_DB", str(tmp_path / "data" / "coach.db"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    catalogue.forget()
    yield work
    catalogue.forget()


def out(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """What coach printed, after a check of the exit code."""
    got = run(args)
    said = capsys.readouterr()
    assert got == code, said.err
    return said.out, said.err


def refused(path: Path) -> list[str]:
    """The problems of a pack, after a check that nothing was installed."""
    with pytest.raises(FileProblems) as found:
        add_pack(path)
    assert packs.installed() == ()
    assert not packs.folder().exists() or not list(packs.folder().iterdir())
    return [str(problem) for problem in found.value.problems]


ONE = "acme 1.0  Acme bank: 2 rubrics, 1 scenario, 1 phrase list; Acme training; CC-BY-4.0\n"


@pytest.mark.parametrize("form", ["folder", "zip", "zip with a folder in it"])
def test_a_pack_is_installed_and_its_names_work(
    here: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    if form == "folder":
        folder(here / "my-acme")
    else:
        zipped(here / "my-acme", top="acme-main/" if "folder" in form else "")
    stdout, stderr = out(capsys, "pack", "add", "my-acme")
    assert stdout == ONE
    assert "use it with: coach score FILE --rubric acme/bank" in stderr
    assert out(capsys, "pack", "list") == (ONE, "")
    stdout, _ = out(capsys, "rubric", "show", "acme/vip", "--json")
    shown = json.loads(stdout)
    assert (shown["id"], shown["pass_mark"]) == ("acme/vip", 60)
    assert catalogue.rubric("acme/vip").lineage == ("acme/bank",)
    assert "acme/late" in {s.id for s in catalogue.scenarios()}
    assert catalogue.scenario("acme/late").rubric == "acme/bank"
    stdout, _ = out(capsys, "scenario", "show", "acme/late")
    assert stdout.startswith("Three hours on the tarmac")
    out(capsys, "rubric", "test", "acme/bank")
    Path("r.jsonl").write_text('{"reply": "The surest return is ours."}\n', encoding="utf-8")
    stdout, _ = out(
        capsys, "score", "r.jsonl", "--rubric", "acme/bank", "--no-store", "--format", "jsonl"
    )
    card = json.loads(stdout)
    assert card["rubric"].startswith("acme/bank@1#")
    assert card["marks"][0]["findings"][0]["message"] == "Says 'surest return'."


def test_a_list_of_a_pack_is_part_of_the_rubric(here: Path) -> None:
    add_pack(folder(here / "a"))
    options = catalogue.rubric("acme/bank").criteria[0].options
    assert options.lists == ("corporate",)
    assert options.phrases == ("calm down", "safe investment", "(best|surest) return")
    before = catalogue.rubric("acme/bank").digest
    head = HEAD.replace("1.0", "1.1")
    add_pack(folder(here / "a", {"pack.yaml": head, "lexicons/phrases.yaml": LISTS + "  - gain\n"}))
    assert catalogue.rubric("acme/bank").digest != before


def test_what_a_rubric_says_itself_comes_before_the_list(here: Path) -> None:
    own = "phrases: [{say: [Safe  Investment, calm down], owner: Legal}]"
    add_pack(folder(here / "a", {"rubrics/bank.yaml": BANK.replace("phrases: [calm down]", own)}))
    said = catalogue.rubric("acme/bank").criteria[0].options.phrases
    assert said[0].owner == "Legal"
    assert said[1:] == ("(best|surest) return",)


def test_a_trainers_own_file_names_what_is_in_a_pack(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_pack(folder(here / "a"))
    mine = BANK.replace("id: bank", "id: mine").replace("[legal, corporate]", "[acme/legal]")
    Path("mine.yaml").write_text(mine, encoding="utf-8")
    Path("more.yaml").write_text(
        VIP.replace("extends: bank", "extends: acme/vip").replace("id: vip", "id: more"), "utf-8"
    )
    Path("late.yaml").write_text(scenario().replace("rubric: bank", "rubric: acme/vip"), "utf-8")
    out(capsys, "rubric", "check", "mine.yaml", "more.yaml")
    out(capsys, "rubric", "test", "mine.yaml", "more.yaml")
    out(capsys, "scenario", "check", "late.yaml")
    assert catalogue.rubric("more.yaml").lineage == ("acme/vip", "acme/bank")
    bad = mine.replace("acme/legal", "acme/leagl, zeta/legal")
    Path("mine.yaml").write_text(bad, encoding="utf-8")
    stdout, _ = out(capsys, "rubric", "check", "mine.yaml", code=1)
    assert stdout.splitlines() == [
        "mine.yaml:15:23: error[unknown-list] there is no list 'acme/leagl'; "
        "did you mean 'acme/legal'?",
        "mine.yaml:15:35: error[unknown-pack] there is no pack 'zeta'; "
        "coach pack list shows those installed",
    ]
    ask = mine.replace("scorer: phrases", "scorer: personal_data").replace(", phrases: [", ", a: [")
    Path("mine.yaml").write_text(ask, encoding="utf-8")
    stdout, _ = out(capsys, "rubric", "check", "mine.yaml", code=1)
    assert (
        "error[unfit-list] the scorer 'personal_data' takes shipped lists only; remove 'acme/legal'"
    ) in stdout


def test_only_references_may_name_a_pack(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text(BANK.replace("id: bank", "id: acme/bank"), encoding="utf-8")
    stdout, _ = out(capsys, "rubric", "check", "mine.yaml", code=1)
    assert "mine.yaml:2:5: error[bad-id] 'acme/bank' is not an id" in stdout
    Path("mine.yaml").write_text(VIP.replace("extends: bank", "extends: a/b/c"), encoding="utf-8")
    stdout, _ = out(capsys, "rubric", "check", "mine.yaml", code=1)
    assert "mine.yaml:6:10: error[bad-id] 'a/b/c' is not an id" in stdout


def test_a_pack_is_checked_where_it_is_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder(here / "dev")
    out(capsys, "rubric", "check", "dev")
    out(capsys, "rubric", "check", "dev/rubrics")
    out(capsys, "rubric", "test", "dev/rubrics/vip.yaml")
    out(capsys, "scenario", "check", "dev/scenarios")
    assert out(capsys, "scenario", "check", "dev")[1] == "1 scenario file checked; all fine\n"
    out(capsys, "rubric", "new", "dev/rubrics/third.yaml", "--extends", "bank")
    out(capsys, "rubric", "check", "dev")
    assert catalogue.rubric("dev/rubrics/third.yaml").lineage == ("acme/bank",)


def test_a_pack_may_change_a_shipped_rubric_under_its_name(here: Path) -> None:
    own = VIP.replace("id: vip", "id: chat").replace("extends: bank", "extends: chat")
    add_pack(folder(here / "a", {"rubrics/chat.yaml": own}))
    assert catalogue.rubric("acme/chat").lineage[0] == "chat"
    assert catalogue.rubric("chat").id == "chat"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("rubric", "show", "acme/bnk"), "there is no rubric 'acme/bnk', neither as a file nor in"),
        (("rubric", "show", "zeta/q"), "a pack; coach pack list shows the packs"),
        (("scenario", "show", "acme/lat"), "did you mean 'acme/late'?"),
        (("rubric", "show", "a/b/c"), "a/b/c:1:1: error[missing-file]"),
        (("rubric", "show", "acme/bank.yaml"), "acme/bank.yaml:1:1: error[missing-file]"),
    ],
)
def test_a_name_nobody_knows(
    here: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    add_pack(folder(here / "a"))
    _, stderr = out(capsys, *args, code=2)
    assert said in stderr


def test_a_file_comes_before_a_pack(here: Path) -> None:
    add_pack(folder(here / "a"))
    (here / "acme").mkdir()
    (here / "acme" / "bank").write_text(BANK.replace("id: bank", "id: other"), encoding="utf-8")
    with pytest.raises(FileProblems, match="no shipped list is called 'legal'"):
        catalogue.rubric("acme/bank")  # the file, which is in no pack, so its list is unknown


def test_packs_live_beside_the_store(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(here / "a")
    out(capsys, "--db", "other/coach.db", "pack", "add", "a")
    assert (here / "other" / "packs" / "acme" / "pack.yaml").is_file()
    assert out(capsys, "pack", "list", "--db", "other/coach.db")[0] == ONE
    assert out(capsys, "pack", "list") == (
        "",
        "no pack is installed; add one with: coach pack add PATH\n",
    )


def test_every_problem_is_told_at_once_and_nothing_installed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zipped(
        here / "bad.zip",
        {
            "rubrics/bank.yaml": BANK.replace("weight: 10", "wieght: 10"),
            "rubrics/fails.yaml": BANK.replace("id: bank", "id: fails").replace("legal, ", ""),
            "rubrics/Other Name.yaml": BANK.replace("id: bank", "id: named").replace("legal, ", ""),
            "scenarios/late.yaml": scenario().replace("rubric: bank", "rubric: bnk"),
            "lexicons/phrases.yaml": LISTS
            + "  - ...\nBad name: [x]\nempty: []\nno: [x]\nnums: [1]\n",
        },
    )
    stdout, stderr = out(capsys, "pack", "add", "bad.zip", code=1)
    lines = stdout.splitlines()
    for said in (
        "bad.zip/rubrics/bank.yaml:17:5: error[unknown-key] 'wieght' is not a key of a criterion",
        "bad.zip/rubrics/fails.yaml:21:1: error[example] in 'no-promises' ",
        "bad.zip/rubrics/Other Name.yaml:1:1: error[file-name] the file of the rubric 'named' must "
        "be called named.yaml; rename it",
        "bad.zip/scenarios/late.yaml:37:9: error[unknown-rubric] there is no rubric 'bnk'",
        "bad.zip/lexicons/phrases.yaml:5:5: error[bad-wording] the wording '...' cannot be used",
        "bad.zip/lexicons/phrases.yaml:6:1: error[bad-name] 'Bad name' is no name for a list",
        "bad.zip/lexicons/phrases.yaml:7:8: error[wrong-type] the list 'empty' must be a list",
        "bad.zip/lexicons/phrases.yaml:8:1: error[boolean-word]",
        "bad.zip/lexicons/phrases.yaml:9:8: error[wrong-type] a wording of 'nums' must be text",
    ):
        assert any(line.startswith(said) for line in lines), (said, stdout)
    assert stderr == f"{len(lines)} problems; nothing was installed\n"
    assert not packs.folder().exists()
    stdout, _ = out(capsys, "pack", "add", "bad.zip", "--json", code=1)
    assert {p["word"] for p in json.loads(stdout)} >= {"example", "file-name", "bad-wording"}


def test_marks_that_a_conversation_goes_by_are_looked_up_in_the_packs_own_rubric(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = "reactions:\n  by: [no-promises]\n"
    whole = scenario().replace("reactions:\n", by)
    assert by in whole
    wrong = whole.replace("[no-promises]", "[no-promise]")
    zipped(here / "bad.zip", {**files(), "scenarios/late.yaml": wrong})
    stdout, _ = out(capsys, "pack", "add", "bad.zip", code=1)
    assert "error[unknown-criterion] the rubric 'bank' has no criterion 'no-promise'" in stdout
    zipped(here / "good.zip", {**files(), "scenarios/late.yaml": whole})
    out(capsys, "pack", "add", "good.zip")
    assert catalogue.scenario("acme/late").reactions is not None


def test_examples_that_prove_nothing_are_a_problem(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_install, "examine", lambda _: ((), ("no-promises",)))
    line = refused(folder(here / "a", {"rubrics/vip.yaml": ""}))[0]
    assert line.endswith(
        "bank.yaml:1:1: error[example] the examples of 'no-promises' pass whatever is measured; "
        "add one that cannot"
    )


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "error[no-pack] there is no pack.yaml at the top of it, so this is no pack; add one"),
        ("- a\n", "1:1: error[wrong-type] pack.yaml is a mapping of keys and values; start with"),
        (HEAD.replace("acme", "shipped"), "2:5: error[bad-id] 'shipped' is kept for what comes"),
        (HEAD.replace("id: acme", "id: Acme Bank"), "2:5: error[bad-id] 'Acme Bank' is not an id"),
        (HEAD.replace("id: acme", "id: ../x"), "2:5: error[bad-id] '../x' is not an id"),
        (HEAD.replace("pack: 1", "pack: 2"), "error[unknown-format]"),
        (HEAD.replace("licence", "license"), "'license' is not a key of a pack; did you mean 'lic"),
        (HEAD.replace('version: "1.0"\n', ""), "error[missing-key] a pack needs the key 'version'"),
    ],
)
def test_a_head_that_is_missing_or_bad(here: Path, head: str, said: str) -> None:
    for path in (
        folder(here / "a", {"pack.yaml": head}),
        zipped(here / "a.zip", {"pack.yaml": head}),
    ):
        lines = refused(path)
        assert any(said in line for line in lines), lines
        assert lines[0].startswith(str(path))


def test_a_pack_with_nothing_in_it(here: Path) -> None:
    (here / "a").mkdir()
    (here / "a" / "pack.yaml").write_text(HEAD, encoding="utf-8")
    (line,) = refused(here / "a")
    assert line.endswith(
        "error[empty-pack] there is no rubric, scenario, drill, lesson or phrase list in it; add one"
    )


def test_a_pack_refers_to_itself_and_to_what_is_shipped_only(here: Path) -> None:
    add_pack(folder(here / "a"))
    other = {
        "pack.yaml": HEAD.replace("id: acme", "id: zeta"),
        "rubrics/vip.yaml": VIP.replace("extends: bank", "extends: acme/bank"),
    }
    with pytest.raises(FileProblems, match="there is no rubric 'acme/bank' to extend"):
        add_pack(folder(here / "z", other))
    add_pack(folder(here / "z", {**other, "rubrics/vip.yaml": VIP.replace("bank", "zeta/bank")}))
    assert catalogue.rubric("zeta/vip").lineage == ("zeta/bank",)
    assert [pack.id for pack in installed_packs()] == ["acme", "zeta"]


def test_versions_go_up_unless_forced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder(here / "a")
    out(capsys, "pack", "add", "a")
    assert "it was installed already; nothing changed" in out(capsys, "pack", "add", "a")[1]
    folder(here / "a", {"README.md": "# Other\n"})
    _, stderr = out(capsys, "pack", "add", "a", code=2)
    assert stderr == (
        "pack 'acme': error[not-newer] 1.0 is installed with other content; raise 'version' in "
        "its pack.yaml, or say --force\n"
    )
    newer = {"pack.yaml": HEAD.replace("1.0", "1.10"), "rubrics/vip.yaml": ""}
    folder(here / "a", newer)
    assert "it replaced acme 1.0\n" in out(capsys, "pack", "add", "a")[1]
    assert packs.rubric_names() == ("acme/bank",)
    folder(here / "a", {"pack.yaml": HEAD.replace("1.0", "1.9")})
    _, stderr = out(capsys, "pack", "add", "a", code=2)
    assert "error[not-newer] 1.10 is installed, and 1.9 is older; raise" in stderr
    assert installed_packs()[0].version == "1.10"
    assert "it replaced acme 1.10\n" in out(capsys, "pack", "add", "a", "--force")[1]
    assert installed_packs()[0].version == "1.9"
    assert [entry.name for entry in packs.folder().iterdir()] == ["acme"]


def test_the_order_of_versions() -> None:
    rising = ["1", "1.0-beta", "1.0", "1.0.1", "1.2", "1.10", "2.0-alpha", "2.0-beta", "2.0", "10"]
    assert sorted(rising[1:], key=_order) == rising[1:]
    assert _order("1.0") == _order("1-0")


def test_an_update_that_cannot_be_written_leaves_the_old_pack(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_pack(folder(here / "a"))
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return real(self, target)

    folder(here / "a", {"pack.yaml": HEAD.replace("1.0", "2.0")})
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(CoachError, match=r"error\[unwritable\] the packs cannot be changed"):
            add_pack(here / "a")
    assert installed_packs()[0].version == "1.0"
    assert [entry.name for entry in packs.folder().iterdir()] == ["acme"]


def test_a_place_that_cannot_be_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COACH_DB", str(here / "file" / "coach.db"))
    with pytest.raises(CoachError, match=r"acme: error\[unwritable\] the packs cannot be changed"):
        add_pack(folder(here / "a"))


def test_a_pack_that_cannot_be_removed_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_pack(folder(here / "a"))

    def replace(self: Path, target: Path) -> Path:
        raise OSError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(CoachError, match=r"error\[unwritable\] .*permission denied"):
            remove_pack("acme")
    assert [entry.name for entry in packs.folder().iterdir()] == ["acme"]


def test_removing_asks_and_keeps_the_store(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out(capsys, "agent", "add", "Maya")
    add_pack(folder(here / "a"))
    _, stderr = out(capsys, "pack", "remove", "acme", code=2)
    assert "there is nobody to ask; say --yes to remove it" in stderr
    monkeypatch.setattr(asking, "in_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    _, stderr = out(capsys, "pack", "remove", "acme")
    for name in ("acme/bank", "acme/vip", "acme/late", "acme/legal"):
        assert f"  {name}\n" in stderr
    assert "nothing was removed" in stderr
    assert packs.rubric_names() == ("acme/bank", "acme/vip")
    _, stderr = out(capsys, "pack", "remove", "acme", "--yes")
    assert stderr.endswith("removed acme; its scores and drafts stay in the store\n")
    assert list(packs.folder().iterdir()) == []
    assert "Maya" in out(capsys, "agent", "list")[0]
    assert "acme/late" not in {s.id for s in catalogue.scenarios()}
    _, stderr = out(capsys, "pack", "remove", "acme", code=2)
    assert stderr == "there is no pack 'acme'; none is installed\n"
    add_pack(here / "a")
    _, stderr = out(capsys, "pack", "remove", "acmee", "--yes", code=2)
    assert stderr == "there is no pack 'acmee'; did you mean 'acme'?\n"


def test_a_score_outlives_its_pack(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_pack(folder(here / "a"))
    Path("r.jsonl").write_text('{"id": "1", "reply": "The surest return is ours."}\n', "utf-8")
    first = out(capsys, "score", "r.jsonl", "--rubric", "acme/bank", "--format", "jsonl")[0]
    ref = json.loads(first)["rubric"]
    out(capsys, "pack", "remove", "acme", "--yes")
    again = out(capsys, "score", "r.jsonl", "--rubric", ref, "--format", "jsonl")[0]
    assert json.loads(again)["marks"] == json.loads(first)["marks"]


def test_a_broken_installed_pack_does_not_take_the_rest_down(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_pack(folder(here / "a"))
    add_pack(folder(here / "z", {"pack.yaml": HEAD.replace("acme", "zeta")}))
    place = packs.folder()
    (place / "zeta" / "scenarios" / "late.yaml").write_text("scenario: 1\n", encoding="utf-8")
    catalogue.forget()
    assert "acme/late" in {s.id for s in catalogue.scenarios()}
    with pytest.raises(FileProblems, match="missing-key"):
        catalogue.scenario("zeta/late")
    stdout, stderr = out(capsys, "scenario", "list", "--trade", "airline")
    assert "acme/late" in stdout
    assert "zeta/scenarios/late.yaml:1:1: error[missing-key] a scenario needs the keys" in stderr
    (place / "zeta" / "pack.yaml").write_text("pack: 1\n", encoding="utf-8")
    stdout, _ = out(capsys, "pack", "list")
    assert stdout.splitlines()[1].startswith("zeta  cannot be used: ")
    (place / "zeta" / "pack.yaml").write_text(HEAD, encoding="utf-8")
    stdout, _ = out(capsys, "pack", "list")
    assert "zeta  cannot be used: its pack.yaml says 'acme'; install it again" in stdout
    stdout, _ = out(capsys, "pack", "list", "--json")
    assert [pack["id"] for pack in json.loads(stdout)] == ["acme", "zeta"]
    add_pack(folder(here / "z"), force=True)


def test_hidden_files_and_schemas_are_left_out_and_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {
        "__MACOSX/._pack.yaml": "x",
        ".DS_Store": "x",
        ".git/config": "x",
        "rubrics/rubric.schema.json": "{}",
    }
    zipped(here / "a.zip", more)
    _, stderr = out(capsys, "pack", "add", "a.zip")
    assert "left out 4 hidden files: __MACOSX/._pack.yaml, .DS_Store, .git/config, ..." in stderr
    _, stderr = out(capsys, "pack", "add", str(folder(here / "a", more)))
    assert "it was installed already" in stderr
    assert sorted(
        p.relative_to(packs.folder()).as_posix() for p in packs.folder().rglob("*") if p.is_file()
    ) == sorted(f"acme/{name}" for name in files())


def raw(path: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    """A zip with exactly these entries after those of a good pack."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files().items():
            archive.writestr(name, text)
        for info, data in entries:
            archive.writestr(info, data)
    return path


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """An entry that says it is no ordinary file."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (mode | 0o644) << 16
    return info


@pytest.mark.parametrize(
    ("entry", "word", "said"),
    [
        ("/etc/a.txt", "bad-path", "'/etc/a.txt' leads out of the pack; rename it"),
        ("../a.txt", "bad-path", "'../a.txt' leads out of the pack"),
        ("rubrics/../../a.txt", "bad-path", "leads out of the pack"),
        ("C:/a.txt", "bad-path", "'C:/a.txt' leads out of the pack"),
        ("c:a.txt", "bad-path", "'c:a.txt' leads out of the pack"),
        ("rubrics\\a.yaml", "bad-path", "leads out of the pack"),
        ("//host/a.txt", "bad-path", "leads out of the pack"),
        ("rubrics//a.yaml", "bad-name", "is no name for a file of a pack; rename it"),
        ("./a.txt", "bad-name", "is no name for a file of a pack"),
        ("a.txt/", "bad-kind", ""),
        ("con.txt", "bad-name", "'con.txt' is no name for a file of a pack"),
        ("a.txt.", "bad-name", "is no name for a file of a pack"),
        ("a\x1b[31m.txt", "bad-name", "'a\\x1b[31m.txt' is no name for a file of a pack"),
        ("a" * 300 + ".txt", "bad-name", "is no name for a file of a pack"),
        (special("a.txt", stat.S_IFLNK), "link", "'a.txt' is a link; put the file itself there"),
        (special("a.txt", stat.S_IFCHR), "no-file", "'a.txt' is no ordinary file; take it out"),
        (special("a.txt", stat.S_IFIFO), "no-file", "'a.txt' is no ordinary file; take it out"),
        ("PACK.yaml", "duplicate-name", "'pack.yaml' and 'PACK.yaml' are one file on some systems"),
        ("Rubrics/bank.yaml", "duplicate-name", "are one file on some systems; rename one"),
        ("inner.zip", "nested", "inner.zip:1:1: error[nested] an archive cannot be in a pack"),
        ("run.py", "bad-kind", "a pack holds .yaml, .md and .txt files only; rename this or take"),
        ("bank.yml", "bad-kind", "a pack holds .yaml, .md and .txt files only"),
        ("LICENSE", "bad-kind", "a pack holds .yaml, .md and .txt files only"),
        ("other.yaml", "bad-place", "this is not read here; move it to pack.yaml, rubrics/*.yaml,"),
        ("lexicons/acts.yaml", "bad-place", "this is not read here; move it to pack.yaml"),
        ("rubrics/old/a.yaml", "bad-place", "nothing is read from this folder; the folders are"),
        ("docs/a.md", "bad-place", "nothing is read from this folder; the folders are rubrics"),
    ],
)
def test_names_that_play_tricks(
    here: Path, entry: str | zipfile.ZipInfo, word: str, said: str
) -> None:
    path = raw(here / "a.zip", [(entry, b"x")])
    if entry == "a.txt/":  # a folder of that name is no file, and nothing is made of it
        assert "a.txt" not in read_contents(path).files
        return
    (line,) = refused(path)
    assert f"error[{word}]" in line
    assert said in line


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    """A zip with its bytes changed."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(bytes(data))
    return path


def test_a_name_twice(here: Path) -> None:
    path = raw(here / "a.zip", [("a.txt", b"x"), ("b.txt", b"y")])
    patched(path, lambda data: data.__setitem__(slice(None), data.replace(b"b.txt", b"a.txt")))
    (line,) = refused(path)
    assert line.endswith("error[duplicate-name] 'a.txt' is in it twice; make the zip again")


def test_names_that_are_not_utf8(here: Path) -> None:
    for flag in (0x800, 0):
        path = raw(here / "a.zip", [("caf\u00e9.txt", b"x")])

        def spoil(data: bytearray, flag: int = flag) -> None:
            data[:] = data.replace("caf\u00e9.txt".encode(), b"caf\xe9\xe9.txt")
            at = data.rindex(b"PK\x01\x02")
            struct.pack_into("<H", data, at + 8, flag)
            at = data.rindex(b"PK\x03\x04")
            struct.pack_into("<H", data, at + 6, flag)

        (line,) = refused(patched(path, spoil))
        assert "error[bad-name] the name of a file in it is not UTF-8; use plain letters" in line


def test_utf8_names_that_do_not_say_so_are_read(here: Path) -> None:
    path = raw(here / "a.zip", [("caf\u00e9.txt", b"x")])

    def unsay(data: bytearray) -> None:
        for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            struct.pack_into("<H", data, data.rindex(sign) + offset, 0)

    assert "caf\u00e9.txt" in read_contents(patched(path, unsay)).files


def test_an_encrypted_zip(here: Path) -> None:
    def encrypt(data: bytearray) -> None:
        for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            at = data.index(sign) + offset
            struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | 1)

    (line,) = refused(patched(zipped(here / "a.zip"), encrypt))
    assert line.endswith("error[encrypted] 'pack.yaml' is encrypted; give a zip without a password")


def test_another_way_of_packing(here: Path) -> None:
    with zipfile.ZipFile(here / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("pack.yaml", HEAD)
    (line,) = refused(here / "a.zip")
    assert "error[bad-zip] 'pack.yaml' is packed in a way coach does not read" in line


def test_a_broken_zip(here: Path) -> None:
    whole = zipped(here / "a.zip").read_bytes()
    for damage in (
        whole[: len(whole) // 2] + b"\xff" * 200 + whole[len(whole) // 2 + 200 :],
        whole[:60] + b"\x00" * 40 + whole[100:],
    ):
        (here / "a.zip").write_bytes(damage)
        (line,) = refused(here / "a.zip")
        assert "error[bad-zip] the zip is damaged" in line
        assert line.endswith("make it again")
    (here / "a.zip").write_bytes(whole[:-30])
    (line,) = refused(here / "a.zip")
    assert "error[no-pack] this is no pack: a pack is a folder or a zip with a pack.yaml" in line


def test_a_bomb_is_measured_not_believed(here: Path) -> None:
    (line,) = refused(raw(here / "a.zip", [("zeros.txt", b" " * 900_000)]))
    assert "error[zip-bomb] it unpacks to more than 100 times its size, which no text does" in line
    path = raw(here / "b.zip", [("zeros.txt", b" " * 900_000)])

    def lie(data: bytearray) -> None:
        at = data.rindex(b"PK\x01\x02")
        struct.pack_into("<I", data, at + 24, 10)  # says that it holds ten bytes

    (line,) = refused(patched(path, lie))
    assert "error[bad-zip]" in line or "error[zip-bomb]" in line


def test_limits(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = os.urandom(600_000).hex()
    for path in (folder(here / "a", {"big.txt": big}), zipped(here / "a.zip", {"big.txt": big})):
        (line,) = refused(path)
        assert (
            line
            == f"{path}/big.txt:1:1: error[too-large] a file may have 1,000,000 bytes; split it"
        )
    (here / "a" / "big.txt").unlink()
    zipped(here / "a.zip")
    monkeypatch.setattr(pack_reader, "TOTAL_BYTES", 3000)
    for path in (here / "a", here / "a.zip"):
        (line,) = refused(path)
        assert "error[too-large] a pack may have" in line
    monkeypatch.setattr(pack_reader, "TOTAL_BYTES", 10**7)
    monkeypatch.setattr(pack_reader, "ENTRIES", 3)
    for path in (here / "a", here / "a.zip"):
        (line,) = refused(path)
        assert line.endswith("error[too-many] it holds more than 3 files; make several packs")
    monkeypatch.setattr(pack_reader, "ARCHIVE_BYTES", 100)
    (line,) = refused(here / "a.zip")
    assert "error[too-large]" in line


def test_an_archive_under_another_name(here: Path) -> None:
    inner = zipped(here / "inner.zip").read_bytes()
    (line,) = refused(raw(here / "a.zip", [("notes.txt", inner)]))
    assert "notes.txt:1:1: error[nested] an archive cannot be in a pack; unpack it" in line
    for data in (b"\x00", b"\xff\xfe"):
        (line,) = refused(raw(here / "a.zip", [("notes.txt", data)]))
        assert "notes.txt:1:1: error[not-text] this is no text in UTF-8; save it as UTF-8" in line


def test_links_in_a_folder(here: Path) -> None:
    pack = folder(here / "a")
    (here / "secret.txt").write_text("secret", encoding="utf-8")
    (pack / "notes.txt").symlink_to(here / "secret.txt")
    (line,) = refused(pack)
    assert line == (
        f"{pack}/notes.txt:1:1: error[link] this link leads out of the pack; "
        "put the file itself there"
    )
    (pack / "notes.txt").unlink()
    (pack / "scenarios2").symlink_to(here)
    (line,) = refused(pack)
    assert "error[link] a link to a folder cannot be in a pack; put the files" in line
    (pack / "scenarios2").unlink()
    (pack / "gone.txt").symlink_to(pack / "nowhere.txt")
    (line,) = refused(pack)
    assert "gone.txt:1:1: error[unreadable] the file cannot be read" in line
    (pack / "gone.txt").unlink()
    os.mkfifo(pack / "pipe.txt")
    (line,) = refused(pack)
    assert "pipe.txt:1:1: error[no-file] this is no ordinary file; take it out" in line
    (pack / "pipe.txt").unlink()
    (pack / "same.md").symlink_to("README.md")
    assert add_pack(pack).pack.id == "acme"
    assert not (packs.folder() / "acme" / "same.md").is_symlink()


def test_what_is_no_pack_at_all(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stdout, stderr = out(capsys, "pack", "add", "none.zip", code=2)
    assert stdout == (
        "none.zip:1:1: error[missing-file] there is no such file or folder; check the name\n"
    )
    assert stderr == "1 problem; nothing was installed\n"
    (here / "a.tar.gz").write_bytes(b"\x1f\x8b")
    assert "this is no pack: a pack is a folder or a zip" in refused(here / "a.tar.gz")[0]
    (here / "empty").mkdir()
    assert "there is no pack.yaml at the top of it" in refused(here / "empty")[0]
