"""Is written for this customer, not pasted.

Why: the same text to many is a fault people see at once; informal and canned together backfires.
Source: Decock et al. 2020; Herhausen et al. 2019 (vary replies over time).

The value is the share of the reply, 0 to 1, that stands in a template or in the agent's own earlier
replies. Wording that must be used word for word can be exempted.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, quote
from coach.signals import canned
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """exempt: required wording, such as a legal notice, that never counts as canned."""

    exempt: tuple[str, ...] = ()


def measure(reading: Reading, options: Options) -> Measurement:
    """The canned share and the canned runs."""
    if options.exempt:
        share, spans = canned.measure(reading.reply, reading.context.earlier, options.exempt)
    else:
        share, spans = reading.canned
    if not share:
        return NOTHING
    raw = reading.reply.raw
    return Measurement(
        share, tuple(fault(s, e, f"{quote(raw, s, e)} {_from(reading, s, e)}.") for s, e in spans)
    )


def _from(reading: Reading, start: int, end: int) -> str:
    """What a canned run is copied from."""
    if not reading.context.earlier or any(s < end and start < e for s, e in reading.pasted):
        return "reads as copied"
    return "stands in an earlier reply of the same writer"
