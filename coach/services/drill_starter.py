"""The text of a new drill file of each kind: commented, and right as it is."""

from __future__ import annotations

from coach.files.shipped import shipped_corpora
from coach.files.yaml_text import scalar
from coach.model.drill import DrillKind
from coach.practice.drills import KINDS
from coach.services import catalogue
from coach.services.starters import check_text, ending

KIND_NAMES = tuple(kind.value for kind in KINDS)


def drill_text(kind: DrillKind, title: str, drill_id: str, name: str) -> str:
    """The text of a drill file. Raises CoachError for a title a file cannot hold.

    name: what the file will be called, for the notes at its end.
    """
    check_text("title", title)
    sample = shipped_corpora() / "starters" / f"drill-{kind.value}.yaml"
    text = sample.read_text(encoding="utf-8")
    every = [s for s in catalogue.scenarios() if not s.crisis]
    text = text.replace("{talk}", next(s.id for s in every if s.reactions))
    text = text.replace("{faulty}", next(s.id for s in every if s.bad_replies))
    text = text.replace("{id}", scalar(drill_id)).replace("{title}", scalar(title))
    advice = "write your own: what stands here is only a sample."
    return "\n".join([text.rstrip("\n"), *ending("drill", name, advice)]) + "\n"
