"""The shipped scenarios as they were read last, so that coach need not read every file again."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coach import __version__
from coach.files.plain_data import built
from coach.model.scenario import Scenario

Read = Callable[[], tuple[Scenario, ...]]


def cached(folder: Path, read: Read, rubrics: Collection[str]) -> tuple[Scenario, ...]:
    """The scenarios of a folder: from the cache while no file has changed, else as ``read`` gives
    them, which are then kept. What ``read`` raises is passed on; a cache that cannot be read or
    written is done without.
    """
    place = _place()
    if place is None:
        return read()
    key = _key(folder, rubrics)
    try:
        kept = json.loads(place.read_bytes())
        if kept["key"] == key:
            return tuple(built(Scenario, data) for data in kept["scenarios"])
    except (OSError, ValueError, TypeError, KeyError):
        pass
    found = read()
    _keep(place, {"key": key, "scenarios": [asdict(scenario) for scenario in found]})
    return found


def _place() -> Path | None:
    from platformdirs import user_cache_path

    folder = user_cache_path("coach", appauthor=False)
    return folder / "scenarios.json" if folder.is_absolute() else None


def _key(folder: Path, rubrics: Collection[str]) -> list[Any]:
    """What the result depends on: the files, the known rubrics and channels, and coach itself."""
    readers = Path(__file__).parents[1] / "files"
    sources = (readers / "scenario_reader.py", readers / "scenario_shape.py")
    files = [*sorted(folder.iterdir()), folder.parent / "channels.yaml", *sources]
    stamps = [
        (str(file), stat.st_size, stat.st_mtime_ns) for file in files for stat in [file.stat()]
    ]
    return [__version__, sorted(rubrics), [list(stamp) for stamp in stamps]]


def _keep(place: Path, data: dict[str, Any]) -> None:
    """Writes the cache whole or not at all; without room or permission there is just none."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".part", ".scenarios", place.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(data, stream, ensure_ascii=False)
            Path(name).replace(place)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)
