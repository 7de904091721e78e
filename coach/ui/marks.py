"""A scorecard in words: its lines, and everything about one mark."""

from __future__ import annotations

from textual.content import Content

from coach.model.finding import Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.practice.decide import CHOICES
from coach.services.practise import Outcome
from coach.ui.safe import Part, joined, line
from coach.ui.widgets.lines import Row

DECISION = "decision"
SIGN = {Polarity.CREDIT: "+", Polarity.FAULT: "-"}


def tags_of(card: Scorecard) -> dict[str, int]:
    """Criterion -> number, for the marks that point at words of the reply."""
    pointing = [m for m in card.of(MarkStatus.SCORED) if any(f.start < f.end for f in m.findings)]
    return {mark.criterion: number for number, mark in enumerate(pointing, 1)}


def total_of(outcome: Outcome) -> Content:
    """The total beside the pass mark, in words; both totals after a critical failure."""
    card, before = outcome.scorecard, outcome.before
    if card.total is None:
        if not outcome.attempt.reply.strip():
            return joined(("No reply was sent, so only the decision counts.", "bold"))
        return joined(("No total: nothing could be scored.", "bold"))
    sign, word, style = (
        ("✓", "passed", "$success") if card.passed else ("✗", "not passed", "$error")
    )
    parts: list[Part] = [
        (f"{card.total:.0f}", f"bold {style}"),
        " of 100   ",
        (f"{sign} {word}", f"bold {style}"),
        (f"   pass mark {card.pass_mark:g}", "$text-muted"),
    ]
    if before is not None and before.total is not None:
        step = card.total - before.total
        changed = f"{step:+.0f}" if round(step) else "no change"
        parts.append(f"   {before.total:.0f} → {card.total:.0f} ({changed})")
    if card.critical_failures:
        without = card.total_without_critical or 0.0
        parts.append(("\n! a critical mark failed: without it ", "$error"))
        parts.append((f"{without:.0f} of 100", "bold"))
    return joined(*parts)


def rows(outcome: Outcome, rubric: Rubric) -> tuple[Row, ...]:
    """The decision, then marks by section; what was not scored comes last."""
    decided = outcome.attempt.round == 1
    head = (Row("Decision"), _decision(outcome)) if decided else ()
    return (*head, *card_rows(outcome.scorecard, rubric))


def card_rows(card: Scorecard, rubric: Rubric) -> tuple[Row, ...]:
    """The marks of a scorecard by section; what was not scored comes last."""
    criteria = {c.id: c for c in rubric.criteria}
    tags = tags_of(card)
    found: list[Row] = []
    for section, title in rubric.sections.items():
        marks = [m for m in card.of(MarkStatus.SCORED) if m.section == section]
        if marks:
            found.append(Row(line(title)))
            found += [_row(m, criteria[m.criterion], tags) for m in marks]
    for status, title in (
        (MarkStatus.FAILED, "Could not be measured"),
        (MarkStatus.NOT_APPLICABLE, "Not applicable here"),
    ):
        if marks := list(card.of(status)):
            found.append(Row(f"{title} ({len(marks)})", style="bold $text-muted"))
            found += [_row(m, criteria[m.criterion], tags) for m in marks]
    return tuple(found)


def first_choice(card: Scorecard) -> str:
    """The mark with the most to gain; the decision when there is none."""
    open_marks = [
        m for m in card.of(MarkStatus.SCORED) if m.percent is not None and m.percent < 100
    ]
    if not open_marks:
        return DECISION
    critical = [m for m in open_marks if m.failed_critical]
    return max(critical or open_marks, key=lambda m: (100 - (m.percent or 0)) * m.weight).criterion


def detail(outcome: Outcome, rubric: Rubric, name: str) -> Content:
    """Everything about one mark, or about the decision."""
    if name == DECISION:
        return _decision_detail(outcome)
    return mark_detail(outcome.scorecard, outcome.attempt.reply, rubric, name)


def mark_detail(card: Scorecard, reply: str, rubric: Rubric, name: str) -> Content:
    """Everything about one mark of a reply."""
    criterion = next(c for c in rubric.criteria if c.id == name)
    mark = next(m for m in card.marks if m.criterion == name)
    parts: list[Part] = [(line(criterion.title), "bold"), "\n", _worth(mark, criterion), "\n"]
    if mark.status is not MarkStatus.SCORED:
        parts.append(_labelled("Left out", line(mark.reason or "")))
    for finding in mark.findings:
        style = "$success" if finding.polarity is Polarity.CREDIT else "$error"
        words = line(reply[finding.start : finding.end], 44)
        said = line(finding.message)
        start = f"'{words}' " if words and words not in said else ""
        parts += [(f"{SIGN[finding.polarity]} ", f"bold {style}"), (start, style), said, "\n"]
    if mark.percent is not None and mark.percent < 100:
        parts.append(_labelled("Do", line(criterion.message)))
    parts.append(_labelled("Why", line(criterion.why)))
    parts.append(_labelled("Source", line(criterion.source)))
    return joined(*parts)


def _decision(outcome: Outcome) -> Row:
    verdict = outcome.verdict
    sign, said = {100.0: ("✓", "the best choice"), 50.0: ("~", "will do")}.get(
        verdict.score, ("✗", "not this time")
    )
    choice = next(text for c, text in CHOICES.items() if c.value == outcome.attempt.decision)
    return Row(f"{choice}: {said}", DECISION, f"{verdict.score:.0f}", lead=f"{sign}    ")


def _decision_detail(outcome: Outcome) -> Content:
    verdict = outcome.verdict
    parts: list[Part] = [(_decision(outcome).title.capitalize(), "bold"), "\n"]
    if verdict.score < 100:
        parts.append(_labelled("Better", CHOICES[verdict.best]))
    parts.append(_labelled("Why", line(verdict.why)))
    return joined(*parts)


def _row(mark: Mark, criterion: Criterion, tags: dict[str, int]) -> Row:
    number = tags.get(mark.criterion)
    tag = f"{number:>2}" if number else "  "
    sign = "·" if mark.percent is None else "✗" if mark.percent == 0 else "~"
    if mark.percent == 100:
        sign = "✓"
    end = "" if mark.score is None else f"{mark.score}/{criterion.highest}"
    style = "$text-muted" if mark.percent is None else ""
    if mark.critical and mark.failed_critical:
        end = f"critical {end}"
    return Row(line(criterion.title), mark.criterion, end, lead=f"{sign} {tag} ", style=style)


def _worth(mark: Mark, criterion: Criterion) -> Content:
    if mark.score is None:
        return joined(("not scored", "$text-muted"))
    weight = f"weight {mark.weight}" if mark.weight else "not counted"
    critical = ", critical" if mark.critical else ""
    return joined((f"{mark.score} of {criterion.highest}, {weight}{critical}", "$text-muted"))


def _labelled(label: str, said: str) -> Content:
    return joined((f"{label}: ", "$text-muted"), said, "\n")
