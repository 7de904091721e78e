"""Reads a YAML 1.2 file into nodes that know their place, and says everything wrong with it.

Built on the events of a parser: they carry positions, and nothing is constructed from the file but
text, numbers, true, false, null, lists and mappings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from coach.files.node import Node, Place
from coach.files.scalars import Fault, read_plain
from coach.files.syntax import syntax_problem
from coach.files.text_file import LIMIT, read_text
from coach.files.wording import quoted, visible
from coach.model.problem import FileProblems, Problem

DEPTH = 40
NODES = 100_000
# Where the two parsers differ: tabs, a comment too close to a block's mark, a second document.
_UNEASY = re.compile(r"\t|[|>][-+\d]*#|\n---")
_REST = "; the rest of the file was not read"
# Line breaks to some YAML readers and editors and not to others; positions would differ.
_UNSURE_BREAKS = "\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. ``root`` is None when reading stopped early; ``problems`` then says why."""

    file: str
    root: Node | None
    problems: tuple[Problem, ...]


def read_document(path: FilePath, limit: int = LIMIT) -> Document:
    """Read one YAML file. Never raises for what is wrong with the file."""
    try:
        text = read_text(path, limit)
    except FileProblems as error:
        return Document(str(path), None, error.problems)
    return parse_document(text, str(path))


def parse_document(text: str, file: str) -> Document:
    """Read YAML text; ``file`` is the name its problems carry."""
    text = text.removeprefix("\ufeff")
    bad = _bad_character(text, file)
    if bad is not None:
        return Document(file, None, (bad,))
    reader = _Reader(file, _events(text))
    try:
        root = reader.document()
    except _Stopped as stop:
        _add_stop(reader.problems, stop.problem)
        root = None
    return Document(file, root, tuple(sorted(set(reader.problems))))


def _add_stop(problems: list[Problem], stop: Problem) -> None:
    """Add what stopped the reading, unless the same line's stray ``*`` or ``!`` explains it."""
    for index, known in enumerate(problems):
        if known.word in {"alias", "tag"} and known.line == stop.line and stop.word == "syntax":
            problems[index] = replace(known, message=known.message + _REST)
            return
    problems.append(stop)


def _bad_character(text: str, file: str) -> Problem | None:
    """The first character that may not stand in a YAML file as it is."""
    bad = list(filter(_is_bad, set(text)))  # a text has few different characters
    if not bad:
        return None
    index = min(map(text.index, bad))
    before = text[:index]
    line = before.count("\n") + 1
    column = index - (before.rfind("\n") + 1) + 1
    message = (
        f"the character {visible(text[index])} cannot stand in a YAML file as it is; "
        'remove it, or write it as an escape in "double quotes"'
    )
    return Problem(file, line, column, "bad-character", message + _REST)


def _is_bad(c: str) -> bool:
    fine = " " <= c <= "~" or c in "\n\r\t" or (c > "\x9f" and c not in "\ufffe\uffff")
    return not fine or c in _UNSURE_BREAKS or "\ud800" <= c <= "\udfff"


def _events(text: str) -> Iterator[Any]:
    """The parser's events: libyaml's where it finds nothing odd, 20 times as fast; else those of
    ruamel.yaml, which reads YAML 1.2 to the letter and says best what is wrong."""
    import yaml

    events: list[Any] = []
    fast = getattr(yaml, "CLoader", None)  # missing where PyYAML was built without libyaml
    if fast is not None and _UNEASY.search(text) is None:
        with suppress(yaml.YAMLError, *_TRIPPED):
            events = list(yaml.parse(text, Loader=fast))
    if events and not any(map(_odd, events)):
        return iter(events)
    from ruamel.yaml import YAML  # 60 ms: not before a file needs it

    exact: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
    return exact


def _odd(event: Any) -> bool:
    """Whether the two parsers could differ over an event."""
    return bool(
        getattr(event, "anchor", None)
        or getattr(event, "tag", None)
        or getattr(event, "version", None)
        or (getattr(event, "value", None) == "" and not event.style)
    )


class _Stopped(Exception):  # noqa: N818 (a signal inside this module, not an error)
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Turns parser events into nodes, collecting problems on the way."""

    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._events = events
        self._count = 0
        self._last = Place(file, 1, 1)

    def document(self) -> Node:
        """The root node of the only document. Raises _Stopped when reading cannot go on."""
        event = self._next()  # the start of the stream
        event = self._next()
        if event.__class__.__name__ == "StreamEndEvent":
            raise _Stopped(Place(self.file, 1, 1).problem("empty-file", "the file holds nothing"))
        if getattr(event, "version", None) not in (None, (1, 2)):
            self._add(event, "yaml-version", "files are read as YAML 1.2; remove the %YAML line")
        root = self._node(self._next(), 1, None)
        if root.value is None and not root.faulty:
            raise _Stopped(root.place.problem("empty-file", "the file holds nothing"))
        self._next()  # the end of the document
        event = self._next()
        if event.__class__.__name__ == "DocumentStartEvent":
            self._stop(
                event,
                "many-documents",
                "a second document starts here; keep one in a file and remove the '---'",
            )
        return root

    def _next(self) -> Any:
        try:
            event = next(self._events)
        except Exception as error:  # noqa: BLE001 - sorted out there
            problem = self._tripped(error)
        else:
            self._last = self._place(event)
            return event
        raise _Stopped(replace(problem, message=problem.message + _REST))

    def _tripped(self, error: Exception) -> Problem:
        """What the parser complains of after the last event; other errors go on."""
        from ruamel.yaml.error import YAMLError  # not before something is wrong

        if isinstance(error, YAMLError):
            return syntax_problem(error, self._last)
        if isinstance(error, _TRIPPED):
            message = "this, or what follows it, cannot be read as YAML; check the escapes"
            return self._last.problem("syntax", message)
        raise error

    def _node(self, event: Any, depth: int, key: Place | None) -> Node:
        """The node that begins with the event read last."""
        place = self._last
        kind = event.__class__.__name__
        self._count += 1
        if self._count > NODES:
            self._stop(event, "too-many", f"the file holds more than {NODES:,} values; split it")
        if depth > DEPTH:
            self._stop(event, "too-deep", f"this is nested more than {DEPTH} deep; flatten it")
        if kind == "AliasEvent":
            name = visible(str(event.anchor))
            message = f"'*{name}' is an alias; write it out, or quote text that starts with *"
            self._add(event, "alias", message)
            return Node(None, place, key, faulty=True)
        tagged = kind in _TAGGABLE and event.tag is not None
        if tagged:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            message = f"{quoted(tag)} is a tag; remove it, or quote text that starts with !"
            self._add(event, "tag", message)
        if kind == "ScalarEvent":
            return self._scalar(event, key, tagged)
        value = self._list(depth) if kind == "SequenceStartEvent" else self._mapping(depth)
        return Node(value, place, key, faulty=tagged)

    def _scalar(self, event: Any, key: Place | None, tagged: bool) -> Node:
        place, text = self._last, str(event.value)
        if "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
            message = f"{quoted(text)} holds a character that is no text; remove its escape"
            self._add(event, "bad-character", message)
            return Node(None, place, key, faulty=True)
        if tagged or event.style:
            return Node(text, place, key, faulty=tagged)
        if not text and key is not None:
            place = key  # the parser puts an empty value where the next thing starts
        value = read_plain(text)
        if isinstance(value, Fault):
            self._add(event, value.word, value.message)
            return Node(text, place, key, faulty=True)
        return Node(value, place, key)

    def _list(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while (event := self._next()).__class__.__name__ != "SequenceEndEvent":
            items.append(self._node(event, depth + 1, None))
        return items

    def _mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while (event := self._next()).__class__.__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1, None)
            value = self._node(self._next(), depth + 1, key.place)
            name = key.value
            if key.faulty and not isinstance(name, str):
                continue
            if not isinstance(name, str):
                message = "a key must be text; put it in quotes"
                self.problems.append(key.place.problem("key-not-text", message))
            elif name in entries:
                first = entries[name].key or key.place
                message = (
                    f"the key {quoted(name)} is on line {first.line} already; keep one of the two"
                )
                self.problems.append(key.place.problem("duplicate-key", message))
            else:
                faulty = key.faulty or value.faulty
                entries[name] = Node(value.value, value.place, key.place, faulty)
        return entries

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _add(self, event: Any, word: str, message: str) -> None:
        self.problems.append(self._place(event).problem(word, message))

    def _stop(self, event: Any, word: str, message: str) -> None:
        raise _Stopped(self._place(event).problem(word, message + _REST))


# What the parser itself raises on odd input, such as the escape "\UFFFFFFFF"
_TRIPPED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError)
_TAGGABLE = frozenset({"ScalarEvent", "SequenceStartEvent", "MappingStartEvent"})
