"""The starting profile: how somebody uses social media themselves, in their own answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

EASE = range(1, 6)  # 1 "new to me" to 5 "at home there"


class Habit(StrEnum):
    """What people do on social media; several may fit one person.

    Source of the groups: Li and Bernoff, Groundswell, 2008, with the conversationalist that
    Forrester added in 2010. The wording of the questions is ours.
    """

    CREATOR = "creator"
    CONVERSATIONALIST = "conversationalist"
    CRITIC = "critic"
    COLLECTOR = "collector"
    JOINER = "joiner"
    SPECTATOR = "spectator"
    INACTIVE = "inactive"


class Stage(StrEnum):
    """How far the survey has come."""

    STARTED = "started"
    SKIPPED = "skipped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Profile:
    """One agent's answers as they were given.

    comfort: channel id -> 1 (new to me) to 5 (at home there); a channel that was left out is not
    in it. page: where the survey goes on, from 0. saved_at: ISO 8601 UTC, empty before the first
    answer.
    """

    agent: int
    habits: tuple[Habit, ...] = ()
    comfort: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    page: int = 0
    stage: Stage = Stage.STARTED
    saved_at: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is at least one answer."""
        return bool(self.habits or self.comfort)
