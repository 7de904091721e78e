"""Many phrases found in one pass: an automaton over words whose states are worked out when needed.

A phrase is a tree of parts; the trees of a book become one non-deterministic automaton, and the
deterministic states a text reaches are made once and kept. A word then costs a dictionary look-up,
however many phrases there are, and no phrase can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coach.language.forms import stem
from coach.language.text import Text, Word

Keys = frozenset[str]
FILLER = "~"
_MOST_STATES = 20_000
_MOST_FOLLOWED = 500_000  # states in all fronts kept
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


class _Plain(dict[str, Keys]):
    """Normal form of a word -> the keys of the alphabet it carries."""

    def __init__(self, alphabet: set[str], fillers: Keys) -> None:
        self._alphabet, self._fillers = alphabet, fillers

    def __missing__(self, norm: str) -> Keys:
        if len(self) > _MOST_STATES:
            self.clear()
        self[norm] = keys = self.keys_of(norm, stem(norm))
        return keys

    def keys_of(self, norm: str, base: str) -> Keys:
        """The keys of any token, by its normal form and its stem."""
        keys = {key for key in (base, "=" + norm) if key in self._alphabet}
        return frozenset(keys | {FILLER} if norm in self._fillers else keys)


class _Front:
    """All the states that the phrases begun so far in a sentence are in.

    hit: whether a phrase ends here.
    """

    __slots__ = ("hit", "moves", "states")

    def __init__(self, states: tuple[_State, ...]) -> None:
        self.states = states
        self.hit = any(state.accepts for state in states)
        self.moves: dict[Keys, _Front] = {}


class Automaton:
    """Finds phrases, numbered in the order given. ``fillers``: words that may stand between."""

    def __init__(self, phrases: Iterable[Part], fillers: Keys) -> None:
        self._edges: list[list[tuple[Keys | None, int]]] = []
        self._free: list[list[int]] = []
        self._accept: dict[int, int] = {}
        self._alphabet: set[str] = set()
        start = self._position()
        for number, phrase in enumerate(phrases):
            first = self._position()
            self._free[start].append(first)
            self._accept[self._build(phrase, first)] = number
        self._kinds = frozenset(k for k in self._alphabet if k[0] == "<" and len(k) > 1)
        self._known: dict[frozenset[int], _State] = {}
        self._kept = 0
        self._forget_fronts()
        self._start = self._state(self._closed({start}))
        self._plain = _Plain(self._alphabet, fillers)
        self._others: dict[tuple[str, str], Keys] = {}

    def find(self, text: Text) -> list[tuple[int, int, int]]:
        """(phrase, first word, last word + 1): of overlapping matches of one phrase the first and
        longest, never over the end of a sentence, in the order of the text."""
        symbols = self._line(text)
        # Few sentences hold a phrase. All phrases at once are followed through every sentence, and
        # only where one ends it is worked out which, and where it began.
        found: list[tuple[int, int, int]] = []
        for first, last in text.parts:
            front = self._nothing_begun
            hit = False
            for symbol in symbols[first:last]:
                try:
                    front = front.moves[symbol]
                except KeyError:
                    front = self._advance(front, symbol)
                if front.hit:
                    hit = True
            if hit:
                self._search(symbols, first, last, found)
        return found

    def _search(
        self, symbols: list[Keys], first: int, last: int, found: list[tuple[int, int, int]]
    ) -> None:
        """Adds the phrases in one sentence, the words ``first:last``."""
        done: dict[int, int] = {}
        for i in range(first, last):
            state = self._next(self._start, symbols[i])
            ends: dict[int, int] = {}
            j = i + 1
            while state is not None:
                for phrase in state.accepts:
                    ends[phrase] = j
                if j == last:
                    break
                state = self._next(state, symbols[j])
                j += 1
            for phrase in sorted(ends):
                if done.get(phrase, 0) <= i:
                    done[phrase] = ends[phrase]
                    found.append((phrase, i, ends[phrase]))

    def _advance(self, front: _Front, symbol: Keys) -> _Front:
        """The front after one more word, with which phrases can begin too."""
        reached = [self._next(state, symbol) for state in (self._start, *front.states)]
        states = tuple(dict.fromkeys(state for state in reached if state is not None))
        if self._followed > _MOST_FOLLOWED:
            self._forget_fronts()  # a hostile text; start afresh
        self._followed += 1 + len(states)
        following = self._fronts.get(states)
        if following is None:
            following = self._fronts[states] = _Front(states)
        front.moves[symbol] = following
        return following

    def _forget_fronts(self) -> None:
        self._followed = 0
        self._fronts: dict[tuple[_State, ...], _Front] = {}
        self._nothing_begun = _Front(())

    def _next(self, state: _State, symbol: Keys) -> _State | None:
        moves = state.moves
        return moves[symbol] if symbol in moves else self._step(state, symbol)

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
        plain, words, others = self._plain, text.words, self._others
        symbols = [*map(plain.__getitem__, text.norm_of)]
        for i in text.special:
            word = words[i]
            other = others.get((word[2], word[4]))
            symbols[i] = self._other(word, text) if other is None else other
        return symbols

    def _other(self, word: Word, text: Text) -> Keys:
        """The keys of what is more than a plain word: a name, a number, a link."""
        if len(self._others) > _MOST_STATES:
            self._others.clear()
        plain = self._plain.keys_of(word.norm, word.stem)
        self._others[word.norm, word.kind] = plain | (kinds_of(word, text) & self._kinds)
        return self._others[word.norm, word.kind]

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
                self._forget_fronts()
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
