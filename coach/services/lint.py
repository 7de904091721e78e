"""Warnings about rubric files that are right and still do not do what they seem to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach.files.inherit import Sources
from coach.files.pack_names import rubric_files
from coach.files.rubric_places import places_in
from coach.files.shipped import shipped_rubrics
from coach.model.problem import FileProblems, Problem
from coach.model.rubric import Rubric
from coach.scorers import option_types
from coach.services import catalogue, packs
from coach.services.lint_clash import clash_warnings
from coach.services.lint_dead import criterion_warnings, section_warnings
from coach.services.lint_phrases import phrase_warnings
from coach.services.rubrics import Checked, check_rubrics


@dataclass(frozen=True, slots=True)
class Linted:
    """What was checked, and the warnings about the files without errors."""

    checked: Checked
    warnings: tuple[Problem, ...]


def lint_rubrics(paths: Sequence[Path], today: date) -> Linted:
    """Errors and warnings of rubric files and folders; of the shipped ones when none is named.

    today: the day against which dates are past. Only what is written in these files is warned
    about; what they inherit from other files is those files' business.
    """
    checked = check_rubrics(paths)
    files, _, _ = rubric_files(paths or [shipped_rubrics()])
    bad = {problem.file for problem in checked.problems}
    warnings: list[Problem] = []
    for file in files:
        if str(file) not in bad:
            warnings += _warnings_of(file, today)
    return Linted(checked, tuple(sorted(set(warnings))))


def _warnings_of(file: Path, today: date) -> list[Problem]:
    try:
        rubric = catalogue.read(file)
    except FileProblems:  # in a file it extends, and said there
        return []
    return list(warnings_of(rubric, today))


def warnings_of(rubric: Rubric, today: date) -> Iterator[Problem]:
    """The warnings about one rubric that was read from a file."""
    channels = catalogue.channels()
    nodes = places_in(rubric, option_types(), packs.rubric_library()).criteria
    for criterion in rubric.criteria:
        node = nodes[criterion.id]
        yield from criterion_warnings(criterion, node, channels, today, rubric.file)
        if criterion.scorer == "phrases":
            yield from phrase_warnings(criterion.options, node.child("options"), rubric.file)
    wordings = [(c, nodes[c.id]) for c in rubric.criteria if c.scorer == "phrases"]
    yield from clash_warnings(wordings, channels, today, rubric.file)
    root = Sources([Path(rubric.file)]).first().root
    if root is not None:
        yield from section_warnings(root, {criterion.section for criterion in rubric.criteria})
