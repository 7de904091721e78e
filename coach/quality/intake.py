"""Intake: records of live replies from JSONL, CSV or Parquet become drafts, or rejects with a reason.

A record has a ``reply``, or a thread whose agent turns are the replies, each in the light of what came
before it. Bad rows never stop a run: each becomes a Reject with its line and reason.
"""

from __future__ import annotations

import csv
import difflib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TextIO

from coach.engine import LONGEST_REPLY
from coach.files.wording import quoted
from coach.model.channel import Channel, Visibility
from coach.model.problem import CoachError
from coach.model.thread import Context, Draft, Speaker, Turn

Unit = Literal["reply", "turn", "thread"]
LONGEST_LINE = 16_000_000
_NEAR = 0.85  # how like a known column's name a misspelt one is, at least
_TEXT_KEYS = ("id", "agent", "channel", "visibility", "brand", "product", "country",
              "customer_handle", "customer_name", "sent_at", "customer_text")  # fmt: skip
_SPEAKERS = {s.value: s for s in Speaker} | {"brand": Speaker.AGENT, "user": Speaker.CUSTOMER}


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be scored: its line in the file (from 1) and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a record without it gets. ``said``: what has been assumed, for one word on stderr."""

    channel: str = "x"
    visibility: Visibility = Visibility.PUBLIC


class RowError(ValueError):
    """Why a row cannot be scored."""


def read_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Reject]]:
    """Rows of a file as (line, mapping), or a Reject for a row that is none.

    JSONL unless the name ends in .csv or .parquet (a folder of .parquet files too); ``-`` is stdin.
    Raises CoachError for a file that cannot be read at all.
    """
    if str(path) == "-":
        yield from _jsonl(_stdin())
        return
    if not path.exists():
        raise CoachError(f"{path}: error[no-file] there is no such file")
    if path.is_dir() or path.suffix.lower() == ".parquet":
        yield from _parquet(path)
        return
    try:
        with path.open("rb") as probe:
            head = probe.read(4096)
    except OSError as error:
        raise CoachError(f"{path}: error[unreadable] {error.strerror or error}") from None
    if _is_binary(head):
        raise CoachError(
            f"{path}: error[binary] this is no UTF-8 text; give JSONL, CSV or Parquet, saved as UTF-8"
        )
    if path.suffix.lower() in (".csv", ".tsv"):
        yield from _csv(path)
    else:
        with path.open("r", encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            yield from _jsonl(file)


def _is_binary(head: bytes) -> bool:
    """Whether a file is no text at all; a stray NUL is the fault of its row."""
    return head.count(0) > len(head) // 100 + 1 or head[:2] in (b"\xff\xfe", b"\xfe\xff")


def _stdin() -> TextIO:
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    return sys.stdin


def _jsonl(file: TextIO) -> Iterator[tuple[int, Mapping[str, Any] | Reject]]:
    number = 0
    while True:
        line = file.readline(LONGEST_LINE)
        if not line:
            return
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith("\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            yield number, Reject(number, f"the line has more than {LONGEST_LINE:,} characters")
            continue
        if not line.strip():
            continue
        if any("\udc80" <= c <= "\udcff" for c in line):
            yield number, Reject(number, "not UTF-8; save the file as UTF-8")
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, Reject(number, f"not JSON: column {error.pos + 1}: {error.msg}")
            continue
        except (ValueError, RecursionError) as error:
            yield number, Reject(number, f"not JSON: {_short(error)}")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            yield number, Reject(number, 'not a JSON object; a record looks like {"reply": ...}')


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Reject]]:
    csv.field_size_limit(LONGEST_LINE)
    delimiter = _delimiter(path)
    with path.open("r", encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.DictReader(file, delimiter=delimiter, restkey="\0more", strict=True)
        try:
            names = reader.fieldnames
        except csv.Error as error:
            raise CoachError(f"{path}:1:1: error[csv] {error}") from None
        names = [_column(name) for name in names or ()]
        reader.fieldnames = names
        if "reply" not in names:
            found = ", ".join(names) or "none"
            raise CoachError(
                f"{path}:1:1: error[no-reply] a CSV file needs a column 'reply' "
                f"(and id, agent, channel, visibility, customer_text); its columns are {found[:200]}"
            )
        _check_names(path, names)
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                said = str(error)
                if "unexpected end of data" in said:
                    said = "a quote opens here and never closes; nothing after it was read"
                yield line, Reject(line, f"not CSV: {said}")
                continue
            if "\0more" in row:
                yield line, Reject(line, "more cells than columns; quote texts that hold a comma")
            elif None in row.values():
                yield line, Reject(line, "fewer cells than columns")
            elif any("\udc80" <= c <= "\udcff" for value in row.values() for c in value):
                yield line, Reject(line, "not UTF-8; save the file as UTF-8")
            else:
                yield line, {key: value for key, value in row.items() if value or key == "reply"}


def _check_names(path: Path, names: list[str]) -> None:
    """Raises CoachError for a column that would be left out though it looks like one that is read."""
    known = (*_TEXT_KEYS, "reply", "thread")
    for name in names:
        near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
        if near and name not in known and near[0] not in names:
            raise CoachError(
                f"{path}:1:1: error[unknown-column] the column {quoted(name)} is not read; "
                f"did you mean '{near[0]}'? Rename it, or give it another name"
            )


def _delimiter(path: Path) -> str:
    """Comma, semicolon or tab: whichever the heading has most of."""
    with path.open("r", encoding="utf-8-sig", errors="replace", newline="") as file:
        heading = file.readline(LONGEST_LINE)
    return max(",;\t", key=heading.count)


def _column(name: str) -> str:
    """A column's name as records spell it: "Customer Text" is customer_text."""
    return "_".join(name.strip().lower().split())


def _parquet(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Reject]]:
    try:
        import pyarrow.dataset as dataset
    except ImportError:
        raise CoachError(
            f"{path}: error[no-parquet] reading Parquet needs pyarrow; pip install 'coach[parquet]'"
        ) from None
    try:
        rows = dataset.dataset(path, format="parquet")
        if not rows.files:
            raise CoachError(f"{path}: error[no-file] there is no Parquet file in this folder")
        number = 0
        for batch in rows.to_batches(batch_size=1000):
            for row in batch.to_pylist():
                number += 1
                yield number, {key: value for key, value in row.items() if value is not None}
    except (OSError, ValueError) as error:
        raise CoachError(f"{path}: error[parquet] {_short(error)}") from None


def drafts_of(
    row: Mapping[str, Any],
    line: int,
    unit: Unit,
    channels: Mapping[str, Channel],
    default: Defaults,
) -> Iterator[Draft]:
    """The drafts of a record. Raises RowError with the reason when it cannot be scored."""
    for key in _TEXT_KEYS:
        if row.get(key) is not None and not isinstance(row[key], str | int | float):
            raise RowError(f"'{key}' must be text")
    sent_at = _optional(row, "sent_at")
    if sent_at and not _dated(sent_at):
        raise RowError(f"'sent_at' must begin with a day as 2026-01-31, not {sent_at[:30]!r}")
    record = str(row.get("id") or line)
    turns = tuple(_turns(row))
    context = Context(
        channel=_channel(row, channels, default),
        visibility=_visibility(row, channels[_channel(row, channels, default)], default),
        turns=turns,
        agent=_optional(row, "agent"),
        brand=_optional(row, "brand"),
        product=_optional(row, "product"),
        country=_optional(row, "country"),
        customer_handle=_optional(row, "customer_handle"),
        customer_name=_optional(row, "customer_name"),
        sent_at=sent_at,
    )
    if row.get("reply") is not None:
        if not isinstance(row["reply"], str):
            raise RowError("'reply' must be text")
        yield _draft(record, [row["reply"]], context)
        return
    if not turns:
        raise RowError("there is neither a 'reply' nor a 'thread'")
    replies = list(_runs(turns, unit))
    if not replies:
        raise RowError("the thread has no turn of speaker 'agent'")
    for first, before, texts in replies:
        yield _draft(f"{record}#{first}", texts, _before(context, before))


def _dated(text: str) -> bool:
    """Whether a text begins with an ISO date."""
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return len(text) >= 10 and text[4] == "-"


def _draft(record: str, texts: list[str], context: Context) -> Draft:
    text = "\n".join(texts)
    if len(text) > LONGEST_REPLY:
        raise RowError(f"the reply has {len(text):,} characters; {LONGEST_REPLY:,} can be scored")
    posts = []
    at = 0
    for part in texts:
        posts.append((at, at + len(part)))
        at += len(part) + 1
    return Draft(record, text, context, tuple(posts))


def _runs(turns: tuple[Turn, ...], unit: Unit) -> Iterator[tuple[int, int, list[str]]]:
    """(index of the first turn, turns that came before, texts) of each reply of a thread."""
    if unit == "thread":
        own = [i for i, turn in enumerate(turns) if turn.speaker is Speaker.AGENT]
        if own:
            yield own[0], -1, [turns[i].text for i in own]
        return
    i = 0
    while i < len(turns):
        if turns[i].speaker is not Speaker.AGENT:
            i += 1
            continue
        end = i + 1
        while unit == "reply" and end < len(turns) and turns[end].speaker is Speaker.AGENT:
            end += 1
        yield i, i, [turn.text for turn in turns[i:end]]
        i = end


def _before(context: Context, count: int) -> Context:
    """The context as it was before a reply; -1: the customer's turns of the whole thread."""
    from dataclasses import replace

    if count < 0:
        return replace(
            context, turns=tuple(t for t in context.turns if t.speaker is not Speaker.AGENT)
        )
    return replace(context, turns=context.turns[:count])


def _turns(row: Mapping[str, Any]) -> Iterator[Turn]:
    thread = row.get("thread")
    if thread is None:
        if row.get("customer_text"):
            yield Turn(Speaker.CUSTOMER, str(row["customer_text"]))
        return
    if not isinstance(thread, list):
        raise RowError("'thread' must be a list of turns")
    for n, turn in enumerate(thread):
        if not isinstance(turn, Mapping) or not isinstance(turn.get("text"), str):
            raise RowError(f"turn {n} of the thread has no 'text'")
        speaker = _SPEAKERS.get(str(turn.get("speaker")).lower())
        if speaker is None:
            raise RowError(f"turn {n} of the thread: 'speaker' must be customer or agent")
        yield Turn(speaker, turn["text"], str(turn["at"]) if turn.get("at") else None)


def _channel(row: Mapping[str, Any], channels: Mapping[str, Channel], default: Defaults) -> str:
    name = str(row.get("channel") or default.channel)
    if name not in channels:
        from coach.files.wording import instead, quoted

        raise RowError(f"there is no channel {quoted(name)}; {instead(name, channels)}")
    return name


def _visibility(row: Mapping[str, Any], channel: Channel, default: Defaults) -> Visibility:
    given = row.get("visibility")
    if given is None or given == "":
        # An e-mail is private without anybody saying so.
        known = default.visibility in channel.places
        return default.visibility if known else next(iter(channel.places))
    try:
        return Visibility(str(given))
    except ValueError:
        raise RowError("'visibility' must be public or private") from None


def _optional(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    return None if value is None or value == "" else str(value)


def _short(error: Exception) -> str:
    return str(error).split("\n")[0][:200]
