"""Promises: what a reply binds the brand to, and whether a later reply comes back to it.

Why: a promise that is forgotten costs more trust than none. Source: Einwiller, Steilen 2015, Handling
complaints on social network sites; wordings in corpora/lexicons/promises.yaml. They are shown beside
the marks and count in no total: the wordings miss some promises and cannot know whether the deed was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from coach.language.acts import acts_of
from coach.language.lexicons import lexicon
from coach.language.sign_offs import sign_offs
from coach.language.text import Text, Word
from coach.language.wordings import Match, WordingBook, compile_wording
from coach.signals.topics import content_words

KINDS = ("contact", "money", "send", "look", "fix", "pass_on")
NAMES: Mapping[str, str] = {
    "contact": "to write or ring",
    "money": "money",
    "send": "to send something",
    "look": "to look into it",
    "fix": "to put it right",
    "pass_on": "to pass it on",
}
_UNDOES = ("", False)
_JOINS = frozenset(["and", "then"])  # "I'll check and write to you" is two promises


class State(StrEnum):
    """What became of a promise: reported as done, spoken of again, or not mentioned."""

    KEPT = "kept"
    TAKEN_UP = "taken up"
    NOT_MENTIONED = "not mentioned"


@dataclass(frozen=True, slots=True)
class Promise:
    """Words of a reply that bind the brand, half-open offsets in code points.

    kind: contact, money, send, look, fix or pass_on. when: the time given, "" without one.
    """

    round: int
    start: int
    end: int
    words: str
    kind: str
    when: str = ""

    @property
    def said(self) -> str:
        """Its kind as people say it."""
        return NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Followed:
    """A promise and what the later replies did about it. round, words: where; None and "" for nowhere."""

    promise: Promise
    state: State
    round: int | None = None
    words: str = ""


def promises_in(reply: str, number: int = 1) -> tuple[Promise, ...]:
    """The promises of a reply in the order they are made, at most one of a kind in a clause."""
    text = Text(reply)
    if not text.words:
        return ()
    owners, book = _promising()
    found = sorted(book.find(text), key=lambda m: (m.start, m.wording))
    undone = [m for m in found if owners[m.wording] is _UNDOES]
    out: list[Promise] = []
    for match in found:
        kind, joined = owners[match.wording]
        home = text.words[match.first].sentence
        if not kind or any(u.first < match.last and match.first < u.last for u in undone):
            continue
        # "and I'll write" goes on with a promise of the same sentence; alone it is none
        same = [p for p in out if _home(text, p.start) == home]
        if (joined and not same) or any(p.kind == kind for p in same) or _asked(text, home):
            continue
        if out and match.start < out[-1].end:
            continue
        end = _clause_end(text, match)
        out.append(Promise(number, match.start, end, reply[match.start : end], kind))
    return tuple(_timed(text, out))


def _timed(text: Text, promises: Sequence[Promise]) -> Iterator[Promise]:
    """The promises with their times: one after it in its sentence, or before the first of them."""
    times = acts_of(text).get("time_commitment", ()) if promises else ()
    starts = [p.start for p in promises]
    for n, promise in enumerate(promises):
        home = _home(text, promise.start)
        first = n == 0 or _home(text, starts[n - 1]) != home
        last = n + 1 == len(promises) or _home(text, starts[n + 1]) != home
        for start, end in times:
            after = start >= promise.start or first
            if _home(text, start) == home and after and (last or start < starts[n + 1]):
                promise = replace(promise, when=text.raw[start:end])
                break
        yield promise


def followed_up(
    promises: Iterable[Promise], replies: Sequence[tuple[int, str]]
) -> tuple[Followed, ...]:
    """What became of each promise in the replies of later rounds, given as (round, reply).

    Kept: a later reply says that it is done. Taken up: it is promised or spoken of again. The best of
    the later replies counts.
    """
    out = []
    for promise in promises:
        best = Followed(promise, State.NOT_MENTIONED)
        for number, reply in replies:
            if number <= promise.round:
                continue
            state, words = _state(promise, reply)
            if state is State.KEPT or (
                state is State.TAKEN_UP and best.state is State.NOT_MENTIONED
            ):
                best = Followed(promise, state, number, words)
            if state is State.KEPT:
                break
        out.append(best)
    return tuple(out)


def followed_in(replies: Sequence[tuple[int, str]]) -> tuple[Followed, ...]:
    """What became of the promises of a conversation, given as (round, reply) in order, the newest last."""
    made = [p for number, reply in replies[:-1] for p in promises_in(reply, number)]
    return followed_up(made, replies)


def _state(promise: Promise, reply: str) -> tuple[State, str]:
    """What one later reply does about a promise, with its words."""
    text = Text(reply)
    # Who promised to write has written once there is news of any kind.
    done = (
        ("contact", "look", "money", "send", "fix")
        if promise.kind == "contact"
        else (promise.kind,)
    )
    for name in ("kept", *(f"{kind} done" for kind in done)):
        found = [m for m in _coming_back()[name].find(text) if not _open(text, m)]
        if found:
            return State.KEPT, reply[found[0].start : _clause_end(text, found[0])]
    for later in promises_in(reply):
        if later.kind == promise.kind:
            return State.TAKEN_UP, later.words
    for name in ("taken_up", f"{promise.kind} again"):
        if found := _coming_back()[name].find(text):
            return State.TAKEN_UP, reply[found[0].start : found[0].end]
    about = {w.stem for w in content_words(Text(promise.words)) if _names(w)}
    for word in content_words(text):
        if word.stem in about and not _asked(text, word.sentence):
            return State.TAKEN_UP, reply[word.start : word.end]
    return State.NOT_MENTIONED, ""


def _names(word: Word) -> bool:
    """Whether a word names a thing rather than a deed or a time."""
    return word.kind == "word" and len(word.norm) > 4 and word.norm not in _NO_NAMES


def _open(text: Text, match: Match) -> bool:
    """Whether what looks done stands in a question, under a condition, in the future or denied."""
    first = text.words[match.first]
    if _asked(text, first.sentence):
        return True
    before = [w.norm for w in text.words[max(0, match.first - 5) : match.first]
              if w.clause == first.clause]  # fmt: skip
    inside = {w.norm for w in text.words[match.first : match.last]}
    return bool(_UNDONE & {*before, *inside}) or before[-1:] in (["to"], ["you"], ["please"])


_UNDONE = frozenset(
    "will shall would could might may should hope if once when until unless not never be without yet".split()
)
_NO_NAMES = frozenset(
    "check checked checking contact update updates response reply answer directly shortly further "
    "investigate review certainly appropriate accordingly possible confirm information message "
    "please arrange issue escalate forward report concern concerns concerned".split()
)


def _asked(text: Text, sentence: int) -> bool:
    start, end = text.sentences[sentence]
    return "?" in text.raw[max(start, end - 3) : end]


def _home(text: Text, at: int) -> int:
    return next((n for n, (s, e) in enumerate(text.sentences) if s <= at < e), -1)


def _clause_end(text: Text, match: Match) -> int:
    """Where the promise ends: at the end of its clause, its signature, or where another is joined on."""
    clause = text.words[match.last - 1].clause
    end = match.end
    signed = [s.start for s in sign_offs(text.raw) if s.start >= end]
    for n in range(match.last, len(text.words)):
        word = text.words[n]
        gone = word.clause != clause or word.start >= min(signed, default=len(text.raw))
        if gone or word.norm in _JOINS or word.kind not in ("word", "number"):
            break
        end = word.end
    return end


@cache
def _promising() -> tuple[list[tuple[str, bool]], WordingBook]:
    """The wordings of promises as one book, each with its kind and whether it goes on with another."""
    data = lexicon("promises")
    owners: list[tuple[str, bool]] = []
    sources: list[str] = []

    def add(owner: tuple[str, bool], found: Iterable[str]) -> None:
        for source in found:
            owners.append(owner)
            sources.append(source)

    add(_UNDOES, data["unless"])
    for kind in KINDS:
        deeds = data["kinds"][kind]["deeds"]
        add((kind, False), (f"<who> <will> ...1 ({deed})" for deed in deeds))
        add((kind, True), (f"(and|then) (<who>? <will>)? ({deed})" for deed in deeds))
        add((kind, False), data["kinds"][kind]["passive"])
    return owners, _book(sources, data["lists"])


@cache
def _coming_back() -> dict[str, WordingBook]:
    """The wordings that come back to promises, by what they show."""
    data = lexicon("promises")
    named = dict(_named(data))
    return {name: _book(sources, data["lists"]) for name, sources in named.items()}


def _named(data: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    for name in ("kept", "taken_up"):
        yield name, data[name]
    for kind in KINDS:
        yield f"{kind} done", data["kinds"][kind]["done"]
        yield f"{kind} again", data["kinds"][kind]["again"]


def _book(sources: Iterable[str], lists: Mapping[str, Sequence[str]]) -> WordingBook:
    return WordingBook(compile_wording(source, lists) for source in sources)
