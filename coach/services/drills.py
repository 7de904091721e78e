"""Drills: finding and checking them, opening one where it stopped, and what was reached so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coach.files.pack_names import DRILLS
from coach.files.shipped import shipped_corpora
from coach.files.wording import instead, quoted
from coach.model.attempt import Agent
from coach.model.drill import Drill, DrillKind, DrillTally, HalfDone
from coach.model.problem import CoachError, FileProblems, Problem
from coach.practice.drills import KINDS
from coach.services import catalogue, packs

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


def _known() -> Callable[[Path], Known]:
    """What the drill files of a folder may name, worked out once for each folder."""
    from coach.services.drill_pool import known_names

    found: dict[Path, Known] = {}

    def known(file: Path) -> Known:
        if file.parent not in found:
            found[file.parent] = known_names(file)
        return found[file.parent]

    return known


def drills() -> tuple[Drill, ...]:
    """The shipped drills and those of the packs, by id.

    Raises FileProblems when a shipped one cannot be read; one of a pack is left out then.
    """
    return _drills()


@cache
def _drills() -> tuple[Drill, ...]:
    from coach.files.drill_reader import read_drills

    known = _known()
    found, problems, _ = read_drills([drill_folder()], known)
    if problems:
        raise FileProblems(problems)
    for folder in packs.folders(DRILLS):
        found += read_drills([folder], known)[0]
    return tuple(sorted(found, key=lambda drill: drill.id))


def forget() -> None:
    """Lets ``drills`` read its files again, after a pack has come or gone."""
    _drills.cache_clear()


def drill(name: str) -> Drill:
    """A drill by id, as ``pack/id``, or by the path of its file.

    Raises CoachError with the nearest name, or FileProblems.
    """
    if "/" in name or catalogue.is_path(name):
        from coach.files.drill_reader import read_drill

        path = Path(name) if catalogue.is_path(name) else packs.file_of(name, "drill")
        return read_drill(path, _known()(path))
    known = {found.id: found for found in drills()}
    if name in known:
        return known[name]
    of_kind = [found for found in drills() if found.kind.value == name.replace("-", "_")]
    if of_kind:
        return of_kind[0]
    remedy = instead(name, known, "coach drill list shows them all")
    if name.endswith(".md"):
        remedy = f"for a lesson say: coach practice --lesson {name}"
    raise CoachError(f"there is no drill {quoted(name)}; {remedy}")


def name_of(found: Drill) -> str:
    """What a drill is asked for by: its id, or the path of its file when only that leads to it."""
    same = next((known for known in drills() if known.id == found.id), None)
    return found.id if same is not None and same.file == found.file else found.file


def check_drills(paths: Sequence[Path] = ()) -> tuple[int, tuple[Problem, ...]]:
    """How many drill files were read, and every problem. Without paths: the shipped ones."""
    from coach.files.drill_reader import read_drills

    _, problems, n = read_drills(paths or [drill_folder()], _known())
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
    from coach.services.clock import utc_now
    from coach.services.drill_runs import run_of

    return run_of(drill(name), store, agent, now or utc_now)
