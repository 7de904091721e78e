"""A run of a drill: what both front ends hold. The kinds build on this."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach import __version__
from coach.model.attempt import Agent
from coach.model.drill import Drill, DrillRun, DrillTally, HalfDone
from coach.practice.drills import KINDS, About
from coach.practice.drills.result import Result

if TYPE_CHECKING:
    from coach.services.drill_pool import Pool
    from coach.store import Store

LONGEST = 86_400.0  # seconds; a clock that jumped must not make a run last for years


@dataclass(frozen=True, slots=True)
class Finished:
    """A drill that was done: the result, and the tally with it. tally: None for a guest."""

    drill: Drill
    result: Result
    tally: DrillTally | None


class Run(ABC):
    """One agent at one drill. store and agent may be None: then nothing is kept."""

    def __init__(
        self, drill: Drill, store: Store | None, agent: Agent | None, now: Callable[[], str]
    ) -> None:
        self.drill = drill
        self.store = store
        self.agent = agent
        self.now = now
        self.seconds = 0.0
        self.resumed = False
        self.number = 0  # runs of this drill before
        if store is not None and agent is not None:
            self.number = len(store.drill_runs(agent.id, drill=drill.id))

    @property
    def about(self) -> About:
        """What the kind of drill is."""
        return KINDS[self.drill.kind]

    @cached_property
    def pool(self) -> Pool:
        """The scenarios the drill may name: those beside its file, then those everybody has."""
        from coach.services.drill_pool import pool_of

        return pool_of(self.drill.file)

    @property
    def seed(self) -> str:
        """The same for the same agent, drill and run, so that a restart changes nothing."""
        name = self.agent.name if self.agent is not None else ""
        return f"{name}:{self.drill.id}:{self.number}"

    def begin(self) -> None:
        """Starts the run, or goes on where it stopped."""
        self.start()
        if self.store is None or self.agent is None:
            return
        half = self.store.drill_state(self.agent.id, self.drill.id)
        if half is None or half.state.get("of") != self._digest():
            return
        try:
            self.restore(half.state)
        except (KeyError, TypeError, ValueError, IndexError):
            self.start()  # the scenarios it was about have changed since
            return
        self.seconds = half.seconds
        self.resumed = True

    def anew(self) -> None:
        """Drops what was half done and starts again."""
        if self.store is not None and self.agent is not None:
            self.store.drop_drill_state(self.agent.id, self.drill.id)
        self.seconds, self.resumed = 0.0, False
        self.start()

    def keep(self, seconds: float) -> None:
        """Keeps how far the run has come. seconds: how long it has taken in all."""
        self.seconds = min(max(seconds, 0.0), LONGEST)
        if self.store is None or self.agent is None:
            return
        state = {**self.state(), "of": self._digest()}
        self.store.save_drill_state(
            HalfDone(self.agent.id, self.drill.id, self.seconds, self.now(), state)
        )

    def finish(self, seconds: float) -> Finished:
        """Works out the result and keeps it among the drills, away from all skills."""
        self.seconds = min(max(seconds, 0.0), LONGEST)
        result = self.result()
        if self.store is None or self.agent is None:
            return Finished(self.drill, result, None)
        self.store.add_drill_run(
            DrillRun(
                id=0,
                agent=self.agent.id,
                drill=self.drill.id,
                kind=self.drill.kind.value,
                score=result.score,
                seconds=self.seconds,
                done_at=self.now(),
                coach_version=__version__,
                detail=result.detail,
            )
        )
        tallies = {tally.drill: tally for tally in self.store.drill_tallies(self.agent.id)}
        return Finished(self.drill, result, tallies[self.drill.id])

    def _digest(self) -> str:
        return hashlib.sha256(repr(self.drill.content).encode()).hexdigest()[:16]

    @abstractmethod
    def start(self) -> None:
        """Sets everything to the beginning."""

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """Everything needed to go on, as plain data."""

    @abstractmethod
    def restore(self, state: Mapping[str, Any]) -> None:
        """Takes up a state. Raises KeyError, TypeError, ValueError or IndexError when it is none."""

    @abstractmethod
    def result(self) -> Result:
        """What came of it, once everything is done."""
