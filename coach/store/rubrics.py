"""Rubrics that scores are pinned to, as they were when they scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.store.database import Connection, insert
from coach.store.text import dump_json, load_json


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


def save(store: Connection, ref: str, data: Mapping[str, Any]) -> None:
    """Keeps the rubric under its digest; one that is there already stays as it is."""
    name, _, digest = ref.rpartition("#")
    id_, _, version = name.rpartition("@")
    if not (id_ and version and digest):
        raise ValueError(f"not a rubric reference: {ref!r}")
    if store.rows("SELECT 1 FROM rubrics WHERE digest = ?", [digest]):
        return
    row = {"digest": digest, "id": id_, "version": version, "data": dump_json(data)}
    with store.writing() as db:
        if not store.rows("SELECT 1 FROM rubrics WHERE digest = ?", [digest]):
            insert(db, "rubrics", row)


def find(store: Connection, digest: str) -> SavedRubric | None:
    """The rubric of a digest or of a whole reference."""
    sql = "SELECT id, version, digest, data FROM rubrics WHERE digest = ?"
    found = store.rows(sql, [digest.rpartition("#")[2]])
    return SavedRubric(**{**found[0], "data": load_json(found[0]["data"])}) if found else None
