"""What kind of turn a customer's text is, so that a reply is asked only for what the turn calls for."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache
from itertools import pairwise

from coach.language.lexicons import lexicon
from coach.language.phrase_lists import PhraseLists
from coach.language.text import Text
from coach.language.wordings import Match, negated
from coach.signals import sentiment
from coach.signals.once import once

NEUTRAL = 0.1  # sentiment, -1 to 1
PRAISING = 0.8
PLEASED = 0.3  # from here one word of trouble makes no complaint
DISPLEASED = -0.6  # up to here what stands beside a question complains
_REMARK = 4  # the fewest words of a sentence that can complain beside a question


class Situation(StrEnum):
    """Kinds of customer turn; a turn that complains and asks is a complaint."""

    DANGER = "danger"  # somebody may come to harm: short commands are kind, softening is not
    COMPLAINT = "complaint"
    QUESTION = "question"
    THANKS = "thanks"
    STATEMENT = "statement"  # gives details that were asked for, or remarks on something
    NONE = "none"  # no customer text is known


# "whens the next one": the verb is in the word, with no apostrophe to show it.
_CONTRACTED = frozenset(["whats", "hows", "whens", "wheres", "whos", "whys"])
_ASKING = frozenset(["what", "when", "where", "why", "who", "which", "how", *_CONTRACTED])
_AUXILIARY = frozenset(
    "is are was were do does did can could will would should have has am may any anyone".split()
)
_FIRST = frozenset(
    "can could will would do does did is are was were has have should may am any anyone".split()
)
_ASKED = frozenset(
    "i you we it he she they there someone somebody anyone anybody the this that these those my "
    "your ya yall any".split()
)
# What can stand before a question: "so can you", "hi, is there".
_BEFORE = frozenset(
    "so and but hi hiya hello hey ok okay also just well please then or secondly first firstly "
    "finally question".split()
)
_NUMBERED = re.compile(r"(?<![\w.,:/-])\(?\d[.)](?=\s)")
# Asking without a question: "I want to know who", "please tell me when".
_TELLING = frozenset("tell know wonder wondering explain ask asking advise".split())
_TOLD = frozenset("what when where why who which how if whether me us".split())
_ASIDE = frozenset(["which", "who"])  # without a question mark they go on with what was said
_OPENING = _ASKING - _ASIDE
# What has the mark of a question and asks nothing.
_DISBELIEF = frozenset(
    tuple(said.split())
    for said in (
        "you what", "say what", "for real", "really though", "are you serious", "you serious",
        "are you kidding", "are you kidding me", "you kidding me", "you are kidding me",
        "are you joking", "you joking", "you are joking", "you are having a laugh", "what the hell",
        "what the heck", "what the fuck", "who does that", "how is that ok", "is this a joke",
        "is that a joke", "is this some kind of joke", "are you having a laugh", "oh really",
    )
)  # fmt: skip
_FOLLOWING = _AUXILIARY | {"'s", "much", "many", "long", "come", "to"}


@cache
def _lists() -> PhraseLists:
    return PhraseLists(lexicon("situations"))


@once
def questions_in(text: Text) -> list[tuple[int, int]]:
    """Spans of the sentences that ask something, with or without a question mark."""
    out = []
    words = text.words
    for (start, end), (first, last) in zip(text.sentences, text.parts, strict=True):
        marked = "?" in text.raw[max(start, end - 4) : end]
        norms = []
        for word in words[first:last]:
            kind = word[4]
            if kind == "word" or kind == "number":
                norms.append(word[2])
        if tuple(norms) in _DISBELIEF:
            continue
        if (marked and len(norms) > 1) or _asks(norms):
            out.append((start, end))
        elif ")" in text.raw[start:end]:
            out += _numbered(text, start, end)
    return out


def _numbered(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The questions of a sentence that numbers them: "1) is it coming back 2) what do I do"."""
    marks = [m.span() for m in _NUMBERED.finditer(text.raw, start, end)]
    if len(marks) < 2:
        return []
    stops = [*(s for s, _ in marks[1:]), end]
    out = []
    for (_, begin), stop in zip(marks, stops, strict=True):
        if _asks([w.norm for w in text.plain_words if begin <= w.start < stop]):
            out.append((begin, stop))
    return out


def _asks(norms: list[str]) -> bool:
    """Whether the words of a sentence ask, whatever mark ends it."""
    while norms and norms[0] in _BEFORE:
        norms = norms[1:]
    if len(norms) < 4:
        return False
    first, second = norms[:2]
    if first in _CONTRACTED or (first == "where" and norms[-1] == "at"):
        return True
    if first in _OPENING and second in _FOLLOWING:
        return True
    if first in _FIRST and second in _ASKED:
        return True
    return not _TELLING.isdisjoint(norms) and any(
        word in _TELLING
        and norms[i + 1] in _TOLD
        and (norms[i + 1] not in ("me", "us") or norms[i + 2 : i + 3] in _QUESTIONS)
        and _wants(norms[:i])
        for i, word in enumerate(norms[:-1])
    )


_QUESTIONS = [[word] for word in (*_ASKING, "if", "whether")]


def _wants(before: list[str]) -> bool:
    """Whether the words before "know" or "tell" make a request: "I'd like to", "please", "could you"."""
    last = before[-3:]
    return (
        not before
        or "please" in last
        or last[-2:] in (["can", "you"], ["could", "you"], ["would", "you"], ["will", "you"])
        or (
            last[-1:] in (["to"], ["just"], ["wondering"])
            and not {"want", "like", "need", "love"}.isdisjoint(last)
        )
    )


def situation_of(text: Text | None, *, opening: bool = False) -> Situation:
    """The kind of a customer's turn: rules over corpora/lexicons/situations.yaml.

    opening: whether the turn opens the conversation. People who open one without a question or
    thanks mostly complain, in words no list holds; there the learned sentiment decides, and so it
    does of what stands beside an opening question.
    """
    if text is None or not text.words:
        return Situation.NONE
    found = _lists().find(text)
    if any(not negated(text, m.first) for m in found.get("danger", ())):
        return Situation.DANGER
    grateful = found.get("gratitude", [])
    asked = questions_in(text)
    troubled = _troubles(text, found, asked)
    # "Thanks, it was just a glitch" is thanks; "thanks for nothing" is not.
    ironic = any(g.first <= m.first < g.last for m in troubled for g in grateful)
    if len(troubled) == 1 and not asked and not ironic:
        mild = grateful and len(text.words) < 12
        if mild or ((grateful or opening) and sentiment.value(text) > PLEASED):
            return Situation.THANKS if grateful else Situation.STATEMENT
    if troubled:
        return Situation.COMPLAINT
    if asked:
        bitter = opening and not grateful and _bitter(text, asked)
        return Situation.COMPLAINT if bitter else Situation.QUESTION
    if grateful or (opening and sentiment.value(text) > PRAISING):
        return Situation.THANKS
    if opening and len(text.words) > 3 and sentiment.value(text) < NEUTRAL:
        return Situation.COMPLAINT
    return Situation.STATEMENT


def _troubles(
    text: Text, found: dict[str, list[Match]], asked: list[tuple[int, int]]
) -> list[Match]:
    """The words of trouble that tell of some: not denied, not over, not merely asked about."""
    words = text.words
    fine, felt = found.get("fine", ()), found.get("felt", ())
    over = max((m.last for m in found.get("solved", ())), default=0)
    grateful = found.get("gratitude", ())

    def tells(match: Match) -> bool:
        at = match.first
        if at < over or negated(text, at) or (at and words[at - 1].norm in ("no", "without")):
            return False
        if any(g.first < at < g.last for g in grateful):
            return False
        if any(f.first < match.last and at < f.last for f in fine):
            return False
        home = next(((s, e) for s, e in asked if s <= match.start < e), None)
        if home is None:
            return True
        if any(w.norm == "if" and home[0] <= w.start < match.start for w in words):
            return False
        if any(home[0] <= f.start < home[1] for f in felt):
            return True
        supposed = _supposed(text, *home)
        return supposed is None or match.start < supposed

    return [m for m in found.get("trouble", ()) if tells(m)]


def _supposed(text: Text, start: int, end: int) -> int | None:
    """Where a question begins to ask what is or may be, and so supposes its troubles."""
    words = [w for w in text.plain_words if start <= w.start < end]
    for first, second in pairwise(words):
        if first.norm in _FIRST and second.norm in _ASKED:
            return first.start
        if first.norm in _ASKING and second.norm in ("if", "happens", "to"):
            return first.start
    return None


def _bitter(text: Text, asked: list[tuple[int, int]]) -> bool:
    """Whether an opening that asks complains as well: beside its questions, or by asking why."""
    if any(w.norm == "why" for w in text.plain_words) and sentiment.value(text) < DISPLEASED:
        return True
    return _beside(text, asked) < DISPLEASED


def _beside(text: Text, asked: list[tuple[int, int]]) -> float:
    """The sentiment of what an opening says beside its questions; 0 where that is next to nothing."""
    words = Counter(word[5] for word in text.plain_words)
    kept = frozenset(
        n for n, span in enumerate(text.sentences) if words[n] >= _REMARK and span not in asked
    )
    return sentiment.value(text, kept) if kept else 0.0
