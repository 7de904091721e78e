"""Does not offend.

Why: one insult ends a career and makes the news. Source: Davidson et al. 2017, Automated hate speech
detection; the model is biased against dialect and is audited for it (docs/model-cards.md).

The value is the probability, 0 to 1, that people would call the reply offensive. Words spelt out or
written with digits ("m0r0n") are read as what they say.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.text import Text
from coach.language.unmask import unmasked
from coach.model.finding import Measurement
from coach.scorers.evidence import fault, in_order, quote
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """shown_from: the probability from which the words are shown."""

    shown_from: float = 0.5


def measure(reading: Reading, options: Options) -> Measurement:
    """The probability of offence, with the words behind it."""
    value = reading.offence
    if value is None:
        return Measurement(0.0)
    plain = unmasked(reading.reply.raw)
    if plain is not None:
        from coach.signals import offence

        text = Text(plain.text)
        hidden = offence.value(text) if text.plain_words else 0.0
        if hidden > value and hidden >= options.shown_from:
            worst = sorted(
                (t for t in offence.terms(text) if t.weight > 0), key=lambda t: -t.weight
            )
            spans = sorted(plain.span(t.start, t.end) for t in worst[:3])
            raw = reading.reply.raw
            return Measurement(
                hidden, tuple(fault(s, e, f"{quote(raw, s, e)} may offend.") for s, e in spans)
            )
    if value < options.shown_from:
        return Measurement(value)
    from coach.signals.offence import terms

    worst = sorted((t for t in terms(reading.reply) if t.weight > 0), key=lambda t: -t.weight)
    findings = [
        fault(t.start, t.end, f"{quote(reading.reply.raw, t.start, t.end)} may offend.")
        for t in worst[:3]
    ]
    return Measurement(value, in_order(findings))
