"""What a rubric may be used for: its status, and whether its version still has the same text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coach.files.node import Place
from coach.files.strict_yaml import read_document
from coach.model.problem import FileProblems
from coach.model.rubric import Rubric, Status
from coach.services import catalogue
from coach.services.shipped_versions import comes_with_coach, shipped_versions
from coach.services.versions import find_version, known_versions, standing
from coach.store import Publication, Store


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rubric to score by. note: what whoever scores should know about its status."""

    rubric: Rubric
    note: str | None = None


def to_score_by(name: str, store: Store | None) -> Chosen:
    """The rubric of an id, a path or a reference, if new replies may be scored by it.

    A reference may name an archived version, as to work out an old score once more.
    Raises FileProblems for an archived rubric and for one whose text changed since its version
    was published, and CoachError for an unknown name.
    """
    if catalogue.is_reference(name):
        rubric = find_version(name, store)
        if rubric.status is Status.ARCHIVED:
            return Chosen(rubric, f"{_called(rubric)} is archived; it is used as you named it")
    else:
        rubric = catalogue.rubric(name)
        if is_archived(rubric, store):
            place = place_in(rubric.file, "status")
            raise FileProblems((place.problem("archived", _archived_message(rubric, store)),))
        if rubric.status is Status.PUBLISHED and (taken := taken_by(rubric, store)):
            message = f"{taken}; raise 'version', or set status: draft"
            raise FileProblems((place_in(rubric.file, "version").problem("changed", message),))
    if rubric.status is Status.DRAFT:
        remedy = "publish it before its scores count: coach rubric publish FILE"
        return Chosen(rubric, f"{_called(rubric)} is a draft; {remedy}")
    return Chosen(rubric)


def taken_by(rubric: Rubric, store: Store | None) -> str | None:
    """Why the version cannot be the rubric's: it was published with other text; None if it can."""
    for step in store.publications(rubric.id) if store is not None else ():
        same = step.version == rubric.version and step.status == Status.PUBLISHED
        if same and step.digest != rubric.digest:
            also = ", or that of a rubric it extends," if rubric.lineage else ""
            when = f"version {rubric.version} was published on {step.at[:10]}"
            return f"its text{also} changed since {when}"
    for entry in () if comes_with_coach(rubric) else shipped_versions():
        same = (entry.id, entry.version) == (rubric.id, rubric.version)
        if same and entry.digest != rubric.digest:
            return f"version {rubric.version} of '{rubric.id}' comes with coach with other text"
    return None


def is_archived(rubric: Rubric, store: Store | None) -> bool:
    """Whether the rubric is archived: its file says so, or its last step in the store."""
    if rubric.status is not Status.PUBLISHED:
        return rubric.status is Status.ARCHIVED
    step = last_step(rubric, store)
    return step is not None and step.status == Status.ARCHIVED


def last_step(rubric: Rubric, store: Store | None) -> Publication | None:
    """The last step in the life of this text of the rubric; None if it was never published."""
    steps = store.publications(rubric.id) if store is not None else ()
    return next((s for s in reversed(steps) if s.digest == rubric.digest), None)


def next_version(rubric: Rubric, store: Store | None) -> str:
    """A version after the rubric's own that is not known yet: 1.0 gives 1.1."""
    known = {v.version for v in known_versions(store, rubric.id)} | {rubric.version}
    version = rubric.version
    while version in known:
        version = _raised(version)
    return version


def place_in(file: str, key: str) -> Place:
    """Where a key of a rubric file has its value; the start of the file if it cannot be read."""
    root = read_document(Path(file)).root
    return Place(file, 1, 1) if root is None else root.near((key,)).place


def _archived_message(rubric: Rubric, store: Store | None) -> str:
    message = f"{_called(rubric)} is archived, so it scores nothing new"
    if now := standing(store, rubric.id):
        used = f"{now[-1].id}@{now[-1].version}"
        return f"{message}; use the published version: --rubric {used}"
    return f"{message}; use another rubric, or publish it again: coach rubric publish FILE"


def _called(rubric: Rubric) -> str:
    return f"rubric {rubric.id}@{rubric.version}"


def _raised(version: str) -> str:
    """The version with its last number one higher; one without a number gets one."""
    numbers = list(re.finditer(r"\d+", version))
    if not numbers:
        return f"{version}-2"
    last = numbers[-1]
    higher = str(int(last.group()) + 1).zfill(len(last.group()))
    return version[: last.start()] + higher + version[last.end() :]
