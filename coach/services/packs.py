"""The installed packs: where they are, and what is in them."""

from __future__ import annotations

import re
from pathlib import Path

from coach.files.names import ID_PATTERN, PACK_NAME_PATTERN
from coach.files.pack_names import DRILLS, HEAD, LESSONS, RUBRICS, SCENARIOS
from coach.files.shipped import shipped_rubrics
from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.services.places import pack_folder

_PLACES = {"rubric": RUBRICS, "scenario": SCENARIOS, "drill": DRILLS, "lesson": LESSONS}


def folder() -> Path:
    """Where packs are installed. Raises CoachError when there is no home folder to keep them in."""
    return pack_folder()


def installed() -> tuple[Path, ...]:
    """The folders of the installed packs, by id; none when nothing can be looked up."""
    try:
        entries = sorted(folder().iterdir())
    except (OSError, CoachError):
        return ()
    return tuple(e for e in entries if re.fullmatch(ID_PATTERN, e.name) and (e / HEAD).is_file())


def rubric_library() -> list[Path]:
    """Where to look for the rubrics and lists a file names: what is shipped, then the packs."""
    return [shipped_rubrics(), *installed()]


def rubric_names() -> tuple[str, ...]:
    """The full names of the packs' rubrics: in a pack, a file is named after what it holds."""
    return _names(RUBRICS)


def scenario_folders() -> tuple[Path, ...]:
    """The folders of the packs' scenarios."""
    return folders(SCENARIOS)


def folders(place: str) -> tuple[Path, ...]:
    """The folders of that name in the packs, such as drills."""
    return tuple(pack / place for pack in installed() if (pack / place).is_dir())


def is_pack_name(name: str) -> bool:
    """Whether a name with a slash is ``pack/id``, or a version of one, and no file there is."""
    known = re.split("[@#]", name, maxsplit=1)[0]
    return bool(re.fullmatch(PACK_NAME_PATTERN, known, re.ASCII)) and not Path(name).is_file()


def file_of(name: str, kind: str) -> Path:
    """The file of ``pack/id``. kind: rubric, scenario, drill or lesson.

    Raises CoachError with the nearest name.
    """
    pack, _, own = name.partition("/")
    place = _PLACES[kind]
    found = folder() / pack / place / f"{own}{ending(place)}"
    if found.is_file() and found.parent.parent in installed():
        return found
    remedy = instead(name, _names(place), "coach pack list shows the packs")
    message = f"there is no {kind} {quoted(name)}, neither as a file nor in a pack"
    raise CoachError(f"{message}; {remedy}")


def ending(place: str) -> str:
    """How the files of a pack's folder end."""
    return ".md" if place == LESSONS else ".yaml"


def _names(place: str) -> tuple[str, ...]:
    return tuple(
        f"{pack.name}/{path.stem}"
        for pack in installed()
        for path in sorted((pack / place).glob(f"*{ending(place)}"))
    )
