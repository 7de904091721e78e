"""What differs between two rubrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coach.model.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, of a criterion or (``criterion`` None) of the rubric itself.

    what: the key of the rubric file that differs (weight, bands, when.channel, options.low), or
    ``added``, ``dropped`` and ``order`` for whole criteria.
    before, after: the two values; None where there is none.
    added, removed: where both are lists, the items only one of them has.
    """

    criterion: str | None
    what: str
    before: Any
    after: Any
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Two rubrics and their differences: the rubric's own first, then by criterion as in ``new``;
    dropped criteria come last."""

    old: Rubric
    new: Rubric
    changes: tuple[Change, ...]

    def of(self, criterion: str | None) -> tuple[Change, ...]:
        """The changes of one criterion, or of the rubric itself for None."""
        return tuple(change for change in self.changes if change.criterion == criterion)
