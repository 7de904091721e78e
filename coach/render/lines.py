"""Scorecards as plain lines: for pipes, screen readers and error lists."""

from __future__ import annotations

from coach.language.plain import one_line
from coach.model.finding import Polarity
from coach.model.rubric import Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard

_SIGN = {Polarity.CREDIT: "+", Polarity.FAULT: "-"}


def total_line(card: Scorecard) -> str:
    """The total beside the pass mark, and what was left out."""
    if card.total is None:
        said = "no total: nothing could be scored"
    else:
        said = f"total {card.total:.1f} of 100, pass mark {card.pass_mark:g}: "
        said += "passed" if card.passed else "not passed"
    if card.critical_failures:
        names = ", ".join(m.criterion for m in card.critical_failures)
        said += f" (critical: {names}; without it {card.total_without_critical:.1f})"
    scored = len(card.of(MarkStatus.SCORED))
    left = len(card.of(MarkStatus.NOT_APPLICABLE))
    failed = card.of(MarkStatus.FAILED)
    said += f"; scored {scored} of {len(card.marks)} criteria, {left} not applicable"
    if failed:
        said += f", {len(failed)} failed: {', '.join(m.criterion for m in failed)}"
    return said


def scorecard_lines(card: Scorecard, rubric: Rubric, reply: str) -> list[str]:
    """A scorecard as lines: total, then marks by section with their words and advice."""
    titles = {c.id: c for c in rubric.criteria}
    lines = [total_line(card)]
    for section, name in rubric.sections.items():
        marks = [m for m in card.marks if m.section == section]
        if not marks:
            continue
        lines += ["", name]
        for mark in marks:
            criterion = titles[mark.criterion]
            lines.append(f"  {mark_line(mark, criterion.title, criterion.highest)}")
            for finding in mark.findings:
                lines.append(f"      {_SIGN[finding.polarity]} {one_line(finding.message)}")
            if mark.percent is not None and mark.percent < 100:
                lines.append(f"      > {criterion.message}")
    return lines


def mark_line(mark: Mark, title: str, highest: int) -> str:
    """One mark: score of highest, weight, title; or why there is none."""
    if mark.status is MarkStatus.SCORED:
        weight = f"weight {mark.weight}" if mark.weight else "not counted"
        critical = ", critical" if mark.critical else ""
        return f"{mark.score}/{highest}  {title} ({mark.criterion}, {weight}{critical})"
    word = "n/a" if mark.status is MarkStatus.NOT_APPLICABLE else "FAILED"
    return f"{word}  {title} ({mark.criterion}): {one_line(mark.reason or '')}"


def fault_lines(card: Scorecard, rubric: Rubric, name: str, reply: str) -> list[str]:
    """Faults as ``name:line:column: fault[criterion] message``, for editors and logs."""
    titles = {c.id: c for c in rubric.criteria}
    out = []
    for mark in card.of(MarkStatus.SCORED):
        if mark.percent is None or mark.percent >= 100:
            continue
        faults = [f for f in mark.findings if f.polarity is Polarity.FAULT]
        advice = titles[mark.criterion].message
        for start, message in [(f.start, f.message) for f in faults] or [(0, "")]:
            line = reply.count("\n", 0, start) + 1
            column = start - (reply.rfind("\n", 0, start) + 1) + 1
            said = f"{one_line(message)} {advice}".strip()
            out.append(f"{one_line(name)}:{line}:{column}: fault[{mark.criterion}] {said}")
    return out
