"""Names the customer's concern in the reply's own words.

Why: an answer that could stand under any complaint tells the customer that nobody read it.
Source: Packard, Berger 2021, How concrete language shapes customer satisfaction.

The value is how far the concerns are taken up, 0 to 1. Concerns are those a scenario names, else the
customer's own content words. Copying five words and more in a row takes nothing up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.language.text import known_text
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, missing, quote, quoted
from coach.signals.reading import Reading
from coach.signals.topics import Taken, content_words


@dataclass(frozen=True, slots=True)
class Options:
    """enough: how many different words taken up count as fully named when no scenario lists concerns."""

    enough: int = 2


def measure(reading: Reading, options: Options) -> Measurement:
    """Share of the customer's concerns taken up."""
    customer = reading.customer
    if customer is None or not content_words(customer):
        return Measurement(None, reason="the customer names no matter")
    concerns = reading.context.concerns
    raw = reading.reply.raw
    if concerns:
        named = 0.0
        findings = []
        for concern in concerns:
            taken = reading.takes_up(known_text(concern))
            share = weight(taken)
            named += share
            if share:
                best = max(taken, key=lambda t: t.exact)
                findings.append(
                    credit(
                        best.start,
                        best.end,
                        f"{quote(raw, best.start, best.end)} takes up {quoted(concern)}.",
                    )
                )
            else:
                findings.append(missing(0, f"Nothing takes up {quoted(concern)}."))
        return Measurement(named / len(concerns), tuple(findings))
    taken = reading.taken_up
    named = weight(taken, options.enough)
    findings = [
        credit(
            t.start,
            t.end,
            f"{quote(raw, t.start, t.end)} takes up {quote(customer.raw, t.customer_start, t.customer_end)}.",
        )
        for t in taken[:6]
    ]
    if not named:
        findings = [missing(0, "Nothing names what the customer wrote about.")]
    return Measurement(named, tuple(findings))


def weight(taken: Sequence[Taken], enough: int = 1) -> float:
    """How far a matter is named, 0 to 1: the same word counts 1, a word of the same matter 0.5."""
    if not taken:
        return 0.0
    exact = {t.customer_start for t in taken if t.exact}
    related = {t.start for t in taken if not t.exact}
    return min(1.0, (len(exact) + len(related) / 2) / enough)
