"""Frozen dataclasses as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def built(kind: type[T], data: Any) -> T:
    """A dataclass of this kind from what ``dataclasses.asdict`` and JSON made of it.

    Knows dataclasses, enums, tuples of one type, optional values and plain ones. Raises ValueError
    for data of another shape.
    """
    found: T = _value(kind, data)
    return found


def _value(kind: Any, data: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if not isinstance(data, Mapping) or data.keys() != hints.keys():
            raise ValueError(f"no data of a {kind.__name__}")
        return kind(**{name: _value(hint, data[name]) for name, hint in hints.items()})
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise ValueError("no list")
        inner = get_args(kind)[0]
        return tuple(_value(inner, item) for item in data)
    if get_origin(kind) in (Union, UnionType):
        inner = next(option for option in get_args(kind) if option is not NoneType)
        return None if data is None else _value(inner, data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if type(data) is not kind:
        raise ValueError(f"{data!r} is no {kind.__name__}")
    return data


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
