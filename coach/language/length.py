"""Length as channels count it.

X: NFC first; code points 0-4351, 8192-8205, 8208-8223 and 8242-8247 weigh 1, all others 2; an emoji
sequence weighs 2, a URL 23, mentions at the start of a reply 0. Source: docs.x.com, counting
characters. ``&amp;``, as exports write it, counts as the one character it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from coach.language.text import Text
from coach.model.channel import Channel, Counting

if TYPE_CHECKING:
    import regex

URL_WEIGHT = 23
_LEADING = re.compile(r"(?:\s*[@＠][A-Za-z0-9_]{1,20}(?![\w@]))+\s*")
_HEAVY = re.compile(r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#39);")


def plain_length(text: Text, upto: int | None = None) -> int:
    """Code points after NFC, of the whole text or of what stands before ``upto``."""
    return len(unicodedata.normalize("NFC", _ENTITY.sub("&", text.raw[:upto])))


class Count(Protocol):
    """Counts a text, or what stands before an offset of it."""

    def __call__(self, text: Text, upto: int | None = None) -> int:
        """The length."""


def count_of(channel: Channel | None) -> Count:
    """How a channel counts; code points where no channel is known."""
    weighted = channel is not None and channel.counting is Counting.WEIGHTED
    return weighted_length if weighted else plain_length


def length_on(channel: Channel | None, text: str) -> int:
    """The length of a text as a channel counts it."""
    return count_of(channel)(Text(text))


def weighted_length(text: Text, upto: int | None = None) -> int:
    """Weighted characters of a post on X, 280 at most; a URL counts whole where it begins.

    upto: count only what stands before this offset.
    """
    raw = text.raw
    last = len(raw) if upto is None else upto
    urls = 0
    parts: list[str] = []
    leading = _LEADING.match(raw)
    at = leading.end() if leading else 0
    if "." in raw:
        for start, end in _urls(text):
            if at <= start < last:
                urls += 1
                parts.append(raw[at:start])
                at = end
    parts.append(raw[at:last])
    rest = "".join(parts)
    if "&" in rest:
        rest = _ENTITY.sub("&", rest)
    return urls * URL_WEIGHT + _weight(unicodedata.normalize("NFC", rest))


@lru_cache(maxsize=4)
def _urls(text: Text) -> list[tuple[int, int]]:
    return [(word[0], word[1]) for word in text.words if word[4] == "url"]


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    rest, sequences = _emoji().subn("", text)
    return int(2 * sequences + len(rest) + len(_HEAVY.findall(rest)))


@cache
def _emoji() -> regex.Pattern[str]:
    """One emoji sequence: a flag, a keycap, or pictographs joined by ZWJ with their modifiers."""
    import regex  # needs Unicode's emoji tables; loaded only for text beyond ASCII

    picture = r"(?:[\u2000-\U0010ffff--\P{Extended_Pictographic}]|[\xa9\xae]\ufe0f)"
    one = rf"{picture}(?:\ufe0f|\p{{EMod}})?[\U000e0020-\U000e007f]*"
    return regex.compile(rf"\p{{RI}}\p{{RI}}|[#*0-9]\ufe0f?\u20e3|{one}(?:\u200d{one})*", regex.V1)
