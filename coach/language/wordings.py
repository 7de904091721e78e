"""Wordings: phrases a trainer writes, found in a text whatever its inflection and small differences.

The notation, one phrase a line, all of it case-blind:

    sorry for the delay     words in this order; each matches all its inflections, and British and
                            American spelling; fillers such as "so" or "really" may stand between
    (sorry|apologies) if    one of several
    please? call            optional
    =feel                   exactly this form
    _                       any one word
    ...                     up to four words, or ...9 for up to nine
    <num> <url> <email> <mention> <time> <name>   a kind of word; other <names> are word lists

A wording never runs over the end of a sentence, and its cost is bounded: no pattern can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coach.language.automaton import Automaton, Choice, Gap, One, Part, Run, positions
from coach.language.forms import norm, stem
from coach.language.text import Text

FILLERS = frozenset(
    (
        "so very really truly just also sincerely terribly awfully ever rather quite certainly "
        "definitely deeply extremely actually again most always already absolutely"
    ).split()
)
NEGATORS = frozenset("not no never without unable cannot nor neither stop avoid don't".split())
KINDS = {  # a kind of word, and one of the kind
    "num": "7",
    "url": "https://a.example/b",
    "email": "a@b.example",
    "mention": "@acme",
    "time": "5pm",
    "name": "Xanthe",
    "emoji": "\N{GRINNING FACE}",
}
_LONGEST = 400
_DEEPEST = 12
_LONGEST_GAP = 20
_LARGEST = 1_000
MOST_POSITIONS = 20_000  # of the wordings of one automaton
# "_" is any word when it stands alone; "_(" is nothing.
_PIECE = re.compile(r"\(|\)\??|\||\.\.\.\d*|_(?=\s|\)|\||$)|_\(|=?[^\s()|?]+\??|\?")
_MOST_WORDS = 8192
Lists = Mapping[str, Sequence[str]]


class WordingError(ValueError):
    """A wording that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as written and as the part an automaton finds."""

    source: str
    part: Part


class Match(NamedTuple):
    """A found wording: word indices ``first:last`` and half-open offsets ``start:end``."""

    wording: int
    first: int
    last: int
    start: int
    end: int


class _Node(NamedTuple):
    """A part, whether it can be left out, and whether it can begin a wording."""

    part: Part
    optional: bool = False
    begins: bool = True


class _Reader:
    """Reads one wording by recursive descent."""

    def __init__(self, source: str, lists: Lists, seen: tuple[str, ...]) -> None:
        self.source, self.lists, self.seen = source, lists, seen
        self.pieces: list[str] = _PIECE.findall(source.strip())
        if not self.pieces:
            raise WordingError("a wording is empty")
        if len(self.pieces) > _LONGEST:
            raise WordingError(f"a wording has {len(self.pieces)} parts; {_LONGEST} are allowed")
        self.at = 0
        self.depth = 0

    def read(self) -> _Node:
        node = self.alternatives()
        if self.at < len(self.pieces):
            raise WordingError("a ')' without its '('")
        return node

    def alternatives(self) -> _Node:
        options = [self.sequence()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else _one_of(options)

    def sequence(self) -> _Node:
        nodes: list[_Node] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if piece[0] in ")|":
                break
            self.at += 1
            nodes.append(self.item(piece))
        if not nodes:
            raise WordingError("an alternative is empty; write word? for an optional word")
        if len(nodes) == 1:
            return nodes[0]
        needed = next((n for n, node in enumerate(nodes) if not node.optional), len(nodes) - 1)
        begins = all(node.begins for node in nodes[: needed + 1])
        return _Node(Run(tuple(n.part for n in nodes)), all(n.optional for n in nodes), begins)

    def item(self, piece: str) -> _Node:
        if piece == "(":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise WordingError(f"brackets are nested more than {_DEEPEST} deep")
            node = self.alternatives()
            self.depth -= 1
            if self.at >= len(self.pieces) or self.pieces[self.at][0] != ")":
                raise WordingError("a '(' without its ')'")
            closing = self.pieces[self.at]
            self.at += 1
            return _optional(node) if closing == ")?" else node
        if piece == "?":
            raise WordingError("'?' stands after a word or a bracket")
        if piece.startswith("..."):
            most = int(piece[3:] or 4)
            if most > _LONGEST_GAP:
                raise WordingError(f"a gap can be {_LONGEST_GAP} words at most")
            return _Node(Gap(most), begins=False)
        if piece == "_":
            return _Node(One(None), begins=False)
        written = piece.removesuffix("?")
        bare = written.removeprefix("=")
        if bare[:1] == "<" and bare[-1] == ">":
            node = self.kind_or_list(bare)
        else:
            node = _word(written)
        return _optional(node) if piece[-1] == "?" else node

    def kind_or_list(self, written: str) -> _Node:
        name = written[1:-1]
        if name in KINDS:
            return _Node(One(frozenset({written}), (KINDS[name],)))
        if name not in self.lists:
            raise WordingError(f"no word list is called '{name}'")
        if name in self.seen:
            raise WordingError(f"the word list '{name}' contains itself")
        return _one_of(
            [_Reader(entry, self.lists, (*self.seen, name)).read() for entry in self.lists[name]]
        )


@lru_cache(maxsize=_MOST_WORDS)
def _word(piece: str) -> _Node:
    """A word as written, exact after "="; to the tokeniser it can be several: "can't", "e-mail us"."""
    exact = piece[0] == "=" and len(piece) > 1
    written = piece[1:] if exact else piece
    parts = Text(written).words
    if not parts:
        raise WordingError(f"{written!r} has no word in it")
    if len(parts) == 1:
        key = "=" + norm(written) if exact else stem(parts[0].norm)
        return _Node(One(frozenset({key}), (written,)))
    keys = [frozenset({"=" + p.norm if exact else p.stem}) for p in parts]
    return _Node(Run(tuple(One(k, ("" if n else written,)) for n, k in enumerate(keys))))


def _optional(node: _Node) -> _Node:
    return _Node(Choice((node.part,), optional=True), True, node.begins)


def _one_of(options: Sequence[_Node]) -> _Node:
    """Any of several parts; single words become one set of keys."""
    parts = [node.part for node in options]
    single = [p for p in parts if isinstance(p, One) and p.keys]
    rest = [p for p in parts if not (isinstance(p, One) and p.keys)]
    if single:
        keys = frozenset[str]().union(*(p.keys for p in single if p.keys))
        rest.append(One(keys, tuple(text for p in single for text in p.written)))
    part = rest[0] if len(rest) == 1 else Choice(tuple(rest))
    return _Node(part, any(n.optional for n in options), all(n.begins for n in options))


def compile_wording(source: str, lists: Lists | None = None) -> Wording:
    """A wording ready to match. Raises WordingError when it cannot be read or could match nothing."""
    node = _Reader(source, lists or {}, ()).read()
    if not node.begins or node.optional:
        raise WordingError(
            "a wording must begin with a word, not with a gap or only optional words"
        )
    size = positions(node.part)
    if size > _LARGEST:
        raise WordingError(
            f"it has {size:,} places for words; {_LARGEST:,} are allowed; write it as several "
            "wordings or with shorter gaps"
        )
    return Wording(source, node.part)


class WordingBook:
    """Several wordings searched in one pass over a text."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self.wordings = tuple(wordings)
        self._automaton = Automaton((w.part for w in self.wordings), FILLERS)

    def find(self, text: Text) -> list[Match]:
        """All matches in order; of overlapping matches of one wording the first, longest is kept."""
        words = text.words
        return [
            Match(n, first, last, words[first].start, words[last - 1].end)
            for n, first, last in self._automaton.find(text)
        ]


def negated(text: Text, first: int, reach: int = 4) -> bool:
    """Whether a negation stands at most ``reach`` words before word ``first`` in its clause.

    "Please don't post your card number": negated for "post". "No problem" and "why don't" are not
    negations of what follows.
    """
    words = text.words
    clause = words[first].clause
    for j in range(first - 1, max(-1, first - 1 - reach), -1):
        word = words[j]
        if word.clause != clause:
            return False
        if word.norm in NEGATORS:
            if word.norm == "not" and j >= 2 and words[j - 2].norm in ("why", "if"):
                return False
            after = words[j + 1].norm if j + 1 < len(words) else ""
            return not (
                word.norm in ("no", "not") and after in ("problem", "worries", "only", "just")
            )
    return False
