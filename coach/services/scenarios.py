"""Finding and checking scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from coach.files.pack_names import scenario_files
from coach.files.rubric_shape import Skill
from coach.files.scenario_reader import read_scenario
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError, FileProblems, Problem
from coach.model.scenario import Scenario
from coach.services import catalogue

SKILLS: tuple[str, ...] = get_args(Skill)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which scenarios to list; what is None does not matter."""

    channel: str | None = None
    trade: str | None = None
    skill: str | None = None
    difficulty: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario and the file it was read from."""

    file: Path
    scenario: Scenario


def read_files(paths: Sequence[Path] = ()) -> tuple[list[Read], int, tuple[Problem, ...]]:
    """The scenarios of files and folders, how many files there are, and every problem of them.

    Without paths the shipped scenarios are read.
    """
    files, problems = scenario_files(paths or [catalogue.scenario_folder()])
    read: list[Read] = []
    first: dict[str, str] = {}
    for file in files:
        try:
            found = read_scenario(
                file,
                catalogue.channels(),
                catalogue.rubric_names(),
                criteria=catalogue.criteria_of,
            )
        except FileProblems as faults:
            problems += faults.problems
            continue
        if found.id in first:
            message = f"the id {quoted(found.id)} is taken by {first[found.id]}; change one"
            problems.append(Problem(str(file), 1, 1, "duplicate-id", message))
        else:
            read.append(Read(file, found))
        first.setdefault(found.id, str(file))
    return read, len(files), tuple(sorted(set(problems)))


def matching(scenarios: Iterable[Scenario], filters: Filters) -> tuple[Scenario, ...]:
    """The scenarios that meet every filter, whatever the case of a name.

    Raises CoachError with the nearest name for a channel, trade or skill nobody knows.
    """
    every = tuple(scenarios)
    trades = {s.brand.trade.casefold(): s.brand.trade for s in every}
    if filters.channel is not None:
        catalogue.channel(filters.channel.casefold())
    if filters.trade is not None:
        _known("trade", filters.trade, trades.values())
    if filters.skill is not None:
        _known("skill", filters.skill, SKILLS)
    return tuple(
        s
        for s in every
        if _same(filters.channel, s.channel)
        and _same(filters.trade, s.brand.trade)
        and (filters.skill is None or filters.skill.casefold() in s.skills)
        and filters.difficulty in (None, s.difficulty)
    )


def _same(wanted: str | None, value: str) -> bool:
    return wanted is None or wanted.casefold() == value.casefold()


def _known(kind: str, name: str, names: Iterable[str]) -> None:
    known = list(names)
    if name.casefold() not in {n.casefold() for n in known}:
        raise CoachError(f"there is no {kind} {quoted(name)}; {instead(name, known)}")
