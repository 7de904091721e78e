"""The scenarios that a drill may name, and the matters among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.model.scenario import Scenario
from coach.practice.drills import style_switch
from coach.services import catalogue
from coach.services.beside import Beside, beside

if TYPE_CHECKING:
    from coach.files.drill_reader import Known

_OWN = "/"
Slots = Mapping[str, Scenario]  # post, email, chat -> scenario


@dataclass(frozen=True, slots=True)
class Pool:
    """Scenarios by id, and the matters that have a post, an e-mail and a chat.

    incomplete: the other matters, each with what it lacks, in words.
    """

    scenarios: Mapping[str, Scenario]
    matters: Mapping[str, Slots]
    incomplete: Mapping[str, str]

    def scenario(self, name: str) -> Scenario:
        """A scenario by id. Raises CoachError with the nearest name."""
        if name in self.scenarios:
            return self.scenarios[name]
        remedy = instead(name, self.scenarios, "coach scenario list shows them all")
        raise CoachError(f"there is no scenario {quoted(name)}; {remedy}")


def pool_of(file: str) -> Pool:
    """What the drill of a file may use; "" for a drill of no file."""
    return _pool(beside(file))


def known_names(file: Path) -> Known:
    """The names that a drill file may use."""
    from coach.files.drill_reader import Known

    own = beside(file)
    pool = _pool(own)
    every = pool.scenarios.values()
    rubrics = dict.fromkeys(["base", *(s.rubric for s in own.scenarios.values())])
    return Known(
        channels=catalogue.channels(),
        scenarios=pool.scenarios,
        talks={s.id for s in every if s.reactions},
        crises={s.id for s in every if s.crisis},
        faulty={s.id for s in every if s.bad_replies},
        matters={**pool.incomplete, **dict.fromkeys(pool.matters, "")},
        criteria=[name for rubric in rubrics for name in catalogue.criteria_of(rubric)],
        broken=own.broken,
    )


def _pool(own: Beside) -> Pool:
    scenarios = {s.id: s for s in catalogue.scenarios()} | dict(own.scenarios)
    places: dict[str, dict[str, dict[str, Scenario]]] = {}
    for scenario in scenarios.values():
        if scenario.matter:
            # the same name in a pack, or in files of one's own, is another matter
            place = _OWN if scenario.id in own.scenarios else scenario.id.rpartition("/")[0]
            slots = places.setdefault(scenario.matter, {}).setdefault(place, {})
            slots.setdefault(_slot(scenario), scenario)
    matters: dict[str, Slots] = {}
    incomplete: dict[str, str] = {}
    for matter, found in sorted(places.items()):
        best = found.get(_OWN) or max(found.values(), key=len)
        if len(best) == len(style_switch.TITLES):
            matters[matter] = best
        else:
            lacks = [title for slot, title in style_switch.TITLES.items() if slot not in best]
            incomplete[matter] = " and no ".join(lacks)
    return Pool(scenarios, matters, incomplete)


def _slot(scenario: Scenario) -> str:
    family = catalogue.channel(scenario.channel).family
    return style_switch.slot_of(family, scenario.visibility.value == "private")
