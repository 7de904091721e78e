"""Drills and their results as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from coach.model.drill import Blunder, Drill, DrillTally, PersonalData, Rewrite, Shorten, Triage
from coach.practice.drills import KINDS
from coach.practice.drills.result import Goal, Line, Result

WIDTH = 78
SIGNS = {True: "ok  ", False: "no  ", None: "    "}


def tally_text(tally: DrillTally | None) -> str:
    """What came of a drill so far."""
    if tally is None:
        return "not done yet"
    return f"last {tally.last:.0f}, best {tally.best:.0f}, n = {tally.n}"


def result_lines(result: Result, tally: DrillTally | None) -> list[str]:
    """Score, what it means, and line by line why."""
    lines = [f"{result.score:.0f} of 100: {result.means}"]
    if tally is not None:
        lines.append(f"This drill so far: {tally_text(tally)}. Drills never touch your skills.")
    return [*lines, "", *detail_lines(result.lines)]


def detail_lines(lines: Iterable[Line]) -> list[str]:
    """The lines of a result; words carry what colours carry on the screens."""
    found: list[str] = []
    for line in lines:
        found += wrapped(line.text, SIGNS[line.good])
        if line.note:
            found += wrapped(line.note, "      ")
    return found


def goal_lines(goals: Iterable[Goal]) -> list[str]:
    """Goals as they stand."""
    return [f"{SIGNS[goal.met]}{goal.title} ({goal.said})" for goal in goals]


def wrapped(text: str, indent: str = "") -> list[str]:
    """A text in lines of at most 78 characters, its own line ends kept."""
    found: list[str] = []
    for part in text.split("\n"):
        hang = " " * len(indent)
        found += textwrap.wrap(
            part, WIDTH, initial_indent=indent if not found else hang, subsequent_indent=hang
        ) or [""]
    return found


def table_lines(drills: Sequence[Drill]) -> list[str]:
    """One line a drill: id, kind, minutes, title."""
    if not drills:
        return []
    ids = max(len(drill.id) for drill in drills)
    kinds = max(len(drill.kind.value) for drill in drills)
    return [
        f"{drill.id:<{ids}}  {drill.kind.value:<{kinds}}  {drill.minutes:>2} min  {drill.title}"
        for drill in drills
    ]


def drill_lines(drill: Drill) -> list[str]:
    """A drill as a trainer wants to see it, answers included."""
    about = KINDS[drill.kind]
    lines = [drill.title, f"{about.title}, about {drill.minutes} minutes. {drill.about}"]
    lines += [f"Score: {about.means}.", ""]
    return lines + _content_lines(drill) + ["", f"Source: {drill.source}"]


def _content_lines(drill: Drill) -> list[str]:
    content = drill.content
    lines: list[str] = []
    if isinstance(content, Shorten | Rewrite):
        lines += wrapped(content.case.post, f"{content.case.handle}: ")
        lines += ["", *wrapped(content.reply, "given: "), ""]
        lines += [f"keep {fact.what}: {', '.join(fact.wordings)}" for fact in content.keep]
        lines += wrapped(content.exemplar.reply, "one way: ")
    elif isinstance(content, PersonalData):
        for number, item in enumerate(content.items, 1):
            lines += wrapped(item.text, f"{number}. {item.channel}, {item.visibility.value}: ")
            lines.append(f"   {', '.join(item.holds) or 'fine'}. {item.why}")
    elif isinstance(content, Triage):
        lines.append(content.brand)
        for post in sorted(content.posts, key=lambda post: -post.urgency):
            lines += wrapped(post.text, f"{post.urgency} {post.handle}: ")
            lines.append(f"   {post.decision.best.value}. {post.decision.why}")
    elif isinstance(content, Blunder):
        lines += [*wrapped(content.story), "", *wrapped(content.posted, "posted: ")]
        for question in content.questions:
            lines += ["", question.ask]
            for option in question.options:
                lines += wrapped(f"{option.text} ({option.why})", f"  {option.points:>3}  ")
        lines += ["", *wrapped(content.lesson)]
    return lines


def drill_data(drill: Drill) -> dict[str, object]:
    """A drill for JSON."""
    return {
        "id": drill.id,
        "kind": drill.kind.value,
        "title": drill.title,
        "about": drill.about,
        "minutes": drill.minutes,
        "source": drill.source,
    }
