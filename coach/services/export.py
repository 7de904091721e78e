"""Attempts out of the store, for spreadsheets, programs and learning record stores.

One attempt after the other: nothing grows with their number.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from coach.model.attempt import Agent, Attempt
from coach.model.problem import CoachError
from coach.practice.skills import SKILLS
from coach.render.sheets import cell
from coach.render.xapi import HOME_PAGE, is_home_page, statement, text
from coach.services import catalogue
from coach.services.progress import span_days
from coach.store import Store

Kind = Literal["csv", "json", "xapi"]
COLUMNS = (
    "attempt", "agent", "scenario", "title", "channel", "difficulty", "session", "round", "try", "mode",
    "decision", "decision_score", "total", "passed", "seconds", "sent_at", "rubric",
    "coach_version",
)  # fmt: skip
MARK = ("criterion", "status", "score", "percent", "weight")  # of a mark; its words are a reply's


@dataclass(frozen=True, slots=True)
class Export:
    """What to write. lines: a line an attempt instead of one JSON array.

    home_page: where the agent's account lives, for xAPI. replies: with the words that were sent.
    """

    kind: Kind
    span: str = "ever"
    home_page: str = HOME_PAGE
    lines: bool = False
    replies: bool = False


@dataclass(slots=True)
class Written:
    """How many attempts were written, and how many left out as crises or drills."""

    n: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    title: str
    difficulty: int


def checked(wanted: Export) -> Export:
    """The same. Raises CoachError when the home page is no web address."""
    if not is_home_page(wanted.home_page):
        raise CoachError(
            "--home-page: error[bad-address] this is no web address; "
            "name one such as https://learning.example.com"
        )
    return wanted


def export(
    store: Store, agent: Agent, today: date, wanted: Export, written: Written
) -> Iterator[str]:
    """The text of the export, piece by piece; ``written`` counts along.

    Only attempts that count for progress are in it: a crisis or a drill carries no points, and its
    words are nobody else's business. CSV has a column for every skill of coach's own and
    of anybody's attempts, so that the files of a team have the same ones.
    """
    first, last = span_days(wanted.span, today)
    found = store.stream_attempts(agent.id, first, last, cards=wanted.kind == "json")
    attempts = _counted(found, written)
    known = _scenarios()
    if wanted.kind == "csv":
        skills = list(dict.fromkeys([*SKILLS, *store.marked_skills()]))
        return _csv(attempts, agent, known, skills, wanted, written)
    if wanted.kind == "json":
        return _json((_row(a, agent, known, wanted) for a in attempts), wanted, written)
    return _json(_statements(attempts, agent, known, wanted), wanted, written)


def latest(
    store: Store, agent: Agent, today: date, span: str, most: int
) -> tuple[dict[str, Any], ...]:
    """The latest attempts that count for progress, the newest first, as in the JSON export."""
    known = _scenarios()
    found = store.latest_attempts(agent.id, *span_days(span, today), most)
    return tuple(_row(attempt, agent, known, Export("csv")) for attempt in found)


def _scenarios() -> dict[str, _Known]:
    return {s.id: _Known(s.title, s.difficulty) for s in catalogue.scenarios()}


def _counted(attempts: Iterable[Attempt], written: Written) -> Iterator[Attempt]:
    for attempt in attempts:
        if attempt.counts:
            yield attempt
        else:
            written.left_out += 1


def _csv(
    attempts: Iterable[Attempt],
    agent: Agent,
    known: Mapping[str, _Known],
    skills: list[str],
    wanted: Export,
    written: Written,
) -> Iterator[str]:
    columns = [*COLUMNS, *(["reply"] if wanted.replies else [])]
    yield _csv_line([*columns, *(cell(f"skill_{name}") for name in skills)])
    for attempt in attempts:
        row = _row(attempt, agent, known, wanted)
        values = [_csv_value(row[name]) for name in columns]
        values += [_csv_value(attempt.skills.get(name)) for name in skills]
        written.n += 1
        yield _csv_line(values)


def _csv_line(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _csv_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    return str(value) if isinstance(value, int) else cell(str(value))


def _json(rows: Iterable[Mapping[str, Any]], wanted: Export, written: Written) -> Iterator[str]:
    if not wanted.lines:
        yield "["
    for row in rows:
        if wanted.lines:
            start, end = "", "\n"
        else:
            start, end = (",\n" if written.n else "\n"), ""
        written.n += 1
        yield start + json.dumps(row, ensure_ascii=False, allow_nan=False) + end
    if not wanted.lines:
        yield "\n]\n"


def _row(
    attempt: Attempt, agent: Agent, known: Mapping[str, _Known], wanted: Export
) -> dict[str, Any]:
    found = known.get(attempt.scenario)
    row: dict[str, Any] = {
        "attempt": attempt.id,
        "agent": text(agent.name),
        "scenario": text(attempt.scenario),
        "title": found.title if found else text(attempt.scenario),
        "channel": text(attempt.channel),
        "difficulty": found.difficulty if found else None,
        "session": text(attempt.session),
        "round": attempt.round,
        "try": attempt.number,
        "mode": text(attempt.mode),
        "decision": text(attempt.decision),
        "decision_score": attempt.decision_score,
        "total": attempt.total,
        "passed": attempt.passed if attempt.total is not None else None,
        "seconds": attempt.seconds,
        "sent_at": attempt.sent_at,
        "rubric": text(attempt.rubric),
        "coach_version": text(attempt.coach_version),
    }
    if wanted.replies:
        row["reply"] = text(attempt.reply)
    if wanted.kind == "json":
        row["skills"] = {text(name): value for name, value in attempt.skills.items()}
        row["marks"] = [
            {name: mark.get(name) for name in MARK} for mark in attempt.scorecard.get("marks", ())
        ]
    return row


def _statements(
    attempts: Iterable[Attempt],
    agent: Agent,
    known: Mapping[str, _Known],
    wanted: Export,
) -> Iterator[dict[str, Any]]:
    for attempt in attempts:
        found = known.get(attempt.scenario)
        yield statement(
            attempt,
            agent.name,
            wanted.home_page,
            title=found.title if found else "",
            difficulty=found.difficulty if found else None,
            with_reply=wanted.replies,
        )
