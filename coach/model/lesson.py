"""Lessons: a page to read that ends in a drill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """Whose view a lesson takes."""

    PR = "pr"
    LEGAL = "legal"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page. ``text``: Markdown; ``drill``: the id of the drill it ends in."""

    id: str
    title: str
    area: Area
    skill: str
    minutes: int
    drill: str
    sources: tuple[str, ...]
    text: str
    file: str = ""
