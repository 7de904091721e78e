"""Names things, numbers and times instead of "issues" and "concerns".

Why: concrete words show that somebody listened; vague ones would fit any message.
Source: Packard, Berger 2021, How concrete language shapes customer satisfaction.

The value is named things as a share of those and of vague words, 0 to 1, by coach's own lists; it was
not measured against people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from coach.model.finding import Finding, Measurement
from coach.scorers.evidence import fault, quote
from coach.signals.concreteness import concreteness, vague_words
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """The share of concrete words, with the vague ones as faults."""
    value = concreteness(reading.reply)
    if value is None:
        return Measurement(None, reason="too few things are named to tell")
    return Measurement(value, shortfall=partial(_vague, reading))


def _vague(reading: Reading) -> tuple[Finding, ...]:
    raw = reading.reply.raw
    return tuple(
        fault(w.start, w.end, f"{quote(raw, w.start, w.end)} could be about anything.")
        for w in vague_words(reading.reply)
    )
