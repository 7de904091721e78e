"""What may be imported when: checked in a process of its own, on sys.modules."""

import json
import subprocess
import sys

import pytest

HEAVY = {"textual", "spacy", "sklearn", "textstat", "sqlite_utils", "numpy", "scipy", "pyarrow"}
FRONT = {"textual", "rich", "click", "sqlite3", "sqlite_utils"}

_WALK = """
import importlib, pkgutil
package = importlib.import_module({package!r})
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


def imported(code: str) -> set[str]:
    """The top-level names of the modules that running ``code`` imports."""
    report = "\nimport json, sys\nprint()\nprint(json.dumps(list(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code + report], capture_output=True, text=True, check=True
    )
    names = set(json.loads(done.stdout.splitlines()[-1]))
    return names | {name.partition(".")[0] for name in names}


def run_coach(*args: str) -> str:
    return f"import sys\nsys.argv = ['coach', *{args!r}]\nfrom coach.__main__ import main\nmain()\n"


@pytest.mark.parametrize("flag", ["--help", "-h", "--version"])
def test_help_and_version_import_next_to_nothing(flag: str) -> None:
    names = imported(run_coach(flag))
    assert not names & (HEAVY | FRONT | {"pathlib", "asyncio"})
    assert {name for name in names if name.startswith("coach")} <= {"coach", "coach.__main__"}


def test_the_frame_imports_no_command_and_nothing_heavy() -> None:
    names = imported(run_coach("--no-such-option"))
    assert "click" in names
    assert not names & (HEAVY | {"sqlite3", "rich"})
    assert not names & {"coach.cli.agent", "coach.cli.db", "coach.cli.score", "coach.store"}


def test_help_through_click_imports_no_command() -> None:
    names = imported("from coach.cli.helptext import help_text\nhelp_text()\n")
    assert not names & (HEAVY | {"sqlite3", "rich", "coach.cli.agent", "coach.cli.score"})


def test_the_store_package_is_cheap_until_one_is_opened() -> None:
    assert "sqlite_utils" not in imported("import coach.store")


@pytest.mark.parametrize("package", ["coach.model", "coach.language"])
def test_the_core_knows_no_front_end(package: str) -> None:
    assert not imported(_WALK.format(package=package)) & FRONT


def test_the_check_sees_what_is_imported() -> None:
    assert imported("import sqlite3") & FRONT
