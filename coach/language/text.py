"""A text and its words: tokens, sentences and clauses with offsets into the text as given.

Own tokeniser (one compiled expression, cached word forms): social posts need handles, URLs,
emoji, elongation and missing apostrophes, and a scorecard has well under a millisecond.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coach.language.forms import INVISIBLE, norm, stem
from coach.language.kept import kept

_MARKS = "\u0300-\u036f" + INVISIBLE
_EMOJI = (
    "\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_DOMAINS = (
    "com|co\\.uk|org|net|io|gov|edu|info|app|me|ly|de|fr|in|au|ca|ie|nl|eu|uk|co|tv|example"
    "|COM|ORG|NET|UK"
)
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
      (?P<word>  (?!https?:|www\.) {_LETTER}(?:{_LETTER}|[{_MARKS}]|['’´‘](?={_LETTER})|\d)*+
                 (?:-{_LETTER}(?:{_LETTER}|[{_MARKS}]|\d)*+)*+ (?!\.\w\w|[@_]\w|\.\w+@) )
    | (?P<line>  \n+ )
    | (?P<mention>[@＠][A-Za-z0-9_]+ )
    | (?P<number>[$€£₹]?\d+(?:[.,:/\-]\d+)*(?:%|[A-Za-z]{{1,3}}\b)? (?!\w*@) )
    | (?P<entity>&(?:amp|lt|gt|quot|\#39); )
    | (?P<url>   https?://[^\s<>"]*[^\s<>".,;:!?'’)\]] | www\.[^\s<>"]+[^\s<>".,;:!?)]
               | [A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:{_DOMAINS})\b(?!@)(?:/[^\s<>"]*[^\s<>".,;:!?)])?)
    | (?P<email> [\w.+-]+@[\w-]+(?:\.[\w-]+)+ )
    | (?P<hashtag>[#＃]\w+ )
    | (?P<word2> {_LETTER}(?:{_LETTER}|[{_MARKS}]|\d)* )
    | (?P<smile> [:;=][''’]?-?[)(DPpOo/\\|3](?![A-Za-z0-9]) | <3+ | \^_+\^ )
    | (?P<emoji> [{_EMOJI}](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff{_EMOJI}])* )
    | (?P<punct> [.!?…]+ | [^\w\s] | _ )
    """,
    re.VERBOSE,
)
_LINES = re.compile(r"(\n+)")
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr st no nos e.g i.e eg ie etc vs approx dept ext inc ltd u.s u.k a.m p.m am "
        "pm jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
        "sat sun tel ref min mins hr hrs jr sr prof rd ave"
    ).split()
)
_SPLIT = re.compile(r"(n't|'(?:m|re|ve|ll|d|s|ma))$")
_CONTRACTED = {
    "n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would",
    "'s": "'s", "nt": "not", "m": "am", "re": "are", "ve": "have", "ll": "will", "s": "'s",
    "not": "not", "nae": "not", "'ma": "will", "ma": "will",
}  # fmt: skip
_BARE = {
    w: k
    for k, words in {
        3: "cannae couldnae wouldnae didnae isnae wasnae havenae hasnae dinnae willnae shouldnae",
        2: "dont cant wont isnt didnt doesnt arent wasnt werent havent hasnt hadnt couldnt wouldnt "
        "shouldnt aint youre theyre youve weve theyve youll theyll",
        1: "im thats whats heres theres lets hes shes",
    }.items()
    for w in words.split()
} | {"ive": 2, "cannot": 3, "ima": 2}
_HEADS = {"din": "do", "ca": "can", "wo": "will", "sha": "shall", "ai": "be"}
_BREAKS = frozenset(",;:()[]–—-|•")
_PRETTY = {"amp": "and", "lt": "<", "gt": ">", "quot": '"', "#39": "'"}


class Word(NamedTuple):
    """A token: half-open code point offsets, folded form, stem, kind, and where it stands.

    kind: word, number, url, email, mention, hashtag, emoji, smile, punct, line.
    sentence, clause: running numbers; clauses also end at commas, brackets, dashes and "but".
    """

    start: int
    end: int
    norm: str
    stem: str
    kind: str
    sentence: int
    clause: int


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[tuple[int, str, str], ...]:
    """A written word as (length, norm, stem) parts: "can't" is "can" and "not"."""
    folded = norm(word)
    cut = 0
    if "'" in folded:
        found = _SPLIT.search(folded)
        if found and found.start() > 0:
            cut = len(folded) - found.start()
    else:
        cut = _BARE.get(folded, 0)
    if not cut or len(folded) != len(word):
        return ((len(word), folded, stem(folded)),)
    head, tail = folded[:-cut], folded[-cut:]
    head = _HEADS.get(head, head) if tail in ("n't", "nt", "nae") else head
    tail = _CONTRACTED.get(tail, tail)
    return ((len(word) - cut, head, stem(head)), (cut, tail, stem(tail)))


# What a token does to sentences and clauses.
_WORD, _MORE, _BUT, _QUIET, _BREAK, _STOP, _END, _LINE = range(8)
_Piece = tuple[int, int, str, str, str, int]  # offsets in the chunk, norm, stem, kind, role
_KEPT, _LONGEST_KEPT = 65536, 48


class _Pieces(dict[str, tuple[int, tuple[_Piece, ...]]]):
    """Chunk between spaces or line ends -> the way to the next and its tokens. No token crosses white
    space, and people's chunks repeat, so most are looked up."""

    def __missing__(self, chunk: str) -> tuple[int, tuple[_Piece, ...]]:
        # A chunk ends with a space; line ends stand where the space before them would be.
        found = len(chunk) + (-1 if chunk[:1] == "\n" else 1), tuple(_pieces(chunk))
        if len(self) < _KEPT and len(chunk) < _LONGEST_KEPT:
            self[chunk] = found
        return found


def _pieces(chunk: str) -> Iterator[_Piece]:
    for match in _TOKEN.finditer(chunk):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "line":
            yield start - 1, end - 1, "\n", "\n", "line", _LINE
        elif kind == "word" or kind == "word2":
            at = start
            for length, folded, base in _parts(match.group()):
                role = _BUT if folded == "but" else _MORE if chunk[at].isupper() else _WORD
                yield at, at + length, folded, base, "word", role
                at += length
        else:
            folded = match.group().lower()
            if kind == "entity":
                folded, kind = _PRETTY[folded[1:-1]], "punct"
            if folded == "&" or folded == "and":
                folded, kind = "and", "word"
            kind = kind or "punct"
            if kind != "punct":
                yield start, end, folded, folded, kind, _MORE if kind != "word" else _WORD
                continue
            mark = folded[0]
            role = _END if mark in "!?…" else _STOP if mark == "." else _QUIET
            yield start, end, folded, folded, kind, _BREAK if mark in _BREAKS else role


_PIECES = _Pieces()
# Tokens, words, sentences, parts and special words of a text.
_Layout = tuple[list[Word], list[Word], list[tuple[int, int]], list[tuple[int, int]], list[int]]


@dataclass(frozen=True)
class Text:
    """A text with everything read off it lazily. ``raw`` is the text exactly as given."""

    raw: str

    def __hash__(self) -> int:
        # Asked for at every look-up of what is kept of a text; a dataclass would make a tuple each time.
        return hash(self.raw)

    @kept
    def _layout(self) -> _Layout:
        raw = self.raw
        if "\n" in raw:
            chunks = [chunk for line in _LINES.split(raw) for chunk in line.split(" ")]
        else:
            chunks = raw.split(" ")
        tokens: list[Word] = []
        words: list[Word] = []
        special: list[int] = []
        sentences: list[tuple[int, int]] = []
        parts: list[tuple[int, int]] = []
        first = begun = 0  # the first token and the first word of the sentence
        sentence = clause = at = 0
        make = tuple.__new__
        for size, pieces in map(_PIECES.__getitem__, chunks):
            for start, end, folded, base, kind, role in pieces:
                if role == _BUT:
                    clause += 1
                    role = _MORE if raw[at + start].isupper() else _WORD
                place = at + start, at + end, folded, base, kind, sentence, clause
                word = make(Word, place)
                tokens.append(word)
                if role <= _MORE:  # a word, the commonest by far
                    if role:
                        special.append(len(words))
                    words.append(word)
                    continue
                if role == _LINE:
                    last = len(tokens) - 2
                elif role == _BREAK:
                    clause += 1
                    continue
                elif role == _QUIET or (role == _STOP and not _ends_sentence(raw, tokens)):
                    continue
                else:
                    last = len(tokens) - 1
                if last >= first:
                    sentences.append((tokens[first][0], tokens[last][1]))
                    parts.append((begun, len(words)))
                    begun = len(words)
                    sentence += 1
                    clause += 1
                first = len(tokens)
            at += size
        if first < len(tokens):
            sentences.append((tokens[first][0], tokens[-1][1]))
            parts.append((begun, len(words)))
        return tokens, words, sentences, parts, special

    @kept
    def tokens(self) -> list[Word]:
        """All tokens in order, punctuation and line ends included; contractions are split."""
        return self._layout[0]

    @kept
    def words(self) -> list[Word]:
        """The tokens a wording can match: everything but punctuation and line ends."""
        return self._layout[1]

    @kept
    def sentences(self) -> list[tuple[int, int]]:
        """Half-open offsets of the sentences."""
        return self._layout[2]

    @kept
    def parts(self) -> list[tuple[int, int]]:
        """The sentences as numbers of words: the first of each and the one after its last."""
        return self._layout[3]

    @kept
    def special(self) -> list[int]:
        """The numbers of the words that are more than a plain word in small letters: names, numbers,
        links and the like."""
        return self._layout[4]

    @kept
    def norm_of(self) -> list[str]:
        """The normal form of each word."""
        return [w[2] for w in self.words]

    @kept
    def plain_words(self) -> tuple[Word, ...]:
        """Words and numbers only."""
        return tuple([w for w in self.words if w[4] == "word" or w[4] == "number"])

    def within(self, start: int, end: int) -> list[Word]:
        """The words that begin in a span."""
        words = self.words
        first = bisect_left(words, (start,))
        return words[first : bisect_left(words, (end,), first)]

    @kept
    def norms(self) -> frozenset[str]:
        """The different normal forms of the words: what no word of a list is among needs no search."""
        return frozenset(self.norm_of)


@lru_cache(maxsize=16)
def known_text(raw: str) -> Text:
    """A text that is read again and again, such as what the customer wrote while a reply is typed."""
    return Text(raw)


def _ends_sentence(raw: str, tokens: list[Word]) -> bool:
    """Whether the last token, a full stop, ends a sentence and not an abbreviation."""
    start, end, stop, *_ = tokens[-1]
    if len(stop) > 1:
        return end >= len(raw) or raw[end].isspace()
    if end < len(raw) and not raw[end].isspace() and raw[end] not in "\"')”’^*":
        return raw[end].isupper() and start > 1 and raw[start - 2 : start].islower()
    if len(tokens) > 1 and tokens[-2].kind == "word":
        before = tokens[-2].norm
        if before in _ABBREVIATIONS or (len(before) == 1 and before != "i"):
            return end >= len(raw) or raw[end] == "\n"
    return True
