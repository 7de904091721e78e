"""Speaks to this person: by name, with a detail of their case, from somebody.

Why: personalising is the stronger effect, stronger than informality. Source: Decock et al. 2020.

The value counts three things, 0 to 3: the customer's name or handle used in the text, a detail of
their case, and somebody who speaks or signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.language.sign_offs import greetings, sign_offs
from coach.language.text import Word
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, in_order, missing, quote
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
    if not _PERSON.isdisjoint(reading.reply.norms):
        value += 1
        for word in reading.reply.words:
            if word[2] in _PERSON:
                findings.append(credit(word.start, word.end, "A person speaks."))
                break
    elif signed := next((s for s in sign_offs(raw) if s.style in _SIGNED), None):
        value += 1
        findings.append(credit(signed.start, signed.end, "Somebody signs."))
    return Measurement(value, in_order(findings))


_PERSON = frozenset(["i", "my", "me"])
_COMMA = re.compile(r",\s*")
_ENDS = frozenset(["", ".", "!", "?", ",", "\n"])  # what stands after a name set apart
_SIGNED = ("initials", "name", "role", "closing")
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
    for i, word in enumerate(words if names else ()):
        if word.norm.lstrip("@") in names and not (word.kind == "mention" and _leading(words, i)):
            return (word.start, word.end)
    for start, end in greetings(raw):
        capital = [w for w in reading.reply.within(start, end) if raw[w.start].isupper()]
        if len(capital) > 1 or (capital and not raw[start].isupper()):
            last = capital[-1]
            if last.norm not in _NO_NAMES:
                return (last.start, last.end)
    if "," not in raw:
        return None
    # A name set apart by commas: "sorry to hear that, Maria." or "Maria, I can ..."
    apart = words[:1] if words and raw[words[0].end : words[0].end + 1] == "," else []
    for comma in _COMMA.finditer(raw):
        at = comma.end()
        if raw[at : at + 1].isupper():
            apart += reading.reply.within(at, at + 1)
    for start, end, norm, _, kind, _, _ in apart:
        if (
            raw[end : end + 1] in _ENDS
            and raw[start].isupper()
            and kind == "word"
            and len(norm) > 2
            and norm not in _NO_NAMES
        ):
            return (start, end)
    return None


def _leading(words: list[Word], i: int) -> bool:
    return all(w.kind == "mention" for w in words[:i])
