"""One value changes, and not a character besides."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.files.edit_value import with_value
from coach.files.replace_file import replacing
from coach.model.problem import CoachError, FileProblems

STATUS = ("status",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: draft\n", "status: published\n"),
        ("status: draft", "status: published"),
        ("status:   draft   # draft for now\nid: a\n", "status:   published   # draft for now\nid: a\n"),
        ("# status: draft\nx: 'draft'\nstatus: draft\n", "# status: draft\nx: 'draft'\nstatus: published\n"),
        ('status: "draft"\n', 'status: "published"\n'),
        ("status: 'draft' # x\n", "status: 'published' # x\n"),
        ('status: "dr\\u0061ft" # x\n', 'status: "published" # x\n'),
        ("status:\n    draft\nid: a\n", "status:\n    published\nid: a\n"),
        ("status: |- # why\n  draft\nid: a\n", "status: |- # why\n  published\nid: a\n"),
        ("status: >-\n\n  draft\n", None),
        ("{id: a, status: draft, list: [draft]}\n", "{id: a, status: published, list: [draft]}\n"),
        ('{"status":"draft","id":"a"}', '{"status":"published","id":"a"}'),
        ("? status\n: draft\n", "? status\n: published\n"),
        ("id: a\r\nstatus: draft\r\nb: c\r\n", "id: a\r\nstatus: published\r\nb: c\r\n"),
        ("id: a\rstatus: draft\rb: c\r", "id: a\rstatus: published\rb: c\r"),
        ("\ufeffstatus: draft\r\n", "\ufeffstatus: published\r\n"),
        ("\ufeffid: a\nstatus: draft\n\n\n", "\ufeffid: a\nstatus: published\n\n\n"),
        ("---\nid: \U0001f600\nstatus: draft\n...\n", "---\nid: \U0001f600\nstatus: published\n...\n"),
        ("'\U0001f600': é, status: draft\n", None),
        ("{'\U0001f600': é, status: draft}\n", "{'\U0001f600': é, status: published}\n"),
        ("a: {status: draft}\nstatus: draft\n", "a: {status: draft}\nstatus: published\n"),
    ],
)  # fmt: skip
def test_a_value_is_replaced_in_place(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(FileProblems):
            with_value(before, "a.yaml", STATUS, "published")
    else:
        assert with_value(before, "a.yaml", STATUS, "published") == after


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ('version: "1.0"\n', "1.1", 'version: "1.1"\n'),
        ("version: v1\n", "1.1", 'version: "1.1"\n'),  # plain, it would be a number
        ("version: v1\n", "yes: no", 'version: "yes: no"\n'),
        ("version: 'v1'\n", "it's", 'version: "it\'s"\n'),
        ('version: "v1"\n', 'say "hi" \\', 'version: "say \\"hi\\" \\\\"\n'),
    ],
)
def test_a_value_that_needs_quotes_gets_them(before: str, new: str, after: str) -> None:
    assert with_value(before, "a.yaml", ("version",), new) == after


def test_a_value_deep_inside(tmp_path: Path) -> None:
    text = "criteria:\n  - id: a\n    title: Old\n  - id: b\n    title: Old # Old\n"
    path = ("criteria", 1, "title")
    changed = text.replace("Old # Old", "New # Old")
    assert with_value(text, "a.yaml", path, "New") == changed


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("id: a\n", "no-value", "there is no text under 'status' to change; write it"),
        ("status: 3\n", "no-value", "there is no text under 'status'"),
        ("status:\nid: a\n", "no-value", "there is no text under 'status'"),
        ("status: [draft]\n", "no-value", "there is no text under 'status'"),
        ("status: draft\nstatus: draft\n", "duplicate-key", "keep one of the two"),
        ("status: a\n  b\n", "unchangeable", "write it as plain text on one line"),
        ("status: &x draft\n", "unchangeable", "write it as plain text on one line"),
    ],
)
def test_what_cannot_be_changed_says_so(text: str, word: str, said: str) -> None:
    with pytest.raises(FileProblems) as caught:
        with_value(text, "a.yaml", STATUS, "published")
    assert [p.word for p in caught.value.problems] == [word]
    assert said in str(caught.value)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    with replacing(link, b"new\r\n"):
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new\r\n"
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [path, link]


def test_a_file_stays_when_something_goes_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), replacing(path, b"new"):
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = r"a.yaml: error\[unwritable\] .*may not be written"
    with pytest.raises(CoachError, match=said), replacing(path, b"new"):
        raise AssertionError
    monkeypatch.undo()
    monkeypatch.setattr("tempfile.mkstemp", _full)
    with pytest.raises(CoachError, match="no space left"), replacing(path, b"new"):
        raise AssertionError
    assert path.read_bytes() == b"old"


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")
