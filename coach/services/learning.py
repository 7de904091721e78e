"""What coach has learned from the attempts: estimates by skill, difficulties, and what is due.

An attempt that is added through `add` is learned from in the same transaction. Attempts from before
are caught up with then, or by `catch_up`; `relearn` works everything out anew.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from coach.model.attempt import Attempt
from coach.model.skill import MIDDLE, Estimate, Known, SkillKey
from coach.practice.estimate import faded, shown
from coach.practice.repetition import days_between
from coach.practice.skills import learn
from coach.services import catalogue

if TYPE_CHECKING:
    from coach.model.skill import Ability
    from coach.store import Correction, Store
    from coach.store.skills import Learn


def add(store: Store, attempt: Attempt, corrects: Correction | None = None) -> Attempt:
    """Adds an attempt and learns from it, all or nothing; its ``id`` is given by the store.

    A correction works out anew what was learned from everybody, since the difficulties of
    scenarios are learned from all. A scenario outside the catalogue counts as a middling one
    until its results say otherwise.
    """
    return store.add_attempt(attempt, corrects, _learner())


def catch_up(store: Store) -> None:
    """Learns from attempts nothing was learned from yet; does nothing to a store that is read only."""
    if store.unlearned():
        store.learn(_learner())


def relearn(store: Store) -> None:
    """Works out anew all that is learned from attempts."""
    store.learn(_learner(), anew=True)


def abilities(store: Store, agent: int, today: date) -> dict[SkillKey, Ability]:
    """What is believed about an agent's skills on a day, by skill and channel, in logits."""
    found = store.abilities(agent)
    return {
        key: faded(ability, key[0], days_between(ability.at, today.isoformat()))
        for key, ability in found.items()
    }


def estimates(store: Store, agent: int, today: date) -> dict[SkillKey, Estimate]:
    """An agent's estimates on a day by skill and channel ("" for all channels together).

    Reads one row a skill, however many attempts there are; a skill that was never measured is not
    in it.
    """
    return {key: shown(ability) for key, ability in abilities(store, agent, today).items()}


def _learner() -> Learn:
    levels = {scenario.id: scenario.difficulty for scenario in catalogue.scenarios()}

    def learned(attempt: Attempt, known: Known) -> Known:
        return learn(attempt, known, levels.get(attempt.scenario, MIDDLE))

    return learned
