"""Greets this customer and nobody else.

Why: another person's name says that the reply was pasted, and tells the customer whose case is being
mixed with theirs. Source: Decock et al. 2020 on personalising; GDPR art. 5(1)(d), accuracy.

The value is 1 when the greeting names somebody else or still has an empty slot, else 0. Short forms,
titles, handles, and everybody named in the thread are right. When the customer's name is not known, only
an empty slot is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from coach.language.text import Word, known_text
from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, quote
from coach.signals.reading import Reading

ALIKE = 0.6  # from here a name is the other misspelt
_SLOT = re.compile(
    r"[\[{<]{1,2}\s?(?:first|last|full|customer|agent|user|order|your|insert)?[ _]?"
    r"(?:name|issue|initials|date|number|product|topic|surname)\s?[\]}>]{1,2}",
    re.I,
)
_NO_NAMES = frozenset(
    "there all team everyone everybody folks both again sir madam ma'am mr mrs ms miss dr mx valued "
    "customer user guest passenger client member friend traveller resident reviewer neighbour guys "
    "morning afternoon evening day "
    "hi hiya heya yo aloha hola "
    "hello hey dear good greetings howdy welcome back thanks sorry yes no oh we i your the".split()
)
_SHORT = (
    "robert bob bobby rob", "william bill billy will liam", "elizabeth liz beth betty lizzie eliza",
    "richard dick rick richie", "margaret maggie peggy meg", "james jim jimmy jamie",
    "john jack johnny", "edward ted ned eddie", "catherine kate kathy katie cathy kat",
    "anthony tony", "susan sue susie", "deborah debbie", "henry harry hank", "charles chuck charlie",
    "alexander sandy alex sasha", "mary molly polly", "sarah sally", "theodore ted theo",
    "michael mick mike", "patricia pat tricia trish", "joseph joe jo", "francis frank",
)  # fmt: skip
_FAMILY = {name: n for n, names in enumerate(_SHORT) for name in names.split()}


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """Whether somebody else is greeted."""
    raw = reading.reply.raw
    if ("[" in raw or "{" in raw or "<" in raw) and (slot := _SLOT.search(raw)):
        return Measurement(1.0, (fault(*slot.span(), f"{quote(raw, *slot.span())} is empty."),))
    context = reading.context
    if not context.customer_name:
        return NOTHING
    greeted = _greeted(reading)
    if not greeted:
        return NOTHING
    known = known_text(f"{context.customer_name} {context.customer_handle or ''}").words
    right = {w.norm.lstrip("@") for w in known}
    if any(_same(w.norm, name) for w in greeted for name in right):
        return NOTHING
    for turn in context.turns:
        right |= {w.norm for w in known_text(turn.text).words}
    if any(w.norm in right for w in greeted) or right & {w.norm for w in known} - right:
        return NOTHING
    first, last = greeted[0].start, greeted[-1].end
    words = quote(raw, first, last)
    return Measurement(
        1.0, (fault(first, last, f"{words} is not {context.customer_name}, who wrote."),)
    )


def _greeted(reading: Reading) -> list[Word]:
    """The names of the greeting."""
    raw = reading.reply.raw
    for start, end in reading.acts.get("greeting", ())[:1]:
        return [
            w
            for w in reading.reply.within(start, end)
            if w.kind == "word" and raw[w.start].isupper() and w.norm not in _NO_NAMES
        ]
    return []


def _same(one: str, other: str) -> bool:
    """Whether two names may be one person's: the same, short for each other, or misspelt."""
    if one == other or (_FAMILY.get(one, -1) == _FAMILY.get(other, -2)):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and (short in long or long.startswith(short[:3])):
        return True
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
