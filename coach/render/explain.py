"""An explanation as plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.language.plain import one_line, plain
from coach.model.finding import Repair
from coach.model.rubric import Rubric
from coach.model.scorecard import Scorecard
from coach.render.lines import scorecard_lines
from coach.signals.evidence import SignalEvidence

SHOWN = 5
WIDE = 100  # characters of the words of a repair


def explain_lines(
    text: str, rubric: Rubric, card: Scorecard, evidence: Iterable[SignalEvidence]
) -> list[str]:
    """Reply, marks, signals with their words, acts, personal data, repairs."""
    lines = [*("  " + line for line in plain(text).split("\n")), ""]
    lines += scorecard_lines(card, rubric, text)
    lines += ["", "Signals"]
    for signal in evidence:
        value = "none" if signal.value is None else f"{signal.value:.2f}"
        lines.append(f"  {signal.name}: {value} ({signal.unit})")
        for term in signal.terms[:SHOWN]:
            words = one_line(text[term.start : term.end], 50)
            lines.append(f"      {term.weight:+.2f} '{words}'")
    lines += _acts_and_data(text, card)
    lines += ["", "Repairs, most needed first (total now -> with it; an open gap does not count)"]
    for repair in card.repairs:
        lines += repair_lines(repair, text, card.total)
    if not card.repairs:
        lines.append("  none that would raise the total")
    return lines


def stored_lines(
    heads: Iterable[str], text: str, rubric: Rubric, card: Scorecard, total: float | None
) -> list[str]:
    """A stored scorecard as it was made: what it is about, reply, marks, signals, acts.

    total: as it was stored; said where the stored marks do not give it.
    """
    lines = [*map(one_line, heads), ""]
    lines += ["  " + line for line in plain(text).split("\n")] if text else ["  nothing was sent"]
    lines += ["", *scorecard_lines(card, rubric, text)]
    if total is not None and (card.total is None or abs(card.total - total) > 0.05):
        lines += ["", f"The total was stored as {total:.1f}; the marks above do not give it."]
    lines += ["", "Signals"]
    for name, value in card.signals.items():
        parts = value.items() if isinstance(value, Mapping) else ((None, value),)
        for part, number in parts:
            shown = "none" if number is None else f"{number:.2f}"
            lines.append(f"  {one_line(name)}{f' {one_line(part)}' if part else ''}: {shown}")
    if not card.signals:
        lines.append("  none stored")
    return lines + _acts_and_data(text, card)


def _acts_and_data(text: str, card: Scorecard) -> list[str]:
    lines = ["", "Acts"]
    for act, spans in card.acts.items():
        words = "; ".join(f"'{one_line(text[s:e], 50)}'" for s, e in spans)
        lines.append(f"  {act.replace('_', ' ')}: {words}")
    if not card.acts:
        lines.append("  none found")
    lines += ["", "Personal data"]
    for start, end, kind in card.personal_data:
        lines.append(f"  {kind.replace('_', ' ')} at {start}-{end}")
    if not card.personal_data:
        lines.append("  none found")
    return lines


def repair_lines(repair: Repair, text: str, total: float | None) -> list[str]:
    """A repair in two or three lines: what it brings, the old words, the new ones."""
    old = one_line(text[repair.start : repair.end], WIDE)
    then = f", about {repair.filled:.1f} with the gap filled" if repair.filled is not None else ""
    step = f"{total or 0.0:.1f} -> {repair.total:.1f}{then}"
    lines = [f"  {repair.criterion}: {step}  {repair.message}"]
    if old:
        lines.append(f"      {'now' if repair.text.strip() else 'without'}: {old}")
    if repair.text.strip():
        lines.append(f"      {'new' if old else 'add'}: {one_line(repair.text, WIDE)}")
    return lines
