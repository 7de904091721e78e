"""Samples: live replies with the scorecards they got. Scoring again adds rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from coach.store.database import Connection, packed
from coach.store.text import dump_json, load_json

BATCH = 500


@dataclass(frozen=True, slots=True)
class Sample:
    """A scored live reply; ``source`` and ``id`` say which record of which file it was.

    context: the record without its reply; scorecard: the line of the wire format.
    corrects: the row this one takes the place of; row: its own, None until it is stored.
    """

    source: str
    id: str
    channel: str
    visibility: str
    reply: str
    context: Mapping[str, Any]
    rubric: str
    total: float | None
    passed: bool
    scorecard: Mapping[str, Any]
    scored_at: str
    coach_version: str
    agent: str | None = None
    brand: str | None = None
    sent_at: str | None = None
    corrects: int | None = None
    row: int | None = None


_NAMES = tuple(field.name for field in fields(Sample))
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_CURRENT = "NOT EXISTS (SELECT 1 FROM samples AS later WHERE later.corrects = samples.row)"


def add(store: Connection, samples: Iterable[Sample], batch: int = BATCH) -> int:
    """Adds samples as they come, a transaction a batch, and returns how many there were."""
    coming = iter(samples)
    added = 0
    while rows := [_row(sample) for sample in islice(coming, batch)]:
        with store.writing() as db:
            db.table("samples").insert_all(rows)
        added += len(rows)
    return added


def stream(
    store: Connection, source: str | None, agent: str | None, batch: int = BATCH
) -> Iterator[Sample]:
    """Samples in the order they were stored, without the corrected ones, a batch at a time."""
    wanted = {"source": source, "agent": agent}
    where = "".join(f" AND {name} = ?" for name, value in wanted.items() if value is not None)
    params = [value for value in wanted.values() if value is not None]
    sql = f"SELECT {_COLUMNS} FROM samples WHERE row > ?{where} AND {_CURRENT} ORDER BY row LIMIT ?"
    last = 0
    while rows := store.rows(sql, [last, *params, batch]):
        yield from map(_sample, rows)
        last = rows[-1]["row"]


def _row(sample: Sample) -> dict[str, Any]:
    row = {name: getattr(sample, name) for name in _NAMES if name != "row"}
    row["passed"] = int(sample.passed)
    row["context"] = dump_json(sample.context)
    row["scorecard"] = dump_json(sample.scorecard)
    return packed(row)


def _sample(row: dict[str, Any]) -> Sample:
    return Sample(
        **{
            **row,
            "passed": bool(row["passed"]),
            "context": load_json(row["context"]),
            "scorecard": load_json(row["scorecard"]),
        }
    )
