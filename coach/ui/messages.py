"""What workers report. Each message carries one frozen result; handlers own the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from coach.model.attempt import Agent, Attempt, SavedDraft
    from coach.model.channel import Channel
    from coach.model.drill import HalfDone
    from coach.model.finding import Repair
    from coach.model.lesson import Lesson
    from coach.model.scenario import Scenario
    from coach.practice.drills.result import Goal
    from coach.practice.hints import Hint
    from coach.services.drill_run import Finished, Run
    from coach.services.drills import Shelf
    from coach.services.exercises import Exercise
    from coach.services.practise import Outcome, Sitting
    from coach.services.progress import ProgressView
    from coach.services.today import Suggestion
    from coach.store import Store


@dataclass(frozen=True, slots=True)
class Library:
    """Everything there is to practise on."""

    scenarios: tuple[Scenario, ...]
    channels: Mapping[str, Channel]

    def scenario(self, name: str) -> Scenario | None:
        """The scenario of that id."""
        return next((s for s in self.scenarios if s.id == name), None)


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home screen shows for one agent; ``best``: scenario id -> best total.

    done: the ids of the plan's lines that are done. before: lines of the day done before these.
    exercise: a lesson or drill, the last line of the plan.
    """

    agent: Agent
    plan: tuple[Suggestion, ...]
    drafts: tuple[SavedDraft, ...]
    results: tuple[Attempt, ...]
    best: Mapping[str, float]
    drills: tuple[HalfDone, ...] = ()
    done: frozenset[str] = frozenset()
    before: int = 0
    exercise: Exercise | None = None


@dataclass(frozen=True, slots=True)
class HintsView:
    """Hints with the draft they were made for, and how long that took.

    held: hints shown on request only, as the skill is there; said: why, in words. total: 0-100.
    """

    text: str
    hints: tuple[Hint, ...]
    seconds: float
    held: tuple[Hint, ...] = ()
    said: str = ""
    total: float | None = None


@dataclass(frozen=True, slots=True)
class RepairsView:
    """The repairs of a draft and the total it has without them; points: whether totals are shown."""

    text: str
    repairs: tuple[Repair, ...]
    total: float | None
    points: bool = True


class StoreOpened(Message):
    """The store is open."""

    def __init__(self, store: Store, agents: tuple[Agent, ...]) -> None:
        super().__init__()
        self.store = store
        self.agents = agents


class LibraryRead(Message):
    """The scenarios and channels are read."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library


class HomeRead(Message):
    """Plan, drafts and results of an agent are known."""

    def __init__(self, view: HomeView) -> None:
        super().__init__()
        self.view = view


class Trouble(Message):
    """Something the user can mend. ``fatal``: coach cannot go on."""

    def __init__(self, text: str, fatal: bool = False) -> None:
        super().__init__()
        self.text = text
        self.fatal = fatal


class SittingOpened(Message):
    """A scenario is ready to be practised."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting


class HintsReady(Message):
    """The draft was read."""

    def __init__(self, view: HintsView) -> None:
        super().__init__()
        self.view = view


class RepairsReady(Message):
    """What can be repaired in the draft is known."""

    def __init__(self, view: RepairsView) -> None:
        super().__init__()
        self.view = view


class Saved(Message):
    """The draft was kept, or with ``problem`` it was not."""

    def __init__(self, problem: str = "") -> None:
        super().__init__()
        self.problem = problem


class Skipped(Message):
    """A crisis was left, and nothing of it is kept."""


class Scored(Message):
    """A reply was sent and scored."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class NotSent(Message):
    """A reply could not be sent; nothing was lost."""

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.problem = problem


class ProgressRead(Message):
    """An agent's progress is worked out."""

    def __init__(self, view: ProgressView) -> None:
        super().__init__()
        self.view = view


class DrillOpened(Message):
    """A drill is ready to be done."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run


class GoalsReady(Message):
    """The goals of a draft were checked."""

    def __init__(self, text: str, goals: tuple[Goal, ...]) -> None:
        super().__init__()
        self.text = text
        self.goals = goals


class DrillTaken(Message):
    """A reply of a drill was taken; ``finished`` when it was the last one."""

    def __init__(self, finished: Finished | None) -> None:
        super().__init__()
        self.finished = finished


class ShelvesRead(Message):
    """The drills are read, with what an agent reached in them and what is half done."""

    def __init__(self, shelves: tuple[Shelf, ...], half: tuple[HalfDone, ...]) -> None:
        super().__init__()
        self.shelves = shelves
        self.half = half


class LessonsRead(Message):
    """The lessons are read."""

    def __init__(self, lessons: tuple[Lesson, ...]) -> None:
        super().__init__()
        self.lessons = lessons
