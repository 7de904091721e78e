"""Is polite, as people rate politeness.

Why: politeness is a matter of strategies (gratitude, indirect requests, greetings), not of one word.
Source: Danescu-Niculescu-Mizil et al. 2013, A computational approach to politeness.

The value is the politeness signal: a z score, 0 for an average request.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from coach.model.finding import Finding, Measurement
from coach.scorers.evidence import credit, fault, quote
from coach.signals.reading import Reading

SHOWN = 4
SHOWN_UNDER = 0.0  # words are held up only for a reply less polite than the average
CLEAR = 0.15  # below this a word moved the value too little to be held up as a reason


@dataclass(frozen=True, slots=True)
class Options:
    """fewest_words: shorter replies are not judged."""

    fewest_words: int = 3


def measure(reading: Reading, options: Options) -> Measurement:
    """Politeness, with the words that moved it most."""
    if len(reading.reply.plain_words) < options.fewest_words:
        return Measurement(None, reason="too short to judge")
    value = reading.politeness
    assert value is not None
    if value > SHOWN_UNDER:
        return Measurement(value)
    return Measurement(value, shortfall=partial(_words, reading))


def _words(reading: Reading) -> tuple[Finding, ...]:
    """The words that moved the politeness of a curt reply most."""
    from coach.signals.politeness import terms

    moved = sorted(terms(reading.reply, CLEAR), key=lambda t: -abs(t.weight))[:SHOWN]
    findings = [
        credit(t.start, t.end, f"{quote(reading.reply.raw, t.start, t.end)} reads as polite.")
        if t.weight > 0
        else fault(t.start, t.end, f"{quote(reading.reply.raw, t.start, t.end)} reads as curt.")
        for t in moved
    ]
    return tuple(sorted(findings))
