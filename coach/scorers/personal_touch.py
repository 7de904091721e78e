"""Speaks to this person: by name, with a detail of their case, from somebody.

Why: personalising is the stronger effect, stronger than informality. Source: Decock et al. 2020.

The value counts three things, 0 to 3: the customer's name or handle used in the text, a detail of
their case, and somebody who speaks or signs.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.sign_offs import greetings, sign_offs
from coach.language.text import Word
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, missing, quote
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """name: whether using the customer's name is asked for."""

    name: bool = True


def measure(reading: Reading, options: Options) -> Measurement:
    """Name, detail and person, one point each."""
    raw = reading.reply.raw
    findings = []
    value = 0.0
    name = _name_used(reading)
    if name:
        value += 1
        findings.append(credit(*name, f"{quote(raw, *name)} speaks to the customer by name."))
    elif options.name and (reading.context.customer_name or reading.context.customer_handle):
        findings.append(missing(0, "The customer's name or handle is not used."))
    elif not options.name:
        value += 1
    if taken := reading.details:
        value += 1
        start, end = taken[0].start, taken[0].end
        findings.append(credit(start, end, f"{quote(raw, start, end)} is a detail of this case."))
    person = next((w for w in reading.reply.words if w.norm in ("i", "my", "me")), None)
    signed = [s for s in sign_offs(raw) if s.style in ("initials", "name", "role", "closing")]
    if person:
        value += 1
        findings.append(credit(person.start, person.end, "A person speaks."))
    elif signed:
        value += 1
        findings.append(credit(signed[0].start, signed[0].end, "Somebody signs."))
    return Measurement(value, tuple(sorted(findings, key=lambda f: f.start)))


_NO_NAMES = frozenset(
    "there all team everyone morning afternoon evening sir madam guest user customer passenger "
    "client member reviewer friend valued traveller guys folks again "
    "wow oh ah well sorry yes no thanks hello hi hey ok okay sure right great perfect absolutely "
    "unfortunately however please also actually hmm ouch yikes human done update first next then "
    "finally still currently honestly sadly yeah yep dear good love cheers lol haha regarding".split()
)


def _name_used(reading: Reading) -> tuple[int, int] | None:
    raw = reading.reply.raw
    context = reading.context
    names = {
        part.lower()
        for known in (context.customer_name, context.customer_handle)
        if known
        for part in (known.lstrip("@"), *known.split())
    }
    words = reading.reply.words
    for i, word in enumerate(words):
        if word.norm.lstrip("@") in names and not (word.kind == "mention" and _leading(words, i)):
            return (word.start, word.end)
    for start, end in greetings(raw):
        capital = [w for w in words if start <= w.start < end and raw[w.start].isupper()]
        if len(capital) > 1 or (capital and not raw[start].isupper()):
            last = capital[-1]
            if last.norm not in _NO_NAMES:
                return (last.start, last.end)
    # A name set apart by commas: "sorry to hear that, Maria." or "Maria, I can ..."
    for i, word in enumerate(words):
        if (
            word.kind == "word"
            and raw[word.start].isupper()
            and len(word.norm) > 2
            and word.norm not in _NO_NAMES
        ):
            after = raw[word.end : word.end + 1]
            before = raw[: word.start].rstrip()
            if (before.endswith(",") and after in ("", ".", "!", "?", ",", "\n")) or (
                after == "," and i == 0
            ):
                return (word.start, word.end)
    return None


def _leading(words: list[Word], i: int) -> bool:
    return all(w.kind == "mention" for w in words[:i])
