"""Does not just send the customer elsewhere.

Why: "DM us" alone is no answer: readers see a brand that hides, the customer starts again.
Source: Einwiller, Steilen 2015, Handling complaints on social network sites; Herhausen et al. 2019.

The value counts what the reply does besides the redirect: names the feeling or the matter, explains,
gives a step or a time, says why or what to send. Not applicable without a redirect.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, in_order, quote
from coach.signals.reading import Reading, Span

_SUBSTANCE = {
    act: act.replace("_", " ").capitalize()
    for act in (
        "acknowledge", "explain", "next_step", "time_commitment", "resolve", "handoff",
        "take_ownership", "ask_details", "warn_personal_data",
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """What stands beside the redirect."""
    calls = _calls(reading)
    redirects = sorted([*reading.acts.get("request_private", ()), *calls])
    if not redirects:
        return Measurement(None, reason="the reply sends nobody elsewhere")
    raw = reading.reply.raw
    value = 0.0
    findings = []
    acts = reading.working_acts
    for act, said in _SUBSTANCE.items():
        for span in acts.get(act, ()):
            if span not in calls:
                value += 1
                findings.append(credit(*span, f"{said}: {quote(raw, *span)}."))
                break
    if reading.customer is not None and reading.taken_up:
        value += 1
    if value < 2:
        findings.append(
            fault(*redirects[0], f"{quote(raw, *redirects[0])} is nearly all the customer gets.")
        )
    return Measurement(value, in_order(findings))


def _calls(reading: Reading) -> list[Span]:
    """The instructions to ring a number: "call us on 0800 ..."."""
    acts, raw = reading.acts, reading.reply.raw
    if "give_link" not in acts or "next_step" not in acts:
        return []
    numbers = [
        (s, e)
        for s, e in acts["give_link"]
        if sum(map(str.isdigit, raw[s:e])) > 4 and "/" not in raw[s:e]
    ]
    steps = acts["next_step"]
    return [step for step in steps if any(step[0] <= s < step[1] + 3 for s, _ in numbers)]
