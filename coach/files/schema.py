"""JSON Schemas of the file formats, for editors: completion, hover help, red underlines."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from coach.files.drill_shape import SHAPES
from coach.files.lesson_reader import LessonFile
from coach.files.options import options_shape
from coach.files.rubric_shape import CriterionFile, CriterionOverride, RubricFile
from coach.files.scenario_shape import ScenarioFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rubric_schema(scorers: Mapping[str, type[Any]]) -> dict[str, Any]:
    """The JSON Schema of a rubric file; ``options`` is described for each scorer."""
    schema = RubricFile.model_json_schema(by_alias=True)
    shared: dict[str, Any] = schema.setdefault("$defs", {})
    for name, shape in (("Criterion", CriterionFile), ("Change", CriterionOverride)):
        part = shape.model_json_schema(by_alias=True)
        shared.update(part.pop("$defs", {}))
        part["title"] = name
        part["properties"]["scorer"].update(_names(scorers))
        shared[name] = part
    rules = [_options_rule(name, scorers[name], shared) for name in sorted(scorers)]
    shared["Criterion"]["allOf"] = rules
    for part in (schema, *shared.values()):
        _without_null(part)
    criteria = schema["properties"]["criteria"]
    criteria["items"] = {"type": "object"}
    own = {"items": {"$ref": "#/$defs/Criterion"}, "minItems": 1}
    return {
        "$schema": _DIALECT,
        **schema,
        "if": {"required": ["extends"]},
        "then": {"properties": {"criteria": {"items": {"$ref": "#/$defs/Change"}}}},
        "else": {"properties": {"criteria": own}, "required": ["pass_mark", "criteria"]},
    }


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file."""
    schema = ScenarioFile.model_json_schema(by_alias=True)
    for part in (schema, *schema["$defs"].values()):
        _without_null(part)
    return {"$schema": _DIALECT, **schema}


def drill_schema() -> dict[str, Any]:
    """The JSON Schema of a drill file; ``kind`` says which keys it has."""
    shared: dict[str, Any] = {}
    rules = []
    for kind, shape in SHAPES.items():
        part = shape.model_json_schema(by_alias=True)
        shared.update(part.pop("$defs", {}))
        shared[shape.__name__] = part
        given = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        rules.append({"if": given, "then": {"$ref": f"#/$defs/{shape.__name__}"}})
    for part in shared.values():
        _without_null(part)
    return {
        "$schema": _DIALECT,
        "title": "DrillFile",
        "description": "A short exercise of one thing.",
        "type": "object",
        "properties": {"kind": {"enum": list(SHAPES), "description": "What one does in it."}},
        "required": ["kind"],
        "allOf": rules,
        "$defs": shared,
    }


def lesson_schema() -> dict[str, Any]:
    """The JSON Schema of the head of a lesson file."""
    schema = LessonFile.model_json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        _without_null(part)
    return {"$schema": _DIALECT, **schema}


def _without_null(shape: dict[str, Any]) -> None:
    """A key that may be left out may still not be empty; the readers refuse that too."""
    for part in shape.get("properties", {}).values():
        kinds = [kind for kind in part.get("anyOf", ()) if kind != {"type": "null"}]
        if kinds and part.get("default", "") is None:
            del part["anyOf"], part["default"]
            part.update({**kinds[0], **part} if len(kinds) == 1 else {"anyOf": kinds})


def _names(scorers: Mapping[str, type[Any]]) -> dict[str, Any]:
    names = sorted(scorers)
    return {"enum": names, "enumDescriptions": [_about(scorers[name]) for name in names]}


def _about(options: type[Any]) -> str:
    """The first line of the scorer module's docstring."""
    text = getattr(sys.modules.get(options.__module__), "__doc__", None) or ""
    return text.strip().partition("\n")[0]


def _options_rule(name: str, options: type[Any], shared: dict[str, Any]) -> dict[str, Any]:
    part = options_shape(name, options).model_json_schema(by_alias=True)
    shared.update(part.pop("$defs", {}))
    required = ["options"] if part.get("required") else []
    then = {"properties": {"options": part}, "required": required}
    return {"if": {"properties": {"scorer": {"const": name}}, "required": ["scorer"]}, "then": then}
