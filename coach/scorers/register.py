"""Speaks in the register of its channel: neither too formal nor too casual.

Why: register is a band for each channel; a formal letter in a post and slang in a claim letter are
the same mistake. Matching the customer's style helps, informal and canned together backfires.
Source: Decock et al. 2020; Ordenes et al. 2019. Formality as people rate it: Pavlick, Tetreault 2016.

The value is how far the formality (-3 casual to 3 formal) lies outside the band: 0 inside it,
positive when too formal, negative when too casual.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, in_order, quote
from coach.signals.reading import Reading

FEWEST_WORDS = 4
SHOWN = 4
# Words of every register: they move the measure, yet no reader would hold them up.
_PLAIN = frozenset(
    "the a an our your my we i you in on of to for with and or is are be this that it".split()
)


@dataclass(frozen=True, slots=True)
class Options:
    """The band: low and high, in the unit of the formality signal (-3 to 3)."""

    low: float = -2.0
    high: float = 1.0

    @classmethod
    def check(cls, options: Options) -> Iterable[tuple[str, str]]:
        """Faults no type can show: (option, what is wrong)."""
        if options.low >= options.high:
            yield "low", f"the band is empty: low {options.low} is not below high {options.high}"


def measure(reading: Reading, options: Options) -> Measurement:
    """Signed distance of the formality from the band."""
    if len(reading.reply.plain_words) < FEWEST_WORDS:
        return Measurement(None, reason="too short to have a register")
    formality = reading.formality
    assert formality is not None
    outside = max(0.0, formality - options.high) + min(0.0, formality - options.low)
    if not outside:
        return NOTHING
    from coach.signals.formality import terms

    raw = reading.reply.raw
    pushing = [
        t
        for t in terms(reading.reply)
        if t.weight * outside > 0 and raw[t.start : t.end].lower() not in _PLAIN
    ]
    pushing.sort(key=lambda t: -abs(t.weight))
    word = "formal" if outside > 0 else "casual"
    findings = [
        fault(
            t.start,
            t.end,
            f"{quote(reading.reply.raw, t.start, t.end)} is {word} for this channel.",
        )
        for t in pushing[:SHOWN]
    ]
    return Measurement(outside, in_order(findings))
