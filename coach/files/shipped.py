"""Finds the rubrics and corpora that come with coach."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import coach
from coach.model.problem import CoachError


def shipped_rubrics() -> Path:
    """The folder of the shipped rubrics. Raises CoachError when it is not there."""
    return _folder("rubrics")


def shipped_corpora() -> Path:
    """The folder of scenarios, lessons, lexicons and the like. Raises CoachError."""
    return _folder("corpora")


@cache
def _folder(name: str) -> Path:
    package = Path(coach.__file__).parent
    # a wheel carries the folders inside the package, a checkout beside it
    for folder in (package / "shipped" / name, package.parent / name):
        if folder.is_dir():
            return folder
    message = f"the folder '{name}' that comes with coach is missing from {package}"
    raise CoachError(f"{message}; install coach again")
