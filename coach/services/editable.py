"""The rubric and scenario files a trainer can open: their own, those of packs, the shipped ones."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach.files.folder import yaml_files
from coach.files.shipped import shipped_rubrics
from coach.files.wording import quoted
from coach.model.problem import CoachError
from coach.services import catalogue, packs
from coach.services.edited_file import comes_with_coach
from coach.services.unsaved import kept

Kind = Literal["rubric", "scenario"]
_KIND = re.compile(r"^\ufeff?(rubric|scenario)[ \t]*:", re.MULTILINE)
_HEAD = 200_000  # characters of a file that are looked at
_KEY = r"^{}[ \t]*:[ \t]*(.*?)[ \t]*$"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that can be opened. group: own, pack or shipped. unsaved: text of it was kept."""

    path: Path
    kind: Kind
    title: str
    group: Literal["own", "pack", "shipped"]
    unsaved: bool = False


def kind_of(text: str) -> Kind | None:
    """What a text is, by its first key; None when it is neither rubric nor scenario."""
    found = _KIND.search(text[:_HEAD])
    return None if found is None else "rubric" if found.group(1) == "rubric" else "scenario"


def value_in(text: str, key: str) -> str:
    """A value at the top of a YAML text, as far as one line shows it; empty when there is none."""
    found = re.search(_KEY.format(key), text[:_HEAD], re.MULTILINE)
    value = found.group(1) if found else ""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def entries(db: Path, folder: Path, named: Iterable[Path] = ()) -> tuple[Entry, ...]:
    """Every file there is to open: those named, of the folder, of packs, and the shipped ones."""
    left = {entry.file for entry in kept(db)}
    own, _ = yaml_files([folder])
    paths = [absolute(p) for p in (*named, *sorted(left), *own)]
    found = [*_entries(paths, "own", left)]
    for pack in packs.installed():
        files, _ = yaml_files([p for p in (pack / "rubrics", pack / "scenarios") if p.is_dir()])
        found += _entries(files, "pack", left)
    files, _ = yaml_files([shipped_rubrics(), catalogue.scenario_folder()])
    found += _entries(files, "shipped", left)
    return tuple({entry.path: entry for entry in reversed(found)}.values())[::-1]


def to_edit(name: str, kind: Kind) -> Path:
    """The file of a path, or of the id of a shipped rubric or scenario.

    Raises CoachError with the remedy when there is none.
    """
    path: Path | None = Path(name)
    assert path is not None
    if path.is_dir():
        raise CoachError(f"{name}: error[is-folder] this is a folder; name a file in it")
    if not path.exists() and not name.endswith((".yaml", ".yml")):
        path = packs.file_of(name, kind) if "/" in name else None
    if path is not None:
        if not path.exists():
            message = f"there is no such file; make one with: coach {kind} new {name}"
            raise CoachError(f"{name}: error[missing-file] {message}")
        return absolute(path)
    if kind == "rubric":
        return absolute(Path(catalogue.rubric(name).file))
    return absolute(Path(catalogue.scenario(name).file))


def absolute(path: Path) -> Path:
    """The path from the root, links left as they are. Raises CoachError without a folder to start."""
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps '..'
    except (OSError, ValueError):
        raise CoachError(f"{quoted(str(path))} cannot be found; name a file") from None


def _entries(
    paths: Iterable[Path], group: Literal["own", "pack", "shipped"], left: set[Path]
) -> Iterator[Entry]:
    for path in dict.fromkeys(paths):
        if group == "own" and comes_with_coach(path):
            continue  # where coach itself is the current folder
        try:
            with path.open(encoding="utf-8-sig", errors="replace") as stream:
                text = stream.read(_HEAD)
        except (OSError, ValueError):
            continue
        kind = kind_of(text)
        if kind is not None or path in left:
            title = value_in(text, "title")
            yield Entry(path, kind or "rubric", title, group, path in left)
