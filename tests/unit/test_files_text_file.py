"""Text files from outside: each way of being unreadable has its word and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.files.text_file import read_text
from coach.files.wording import instead, visible
from coach.model.problem import CoachError, FileProblems


def fault(file: Path, limit: int = 1000) -> tuple[str, int, int, str]:
    with pytest.raises(FileProblems) as caught:
        read_text(file, limit)
    assert isinstance(caught.value, CoachError)
    (problem,) = caught.value.problems
    assert problem.file == str(file)
    return problem.word, problem.line, problem.column, problem.message


def test_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffé\r\nb".encode())
    assert read_text(file) == "é\r\nb"


def test_missing_and_folder(tmp_path: Path) -> None:
    assert fault(tmp_path / "no.txt")[0] == "missing-file"
    assert fault(tmp_path)[0] == "is-folder"
    assert fault(tmp_path / "a.txt" / "b")[0] in {"missing-file", "unreadable"}
    assert fault(Path("a\0b"))[0] == "unreadable"
    assert fault(tmp_path / ("n" * 5000))[0] == "unreadable"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    word, _, _, message = fault(tmp_path / "a.txt")
    assert word == "unreadable"
    assert "permission denied" in message


def test_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x" * 1001)
    assert fault(file)[0] == "too-large"
    file.write_text("x" * 1000)
    assert len(read_text(file, 1000)) == 1000


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_not_utf8_names_byte_line_and_column(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(mark.encode() + "é\naé".encode() + b"\xff\n")
    word, line, column, message = fault(file)
    assert (word, line, column) == ("not-utf8", 2, 3)
    assert f"byte {len(mark.encode()) + 6} (0xff)" in message


def test_binary_and_utf16(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"ab\0c")
    word, _, _, message = fault(file)
    assert word == "binary"
    assert "byte 2" in message
    file.write_bytes("a: 1".encode("utf-16"))
    assert fault(file)[3] == "the file is UTF-16 text; save it as UTF-8"


def test_an_endless_device_ends() -> None:
    if Path("/dev/zero").exists():
        assert fault(Path("/dev/zero"))[0] == "too-large"


def test_hidden_characters_are_shown() -> None:
    assert visible("a\x1b[31m\u202eb\n") == "a\\x1b[31m\\u202eb\\n"
    assert visible("x" * 100) == "x" * 60 + "..."


def test_the_remedy_for_a_wrong_name() -> None:
    assert instead("wieght", ["weight", "when"]) == "did you mean 'weight'?"
    assert instead("zzz", ["b", "a"]) == "use one of: a, b"
    assert instead("zzz", []) == "there is none to choose from"
    assert instead("zzz", ["b"], "leave it out") == "leave it out"
