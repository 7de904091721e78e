"""The plan of a day: chosen once, kept until the next day, its lines ticked as they are done."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from coach.model.attempt import CRISIS, Attempt
from coach.model.problem import CoachError
from coach.model.scenario import Scenario
from coach.practice.repetition import moment
from coach.services import exercises
from coach.services.exercises import Exercise
from coach.services.profile import comfort
from coach.services.today import SHOWN, Suggestion, day, plan

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import Store

_KEPT = "day plan"  # the agent's own setting that holds it


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What was chosen for an agent and a day.

    done: the ids of the lines that were practised since. before: lines of earlier choices of the
    same day that were all done. exercise: a lesson or drill, the last line; done holds its key.
    """

    lines: tuple[Suggestion, ...]
    done: frozenset[str] = frozenset()
    before: int = 0
    exercise: Exercise | None = None

    @property
    def left(self) -> tuple[Suggestion, ...]:
        """The lines that are not done yet."""
        return tuple(one for one in self.lines if one.scenario.id not in self.done)


@dataclass(frozen=True, slots=True)
class _Line:
    suggestion: Suggestion
    at: str  # when it was chosen
    done: bool

    @property
    def id(self) -> str:
        return self.suggestion.scenario.id


def day_plan(
    scenarios: Sequence[Scenario],
    store: Store,
    agent: Agent,
    now: str,
    sent: Sequence[Attempt],
    without: Collection[str] = (),
    *,
    anew: bool = False,
) -> DayPlan:
    """The plan of the UTC day of ``now`` (ISO 8601), chosen at the first call and kept.

    Lines that are not done are chosen anew where the agent asks for it (``anew``) or has rated
    channels otherwise since; all three once all are done. sent: the agent's attempts, newest first.
    without: scenarios that are not to be chosen, such as open drafts.
    """
    at = moment(now)
    today = at.date().isoformat() if at is not None else now[:10]
    at_home = dict(sorted((comfort(store, agent) or {}).items()))
    kept = _read(store.preferred(agent.id, _KEPT))
    same_day = kept.get("day") == today
    lines = _lines(kept, scenarios, sent) if same_day else []
    before = int(kept.get("before", 0)) if same_day else 0
    times = exercises.done(store, agent)
    exercise = _exercise(kept) if same_day else None
    drilled = exercise is not None and times.get(exercise.drill, 0) > exercise.times
    n = len(lines) + (exercise is not None)
    over = bool(lines) and all(line.done for line in lines) and (drilled or exercise is None)
    if n == SHOWN and not (over or anew or kept.get("comfort") != at_home):
        return _shown(lines, before, exercise, drilled)
    offered = {line.id for line in lines if line.done or anew}
    staying = [line for line in lines if line.done and not over]
    before += n if over else 0
    avoided = {*without, *offered, *([exercise.id] if exercise is not None else [])}
    room = SHOWN - len(staying)
    if drilled and not over:
        room -= 1
        chosen = plan(scenarios, store, agent, now, sent, avoided)
    else:
        drilled = False
        chosen, exercise = day(scenarios, store, agent, now, sent, avoided)
        room -= exercise is not None
    if len(chosen) < room:  # too little else: then what was offered before
        done = {line.id for line in lines if line.done}
        chosen = plan(scenarios, store, agent, now, sent, done) or chosen
    fresh = [_Line(one, now, done=False) for one in chosen[:room]]
    lines = [*staying, *fresh]
    data = {
        "day": today,
        "comfort": at_home,
        "before": before,
        "lines": [
            {"id": one.id, "at": one.at,
             "reason": one.suggestion.reason}
            for one in lines
        ],
        "exercise": asdict(exercise) if exercise is not None else None,
    }  # fmt: skip
    with contextlib.suppress(CoachError):  # a store that is only read keeps none
        store.prefer(agent.id, _KEPT, json.dumps(data))
    return _shown(lines, before, exercise, drilled)


def _shown(
    lines: Iterable[_Line], before: int, exercise: Exercise | None, drilled: bool
) -> DayPlan:
    every = tuple(lines)
    done = {line.id for line in every if line.done}
    if exercise is not None and drilled:
        done.add(exercise.key)
    return DayPlan(tuple(line.suggestion for line in every), frozenset(done), before, exercise)


def _exercise(kept: dict[str, Any]) -> Exercise | None:
    """The lesson or drill that was kept."""
    try:
        return Exercise(**kept["exercise"])
    except (KeyError, TypeError):
        return None


def _read(kept: str | None) -> dict[str, Any]:
    try:
        data = json.loads(kept or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _lines(
    kept: dict[str, Any], scenarios: Iterable[Scenario], sent: Sequence[Attempt]
) -> list[_Line]:
    """The lines that were kept, without those whose scenario is there no longer."""
    known = {scenario.id: scenario for scenario in scenarios}
    found = []
    for one in kept.get("lines", ()):
        scenario = known.get(one["id"])
        if scenario is not None:
            done = _done(scenario.id, one["at"], sent)
            found.append(_Line(Suggestion(scenario, one["reason"]), one["at"], done))
    return found


def _done(scenario: str, since: str, sent: Sequence[Attempt]) -> bool:
    """Whether a reply was sent since a time."""
    first = moment(since)
    for attempt in sent:
        if attempt.scenario == scenario and (attempt.counts or attempt.mode == CRISIS):
            at = moment(attempt.sent_at)
            return first is None or at is None or at >= first
    return False
