"""What is published about scorers: their docstrings and options, taken from the code itself."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from coach.files.defaults import default_options
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.scorers import SCORERS

_TYPES: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    type(None): "none",
}


@dataclasses.dataclass(frozen=True, slots=True)
class OptionDoc:
    """An option of a scorer. ``default`` is as a rubric file would have it."""

    name: str
    kind: str
    required: bool
    default: Any
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class ScorerDoc:
    """A scorer: its docstring's first line, the rest of it, and its options."""

    name: str
    title: str
    text: str
    options: tuple[OptionDoc, ...]


def scorer_docs(scorers: Mapping[str, Any] = SCORERS) -> tuple[ScorerDoc, ...]:
    """All scorers by name."""
    return tuple(scorer_doc(name, scorers) for name in sorted(scorers))


def scorer_doc(name: str, scorers: Mapping[str, Any] = SCORERS) -> ScorerDoc:
    """One scorer. Raises CoachError with the nearest name."""
    if name not in scorers:
        raise CoachError(f"there is no scorer {quoted(name)}; {instead(name, scorers)}")
    module = scorers[name]
    title, _, text = inspect.cleandoc(module.__doc__ or "").partition("\n")
    return ScorerDoc(name, title, text.strip(), _options(module.Options))


def _options(options: type[Any]) -> tuple[OptionDoc, ...]:
    hints = get_type_hints(options, include_extras=True)
    fields = dataclasses.fields(options)
    defaults = default_options(options)
    said = _texts(options, [field.name for field in fields])
    return tuple(
        OptionDoc(
            field.name,
            _kind(hints[field.name]),
            field.name not in defaults,
            _as_in_file(defaults.get(field.name)),
            str(field.metadata.get("description", "")) or said.get(field.name, ""),
        )
        for field in fields
    )


def _texts(options: type[Any], names: list[str]) -> dict[str, str]:
    """``name: text`` paragraphs of a docstring, by name; else the first one, if it has the name."""
    said = inspect.cleandoc(options.__doc__ or "")
    first = " ".join(said.partition("\n\n")[0].split())
    texts = {name: [first] for name in names if re.search(rf"\b{name}\b", first)}
    current = ""
    for line in said.splitlines():
        name, colon, rest = line.partition(":")
        if colon and name in names:
            current = name
            texts[current] = [rest.strip()]
        elif not line.strip():
            current = ""
        elif current:
            texts[current].append(line.strip())
    return {name: " ".join(lines) for name, lines in texts.items()}


def _kind(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin is Literal:
        return " | ".join(str(value) for value in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(part) for part in arguments)
    if origin in (tuple, list, set, frozenset):
        return f"list of {_kind(arguments[0])}" if arguments else "list"
    if origin is not None and issubclass(origin, Mapping):
        return f"mapping of {_kind(arguments[0])} to {_kind(arguments[1])}"
    if dataclasses.is_dataclass(hint):
        return "mapping"
    return _TYPES.get(hint, getattr(hint, "__name__", str(hint)))


def _as_in_file(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_as_in_file(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return value
