"""Drills: finding and checking them, opening one where it stopped, and what was reached so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coach.files.shipped import shipped_corpora
from coach.files.wording import instead, quoted
from coach.model.attempt import Agent
from coach.model.drill import Drill, DrillKind, DrillTally, HalfDone
from coach.model.problem import CoachError, FileProblems, Problem
from coach.practice.drills import KINDS
from coach.services import catalogue

if TYPE_CHECKING:
    from coach.files.drill_reader import Known
    from coach.services.drill_run import Run
    from coach.store import Store


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to do for one agent: the drills of a kind with what came of them before."""

    kind: DrillKind
    drills: tuple[Drill, ...]
    tallies: tuple[DrillTally, ...]

    @property
    def n(self) -> int:
        """How often a drill of this kind was done."""
        return sum(tally.n for tally in self.tallies)

    def tally(self, drill: str) -> DrillTally | None:
        """What came of one drill before."""
        return next((t for t in self.tallies if t.drill == drill), None)

    @property
    def next(self) -> Drill | None:
        """The drill done least often, the first of several."""
        done = {tally.drill: tally.n for tally in self.tallies}
        return min(self.drills, key=lambda d: done.get(d.id, 0), default=None)


def drill_folder() -> Path:
    """Where the shipped drills are."""
    return shipped_corpora() / "drills"


def known_names() -> Known:
    """The names that drill files may use."""
    from coach.files.drill_reader import Known

    scenarios = catalogue.scenarios()
    base = catalogue.rubric("base")
    return Known(
        channels=catalogue.channels(),
        scenarios=[s.id for s in scenarios],
        talks=[s.id for s in scenarios if s.reactions and not s.crisis],
        matters=sorted({s.matter for s in scenarios if s.matter}),
        criteria=[criterion.id for criterion in base.criteria],
    )


@cache
def drills() -> tuple[Drill, ...]:
    """The shipped drills by id. Raises FileProblems when one cannot be read."""
    from coach.files.drill_reader import read_drills

    found, problems, _ = read_drills([drill_folder()], known_names())
    if problems:
        raise FileProblems(problems)
    return found


def drill(name: str) -> Drill:
    """A drill by id, or by the path of its file. Raises CoachError with the nearest name."""
    if catalogue.is_path(name):
        from coach.files.drill_reader import read_drill

        return read_drill(Path(name), known_names())
    known = {found.id: found for found in drills()}
    if name in known:
        return known[name]
    of_kind = [found for found in drills() if found.kind.value == name.replace("-", "_")]
    if of_kind:
        return of_kind[0]
    remedy = instead(name, known, "coach drill list shows them all")
    raise CoachError(f"there is no drill {quoted(name)}; {remedy}")


def check_drills(paths: Sequence[Path] = ()) -> tuple[int, tuple[Problem, ...]]:
    """How many drill files were read, and every problem. Without paths: the shipped ones."""
    from coach.files.drill_reader import read_drills

    _, problems, n = read_drills(paths or [drill_folder()], known_names())
    return n, problems


def shelves(store: Store | None, agent: Agent | None) -> tuple[Shelf, ...]:
    """All drills by kind, in the order in which the kinds are best met."""
    tallies = store.drill_tallies(agent.id) if store is not None and agent is not None else ()
    every = drills()
    return tuple(_shelf(kind, every, tallies) for kind in KINDS)


def _shelf(kind: DrillKind, every: Iterable[Drill], tallies: Iterable[DrillTally]) -> Shelf:
    mine = tuple(found for found in every if found.kind is kind)
    names = {found.id for found in mine}
    return Shelf(kind, mine, tuple(tally for tally in tallies if tally.drill in names))


def half_done(store: Store | None, agent: Agent | None) -> tuple[HalfDone, ...]:
    """The drills an agent stopped in the middle of, the last first; those known by id."""
    if store is None or agent is None:
        return ()
    begun = store.drill_states(agent.id)
    known = {found.id for found in drills()} if begun else set()
    return tuple(half for half in begun if half.drill in known)


def open_run(
    name: str,
    store: Store | None = None,
    agent: Agent | None = None,
    now: Callable[[], str] | None = None,
) -> Run:
    """A run of a drill, where it stopped last time. Raises CoachError for unknown names."""
    from coach.services.drill_run import utc_now
    from coach.services.drill_runs import run_of

    return run_of(drill(name), store, agent, now or utc_now)
