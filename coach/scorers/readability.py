"""Reads easily: the school grade of the wording.

Why: people read replies on a telephone, upset, between two other things.
Source: automated readability index, Smith, Senter 1967.

The value is the grade, 0 to 18; each sentence longer than the option allows adds 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import Measurement
from coach.scorers.evidence import fault
from coach.signals.readability import long_sentences
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """longest_sentence: words a sentence may have."""

    longest_sentence: int = 28


def measure(reading: Reading, options: Options) -> Measurement:
    """The grade, with over-long sentences as faults."""
    grade = reading.grade_level
    if grade is None:
        return Measurement(None, reason="too short to have a reading level")
    long = long_sentences(reading.reply, options.longest_sentence)
    if not long:
        return Measurement(grade)
    findings = tuple(fault(s, e, "A long sentence; split it.") for s, e in long)
    return Measurement(grade + 2 * len(long), findings)
