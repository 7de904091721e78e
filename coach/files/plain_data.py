"""Frozen dataclasses as plain data, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Builder = Callable[[Any], Any]


def built(kind: type[T], data: Any) -> T:
    """A dataclass of this kind from what ``dataclasses.asdict`` and JSON made of it.

    Knows dataclasses, enums, literals, tuples of one type, mappings, optional values, a plain value
    or a dataclass, and plain values; what may be anything must be None. Raises ValueError for data
    of another shape.
    """
    key: Any = kind  # mypy doubts that classes can be hashed
    found: T = _builder(key)(data)
    return found


@cache
def _builder(kind: Any) -> _Builder:
    """What makes a value of a type; worked out once for each type, for there are many values."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(_builder(inner[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_builder(inner[0]), _builder(inner[1]))
    if origin in (Union, UnionType):
        return _union(inner)
    if origin is Literal:
        return _plain(frozenset(map(type, inner)), frozenset(inner))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is Any:  # the caller's to fill in
        return _plain(frozenset({NoneType}))
    # A whole number will do for a float, in JSON as in Python.
    return _plain(frozenset({int, float} if kind is float else {kind}))


def _dataclass(kind: type[Any]) -> _Builder:
    names = [field.name for field in fields(kind)]
    known = set(names)
    makers: list[_Builder] | None = None

    def build(data: Any) -> Any:
        nonlocal makers
        if makers is None:  # only now, for a dataclass can hold others of its kind
            hints = get_type_hints(kind)
            makers = [_builder(hints[name]) for name in names]
        if type(data) is not dict or data.keys() != known:
            raise ValueError(f"no data of a {kind.__name__}")
        values = {name: make(data[name]) for name, make in zip(names, makers, strict=True)}
        return kind(**values)

    return build


def _tuple(make: _Builder) -> _Builder:
    def build(data: Any) -> Any:
        if type(data) is not list:
            raise ValueError("no list")
        return tuple(map(make, data))

    return build


def _mapping(make_key: _Builder, make: _Builder) -> _Builder:
    def build(data: Any) -> Any:
        if type(data) is not dict:
            raise ValueError("no mapping")
        return {make_key(key): make(value) for key, value in data.items()}

    return build


def _union(options: tuple[Any, ...]) -> _Builder:
    """A dataclass is a mapping; which of the others it is, is tried in their order."""
    mapped: list[_Builder] = []
    others: list[_Builder] = []
    for option in options:
        if option is not NoneType:
            (mapped if is_dataclass(option) else others).append(_builder(option))
    nothing = NoneType in options

    def build(data: Any) -> Any:
        if data is None and nothing:
            return None
        for make in mapped if type(data) is dict else others:
            try:
                return make(data)
            except ValueError:
                continue
        raise ValueError(f"{data!r} is none of {options}")

    return build


def _plain(kinds: frozenset[type], values: frozenset[Any] | None = None) -> _Builder:
    def build(data: Any) -> Any:
        if type(data) not in kinds or (values is not None and data not in values):
            raise ValueError(f"{data!r} is no {' or '.join(sorted(k.__name__ for k in kinds))}")
        return data

    return build
