"""The shipped and the trainers' own channels, rubrics and scenarios, read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coach.files.shipped import shipped_corpora, shipped_rubrics
from coach.files.wording import instead, quoted
from coach.model.channel import Channel, Visibility
from coach.model.problem import CoachError, FileProblems, Problem
from coach.model.rubric import Rubric
from coach.model.scenario import Scenario
from coach.services import packs
from coach.services.rubric_cache import cached_channels, cached_rubric
from coach.services.scenario_cache import cached


@cache
def channels() -> Mapping[str, Channel]:
    """The known channels by id."""

    def read_them() -> Mapping[str, Channel]:
        from coach.files.channels import shipped_channels

        return shipped_channels()

    return cached_channels(read_them)


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
    """A rubric by id, as ``pack/id``, by the path of its file, or by the reference of one that was
    remembered.

    Raises CoachError with the nearest name, or FileProblems with everything wrong with the file.
    """
    if is_path(name):
        found = read(Path(name))
    elif is_reference(name):
        known = _read.get(name)
        if known is None:
            remedy = "give the id of a shipped rubric or the path of a file"
            raise CoachError(f"{quoted(name)} names a version, which this cannot use; {remedy}")
        return known
    elif "/" in name:
        found = read(packs.file_of(name, "rubric"))
    else:
        found = _shipped_rubric(name)
    _read[found.ref] = found
    return found


def _shipped_rubric(name: str) -> Rubric:
    options = _option_types()

    def read_it() -> Rubric:
        from coach.files.rubric_reader import find_rubric

        return find_rubric(name, [shipped_rubrics()], options, channels())

    return cached_rubric(name, options, read_it) if name in rubric_ids() else read_it()


def criteria_of(name: str) -> tuple[str, ...]:
    """The ids of a rubric's criteria; empty for one that cannot be read."""
    try:
        return tuple(criterion.id for criterion in rubric(name).criteria)
    except CoachError:
        return ()


def read(path: Path) -> Rubric:
    """The rubric of a file as it is now. Raises FileProblems with everything wrong with it."""
    from coach.files.rubric_reader import read_rubric

    return read_rubric(path, _option_types(), channels(), packs.rubric_library())


def is_path(name: str) -> bool:
    """Whether a name is the path of a file, and no id, not even one in a pack."""
    return name.endswith((".yaml", ".yml")) or ("/" in name and not packs.is_pack_name(name))


def is_reference(name: str) -> bool:
    """Whether a name is ``id@version#digest`` or a part of it that names a version."""
    return not is_path(name) and ("@" in name or "#" in name)


def by_ref(ref: str) -> Rubric | None:
    """A rubric already read in this process, by ``id@version#digest``."""
    return _read.get(ref)


def remember(found: Rubric, *names: str) -> None:
    """Makes a rubric that no file holds known by its reference, and by other names."""
    for name in (found.ref, *names):
        _read.setdefault(name, found)


def forget() -> None:
    """Lets ``rubric`` read its files again, after one was changed."""
    rubric.cache_clear()
    _scenarios.cache_clear()


def _option_types() -> Mapping[str, type[Any]]:
    from coach.scorers import option_types

    return option_types()


def default_rubric(channel_id: str, seen: Visibility) -> str:
    """The id of the shipped rubric of a channel and visibility. Raises CoachError."""
    place = channel(channel_id).place(seen)
    if place is None:
        other = ", ".join(v.value for v in channel(channel_id).places)
        raise CoachError(f"channel {quoted(channel_id)} is never {seen.value}, only {other}")
    return place.rubric


def scenarios() -> tuple[Scenario, ...]:
    """The shipped scenarios and those of the packs, by id.

    Raises FileProblems when a shipped one cannot be read; one of a pack is left out then.
    """
    return _scenarios()[0]


def left_out() -> tuple[Problem, ...]:
    """Why scenarios of packs are left out."""
    return _scenarios()[1]


@cache
def _scenarios() -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    found = cached(scenario_folder(), _shipped_scenarios, rubric_ids())
    problems: tuple[Problem, ...] = ()
    for folder in packs.scenario_folders():
        from coach.files.scenario_reader import read_scenarios

        more, faults = read_scenarios(folder, channels(), rubric_names())
        found, problems = found + more, problems + faults
    return tuple(sorted(found, key=lambda s: s.id)), problems


def _shipped_scenarios() -> tuple[Scenario, ...]:
    from coach.files.scenario_reader import read_scenarios

    found, problems = read_scenarios(scenario_folder(), channels(), rubric_ids())
    if problems:
        raise FileProblems(tuple(problems))
    return found


def scenario(name: str) -> Scenario:
    """A scenario by id, as ``pack/id``, or by the path of its file.

    Raises CoachError with the nearest name, or FileProblems.
    """
    if "/" in name or is_path(name):
        from coach.files.scenario_reader import read_scenario

        path = Path(name) if is_path(name) else packs.file_of(name, "scenario")
        return read_scenario(path, channels(), rubric_names(), criteria=criteria_of)
    known = {s.id: s for s in scenarios()}
    if name not in known:
        remedy = instead(name, known, "coach scenario list shows them all")
        if name.endswith(".md"):
            remedy = f"for a lesson say: coach practice --lesson {name}"
        raise CoachError(f"there is no scenario {quoted(name)}; {remedy}")
    return known[name]


def rubric_names() -> tuple[str, ...]:
    """The names of the shipped rubrics and of those of the packs."""
    return (*rubric_ids(), *packs.rubric_names())


@cache
def rubric_ids() -> tuple[str, ...]:
    """The ids of the shipped rubrics: a shipped rubric's file is named after its id."""
    return tuple(sorted(path.stem for path in shipped_rubrics().glob("*.yaml")))
