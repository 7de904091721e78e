"""Drafts: what an agent has typed and not yet sent. Each save is on disk before it returns."""

from __future__ import annotations

from typing import Any

from coach.model.attempt import SavedDraft
from coach.store.database import Connection, insert
from coach.store.text import dump_json, load_json, pack

_COLUMNS = "agent, scenario, round, decision, text, seconds, saved_at, state"


def save(store: Connection, draft: SavedDraft) -> None:
    """Keeps the draft in place of the one before it."""
    row = {
        "agent": draft.agent,
        "scenario": draft.scenario,
        "round": draft.round,
        "decision": draft.decision,
        "text": draft.text,
        "seconds": draft.seconds,
        "saved_at": draft.saved_at,
        "state": dump_json(draft.state),
    }
    with store.writing() as db:
        insert(db, "drafts", row, replace=True)


def find(store: Connection, agent: int, scenario: str) -> SavedDraft | None:
    """The draft of an agent for a scenario."""
    sql = f"SELECT {_COLUMNS} FROM drafts WHERE agent = ? AND scenario = ?"
    found = store.rows(sql, [agent, scenario])
    return _draft(found[0]) if found else None


def of_agent(store: Connection, agent: int) -> tuple[SavedDraft, ...]:
    """All drafts of an agent, the last saved first."""
    sql = f"SELECT {_COLUMNS} FROM drafts WHERE agent = ? ORDER BY saved_at DESC, scenario"
    return tuple(map(_draft, store.rows(sql, [agent])))


def drop(store: Connection, agent: int, scenario: str) -> None:
    """Forgets the draft, if there is one."""
    with store.writing() as db:
        db.table("drafts").delete_where("agent = ? AND scenario = ?", [agent, pack(scenario)])


def _draft(row: dict[str, Any]) -> SavedDraft:
    return SavedDraft(**{**row, "state": load_json(row["state"])})
