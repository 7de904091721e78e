"""Help with a reply: hints while it is drafted, repairs for it, and how much of both an agent gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from coach.model.finding import Repair
from coach.model.rubric import Rubric
from coach.model.scenario import Team
from coach.model.scorecard import Scorecard
from coach.model.thread import Draft
from coach.practice.hints import Help, Hints, help_level, sorted_out
from coach.practice.repairs.weighed import repairs_of
from coach.services import catalogue

if TYPE_CHECKING:
    from coach.services.practise import Sitting

_TEST = "test"
_MENDED = ("practice", "crisis")  # a drill is about doing it oneself
TEAMS = {
    Team.LEGAL: "legal team",
    Team.PRESS: "press office",
    Team.SAFETY: "safety team",
    Team.FRAUD: "fraud team",
    Team.PRODUCT: "product safety team",
}


def _never() -> bool:
    return False


def helping(sitting: Sitting) -> Mapping[str, Help]:
    """The help each skill still gets, from the agent's own estimates; skills left out get all of it.

    Reads the store once: ask when a sitting opens, not at every key.
    """
    if sitting.store is None or sitting.agent is None:
        return {}
    from coach.services.learning import estimates

    today = datetime.fromisoformat(sitting.now()).date()
    known = estimates(sitting.store, sitting.agent.id, today)
    levels = {skill: help_level(found) for (skill, channel), found in known.items() if not channel}
    return {skill: level for skill, level in levels.items() if level is not Help.SHOWN}


def faded(help_with: Mapping[str, Help]) -> str:
    """Why there is less help than at first, in a sentence; empty when there is all of it."""
    less = [skill for skill, level in help_with.items() if level is Help.ON_REQUEST]
    none = [skill for skill, level in help_with.items() if level is Help.NONE]
    said = []
    if less:
        said.append(f"you have {_listed(less)}: F2 shows hints on it")
    if none:
        said.append(f"no more hints on {_listed(none)}, you do it without")
    return "; ".join(said)


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def hints(sitting: Sitting, text: str, help_with: Mapping[str, Help]) -> Hints:
    """The hints of a draft; none for an empty one, and none in a test."""
    if not text.strip() or sitting.mode == _TEST:
        return Hints()
    return sorted_out(sitting.marks(text), sitting.rubric, text, help_with)


def repairs(
    sitting: Sitting, text: str, stop: Callable[[], bool] = _never, after: bool = False
) -> tuple[Repair, ...]:
    """The repairs of a draft, the one that brings most first; none in a test or a drill.

    stop: asked now and then; once it says so, the work is dropped. after: the reply has been sent, so
    that a test may show them, too.
    """
    allowed = (*_MENDED, _TEST) if after else _MENDED
    if sitting.mode not in allowed or not text.strip():
        return ()
    signer = sitting.agent.name if sitting.agent is not None else ""
    team = sitting.team or sitting.scenario.decision.escalate_to
    return repairs_of(
        Draft(sitting.scenario.id, text, sitting.context()),
        sitting.rubric,
        sitting.channel,
        datetime.fromisoformat(sitting.now()).date(),
        signer,
        TEAMS[team] if team is not None else "",
        stop,
    )


def with_repairs(card: Scorecard, draft: Draft, rubric: Rubric, today: date) -> Scorecard:
    """A scorecard with its repairs; the reply is scored several times for it."""
    if len(draft.posts) > 1:
        return card
    channel = catalogue.channels().get(draft.context.channel)
    signer = draft.context.agent or ""
    found = repairs_of(draft, rubric, channel, today, signer if _is_name(signer) else "")
    return replace(card, repairs=found)


def _is_name(agent: str) -> bool:
    """Whether an agent of a record is called by a name one could sign with, and not by a number."""
    return bool(agent) and all(part.isalpha() for part in agent.replace("-", " ").split())
