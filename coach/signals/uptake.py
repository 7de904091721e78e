"""Uptake: how a reply's words relate to the customer's words, by sharing them or by meaning.

The base of responsiveness and of the specificity of empathy. A word shared by both texts counts by
its rarity, ln((documents + 1) / (documents with it + 1)); words that only belong together count by
the cosine of their vectors: the leading singular vectors of the positive pointwise mutual
information of words within four words of each other (Levy, Goldberg 2014), texts averaged with
weights a / (a + frequency) (Arora et al. 2017). Repeating the customer's own words is no uptake:
see `fresh`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.language.text import Text, Word
from coach.signals.columns import columns, without
from coach.signals.once import once
from coach.signals.runs import may_share, runs

Vector = NDArray[np.float32]
# A run of so many words as the customer has it is copied; "three hours on the tarmac" is not.
COPIED = 6
TELLING = 5.0  # weight from which a word says what a text is about ("the" 0.9, "flight" 6)
_SIGNS = frozenset("^*~")
_DASHES = frozenset("-–—/")


@once
def own_words(text: Text) -> list[Word]:
    """The tokens that say something: no mention at a line's start, no sign-off, no punctuation
    but "?" and "!". An agent's name would tell brands and shifts apart, not what was said.
    """
    return without(text.tokens, unsaid(text))


@once
def unsaid(text: Text) -> list[int]:
    """The places of the other tokens."""
    _, _, norms, _, kinds, _, others = columns(text)
    out: list[int] = []
    opening = 0  # where a line is still to begin
    for i in others:
        kind = kinds[i]
        if kind == "line" or (i == opening and (kind == "mention" or norms[i] == ".")):
            opening = i + 1
            out.append(i)
        elif kind == "punct" and (mark := norms[i][0]) not in "?!":
            out.append(i)
            if (mark in _SIGNS or mark in _DASHES) and _signed(text, i, mark in _DASHES):
                out.append(i + 1)
    return out


def _signed(text: Text, i: int, dash: bool) -> bool:
    """Whether the token after a mark is a sign-off ("^AB", "-Amanda", "/TF")."""
    tokens = text.tokens
    mark = tokens[i]
    if i + 1 >= len(tokens) or tokens[i + 1].kind != "word" or mark.start == 0:
        return False
    before, name = text.raw[mark.start - 1], tokens[i + 1]
    if before.isalnum() or name.start - mark.end > 1 or name.end - name.start > 13:
        return False
    if not dash:
        return True
    after = next((t for t in tokens[i + 2 :] if t.norm not in (".", "!")), None)
    ends = after is None or after.kind in ("line", "url")
    return ends and text.raw[name.start].isupper()


class Profile(NamedTuple):
    """What uptake reads off a text: its own words, their stems, weights, and its vector."""

    words: list[Word]
    stems: list[str]
    weights: dict[str, float]
    vector: Vector
    norm: float
    length: float


def stems_of(words: Iterable[Word]) -> list[str]:
    """The stems of the words and numbers among some tokens."""
    return [w[3] for w in words if w[4] == "word" or w[4] == "number"]


@once
def own_stems(text: Text) -> list[str]:
    """The same of a text's own words."""
    _, _, _, stems, kinds, _, others = columns(text)
    left_out = [i for i in others if kinds[i] != "number"]
    signed = [i for i in unsaid(text) if kinds[i] == "word"]
    return without(stems, sorted(left_out + signed) if signed else left_out)


class Table:
    """Word weights and word vectors, ready to apply."""

    def __init__(
        self, stems: Iterable[str], weights: Iterable[float], vectors: Vector, unknown: float,
        mean: Vector,
    ) -> None:  # fmt: skip
        self.row = {stem: i for i, stem in enumerate(stems)}
        self.weight = dict(zip(self.row, weights, strict=True))
        self.unknown, self.vectors, self.mean = unknown, vectors, mean
        # Rows as bytes, which put end to end are an array at once.
        self._known = {
            stem: (weight, row.to_bytes(8, "little"))
            for (stem, weight), row in zip(self.weight.items(), self.row.values(), strict=True)
        }

    def profile(self, words: list[Word], stems: list[str] | None = None) -> Profile:
        """The profile of a text's own words. stems: those of its words and numbers, where known."""
        if stems is None:
            stems = stems_of(words)
        weights: dict[str, float] = {}
        rows: list[bytes] = []
        for stem, known in zip(stems, map(self._known.get, stems), strict=True):
            if known is None:
                weights[stem] = self.unknown
            else:
                weights[stem], row = known
                rows.append(row)
        taken = self.vectors.take(np.frombuffer(b"".join(rows), "<i8"), axis=0)
        vector: Vector = np.add.reduce(taken) - self.mean
        norm = sqrt(vector.dot(vector)) + 1e-9
        vector *= 1 / norm
        length = sqrt(sum([w * w for w in weights.values()])) + 1e-9
        return Profile(words, stems, weights, vector, norm, length)


def without_copies(words: list[Word], stems: list[str], customer: Profile) -> list[Word]:
    """The words that stand in no run of the customer's; ``stems`` as ``stems_of`` gives them."""
    if not may_share(stems, customer.weights, COPIED):
        return words
    theirs = set(runs(customer.stems, COPIED))
    said = [w for w in words if w.kind == "word" or w.kind == "number"]
    copied: set[int] = set()
    for i in range(len(stems) - COPIED + 1):
        if tuple(stems[i : i + COPIED]) in theirs:
            copied.update(said[i + k].start for k in range(COPIED))
    return [w for w in words if w.start not in copied] if copied else words


class Shared(NamedTuple):
    """Uptake of a customer's text by a reply: cosine of shared words, shared weight for the
    reply's length, cosine of meaning, telling words shared (3 at most: more is repeating), and how
    far the reply's own words make up for the customer's it repeats (0..1)."""

    cosine: float
    density: float
    meaning: float
    telling: float
    fresh: float


MEASURES = 4  # of the fields above, those that say what is taken up


def compare(reply: Profile, customer: Profile, copied: int) -> Shared:
    """The uptake of one profile by another; ``copied`` words of the reply were left out."""
    theirs = customer.weights
    common = 0.0
    telling = 0
    ours = reply.weights
    both = [ours[stem] for stem in ours if stem in theirs]
    own = len(ours) - len(both)
    for weight in both:
        common += weight * weight
        telling += weight > TELLING
    fresh = min(1.0, own / (telling + copied)) if telling + copied else float(own > 0)
    cosine = common / (reply.length * customer.length)
    density = common / sqrt(len(ours) or 1)
    meaning = float(reply.vector @ customer.vector)
    return Shared(cosine, density, meaning, float(min(telling, 3)), fresh)


def pack(table: Table) -> dict[str, Any]:
    """A table as arrays: stems in one byte string, vectors as int8 with a scale for each."""
    scale = np.abs(table.vectors).max(axis=1, keepdims=True) / 127 + 1e-12
    return {
        "stems": np.frombuffer("\n".join(table.row).encode(), np.uint8),
        "weights": np.array(list(table.weight.values()), np.float16),
        "vectors": np.rint(table.vectors / scale).astype(np.int8),
        "scale": scale.astype(np.float16),
        "unknown": np.array(table.unknown, np.float32),
        "mean": table.mean.astype(np.float32),
    }


def unpack(stored: Any) -> Table:
    """The table of some arrays made by ``pack``."""
    vectors = np.ascontiguousarray(stored["vectors"], np.float32)
    vectors *= stored["scale"].astype(np.float32)
    return Table(
        stored["stems"].tobytes().decode().split("\n"),
        [float(w) for w in stored["weights"]],
        vectors,
        float(stored["unknown"]),
        stored["mean"].astype(np.float32),
    )


@cache
def table() -> Table:
    """The shipped table, read at first use."""
    with files("coach.signals").joinpath("weights/uptake.npz").open("rb") as stored:
        return unpack(np.load(stored, allow_pickle=False))


@once
def customer(text: Text) -> Profile:
    """A customer's text, kept while its replies are scored."""
    return table().profile(own_words(text), own_stems(text))


@lru_cache(maxsize=8)
def uptake(reply: Text, theirs: Text) -> tuple[Profile, Shared]:
    """The reply without what it copied, and how it takes up the customer's text."""
    return take_up(table(), reply, customer(theirs))


def take_up(using: Table, reply: Text, theirs: Profile) -> tuple[Profile, Shared]:
    """The same by any table."""
    words, stems = own_words(reply), own_stems(reply)
    kept = without_copies(words, stems, theirs)
    profile = using.profile(kept, stems if kept is words else None)
    return profile, compare(profile, theirs, len(words) - len(kept))
