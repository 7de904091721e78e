"""What was learned from the attempts: skills by agent, difficulties, and scenarios due again.

Everything here can be worked out anew from the attempts. A mark says up to which attempt that was
done, so that rows from before these tables, or from a coach that stopped half-way, are caught up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from coach.model.attempt import Attempt
from coach.model.skill import Ability, Card, Difficulty, Known, SkillKey
from coach.store.database import Connection
from coach.store.text import pack

if TYPE_CHECKING:
    from sqlite_utils import Database

Learn = Callable[[Attempt, Known], Known]

_ABILITY = tuple(f.name for f in fields(Ability))
_DIFFICULTY = tuple(f.name for f in fields(Difficulty))
_CARD = tuple(f.name for f in fields(Card))


def abilities(store: Connection, agent: int) -> dict[SkillKey, Ability]:
    """What is believed about an agent's skills, by skill and channel."""
    rows = store.rows("SELECT * FROM skill_states WHERE agent = ?", [agent])
    return {(row["skill"], row["channel"]): Ability(*(row[n] for n in _ABILITY)) for row in rows}


def difficulties(store: Connection) -> dict[str, Difficulty]:
    """What was learned about scenarios, by id."""
    rows = store.rows("SELECT * FROM difficulties")
    return {row["scenario"]: Difficulty(*(row[n] for n in _DIFFICULTY)) for row in rows}


def cards(store: Connection, agent: int) -> dict[str, Card]:
    """The scenarios an agent has tried, by id."""
    rows = store.rows("SELECT * FROM cards WHERE agent = ?", [agent])
    return {row["scenario"]: _card(row) for row in rows}


def behind(store: Connection) -> bool:
    """Whether there are attempts nothing was learned from yet."""
    last = store.rows("SELECT max(id) AS id FROM attempts")[0]["id"] or 0
    return bool(last > _learned_until(store))


def forget(db: Database) -> None:
    """Drops all that was learned; the next catching up begins with the first attempt."""
    for table in ("skill_states", "difficulties", "cards", "learned"):
        db.execute(f"DELETE FROM {table}")


def catch_up(
    store: Connection,
    db: Database,
    learn: Learn,
    following: Callable[[int], Iterable[Attempt]],
) -> None:
    """Learns, in a transaction under way, from the attempts nothing was learned from yet.

    following: the next attempts after an id, a batch at a time and in order; empty at the end.
    """
    until = _learned_until(store)
    while batch := tuple(following(until)):
        memory = _Memory(store)
        for attempt in batch:
            memory.put(attempt, learn(attempt, memory.get(attempt)))
        memory.write(db)
        until = batch[-1].id
        db.execute("INSERT OR REPLACE INTO learned (id, attempt) VALUES (1, ?)", [until])


@dataclass
class _Memory:
    """What a batch of attempts needs, read once and written once."""

    store: Connection
    agents: dict[int, dict[SkillKey, Ability]] = field(default_factory=dict)
    difficulties: dict[str, Difficulty | None] = field(default_factory=dict)
    cards: dict[tuple[int, str], Card | None] = field(default_factory=dict)
    skills: set[tuple[int, SkillKey]] = field(default_factory=set)

    def get(self, attempt: Attempt) -> Known:
        """What is known of the attempt's agent and scenario."""
        agent, scenario = attempt.agent, attempt.scenario
        if agent not in self.agents:
            self.agents[agent] = abilities(self.store, agent)
        if scenario not in self.difficulties:
            rows = self.store.rows("SELECT * FROM difficulties WHERE scenario = ?", [scenario])
            found = [Difficulty(*(row[n] for n in _DIFFICULTY)) for row in rows]
            self.difficulties[scenario] = found[0] if found else None
        if (agent, scenario) not in self.cards:
            sql = "SELECT * FROM cards WHERE agent = ? AND scenario = ?"
            card = [_card(row) for row in self.store.rows(sql, [agent, scenario])]
            self.cards[agent, scenario] = card[0] if card else None
        return Known(self.agents[agent], self.difficulties[scenario], self.cards[agent, scenario])

    def put(self, attempt: Attempt, changed: Known) -> None:
        """Takes over what an attempt changed."""
        self.agents[attempt.agent].update(changed.abilities)
        self.skills.update((attempt.agent, key) for key in changed.abilities)
        if changed.difficulty is not None:
            self.difficulties[attempt.scenario] = changed.difficulty
        if changed.card is not None:
            self.cards[attempt.agent, attempt.scenario] = changed.card

    def write(self, db: Database) -> None:
        """Writes what is known now."""
        for agent, key in self.skills:
            skill, channel = key
            values = _values(self.agents[agent][key], _ABILITY)
            _replace(
                db, "skill_states", {"agent": agent, "skill": skill, "channel": channel} | values
            )
        for scenario, difficulty in self.difficulties.items():
            if difficulty is not None:
                values = _values(difficulty, _DIFFICULTY)
                _replace(db, "difficulties", {"scenario": scenario} | values)
        for (agent, scenario), card in self.cards.items():
            if card is not None:
                values = _values(card, _CARD)
                _replace(db, "cards", {"agent": agent, "scenario": scenario} | values)


def _learned_until(store: Connection) -> int:
    rows = store.rows("SELECT attempt FROM learned WHERE id = 1")
    return int(rows[0]["attempt"]) if rows else 0


def _card(row: Mapping[str, Any]) -> Card:
    return Card(**{name: row[name] for name in _CARD} | {"failed": bool(row["failed"])})


def _values(found: Ability | Difficulty | Card, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names}


def _replace(db: Database, table: str, row: Mapping[str, Any]) -> None:
    values = [pack(value) if isinstance(value, str) else value for value in row.values()]
    places = ", ".join("?" * len(values))
    db.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({places})", values)
