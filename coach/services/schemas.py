"""The JSON Schemas as they are shipped beside the files they describe, and the published rubrics.

``python -m coach.services.schemas`` writes the schemas anew after a change to a shape or a scorer's
options, and adds new versions to rubrics/published.json; tests compare.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coach.files.schema import drill_schema, lesson_schema, rubric_schema, scenario_schema
from coach.files.shipped import shipped_corpora, shipped_rubrics


def rubric_schema_text() -> str:
    """The schema of a rubric file with the options of every scorer."""
    from coach.scorers import option_types

    return _text(rubric_schema(option_types()))


def scenario_schema_text() -> str:
    """The schema of a scenario file."""
    return _text(scenario_schema())


def drill_schema_text() -> str:
    """The schema of a drill file."""
    return _text(drill_schema())


def lesson_schema_text() -> str:
    """The schema of the head of a lesson."""
    return _text(lesson_schema())


def shipped_schemas() -> dict[Path, str]:
    """Where each schema is shipped, and what should be in it."""
    return {
        shipped_rubrics() / "rubric.schema.json": rubric_schema_text(),
        shipped_corpora() / "scenario.schema.json": scenario_schema_text(),
        shipped_corpora() / "drill.schema.json": drill_schema_text(),
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    from coach.services.shipped_versions import published_file, published_text

    for path, text in {**shipped_schemas(), published_file(): published_text()}.items():
        path.write_text(text, encoding="utf-8", newline="\n")
