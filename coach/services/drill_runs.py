"""Which run belongs to which kind of drill."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.model.attempt import Agent
from coach.model.drill import Drill, DrillKind
from coach.services.drill_run import Run

if TYPE_CHECKING:
    from coach.store import Store


def run_of(drill: Drill, store: Store | None, agent: Agent | None, now: Callable[[], str]) -> Run:
    """The run of a drill, where it stopped. Raises CoachError when it has nothing to work on."""
    from coach.services import drill_answers, drill_marking, drill_talks, drill_writing

    kinds: dict[DrillKind, type[Run]] = {
        DrillKind.SHORTEN: drill_writing.ShortenRun,
        DrillKind.REWRITE: drill_writing.RewriteRun,
        DrillKind.STYLE_SWITCH: drill_talks.StyleSwitchRun,
        DrillKind.DE_ESCALATION: drill_talks.DeEscalationRun,
        DrillKind.SPOT: drill_marking.SpotRun,
        DrillKind.PERSONAL_DATA: drill_marking.PersonalDataRun,
        DrillKind.TRIAGE: drill_answers.TriageRun,
        DrillKind.BLUNDER: drill_answers.BlunderRun,
    }
    run = kinds[drill.kind](drill, store, agent, now)
    run.begin()
    return run
