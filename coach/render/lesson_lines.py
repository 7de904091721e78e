"""Lessons as lines of text."""

from __future__ import annotations

import re
import shlex

from coach.model.lesson import Area, Lesson
from coach.render.drill_lines import wrapped

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*$")
COUNSEL = "Legal lessons are examples for your company's counsel, never advice."


def lesson_lines(lesson: Lesson) -> list[str]:
    """The lesson with its sources and the drill it ends in, without the signs of headings."""
    lines = [lesson.title, "=" * len(lesson.title), ""]
    for paragraph in lesson.text.split("\n"):
        heading = _HEADING.match(paragraph)
        if heading is not None:
            said = wrapped(heading[1])
            lines += [*said, "-" * max(map(len, said))]
            continue
        indent = "  " if paragraph.startswith(("- ", "> ")) else ""
        lines += wrapped(paragraph, indent) if paragraph else [""]
    lines += ["", *wrapped("; ".join(lesson.sources), "Rests on: ")]
    if lesson.area is Area.LEGAL:
        lines.append(COUNSEL)
    return [*lines, "", f"Its drill: coach practice --drill {shlex.quote(lesson.drill)}"]
