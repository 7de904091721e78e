"""Starting profiles, and what agents set for themselves alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.model.profile import EASE, Habit, Profile, Stage
from coach.store.database import Connection, insert
from coach.store.text import dump_json, load_json

_COLUMNS = "agent, habits, comfort, page, stage, saved_at"


def save(store: Connection, profile: Profile) -> None:
    """Keeps the profile in place of the one before it."""
    row = {
        "agent": profile.agent,
        "habits": dump_json([habit.value for habit in profile.habits]),
        "comfort": dump_json(dict(profile.comfort)),
        "page": profile.page,
        "stage": profile.stage.value,
        "saved_at": profile.saved_at,
    }
    with store.writing() as db:
        insert(db, "profiles", row, replace=True)


def of_agent(store: Connection, agent: int) -> Profile | None:
    """The profile of an agent; None before the survey was opened."""
    found = store.rows(f"SELECT {_COLUMNS} FROM profiles WHERE agent = ?", [agent])
    return _profile(found[0]) if found else None


def prefer(store: Connection, agent: int, name: str, value: str) -> None:
    """Keeps a setting of the agent's own."""
    with store.writing() as db:
        insert(db, "preferences", {"agent": agent, "name": name, "value": value}, replace=True)


def preferred(store: Connection, agent: int, name: str) -> str | None:
    """A setting of the agent's own, if there is one."""
    sql = "SELECT value FROM preferences WHERE agent = ? AND name = ?"
    found = store.rows(sql, [agent, name])
    return str(found[0]["value"]) if found else None


def _profile(row: Mapping[str, Any]) -> Profile:
    known = {habit.value for habit in Habit}
    comfort = load_json(row["comfort"])
    return Profile(
        agent=row["agent"],
        habits=tuple(Habit(name) for name in load_json(row["habits"]) if name in known),
        comfort={channel: ease for channel, ease in comfort.items() if ease in EASE},
        page=row["page"],
        stage=Stage(row["stage"]),
        saved_at=row["saved_at"],
    )
