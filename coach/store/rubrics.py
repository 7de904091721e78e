"""Rubrics that scores are pinned to, as they were when they scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.store.database import Connection, insert
from coach.store.text import dump_json, load_json

if TYPE_CHECKING:
    from sqlite_utils import Database

_KNOWN = "SELECT 1 FROM rubrics WHERE digest = ?"
_PINNED = """
    SELECT rubric, sum(n) AS n FROM (
        SELECT rubric, count(*) AS n FROM samples GROUP BY rubric
        UNION ALL SELECT rubric, count(*) FROM attempts GROUP BY rubric
    ) GROUP BY rubric
"""


@dataclass(frozen=True, slots=True)
class SavedRubric:
    """A resolved rubric as data."""

    id: str
    version: str
    digest: str
    data: Mapping[str, Any]

    @property
    def ref(self) -> str:
        """``id@version#digest``."""
        return f"{self.id}@{self.version}#{self.digest}"


@dataclass(frozen=True, slots=True)
class Version:
    """A rubric in the store without its text. status: as it was when it was kept first."""

    id: str
    version: str
    digest: str
    status: str


def save(store: Connection, ref: str, data: Mapping[str, Any]) -> None:
    """Keeps the rubric under its digest; one that is there already stays as it is."""
    if store.rows(_KNOWN, [_parts(ref)[2]]):
        return
    with store.writing() as db:
        put(store, db, ref, data)


def put(store: Connection, db: Database, ref: str, data: Mapping[str, Any]) -> None:
    """The same inside a transaction that is under way."""
    id_, version, digest = _parts(ref)
    if not store.rows(_KNOWN, [digest]):
        row = {"digest": digest, "id": id_, "version": version, "data": dump_json(data)}
        insert(db, "rubrics", row)


def find(store: Connection, digest: str) -> SavedRubric | None:
    """The rubric of a digest or of a whole reference."""
    sql = "SELECT id, version, digest, data FROM rubrics WHERE digest = ?"
    found = store.rows(sql, [digest.rpartition("#")[2]])
    return SavedRubric(**{**found[0], "data": load_json(found[0]["data"])}) if found else None


def every(store: Connection) -> tuple[Version, ...]:
    """All rubrics, in the order in which they were kept first."""
    sql = (
        "SELECT id, version, digest, json_extract(data, '$.status') AS status "
        "FROM rubrics ORDER BY rowid"
    )
    return tuple(Version(**{**row, "status": row["status"] or ""}) for row in store.rows(sql))


def pinned(store: Connection) -> dict[str, int]:
    """How many samples and attempts, corrected ones too, each reference is named by."""
    return {row["rubric"]: row["n"] for row in store.rows(_PINNED)}


def _parts(ref: str) -> tuple[str, str, str]:
    name, _, digest = ref.rpartition("#")
    id_, _, version = name.rpartition("@")
    if not (id_ and version and digest):
        raise ValueError(f"not a rubric reference: {ref!r}")
    return id_, version, digest
