"""Drills that were done, and those half done. No score of a drill touches a skill."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coach.model.drill import DrillRun, DrillTally, HalfDone
from coach.store.database import Connection, insert
from coach.store.text import dump_json, load_json, pack

_RUN = "id, agent, drill, kind, score, seconds, done_at, coach_version, detail"
_HALF = "agent, drill, seconds, saved_at, state"
_LAST = "ORDER BY done_at DESC, id DESC"


def add(store: Connection, run: DrillRun) -> DrillRun:
    """Adds a finished run under an id of its own, and forgets the half-done one, in one step."""
    row = {
        "agent": run.agent,
        "drill": run.drill,
        "kind": run.kind,
        "score": run.score,
        "seconds": run.seconds,
        "done_at": run.done_at,
        "coach_version": run.coach_version,
        "detail": dump_json(run.detail),
    }
    with store.writing() as db:
        new = insert(db, "drill_runs", row)
        db.table("drill_states").delete_where(
            "agent = ? AND drill = ?", [run.agent, pack(run.drill)]
        )
    return replace(run, id=new)


def runs(
    store: Connection, agent: int, kind: str | None, drill: str | None, limit: int | None
) -> tuple[DrillRun, ...]:
    """An agent's runs, newest first, of one kind or one drill if named."""
    sql = f"SELECT {_RUN} FROM drill_runs WHERE agent = ?"
    params: list[Any] = [agent]
    for column, value in (("kind", kind), ("drill", drill)):
        if value is not None:
            sql += f" AND {column} = ?"
            params.append(value)
    params.append(-1 if limit is None else limit)
    return tuple(map(_run, store.rows(f"{sql} {_LAST} LIMIT ?", params)))


def tallies(store: Connection, agent: int) -> tuple[DrillTally, ...]:
    """For each drill an agent did: how often, the last score, the best one."""
    sql = """
        SELECT drill, count(*) AS n, max(score) AS best,
            (SELECT score FROM drill_runs AS last
             WHERE last.agent = runs.agent AND last.drill = runs.drill
             ORDER BY done_at DESC, id DESC LIMIT 1) AS last
        FROM drill_runs AS runs WHERE agent = ? GROUP BY drill ORDER BY drill
    """
    return tuple(DrillTally(**row) for row in store.rows(sql, [agent]))


def save_state(store: Connection, half: HalfDone) -> None:
    """Keeps how far a drill has come, in place of what was kept before."""
    row = {
        "agent": half.agent,
        "drill": half.drill,
        "seconds": half.seconds,
        "saved_at": half.saved_at,
        "state": dump_json(half.state),
    }
    with store.writing() as db:
        insert(db, "drill_states", row, replace=True)


def state(store: Connection, agent: int, drill: str) -> HalfDone | None:
    """How far a drill has come; None when it was not begun."""
    sql = f"SELECT {_HALF} FROM drill_states WHERE agent = ? AND drill = ?"
    found = store.rows(sql, [agent, drill])
    return _half(found[0]) if found else None


def states(store: Connection, agent: int) -> tuple[HalfDone, ...]:
    """All half-done drills of an agent, the last saved first."""
    sql = f"SELECT {_HALF} FROM drill_states WHERE agent = ? ORDER BY saved_at DESC, drill"
    return tuple(map(_half, store.rows(sql, [agent])))


def drop_state(store: Connection, agent: int, drill: str) -> None:
    """Forgets a half-done drill, if there is one."""
    with store.writing() as db:
        db.table("drill_states").delete_where("agent = ? AND drill = ?", [agent, pack(drill)])


def _run(row: dict[str, Any]) -> DrillRun:
    return DrillRun(**{**row, "detail": load_json(row["detail"])})


def _half(row: dict[str, Any]) -> HalfDone:
    return HalfDone(**{**row, "state": load_json(row["state"])})
