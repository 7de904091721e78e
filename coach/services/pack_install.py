"""Installing and removing packs: everything is checked first, and nothing is half done."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coach.files.pack_names import DRILLS, HEAD, LESSONS, LISTS, RUBRICS, SCENARIOS, read_lists
from coach.files.pack_reader import Contents, read_contents
from coach.files.pack_shape import PackFile, list_problems, read_head
from coach.files.rubric_reader import read_rubric
from coach.files.scenario_reader import read_scenario
from coach.files.shipped import shipped_rubrics
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError, FileProblems, Problem
from coach.scorers import option_types
from coach.services import catalogue, drills, lessons, packs
from coach.services.rubrics import examine


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: what its head says, and the full names of what is in it.

    fault: why an installed pack cannot be used as it is; the rest is then empty.
    """

    id: str
    title: str = ""
    version: str = ""
    author: str | None = None
    licence: str | None = None
    rubrics: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    drills: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A pack that was installed. before: the version it replaced; None when there was none.

    same: it was installed already, to the byte, and nothing was done.
    """

    pack: Pack
    before: str | None
    same: bool
    left_out: tuple[str, ...]


def add_pack(path: Path, force: bool = False) -> Added:
    """Check a pack in a folder or zip, and install it.

    force: also over a newer version, or over the same version with other content. Raises
    FileProblems with every problem of every file, and CoachError for a version not to be replaced;
    then nothing is changed.
    """
    contents = read_contents(path)
    with tempfile.TemporaryDirectory(prefix="coach-pack-") as place:
        folder = Path(place).resolve() / "pack"
        _write(contents, folder)
        try:
            head = read_head(folder / HEAD)
        except FileProblems as found:
            raise FileProblems(tuple(_at(contents, folder, found.problems))) from None
        problems = tuple(_at(contents, folder, _problems(folder, head)))
        if problems:
            raise FileProblems(problems)
    before = _installed_version(head.id)
    target = packs.folder() / head.id
    same = before is not None and _holds(target, contents)
    if not same:
        if before is not None and not force:
            _check_newer(head, before)
        _install(contents, target)
        _forget()
    return Added(_described(target), before, same, contents.left_out)


def installed_packs() -> tuple[Pack, ...]:
    """The installed packs by id; one that cannot be read has its ``fault``."""
    return tuple(map(_described, packs.installed()))


def installed_pack(pack_id: str) -> Pack:
    """An installed pack. Raises CoachError with the nearest name."""
    known = {folder.name: folder for folder in packs.installed()}
    if pack_id not in known:
        remedy = instead(pack_id, known) if known else "none is installed"
        raise CoachError(f"there is no pack {quoted(pack_id)}; {remedy}")
    return _described(known[pack_id])


def remove_pack(pack_id: str) -> Pack:
    """Remove an installed pack and say what was in it. Raises CoachError.

    Drafts and scores stay in the store: each score keeps the rubric it was given by.
    """
    pack = installed_pack(pack_id)
    target = packs.folder() / pack_id
    try:
        gone = Path(tempfile.mkdtemp(prefix=f".{pack_id}-", dir=packs.folder()))
        try:
            target.replace(gone / "old")
        finally:
            shutil.rmtree(gone, ignore_errors=True)
    except OSError as error:
        raise _unwritable(target, error) from None
    _forget()
    return pack


def _forget() -> None:
    """Lets everything be read again that packs may bring."""
    catalogue.forget()
    drills.forget()
    lessons.forget()


def _described(folder: Path) -> Pack:
    try:
        head = read_head(folder / HEAD)
    except FileProblems as found:
        return Pack(folder.name, fault=str(found.problems[0]))
    fault = None
    if head.id != folder.name:
        fault = f"its pack.yaml says {quoted(head.id)}; install it again"

    def names(place: str) -> tuple[str, ...]:
        files = sorted((folder / place).glob(f"*{packs.ending(place)}"))
        return tuple(f"{folder.name}/{file.stem}" for file in files)

    return Pack(
        id=folder.name,
        title=head.title,
        version=head.version,
        author=head.author,
        licence=head.licence,
        rubrics=names(RUBRICS),
        scenarios=names(SCENARIOS),
        lists=tuple(f"{folder.name}/{name}" for name in sorted(read_lists(folder))),
        drills=names(DRILLS),
        lessons=names(LESSONS),
        fault=fault,
    )


def _problems(folder: Path, head: PackFile) -> Iterator[Problem]:
    """Everything wrong with what is in a pack."""
    rubrics = sorted((folder / RUBRICS).glob("*.yaml"))
    scenarios = sorted((folder / SCENARIOS).glob("*.yaml"))
    exercises = sorted((folder / DRILLS).glob("*.yaml"))
    pages = sorted((folder / LESSONS).glob("*.md"))
    lists = folder / LISTS
    if not any((rubrics, scenarios, exercises, pages, lists.is_file())):
        message = "there is no rubric, scenario, drill, lesson or phrase list in it; add one"
        yield Problem(str(folder / HEAD), 1, 1, "empty-pack", message)
    if lists.is_file():
        yield from list_problems(lists)
    criteria: dict[str, frozenset[str]] = {}
    for file in rubrics:
        yield from _rubric_problems(file, folder, criteria)
    known = {*catalogue.rubric_ids(), *(f"{head.id}/{file.stem}" for file in rubrics)}
    for file in scenarios:
        try:
            found = read_scenario(
                file,
                catalogue.channels(),
                known,
                criteria=lambda name: criteria.get(name) or catalogue.criteria_of(name),
            )
            yield from _name_problem(file, found.id, "scenario")
        except FileProblems as faults:
            yield from faults.problems
    for file in exercises:
        try:
            yield from _name_problem(file, drills.drill(str(file)).id, "drill")
        except FileProblems as faults:
            yield from faults.problems
    for file in pages:
        try:
            yield from _name_problem(file, lessons.lesson(str(file)).id, "lesson")
        except FileProblems as faults:
            yield from faults.problems


def _rubric_problems(
    file: Path, folder: Path, criteria: dict[str, frozenset[str]]
) -> Iterator[Problem]:
    """What is wrong with a rubric of a pack, which may extend others of it and shipped ones.

    criteria: takes the criteria of the rubric under its full name, if it can be read.
    """
    library = [folder, shipped_rubrics()]
    try:
        rubric = read_rubric(file, option_types(), catalogue.channels(), library)
    except FileProblems as faults:
        yield from faults.problems
        return
    criteria[rubric.id] = frozenset(c.id for c in rubric.criteria)
    yield from _name_problem(file, rubric.id, "rubric")
    results, idle = examine(rubric)
    for result in results:
        if not result.passed:
            message = f"in {quoted(result.criterion)} {result.fault}"
            yield Problem(result.file, max(result.line, 1), 1, "example", message)
    for name in idle:
        message = f"the examples of {quoted(name)} pass whatever is measured; add one that cannot"
        yield Problem(str(file), 1, 1, "example", message)


def _name_problem(file: Path, full: str, kind: str) -> Iterator[Problem]:
    own = full.rpartition("/")[2]
    if file.stem != own:
        wanted = f"{own}{file.suffix}"
        message = f"the file of the {kind} {quoted(own)} must be called {wanted}; rename it"
        yield Problem(str(file), 1, 1, "file-name", message)


def _at(
    contents: Contents, folder: Path, problems: Iterator[Problem] | tuple[Problem, ...]
) -> Iterator[Problem]:
    """Problems where the user knows the files to be."""
    for problem in problems:
        yield replace(
            problem,
            file=problem.file.replace(str(folder), contents.source),
            message=problem.message.replace(str(folder), contents.source),
        )


def _installed_version(pack_id: str) -> str | None:
    known = {folder.name: folder for folder in packs.installed()}
    if pack_id not in known:
        return None
    pack = _described(known[pack_id])
    return pack.version or "unknown"


def _check_newer(head: PackFile, before: str) -> None:
    if _order(head.version) > _order(before):
        return
    if head.version == before:
        said = f"{before} is installed with other content"
    else:
        said = f"{before} is installed, and {head.version} is older"
    raise CoachError(
        f"pack {quoted(head.id)}: error[not-newer] {said}; "
        "raise 'version' in its pack.yaml, or say --force"
    )


def _order(version: str) -> tuple[tuple[int, int, str], ...]:
    """Versions in order: 1.9 before 1.10, 2.0-beta before 2.0 before 2.0.1."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    numbered = [(2, int(p[:18]), "") if p.isdigit() else (0, 0, p.lower()) for p in parts]
    return (*numbered, (1, 0, ""))


def _holds(target: Path, contents: Contents) -> bool:
    """Whether exactly these files are installed."""
    there = {
        file.relative_to(target).as_posix(): file
        for file in target.rglob("*")
        if file.is_file() or file.is_symlink()
    }
    try:
        return there.keys() == contents.files.keys() and all(
            file.read_bytes() == contents.files[name] for name, file in there.items()
        )
    except OSError:
        return False


def _write(contents: Contents, folder: Path) -> None:
    for name, data in contents.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _install(contents: Contents, target: Path) -> None:
    """Put the files where they belong by renaming, so that a pack is there whole or not at all."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        _write(contents, place / "new")
        if target.exists():
            target.replace(place / "old")
        try:
            (place / "new").replace(target)
        except OSError:
            if (place / "old").exists():
                (place / "old").replace(target)
            raise
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> CoachError:
    reason = (error.strerror or str(error)).lower()
    message = f"{target}: error[unwritable] the packs cannot be changed here ({reason})"
    return CoachError(f"{message}; check the permissions of the folder")
