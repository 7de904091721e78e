"""The shipped scenarios as they were read last, so that coach need not read every file again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coach.files.plain_data import built
from coach.model.scenario import Scenario
from coach.services.reading_cache import kept, stamps

Read = Callable[[], tuple[Scenario, ...]]


def cached(folder: Path, read: Read, rubrics: Collection[str]) -> tuple[Scenario, ...]:
    """The scenarios of a folder: from the cache while no file has changed, else as ``read`` gives
    them, which are then kept. What ``read`` raises is passed on.
    """
    return kept("scenarios", _key(folder, rubrics), read, _as_data, _from_data)


def _as_data(scenarios: tuple[Scenario, ...]) -> Any:
    return [asdict(scenario) for scenario in scenarios]


def _from_data(data: Any) -> tuple[Scenario, ...]:
    return tuple(built(Scenario, item) for item in data)


def _key(folder: Path, rubrics: Collection[str]) -> list[Any]:
    """What the result depends on: the files, the known rubrics and channels, and their readers."""
    readers = Path(__file__).parents[1] / "files"
    sources = (readers / "scenario_reader.py", readers / "scenario_shape.py")
    files = [*sorted(folder.iterdir()), folder.parent / "channels.yaml", *sources]
    return [sorted(rubrics), stamps(files)]
