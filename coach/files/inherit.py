"""Puts a rubric together from its own file and the ones it extends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from coach.files.defaults import default_options
from coach.files.node import Node
from coach.files.overlay import overlay
from coach.files.pack_names import PackNames, names_in, pack_of, read_lists, with_full_lists
from coach.files.problems import check
from coach.files.rubric_shape import CriterionOverride, RubricFile
from coach.files.shipped import shipped_rubrics
from coach.files.strict_yaml import Document, parse_document, read_document
from coach.files.wording import instead, nearest, quoted
from coach.model.problem import Problem

_CHAIN = 20  # rubrics that extend each other; more is a mistake


@dataclass(frozen=True, slots=True)
class Source:
    """A rubric file as read. ``root`` is None when it is no mapping or could not be read.

    pack: the names of the pack it belongs to, if any.
    """

    file: str
    root: Node | None
    problems: tuple[Problem, ...]
    pack: PackNames | None = None

    @property
    def own_id(self) -> str | None:
        """The id as the file says it, if one can be made out."""
        node = self.root.child("id") if self.root else None
        return node.value if node is not None and isinstance(node.value, str) else None

    @property
    def id(self) -> str | None:
        """The rubric's id, with the pack it belongs to, if one can be made out."""
        return self._full(self.own_id)

    @property
    def known_as(self) -> str | None:
        """The id, or what the file's name lets one expect where it cannot be read."""
        return self.id if self.root is not None else self._full(Path(self.file).stem)

    def _full(self, name: str | None) -> str | None:
        return name if name is None or self.pack is None else self.pack.full(name)


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
    """The files rubrics may be in; each is read once, when it is first needed.

    packs: folders of packs whose lists the rubrics may name, besides those the files belong to.
    """

    def __init__(self, files: Iterable[Path], packs: Iterable[Path] = ()) -> None:
        self._files = list(dict.fromkeys(files))
        self._read: dict[Path, Source] = {}
        self._names: dict[Path, PackNames | None] = {}
        self._packs = list(packs)
        self._lists: dict[str, dict[str, tuple[str, ...]]] | None = None

    def all(self) -> Iterator[Source]:
        """Every file in order."""
        for file in self._files:
            yield self._source(file)

    def first(self) -> Source:
        """The first file."""
        return self._source(self._files[0])

    def take(self, file: Path, text: str) -> None:
        """Takes ``text`` for what the file holds, as while it is being edited."""
        self._read[file] = _source_in(parse_document(text, str(file)), self._pack_of(file))

    def by_id(self, rubric_id: str) -> Source | None:
        """The first file with this id; files of that name are tried before the others."""
        stem = rubric_id.rpartition("/")[2]
        for file in sorted(self._files, key=lambda f: f.stem != stem):
            source = self._source(file)
            if source.known_as == rubric_id:
                return source
        return None

    def lists(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The phrase lists of every pack in reach, by pack; a file's own pack comes first."""
        if self._lists is None:
            known = [names_in(folder) for folder in self._packs]
            known += self._names.values()
            self._lists = {n.id: read_lists(n.folder) for n in known if n is not None}
        return self._lists

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
            if shipped:
                self._read[file] = _kept(file, file.stat().st_mtime_ns)
            else:
                self._read[file] = _source_of(file, self._pack_of(file))
        return self._read[file]

    def _pack_of(self, file: Path) -> PackNames | None:
        if file.parent not in self._names:
            self._names[file.parent] = pack_of(file)
        return self._names[file.parent]


@lru_cache(maxsize=64)
def _kept(file: Path, changed: int) -> Source:
    """A shipped file as it was when it was last changed; many rubrics extend the same few."""
    return _source_of(file, None)


def _source_of(file: Path, pack: PackNames | None) -> Source:
    return _source_in(read_document(file), pack)


def _source_in(document: Document, pack: PackNames | None) -> Source:
    root, problems = document.root, document.problems
    if root is not None and not isinstance(root.value, dict):
        message = "a rubric is a mapping of keys and values; start with 'rubric: 1'"
        problems = (*problems, root.place.problem("wrong-type", message))
        root = None
    if root is not None and root.child("scenario") and root.child("turns"):
        message = "this is a scenario; check it with: coach scenario check"
        problems = (*problems, root.place.problem("wrong-kind", message))
        root = None
    if root is not None and pack is not None:
        root = with_full_lists(root, pack)
    return Source(document.file, root, problems, pack)


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
    parent = _parent(source, root, checked.bad, sources, chain, problems)
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
    source: Source,
    root: Node,
    bad: frozenset[str | int],
    sources: Sources,
    chain: tuple[str, ...],
    problems: list[Problem],
) -> Source | None:
    node = root.child("extends")
    if node is None or "extends" in bad:
        return None
    wanted = source.pack.rubric(node.value, source.own_id) if source.pack else node.value
    line = (*chain, source.id or "")
    if wanted in line:
        circle = " -> ".join((*line[line.index(wanted) :], wanted))
        message = f"rubrics extend each other in a circle: {circle}; cut it somewhere"
        problems.append(node.place.problem("extends-cycle", message))
        return None
    if len(line) > _CHAIN:
        message = f"more than {_CHAIN} rubrics extend each other; extend fewer"
        problems.append(node.place.problem("extends-too-deep", message))
        return None
    parent = sources.by_id(wanted)
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
