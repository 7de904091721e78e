"""Agents, the learners."""

from __future__ import annotations

import unicodedata
from typing import Any

from coach.model.attempt import Agent
from coach.store.database import Connection, insert
from coach.store.faults import fault

_COLUMNS = "id, name, added_at"


def add(store: Connection, name: str, now: str) -> Agent:
    """Adds an agent; a name that differs only in case is taken."""
    key = folded(name)
    with store.writing() as db:
        if store.rows("SELECT id FROM agents WHERE folded = ?", [key]):
            raise fault(
                store.path, "agent-exists", f"there is an agent named '{name}'; choose another name"
            )
        new = insert(db, "agents", {"name": name, "folded": key, "added_at": now})
    return Agent(new, name, now)


def every(store: Connection) -> tuple[Agent, ...]:
    """All agents in the order of their names."""
    return tuple(map(_agent, store.rows(f"SELECT {_COLUMNS} FROM agents ORDER BY folded")))


def named(store: Connection, name: str) -> Agent | None:
    """The agent of that name, whatever its case."""
    found = store.rows(f"SELECT {_COLUMNS} FROM agents WHERE folded = ?", [folded(name)])
    return _agent(found[0]) if found else None


def folded(name: str) -> str:
    """The form in which two names are the same name."""
    words = unicodedata.normalize("NFC", name).split()
    return unicodedata.normalize("NFC", " ".join(words).casefold())


def _agent(row: dict[str, Any]) -> Agent:
    return Agent(**row)
