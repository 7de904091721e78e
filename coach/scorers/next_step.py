"""Says what happens next, who does it, and by when.

Why: a promise with a name and a time ends the waiting; one without starts it again. Explaining more
helps with aroused customers. Source: Herhausen et al. 2019; Einwiller, Steilen 2015.

The value counts three things: a step (a promise, instructions, a request that moves the case, or
the matter solved), who takes it, and when. 0 to 3. Where the next move is the customer's (a question,
steps to try), saying what follows it stands in for a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import Measurement
from coach.scorers.evidence import credit, missing, quote
from coach.signals.reading import Reading

_STEPS = (
    "next_step", "resolve", "handoff", "request_private", "ask_details", "take_ownership", "give_link",
)  # fmt: skip
_THEIR_MOVE = ("ask_details", "request_private", "next_step")
_AFTER = ("take_ownership", "offer_help", "handoff")
_WHO = frozenset(
    "i we they he she team someone colleague engineer manager specialist crew you".split()
)


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """Step, who and when, one point each."""
    acts = reading.working_acts
    raw = reading.reply.raw
    steps = [(act, span) for act in _STEPS for span in acts.get(act, ())]
    if not steps:
        return Measurement(
            0.0, (missing(len(raw), "No next step: say what happens now, who does it and when."),)
        )
    span = steps[0][1]
    findings = [credit(*span, f"Next step: {quote(raw, *span)}.")]
    if acts.get("resolve"):
        solved = acts["resolve"][0]
        return Measurement(3.0, (credit(*solved, f"Already done: {quote(raw, *solved)}."),))
    value = 1.0
    who = _who(reading, [s for _, s in steps])
    if who:
        value += 1
        if who != span:
            findings.append(credit(*who, f"Who: {quote(raw, *who)}."))
    when = acts.get("time_commitment", ())
    after = [s for name in _AFTER for s in acts.get(name, ())]
    theirs = any(acts.get(name) for name in _THEIR_MOVE)
    if when:
        value += 1
        findings.append(credit(*when[0], f"When: {quote(raw, *when[0])}."))
    elif theirs and after:
        value += 1
        findings.append(credit(*after[0], f"What follows: {quote(raw, *after[0])}."))
    elif theirs:
        findings.append(missing(span[1], "Say what you will do once the customer has answered."))
    else:
        findings.append(missing(span[1], "No time: say by when."))
    return Measurement(value, tuple(sorted(findings, key=lambda f: f.start)))


def _who(reading: Reading, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A person named as acting in or right before a step."""
    for start, end in spans:
        for word in reading.reply.words:
            if start - 12 <= word.start < end and word.norm in _WHO:
                return (word.start, word.end)
    return None
