"""A grammar of short phrases: all phrases of all topics found in one pass over a text.

The notation is that of wordings (see wordings.py), with clauses in view: a gap stays within its
clause, and a gap at the end of a phrase runs on to the end of the clause, or to where the grammar's
``breaks`` say that another thought begins.

    ,  ,?      the end of a clause, needed or allowed       <start>  the start of a clause
    ...  ...2  a gap of up to 4 (or 2) words of the clause  <name>   a list of the grammar
    <num> <phone> <url> <email>  a kind of word; a phone is any number of three digits or more

The phrases are one automaton whose states are worked out when a text first needs them: reading the
phrases is quick, and a word costs a few dictionary look-ups however many phrases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coach.language.forms import stem
from coach.language.text import Text, Word

_PIECE = re.compile(r"[()|]|\)\?|\.\.\.\d*|,\??|<\w+>\??|=?[^\s()|?,=<>]+\??")
_EXACT = re.compile(r"=([^\s()|?,]+)")
_START, _CLAUSE, _OTHER = "^", ",", "~"
_EDGES = frozenset({_START, _CLAUSE})
_END = ""  # after the last symbol; no phrase takes it
_KINDS = {
    "num": {"<num>", "<phone>"}, "phone": {"<phone>"}, "url": {"<url>"}, "email": {"<email>"}
}  # fmt: skip
_SYMBOLS = {
    "url": "<url>", "email": "<email>", "hashtag": _OTHER, "emoji": _CLAUSE, "smile": _CLAUSE
}  # fmt: skip
_PHONE = re.compile(r"[+\d-]*\d{3,}[\d-]*$")
_LONGEST_TAIL = 14
_MOST_WORDS, _MOST_STATES = 50_000, 50_000
_BREAK = "breaks"


class GrammarError(ValueError):
    """A phrase that cannot be read; the message says why."""


_Piece = tuple[str, Any, bool]  # what it is, its value, whether it may be missing
_PLAIN = re.compile(r"[\w']+").fullmatch
_BAR: _Piece = ("|", None, False)


class _Node:
    """Takes one symbol (``None``: any word) and leads to ``then``; or ends a phrase (``topic``)."""

    __slots__ = ("symbols", "tail", "then", "topic")

    def __init__(
        self, symbols: frozenset[str] | None, then: frozenset[_Node], topic: str = "", tail: int = 0
    ) -> None:
        self.symbols, self.then, self.topic, self.tail = symbols, then, topic, tail


Nodes = frozenset[_Node]
_NOWHERE: Nodes = frozenset()


class _State:
    """A set of nodes a text can have reached, and the states known to follow."""

    __slots__ = ("ends", "moves", "nodes")

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = [n for n in nodes if not n.topic]
        tails: dict[str, int] = {}
        for node in nodes:
            if node.topic:
                tails[node.topic] = max(node.tail, tails.get(node.topic, 0))
        self.ends = tuple(tails.items())
        self.moves: dict[str, _State | None] = {}


class Grammar:
    """Phrases by topic (one phrase a line), ready to be found."""

    def __init__(
        self, topics: Mapping[str, str], lists: Mapping[str, str], skip: str = "", breaks: str = ""
    ) -> None:
        self._exact: dict[str, set[str]] = {}  # exact forms by their stem
        self._words: dict[str, list[frozenset[str]]] = {}
        self._known: dict[str, str] = dict.fromkeys(skip.split(), "")
        self._read: dict[str, _Piece] = {}  # what a piece as written says
        self._brackets: dict[tuple[str, str], list[_Piece]] = {}
        self._stems = {"'s"}  # what is left of "it's"; the tokeniser knows it only within a word
        self._words["'s"] = [frozenset({"'s"})]
        for source in [*lists.values(), *topics.values()]:
            for written in _EXACT.findall(source):
                self._exact.setdefault(stem(written), set()).add(written)
                self._known[written] = "=" + written
        self._lists = {name: _short(self._pieces(source)) for name, source in lists.items()}
        self._singles: dict[str, frozenset[str]] = {}  # lists of nothing but single words
        begun: dict[frozenset[str], set[_Node]] = {}  # what follows a first word
        for topic, phrases in {**topics, _BREAK: breaks}.items():
            for phrase in filter(None, map(str.strip, phrases.splitlines())):
                for node in self._phrase(phrase, topic):
                    begun.setdefault(node.symbols or frozenset(), set()).update(node.then)
        heads: dict[str, set[_Node]] = {}
        for symbols, nodes in begun.items():
            for symbol in symbols:
                heads.setdefault(symbol, set()).update(nodes)
        self._heads = {symbol: _State(frozenset(nodes)) for symbol, nodes in heads.items()}
        self._states: dict[Nodes, _State] = {}

    def find(self, text: Text) -> dict[str, list[tuple[int, int]]]:
        """The phrases found, by topic, as half-open offsets; of overlapping ones the first."""
        symbols, at = self._line(text)
        ended: list[tuple[int, dict[str, tuple[int, int]]]] = []
        breaks: set[int] = set()
        last = len(symbols)
        symbols.append(_END)
        best: dict[str, tuple[int, int]] = {}
        for i, state in enumerate(map(self._heads.get, symbols)):
            j = i
            while state is not None:
                j += 1
                if state.ends:
                    for topic, tail in state.ends:
                        best[topic] = j, tail
                here = state
                try:
                    state = here.moves[symbols[j]]
                except KeyError:
                    state = self._step(here, symbols[j])
            if best:
                if best.pop(_BREAK, None):
                    breaks.add(i)
                ended.append((i, best))
                best = {}
        found: dict[str, list[tuple[int, int]]] = {}
        reached: dict[str, int] = {}
        words = text.words
        for start, best in ended:
            for topic, (end, tail) in best.items():
                if start < reached.get(topic, 0):
                    continue
                while tail and end < last and symbols[end] not in _EDGES and end not in breaks:
                    end += 1
                    tail -= 1
                reached[topic] = end
                first = start
                while symbols[first] in _EDGES:
                    first += 1
                while symbols[end - 1] in _EDGES:
                    end -= 1
                span = words[at[first]][0], words[at[end - 1]][1]
                if topic in found:
                    found[topic].append(span)
                else:
                    found[topic] = [span]
        return found

    def _line(self, text: Text) -> tuple[list[str], list[int]]:
        """A symbol for each word and clause start, and the number of the word of each."""
        symbols: list[str] = []
        at: list[int] = []
        words = text.words
        clause = sentence = -1
        for n, symbol in enumerate(map(self._known.get, text.norm_of)):
            word = words[n]
            if word[6] != clause:
                symbols.append(_CLAUSE if word[5] == sentence else _START)
                at.append(n)
                sentence, clause = word[5], word[6]
            if symbol is None:
                symbol = self._symbol(word)
            if symbol:
                symbols.append(symbol)
                at.append(n)
        return symbols, at

    def _symbol(self, word: Word) -> str:
        if word.kind == "number":
            return "<phone>" if _PHONE.match(word.norm) else "<num>"
        if word.kind != "word":
            return _SYMBOLS.get(word.kind, "")
        symbol = word.stem if word.stem in self._stems else _OTHER
        if len(self._known) < _MOST_WORDS:
            self._known[word.norm] = symbol
        return symbol

    def _step(self, state: _State, symbol: str) -> _State | None:
        edge = symbol in _EDGES or symbol == _END
        taking = (
            n for n in state.nodes if (not edge if n.symbols is None else symbol in n.symbols)
        )
        nodes = _NOWHERE.union(*(n.then for n in taking))
        following: _State | None = None
        if nodes:
            if len(self._states) > _MOST_STATES:
                self._states.clear()
            following = self._states.setdefault(nodes, _State(nodes))
        state.moves[symbol] = following
        return following

    def _pieces(self, source: str) -> list[_Piece]:
        """What a source says, piece by piece. Raises GrammarError.

        Brackets with none inside are most of a grammar and often the same: each is read once.
        """
        pieces: list[_Piece] = []
        rest, *brackets = source.split("(")
        self._add(pieces, rest)
        for bracket in brackets:
            inside, closed, rest = bracket.partition(")")
            if closed:
                ending = ")?" if rest[:1] == "?" else ")"
                found = self._brackets.get((inside, ending))
                if found is None:
                    found = self._brackets[inside, ending] = self._bracket(inside, ending)
                pieces += found
                self._add(pieces, rest[len(ending) - 1 :])
            else:
                pieces.append(("(", None, False))
                self._add(pieces, inside)
        return pieces

    def _bracket(self, inside: str, ending: str) -> list[_Piece]:
        """The pieces of a bracket; one piece where it is one of several words."""
        optional = ending == ")?"
        words: set[str] = set()
        for option in inside.split("|"):
            option = option.strip()
            kind, value, missing = self._piece_of(option) if _PLAIN(option) else _BAR
            if kind != "word" or missing or len(value) != 1:
                break
            words |= value[0]
        else:
            return [("word", [frozenset(words)], optional)]
        inner: list[_Piece] = []
        self._add(inner, inside)
        return [("(", None, False), *inner, (")", None, optional)]

    def _add(self, pieces: list[_Piece], source: str) -> None:
        """Adds what a source without opening brackets says."""
        if ")" in source:
            source = source.replace(")", " )").replace(")?", ")? ")
        pieces += map(self._piece_of, source.replace("|", " | ").replace(",", " ,").split())

    def _piece_of(self, written: str) -> _Piece:
        """A piece as written."""
        piece = self._read.get(written)
        if piece is None:
            piece = self._read[written] = self._new_piece(written)
        return piece

    def _new_piece(self, written: str) -> _Piece:
        if not _PIECE.fullmatch(written):
            raise GrammarError(f"cannot read {written!r}")
        optional = written[-1] == "?"
        bare = written[:-1] if optional else written
        if bare.startswith("..."):
            return "gap", int(bare[3:] or 0), False
        if bare[0] == "<":
            return "list", bare[1:-1], optional
        if bare in "()|":
            return bare, None, optional
        if bare == ",":
            return "clause", None, optional
        return "word", self._symbols_of(bare.removeprefix("="), bare[0] == "="), optional

    def _phrase(self, source: str, topic: str) -> Nodes:
        pieces = self._pieces(source)
        tail = 0
        if pieces[-1][0] == "gap":
            tail = pieces.pop()[1] or _LONGEST_TAIL
        end = frozenset({_Node(frozenset(), _NOWHERE, topic, tail)})
        try:
            nodes, rest = self._before(pieces, len(pieces), end)
        except (IndexError, KeyError) as problem:
            raise GrammarError(f"brackets or a list's name are wrong in {source!r}") from problem
        if rest or end & nodes or any(n.symbols is None for n in nodes):
            raise GrammarError(f"brackets are wrong or nothing is required in {source!r}")
        return nodes

    def _before(self, pieces: Sequence[_Piece], i: int, end: Nodes) -> tuple[Nodes, int]:
        """The nodes of the alternatives before piece ``i``, read backwards, and their start."""
        options: list[Nodes] = []
        then = end
        while i > 0 and pieces[i - 1][0] != "(":
            i -= 1
            kind, value, optional = pieces[i]
            if kind == "word":
                nodes = then
                for symbols in value:
                    nodes = frozenset((_Node(symbols, nodes),))
                then = nodes | then if optional else nodes
            elif kind == "|":
                options.append(then)
                then = end
            elif kind == ")":
                inner, i = self._before(pieces, i, then)
                i -= 1
                if pieces[i][0] != "(":
                    raise IndexError
                then = inner | then if optional else inner
            else:
                then = self._piece(pieces[i], then)
        return (_joined([*options, then], end) if options else then), i

    def _piece(self, piece: _Piece, then: Nodes) -> Nodes:
        kind, value, optional = piece
        if kind == "gap":
            nodes = then
            for _ in range(value or 4):
                nodes = then.union((_Node(None, nodes),))
            return nodes
        if kind == "clause":
            nodes = frozenset({_Node(frozenset({_CLAUSE}), then)})
        elif value == "start":
            return frozenset({_Node(_EDGES, then)})
        elif value in _KINDS:
            nodes = frozenset({_Node(frozenset(_KINDS[value]), then)})
        else:
            nodes = self._list(value, then)
        return nodes | then if optional else nodes

    def _list(self, name: str, then: Nodes) -> Nodes:
        if name in self._singles:
            return frozenset({_Node(self._singles[name], then)})
        nodes, _ = self._before(self._lists[name], len(self._lists[name]), then)
        only = next(iter(nodes)) if len(nodes) == 1 else None
        if only is not None and only.symbols and only.then is then:
            self._singles[name] = only.symbols
        return nodes

    def _symbols_of(self, written: str, exact: bool) -> list[frozenset[str]]:
        """The symbols of a written word, the last first: to the tokeniser it can be several."""
        if exact:
            return [frozenset({"=" + written})]
        words = self._words.get(written)
        if words is None:
            words = self._words[written] = []
            for word in reversed(Text(written).words):
                self._stems.add(word.stem)
                forms = ("=" + form for form in self._exact.get(word.stem, ()))
                words.append(frozenset({word.stem, *forms}))
        return words


def _short(pieces: list[_Piece]) -> list[_Piece]:
    """The alternatives of a list, those that are one word taken together."""
    words: set[str] = set()
    rest: list[_Piece] = []
    option: list[_Piece] = []
    depth = 0
    for piece in [*pieces, _BAR]:
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] != "|" or depth:
            option.append(piece)
            continue
        if len(option) == 1 and option[0][0] == "word" and not option[0][2]:
            symbols = option[0][1]
            if len(symbols) == 1:
                words |= symbols[0]
                option = []
                continue
        rest += [*option, piece]
        option = []
    if depth:
        return pieces  # for ``_before`` to complain of
    return [*rest, ("word", [frozenset(words)], False)] if words else rest[:-1]


def _joined(options: Iterable[Nodes], end: Nodes) -> Nodes:
    """All options; those that are one word with the same end become one node."""
    single: set[str] = set()
    nodes: set[_Node] = set()
    for option in options:
        for node in option:
            if node.symbols and node.then is end:
                single |= node.symbols
            else:
                nodes.add(node)
    if single:
        nodes.add(_Node(frozenset(single), end))
    return frozenset(nodes)
