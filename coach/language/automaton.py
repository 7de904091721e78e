"""Many phrases found in one pass: an automaton over words whose states are worked out when needed.

A phrase is a tree of parts; the trees of a book become one non-deterministic automaton, and the
deterministic states a text reaches are made once and kept. A word then costs a dictionary look-up,
however many phrases there are, and no phrase can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coach.language.text import Text, Word

Keys = frozenset[str]
FILLER = "~"
_MOST_STATES = 20_000
_MOST_KEPT = 2_000_000  # positions in all states kept: what bounds the memory
_NONE: Keys = frozenset()


@dataclass(frozen=True, slots=True)
class One:
    """One word that carries any of the keys; no keys: any word.

    written: the same as it was written; "" for what an earlier part's text holds already.
    """

    keys: Keys | None
    written: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Run:
    """Parts in this order; between them one filler may stand."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of the parts, or nothing when ``optional``."""

    parts: tuple[Part, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` words of any kind."""

    most: int


Part = One | Run | Choice | Gap


def positions(part: Part) -> int:
    """How many positions a part adds to an automaton, at most."""
    if isinstance(part, One):
        return 1
    if isinstance(part, Gap):
        return 1 + part.most
    inner = sum(map(positions, part.parts))
    if isinstance(part, Choice):
        return 1 + len(part.parts) + inner
    return len(part.parts) - 1 + inner


class _State:
    """A set of positions a text can have reached; ``accepts``: the phrases that end here."""

    __slots__ = ("accepts", "moves", "positions")

    def __init__(self, positions: frozenset[int], accepts: tuple[int, ...]) -> None:
        self.positions = positions
        self.accepts = accepts
        self.moves: dict[Keys, _State | None] = {}


class Automaton:
    """Finds phrases, numbered in the order given. ``fillers``: words that may stand between."""

    def __init__(self, phrases: Iterable[Part], fillers: Keys) -> None:
        self._edges: list[list[tuple[Keys | None, int]]] = []
        self._free: list[list[int]] = []
        self._accept: dict[int, int] = {}
        self._fillers = fillers
        self._alphabet: set[str] = set()
        start = self._position()
        for number, phrase in enumerate(phrases):
            first = self._position()
            self._free[start].append(first)
            self._accept[self._build(phrase, first)] = number
        self._kinds = frozenset(k for k in self._alphabet if k[0] == "<" and len(k) > 1)
        self._known: dict[frozenset[int], _State] = {}
        self._kept = 0
        self._start = self._state(self._closed({start}))
        self._symbols: dict[str, Keys] = {}

    def find(self, text: Text) -> list[tuple[int, int, int]]:
        """(phrase, first word, last word + 1): of overlapping matches of one phrase the first and
        longest, never over the end of a sentence, in the order of the text."""
        words = text.words
        symbols = self._line(text)
        moves = self._start.moves
        found: list[tuple[int, int, int]] = []
        done: dict[int, int] = {}
        last = len(words)
        for i in range(last):
            symbol = symbols[i]
            state = moves[symbol] if symbol in moves else self._step(self._start, symbol)
            if state is None:
                continue
            sentence = words[i].sentence
            ends: dict[int, int] = {}
            j = i + 1
            while True:
                for phrase in state.accepts:
                    ends[phrase] = j
                if j == last or words[j].sentence != sentence:
                    break
                symbol = symbols[j]
                following = state.moves
                state = following[symbol] if symbol in following else self._step(state, symbol)
                if state is None:
                    break
                j += 1
            for phrase in sorted(ends):
                if done.get(phrase, 0) <= i:
                    done[phrase] = ends[phrase]
                    found.append((phrase, i, ends[phrase]))
        return found

    def _position(self) -> int:
        self._edges.append([])
        self._free.append([])
        return len(self._edges) - 1

    def _build(self, part: Part, at: int) -> int:
        """Adds a part that begins at a position; returns the position where it ends."""
        if isinstance(part, One):
            end = self._position()
            self._edges[at].append((part.keys, end))
            self._alphabet |= part.keys or _NONE
            return end
        if isinstance(part, Gap):
            end = self._position()
            self._free[at].append(end)
            for _ in range(part.most):
                following = self._position()
                self._edges[at].append((None, following))
                self._free[following].append(end)
                at = following
            return end
        if isinstance(part, Choice):
            end = self._position()
            for option in part.parts:
                first = self._position()
                self._free[at].append(first)
                self._free[self._build(option, first)].append(end)
            if part.optional:
                self._free[at].append(end)
            return end
        for n, piece in enumerate(part.parts):
            if n:
                joint = self._position()
                self._free[at].append(joint)
                self._edges[at].append((frozenset({FILLER}), joint))
                at = joint
            at = self._build(piece, at)
        return at

    def _line(self, text: Text) -> list[Keys]:
        """The keys of the alphabet that each word carries."""
        raw, known, names = text.raw, self._symbols, "<name>" in self._kinds
        symbols: list[Keys] = []
        for word in text.words:
            if word[4] == "word" and not (names and raw[word[0]].isupper()):
                symbol = known.get(word[2])
                if symbol is None:
                    if len(known) > _MOST_STATES:
                        known.clear()
                    symbol = known[word[2]] = self._plain(word)
            else:
                symbol = self._plain(word) | (kinds_of(word, text) & self._kinds)
            symbols.append(symbol)
        return symbols

    def _plain(self, word: Word) -> Keys:
        keys = {key for key in (word.stem, "=" + word.norm) if key in self._alphabet}
        if word.norm in self._fillers:
            keys.add(FILLER)
        return frozenset(keys)

    def _step(self, state: _State, symbol: Keys) -> _State | None:
        reached = {
            end
            for position in state.positions
            for keys, end in self._edges[position]
            if keys is None or not keys.isdisjoint(symbol)
        }
        following = self._state(self._closed(reached)) if reached else None
        state.moves[symbol] = following
        return following

    def _closed(self, positions: set[int]) -> frozenset[int]:
        waiting = list(positions)
        while waiting:
            for position in self._free[waiting.pop()]:
                if position not in positions:
                    positions.add(position)
                    waiting.append(position)
        return frozenset(positions)

    def _state(self, positions: frozenset[int]) -> _State:
        state = self._known.get(positions)
        if state is None:
            if len(self._known) > _MOST_STATES or self._kept > _MOST_KEPT:
                self._known.clear()  # a hostile text; start afresh
                self._kept = 0
                self._start.moves.clear()
            self._kept += len(positions)
            accepts = sorted({self._accept[p] for p in positions if p in self._accept})
            state = self._known[positions] = _State(positions, tuple(accepts))
        return state


def kinds_of(word: Word, text: Text) -> Keys:
    """The kinds of a word as keys: <num>, <time>, <url>, <email>, <mention>, <emoji>, <name>."""
    kind = word.kind
    if kind == "word":
        return _NAME if text.raw[word.start : word.start + 1].isupper() else _NONE
    if kind == "number":
        return _TIMES if is_time(word.norm) else _NUMBERS
    return frozenset({f"<{kind}>"})


def is_time(number: str) -> bool:
    """Whether a number is a time or a span of time: 5pm, 10:30, 24/7, 15min."""
    return _TIME.match(number) is not None


_NAME: Keys = frozenset({"<name>"})
_NUMBERS: Keys = frozenset({"<num>"})
_TIMES: Keys = frozenset({"<num>", "<time>"})
_TIME = re.compile(
    r"\d{1,2}([:.]\d\d)?(am|pm|h|hrs?|mins?|min|days?|d|wks?)$|\d{1,2}:\d\d$|24/7$"
    r"|\d{1,2}[/.]\d{1,2}([/.]\d{2,4})?$"
)
