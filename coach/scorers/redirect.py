"""Does not just send the customer elsewhere.

Why: "DM us" alone is no answer: readers see a brand that hides, the customer starts again.
Source: Einwiller, Steilen 2015, Handling complaints on social network sites; Herhausen et al. 2019.

The value counts what the reply does besides the redirect: names the feeling or the matter, explains,
gives a step or a time, says why or what to send. Not applicable without a redirect.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, quote
from coach.signals.reading import Reading

_SUBSTANCE = (
    "acknowledge", "explain", "next_step", "time_commitment", "resolve", "handoff", "take_ownership",
    "ask_details", "warn_personal_data",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """What stands beside the redirect."""
    redirects = reading.acts.get("request_private", ())
    if not redirects:
        return Measurement(None, reason="the reply sends nobody elsewhere")
    raw = reading.reply.raw
    value = 0.0
    findings = []
    for act in _SUBSTANCE:
        spans = reading.working_acts.get(act, ())
        if spans:
            value += 1
            findings.append(
                credit(*spans[0], f"{act.replace('_', ' ').capitalize()}: {quote(raw, *spans[0])}.")
            )
    if reading.customer is not None and reading.taken_up:
        value += 1
    if value < 2:
        findings.append(
            fault(*redirects[0], f"{quote(raw, *redirects[0])} is nearly all the customer gets.")
        )
    return Measurement(value, tuple(sorted(findings, key=lambda f: f.start)))
