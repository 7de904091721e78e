"""Word lists and wordings kept as data in corpora/lexicons, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coach.model.problem import CoachError

_read_before: dict[str, dict[str, Any]] = {}


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A lexicon file as plain data. Raises CoachError when it is missing."""
    if name in _read_before:
        return _read_before[name]
    import yaml

    path = lexicon_folder() / f"{name}.yaml"
    if not path.is_file():
        raise CoachError(f"the lexicon {name}.yaml is missing; install coach again")
    # Our own files, so libyaml will do; a test holds that a YAML 1.2 reader sees the same.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text("utf-8"), Loader=loader)
    assert isinstance(data, dict)
    return data


def take(lexicons: Mapping[str, dict[str, Any]]) -> None:
    """Takes lexicons as they were read before, by name; those in use already stay as they are."""
    _read_before.update(lexicons)


def lexicon_folder() -> Path:
    """Where the lexicons are. Raises CoachError when they are missing."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "shipped" / "corpora", here.parent / "corpora"):
        if (folder / "lexicons").is_dir():
            return folder / "lexicons"
    raise CoachError("corpora/lexicons is missing; install coach again")
