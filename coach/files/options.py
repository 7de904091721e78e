"""Reads the options of a criterion into its scorer's own frozen dataclass."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, get_type_hints

from pydantic import Field, TypeAdapter, create_model

from coach.files.node import Node, Path
from coach.files.problems import check
from coach.files.shapes import Shape
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
        return None, checked.problems
    names = [field.name for field in dataclasses.fields(options)]
    built = options(**{name: getattr(checked.model, name) for name in names})
    judge = getattr(options, "check", None)
    if judge is None:
        return built, []
    problems = [
        node.near(_steps(name)).place.problem("bad-option", message)
        for name, message in judge(built)
    ]
    return (None if problems else built), problems


def options_from_data(options: type[Any], data: Any) -> Any:
    """Options from what ``dataclasses.asdict`` and JSON made of them. Raises ValueError."""
    return TypeAdapter(options).validate_python(data)


def default_options(options: type[Any] | None) -> dict[str, Any]:
    """The default of each option that has one."""
    if options is None:
        return {}
    defaults: dict[str, Any] = {}
    for field in dataclasses.fields(options):
        if field.default is not dataclasses.MISSING:
            defaults[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            defaults[field.name] = field.default_factory()
    return defaults


def options_shape(scorer: str, options: type[Any]) -> type[Shape]:
    """A strict shape with the dataclass's fields; ``metadata["description"]`` describes one."""
    key: Any = options  # mypy doubts that classes can be hashed
    return _shape(scorer, key)


@cache
def _shape(scorer: str, options: Any) -> type[Shape]:
    hints = get_type_hints(options, include_extras=True)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(options):
        about = field.metadata.get("description")
        if field.default is not dataclasses.MISSING:
            info = Field(default=field.default, description=about)
        elif field.default_factory is not dataclasses.MISSING:
            info = Field(default_factory=field.default_factory, description=about)
        else:
            info = Field(description=about)
        fields[field.name] = (hints[field.name], info)
    shape = create_model(f"{scorer} options", __base__=Shape, __doc__=options.__doc__, **fields)
    shape.noun = f"scorer '{scorer}'"
    shape.entry = "option"
    return shape


def _steps(name: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in name.split("."))
