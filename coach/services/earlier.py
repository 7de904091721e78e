"""The rubric that a new one takes the place of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.files.wording import quoted
from coach.model.problem import CoachError, FileProblems
from coach.model.rubric import Rubric
from coach.services import catalogue, packs
from coach.services.versions import published_before

if TYPE_CHECKING:
    from coach.store import Store


@dataclass(frozen=True, slots=True)
class Earlier:
    """The rubric a new one is compared with, and how it was found, as a sentence part."""

    rubric: Rubric
    how: str


def earlier(new: Rubric, store: Store | None) -> Earlier:
    """What a rubric takes the place of.

    The version published before; else the shipped rubric of its id; else the one it extends.
    Raises CoachError when there is none of them.
    """
    found = published_before(new, store)
    if found is not None:
        shipped = found.id in catalogue.rubric_ids() and found == catalogue.rubric(found.id)
        how = "the shipped rubric of this id" if shipped else "the version published before"
        return Earlier(found, how)
    parent = _parent(new)
    if parent is not None:
        return Earlier(parent, "the rubric it extends")
    raise CoachError(
        f"there is no earlier version of {quoted(new.id)} and no rubric that it extends; "
        "name the one to compare with: --against RUBRIC"
    )


def _parent(new: Rubric) -> Rubric | None:
    from coach.files.rubric_reader import find_rubric
    from coach.scorers import option_types

    if not new.lineage:
        return None
    beside = [Path(new.file).parent] if new.file else []
    try:
        folders = [*beside, *packs.rubric_library()]
        return find_rubric(new.lineage[0], folders, option_types(), catalogue.channels())
    except FileProblems:
        raise
    except CoachError:  # a rubric of the store, whose parent was a file that is gone
        return None
