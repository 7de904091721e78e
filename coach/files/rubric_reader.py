"""Reads rubric files, with what they inherit, into rubrics."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coach.files.criterion_reader import read_criterion
from coach.files.inherit import Parts, Source, Sources, resolve
from coach.files.pack_names import rubric_files, with_pack_lists
from coach.files.rubric_data import digest
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError, FileProblems, Problem
from coach.model.rubric import Criterion, Rubric, Status


@dataclass(frozen=True, slots=True)
class Library:
    """The rubrics that could be read, by id, and the problems of those that could not."""

    rubrics: Mapping[str, Rubric]
    problems: tuple[Problem, ...]

    def get(self, rubric_id: str) -> Rubric:
        """The rubric of this id. Raises CoachError with the nearest name."""
        if rubric_id not in self.rubrics:
            remedy = instead(rubric_id, self.rubrics)
            raise CoachError(f"there is no rubric {quoted(rubric_id)}; {remedy}")
        return self.rubrics[rubric_id]


def read_rubrics(
    paths: Iterable[Path], scorers: Mapping[str, type[Any]], channels: Collection[str]
) -> Library:
    """Read every rubric of files and folders; a bad file does not hide the others.

    scorers: scorer name -> its Options dataclass. channels: the known channel ids.
    A rubric may extend any other of the paths.
    """
    files, packs, problems = rubric_files(paths)
    sources = Sources(files, packs)
    problems += sources.duplicates()
    rubrics: dict[str, Rubric] = {}
    for source in sources.all():
        rubric, found = _read(source, sources, scorers, channels)
        problems += found
        if rubric is not None:
            rubrics.setdefault(rubric.id, rubric)
    return Library(dict(sorted(rubrics.items())), tuple(sorted(set(problems))))


def read_rubric(
    path: Path,
    scorers: Mapping[str, type[Any]],
    channels: Collection[str],
    library: Iterable[Path] = (),
    text: str | None = None,
) -> Rubric:
    """Read one rubric file. Raises FileProblems with all its problems.

    text: what to take for the file's content; None reads it.

    What it extends is looked for beside it, then in the files, folders and packs of ``library``.
    """
    others, packs, problems = rubric_files([path.parent, *library])
    sources = Sources([path, *others], packs)
    if text is not None:
        sources.take(path, text)
    rubric, found = _read(sources.first(), sources, scorers, channels)
    if rubric is None or found or problems:
        raise FileProblems((*found, *problems))
    return rubric


def find_rubric(
    rubric_id: str,
    folders: Iterable[Path],
    scorers: Mapping[str, type[Any]],
    channels: Collection[str],
) -> Rubric:
    """The rubric of an id, reading no more files than needed; the first folder wins.

    Raises CoachError with the nearest name, or FileProblems.
    """
    files, packs, problems = rubric_files(folders)
    sources = Sources(files, packs)
    source = sources.by_id(rubric_id)
    if source is None:
        if problems:
            raise FileProblems(tuple(problems))
        remedy = instead(rubric_id, sources.ids())
        raise CoachError(f"there is no rubric {quoted(rubric_id)}; {remedy}")
    rubric, found = _read(source, sources, scorers, channels)
    if rubric is None:
        raise FileProblems(tuple(found))
    return rubric


def _read(
    source: Source,
    sources: Sources,
    scorers: Mapping[str, type[Any]],
    channels: Collection[str],
) -> tuple[Rubric | None, list[Problem]]:
    parts, problems = resolve(source, sources, scorers)
    if parts is None:
        return None, problems
    criteria: list[Criterion] = []
    for node in parts.criteria.values():
        whole, found = with_pack_lists(node, scorers, sources.lists)
        problems += found
        criterion, found = read_criterion(whole, source.file, scorers, channels)
        problems += found
        if criterion is not None:
            criteria.append(criterion)
    problems += _section_problems(parts)
    problems = _once(problems)
    if problems or parts.head is None or parts.pass_mark is None:
        return None, problems
    head = parts.head
    rubric = Rubric(
        id=source.id or head.id,
        title=head.title,
        version=head.version,
        status=Status(head.status),
        pass_mark=parts.pass_mark,
        criteria=tuple(criteria),
        sections=_titles(parts, criteria),
        digest="",
        file=source.file,
        lineage=parts.lineage,
    )
    return replace(rubric, digest=digest(rubric)), []


def _once(problems: list[Problem]) -> list[Problem]:
    """A part is checked alone and again in place; keep the first of the same word and place."""
    seen: dict[tuple[str, int, int, str], Problem] = {}
    for problem in problems:
        place = (problem.file, problem.line, problem.column, problem.word)
        if problem.word in {"missing-key", "too-few", "not-inherited", "bad-option"}:
            seen.setdefault((*place[:3], problem.word + problem.message), problem)
        else:
            seen.setdefault(place, problem)
    return list(seen.values())


def _section_problems(parts: Parts) -> list[Problem]:
    """Sections nobody gave a title, where the rubric gives titles at all."""
    if not parts.sections:
        return []
    known = set(parts.sections) | parts.inherited_sections
    return [
        node.place.problem(
            "unknown-section",
            f"there is no section {quoted(node.value)}; {instead(node.value, known)}",
        )
        for criterion in parts.criteria.values()
        if (node := criterion.child("section")) is not None
        and isinstance(node.value, str)
        and not node.faulty
        and node.value not in known
    ]


def _titles(parts: Parts, criteria: Iterable[Criterion]) -> dict[str, str]:
    """The sections in use with their titles, in the order they were declared, then met."""
    used = list(dict.fromkeys(criterion.section for criterion in criteria))
    order = [section for section in parts.sections if section in used]
    order += [section for section in used if section not in parts.sections]
    return {s: parts.sections.get(s) or s.replace("-", " ").capitalize() for s in order}
