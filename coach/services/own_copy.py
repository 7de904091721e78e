"""A trainer's own file made from one that stays as it is: a rubric that extends it, a scenario's copy."""

from __future__ import annotations

from pathlib import Path

from coach.files.edit_value import with_value
from coach.files.text_file import read_text
from coach.model.problem import CoachError
from coach.services import catalogue, packs
from coach.services.editable import Kind, absolute, kind_of, value_in
from coach.services.rubric_starter import rubric_text
from coach.services.starters import RubricAnswers, check_place, starter_id, write_new


def suggested(path: Path, folder: Path) -> str:
    """A file name for a copy that is free in the folder."""
    for number in range(1, 100):
        name = f"my-{path.stem}{'' if number == 1 else f'-{number}'}.yaml"
        if not (folder / name).exists():
            return name
    return f"my-{path.stem}.yaml"


def make_copy(path: Path, target: Path) -> Path:
    """Writes a new file made from ``path`` and gives its place.

    A rubric is extended, so that what changes in it later arrives; a scenario is copied with an id
    of its own. Raises CoachError and FileProblems, and then writes nothing.
    """
    text = read_text(path)
    kind = kind_of(text)
    if kind is None:
        raise CoachError(f"{path}: error[no-kind] this is neither a rubric nor a scenario")
    target = absolute(target)
    check_place(target, kind)
    title = value_in(text, "title") or path.stem
    made = _id(target, title, kind)
    if kind == "rubric":
        parent = _name_of(path, text)
        answers = RubricAnswers(title=f"{title}, ours", extends=parent)
        new = rubric_text(answers, made, target.parent, target.name)
    else:
        new = with_value(text.replace("\r\n", "\n"), str(path), ("id",), made)
    write_new(target, new)
    return target


def _id(target: Path, title: str, kind: Kind) -> str:
    taken = catalogue.rubric_ids() if kind == "rubric" else [s.id for s in catalogue.scenarios()]
    return starter_id(target.stem, title, taken, kind)


def _name_of(path: Path, text: str) -> str:
    """The name under which another file extends the rubric."""
    own = value_in(text, "id")
    for pack in packs.installed():
        if path.is_relative_to(pack):
            return f"{pack.name}/{own}"
    return own
