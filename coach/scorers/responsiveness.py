"""Takes up what the customer just said.

Why: a reply that could answer any turn of any customer answers none. Learned from true replies
against other replies of the same brand. Source: Feigenblat et al. 2021, TweetSumm (data); the idea
follows Lowe et al. 2015, next utterance selection.

The value is the responsiveness signal, 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import Measurement
from coach.scorers.evidence import credit, in_order, missing, quote
from coach.signals.reading import Reading

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Options:
    """fewest_words: shorter replies are not judged."""

    fewest_words: int = 4


def measure(reading: Reading, options: Options) -> Measurement:
    """Responsiveness, with the words that take something up."""
    customer = reading.customer
    if customer is None or not any(w[4] in ("word", "number") for w in customer.words):
        return Measurement(None, reason="no customer text to take up")
    if len(reading.reply.plain_words) < options.fewest_words:
        return Measurement(None, reason="too short to judge")
    value = reading.responsiveness
    if value is None:
        return Measurement(None, reason="the customer's words say nothing to take up")
    raw, said = reading.reply.raw, customer.raw
    findings = [
        credit(
            t.start,
            t.end,
            f"{quote(raw, t.start, t.end)} takes up {quote(said, t.customer_start, t.customer_end)}.",
        )
        for t in reading.taken_up[:SHOWN]
    ]
    if not findings and value < 0.5:
        findings = [missing(0, "Nothing here takes up what the customer said.")]
    return Measurement(value, in_order(findings))
