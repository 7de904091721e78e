"""Taking up a matter: which content words of a customer's text a reply picks up, in its own words.

A word is taken up when its stem occurs in the reply or another word of its topic
(corpora/lexicons/topics.yaml) does. Words that say nothing on their own never count. Runs of five
and more words copied from the customer are parroting and take nothing up.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from coach.language.forms import stem
from coach.language.lexicons import lexicon
from coach.language.text import Text, Word
from coach.signals.columns import columns
from coach.signals.once import once
from coach.signals.runs import may_share, runs

COPIED_RUN = 5
_EMPTY = frozenset(
    stem(w)
    for w in (
    "a an the this that these those i you he she it we they me him her us them my your his "
    "its our their mine yours am is are was were be been being do does did done doing have "
    "has had having will would can could shall should may might must not no nor and or but if "
    "then so than too very just also as at by for from in into of off on onto out over to "
    "under up with about after before again all any both each few more most other some such "
    "only own same there here when where why how what which who whom because until while "
    "during against between through above below down get got go going gone went come came "
    "make made take took give gave know let say said see saw want need like one two please "
    "thanks thank sorry hi hello hey dear yes ok okay now today really still even ever never "
    "always much many thing things something anything nothing way lot us em guys guy people "
    "person someone anyone everyone im ive dont cant wont didnt isnt 's 'd amp via back well "
    "good right much sure try trying tried use using used look looking help happen happened "
    "happening actually already yet since though although however maybe perhaps else etc lol "
    "omg wtf ffs smh dm pm rt time day customer service company brand support team issue "
    "problem put keep kept set ask asked tell told call called work works working work "
    "another every new old big great nice better best bad able would gonna wanna kinda"
).split()
)  # fmt: skip


class Taken(NamedTuple):
    """A word of the reply that takes up a word of the customer; offsets into each text."""

    start: int
    end: int
    customer_start: int
    customer_end: int
    exact: bool  # the same word, not only the same matter


_SAYING = frozenset(["word", "number", "hashtag"])


@cache
def topics() -> dict[str, frozenset[str]]:
    """stem -> the topics it names."""
    out: dict[str, set[str]] = {}
    for topic, words in lexicon("topics").items():
        for word in words:
            out.setdefault(stem(str(word)), set()).add(topic)
    return {key: frozenset(names) for key, names in out.items()}


@once
def content_words(text: Text) -> list[Word]:
    """The words of a text that say what it is about."""
    known = topics()
    return [
        w
        for w in text.words
        if (w[4] == "word" and (w[3] in known or (w[3] not in _EMPTY and len(w[2]) > 2)))
        or w[4] in ("hashtag", "number")
    ]


@lru_cache(maxsize=16)
def copied(reply: Text, customer: Text) -> frozenset[int]:
    """The places of the reply's words that stand in a run copied from the customer."""
    ours = [w[2] for w in reply.words]
    if not may_share(ours, customer.norms, COPIED_RUN):
        return frozenset()
    said = [w[2] for w in customer.words]
    theirs, mine = set(runs(said, COPIED_RUN)), list(runs(ours, COPIED_RUN))
    if theirs.isdisjoint(mine):
        return frozenset()
    return frozenset(
        i + k for i, run in enumerate(mine) if run in theirs for k in range(COPIED_RUN)
    )


def taken_up(reply: Text, customer: Text, part: tuple[int, int] | None = None) -> list[Taken]:
    """The words of the reply that take up the customer's words, best reason first per word.

    part: only the customer's words that begin in this span.
    """
    known = topics()
    by_stem: dict[str, Word] = {}
    by_topic: dict[str, Word] = {}
    for word in content_words(customer):
        if part is not None and not part[0] <= word[0] < part[1]:
            continue
        by_stem.setdefault(word[3], word)
        for topic in known.get(word[3], ()):
            by_topic.setdefault(topic, word)
    if not by_stem:
        return []
    said, topical = _said(reply)
    taken = {base: (by_stem[base], True) for base in by_stem.keys() & said}
    named = by_topic.keys()
    for base, names in topical:
        if base not in by_stem and not named.isdisjoint(names):
            taken[base] = by_topic[min(named & names)], False
    if not taken:
        return []
    parroted = copied(reply, customer)
    return [
        Taken(w[0], w[1], *taken[w[3]][0][:2], taken[w[3]][1])
        for i, w in enumerate(reply.words)
        if w[3] in taken and w[4] in _SAYING and i not in parroted
    ]


@once
def _said(reply: Text) -> tuple[frozenset[str], list[tuple[str, frozenset[str]]]]:
    """The stems of a reply, and those that name topics: a reply is asked for many parts of the
    customer's text, and would be read through for each."""
    said, known = frozenset(columns(reply).stems), topics()
    return said, [(base, known[base]) for base in known.keys() & said]
