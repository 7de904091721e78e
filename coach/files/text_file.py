"""Reading a text file that came from outside."""

from __future__ import annotations

from pathlib import Path

from coach.files.wording import quoted
from coach.model.problem import FileProblems, Problem

LIMIT = 1_000_000  # bytes


def read_text(path: Path, limit: int = LIMIT) -> str:
    """The text of a UTF-8 file of at most ``limit`` bytes, without a byte order mark.

    Raises FileProblems with one problem: missing-file, is-folder, unreadable, too-large, binary
    or not-utf8. Line endings stay as they are.
    """
    data = _read_bytes(path, limit)
    if len(data) > limit:
        message = f"the file is larger than {limit:,} bytes; split it into smaller ones"
        raise _fault(path, "too-large", message)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _fault(path, "not-utf8", "the file is UTF-16 text; save it as UTF-8")
    if b"\x00" in data:
        offset = data.index(b"\x00")
        message = f"byte {offset} is NUL, so this is no text file; give a text file"
        raise _fault(path, "binary", message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # error.start is measured after the byte order mark, if there is one
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:offset].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = f"byte {offset} (0x{data[offset]:02x}) is not UTF-8; save the file as UTF-8"
        raise _fault(path, "not-utf8", message, line, column) from None


def _read_bytes(path: Path, limit: int) -> bytes:
    """At most limit + 1 bytes, so that an endless device cannot fill the memory."""
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except FileNotFoundError:
        message = "there is no such file; check the name and the folder"
        raise _fault(path, "missing-file", message) from None
    except IsADirectoryError:
        message = "this is a folder; name a file in it"
        raise _fault(path, "is-folder", message) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"the file cannot be read ({quoted(reason)[1:-1]}); check its permissions"
        raise _fault(path, "unreadable", message) from None


def _fault(path: Path, word: str, message: str, line: int = 1, column: int = 1) -> FileProblems:
    return FileProblems((Problem(str(path), line, column, word, message),))
