"""What lies beside a trainer's own drill or lesson: the scenarios and drills it may name.

Looked through are the file's own folder and the folders scenarios, drills and lessons in it; for a
file in one of these, also those beside it. What is found there comes before what is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coach.files.pack_names import DRILLS, LESSONS, SCENARIOS, pack_of
from coach.files.shipped import shipped_corpora
from coach.model.problem import FileProblems
from coach.model.scenario import Scenario
from coach.services import catalogue

_PLACES = (SCENARIOS, DRILLS, LESSONS)
_KIND = re.compile(r"^(scenario|drill)[ \t]*:", re.MULTILINE)
_ID = re.compile(r"^id[ \t]*:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_LARGEST = 1_000_000  # bytes; nobody writes a larger file by hand


@dataclass(frozen=True, slots=True)
class Beside:
    """Own scenarios by id, own drills as files by id, and the files of scenarios not readable."""

    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    drills: Mapping[str, Path] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)


def beside(file: str | Path) -> Beside:
    """What lies beside a file; nothing for what is shipped, and for what is no file."""
    path = Path(file)
    if not str(file) or _shipped(path):
        return Beside()
    scenarios: dict[str, Scenario] = {}
    drills: dict[str, Path] = {}
    broken: dict[str, str] = {}
    for found, kind, own in _files(path):
        pack = pack_of(found)
        full = pack.full(own) if pack is not None else own
        if kind == "drill":
            drills.setdefault(full, found)
            continue
        try:
            scenario = catalogue.scenario(str(found))
        except FileProblems:
            broken.setdefault(full, str(found))
        else:
            scenarios.setdefault(scenario.id, scenario)
    return Beside(scenarios, drills, broken)


def _shipped(path: Path) -> bool:
    return path.absolute().is_relative_to(shipped_corpora().absolute())


def _files(path: Path) -> Iterator[tuple[Path, str, str]]:
    """The scenarios and drills around a file, with their kind and id."""
    home = path.parent
    base = home
    if home.absolute().name in _PLACES:
        base = home.parent if home.name else home / ".."  # as short as the path was given
    for folder in dict.fromkeys((home, *(base / place for place in (SCENARIOS, DRILLS)))):
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.suffix in (".yaml", ".yml") and not entry.name.startswith("."):
                text = _start(entry)
                kind, own = _KIND.search(text), _ID.search(text)
                if kind is not None:
                    yield entry, kind[1], own[1] if own is not None else entry.stem


def _start(path: Path) -> str:
    """The text of a file; empty for what is none of ours."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
