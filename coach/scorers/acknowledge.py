"""Shows that this customer's situation has been understood.

Why: angry posts calm down when a reply begins with what happened to the customer; words of empathy
that would fit any complaint bring nothing. Source: Herhausen et al. 2019; Spivak, Rafaeli (no benefit
found for empathy expressions alone); specificity after Packard, Berger 2021.

The value is 0 without an apology or acknowledgement in the writer's own words, 1 for one that would
fit any complaint, 2 when what happened is named: in the same sentence, or in one beside it that tells
of it. A greeting, a thank-you, the customer's name and a sentence that goes on to what the company does
or holds tell nothing of what happened. Template runs and non-apologies do not count.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.acts import acts_of
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, home_of, in_order, missing, quote
from coach.signals.reading import Reading, Span
from coach.signals.topics import Taken

_ELSEWHERE = (
    "thanks", "next_step", "take_ownership", "handoff", "request_private", "ask_details",
    "offer_help", "compensate", "give_link", "warn_personal_data",
)  # fmt: skip
_OUR_SIDE = frozenset(["we", "our", "us", "the"])


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """Whether the situation is acknowledged, and how specifically."""
    if reading.customer is None:
        return Measurement(None, reason="no customer text to understand")
    own = reading.own_words
    acts = reading.acts if own is reading.reply else acts_of(own)
    felt = sorted({*acts.get("acknowledge", ()), *acts.get("apology", ())})
    if not felt:
        return Measurement(0.0, (missing(0, "Nothing speaks to how this was for the customer."),))
    told = _told(reading)
    value = 1.0
    best = felt[0]
    named = None
    for span in felt:
        taken = _named(reading, span, told)
        if taken is not None:
            value, best, named = 2.0, span, taken
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
    return Measurement(value, in_order(findings))


def _told(reading: Reading) -> list[Taken]:
    """The details of the case in the reply, the customer's name and the greeting aside."""
    context = reading.context
    names = {
        part.strip("@.").casefold()
        for known in (context.customer_name, context.customer_handle)
        for part in (known or "").split()
    }
    greeted = reading.acts.get("greeting", ())
    raw = reading.reply.raw
    return [
        t
        for t in reading.details
        if raw[t.start : t.end].casefold() not in names
        and not any(s <= t.start < e for s, e in greeted)
    ]


def _named(reading: Reading, felt: Span, told: list[Taken]) -> Taken | None:
    """What says what happened: in the sentence of the feeling, or in one beside it that tells of it."""
    sentences = reading.reply.sentences
    home = max(home_of(sentences, felt[0]), 0)
    for at in (home, home - 1, home + 1):
        if not 0 <= at < len(sentences):
            continue
        start, end = sentences[at]
        taken = [t for t in told if start <= t.start < end]
        if at != home:
            taken = [t for t in taken if not _claimed(reading, t.start)]
            if at > home and _our_side(reading, start, end):
                continue
        if taken:
            return taken[0]
    return None


def _claimed(reading: Reading, at: int) -> bool:
    """Whether a place belongs to a thank-you, a step or a request."""
    return any(s <= at < e for act in _ELSEWHERE for s, e in reading.acts.get(act, ()))


def _our_side(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence tells of the company: it begins with "we", "our" or "the"."""
    for word in reading.reply.within(start, end):
        if word.kind == "word":
            return word.norm in _OUR_SIDE
    return False
