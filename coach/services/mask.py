"""Masking: personal data of plain text or JSONL made unreadable, or listed as spans.

Every character of personal data but white space becomes U+25AE, one for one, so that lengths and
offsets of everything else stay as they were. Rows are read, masked and written one at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from coach.language.personal_data import PersonalData, personal_data_in
from coach.language.text import Text
from coach.model.problem import CoachError

MASK = "\u25ae"
LONGEST_LINE = 16_000_000  # bytes
TEXT_KEYS = ("customer_text", "text", "reply")
_PLAIN_NAMES = (".txt", ".text", ".md", ".log")
_ROW_NAMES = (".jsonl", ".ndjson")
Form = Literal["text", "jsonl"]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be masked and was left out: its line (from 1) and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Tally:
    """What became of the rows; in plain text every line is one."""

    rows: int = 0
    bad: int = 0
    spans: int = 0


class _RowError(ValueError):
    """Why a row cannot be masked."""


def masked(text: str) -> str:
    """The text with its personal data masked, of the same length."""
    parts = []
    at = 0
    for start, end, _ in personal_data_in(Text(text)):
        parts.append(text[at:start])
        parts.append("".join(c if c.isspace() else MASK for c in text[start:end]))
        at = end
    return "".join([*parts, text[at:]])


def mask_stream(
    source: BinaryIO,
    name: str,
    emit: Callable[[bytes], object],
    complain: Callable[[BadRow], object],
    *,
    spans: bool = False,
) -> Tally:
    """Masks everything ``source`` holds, or lists its spans, row by row.

    name: the file's name, for its ending and for messages. Raises CoachError for data that is
    binary or not UTF-8.
    """
    tally = Tally()
    form: Form | None = _form_by_name(name)
    for number, line in _lines(source, name):
        if form is None:
            if not line.strip():
                emit(b"" if spans else line.encode())
                continue
            form = _form_by_content(line)
        if form == "text":
            _text_row(number, line, emit, tally, spans)
        elif line.strip():
            _json_row(number, line, emit, complain, tally, spans)
    return tally


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, open. Raises CoachError when it cannot be read."""
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise CoachError(f"{path}: error[no-file] there is no such file") from None
    except IsADirectoryError:
        raise CoachError(f"{path}: error[is-folder] this is a folder; name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CoachError(f"{path}: error[unreadable] {reason}") from None
    with stream:
        yield stream


def _form_by_name(name: str) -> Form | None:
    ending = Path(name).suffix.lower()
    if ending in _ROW_NAMES:
        return "jsonl"
    return "text" if ending in _PLAIN_NAMES else None


def _form_by_content(line: str) -> Form:
    try:
        return "jsonl" if isinstance(_parsed(line), dict) else "text"
    except _RowError:
        return "text"


def _lines(source: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    """Lines with their ends as they were, decoded."""
    number = 0
    offset = 0
    while data := source.readline(LONGEST_LINE + 1):
        number += 1
        if len(data) > LONGEST_LINE:
            limit = f"line {number} is longer than {LONGEST_LINE:,} bytes"
            raise CoachError(f"{name}:{number}: error[too-large] {limit}; split the file")
        if b"\0" in data:
            where = f"byte {offset + data.index(0)} is NUL"
            raise CoachError(f"{name}:{number}: error[binary] {where}; give text or JSONL")
        try:
            yield number, data.decode("utf-8")
        except UnicodeDecodeError as error:
            where = f"byte {offset + error.start} is not UTF-8"
            message = f"{name}:{number}: error[not-utf8] {where}; save the file as UTF-8"
            raise CoachError(message) from None
        offset += len(data)


def _text_row(
    number: int, line: str, emit: Callable[[bytes], object], tally: Tally, spans: bool
) -> None:
    tally.rows += 1
    if not spans:
        emit(masked(line).encode())
        return
    found = personal_data_in(Text(line))
    tally.spans += len(found)
    emit(_spans_line(str(number), found))


def _json_row(
    number: int,
    line: str,
    emit: Callable[[bytes], object],
    complain: Callable[[BadRow], object],
    tally: Tally,
    spans: bool,
) -> None:
    tally.rows += 1
    try:
        row = _row(line)
        texts = _texts(row)
    except _RowError as error:
        tally.bad += 1
        complain(BadRow(number, str(error)))
        return
    if spans:
        found: list[PersonalData] = []
        at = 0
        for text, _ in texts:
            found += [PersonalData(s + at, e + at, k) for s, e, k in personal_data_in(Text(text))]
            at += len(text) + 1
        tally.spans += len(found)
        identity = row.get("id")
        emit(_spans_line(str(number) if identity is None else identity, found))
        return
    for text, put in texts:
        put(masked(text))
    emit(_json_line(row))


def _parsed(line: str) -> Any:
    def refuse(word: str) -> Any:
        raise _RowError(f"{word} is no JSON number")

    try:
        return json.loads(line.removeprefix("\ufeff"), parse_constant=refuse)
    except _RowError:
        raise
    except json.JSONDecodeError as error:
        raise _RowError(f"not JSON: {error.msg.lower()} at column {error.colno}") from None
    except (ValueError, RecursionError):
        reason = "not JSON that can be read: a number too long or nesting too deep"
        raise _RowError(reason) from None


def _row(line: str) -> dict[str, Any]:
    row = _parsed(line)
    if not isinstance(row, dict):
        raise _RowError('a row is an object such as {"id": "1", "text": "..."}')
    return row


def _texts(row: dict[str, Any]) -> list[tuple[str, Callable[[str], None]]]:
    """The texts of a row in reading order, each with what puts a new text in its place."""
    found: list[tuple[str, Callable[[str], None]]] = []
    thread = row.get("thread")
    if thread is not None and not isinstance(thread, list):
        raise _RowError("'thread' is not a list of turns")
    for n, turn in enumerate(thread or ()):
        if not isinstance(turn, dict):
            raise _RowError(f"turn {n} of 'thread' is not an object with 'speaker' and 'text'")
        _add(found, turn, "text", f"'text' of turn {n}")
    for key in TEXT_KEYS:
        _add(found, row, key, f"'{key}'")
    return found


def _add(
    found: list[tuple[str, Callable[[str], None]]], holder: dict[str, Any], key: str, said: str
) -> None:
    value = holder.get(key)
    if value is None:
        return
    if not isinstance(value, str):
        raise _RowError(f"{said} is not text")
    found.append((value, lambda new: holder.__setitem__(key, new)))


def _spans_line(identity: Any, found: Any) -> bytes:
    spans = [{"start": start, "end": end, "kind": kind} for start, end, kind in found]
    return _json_line({"id": identity, "spans": spans})


def _json_line(value: dict[str, Any]) -> bytes:
    try:
        return (json.dumps(value, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half an emoji, cut by somebody's export
        return (json.dumps(value) + "\n").encode()
