"""Texts that a wording must find, made from the wording itself.

They stand for all texts it finds: each alternative, gaps empty, short and full, words in another
inflection, fillers wherever they may stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product

from coach.language.automaton import Choice, Gap, One, Part
from coach.language.text import Text
from coach.language.wordings import compile_wording

_FILLER = "truly"
_ANY = "qxv"  # a word no wording knows
_JOINT = "\0"
_ENDINGS = ("s", "ed", "ing", "es", "d", "e", "er")
MOST = 100


@dataclass(frozen=True, slots=True)
class Samples:
    """Texts a wording must find, the plainest first. whole: no alternative is missing."""

    texts: tuple[str, ...]
    whole: bool


@lru_cache(maxsize=4096)
def samples_of(source: str, most: int = MOST) -> Samples:
    """The samples of a wording, from at most ``most`` of its alternatives. Raises WordingError."""
    part = compile_wording(source).part
    plain = list(islice(_expanded(part, False), most + 1))
    other = islice(_expanded(part, True), most)
    kept = plain[:most]
    texts = (
        *(_joined(pieces, "") for pieces in kept),
        *(_joined(pieces, _FILLER) for pieces in kept),
        *(_joined(pieces, "") for pieces in other),
    )
    return Samples(tuple(dict.fromkeys(texts)), len(plain) <= most)


Pieces = tuple[str, ...]


def _expanded(part: Part, inflected: bool) -> Iterator[Pieces]:
    """The ways to say a part, as pieces with marks where a filler may stand."""
    if isinstance(part, One):
        if part.keys is None:
            yield (_ANY,)
            return
        for text in part.written:
            yield (_inflected(text) if inflected and _free(text, part) else text,)
    elif isinstance(part, Gap):
        for n in sorted({0, min(1, part.most), part.most}):
            yield (_ANY,) * n
    elif isinstance(part, Choice):
        yield from chain.from_iterable(_expanded(p, inflected) for p in part.parts)
        if part.optional:
            yield ()
    else:
        for pieces in _products([(p, inflected) for p in part.parts]):
            yield tuple(chain.from_iterable(_with_joints(pieces)))


def _products(parts: list[tuple[Part, bool]]) -> Iterator[tuple[Pieces, ...]]:
    """All combinations; of each part no more ways than can ever be used."""
    return product(*(list(islice(_expanded(*part), MOST + 1)) for part in parts))


def _with_joints(pieces: tuple[Pieces, ...]) -> Iterator[Pieces]:
    for n, piece in enumerate(pieces):
        if n and piece != ("",):
            yield (_JOINT,)
        yield piece


def _free(text: str, part: One) -> bool:
    """Whether a written word stands for all its inflections, as one word."""
    words = Text(text).words
    return len(words) == 1 and part.keys is not None and words[0].stem in part.keys


@lru_cache(maxsize=4096)
def _inflected(text: str) -> str:
    """Another inflection of a word; the word itself where none is known."""
    known = Text(text).words[0]
    for base in (known.norm, known.stem, known.norm[:-1]):
        for ending in _ENDINGS:
            words = Text(base + ending).words
            if len(words) == 1 and words[0].stem == known.stem and words[0].norm != known.norm:
                return base + ending
    return text


def _joined(pieces: Pieces, filler: str) -> str:
    words = (filler if piece == _JOINT else piece for piece in pieces)
    return " ".join(word for word in words if word)
