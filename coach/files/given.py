"""The options of a criterion as a rubric file has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from coach.files.defaults import default_options


def plain_options(options: Any) -> dict[str, Any]:
    """Every option of a scorer's Options, by its name in a file; lists as tuples."""
    if not is_dataclass(options) or isinstance(options, type):
        return {}
    return {
        str(field.metadata.get("key", field.name)): _written(
            getattr(options, field.name), bool(field.metadata.get("one_or_more"))
        )
        for field in fields(options)
    }


def given(options: Any) -> dict[str, Any]:
    """The options that are not at their default."""
    every = plain_options(options)
    if not every:
        return {}
    keys = {str(f.metadata.get("key", f.name)): f.name for f in fields(options)}
    defaults = default_options(type(options))
    return {
        name: value
        for name, value in every.items()
        if keys[name] not in defaults or getattr(options, keys[name]) != defaults[keys[name]]
    }


def _written(value: Any, one_or_more: bool = False) -> Any:
    """A value as a file has it: a mapping of what was given for what has fields of its own."""
    if is_dataclass(value) and not isinstance(value, type):
        return given(value)
    if isinstance(value, Mapping):
        return {str(key): _written(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return tuple(sorted(value, key=str))
    if isinstance(value, tuple | list):
        items = tuple(_written(item) for item in value)
        return items[0] if one_or_more and len(items) == 1 else items
    return value
