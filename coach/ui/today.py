"""The lines of the home screen, from what is known about an agent."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from coach.model.attempt import CRISIS, Attempt, SavedDraft
from coach.model.drill import HalfDone
from coach.practice.resume import drafted
from coach.services.exercises import Exercise
from coach.ui.messages import HomeView, Library
from coach.ui.safe import line
from coach.ui.widgets.lines import Row

BLANK = Row("")
GO_ON = 2  # unfinished ones that are shown before the agent asks for all
SHORTER = (
    Row("Drills", "open:drills", "one thing at a time, 2-12 minutes", lead="D  "),
    Row("Lessons", "open:lessons", "a page to read, then a drill", lead="N  "),
)
NO_RESULTS = "Nothing yet. Your first scorecard will be here; start with line 1."


def greeting(view: HomeView) -> Content:
    """A friendly word with the agent's name."""
    name = line(view.agent.name)
    said = f"Welcome back, {name}." if view.results or view.drafts else f"Welcome, {name}."
    return Content(said)


def rows(view: HomeView, library: Library, now: str, every: bool = False) -> tuple[Row, ...]:
    """Unfinished drafts, today's plan and the last results.

    every: all that is unfinished, not only the first two.
    """
    found: list[Row] = []
    begun = [_draft(draft, library, now) for draft in view.drafts]
    begun += [_drill(half, now) for half in view.drills]
    if begun:
        shown = begun if every else begun[:GO_ON]
        found += [Row("Go on where you stopped"), *shown]
        if len(begun) > len(shown):
            more = f"and {len(begun) - len(shown)} more"
            found.append(Row(more, "all:", lead="   ", style="$text-muted"))
        found.append(BLANK)
    found.append(Row(_heading(view)))
    for number, suggestion in enumerate(view.plan, 1):
        scenario = suggestion.scenario
        done = scenario.id in view.done
        title = library.channels[scenario.channel].title
        found.append(
            Row(
                scenario.title,
                f"plan:{scenario.id}",
                end=f"{title} · level {scenario.difficulty}",
                note=f"Done. {suggestion.reason}" if done else suggestion.reason,
                lead="✓  " if done else f"{number}  ",
            )
        )
    if view.exercise is not None:
        found.append(_exercise(view.exercise, len(view.plan) + 1, view.exercise.key in view.done))
    found += [BLANK, *SHORTER, BLANK, Row("Last results")]
    if not view.results:
        found.append(Row(NO_RESULTS, style="$text-muted"))
    found += [_result(a, n, library, now) for n, a in enumerate(view.results)]
    return tuple(found)


def _heading(view: HomeView) -> str:
    if view.before:
        return f"Today's plan · {view.before} lines done, and more if you like"
    return "Today's plan"


def _exercise(exercise: Exercise, number: int, done: bool) -> Row:
    return Row(
        line(exercise.title),
        exercise.key,
        end=f"{exercise.kind.capitalize()} · {exercise.minutes} min",
        note=f"Done. {exercise.reason}" if done else exercise.reason,
        lead="✓  " if done else f"{number}  ",
    )


def _drill(half: HalfDone, now: str) -> Row:
    from coach.services import drills

    drill = drills.drill(half.drill)
    note = f"a drill: {drill.about}"
    return Row(drill.title, f"drill:{drill.id}", ago(half.saved_at, now), note, "▸  ")


def _draft(draft: SavedDraft, library: Library, now: str) -> Row:
    name, test = drafted(draft.scenario)
    scenario = library.scenario(name)
    title = scenario.title if scenario else name
    written = line(draft.text, 60) or "nothing written yet"
    if draft.state.get("sent"):
        written = "the customer has answered"
    parts = [ago(draft.saved_at, now)]
    if draft.round > 1:
        parts.insert(0, f"round {draft.round}")
    if test:
        parts.insert(0, "test")
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
