"""Which changes to a rubric its examples would notice: each criterion, band and phrase left out in turn.

A rule that can be taken away without an example failing is a rule nobody has tested. Source: mutation
analysis, DeMillo, Lipton, Sayward 1978.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from types import SimpleNamespace
from typing import Literal

from coach.files.rubric_places import Places, places_in
from coach.language.plain import one_line
from coach.model.finding import Measurement
from coach.model.rubric import Criterion, Rubric
from coach.scorers import SCORERS, option_types
from coach.services import packs
from coach.services.rubrics import EXAMPLE_DAY, Case, cases_of, results_of

Kind = Literal["criterion", "band", "phrase"]
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Change:
    """A part left out. ``noticed``: whether an example then fails. file, line: where it is written."""

    rubric: str
    criterion: str
    kind: Kind
    part: str
    noticed: bool
    file: str
    line: int

    def line_for(self, file: str) -> str:
        """The change on one line, its file called ``file``."""
        return (
            f"{file}:{self.line}: untested[{self.kind}] no example of '{self.criterion}' "
            f"fails without {self.part}"
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """All changes of a rubric."""

    changes: tuple[Change, ...]

    @property
    def noticed(self) -> int:
        """How many of the changes an example notices."""
        return sum(change.noticed for change in self.changes)

    @property
    def percent(self) -> float:
        """The share that is noticed, 0 to 100; 100 without any change."""
        return 100 * self.noticed / len(self.changes) if self.changes else 100.0

    @property
    def untested(self) -> tuple[Change, ...]:
        """The changes no example notices."""
        return tuple(change for change in self.changes if not change.noticed)


def coverage(rubric: Rubric) -> Coverage:
    """Leaves out each criterion, band and phrase of a rubric, what it inherits included, and runs the
    examples of its criterion: a change is noticed when an example fails that passes as things are.
    """
    places = places_in(rubric, option_types(), packs.rubric_library())
    by_criterion: dict[str, list[Case]] = {criterion.id: [] for criterion in rubric.criteria}
    for case in cases_of(rubric, EXAMPLE_DAY):
        by_criterion[case.criterion.id].append(case)
    changes: list[Change] = []
    for criterion in rubric.criteria:
        cases = by_criterion[criterion.id]
        sound = [
            case
            for case, result in zip(cases, results_of(rubric, cases, SCORERS), strict=True)
            if result.passed and not case.example.todo
        ]
        changes.append(_dropped(rubric, criterion, sound, places))
        for kind, part, changed, path in _variants(criterion):
            if not places.written(criterion.id, path):
                continue  # a default of the scorer, none of the trainer's words
            noticed = _fails(rubric, changed, sound)
            file, line = places.find(criterion.id, path)
            changes.append(Change(rubric.id, criterion.id, kind, part, noticed, file, line))
    return Coverage(tuple(changes))


def _dropped(rubric: Rubric, criterion: Criterion, cases: list[Case], places: Places) -> Change:
    """The criterion left out: as if it never applied."""
    absent = SimpleNamespace(measure=lambda *_: Measurement(None, reason="left out"))
    results = results_of(rubric, cases, {criterion.scorer: absent})
    noticed = any(not result.passed for result in results)
    file, line = places.find(criterion.id, ())
    return Change(rubric.id, criterion.id, "criterion", "this criterion", noticed, file, line)


def _fails(rubric: Rubric, changed: Criterion, cases: list[Case]) -> bool:
    moved = [replace(case, criterion=changed) for case in cases]
    return any(not result.passed for result in results_of(rubric, moved, SCORERS))


def _variants(
    criterion: Criterion,
) -> Iterator[tuple[Kind, str, Criterion, tuple[str | int, ...]]]:
    """The criterion without one band, then without one entry of a list of its options."""
    for i, band in enumerate(criterion.bands):
        rest = (*criterion.bands[:i], *criterion.bands[i + 1 :])
        part = f"the band of score {band.score}"
        yield "band", part, replace(criterion, bands=rest), ("bands", i)
    options = criterion.options
    if not is_dataclass(options) or isinstance(options, type):
        return
    for field in fields(options):
        listed = getattr(options, field.name)
        if not isinstance(listed, tuple):
            continue
        for i, entry in enumerate(listed):
            rest = (*listed[:i], *listed[i + 1 :])
            part = f"'{one_line(str(entry), _SHOWN)}' in '{field.name}'"
            changed = replace(criterion, options=replace(options, **{field.name: rest}))
            yield "phrase", part, changed, ("options", field.name, i)
