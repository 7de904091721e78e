"""Word lists and wordings kept as data in corpora/lexicons, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from coach.model.problem import CoachError


def _folder() -> Path:
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "shipped" / "corpora", here.parent / "corpora"):
        if (folder / "lexicons").is_dir():
            return folder / "lexicons"
    raise CoachError("corpora/lexicons is missing; install coach again")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A lexicon file as plain data. Raises CoachError when it is missing."""
    import yaml

    path = _folder() / f"{name}.yaml"
    if not path.is_file():
        raise CoachError(f"the lexicon {name}.yaml is missing; install coach again")
    # Our own files, so libyaml will do; a test holds that a YAML 1.2 reader sees the same.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text("utf-8"), Loader=loader)
    assert isinstance(data, dict)
    return data
