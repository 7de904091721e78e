"""The words behind each signal of a reading, for showing."""

from __future__ import annotations

from dataclasses import dataclass

from coach.signals.reading import Reading
from coach.signals.term import Term


@dataclass(frozen=True, slots=True)
class SignalEvidence:
    """A signal, its value, its unit in words, and the words that moved it most, strongest first."""

    name: str
    value: float | None
    unit: str
    terms: tuple[Term, ...]


def evidence_of(reading: Reading) -> tuple[SignalEvidence, ...]:
    """Every signal with its words; signals without a value have none."""
    from coach.signals import empathy, formality, offence, politeness, responsiveness, sentiment

    reply, customer = reading.reply, reading.customer
    out = []
    for name, unit, module in (
        ("politeness", "z score, 0 is an average request", politeness),
        ("formality", "-3 casual to 3 formal", formality),
        ("sentiment", "-1 to 1", sentiment),
        ("offence", "probability 0 to 1", offence),
    ):
        value = getattr(reading, name)
        out.append(_evidence(name, value, unit, module.terms(reply) if value is not None else ()))
    levels = reading.empathy
    for mechanism in ("reactions", "interpretations", "explorations"):
        known = levels is not None and customer is not None
        terms = empathy.terms(reply, customer, mechanism) if known and customer else ()
        value = getattr(levels, mechanism) if levels is not None else None
        out.append(_evidence(f"empathy: {mechanism}", value, "0 none, 1 weak, 2 strong", terms))
    said = customer is not None and reply.plain_words
    terms = responsiveness.terms(reply, customer, reading.acts) if said else ()
    out.append(_evidence("responsiveness", reading.responsiveness, "0 to 1", terms))
    share, spans = reading.canned
    out.append(
        _evidence("canned", share, "share of the reply", tuple(Term(s, e, 1.0) for s, e in spans))
    )
    out.append(SignalEvidence("grade level", reading.grade_level, "US school grade", ()))
    return tuple(out)


def _evidence(name: str, value: float | None, unit: str, terms: tuple[Term, ...]) -> SignalEvidence:
    return SignalEvidence(name, value, unit, tuple(sorted(terms, key=lambda t: -abs(t.weight))))
