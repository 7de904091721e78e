"""An explanation as plain lines."""

from __future__ import annotations

from collections.abc import Iterable

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
    lines += ["", "Acts"]
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
    lines += ["", "Repairs (each total is the engine's, any gap in square brackets still open)"]
    for repair in card.repairs:
        lines += repair_lines(repair, text, card.total)
    if not card.repairs:
        lines.append("  none that would raise the total")
    return lines


def repair_lines(repair: Repair, text: str, total: float | None) -> list[str]:
    """A repair in two or three lines: what it brings, the old words, the new ones."""
    old = one_line(text[repair.start : repair.end], WIDE)
    lines = [f"  {repair.criterion}: {total or 0.0:.1f} -> {repair.total:.1f}  {repair.message}"]
    if old:
        lines.append(f"      {'now' if repair.text.strip() else 'without'}: {old}")
    if repair.text.strip():
        lines.append(f"      {'new' if old else 'add'}: {one_line(repair.text, WIDE)}")
    return lines
