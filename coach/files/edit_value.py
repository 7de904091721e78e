"""Replaces one value in the text of a YAML file and leaves every other character as it is."""

from __future__ import annotations

import json
import re
from typing import Any

from coach.files.node import Node, Path, Place
from coach.files.strict_yaml import parse_document
from coach.files.wording import quoted
from coach.model.problem import FileProblems

_BREAK = re.compile("\r\n|\r|\n")
_BOM = "\ufeff"
# How a value starts before its own characters: a quote, or the mark of a block and its indentation.
_OPENING = re.compile(r"[\"']|[|>][-+\d]*[ \t]*(?:#[^\r\n]*)?[\r\n][\s]*|")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)


def with_value(text: str, file: str, path: Path, new: str) -> str:
    """The text of ``file`` with ``new`` as the value at ``path``, its quotes kept where they can be.

    The value there must be text; a byte order mark, line ends and comments stay.
    Raises FileProblems when the file cannot be read, when there is no such text, or when it is
    written in a way that cannot be changed without touching something else.
    """
    document = parse_document(text, file)
    root = document.root
    if root is None or document.problems:
        raise FileProblems(document.problems)
    node = root.near(path)
    name = quoted(".".join(map(str, path)))
    if not root.reaches(path) or not isinstance(node.value, str):
        message = f"there is no text under {name} to change; write it"
        raise FileProblems((node.place.problem("no-value", message),))
    wanted = _replaced(root, path, new)
    for changed in _candidates(text, node.value, _offset(text, node.place), new):
        after = parse_document(changed, file)
        if not after.problems and after.root is not None and after.root.data() == wanted:
            return changed
    message = f"coach cannot change how {name} is written here; write it as plain text on one line"
    raise FileProblems((node.place.problem("unchangeable", message),))


def _candidates(text: str, old: str, start: int, new: str) -> list[str]:
    """The changed texts to try, the closest to the way it is written first."""
    found = []
    opening = _OPENING.match(text, start)
    begin = opening.end() if opening else start
    if text.startswith(old, begin):
        found.append(text[:begin] + new + text[begin + len(old) :])
    inside = _QUOTED.match(text, start)
    end = inside.end() if inside else start + len(old)
    if inside or text.startswith(old, start):
        found.append(text[:start] + json.dumps(new, ensure_ascii=False) + text[end:])
    return found


def _offset(text: str, place: Place) -> int:
    """Where in the text a place is; a byte order mark counts as no column."""
    start = len(_BOM) if text.startswith(_BOM) else 0
    for _ in range(place.line - 1):
        found = _BREAK.search(text, start)
        start = found.end() if found else len(text)
    return start + place.column - 1


def _replaced(node: Node, path: Path, new: str) -> Any:
    """The data of the node with the new value in place."""
    data = node.data()
    if not path:
        return new
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return data
