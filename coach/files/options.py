"""Reads the options of a criterion into its scorer's own frozen dataclass."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import Discriminator, Field, Tag, TypeAdapter, create_model

from coach.files.node import Node, Path
from coach.files.problems import check
from coach.files.shapes import Given, IsoDate, OneOrMore, Shape, Text
from coach.files.wording import quoted
from coach.model.problem import Problem


def read_options(
    scorer: str, options: type[Any], node: Node | None, at: Node
) -> tuple[Any, list[Problem]]:
    """The scorer's Options, or None and the problems.

    node: the mapping under ``options``; None stands for an empty one written at ``at``.
    A dataclass may have ``check(options)``, yielding (option name, message) for what types
    cannot say, such as a wording that does not parse; ``name.2`` points at the third item.
    """
    node = node or Node({}, at.place)
    checked = check(options_shape(scorer, options), node)
    if checked.model is None or checked.bad:
        return None, [_renamed(problem, options, node) for problem in checked.problems]
    built = _built(checked.model, options)
    judge = getattr(options, "check", None)
    if judge is None:
        return built, []
    problems = [
        node.near(_steps(name)).place.problem("bad-option", message)
        for name, message in judge(built)
    ]
    return (None if problems else built), problems


def _renamed(problem: Problem, options: type[Any], node: Node) -> Problem:
    """The problem of an option that has another name now says the new name."""
    for old, new in getattr(options, "renamed", {}).items():
        key = node.key_place((old,))
        if problem.word == "unknown-option" and problem.message.startswith(f"{quoted(old)} "):
            return key.problem(
                problem.word, f"the option {quoted(old)} is called {quoted(new)} now"
            )
    return problem


def options_from_data(options: type[Any], data: Any) -> Any:
    """Options from what ``dataclasses.asdict`` and JSON made of them; what is not in it has its
    default, and what was renamed (``renamed`` of the dataclass: old name -> new) its new name.
    Raises ValueError, for an option there is no more too."""
    renamed = getattr(options, "renamed", {})
    data = {renamed.get(name, name): value for name, value in data.items()}
    gone = sorted(set(data) - {field.name for field in dataclasses.fields(options)})
    if gone:
        raise ValueError(f"there is no option {quoted(gone[0])} any more")
    return TypeAdapter(options).validate_python(data)


def options_shape(scorer: str, options: type[Any]) -> type[Shape]:
    """A strict shape with the dataclass's fields.

    A field can hold further dataclasses, alone or in tuples: mappings in the file, called ``noun``
    of the dataclass in messages. What a field's metadata can say about it: ``description``;
    ``key``, its name in the file; ``one_or_more``, a single text stands for a list of one;
    ``least_items`` of a list; ``least`` and ``most`` of a number; ``date`` and ``filled`` of a text.
    """
    key: Any = options  # mypy doubts that classes can be hashed
    return _shape(key, f"{scorer} options", f"scorer '{scorer}'", "option")


@cache
def _shape(options: Any, name: str, noun: str, entry: str) -> type[Shape]:
    hints = get_type_hints(options, include_extras=True)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(options):
        given: dict[str, Any] = {
            key: field.metadata[said]
            for key, said in _SAID.items()
            if field.metadata.get(said) is not None
        }
        if field.default is not dataclasses.MISSING:
            given["default"] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            given["default_factory"] = field.default_factory
        hint = _in_file(hints[field.name])
        for key, kind in _KINDS.items():
            if field.metadata.get(key):
                hint = kind(hint)
        fields[field.name] = (hint, Field(**given))
    shape = create_model(name, __base__=Shape, __doc__=options.__doc__, **fields)
    shape.noun, shape.entry = noun, entry
    return shape


_SAID = {
    "description": "description",
    "alias": "key",
    "min_length": "least_items",
    "ge": "least",
    "le": "most",
}
_KINDS: dict[str, Callable[[Any], Any]] = {
    "date": lambda _: Annotated[IsoDate | None, Given],
    "filled": lambda _: Annotated[Text | None, Given],
    # a list: what a validator hands on is no longer JSON, where a list could pass for a tuple
    "one_or_more": lambda hint: Annotated[list[get_args(hint)[0]], OneOrMore],  # type: ignore[misc]
}


def _in_file(hint: Any) -> Any:
    """The type a value has in the file: a mapping for a dataclass."""
    origin, arguments = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint):
        noun = getattr(hint, "noun", "a mapping")
        key: Any = hint
        return _shape(key, getattr(hint, "__name__", "mapping"), noun, "key")
    if origin is tuple and arguments[1:] == (...,):
        return tuple[_in_file(arguments[0]), ...]  # type: ignore[misc]
    if origin in (Union, types.UnionType):
        members = [_in_file(member) for member in arguments]
        if any(isinstance(m, type) and issubclass(m, Shape) for m in members) and len(members) == 2:
            # told apart by what is there, so that only the fitting one complains
            tags = (Annotated[m, Tag(_tag(m))] for m in members)
            return Annotated[Union[tuple(tags)], Discriminator(_tag_of)]  # noqa: UP007
    return hint


def _tag(member: Any) -> str:
    return "mapping" if isinstance(member, type) and issubclass(member, Shape) else "other"


def _tag_of(value: Any) -> str:
    return "mapping" if isinstance(value, dict | Shape) else "other"


def _built(read: Any, hint: Any) -> Any:
    """The dataclass of a hint from its shape, whatever is inside it too."""
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(read, Shape):
        made = next(t for t in (hint, *arguments) if dataclasses.is_dataclass(t))
        hints = get_type_hints(made)
        values = {f.name: _built(getattr(read, f.name), hints[f.name]) for f in _fields(made)}
        return made(**values)  # type: ignore[operator]
    if origin is tuple and isinstance(read, list | tuple):
        return tuple(_built(item, arguments[0]) for item in read)
    return read


def _fields(made: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(made)


def _steps(name: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in name.split("."))
