"""Does something about it: more than feeling and words.

Why: sympathy without a deed leaves the customer where they were, and readers see it; what ends a
complaint is an explanation, a step or a question that moves it on. Source: Herhausen et al. 2019;
Einwiller, Steilen 2015, Handling complaints on social network sites.

The value counts deeds: steps, answers and questions that move the case, and whatever is said that is not
apology, feeling, thanks or greeting. A promise of nothing ("I'll keep it in mind") is none, and beside it
talk explains nothing. Not applicable to a few words, to a part of a longer answer and where the matter
is settled ("glad it works").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coach.language.forms import stem
from coach.language.text import Word
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, missing, quote
from coach.signals.reading import Reading, Span

_STEPS = (
    "resolve", "handoff", "next_step", "take_ownership", "ask_details", "request_private",
    "give_link", "compensate", "offer_help", "time_commitment", "warn_personal_data",
)  # fmt: skip
_FORMAL = ("apology", "acknowledge", "thanks", "greeting", "sign_off")
_FEELING = (
    "awful horrible terrible terrifying scary scared frightening frightened annoying frustrating "
    "frustrated maddening miserable upsetting upset heartbreaking heartbroken heart furious angry sad "
    "rough rotten unpleasant stressful worrying worried embarrassing devastating devastated gutting "
    "unsettling feel feeling feelings imagine understand sympathise nobody thoughts tears"
)
SHORT = 5  # words of a reply that says next to nothing: "Yes ^OL"
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
    undone = [*idle, *reading.spoiling]
    found = [s for act in _STEPS for s in acts.get(act, ()) if not touches(s, undone)]
    if idle:  # the time of an idle promise is no deed of its own
        times = acts.get("time_commitment", ())
        found = [s for s in found if s not in times]
    else:
        if not found:
            found = [s for s in reading.reply.sentences if "?" in raw[max(s[0], s[1] - 3) : s[1]]]
            found = found or _other_talk(reading)
    if not found and len(reading.reply.plain_words) < SHORT:
        return Measurement(None, reason="too short to judge")
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
    return Measurement(0.0, (missing(len(raw), "Nothing is done, explained or asked."),))


def _other_talk(reading: Reading) -> list[Span]:
    """Explanations, and clauses of more than a few words, that are neither feeling nor form."""
    acts = reading.acts
    formal = [s for act in _FORMAL for s in acts.get(act, ())]
    clauses: dict[int, list[Word]] = {}
    for word in reading.reply.plain_words:
        if not touches((word.start, word.end), formal):
            clauses.setdefault(word.clause, []).append(word)
    found = []
    feeling = _feeling()
    for words in clauses.values():
        start, end = words[0].start, words[-1].end
        explains = touches((start, end), list(acts.get("explain", ())))
        enough = len(words) >= (3 if explains else FREE) and any(len(w.norm) > 3 for w in words)
        if enough and not any(w.stem in feeling for w in words):
            found.append((start, end))
    return found


@lru_cache(maxsize=1)
def _feeling() -> frozenset[str]:
    return frozenset(stem(word) for word in _FEELING.split())


def idle_spans(reading: Reading) -> list[Span]:
    """Where the reply promises nothing (list ``idle`` of corpora/lexicons/phrases.yaml)."""
    return [(m.start, m.end) for m in reading.phrases.get("idle", ())]


def touches(span: Span, others: list[Span]) -> bool:
    """Whether a span overlaps another."""
    return any(s < span[1] and span[0] < e for s, e in others)
