"""The lines of the home screen, from what is known about an agent."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from coach.model.attempt import CRISIS, Attempt, SavedDraft
from coach.model.drill import HalfDone
from coach.ui.messages import HomeView, Library
from coach.ui.safe import line
from coach.ui.widgets.lines import Row

BLANK = Row("")
SHORTER = (
    Row("Only a few minutes?"),
    Row("Drills", "open:drills", "D", "one thing at a time, two to twelve minutes", "   "),
    Row("Lessons", "open:lessons", "N", "a page to read, then a drill", "   "),
)
NO_RESULTS = "Nothing yet. Your first scorecard will be here; start with line 1."


def greeting(view: HomeView) -> Content:
    """A friendly word with the agent's name."""
    name = line(view.agent.name)
    said = f"Welcome back, {name}." if view.results or view.drafts else f"Welcome, {name}."
    return Content(said)


def rows(view: HomeView, library: Library, now: str) -> tuple[Row, ...]:
    """Unfinished drafts, today's plan and the last results."""
    found: list[Row] = []
    if view.drafts or view.drills:
        found.append(Row("Go on where you stopped"))
        found += [_draft(draft, library, now) for draft in view.drafts[:3]]
        found += [_drill(half, now) for half in view.drills[:2]]
        found.append(BLANK)
    found.append(Row("Today's plan"))
    for number, suggestion in enumerate(view.plan, 1):
        scenario = suggestion.scenario
        title = library.channels[scenario.channel].title
        found.append(
            Row(
                scenario.title,
                f"plan:{scenario.id}",
                end=f"{title} · level {scenario.difficulty}",
                note=suggestion.reason,
                lead=f"{number}  ",
            )
        )
    found += [BLANK, *SHORTER, BLANK, Row("Last results")]
    if not view.results:
        found.append(Row(NO_RESULTS, style="$text-muted"))
    found += [_result(a, n, library, now) for n, a in enumerate(view.results)]
    return tuple(found)


def _drill(half: HalfDone, now: str) -> Row:
    from coach.services import drills

    drill = drills.drill(half.drill)
    note = f"a drill: {drill.about}"
    return Row(drill.title, f"drill:{drill.id}", ago(half.saved_at, now), note, "▸  ")


def _draft(draft: SavedDraft, library: Library, now: str) -> Row:
    scenario = library.scenario(draft.scenario)
    title = scenario.title if scenario else draft.scenario
    written = line(draft.text, 60) or "nothing written yet"
    if draft.state.get("sent"):
        written = "the customer has answered"
    parts = [ago(draft.saved_at, now)]
    if draft.round > 1:
        parts.insert(0, f"round {draft.round}")
    return Row(title, f"draft:{draft.scenario}", " · ".join(parts), written, "▸  ")


def _result(attempt: Attempt, number: int, library: Library, now: str) -> Row:
    scenario = library.scenario(attempt.scenario)
    sign, word = ("✓", "passed") if attempt.passed else ("✗", "not passed")
    total = "no total" if attempt.total is None else f"{attempt.total:.0f}"
    if attempt.total is None:
        sign, word = "·", "practised" if attempt.mode == CRISIS else "decision only"
    row_id = f"result:{attempt.scenario}#{number}"
    title = scenario.title if scenario else attempt.scenario
    return Row(title, row_id, f"{total} {word} · {ago(attempt.sent_at, now)}", lead=f"{sign}  ")


def ago(then: str, now: str) -> str:
    """How long ago, in words; the date when it is over a week, or cannot be read."""
    try:
        seconds = (datetime.fromisoformat(now) - datetime.fromisoformat(then)).total_seconds()
    except (TypeError, ValueError):
        return then[:10]
    if seconds < 90:
        return "just now"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min ago"
    if seconds < 86400:
        hours = round(seconds / 3600)
        return f"{hours} hours ago" if hours > 1 else "an hour ago"
    days = int(seconds // 86400)
    if days < 8:
        return "yesterday" if days == 1 else f"{days} days ago"
    return then[:10]
