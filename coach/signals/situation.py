"""What kind of turn a customer's text is, so that a reply is asked only for what the turn calls for."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from coach.language.lexicons import lexicon
from coach.language.phrase_lists import PhraseLists
from coach.language.text import Text
from coach.language.wordings import negated
from coach.signals import sentiment

NEUTRAL = 0.1  # sentiment, -1 to 1


class Situation(StrEnum):
    """Kinds of customer turn; a turn that complains and asks is a complaint."""

    DANGER = "danger"  # somebody may come to harm: short commands are kind, softening is not
    COMPLAINT = "complaint"
    QUESTION = "question"
    THANKS = "thanks"
    STATEMENT = "statement"  # gives details that were asked for, or remarks on something
    NONE = "none"  # no customer text is known


_ASKING = frozenset(["what", "when", "where", "why", "who", "which", "how", "whats", "hows"])
_AUXILIARY = frozenset(
    "is are was were do does did can could will would should have has am may any anyone".split()
)


@cache
def _lists() -> PhraseLists:
    return PhraseLists(lexicon("situations"))


def questions_in(text: Text) -> list[tuple[int, int]]:
    """Spans of the sentences that ask something, with or without a question mark."""
    out = []
    words = text.plain_words
    opening: dict[int, list[str]] = {}
    for word in words:
        opening.setdefault(word.sentence, []).append(word.norm)
    for n, (start, end) in enumerate(text.sentences):
        marked = "?" in text.raw[max(start, end - 4) : end]
        norms = opening.get(n, [])
        asks = len(norms) > 3 and (
            (norms[0] in _ASKING
            and norms[1] in (_AUXILIARY | {"'s", "much", "many", "long", "come", "to"}))
            or (norms[0] in ("can", "could", "will", "would", "do", "does", "is", "are")
                and norms[1] in ("i", "you", "we", "it", "there", "someone", "the", "this", "anyone"))
        )  # fmt: skip
        if (marked and len(norms) > 1) or asks:
            out.append((start, end))
    return out


def situation_of(text: Text | None, *, opening: bool = False) -> Situation:
    """The kind of a customer's turn: rules over corpora/lexicons/situations.yaml.

    opening: whether the turn opens the conversation. People who open one without a question or
    thanks mostly complain, in words no list holds; there the learned sentiment decides.
    """
    if text is None or not text.words:
        return Situation.NONE
    found = _lists().find(text)
    if any(not negated(text, m.first) for m in found.get("danger", ())):
        return Situation.DANGER
    grateful = found.get("gratitude", [])
    troubled = [
        m
        for m in found.get("trouble", ())
        if not negated(text, m.first)
        and not (m.first and text.words[m.first - 1].norm in ("no", "without"))
        and not any(g.first < m.first < g.last for g in grateful)
    ]
    asks = bool(questions_in(text))
    # "Thanks, it was just a glitch" is thanks; "thanks for nothing" is not.
    ironic = any(g.first <= m.first < g.last for m in troubled for g in grateful)
    mild = grateful and not ironic and len(troubled) == 1 and not asks and len(text.words) < 12
    if troubled and not mild:
        return Situation.COMPLAINT
    if asks:
        return Situation.QUESTION
    if grateful:
        return Situation.THANKS
    if opening and len(text.words) > 3 and sentiment.value(text) < NEUTRAL:
        return Situation.COMPLAINT
    return Situation.STATEMENT
