"""``coach rubric edit`` and ``coach scenario edit`` outside the screens, and the files behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.cli import edit
from coach.cli.errors import run
from coach.files.shipped import shipped_rubrics
from coach.model.problem import CoachError, FileProblems
from coach.services import edited_file
from coach.services.editable import kind_of, to_edit, value_in
from coach.services.edited_file import ChangedOutsideError
from coach.services.own_copy import make_copy, suggested
from coach.services.unsaved import Unsaved, kept
from coach.services.workbench import Bench

RUBRIC = "rubric: 1\nid: mine\ntitle: 'Ours'\nversion: '1'\nstatus: draft\nextends: email\n"


@pytest.fixture
def file(tmp_path: Path, home: Path) -> Path:
    """A rubric file."""
    path = tmp_path / "mine.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["rubric", "scenario"])
def test_without_a_terminal_there_is_a_remedy(
    kind: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([kind, "edit", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"error[no-terminal] the workbench needs a terminal; change the file in any editor, " \
        f"then: coach {kind} check FILE" in said.err  # fmt: skip


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope.yaml", "nope.yaml: error[missing-file] there is no such file; "
         "make one with: coach rubric new nope.yaml"),
        (".", ".: error[is-folder] this is a folder; name a file in it"),
        ("emial", "there is no rubric 'emial'; did you mean 'email'?"),
        ("acme/x", "there is no rubric 'acme/x', neither as a file nor in a pack"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_explained(
    name: str, message: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rubric", "edit", name]) == 2
    assert message in capsys.readouterr().err


def test_the_workbench_opens_with_the_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(edit, "has_screen", lambda: True)
    monkeypatch.setattr("coach.ui.app.run", lambda db, **more: opened.append((db, more)))
    db = tmp_path / "c.db"
    assert run(["rubric", "edit", str(file), "--db", str(db)]) == 0
    assert run(["scenario", "edit", "software-dark-mode", "--db", str(db)]) == 0
    assert run(["rubric", "edit", "--db", str(db)]) == 0
    shipped = to_edit("software-dark-mode", "scenario")
    assert shipped.name == "software-dark-mode.yaml"
    assert opened == [
        (db, {"edit": ("rubric", file)}),
        (db, {"edit": ("scenario", shipped)}),
        (db, {"edit": ("rubric", None)}),
    ]


def test_kind_and_title_of_a_text() -> None:
    assert kind_of("# x\n" + RUBRIC) == "rubric"
    assert kind_of("\ufeffscenario: 1\n") == "scenario"
    assert kind_of("notes: [rubric]\n") is None
    assert value_in(RUBRIC, "title") == "Ours"
    assert value_in(RUBRIC, "nothing") == ""


@pytest.mark.parametrize(
    "text", ["a\nb\n", "a\r\nb", "a\rb\r", "a\r\nb\nc\n\n", "", "\x0bx\u2028\n"]
)
def test_an_unchanged_text_is_written_as_it_was(text: str, tmp_path: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        path = tmp_path / "x.yaml"
        path.write_bytes(mark + text.encode())
        file = edited_file.read(path)
        assert "\r" not in file.text
        assert file.text.splitlines() == file.text.split("\n")[: len(file.text.splitlines())]
        assert edited_file.content(file.text, file) == path.read_bytes()
        assert edited_file.plain_text(file.text).count("\x0b") == text.count("\x0b")


def test_lines_that_stay_keep_their_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a\r\nb\nc\r\nd")
    file = edited_file.read(path)
    assert edited_file.content("a\nnew\nb\nc\nd\n", file) == b"a\r\nnew\r\nb\nc\r\nd\r\n"


def test_what_cannot_be_written_stays(file: Path) -> None:
    opened = edited_file.read(file)
    file.write_text("theirs\n")
    with pytest.raises(ChangedOutsideError) as changed:
        edited_file.save("mine", opened)
    assert changed.value.file is not None
    assert changed.value.file.text == "theirs\n"
    file.unlink()
    with pytest.raises(ChangedOutsideError) as gone:
        edited_file.save("mine", opened)
    assert gone.value.file is None
    shipped = edited_file.read(shipped_rubrics() / "email.yaml")
    with pytest.raises(CoachError, match=r"error\[read-only\] the file stays as it is: it comes"):
        edited_file.save("mine", shipped)
    odd = file.with_name("odd.yaml")
    odd.write_text("a: \U0010ff00\n", encoding="utf-8")
    assert "private characters" in (edited_file.read(odd).locked or "")


def test_a_gone_file_cannot_be_written_without_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.yaml"
    path.parent.mkdir()
    path.write_text("a: 1\n")
    opened = edited_file.read(path)
    path.unlink()
    path.parent.rmdir()
    gone = edited_file.EditedFile(path, opened.data, opened.text, None)
    with pytest.raises(CoachError, match=r"error\[unwritable\] the file cannot be written"):
        edited_file.save("b", gone)


def test_unsaved_text_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "c.db.unsaved").write_text("in the way")
    unsaved = Unsaved(tmp_path / "c.db", tmp_path / "x.yaml")
    unsaved.note(lambda: b"text")
    with pytest.raises(CoachError, match=r"error\[not-kept\] unsaved text cannot be kept"):
        unsaved.flush()
    assert kept(tmp_path / "c.db") == ()


def test_a_copy_of_something_else_is_refused(tmp_path: Path, home: Path) -> None:
    other = tmp_path / "notes.yaml"
    other.write_text("a: 1\n")
    with pytest.raises(CoachError, match=r"error\[no-kind\] this is neither a rubric nor"):
        make_copy(other, tmp_path / "new.yaml")
    with pytest.raises(CoachError, match=r"error\[exists\]"):
        make_copy(shipped_rubrics() / "email.yaml", other)
    assert suggested(other, tmp_path) == "my-notes.yaml"
    (tmp_path / "my-notes.yaml").write_text("")
    assert suggested(other, tmp_path) == "my-notes-2.yaml"


def test_a_copied_rubric_is_right(tmp_path: Path, home: Path) -> None:
    made = make_copy(shipped_rubrics() / "email.yaml", tmp_path / "ours.yaml")
    view = Bench(made, "rubric", tmp_path / "c.db").view(made.read_text())
    assert view.problems == ()
    assert view.rubric is not None
    assert view.rubric.lineage[0] == "email"


def test_the_bench_takes_any_text(file: Path, tmp_path: Path) -> None:
    bench = Bench(file, "rubric", tmp_path / "c.db")
    good = bench.view(RUBRIC + "criteria: []\n")
    assert good.problems == ()
    assert good.scored
    for text in ("", "x", "rubric: [", "a: b: c", "rubric: 1\ncriteria: 3\n", "\x00", "\ud800"):
        assert bench.view(text).problems
    (large,) = bench.view("#" * 1_000_001).problems
    assert "larger than 1,000,000 bytes" in large.message
    with pytest.raises(FileProblems):
        bench.rubric("rubric: [")
