"""Publications: when which version of a rubric was published or archived. Rows are only added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from coach.store import audit, rubrics
from coach.store.database import Connection, insert
from coach.store.faults import fault


@dataclass(frozen=True, slots=True)
class Publication:
    """A step in the life of a rubric: from ``at`` on, the version has this status.

    status: published or archived. file: where it was written; empty when no file was changed.
    """

    id: str
    version: str
    digest: str
    status: str
    file: str
    by: str
    at: str
    why: str

    @property
    def ref(self) -> str:
        """``id@version#digest``."""
        return f"{self.id}@{self.version}#{self.digest}"


_COLUMNS = ", ".join(f'"{field.name}"' for field in fields(Publication))


def add(store: Connection, step: Publication, data: Mapping[str, Any]) -> None:
    """Adds a step, with the resolved rubric and a line of the audit trail: all of it or nothing."""
    with store.writing() as db:
        sql = (
            "SELECT 1 FROM publications WHERE id = ? AND version = ? AND digest != ? AND status = ?"
        )
        other = store.rows(sql, [step.id, step.version, step.digest, "published"])
        if other and step.status == "published":
            message = f"version {step.version} of {step.id} was published with other text"
            raise fault(store.path, "version-taken", f"{message}; raise 'version'")
        rubrics.put(store, db, step.ref, data)
        insert(db, "publications", asdict(step))
        audit.record(db, step.by, step.at, f"{step.status} rubric {step.ref}", step.why)


def every(store: Connection, rubric: str | None) -> tuple[Publication, ...]:
    """The steps of all rubrics or of one, the oldest first."""
    where = "" if rubric is None else "WHERE id = ?"
    sql = f"SELECT {_COLUMNS} FROM publications {where} ORDER BY row"
    found = store.rows(sql, [] if rubric is None else [rubric])
    return tuple(Publication(**row) for row in found)
