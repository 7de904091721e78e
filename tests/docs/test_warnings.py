"""The warnings that docs/trainers.md explains are those that `coach scenario check` can give."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from coach.services import scenario_lint

GUIDE = Path(__file__).parents[2] / "docs" / "trainers.md"


def given() -> set[str]:
    """The words of all warnings in the source."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(scenario_lint)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_Doubt"
    ]
    words = [ast.literal_eval(call.args[1]) for call in calls]
    return {word for word in words if isinstance(word, str)}


def test_every_warning_of_scenario_check_is_explained() -> None:
    told = GUIDE.read_text("utf-8").split("`coach scenario check` scores the replies")[1]
    table = told.split("\n\n")[1]
    first = "".join(line.split("|")[1] for line in table.splitlines()[2:])
    assert len(given()) > 10
    assert set(re.findall(r"`([a-z-]+)`", first)) == given()
