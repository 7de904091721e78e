"""Is free of slips: certain misspellings, impossible pairs of words, words typed twice, small letters.

Why: a slip in a brand's reply is read as haste; but nobody minds a small letter in a chat.
Source: project list of slips (corpora/lexicons/slips.yaml); dialect and second-language English are none.

The value is the number of slips of the kinds asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, quote
from coach.signals.reading import Reading
from coach.signals.slips import SlipKind, slips


@dataclass(frozen=True, slots=True)
class Options:
    """kinds: which slips count: spelling, grammar, doubled, capital."""

    kinds: tuple[SlipKind, ...] = ("spelling", "grammar", "doubled", "capital")


def measure(reading: Reading, options: Options) -> Measurement:
    """The number of slips, each with what was probably meant."""
    raw = reading.reply.raw
    findings = []
    for slip in slips(reading.reply):
        if slip.kind in options.kinds:
            words = quote(raw, slip.start, slip.end)
            said = f"{words}: write '{slip.instead}'." if slip.instead else f"{words} stands twice."
            findings.append(fault(slip.start, slip.end, said))
    return Measurement(float(len(findings)), tuple(findings)) if findings else NOTHING
