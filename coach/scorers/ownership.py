"""Takes the matter on: a person does something.

Why: "I" rather than "we" raises perceived empathy and agency. Source: Packard, Moore, McFerran 2018,
(I'm) happy to help (you).

The value is 1 or 2 when the writer speaks as "I" (once, or more often; "have asked the depot and will
write" says it too), 0.5 when only "we" speaks, 0 when nobody does.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.text import Word
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, in_order, missing, quote
from coach.signals.reading import Reading, Span

_SINGULAR = frozenset(("i", "my", "me", "myself"))
_PLURAL = frozenset(("we", "our", "us"))
ENOUGH = 2  # times that somebody says "I"


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """First-person agency less blame."""
    text = reading.reply
    if not text.plain_words:
        return Measurement(0.0, (missing(0, "Nobody speaks here."),))
    own: list[Span] = []
    if not _SINGULAR.isdisjoint(text.norms):
        for word in text.words:
            if word[2] in _SINGULAR:
                own.append((word.start, word.end))
                if len(own) == ENOUGH:
                    break
    unsaid = reading.unsaid_subjects
    shared: list[Word] = []
    if (unsaid or not own) and not _PLURAL.isdisjoint(text.norms):
        shared = [w for w in text.words if w[2] in _PLURAL]
    if unsaid:
        together = {w.sentence for w in shared}
        homes = {w.start: w.sentence for w in text.words}
        own = sorted([*own, *(v for v in unsaid if homes[v[0]] not in together)])
    value = float(min(ENOUGH, len(own))) if own else (0.5 if shared else 0.0)
    findings = [
        credit(start, end, f"A person speaks: {quote(text.raw, start, end)}.")
        for start, end in own[:ENOUGH]
    ]
    if not own and shared:
        word = shared[0]
        findings.append(
            fault(word.start, word.end, "Only 'we' speaks; say who you are and what you do.")
        )
    if not own and not shared:
        findings.append(missing(0, "Nobody takes this on: say what you do yourself."))
    return Measurement(value, in_order(findings))
