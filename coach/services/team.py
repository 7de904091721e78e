"""The team for its lead: every agent by skill with the error, and what the team needs most.

Agents stand in the order of their names and are never ranked. Nothing of what they wrote, of their
starting profile or of their streaks is in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.services.progress import Standing, standings

if TYPE_CHECKING:
    from coach.store import Store

ENOUGH_AGENTS = 3  # with fewer, a need of the team would point at a person


@dataclass(frozen=True, slots=True)
class Member:
    """One agent's estimates by skill, over all channels."""

    name: str
    skills: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class TeamLevel:
    """A skill over the agents whose estimate means something.

    agents: how many these are. mean, 0-100, and half its 95 % interval are None below three.
    """

    skill: str
    agents: int
    mean: float | None
    half: float | None


@dataclass(frozen=True, slots=True)
class Need:
    """The skill with the lowest team mean, and the skills that cannot be told apart from it."""

    level: TeamLevel
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    """All agents by name, all skills by name. need: None while nothing can be compared."""

    skills: tuple[str, ...]
    members: tuple[Member, ...]
    levels: tuple[TeamLevel, ...]
    need: Need | None


def team(store: Store, today: date) -> TeamView:
    """Every agent of the store as of ``today`` (UTC); reads estimates, never attempts."""
    members = tuple(
        Member(agent.name, {s.skill: s for s in standings(store, agent, today) if not s.channel})
        for agent in store.agents()
    )
    return team_of(members)


def team_of(members: Iterable[Member]) -> TeamView:
    """The view of these agents."""
    found = tuple(sorted(members, key=lambda m: (m.name.casefold(), m.name)))
    skills = tuple(sorted({skill for member in found for skill in member.skills}))
    levels = tuple(_level(skill, found) for skill in skills)
    return TeamView(skills, found, levels, _need(levels, found))


def _level(skill: str, members: Iterable[Member]) -> TeamLevel:
    """The mean over agents; its error is that of the estimates, as the team is all there is."""
    known = [found for member in members if (found := _known(member, skill)) is not None]
    if len(known) < ENOUGH_AGENTS:
        return TeamLevel(skill, len(known), None, None)
    mean = sum(value for value, _ in known) / len(known)
    half = math.sqrt(sum(half * half for _, half in known)) / len(known)
    return TeamLevel(skill, len(known), mean, half)


def _need(levels: Iterable[TeamLevel], members: tuple[Member, ...]) -> Need | None:
    """The lowest skill, compared only with skills known of at least three of the same agents."""
    known = [level for level in levels if level.mean is not None]
    if len(known) < 2:
        return None
    lowest = min(known, key=lambda level: level.mean or 0.0)
    alike = [
        level.skill
        for level in known
        if level is not lowest and not _lower(lowest.skill, level.skill, members)
    ]
    return Need(lowest, tuple(alike))


def _lower(skill: str, than: str, members: Iterable[Member]) -> bool:
    """Whether one skill is lower by more than the error, agent by agent."""
    differences, errors = [], []
    for member in members:
        one, other = _known(member, skill), _known(member, than)
        if one is not None and other is not None:
            differences.append(other[0] - one[0])
            errors.append(one[1] ** 2 + other[1] ** 2)
    if len(differences) < ENOUGH_AGENTS:
        return False
    return sum(differences) > math.sqrt(sum(errors))


def _known(member: Member, skill: str) -> tuple[float, float] | None:
    found = member.skills.get(skill)
    if found is None or found.mean is None or found.half is None:
        return None
    return found.mean, found.half
