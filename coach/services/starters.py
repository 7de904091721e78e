"""Starters: what commented new files are made from, and writing them."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from coach.files.scenario_shape import ChoiceName
from coach.files.shapes import TURN_LENGTH
from coach.files.wording import instead, quoted
from coach.files.yaml_text import unwritable
from coach.model.problem import CoachError
from coach.services import catalogue
from coach.services.starter_examples import check_phrase, check_register

NONE = "none"
ANY = "any"
FORBIDDEN = "calm down"  # what a starter forbids to show how it is done
SUFFIXES = (".yaml", ".yml")
CHOICES: tuple[str, ...] = get_args(ChoiceName)
_ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class RubricAnswers:
    """What a rubric starter is made from.

    extends: a rubric's id; None stands alone. channel, visibility: where its own phrases apply;
    None everywhere. register: lowest and highest formality, -3 to 3; None leaves it as inherited.
    required: wordings a reply must say, each on its own. forbidden: wordings it must not say.
    since: the first day the phrases apply, ISO 8601; None always.
    """

    title: str
    extends: str | None = None
    channel: str | None = None
    visibility: str | None = None
    register: tuple[float, float] | None = None
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    since: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioAnswers:
    """What a scenario starter is made from. difficulty: 1 to 5. decision: one of ``CHOICES``."""

    title: str
    channel: str
    visibility: str
    brand: str
    trade: str
    difficulty: int
    decision: str
    rubric: str


def check_place(path: Path, kind: str) -> None:
    """Raises CoachError when a new file called ``path`` would be wrong there.

    kind: rubric, scenario, drill or lesson.
    """
    suffixes = (".md",) if kind == "lesson" else SUFFIXES
    if path.suffix not in suffixes:
        better = quoted(
            str(path.with_suffix(suffixes[0])) if path.name else f"my-{kind}{suffixes[0]}"
        )
        message = f"{path}: error[no-{suffixes[0][1:]}] a {kind} file ends in {suffixes[0]}"
        raise CoachError(f"{message}; write {better}")
    if path.exists() or path.is_symlink():
        message = f"{path}: error[exists] there is a file already, and it stays as it is"
        raise CoachError(f"{message}; name another file")
    if not path.parent.is_dir():
        message = f"{path}: error[no-folder] there is no folder {quoted(str(path.parent))}"
        raise CoachError(f"{message}; make it first")


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises CoachError, and then leaves nothing behind."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            try:
                stream.write(text)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        message = f"{path}: error[exists] there is a file already, and it stays as it is"
        raise CoachError(f"{message}; name another file") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"{path}: error[unwritable] the file cannot be written ({reason})"
        raise CoachError(f"{message}; name another place") from None


def starter_id(stem: str, title: str, taken: Collection[str], kind: str) -> str:
    """An id from the file's name, else from the title, in the form ids have, and not ``taken``."""
    made = slug(stem) or slug(title) or kind
    return f"my-{made}"[:_ID_LENGTH].rstrip("-") if made in taken else made


def title_from(stem: str, kind: str) -> str:
    """A title to suggest, from the file's name."""
    words = " ".join(slug(stem).split("-"))
    return words.capitalize() or f"My {kind}"


def check_text(name: str, text: str) -> str:
    """The answer called ``name``, when a file can hold it. Raises CoachError."""
    if not text.strip():
        raise CoachError(f"the {name} is empty; write a text")
    if unwritable(text):
        raise CoachError(f"the {name} holds a character that is no text; leave it out")
    if len(text) > TURN_LENGTH // 2:
        raise CoachError(f"the {name} is longer than {TURN_LENGTH // 2:,} characters; shorten it")
    return text


def check_wording(text: str) -> str:
    """A phrase, when it can be looked for. Raises CoachError."""
    return check_phrase(check_text("phrase", text))


def read_register(text: str) -> tuple[float, float]:
    """``low,high`` as two numbers. Raises CoachError."""
    parts = text.split(",")
    try:
        low, high = (float(part) for part in parts)
    except ValueError:
        message = f"{quoted(text)} is no register; give two numbers with a comma"
        raise CoachError(f"{message}, such as -1.7,0.4") from None
    check_register(low, high)
    return low, high


def check_day(text: str) -> str:
    """A day as year-month-day. Raises CoachError."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    message = f"{quoted(text)} is no date; write year-month-day"
    raise CoachError(f"{message}, such as 2026-01-31")


def check_side(channel: str | None, side: str | None) -> str | None:
    """Public or private, when the channel has it. Raises CoachError."""
    if side is None:
        return None
    seen = catalogue.visibility(side)
    if channel is not None:
        catalogue.default_rubric(channel, seen)
    return seen.value


def read_difficulty(text: str) -> int:
    """A whole number from 1 to 5. Raises CoachError."""
    if text.strip() not in {"1", "2", "3", "4", "5"}:
        raise CoachError(f"{quoted(text)} is no difficulty; give a number from 1 (easy) to 5")
    return int(text)


def check_choice(name: str, text: str, choices: Iterable[str]) -> str:
    """One of several names. Raises CoachError with the nearest one."""
    known = list(choices)
    if text in known:
        return text
    raise CoachError(f"there is no {name} {quoted(text)}; {instead(text, known)}")


def usual_rubric(channel: str | None, visibility: str | None) -> str:
    """The shipped rubric of a channel and visibility; where either is open, the most usual one.

    Raises CoachError for a channel that has no such side.
    """
    if channel is None:
        return "direct-message" if visibility == "private" else "social-care"
    sides = list(catalogue.channel(channel).places)
    return catalogue.default_rubric(channel, catalogue.visibility(visibility or sides[0]))


def slug(text: str) -> str:
    """The text in the form of an id; empty when nothing of it can stand in one."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", folded.lower())[:_ID_LENGTH].strip("-")


def ending(kind: str, name: str, *advice: str) -> list[str]:
    """The last lines of a starter: what to do next. name: what the file is called."""
    shown = name if re.fullmatch(r"[\w./-]+", name) else "FILE"
    return [
        "",
        "# What next",
        *(f"# - {line}" for line in advice),
        *(f"# - {line}" for line in next_commands(kind, shown)),
    ]


def next_commands(kind: str, name: str) -> tuple[str, ...]:
    """What to call after a starter was written to ``name``.

    kind: rubric, scenario, drill or lesson.
    """
    name = shlex.quote(name)
    if kind in ("drill", "lesson"):
        return (f"coach {kind} check {name}", f"coach practice --{kind} {name}")
    if kind == "scenario":
        return (f"coach scenario check {name}", f"coach practice {name}")
    return (
        f"coach rubric check {name}",
        f"coach rubric test {name}",
        f"coach rubric preview {name} --on replies.csv",
    )
