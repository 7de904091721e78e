"""Words spelt out or written with digits to get past a reader: "p.i.n", "c a r d", "m0r0n".

Look-alike letters of other scripts and invisible characters are folded by forms.norm already.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SPELT = re.compile(r"(?<![\w@#.'’-])[^\W\d_]([ .*_-])[^\W\d_](?:\1[^\W\d_])+(?![\w'’])")
_DIGITS = re.compile(
    r"(?<![\w@#/.:-])(?:[A-Za-z]+[01345]|1[A-Za-z0-9]{2})[A-Za-z0-9]{1,10}(?![\w-])"
)
# What has neither of these has no such word: a letter alone between two like marks, and another one
# after them; a letter beside a digit.
_APART = re.compile(r"([ .*_-])[^\W\d_]\1[^\W\d_](?![^\W_])")
_RUN = re.compile(r"[0-9]+")
_LETTERS = str.maketrans("013457", "oieast")


class Unmasked(NamedTuple):
    """A text with such words written plainly; offsets: where each character stood, and the end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of this text in the text as given."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[end]


@lru_cache(maxsize=32)
def unmasked(raw: str) -> Unmasked | None:
    """The text with spelt-out words joined and digits read as letters; None when there are none."""
    found = []
    if _APART.search(raw):
        found = [(m.start(), m.end(), m.group(1)) for m in _SPELT.finditer(raw)]
    low = []
    if any(_beside_letter(raw, *m.span()) for m in _RUN.finditer(raw)):
        low = [m for m in _DIGITS.finditer(raw) if any(c.isalpha() for c in m.group()[1:])]
    if not found and not low:
        return None
    letters = list(raw)
    for match in low:
        letters[match.start() : match.end()] = match.group().translate(_LETTERS)
    kept: list[int] = []
    at = 0
    for start, end, mark in found:
        word = raw[start:end:2]
        # "a P I N" is "a PIN": an article or "I" in front belongs to no spelt-out word.
        if (
            mark == " "
            and len(word) > 3
            and word[0] in "aI"
            and word[0].isupper() != word[1].isupper()
        ):
            start += 2
        kept += range(at, start)
        kept += range(start, end, 2)
        at = end
    kept += range(at, len(raw))
    return Unmasked("".join(letters[i] for i in kept), (*kept, len(raw)))


def _beside_letter(raw: str, start: int, end: int) -> bool:
    return raw[start - 1 : start].isalpha() or raw[end : end + 1].isalpha()
