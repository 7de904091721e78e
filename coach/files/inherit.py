"""Puts a rubric together from its own file and the ones it extends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from coach.files.node import Node
from coach.files.options import default_options
from coach.files.overlay import overlay
from coach.files.problems import check
from coach.files.rubric_shape import CriterionOverride, RubricFile
from coach.files.shipped import shipped_rubrics
from coach.files.strict_yaml import read_document
from coach.files.wording import instead, nearest, quoted
from coach.model.problem import Problem

_CHAIN = 20  # rubrics that extend each other; more is a mistake


@dataclass(frozen=True, slots=True)
class Source:
    """A rubric file as read. ``root`` is None when it is no mapping or could not be read."""

    file: str
    root: Node | None
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str | None:
        """The rubric's id, if one can be made out."""
        node = self.root.child("id") if self.root else None
        return node.value if node is not None and isinstance(node.value, str) else None


@dataclass(slots=True)
class Parts:
    """A rubric taken apart: its own head, and what its file and its parents make up together.

    criteria: id -> mapping node with everything inherited in place, in order.
    inherited_sections: the sections that inherited criteria use.
    lineage: ids of the rubrics it extends, nearest first.
    """

    head: RubricFile | None
    pass_mark: float | None = None
    sections: dict[str, str] = field(default_factory=dict)
    inherited_sections: set[str] = field(default_factory=set)
    criteria: dict[str, Node] = field(default_factory=dict)
    lineage: tuple[str, ...] = ()


class Sources:
    """The files rubrics may be in; each is read once, when it is first needed."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = list(dict.fromkeys(files))
        self._read: dict[Path, Source] = {}

    def all(self) -> Iterator[Source]:
        """Every file in order."""
        for file in self._files:
            yield self._source(file)

    def first(self) -> Source:
        """The first file."""
        return self._source(self._files[0])

    def by_id(self, rubric_id: str) -> Source | None:
        """The first file with this id; files of that name are tried before the others."""
        for file in sorted(self._files, key=lambda f: f.stem != rubric_id):
            source = self._source(file)
            if source.id == rubric_id or (source.root is None and file.stem == rubric_id):
                return source
        return None

    def ids(self) -> list[str]:
        """Every id there is."""
        return [source.id for source in self.all() if source.id is not None]

    def duplicates(self) -> list[Problem]:
        """A problem for each file whose id another file has already."""
        first: dict[str, str] = {}
        problems = []
        for source in self.all():
            if source.id is None or source.root is None:
                continue
            if source.id in first:
                message = f"the id {quoted(source.id)} is taken by {first[source.id]}; change one"
                place = source.root.near(("id",)).place
                problems.append(place.problem("duplicate-id", message))
            first.setdefault(source.id, source.file)
        return problems

    def _source(self, file: Path) -> Source:
        if file not in self._read:
            shipped = file.parent == shipped_rubrics()
            self._read[file] = _kept(file, file.stat().st_mtime_ns) if shipped else _source_of(file)
        return self._read[file]


@lru_cache(maxsize=64)
def _kept(file: Path, changed: int) -> Source:
    """A shipped file as it was when it was last changed; many rubrics extend the same few."""
    return _source_of(file)


def _source_of(file: Path) -> Source:
    document = read_document(file)
    root, problems = document.root, document.problems
    if root is not None and not isinstance(root.value, dict):
        message = "a rubric is a mapping of keys and values; start with 'rubric: 1'"
        problems = (*problems, root.place.problem("wrong-type", message))
        root = None
    return Source(document.file, root, problems)


def resolve(
    source: Source, sources: Sources, scorers: Mapping[str, type[Any]], chain: tuple[str, ...] = ()
) -> tuple[Parts | None, list[Problem]]:
    """The parts of a rubric and the problems found on the way, those of its parents included.

    Parts are None when the file could not be read at all.
    """
    problems = list(source.problems)
    root = source.root
    if root is None:
        return None, problems
    checked = check(RubricFile, root)
    problems += checked.problems
    parts = Parts(head=checked.model)
    parent = _parent(root, checked.bad, sources, chain, problems)
    if parent is not None:
        inherited, found = resolve(parent, sources, scorers, (*chain, source.id or ""))
        problems += found
        if inherited is None:
            return None, problems + _shape_problems(root)
        parts.sections, parts.pass_mark = inherited.sections, inherited.pass_mark
        parts.criteria = inherited.criteria
        parts.lineage = (parent.id or "", *inherited.lineage)
        parts.inherited_sections = inherited.inherited_sections | {
            s.value
            for c in parts.criteria.values()
            if (s := c.child("section")) is not None and isinstance(s.value, str)
        }
    _head(root, checked.bad, parts, problems)
    if root.child("extends") is not None and parent is None:
        return None, problems + _shape_problems(root)
    _drop(root, checked.bad, parts, problems)
    _criteria(root, checked.bad, parts, scorers, problems)
    return parts, problems


def _shape_problems(root: Node) -> list[Problem]:
    """What can be said of the criteria while it is unknown what they inherit."""
    listed = root.child("criteria")
    items = listed.value if listed is not None and isinstance(listed.value, list) else []
    mappings = [item for item in items if isinstance(item.value, dict)]
    return [problem for item in mappings for problem in check(CriterionOverride, item).problems]


def _parent(
    root: Node,
    bad: frozenset[str | int],
    sources: Sources,
    chain: tuple[str, ...],
    problems: list[Problem],
) -> Source | None:
    node = root.child("extends")
    if node is None or "extends" in bad:
        return None
    own = root.child("id")
    line = (*chain, own.value if own is not None and isinstance(own.value, str) else "")
    if node.value in line:
        circle = " -> ".join((*line[line.index(node.value) :], node.value))
        message = f"rubrics extend each other in a circle: {circle}; cut it somewhere"
        problems.append(node.place.problem("extends-cycle", message))
        return None
    if len(line) > _CHAIN:
        message = f"more than {_CHAIN} rubrics extend each other; extend fewer"
        problems.append(node.place.problem("extends-too-deep", message))
        return None
    parent = sources.by_id(node.value)
    if parent is None:
        others = [i for i in sources.ids() if i != line[-1]]
        remedy = instead(node.value, others)
        message = f"there is no rubric {quoted(node.value)} to extend; {remedy}"
        problems.append(node.place.problem("unknown-rubric", message))
    return parent


def _head(root: Node, bad: frozenset[str | int], parts: Parts, problems: list[Problem]) -> None:
    """Pass mark and sections: the file's own before what is inherited."""
    extends = root.child("extends") is not None
    for key in ("pass_mark", "criteria"):
        if root.child(key) is None and not extends and key not in bad:
            message = f"a rubric that extends no other needs the key '{key}'; add it"
            problems.append(root.place.problem("missing-key", message))
    mark = root.child("pass_mark")
    if mark is not None and "pass_mark" not in bad:
        parts.pass_mark = float(mark.value)
    sections = root.child("sections")
    if sections is not None and "sections" not in bad:
        parts.sections = {**parts.sections, **sections.data()}


def _drop(root: Node, bad: frozenset[str | int], parts: Parts, problems: list[Problem]) -> None:
    node = root.child("drop")
    if node is None or "drop" in bad:
        return
    if root.child("extends") is None:
        message = "only a rubric that extends another can drop criteria; remove 'drop'"
        problems.append((node.key or node.place).problem("drop-unknown", message))
        return
    known = list(parts.criteria)
    for item in node.value:
        if item.value not in known:
            remedy = instead(item.value, known, "leave it out")
            message = f"there is no inherited criterion {quoted(item.value)} to drop; {remedy}"
            problems.append(item.place.problem("drop-unknown", message))
        parts.criteria.pop(item.value, None)


def _criteria(
    root: Node,
    bad: frozenset[str | int],
    parts: Parts,
    scorers: Mapping[str, type[Any]],
    problems: list[Problem],
) -> None:
    """Lay the file's own criteria over the inherited ones, or add them at the end."""
    listed = root.child("criteria")
    if listed is None or not isinstance(listed.value, list):
        return
    if not listed.value and root.child("extends") is None:
        problems.append(listed.place.problem("too-few", "a rubric needs at least one criterion"))
    inherited = dict(parts.criteria)
    own: dict[str, Node] = {}
    for index, node in enumerate(listed.value):
        if not isinstance(node.value, dict):
            continue  # said already
        name = node.child("id")
        key = name.value if name is not None and isinstance(name.value, str) else f"#{index}"
        if key in own:
            line = own[key].place.line
            message = f"the criterion {quoted(key)} is on line {line} already; change one id"
            problems.append(node.near(("id",)).place.problem("duplicate-id", message))
            key = f"#{index}"
        own[key] = node
        if key not in inherited:
            near = nearest(key, inherited)
            if near is not None and not {"scorer", "bands"} & set(node.value):
                message = f"nothing called {quoted(key)} is inherited; did you mean '{near}'?"
                problems.append(node.near(("id",)).place.problem("unknown-criterion", message))
            else:
                parts.criteria[key] = node
            continue
        change = check(CriterionOverride, node)
        problems += change.problems
        scorer = node.child("scorer") or inherited[key].child("scorer")
        options = scorers.get(scorer.value) if scorer and isinstance(scorer.value, str) else None
        merged, found = overlay(inherited[key], node, change.bad, default_options(options))
        problems += found
        parts.criteria[key] = merged
