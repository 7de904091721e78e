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


def m009_profiles(db: Database) -> None:
    """The answers of the starting profile, and what agents set for themselves alone."""
    db.table("profiles").create(
        {
            "agent": int, "habits": str, "comfort": str, "page": int, "stage": str,
            "saved_at": str,
        },
        pk="agent",
        foreign_keys=[("agent", "agents", "id")],
        not_null={"habits", "comfort", "page", "stage", "saved_at"},
    )  # fmt: skip
    db.table("preferences").create(
        {"agent": int, "name": str, "value": str},
        pk=("agent", "name"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"value"},
    )


def m010_kept_replies(db: Database) -> None:
    """Replies worth keeping; the words stay in the attempt."""
    db.table("kept_replies").create(
        {"agent": int, "attempt": int, "kept_at": str},
        pk=("agent", "attempt"),
        foreign_keys=[("agent", "agents", "id"), ("attempt", "attempts", "id")],
        not_null={"kept_at"},
    )


def m011_try_days(db: Database) -> None:
    """Sums by day of the change from a first to a second try, and sums of the marks by skill and by channel.

    Both are filled from what was sent before.
    """
    from coach.store import sums, tries

    db.table("attempts").create_index(
        ["agent", "session", "scenario", "round", "number"], "attempts_tries"
    )
    db.table("try_days").create(
        {"agent": int, "day": str, "n": int, "sum": float, "squares": float},
        pk=("agent", "day"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"n", "sum", "squares"},
    )
    db.execute(tries.ALL)
    # span: day or week (``day`` is its Monday); kind: skill or channel, ``name`` says which
    db.table("mark_sums").create(
        {
            "agent": int, "span": str, "kind": str, "name": str, "day": str, "attempts": int,
            "n": int, "sum": float, "squares": float,
        },
        pk=("agent", "span", "kind", "name", "day"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"attempts", "n", "sum", "squares"},
    )  # fmt: skip
    for sql in sums.ALL:
        db.execute(sql)
    # holds all of a row, so that a span of time is read from the index alone
    db.table("mark_sums").create_index(
        ["agent", "span", "day", "kind", "name", "attempts", "n", "sum", "squares"],
        "mark_sums_by_day",
    )


def m012_drills(db: Database) -> None:
    """Drills that were done, with scores that belong to no skill, and those half done."""
    runs = db.table("drill_runs")
    runs.create(
        {
            "id": int, "agent": int, "drill": str, "kind": str, "score": float, "seconds": float,
            "done_at": str, "coach_version": str, "detail": str,
        },
        pk="id",
        foreign_keys=[("agent", "agents", "id")],
        not_null={
            "agent", "drill", "kind", "score", "seconds", "done_at", "coach_version", "detail",
        },
    )  # fmt: skip
    runs.create_index(["agent", "drill", "done_at"])
    _append_only(db, "drill_runs")
    db.table("drill_states").create(
        {"agent": int, "drill": str, "seconds": float, "saved_at": str, "state": str},
        pk=("agent", "drill"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"seconds", "saved_at", "state"},
    )


def m013_teams(db: Database) -> None:
    """To whom a situation was escalated."""
    db.table("attempts").add_column("team", str)


def m014_skills(db: Database) -> None:
    """What is learned from attempts: skills by agent, difficulties, and scenarios due again.

    ``learned`` has one row: the last attempt that was learned from.
    """
    db.table("skill_states").create(
        {
            "agent": int, "skill": str, "channel": str, "mean": float, "var": float, "n": int,
            "run": int, "at": str,
        },
        pk=("agent", "skill", "channel"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"mean", "var", "n", "run", "at"},
    )  # fmt: skip
    db.table("difficulties").create(
        {"scenario": str, "mean": float, "var": float, "n": int},
        pk="scenario",
        not_null={"mean", "var", "n"},
    )
    db.table("cards").create(
        {
            "agent": int, "scenario": str, "seen": float, "at": str, "failed": int, "total": float,
            "stability": float, "hardness": float, "reviewed": str, "due": str,
        },
        pk=("agent", "scenario"),
        foreign_keys=[("agent", "agents", "id")],
        not_null={"seen", "at", "failed", "reviewed", "due"},
    )  # fmt: skip
    db.table("learned").create({"id": int, "attempt": int}, pk="id", not_null={"attempt"})


def m015_channel_totals(db: Database) -> None:
    """The sums by channel hold the attempts' totals, no longer their marks by skill."""
    from coach.store import sums

    for sql in sums.ANEW:
        db.execute(sql)


STEPS = (
    m001_agents,
    m002_drafts,
    m003_attempts,
    m004_skill_days,
    m005_rubrics,
    m006_samples,
    m007_audit,
    m008_publications,
    m009_profiles,
    m010_kept_replies,
    m011_try_days,
    m012_drills,
    m013_teams,
    m014_skills,
    m015_channel_totals,
)
NAMES = tuple(step.__name__ for step in STEPS)
APPEND_ONLY = ("attempts", "rubrics", "samples", "audit", "publications", "drill_runs")

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
