"""The names a pack gives to what is in it: rubric ``bank`` of pack ``acme`` is ``acme/bank``.

A file belongs to a pack when it lies in the folder rubrics, scenarios, drills or lessons beside a
pack.yaml, whether the pack is installed or still being written. Inside, files name each other with
or without the pack; the pack's own names come before those of shipped rubrics and lists.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coach.files.folder import yaml_files
from coach.files.names import ID_PATTERN
from coach.files.node import Node
from coach.files.strict_yaml import read_document
from coach.files.wording import instead, quoted
from coach.model.problem import Problem

HEAD = "pack.yaml"
RUBRICS = "rubrics"
SCENARIOS = "scenarios"
DRILLS = "drills"
LESSONS = "lessons"
PLACES = (RUBRICS, SCENARIOS, DRILLS, LESSONS)
LISTS = Path("lexicons") / "phrases.yaml"
Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
_TAKES = "phrases"  # the option a list's wordings go to
_OPTIONS = ("lists", "lists+", "lists-")


@dataclass(frozen=True, slots=True)
class PackNames:
    """A pack's folder and id, and the ids of its rubrics and names of its lists."""

    folder: Path
    id: str
    rubrics: frozenset[str]
    lists: frozenset[str]

    def full(self, name: str) -> str:
        """The name of something of this pack as the world knows it."""
        return f"{self.id}/{name}"

    def rubric(self, name: str, own: str | None = None) -> str:
        """What a file of the pack means by a rubric's name; its ``own`` is that of another."""
        return self.full(name) if name in self.rubrics and name != own else name


def names_in(folder: Path) -> PackNames | None:
    """The names of the pack in a folder; None when it holds none, or one without a usable id."""
    head = folder / HEAD
    if not head.is_file():
        return None
    root = read_document(head).root
    node = root.child("id") if root is not None else None
    if node is None or not isinstance(node.value, str) or not re.fullmatch(ID_PATTERN, node.value):
        return None
    rubrics = folder / RUBRICS
    stems = [path.stem for path in rubrics.glob("*.yaml")] if rubrics.is_dir() else []
    return PackNames(folder, node.value, frozenset(stems), frozenset(read_lists(folder)))


def pack_of(file: Path) -> PackNames | None:
    """The names of the pack that a file belongs to, if any."""
    place = file.absolute().parent
    return names_in(place.parent) if place.name in PLACES else None


def read_lists(folder: Path) -> dict[str, tuple[str, ...]]:
    """The phrase lists of the pack in a folder, by name; what is no list of texts is left out."""
    path = folder / LISTS
    root = read_document(path).root if path.is_file() else None
    if root is None or not isinstance(root.value, dict):
        return {}
    return {
        name: tuple(item.value for item in node.value if isinstance(item.value, str))
        for name, node in root.value.items()
        if isinstance(node.value, list)
    }


def rubric_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path], list[Problem]]:
    """The rubric files of files, folders and packs; which folders are packs, and what is wrong."""
    listed = list(paths)
    files, problems = yaml_files(_inside(listed, RUBRICS))
    return files, [path for path in listed if (path / HEAD).is_file()], problems


def scenario_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The scenario files of files, folders and packs, and what is wrong."""
    return yaml_files(_inside(paths, SCENARIOS))


def drill_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The drill files of files, folders and packs, and what is wrong."""
    return yaml_files(_inside(paths, DRILLS))


def lesson_files(paths: Iterable[Path]) -> list[Path]:
    """The files as given, and the lessons of folders and packs."""
    found: list[Path] = []
    for path in _inside(paths, LESSONS):
        inside = sorted(path.glob("*.md")) if path.is_dir() else [path]
        found += [file for file in inside if file is path or not file.name.startswith(".")]
    return list(dict.fromkeys(found))


def _inside(paths: Iterable[Path], place: str) -> Iterator[Path]:
    """The paths, and instead of a pack its folder ``place``, if it has one."""
    for path in paths:
        if not (path / HEAD).is_file():
            yield path
        elif (path / place).is_dir():
            yield path / place


def with_full_lists(root: Node, names: PackNames) -> Node:
    """A rubric file's root with the pack's own lists under their full names."""
    listed = root.child("criteria")
    if listed is None or not isinstance(listed.value, list) or not names.lists:
        return root
    criteria = [_criterion(item, names) for item in listed.value]
    return replace(root, value={**root.value, "criteria": replace(listed, value=criteria)})


def _criterion(item: Node, names: PackNames) -> Node:
    options = item.child("options")
    if options is None or not isinstance(options.value, dict):
        return item
    changed = dict(options.value)
    for key in _OPTIONS:
        node = options.child(key)
        if node is not None and isinstance(node.value, list):
            changed[key] = replace(node, value=[_full(entry, names) for entry in node.value])
    return replace(item, value={**item.value, "options": replace(options, value=changed)})


def _full(entry: Node, names: PackNames) -> Node:
    own = isinstance(entry.value, str) and entry.value in names.lists
    return replace(entry, value=names.full(entry.value)) if own else entry


def with_pack_lists(
    criterion: Node,
    scorers: Mapping[str, type[Any]],
    packs: Callable[[], Lists],
) -> tuple[Node, list[Problem]]:
    """A criterion with the wordings of the packs' lists under ``phrases``, and what is wrong.

    The wordings become part of the rubric and of its digest, so that a score stays what it was
    when the pack changes or goes. packs: gives the lists of each pack by its id.
    """
    options = criterion.child("options")
    lists = options.child("lists") if options is not None else None
    if options is None or lists is None or not isinstance(lists.value, list):
        return criterion, []
    own = options.child(_TAKES)
    before = own.value if own is not None and isinstance(own.value, list) else []
    said = {_folded(wording) for item in before for wording in _said(item)}
    shipped: list[Node] = []
    wordings: list[Node] = []
    problems: list[Problem] = []
    for item in lists.value:
        if not isinstance(item.value, str) or "/" not in item.value:
            shipped.append(item)
            continue
        known = packs()
        problem = _unknown(item, known) or _unfit(item, criterion, scorers)
        if problem is not None:
            problems.append(problem)
            shipped.append(replace(item, faulty=True))
            continue
        pack, _, name = item.value.partition("/")
        for wording in known[pack][name]:
            if _folded(wording) not in said:
                said.add(_folded(wording))
                wordings.append(Node(wording, item.place))
    if len(shipped) == len(lists.value) and not problems:
        return criterion, []
    changed = {**options.value, "lists": replace(lists, value=shipped)}
    if wordings:
        changed[_TAKES] = replace(own or lists, value=[*before, *wordings])
    value = {**criterion.value, "options": replace(options, value=changed)}
    return replace(criterion, value=value), problems


def _said(entry: Node) -> Iterator[str]:
    """The wordings of an entry of ``phrases``: a text, or a mapping that says one or several."""
    node = entry.child("say") if isinstance(entry.value, dict) else entry
    listed = node.value if node is not None and isinstance(node.value, list) else [node]
    yield from (n.value for n in listed if n is not None and isinstance(n.value, str))


def _folded(wording: str) -> str:
    return " ".join(wording.casefold().split())


def _unknown(item: Node, packs: Lists) -> Problem | None:
    pack, _, name = item.value.partition("/")
    if pack not in packs:
        message = f"there is no pack {quoted(pack)}; coach pack list shows those installed"
        return item.place.problem("unknown-pack", message)
    if name not in packs[pack]:
        known = [f"{pack}/{known}" for known in packs[pack]]
        message = f"there is no list {quoted(item.value)}; {instead(item.value, known)}"
        return item.place.problem("unknown-list", message)
    return None


def _unfit(item: Node, criterion: Node, scorers: Mapping[str, type[Any]]) -> Problem | None:
    """Only what takes wordings of a trainer's own can take a pack's list of them."""
    node = criterion.child("scorer")
    options = scorers.get(node.value) if node and isinstance(node.value, str) else None
    if options is None or _TAKES in {field.name for field in dataclasses.fields(options)}:
        return None
    assert node is not None
    message = (
        f"the scorer {quoted(node.value)} takes shipped lists only; remove {quoted(item.value)}"
    )
    return item.place.problem("unfit-list", message)
