"""A scorecard in words: its lines, and everything about one mark."""

from __future__ import annotations

from textual.content import Content

from coach.model.attempt import CRISIS
from coach.model.finding import Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.practice import crisis
from coach.practice.conversation import Round
from coach.practice.decide import BEST
from coach.practice.promises import State
from coach.practice.repairs.edits import gaps_in
from coach.render.conversation_lines import (
    NOT_COUNTED,
    followed_counted,
    promised_line,
    summary_lines,
    whole_line,
)
from coach.services.practise import Outcome, Sitting
from coach.ui.safe import Part, joined, line, shown
from coach.ui.widgets.lines import Row

DECISION = "decision"
PROMISED, FOLLOWED, CARE, OVER = "promised:", "followed:", "care", "over"
_STATES = {
    State.KEPT: ("✓", "$success"),
    State.TAKEN_UP: ("~", "$warning"),
    State.NOT_MENTIONED: ("✗", "$error"),
}
_POINTS = {
    crisis.Kept.KEPT: ("✓", "$success"),
    crisis.Kept.PARTLY: ("~", "$warning"),
    crisis.Kept.MISSED: ("✗", "$error"),
}
SIGN = {Polarity.CREDIT: "+", Polarity.FAULT: "-"}


def tags_of(card: Scorecard) -> dict[str, int]:
    """Criterion -> number, for the marks that point at words of the reply."""
    pointing = [m for m in card.of(MarkStatus.SCORED) if any(f.start < f.end for f in m.findings)]
    return {mark.criterion: number for number, mark in enumerate(pointing, 1)}


def total_of(outcome: Outcome, rubric: Rubric, rounds: tuple[Round, ...] = ()) -> Content:
    """The total beside the pass mark, in words; both totals after a critical failure.

    A crisis has none. rounds: of a conversation that is over, for the whole of it.
    """
    points = outcome.attempt.mode != CRISIS
    said = _total(outcome) if points else _no_points(outcome, rubric)
    if gaps := gaps_in(reply := outcome.attempt.reply):
        gap = line(reply[slice(*gaps[0])], 24)
        counted = ": its sentence does not count" if points else ""
        said = joined(said, "\n", (f"The gap {gap} is unfilled{counted}.", "$error"))
    if outcome.followed:
        said = joined(said, "\n", followed_counted(outcome.followed))
    if outcome.reaction is not None or len(rounds) < 2:
        return said
    whole = f"{whole_line(rounds)}. " if points else "The conversation is over. "
    return joined(said, "\n", (whole, "bold"), ("C shows each round.", "$text-muted"))


def _no_points(outcome: Outcome, rubric: Rubric) -> Content:
    if not outcome.attempt.reply.strip():
        return joined(("No reply was sent. ", "bold"), crisis.NO_POINTS)
    counted = crisis.counted(crisis.points_of(outcome.scorecard, rubric))
    return joined((f"{counted}. ", "bold"), (crisis.NO_POINTS, "$text-muted"))


def _total(outcome: Outcome) -> Content:
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
    """The decision, promises, then marks by section; what was not scored comes last.

    In a crisis: the points missed and kept, and a word of care.
    """
    if outcome.attempt.mode == CRISIS:
        return _crisis_rows(outcome, rubric)
    decided = outcome.attempt.round == 1
    head = (Row("Decision"), _decision(outcome)) if decided else ()
    return (*head, *_promise_rows(outcome), *card_rows(outcome.scorecard, rubric))


def _crisis_rows(outcome: Outcome, rubric: Rubric) -> tuple[Row, ...]:
    tags = tags_of(outcome.scorecard)
    found: list[Row] = []
    heading = None
    for point in crisis.points_of(outcome.scorecard, rubric):
        if point.kept is not heading:
            heading = point.kept
            found.append(Row(heading.value.capitalize()))
        number = tags.get(point.criterion)
        lead = f"{_POINTS[point.kept][0]} {f'{number:>2}' if number else '  '} "
        found.append(Row(line(point.title), point.criterion, lead=lead))
    decided = (Row("Decision"), _decision(outcome)) if outcome.attempt.round == 1 else ()
    after = [Row("From here")]
    if outcome.verdict.team is not None:
        after.append(
            Row(f"{crisis.TAKES_OVER[outcome.verdict.team]} takes over", OVER, lead="     ")
        )
    after.append(Row("Posts like this can stay with you", CARE, lead="     "))
    return (*found, *decided, *_promise_rows(outcome), *after)


def _promise_rows(outcome: Outcome) -> tuple[Row, ...]:
    """What this reply promises, and what it did about the promises before; none counts."""
    found: list[Row] = []
    if outcome.followed:
        found.append(Row("Promises from earlier rounds (shown, not counted)"))
        for n, one in enumerate(outcome.followed):
            said = f"'{line(one.promise.words)}'"
            lead = f"{_STATES[one.state][0]}    "
            found.append(Row(said, f"{FOLLOWED}{n}", one.state.value, lead=lead))
    if outcome.promised and outcome.reaction is not None:
        found.append(Row("You promise (shown, not counted)"))
        for n, promise in enumerate(outcome.promised):
            said = f"'{line(promise.words)}'"
            found.append(Row(said, f"{PROMISED}{n}", line(promise.when, 20), lead="·    "))
    return tuple(found)


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


def conversation(sitting: Sitting, outcome: Outcome) -> Content:
    """The conversation so far, round by round."""
    points = sitting.mode != CRISIS
    return shown("\n".join(summary_lines(sitting.rounds, outcome.followed, points)))


def first_choice(outcome: Outcome) -> str:
    """The mark with the most to gain; the decision when there is none."""
    card = outcome.scorecard
    open_marks = [
        m for m in card.of(MarkStatus.SCORED) if m.percent is not None and m.percent < 100
    ]
    if not open_marks:
        return DECISION if outcome.attempt.round == 1 else ""
    critical = [m for m in open_marks if m.failed_critical]
    return max(critical or open_marks, key=lambda m: (100 - (m.percent or 0)) * m.weight).criterion


def detail(outcome: Outcome, rubric: Rubric, name: str) -> Content:
    """Everything about one mark, or about the decision."""
    if name == DECISION:
        return _decision_detail(outcome)
    if name == CARE:
        return joined(crisis.CARE)
    if name == OVER:
        return _over_detail(outcome)
    if name.startswith((PROMISED, FOLLOWED)):
        return _promise_detail(outcome, name)
    if outcome.attempt.mode == CRISIS:
        return _point_detail(outcome, rubric, name)
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


def _over_detail(outcome: Outcome) -> Content:
    """Who has it from here, and the words that say so."""
    team = outcome.verdict.team
    over = crisis.TAKES_OVER[team] if team is not None else "nobody"
    reply = outcome.attempt.reply
    named = [
        f"'{line(reply[f.start : f.end])}'"
        for mark in outcome.scorecard.of(MarkStatus.SCORED)
        if mark.criterion == crisis.HAND_OVER
        for f in mark.findings
        if f.polarity is Polarity.CREDIT
    ]
    said = f"Your reply names {', '.join(named)}." if named else "Your reply names no team yet."
    return joined((f"From here {over} has it.", "bold"), "\n", said)


def _promise_detail(outcome: Outcome, name: str) -> Content:
    kind, _, number = name.partition(":")
    parts: list[Part] = []
    if f"{kind}:" == PROMISED:
        parts += [(promised_line(outcome.promised[int(number)]), "bold"), "\n"]
        parts.append("The customer may come back to it: say then how it stands.\n")
    else:
        one = outcome.followed[int(number)]
        sign, style = _STATES[one.state]
        parts += [(f"{sign} {one.state.value}: ", f"bold {style}")]
        parts += [promised_line(one.promise), f", in round {one.promise.round}\n"]
        if one.words:
            parts.append(_labelled(f"Round {one.round}", f"'{line(one.words)}'"))
        else:
            parts.append(_labelled("Do", "Say what became of it before the customer has to ask."))
    parts.append((NOT_COUNTED, "$text-muted"))
    return joined(*parts)


def _point_detail(outcome: Outcome, rubric: Rubric, name: str) -> Content:
    """A point of a crisis: its words, advice and reason, without score or weight."""
    criterion = next(c for c in rubric.criteria if c.id == name)
    point = next(p for p in crisis.points_of(outcome.scorecard, rubric) if p.criterion == name)
    sign, style = _POINTS[point.kept]
    parts: list[Part] = [(f"{sign} {line(criterion.title)}: {point.kept.value}", f"bold {style}")]
    for start, end in point.spans:
        parts += ["\n", (f"'{line(outcome.attempt.reply[start:end], 60)}'", style)]
    parts.append("\n")
    if point.kept is not crisis.Kept.KEPT:
        parts.append(_labelled("Do", line(criterion.message)))
    parts.append(_labelled("Why", line(criterion.why)))
    parts.append(_labelled("Source", line(criterion.source)))
    return joined(*parts)


def _decision(outcome: Outcome) -> Row:
    verdict = outcome.verdict
    sign = "✓" if verdict.score >= BEST else "~" if verdict.score else "✗"
    worth = f"{verdict.score:.0f}" if outcome.attempt.mode != CRISIS else ""
    said = outcome.decided.words if outcome.decided is not None else ""
    return Row(f"{said}: {verdict.word}", DECISION, worth, lead=f"{sign}    ")


def _decision_detail(outcome: Outcome) -> Content:
    verdict = outcome.verdict
    parts: list[Part] = [(_decision(outcome).title.capitalize(), "bold"), "\n"]
    if verdict.score < BEST:
        parts.append(_labelled("Better", verdict.better))
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
