"""Turns what pydantic finds into problems with places, word ids and remedies of our own."""

from __future__ import annotations

import json
import types
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from coach.files.node import Node, Path
from coach.files.scalars import read_plain
from coach.files.wording import instead, nearest, quoted
from coach.model.problem import Problem

M = TypeVar("M", bound=BaseModel)
_UNIONS = (Union, types.UnionType)


@dataclass(frozen=True, slots=True)
class Checked(Generic[M]):
    """A validated mapping, or its problems.

    bad: the mapping's keys in which something is wrong, whether reported here or before.
    """

    model: M | None
    problems: list[Problem]
    bad: frozenset[str | int]


def check(shape: type[M], node: Node) -> Checked[M]:
    """Validate a node against a shape; never raises for what is in the node."""
    try:
        # from JSON: strict as wanted, yet a list is accepted for a tuple and text for an enum
        return Checked(shape.model_validate_json(json.dumps(node.data())), [], _faulty_keys(node))
    except ValidationError as error:
        errors: dict[Path, list[Any]] = defaultdict(list)
        for item in error.errors(include_url=False):
            errors[_path(item["loc"], item["type"], node)].append(item)
        unknown = [path for path, found in errors.items() if found[0]["type"] == "extra_forbidden"]
        missing = [path for path, found in errors.items() if found[0]["type"] == "missing"]
        explained = {_meant(shape, path, missing) for path in unknown}
        problems = [
            _problem(shape, node, path, found, missing)
            for path, found in errors.items()
            if path not in missing and not any(part.faulty for part in node.along(path))
        ]
        problems += _missing(shape, node, [path for path in missing if path not in explained])
        bad = frozenset(path[0] for path in errors if path) | _faulty_keys(node)
        return Checked(None, problems, bad)


def _faulty_keys(node: Node) -> frozenset[str | int]:
    def broken(part: Node) -> bool:
        inner: Sequence[Node] = ()
        if isinstance(part.value, dict):
            inner = list(part.value.values())
        elif isinstance(part.value, list):
            inner = part.value
        return part.faulty or any(broken(child) for child in inner)

    entries = node.value if isinstance(node.value, dict) else {}
    return frozenset(key for key, part in entries.items() if broken(part))


def _path(loc: tuple[int | str, ...], kind: str, node: Node) -> Path:
    """The part of pydantic's location that is in the file; it also names union members."""
    path: list[int | str] = []
    for step in loc:
        if node.reaches((*path, step)):
            path.append(step)
    if kind == "missing":
        return (*path, loc[-1])
    return tuple(path)


def _meant(shape: Any, path: Path, missing: Collection[Path]) -> Path | None:
    """The missing key that an unknown key was probably meant to be."""
    wanted = [str(other[-1]) for other in missing if other[:-1] == path[:-1]]
    near = nearest(str(path[-1]), wanted)
    return None if near is None else (*path[:-1], near)


def _problem(shape: Any, node: Node, path: Path, found: list[Any], missing: list[Path]) -> Problem:
    kind = found[0]["type"]
    if kind == "extra_forbidden":
        meant = _meant(shape, path, missing)
        remedy = instead(str(path[-1]), [str(meant[-1])] if meant else _keys(shape, path[:-1]))
        noun, entry = _words(shape, path[:-1])
        article = "an" if entry[0] in "aeiou" else "a"
        message = f"{quoted(str(path[-1]))} is not {article} {entry} of {noun}; {remedy}"
        return node.key_place(path).problem(f"unknown-{entry}", message)
    value = node.near(path).data()
    word, message = _said(found, value, _choices(_kind_at(shape, path)))
    if not word.startswith("bad-"):
        message = f"{subject(path)} {message}"
    return node.near(path).place.problem(word, message)


def _missing(shape: Any, node: Node, paths: list[Path]) -> list[Problem]:
    """One problem for all that a mapping lacks."""
    by_mapping: dict[Path, list[str]] = defaultdict(list)
    for path in paths:
        by_mapping[path[:-1]].append(f"'{path[-1]}'")
    problems = []
    for at, names in by_mapping.items():
        if any(part.faulty for part in node.along(at)):
            continue
        noun, entry = _words(shape, at)
        if len(names) == 1:
            message = f"{noun} needs the {entry} {names[0]}; add it"
        else:
            message = f"{noun} needs the {entry}s {', '.join(names)}; add them"
        problems.append(node.near(at).place.problem(f"missing-{entry}", message))
    return problems


def subject(path: Path) -> str:
    """What a message calls the value at a path: ``'weight'`` or ``item 2 of 'any'``."""
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return quoted(path[-1])
    return f"item {path[-1] + 1} of {subject(path[:-1])}"


_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "set_type": "a list",
    "dict_type": "a mapping of keys and values",
    "model_type": "a mapping of keys and values",
    "none_required": "empty",
}


def _said(found: list[Any], value: Any, choices: list[str]) -> tuple[str, str]:
    """Word id and message, without the subject, for the errors at one path."""
    first = found[0]
    kind, context = first["type"], first.get("ctx") or {}
    wanted = list(dict.fromkeys(_WANTED[e["type"]] for e in found if e["type"] in _WANTED))
    if wanted:
        return "wrong-type", _wrong_type(" or ".join(wanted), value)
    if kind in {"literal_error", "enum"}:
        if not isinstance(value, str):
            return "wrong-type", _wrong_type(f"one of {', '.join(choices)}", value)
        return "unknown-name", f"cannot be {quoted(value)}; {instead(value, choices)}"
    limits = {
        "greater_than_equal": ("at least", "ge"),
        "less_than_equal": ("at most", "le"),
        "greater_than": ("more than", "gt"),
        "less_than": ("less than", "lt"),
    }
    if kind in limits:
        words, name = limits[kind]
        return "out-of-range", f"is {value}; it must be {words} {context[name]:g}"
    if kind == "too_short":
        least, has = context["min_length"], context["actual_length"]
        return "too-few", f"has {has} of at least {least} needed; add more" if has else (
            f"is an empty list; it needs at least {least}"
        )
    if "-" in kind:  # one of our own checks
        shown = f"{quoted(value)} " if isinstance(value, str) and kind.startswith("bad-") else ""
        return kind, shown + first["msg"]
    return "wrong-value", f"is not accepted ({first['msg'].lower()})"


def _wrong_type(wanted: str, value: Any) -> str:
    if value is None:
        return f"has no value; it must be {wanted}"
    is_what = (
        "true or false"
        if isinstance(value, bool)
        else "a number"
        if isinstance(value, int | float)
        else "text"
        if isinstance(value, str)
        else "a list"
        if isinstance(value, list)
        else "a mapping"
    )
    remedy = ""
    if wanted == "text" and isinstance(value, int | float):
        remedy = "; put it in quotes"
    elif wanted == "text" and isinstance(value, dict):
        remedy = "; put text that holds ': ' in quotes"
    elif wanted == "a list" and isinstance(value, str):
        remedy = "; put it in [ ]"
    elif wanted == "a whole number" and isinstance(value, float):
        is_what = str(value)
    elif isinstance(value, str) and isinstance(read_plain(value), bool | int | float):
        remedy = "; write it without quotes"
    return f"must be {wanted}, not {is_what}{remedy}"


def _words(shape: Any, path: Path) -> tuple[str, str]:
    """What messages call the mapping at a path, and its entries."""
    model = _model_at(shape, path)
    return getattr(model, "noun", "a mapping"), getattr(model, "entry", "key")


def _keys(shape: Any, path: Path) -> list[str]:
    model = _model_at(shape, path)
    if model is None:
        return []
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_at(shape: Any, path: Path) -> type[BaseModel] | None:
    for kind in _parts(_kind_at(shape, path)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _kind_at(shape: Any, path: Path) -> Any:
    """The annotation of the value at a path, or None."""
    kind = shape
    for step in path:
        kind = next((inner for part in _parts(kind) for inner in _step(part, step)), None)
    return kind


def _step(kind: Any, step: str | int) -> Iterator[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            if step == (info.alias or name):
                yield info.annotation
    elif origin in (list, tuple, set, frozenset, Sequence, Collection) and isinstance(step, int):
        yield arguments[0]
    elif origin in (dict, Mapping) and isinstance(step, str):
        yield arguments[1]


def _parts(kind: Any) -> Iterator[Any]:
    """The members of a union, and what an annotation is about."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _parts(get_args(kind)[0])
    elif origin in _UNIONS:
        for member in get_args(kind):
            yield from _parts(member)
    else:
        yield kind


def _choices(kind: Any) -> list[str]:
    names: list[str] = []
    for part in _parts(kind):
        if get_origin(part) is Literal:
            names += [str(value) for value in get_args(part)]
        elif isinstance(part, type) and issubclass(part, Enum):
            names += [str(member.value) for member in part]
        elif get_origin(part) in (list, tuple):
            names += _choices(get_args(part)[0])
    return names
