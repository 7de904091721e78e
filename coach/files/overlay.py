"""Lays a changed criterion over the inherited one, keeping each part's place in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coach.files.node import Node
from coach.files.wording import instead, quoted
from coach.model.problem import Problem


def overlay(
    base: Node, change: Node, bad: frozenset[str | int], defaults: Mapping[str, Any]
) -> tuple[Node, list[Problem]]:
    """The inherited criterion with the changes in place, and what is wrong with them.

    base, change: mappings. bad: keys of the change that are faulty and left out.
    defaults: the scorer's default options, which ``name+`` and ``name-`` start from when the
    inherited criterion does not set the option.
    """
    problems: list[Problem] = []
    merged = dict(base.value)
    changes = {key: node for key, node in change.value.items() if key not in bad}
    if _other_scorer(merged, changes):
        merged.pop("options", None)  # they were settings of the scorer that is replaced
    for key, node in changes.items():
        if key == "options" and isinstance(node.value, dict):
            inherited = merged.get("options") or replace(node, value={})
            merged[key] = _options(inherited, node, defaults, problems)
        elif key == "examples+":
            known = merged.get("examples")
            before = known.value if known is not None and isinstance(known.value, list) else []
            merged["examples"] = replace(node, value=[*before, *node.value])
        else:
            merged[key] = node
    return replace(change, value=merged), problems


def _other_scorer(merged: Mapping[str, Node], changes: Mapping[str, Node]) -> bool:
    new, old = changes.get("scorer"), merged.get("scorer")
    return new is not None and old is not None and new.value != old.value


def _options(
    base: Node, change: Node, defaults: Mapping[str, Any], problems: list[Problem]
) -> Node:
    merged = dict(base.value) if isinstance(base.value, dict) else {}
    # replacing comes before removing, and removing before adding, whatever the order in the file
    for key, node in sorted(change.value.items(), key=lambda item: "-+".find(item[0][-1:])):
        name = key[:-1]
        if key.endswith(("+", "-")) and name:
            inherited = merged.get(name) or _default(name, defaults, node)
            if inherited is None or not isinstance(inherited.value, list):
                message = (
                    f"there is no inherited list '{name}' to change; write {quoted(name)} to set it"
                )
                problems.append((node.key or node.place).problem("not-inherited", message))
            elif not isinstance(node.value, list):
                message = f"{quoted(key)} must be a list; put it in [ ]"
                if not node.faulty:
                    problems.append(node.place.problem("wrong-type", message))
            elif key.endswith("+"):
                merged[name] = replace(inherited, value=[*inherited.value, *node.value])
            else:
                merged[name] = _without(inherited, node, name, problems)
        else:
            merged[key] = node
    return replace(change, value=merged)


def _default(name: str, defaults: Mapping[str, Any], at: Node) -> Node | None:
    value = defaults.get(name)
    if not isinstance(value, tuple | list | frozenset | set):
        return None
    items = sorted(value, key=str) if isinstance(value, frozenset | set) else value
    return Node([Node(item, at.place) for item in items], at.place, at.key)


def _without(inherited: Node, removed: Node, name: str, problems: list[Problem]) -> Node:
    """The inherited list without the items named; a mapping's text is what it says."""
    left = list(inherited.value)
    for item in removed.value:
        for gone in [item.data()] if item.child("say") is None else _texts(item):
            fewer = [kept for known in left if (kept := _less(known, gone)) is not None]
            if fewer != left:
                left = fewer
            elif not item.faulty:
                texts = [text for known in inherited.value for text in _texts(known)]
                message = f"{quoted(str(gone))} is not in the inherited list '{name}'; "
                message += instead(str(gone), texts, "leave it out")
                problems.append(item.place.problem("not-inherited", message))
    return replace(inherited, value=left)


def _texts(item: Node) -> list[str]:
    """What names an item of a list: itself, or the texts under ``say`` of a mapping."""
    said = item.child("say")
    if said is None:
        return [str(item.data())]
    listed = said.value if isinstance(said.value, list) else [said]
    return [str(node.data()) for node in listed] or [""]


def _less(item: Node, gone: Any) -> Node | None:
    """The item without a text of its own; None when nothing is left."""
    said = item.child("say")
    if item.data() == gone or (said is not None and said.data() == gone):
        return None
    if said is None or not isinstance(said.value, list) or gone not in said.data():
        return item
    left = [text for text in said.value if text.data() != gone]
    return replace(item, value={**item.value, "say": replace(said, value=left)}) if left else None
