"""Publishing and archiving a rubric: its file, the store and the audit trail, all or nothing."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from coach.files.edit_value import with_value
from coach.files.replace_file import replacing
from coach.files.rubric_data import rubric_to_data
from coach.files.rubric_reader import find_rubric
from coach.files.text_file import read_text
from coach.files.wording import instead, quoted
from coach.language.plain import one_line
from coach.model.problem import CoachError, Problem
from coach.model.rubric import Rubric, Status
from coach.scorers import option_types
from coach.services import catalogue, packs
from coach.services.rubrics import check_rubrics, examine
from coach.services.shipped_versions import comes_with_coach
from coach.services.standing import last_step, next_version, place_in, taken_by
from coach.services.versions import find_version, standing
from coach.store import Publication, Store

_REPLY_SHOWN = 60
UNWRITTEN = "Write here"  # how a starter begins what only the trainer knows


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it.

    step: the step that now stands; None when it was refused. new: whether it was taken just now.
    file: the file whose status was set; None when no file was changed.
    reasons: why it was refused. next: a version to raise 'version' to, where that helps.
    """

    step: Publication | None
    new: bool = False
    file: str | None = None
    reasons: tuple[Problem, ...] = ()
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose step it is, at which time (ISO 8601, UTC) and why."""

    by: str
    at: str
    why: str = ""


def login_name() -> str:
    """The name of whoever is logged in; ``unknown`` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def publish(path: Path, store: Store, hand: Hand) -> Taken:
    """Publishes the rubric of a file, if nothing is wrong with it.

    Sets ``status: published`` in the file and leaves the rest of it as it is. Raises FileProblems
    when the file cannot be read, and CoachError when file or store cannot be written; then
    neither is changed.
    """
    if str(path) in catalogue.rubric_ids() and not path.exists():
        message = "comes with coach and is published; name the file of a rubric of your own"
        raise CoachError(f"{quoted(str(path))} {message}")
    content = _content(path)
    checked = check_rubrics([path])
    if checked.problems:
        return Taken(None, reasons=checked.problems)
    file = _File(path, content, catalogue.read(path))
    rubric = file.rubric
    step = last_step(rubric, store)
    if step is not None and step.status == Status.PUBLISHED:
        with file.having(Status.PUBLISHED) as changed:
            return Taken(step, file=changed)
    taken = taken_by(rubric, store)
    reasons = {*_version_reasons(rubric, taken), *_parent_reasons(rubric, store)}
    reasons |= {*_example_reasons(rubric), *_unwritten(rubric)}
    if reasons:
        raised = next_version(rubric, store) if taken else None
        return Taken(None, reasons=tuple(sorted(reasons)), next=raised)
    return _take(rubric, file, Status.PUBLISHED, store, hand)


def archive(name: str, store: Store, hand: Hand) -> Taken:
    """Archives the rubric of a file, or the published one of an id or a reference.

    Sets ``status: archived`` in the file; for an id in the file it was published from, if that
    still holds the same text. Raises CoachError and FileProblems as ``publish`` does.
    """
    file: _File | None
    if catalogue.is_path(name):
        file = _read(Path(name))
        rubric = file.rubric
        if taken := taken_by(rubric, store):
            remedy = f"raise 'version', or archive what was published: {rubric.id}@{rubric.version}"
            problem = place_in(rubric.file, "version").problem("changed", f"{taken}; {remedy}")
            return Taken(None, reasons=(problem,), next=next_version(rubric, store))
    else:
        rubric = _published(name, store)
        file = _file_of(rubric, store)
    step = last_step(rubric, store)
    if step is not None and step.status == Status.ARCHIVED:
        with file.having(Status.ARCHIVED) if file else nullcontext() as changed:
            return Taken(step, file=changed)
    return _take(rubric, file, Status.ARCHIVED, store, hand)


@dataclass(frozen=True, slots=True)
class _File:
    """A rubric file as it was read."""

    path: Path
    content: bytes
    rubric: Rubric

    @contextmanager
    def having(self, status: Status) -> Iterator[str | None]:
        """The file has the status when the block ends well. Yields its name if that changes it."""
        if self.rubric.status is status:
            yield None
            return
        if _content(self.path) != self.content:
            message = "the file changed while it was looked at; try again"
            raise CoachError(f"{self.path}: error[changed] {message}")
        text = self.content.decode("utf-8")
        new = with_value(text, str(self.path), ("status",), status.value)
        with replacing(self.path, new.encode("utf-8")):
            yield str(self.path)
        catalogue.forget()


def _take(rubric: Rubric, file: _File | None, status: Status, store: Store, hand: Hand) -> Taken:
    """Takes the step in the store, and in the file if there is one: in both or in none."""
    where = str(file.path.resolve()) if file else ""
    ids = (rubric.id, rubric.version, rubric.digest)
    step = Publication(*ids, status.value, where, hand.by, hand.at, hand.why)
    with file.having(status) if file else nullcontext() as changed:
        store.add_publication(step, rubric_to_data(replace(rubric, status=status)))
    return Taken(step, new=True, file=changed)


def _content(path: Path) -> bytes:
    """The bytes of a text file. Raises FileProblems."""
    read_text(path)  # says what is wrong with the file
    return path.read_bytes()


def _read(path: Path) -> _File:
    return _File(path, _content(path), catalogue.read(path))


def _version_reasons(rubric: Rubric, taken: str | None) -> Iterator[Problem]:
    if taken is not None:
        yield place_in(rubric.file, "version").problem("changed", f"{taken}; raise 'version'")


def _unwritten(rubric: Rubric) -> Iterator[Problem]:
    """What a starter left for the trainer to write; agents would read it beside their mark."""
    for criterion in rubric.criteria:
        for key in ("why", "source"):
            if criterion.line and getattr(criterion, key).startswith(UNWRITTEN):
                message = f"the '{key}' of {criterion.id} is not written yet; write it"
                yield Problem(rubric.file, criterion.line, 1, "unwritten", message)


def _example_reasons(rubric: Rubric) -> Iterator[Problem]:
    """The examples that fail and the criteria whose examples prove nothing."""
    inherited = place_in(rubric.file, "extends").line
    lines = {criterion.id: criterion.line for criterion in rubric.criteria}
    results, idle = examine(rubric)
    for result in results:
        if not result.passed:
            reply = one_line(result.example.reply, _REPLY_SHOWN)
            message = f"{result.criterion} {result.fault}: {reply}"
            yield Problem(result.file, result.line or inherited, 1, "example", message)
    for name in idle:
        message = f"the examples of {name} pass whatever is measured; add one that cannot"
        yield Problem(rubric.file, lines[name] or inherited, 1, "toothless", message)


def _parent_reasons(rubric: Rubric, store: Store) -> Iterator[Problem]:
    """Why the rubric cannot rest on the one it extends."""
    if not rubric.lineage:
        return
    folders = [Path(rubric.file).parent, *packs.rubric_library()]
    parent = find_rubric(rubric.lineage[0], folders, option_types(), catalogue.channels())
    if comes_with_coach(parent) or _in_pack(parent):
        return
    step = last_step(parent, store)
    if step is not None and step.status == Status.PUBLISHED:
        return
    first = "publish that first: coach rubric publish FILE"
    if step is not None:
        said = "which is archived; extend another, or publish it again"
    elif taken := taken_by(parent, store):
        said = f"but {taken}; raise the version there, and {first}"
    elif parent.status is Status.DRAFT:
        said = f"which is a draft; {first}"
    else:
        said = f"which was never published here; {first}"
    message = f"it extends {quoted(parent.id)}, {said}"
    yield place_in(rubric.file, "extends").problem("parent", message)


def _in_pack(parent: Rubric) -> bool:
    """Whether a rubric is one of an installed pack, and published by those who made it."""
    installed = Path(parent.file).parent.parent in packs.installed()
    return installed and parent.status is Status.PUBLISHED


def _published(name: str, store: Store) -> Rubric:
    """The one published rubric of an id, or the rubric of a reference, that may be archived."""
    if catalogue.is_reference(name):
        rubric = find_version(name, store)
        if not comes_with_coach(rubric):
            return rubric
        name = rubric.id
    now = standing(store, name) or store.publications(name)[-1:]
    if len(now) == 1:
        return find_version(now[0].ref, store)
    if now:
        names = ", ".join(f"{step.id}@{step.version}" for step in now)
        message = f"{quoted(name)} has {len(now)} published versions; name one: {names}"
    elif name in catalogue.rubric_ids():
        message = f"{quoted(name)} comes with coach, which alone can archive it"
    else:
        remedy = instead(name, {step.id for step in store.publications()}, "name a file")
        message = f"no rubric {quoted(name)} is published; {remedy}"
    raise CoachError(message)


def _file_of(rubric: Rubric, store: Store) -> _File | None:
    """The file the rubric was published from, if it is there and holds this text."""
    step = last_step(rubric, store)
    if step is None or not step.file:
        return None
    try:
        file = _read(Path(step.file))
    except (CoachError, OSError):
        return None
    return file if file.rubric.digest == rubric.digest else None
