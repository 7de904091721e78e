"""Does something about it: more than feeling and words.

Why: sympathy without a deed leaves the customer where they were, and readers see it; what ends a
complaint is an explanation, a step or a question that moves it on. Source: Herhausen et al. 2019;
Einwiller, Steilen 2015, Handling complaints on social network sites.

The value counts deeds: steps, answers and questions that move the case, and whatever is said that is not
apology, feeling, thanks or greeting. A promise of nothing ("I'll keep it in mind") is none, and beside it
talk explains nothing; nor is what only lets the customer wait, what would be true of any case, or a time
on its own. Not applicable to a part of a longer answer and where the matter is settled ("glad it works").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coach.language.acts import touches
from coach.language.forms import stem
from coach.language.text import Word
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, missing, quote
from coach.scorers.firmness import apart, general_spans, idle_spans, waiting_spans
from coach.scorers.sentences import FUNCTION
from coach.signals.reading import Reading, Span

_STEPS = (
    "resolve", "handoff", "next_step", "take_ownership", "ask_details", "request_private",
    "give_link", "compensate", "offer_help", "warn_personal_data",
)  # fmt: skip
_FORMAL = ("apology", "acknowledge", "thanks", "greeting", "sign_off")
_FEELING = (
    "awful horrible terrible terrifying scary scared frightening frightened annoying frustrating "
    "frustrated maddening miserable upsetting upset heartbreaking heartbroken heart furious angry sad "
    "rough rotten unpleasant stressful worrying worried embarrassing devastating devastated gutting "
    "unsettling feel feeling feelings imagine understand sympathise nobody thoughts tears"
)
_BRIEF = re.compile(r"(?:yes|no|correct|nope|indeed|afraid (?:so|not))\b.{0,12}", re.I)  # "Yes ^OL"
FREE = 4  # words of a clause that says something
_PART = re.compile(
    r"\b[1-9]\s?/\s?[2-9]\b|(?:\.\.\.|…|&gt;|>)\s*(?:[\^*/-]\w+)?\s*$|^(?:@\w+\s+)?\.\.\."
)


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """What the reply does for the case."""
    raw = reading.reply.raw
    acts = reading.acts
    idle = idle_spans(reading)
    formal = [s for act in _FORMAL if act in acts for s in acts[act]]
    empty = [*waiting_spans(reading), *general_spans(reading)]
    undone = [*idle, *reading.spoiling, *empty]
    found = [
        s
        for act in _STEPS
        if act in acts
        for s in apart(acts[act], undone)
        if not _within(s, formal)
    ]
    if not idle and not found:
        found = [s for s in reading.reply.sentences if "?" in raw[max(s[0], s[1] - 3) : s[1]]]
        found = found or _other_talk(reading, formal, empty)
    if not found and _PART.search(raw):
        return Measurement(None, reason="the reply is one part of several")
    if not found and reading.phrases.get("settled"):
        return Measurement(None, reason="the reply takes the matter to be settled")
    if found:
        first = min(found)
        return Measurement(float(len(found)), (credit(*first, f"Does: {quote(raw, *first)}."),))
    if idle:
        return Measurement(
            0.0, tuple(fault(s, e, f"{quote(raw, s, e)} promises nothing.") for s, e in idle[:3])
        )
    if empty:
        return Measurement(
            0.0,
            tuple(fault(s, e, f"{quote(raw, s, e)} would fit any case.") for s, e in empty[:3]),
        )
    return Measurement(0.0, (missing(len(raw), "Nothing is done, explained or asked."),))


def _within(span: Span, others: list[Span]) -> bool:
    """Whether a span stands within another."""
    for start, end in others:  # noqa: SIM110 - a generator would take twice as long
        if start <= span[0] and span[1] <= end:
            return True
    return False


def _other_talk(reading: Reading, formal: list[Span], empty: list[Span]) -> list[Span]:
    """Explanations, and clauses of more than a few words, that are neither feeling nor form."""
    acts = reading.acts
    explained = list(acts.get("explain", ()))
    clauses: dict[int, list[Word]] = {}
    for word in reading.reply.plain_words:
        if not touches((word.start, word.end), formal):
            clauses.setdefault(word.clause, []).append(word)
    found = []
    feeling = _feeling()
    for words in clauses.values():
        start, end = words[0].start, words[-1].end
        explains = touches((start, end), explained)
        enough = len(words) >= (3 if explains else FREE) and any(len(w.norm) > 3 for w in words)
        said = enough and any(w.norm in FUNCTION for w in words)
        if said and not any(w.stem in feeling for w in words) and not touches((start, end), empty):
            found.append((start, end))
    return found or [s for s in explained if _BRIEF.fullmatch(reading.reply.raw, *s)]


@lru_cache(maxsize=1)
def _feeling() -> frozenset[str]:
    return frozenset(stem(word) for word in _FEELING.split())
