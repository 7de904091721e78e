"""Shows empathy with this customer: reactions, interpretations, explorations.

Why: three mechanisms, each none, weak or strong, make up empathy in text; empathy key words alone
bring nothing, so only what speaks to this customer's matter counts.
Source: Sharma et al. 2020, A computational approach to understanding empathy in text-based support.

The value is the sum of the mechanisms asked for, each 0 to 2 as people would rate it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.model.finding import Measurement
from coach.scorers.evidence import credit, in_order, missing, quote
from coach.signals.reading import Reading

Mechanism = Literal["reactions", "interpretations", "explorations"]
SHOWN_FROM = 0.7
TRACE = 0.4
_NONE = "No feeling for the customer shows here; 'I'm sorry' or 'that must be hard' says it."
_LITTLE = "Some feeling shows, yet little of it; say plainly that you feel with them."
_SAYS: dict[Mechanism, str] = {
    "reactions": "shows feeling for the customer",
    "interpretations": "shows the situation is understood",
    "explorations": "asks to understand more",
}


@dataclass(frozen=True, slots=True)
class Options:
    """mechanisms: which of reactions, interpretations, explorations count."""

    mechanisms: tuple[Mechanism, ...] = ("reactions", "interpretations", "explorations")


def measure(reading: Reading, options: Options) -> Measurement:
    """Sum of the mechanisms, with the words that carry them."""
    levels = reading.empathy
    if levels is None or reading.customer is None:
        return Measurement(None, reason="no customer text to feel with")
    value = 0.0
    findings = []
    for name in options.mechanisms:
        level = getattr(levels, name)
        value += level
        if level < SHOWN_FROM:
            continue
        from coach.signals.empathy import strongest_sentence

        # Single words carry little of it; the sentence they stand in can be judged by a reader.
        best = strongest_sentence(reading.own_words, name)
        if best is not None:
            words = quote(reading.reply.raw, *best)
            findings.append(credit(*best, f"{words} {_SAYS[name]}."))
    if not findings:
        findings.append(missing(0, _NONE if value < TRACE else _LITTLE))
    return Measurement(value, in_order(findings))
