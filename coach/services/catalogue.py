"""The shipped and the trainers' own channels, rubrics and scenarios, read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from coach.files.channels import shipped_channels
from coach.files.shipped import shipped_corpora, shipped_rubrics
from coach.files.wording import instead, quoted
from coach.model.channel import Channel, Visibility
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scenario import Scenario


def channels() -> Mapping[str, Channel]:
    """The known channels by id."""
    return shipped_channels()


def channel(name: str) -> Channel:
    """A channel by id. Raises CoachError with the nearest name."""
    known = channels()
    if name not in known:
        raise CoachError(f"there is no channel {quoted(name)}; {instead(name, known)}")
    return known[name]


def visibility(name: str) -> Visibility:
    """A visibility by name. Raises CoachError."""
    try:
        return Visibility(name)
    except ValueError:
        raise CoachError(f"there is no visibility {quoted(name)}; use public or private") from None


def scenario_folder() -> Path:
    """Where the shipped scenarios are."""
    return shipped_corpora() / "scenarios"


_read: dict[str, Rubric] = {}


@cache
def rubric(name: str) -> Rubric:
    """A rubric by id, or by the path of its file.

    Raises CoachError with the nearest name, or FileProblems with everything wrong with the file.
    """
    from coach.files.rubric_reader import find_rubric, read_rubric
    from coach.scorers import option_types

    shipped = shipped_rubrics()
    if name.endswith((".yaml", ".yml")) or "/" in name:
        found = read_rubric(Path(name), option_types(), channels(), [shipped])
    else:
        found = find_rubric(name, [shipped], option_types(), channels())
    _read[found.ref] = found
    return found


def by_ref(ref: str) -> Rubric | None:
    """A rubric already read in this process, by ``id@version#digest``."""
    return _read.get(ref)


def default_rubric(channel_id: str, seen: Visibility) -> str:
    """The id of the shipped rubric of a channel and visibility. Raises CoachError."""
    place = channel(channel_id).place(seen)
    if place is None:
        other = ", ".join(v.value for v in channel(channel_id).places)
        raise CoachError(f"channel {quoted(channel_id)} is never {seen.value}, only {other}")
    return place.rubric


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The shipped scenarios by id. Raises FileProblems when one cannot be read."""
    from coach.files.scenario_reader import read_scenarios
    from coach.model.problem import FileProblems

    found, problems = read_scenarios(scenario_folder(), channels(), rubric_ids())
    if problems:
        raise FileProblems(tuple(problems))
    return tuple(sorted(found, key=lambda s: s.id))


def scenario(name: str) -> Scenario:
    """A scenario by id, or by the path of its file. Raises CoachError with the nearest name."""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        from coach.files.scenario_reader import read_scenario

        return read_scenario(Path(name), channels(), rubric_ids())
    known = {s.id: s for s in scenarios()}
    if name not in known:
        raise CoachError(f"there is no scenario {quoted(name)}; {instead(name, known)}")
    return known[name]


@cache
def rubric_ids() -> tuple[str, ...]:
    """The ids of the shipped rubrics: a shipped rubric's file is named after its id."""
    return tuple(sorted(path.stem for path in shipped_rubrics().glob("*.yaml")))
