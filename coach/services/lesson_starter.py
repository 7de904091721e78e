"""The text of a new lesson file: commented, and right as it is."""

from __future__ import annotations

from coach.files.shipped import shipped_corpora
from coach.files.yaml_text import scalar
from coach.services.starters import check_text


def lesson_text(title: str, lesson_id: str, area: str, skill: str, drill: str) -> str:
    """The text of a lesson file. Raises CoachError for a title a file cannot hold."""
    check_text("title", title)
    text = (shipped_corpora() / "starters" / "lesson.md").read_text(encoding="utf-8")
    answers = {"id": lesson_id, "area": area, "skill": skill, "drill": drill, "title": title}
    for key, answer in answers.items():
        text = text.replace(f"{{{key}}}", scalar(answer))
    return text
