"""Reads the channels: limits, ways of counting, and the rubric of each place.

Checked by hand rather than with pydantic: every command needs the channels, and importing
pydantic takes longer than reading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coach.files.node import Node
from coach.files.shipped import shipped_corpora
from coach.files.strict_yaml import read_document
from coach.files.wording import instead, nearest, quoted
from coach.model.channel import Channel, Counting, Place, Visibility
from coach.model.problem import FileProblems, Problem

_FAMILIES = ("post", "forum", "review", "message", "chat", "email")
_TEXTS = ("title", "family", "counting", "source", "checked_on")
_SIDES = tuple(Visibility)
_PLACE = ("limit", "rubric")


@cache
def shipped_channels() -> Mapping[str, Channel]:
    """The channels that come with coach, by id. Raises FileProblems or CoachError."""
    return read_channels(shipped_corpora() / "channels.yaml")


def read_channels(path: Path) -> Mapping[str, Channel]:
    """The channels of a file, by id, in the file's order. Raises FileProblems."""
    document = read_document(path)
    problems = list(document.problems)
    channels: dict[str, Channel] = {}
    if document.root is not None:
        for name, node in _entries(document.root, "the file", (), problems).items():
            channel = _channel(name, node, problems)
            if channel is not None:
                channels[name] = channel
    if problems:
        raise FileProblems(tuple(problems))
    return channels


def _channel(name: str, node: Node, problems: list[Problem]) -> Channel | None:
    before = len(problems)
    if not isinstance(node.value, dict):
        _entries(node, f"channel {quoted(name)}", (), problems)
        return None
    parts = _entries(node, f"channel {quoted(name)}", (*_TEXTS, *_SIDES), problems)
    texts = {key: _text(parts, key, node, problems) for key in _TEXTS}
    _one_of(parts, "family", _FAMILIES, problems)
    _one_of(parts, "counting", tuple(Counting), problems)
    places = {side: _place(parts[side], problems) for side in _SIDES if side in parts}
    if not places:
        message = f"channel {quoted(name)} needs the key 'public' or 'private'; add one"
        problems.append(node.place.problem("missing-key", message))
    if len(problems) > before or any(part.faulty for part in parts.values()):
        return None
    return Channel(
        id=name,
        title=texts["title"],
        family=texts["family"],
        counting=Counting(texts["counting"]),
        places=places,
        source=texts["source"],
        checked_on=texts["checked_on"],
    )


def _place(node: Node, problems: list[Problem]) -> Place:
    parts = _entries(node, "a place", _PLACE, problems)
    limit = parts.get("limit")
    if limit is None:
        message = "a place needs the key 'limit'; add it, null for no limit"
        problems.append(node.place.problem("missing-key", message))
    elif limit.value is not None and (type(limit.value) is not int or limit.value < 1):
        message = "'limit' must be a whole number of at least 1, or null"
        problems.append(limit.place.problem("wrong-type", message))
    return Place(limit.value if limit else None, _text(parts, "rubric", node, problems))


def _entries(
    node: Node, name: str, known: tuple[str, ...], problems: list[Problem]
) -> dict[str, Node]:
    """The entries of a mapping; ``known`` are the keys it may have, none for any."""
    if not isinstance(node.value, dict):
        if not node.faulty:
            message = f"{name} must be a mapping of keys and values"
            problems.append(node.place.problem("wrong-type", message))
        return {}
    for key in node.value:
        if known and key not in known:
            message = f"{quoted(key)} is not a key of {name}; {instead(key, known)}"
            problems.append(node.key_place((key,)).problem("unknown-key", message))
    return node.value


def _text(parts: Mapping[str, Node], key: str, at: Node, problems: list[Problem]) -> Any:
    node = parts.get(key)
    if node is None:
        # a misspelt key is reported as unknown already
        if not any(nearest(other, [key]) for other in set(parts) - {*_TEXTS, *_SIDES, *_PLACE}):
            message = f"the key '{key}' is missing; add it"
            problems.append(at.place.problem("missing-key", message))
    elif not node.faulty and (not isinstance(node.value, str) or not node.value.strip()):
        message = f"'{key}' must be text; put it in quotes"
        problems.append(node.place.problem("wrong-type", message))
    return node.value if node is not None else ""


def _one_of(
    parts: Mapping[str, Node], key: str, names: tuple[str, ...], problems: list[Problem]
) -> None:
    node = parts.get(key)
    if node is not None and isinstance(node.value, str) and node.value not in names:
        message = f"'{key}' cannot be {quoted(node.value)}; {instead(node.value, names)}"
        problems.append(node.place.problem("unknown-name", message))
