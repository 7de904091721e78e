"""The published versions of the rubrics that come with coach: rubrics/published.json.

A version's text stays as it was published. ``python -m coach.services.schemas`` adds new versions
to the list and changes none; a test compares the list with the rubrics.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from coach.files.shipped import shipped_rubrics
from coach.model.problem import CoachError
from coach.model.rubric import Rubric, Status
from coach.services import catalogue

WRITE = "python -m coach.services.schemas"


@dataclass(frozen=True, slots=True, order=True)
class ShippedVersion:
    """A version of a shipped rubric that was published."""

    id: str
    version: str
    digest: str

    @property
    def ref(self) -> str:
        """``id@version#digest``."""
        return f"{self.id}@{self.version}#{self.digest}"


def published_file() -> Path:
    """Where the list is."""
    return shipped_rubrics() / "published.json"


@cache
def shipped_versions() -> tuple[ShippedVersion, ...]:
    """The list; empty where there is none. Raises CoachError when it cannot be read."""
    path = published_file()
    if not path.exists():
        return ()
    try:
        return tuple(ShippedVersion(**entry) for entry in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        message = "the list of the rubrics that come with coach cannot be read; install coach again"
        raise CoachError(f"{path}: error[damaged] {message}") from None


def published_text() -> str:
    """The list as it should be: as it is, and the versions published since."""
    known = list(shipped_versions())
    names = {(entry.id, entry.version) for entry in known}
    known += [entry for entry in _now() if (entry.id, entry.version) not in names]
    return json.dumps([asdict(entry) for entry in sorted(known)], indent=1) + "\n"


def changed_since() -> tuple[str, ...]:
    """A line for each shipped published rubric whose text is not the one its version had."""
    then = {(entry.id, entry.version): entry.digest for entry in shipped_versions()}
    return tuple(
        f"rubrics/{now.id}.yaml: the text of version {now.version} changed since it was published; "
        f"raise its 'version' and run {WRITE} (or, if {now.version} was never released, take its "
        "entry out of rubrics/published.json first)"
        for now in _now()
        if then.get((now.id, now.version), now.digest) != now.digest
    )


def comes_with_coach(rubric: Rubric) -> bool:
    """Whether the rubric was read from the shipped folder."""
    return bool(rubric.file) and Path(rubric.file).resolve().parent == shipped_rubrics().resolve()


def _now() -> Iterator[ShippedVersion]:
    for name in catalogue.rubric_ids():
        rubric = catalogue.rubric(name)
        if rubric.status is Status.PUBLISHED:
            yield ShippedVersion(rubric.id, rubric.version, rubric.digest)
