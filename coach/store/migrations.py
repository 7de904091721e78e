"""The shape of the store, one small step at a time.

A step that has been released is never changed; a new need is a new step at the end.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations


def m001_agents(db: Database) -> None:
    """The learners; ``folded`` makes names unique whatever their case."""
    table = db.table("agents")
    table.create(
        {"id": int, "name": str, "folded": str, "added_at": str},
        pk="id",
        not_null={"name", "folded", "added_at"},
    )
    table.create_index(["folded"], unique=True)


def m002_drafts(db: Database) -> None:
    """What is typed and not yet sent: one row for an agent and a scenario."""
    db.table("drafts").create(
        {
            "agent": int, "scenario": str, "round": int, "decision": str, "text": str,
            "seconds": float, "saved_at": str, "state": str,
        },
        pk=("agent", "scenario"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"round", "text", "seconds", "saved_at", "state"},
    )  # fmt: skip


def m003_attempts(db: Database) -> None:
    """Replies sent in practice. ``corrects`` names the row this one takes the place of."""
    table = db.table("attempts")
    table.create(
        {
            "id": int, "agent": int, "scenario": str, "channel": str, "session": str,
            "round": int, "number": int, "decision": str, "decision_score": float, "reply": str,
            "rubric": str, "total": float, "passed": int, "seconds": float, "sent_at": str,
            "coach_version": str, "mode": str, "scorecard": str, "skills": str, "corrects": int,
        },
        pk="id",
        foreign_keys=[("agent", "agents", "id"), ("corrects", "attempts", "id")],
        not_null={
            "agent", "scenario", "channel", "session", "round", "number", "decision", "reply",
            "rubric", "passed", "seconds", "sent_at", "coach_version", "mode", "scorecard",
            "skills",
        },
    )  # fmt: skip
    table.create_index(["agent", "sent_at"])
    table.create_index(["agent", "scenario", "sent_at"])
    _corrected_once(db, "attempts")
    _append_only(db, "attempts")


def m004_skill_days(db: Database) -> None:
    """Sums over attempts by day, so that progress never has to read the attempts themselves."""
    db.table("skill_days").create(
        {
            "agent": int, "skill": str, "channel": str, "day": str, "n": int, "sum": float,
            "squares": float,
        },
        pk=("agent", "skill", "channel", "day"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"n", "sum", "squares"},
    )  # fmt: skip


def m005_rubrics(db: Database) -> None:
    """Every rubric a score is pinned to, resolved, kept once."""
    db.table("rubrics").create(
        {"digest": str, "id": str, "version": str, "data": str},
        pk="digest",
        not_null={"id", "version", "data"},
    )
    _append_only(db, "rubrics", key="digest")


def m006_samples(db: Database) -> None:
    """Live replies with their scorecards; scoring a file again adds rows."""
    table = db.table("samples")
    table.create(
        {
            "row": int, "source": str, "id": str, "agent": str, "channel": str,
            "visibility": str, "brand": str, "sent_at": str, "reply": str, "context": str,
            "rubric": str, "total": float, "passed": int, "scorecard": str, "scored_at": str,
            "coach_version": str, "corrects": int,
        },
        pk="row",
        foreign_keys=[("corrects", "samples", "row")],
        not_null={
            "source", "id", "channel", "visibility", "reply", "context", "rubric", "passed",
            "scorecard", "scored_at", "coach_version",
        },
    )  # fmt: skip
    # an index ends in the row id, so samples of one agent or file come in order, batch by batch
    table.create_index(["agent"])
    table.create_index(["source"])
    _corrected_once(db, "samples")
    _append_only(db, "samples", key="row")


def m007_audit(db: Database) -> None:
    """Who did what, when and why."""
    db.table("audit").create(
        {"id": int, "who": str, "at": str, "what": str, "why": str},
        pk="id",
        not_null={"who", "at", "what", "why"},
    )
    _append_only(db, "audit")


def m008_publications(db: Database) -> None:
    """When which version of a rubric was published or archived, and by whom."""
    table = db.table("publications")
    table.create(
        {
            "row": int, "id": str, "version": str, "digest": str, "status": str, "file": str,
            "by": str, "at": str, "why": str,
        },
        pk="row",
        not_null={"id", "version", "digest", "status", "file", "by", "at", "why"},
    )  # fmt: skip
    table.create_index(["id", "version"])
    _append_only(db, "publications", key="row")
    # the scores of a version are counted without reading them
    db.table("samples").create_index(["rubric"])
    db.table("attempts").create_index(["rubric"])


STEPS = (
    m001_agents,
    m002_drafts,
    m003_attempts,
    m004_skill_days,
    m005_rubrics,
    m006_samples,
    m007_audit,
    m008_publications,
)
NAMES = tuple(step.__name__ for step in STEPS)
APPEND_ONLY = ("attempts", "rubrics", "samples", "audit", "publications")

migrations = Migrations("coach")
for _step in STEPS:
    migrations()(_step)


def guards(table: str) -> tuple[str, ...]:
    """The names of the triggers that keep a table append-only."""
    return tuple(f"{table}_no_{verb}" for verb in ("update", "delete", "replace"))


def _append_only(db: Database, table: str, key: str = "id") -> None:
    said = f"rows of {table} are only ever added; correct one by a new row"
    # INSERT OR REPLACE deletes without asking the delete trigger, unless a connection wants it to
    conditions = ("UPDATE", "DELETE", "INSERT")
    for name, verb in zip(guards(table), conditions, strict=True):
        when = ""
        if verb == "INSERT":
            when = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}")'
        db.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" {when} '
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )


def _corrected_once(db: Database, table: str) -> None:
    """A row is corrected once; a second correction corrects the first."""
    db.execute(
        f"CREATE UNIQUE INDEX {table}_corrects ON {table}(corrects) WHERE corrects IS NOT NULL"
    )
