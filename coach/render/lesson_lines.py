"""Lessons as lines of text."""

from __future__ import annotations

from coach.model.lesson import Area, Lesson
from coach.render.drill_lines import wrapped

COUNSEL = "Legal lessons are examples for your company's counsel, never advice."


def lesson_lines(lesson: Lesson) -> list[str]:
    """The lesson with its sources and the drill it ends in; Markdown reads well as it is."""
    lines = [lesson.title, "=" * len(lesson.title), ""]
    for paragraph in lesson.text.split("\n"):
        indent = "  " if paragraph.startswith(("- ", "> ")) else ""
        lines += wrapped(paragraph, indent) if paragraph else [""]
    lines += ["", *wrapped("; ".join(lesson.sources), "Rests on: ")]
    if lesson.area is Area.LEGAL:
        lines.append(COUNSEL)
    return [*lines, "", f"Its drill: coach practice --drill {lesson.drill}"]
