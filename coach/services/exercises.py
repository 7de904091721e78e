"""Lessons and drills as what may be practised today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.model.drill import DrillKind
from coach.practice.chooser import Candidate
from coach.services import drills, lessons

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import Store

DRILL, LESSON = "drill", "lesson"
# what a drill trains of which no lesson says so
TRAINS: Mapping[DrillKind, tuple[str, ...]] = {
    DrillKind.PERSONAL_DATA: ("compliance",),
    DrillKind.SPOT: ("tone",),
    DrillKind.SHORTEN: ("responsiveness",),
    DrillKind.REWRITE: ("empathy", "responsiveness"),
    DrillKind.STYLE_SWITCH: ("register",),
    DrillKind.DE_ESCALATION: ("empathy", "tone"),
    DrillKind.TRIAGE: ("decision",),
    DrillKind.BLUNDER: ("decision",),
}


@dataclass(frozen=True, slots=True)
class Exercise:
    """A lesson or drill of today's plan.

    kind: drill or lesson. reason: a sentence part. drill: the drill, also of a lesson. times: how
    often that was done before.
    """

    kind: str
    id: str
    title: str
    minutes: int
    reason: str
    drill: str
    times: int

    @property
    def key(self) -> str:
        """Kind and id in one."""
        return f"{self.kind}:{self.id}"


def done(store: Store, agent: Agent) -> dict[str, int]:
    """How often an agent did each drill."""
    return {tally.drill: tally.n for tally in store.drill_tallies(agent.id)}


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be chosen, with its title and the drill it comes to."""

    candidate: Candidate
    title: str
    drill: str

    def exercise(self, reason: str, times: Mapping[str, int]) -> Exercise:
        """The exercise that it is, once it was chosen."""
        one = self.candidate
        before = times.get(self.drill, 0)
        return Exercise(one.kind, one.id, self.title, one.minutes, reason, self.drill, before)


def offers(times: Mapping[str, int], without: Collection[str] = ()) -> dict[tuple[str, str], Offer]:
    """What may be offered, by kind and id.

    A drill never done comes with the lesson that ends in it, where there is one. times: how often
    each drill was done. without: drills and lessons that are not to be offered.
    """
    about: dict[str, tuple[str, ...]] = {}
    found: dict[tuple[str, str], Offer] = {}
    for lesson in lessons.lessons():
        about[lesson.drill] = (*about.get(lesson.drill, ()), lesson.skill)
        if not times.get(lesson.drill) and not {lesson.id, lesson.drill} & set(without):
            one = Candidate(LESSON, lesson.id, (lesson.skill,), minutes=lesson.minutes)
            found[LESSON, lesson.id] = Offer(one, lesson.title, lesson.drill)
    for drill in drills.drills():
        if drill.id in without or (drill.id in about and not times.get(drill.id)):
            continue
        skills = about.get(drill.id) or TRAINS[drill.kind]
        one = Candidate(DRILL, drill.id, skills, minutes=drill.minutes)
        found[DRILL, drill.id] = Offer(one, drill.title, drill.id)
    return found
