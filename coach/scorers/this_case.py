"""Speaks about this case, not about another one.

Why: an answer pasted from another case names its things, days and people; the customer sees at once that
nobody read the post, and may learn of somebody else's case. Source: Packard, Berger 2021, How concrete
language shapes customer satisfaction (concreteness works because it shows attention to this customer).

The value counts the different things and names that belong to another case: words of matters (and names
within a sentence) that are neither in the thread nor among the facts, less twice those that are. Where no
facts of the case are known, five such words are let pass: the agent may know what coach does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coach.language.text import Word, known_text
from coach.model.finding import NOTHING, Measurement
from coach.model.thread import Context
from coach.scorers.evidence import fault, quote
from coach.signals.reading import Reading
from coach.signals.topics import topics

SHOWN = 4
UNKNOWN = 5  # foreign words let pass where no facts are known
# Matters that stand in nearly every reply tell no case from another.
_ANYWHERE = frozenset("praise silence again cancel hours fraud lateness staff photo".split())
_NO_MATTER: frozenset[str] = frozenset()
_Case = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """How many more words name another case than this one."""
    context, customer = reading.context, reading.customer
    if customer is None:
        return Measurement(None, reason="no case is known")
    spare = 0 if context.facts else UNKNOWN
    telling = _telling(reading)
    if len(telling) <= spare:
        return NOTHING
    # The customer's last words settle it for most replies, and they are read already.
    value, foreign = _compared(telling, _case_of([w[3] for w in customer.words]), spare)
    if value:
        value, foreign = _compared(telling, _case(_texts(context)), spare)
    if not value:
        return NOTHING
    raw = reading.reply.raw
    findings = (
        fault(w.start, w.end, f"{quote(raw, w.start, w.end)} is nothing of this case.")
        for w in foreign[:SHOWN]
    )
    return Measurement(float(value), tuple(findings))


def _telling(reading: Reading) -> list[tuple[Word, frozenset[str]]]:
    """The words that tell one case from another, each once, with their matters."""
    matters = _matters()
    raw = reading.reply.raw
    out: dict[str, tuple[Word, frozenset[str]]] = {}
    body = reading.body
    for at in [n for n, w in enumerate(body) if w[3] in matters or raw[w[0]].isupper()]:
        word = body[at]
        base = word.stem
        if base in out:
            continue
        if base in matters:
            out[base] = (word, matters[base])
        elif (
            word.kind == "word"
            and len(word.norm) > 2
            and at  # the first word of a sentence has a capital anyway
            and body[at - 1].sentence == word.sentence
        ):
            out[base] = (word, _NO_MATTER)
    return list(out.values())


def _compared(
    telling: list[tuple[Word, frozenset[str]]], case: _Case, spare: int
) -> tuple[int, list[Word]]:
    """How many more words are foreign to a case than twice its own, and which."""
    stems, matters = case
    foreign = [w for w, named in telling if w.stem not in stems and named.isdisjoint(matters)]
    own = len(telling) - len(foreign)
    return max(0, len(foreign) - 2 * own - spare), foreign


@lru_cache(maxsize=1)
def _matters() -> dict[str, frozenset[str]]:
    """stem -> the matters it names, without those that stand anywhere."""
    return {stem: kept for stem, names in topics().items() if (kept := names - _ANYWHERE)}


def _texts(context: Context) -> tuple[str, ...]:
    turns = (turn.text for turn in context.turns)
    return (*turns, *context.facts, context.brand or "", context.customer_name or "")


@lru_cache(maxsize=32)
def _case(texts: tuple[str, ...]) -> _Case:
    """The stems and matters of a thread and what is known about it."""
    return _case_of(w.stem for text in texts for w in known_text(text).words)


def _case_of(stems: Iterable[str]) -> _Case:
    matters = _matters()
    kept = frozenset(stems)
    return kept, frozenset[str]().union(*map(matters.__getitem__, kept & matters.keys()))
