"""Whether a store is sound."""

from __future__ import annotations

from coach.store import attempts
from coach.store.database import Connection

TABLES = (
    "agents", "drafts", "attempts", "skill_days", "rubrics", "samples", "audit", "publications",
    "profiles", "preferences", "kept_replies", "try_days", "mark_sums",
    "drill_runs", "drill_states",
    "skill_states", "difficulties", "cards", "learned",
)  # fmt: skip


def counts(store: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {name: store.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in TABLES}


def check(store: Connection) -> list[str]:
    """One line a problem: the file, what names what, its guards, and its sums."""
    from coach.store.migrations import APPEND_ONLY, guards

    problems = store.integrity()
    if problems:
        return problems  # what follows reads tables that may not be there
    there = {row["name"] for row in store.rows("SELECT name FROM sqlite_master")}
    problems = [f"table {name} is missing" for name in TABLES if name not in there]
    problems += [
        f"trigger {guard} is missing; {table} could be changed"
        for table in APPEND_ONLY
        for guard in guards(table)
        if guard not in there
    ]
    if not any(problem.startswith("table") for problem in problems):
        problems += attempts.check(store)
    return problems
