"""Reads what a first hint needs, so that the hint for a first draft can be painted at once."""

from __future__ import annotations


def warm_up(scenario: str) -> None:
    """Marks a draft for a scenario as if somebody typed it: all marks of its rubric are warm then.

    Raises CoachError for an unknown scenario or a file that cannot be read.
    """
    from coach.services.lexicon_cache import read_lexicons

    read_lexicons()  # before anybody asks for one and YAML has to be read
    from coach.services import mending, practise

    mending.hints(practise.open_sitting(scenario, None, None), "Hello there.", {})
