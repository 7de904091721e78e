"""Shows that this customer's situation has been understood.

Why: angry posts calm down when a reply begins with what happened to the customer; words of empathy
that would fit any complaint bring nothing. Source: Herhausen et al. 2019; Spivak, Rafaeli (no benefit
found for empathy expressions alone); specificity after Packard, Berger 2021.

The value is 0 without an apology or acknowledgement in the writer's own words, 1 for one that would
fit any complaint, 2 when the same or a neighbouring sentence names what happened. Canned runs and
non-apologies do not count.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.acts import acts_of
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, missing, quote
from coach.signals.reading import Reading

_FEELING = ("acknowledge", "apology")


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """Whether the situation is acknowledged, and how specifically."""
    if reading.customer is None:
        return Measurement(None, reason="no customer text to understand")
    own = reading.own_words
    acts = reading.acts if own is reading.reply else acts_of(own)
    felt = sorted({span for name in _FEELING for span in acts.get(name, ())})
    if not felt:
        return Measurement(0.0, (missing(0, "Nothing speaks to how this was for the customer."),))
    sentences = own.sentences
    value = 1.0
    best = felt[0]
    named = None
    for span in felt:
        home = next((n for n, (s, e) in enumerate(sentences) if s <= span[0] < e), 0)
        near = sentences[max(0, home - 1) : home + 2]
        taken = [t for t in reading.details if any(s <= t.start < e for s, e in near)]
        if taken:
            value, best, named = 2.0, span, taken[0]
            break
    raw = reading.reply.raw
    findings = [credit(*best, f"{quote(raw, *best)} speaks to how this was for the customer.")]
    if named is not None and not best[0] <= named.start < best[1]:
        findings.append(
            credit(
                named.start, named.end, f"{quote(raw, named.start, named.end)} says what happened."
            )
        )
    elif named is None:
        findings.append(missing(best[1], "This would fit any complaint: name what happened."))
    return Measurement(value, tuple(sorted(findings, key=lambda f: f.start)))
