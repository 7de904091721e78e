"""Drills and their results as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.language.plain import cells
from coach.model.drill import Blunder, Drill, DrillTally, PersonalData, Rewrite, Shorten, Triage
from coach.practice.drills import KINDS
from coach.practice.drills.result import Goal, Line, Result, times
from coach.render import wrap

SIGNS = {True: "ok  ", False: "no  ", None: "    "}
PARTLY = "~   "
LEGEND = "ok: good; ~: in part; no: not yet."


def tally_text(tally: DrillTally | None) -> str:
    """What came of a drill so far."""
    if tally is None:
        return "not done yet"
    if tally.n == 1:
        return f"done once: {tally.last:.0f}"
    return f"last {tally.last:.0f}, best {tally.best:.0f}, {times(tally.n)}"


def result_lines(result: Result, tally: DrillTally | None) -> list[str]:
    """Score, what it means, and line by line why."""
    lines = wrapped(f"{result.score:.0f} of 100: {result.means}")
    if tally is not None:
        told = f"This drill so far: {tally_text(tally)}. Drills never touch your skills."
        lines += wrapped(told)
    return [*lines, LEGEND, "", *detail_lines(result.lines)]


def detail_lines(lines: Iterable[Line]) -> list[str]:
    """The lines of a result; words carry what colours carry on the screens."""
    found: list[str] = []
    for line in lines:
        found += wrapped(line.text, PARTLY if line.partly else SIGNS[line.good])
        if line.note:
            found += wrapped(line.note, "      ")
    return found


def goal_lines(goals: Iterable[Goal]) -> list[str]:
    """Goals as they stand."""
    found: list[str] = []
    for goal in goals:
        found += wrapped(f"{goal.title} ({goal.said})", SIGNS[goal.met])
    return found


def wrapped(text: str, indent: str = "") -> list[str]:
    """A text in lines of at most 78 cells, its own line ends kept; the first one has ``indent``."""
    found: list[str] = []
    hang = " " * cells(indent)
    for part in text.split("\n"):
        own = " " * (len(part) - len(part.lstrip(" ")))
        first = indent if not found else hang
        found += wrap.wrapped(part.strip(), first + own, hang + own) if part.strip() else [""]
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
