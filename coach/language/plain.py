"""The one place that makes foreign text safe to show.

A customer's words can hold escapes that drive the terminal, overrides that turn a line around and
marks nobody sees. Each is shown as what it is, ‹U+202E›; ordinary text of any script, combining
marks and emoji stay as they are.
"""

from __future__ import annotations

import re
import unicodedata

# Controls (C0, C1), bidirectional controls, zero width, line separators, fillers that look like
# nothing, variation selectors, private use, surrogates, non-characters and tags.
# Cf that is seen (Arabic number signs and their like) is text and not here.
_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_EMOJI = (
    "©®\u203c\u2049\u2122\u2139\u2190-\u21ff\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_ONE = rf"[{_EMOJI}]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
# Scripts whose spelling needs the joiner and the non-joiner: Arabic, the Indic ones, Khmer.
_JOINING = "\u0620-\u06ff\u0750-\u077f\u0900-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"
_KEPT = (
    r"\U0001f3f4(?:\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067"  # England,
    r"|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f)"  # Scotland, Wales
    rf"|{_ONE}(?:\u200d{_ONE})+"
    rf"|[{_EMOJI}][\ufe0e\ufe0f]"
    r"|[0-9#*]\ufe0f\u20e3"
    r"|[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff][\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    rf"|(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
)
_FIRST = re.compile(f"[{_HIDDEN}]")
_SHOWN = re.compile(f"({_KEPT})|[{_HIDDEN}]")
_SPACE = re.compile("[ \t\r\n]+")
# What must not be cut: an escape, a flag, a sign with its marks and the signs joined to it.
_CLUSTER = re.compile(rf"‹U\+[0-9A-F]{{4,6}}›|[\U0001f1e6-\U0001f1ff]{{2}}|{_KEPT}|.", re.DOTALL)
_TAB = "    "
_WIDE = frozenset("WF")
_NO_CELLS = frozenset("\u200c\u200d") | frozenset(map(chr, range(0xE0020, 0xE0080)))
_EMOJI_SELECTOR = "\ufe0f"


def plain(text: str, newlines: bool = True) -> str:
    """The text with everything that is not seen, or acts on the terminal, as visible escapes.

    newlines: keep line ends (``\\r\\n`` as ``\\n``); else they are escaped too. Tabs become spaces.
    """
    if not _FIRST.search(text):
        return text
    text = text.replace("\t", _TAB)
    if not newlines:
        return _SHOWN.sub(_escape, text)
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_SHOWN.sub(_escape, line) for line in lines)


def without_hidden(text: str) -> str:
    """The text as it can be typed: what ``plain`` would show as an escape is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB)
    lines = text.split("\n") if _FIRST.search(text) else [text]
    return "\n".join(_SHOWN.sub(lambda found: found.group(1) or "", line) for line in lines)


def one_line(text: str, width: int | None = None) -> str:
    """The text on one line for a table, cut with … to at most ``width`` terminal cells."""
    if text.isascii() and text.isprintable() and "  " not in text:
        line = text.strip(" ")  # nearly every text
    else:
        line = plain(_SPACE.sub(" ", text).strip(" "), newlines=False)
    if width is None or cells(line) <= width:
        return line
    if width < 1:
        return ""
    if line.isascii():
        return line[: width - 1].rstrip() + "…"
    kept: list[str] = []
    used = 1  # the sign that says something was cut
    for found in _CLUSTER.finditer(line):
        used += cells(found.group())
        if used > width:
            break
        kept.append(found.group())
    return "".join(kept).rstrip() + "…"


def padded(text: str, width: int) -> str:
    """The text with spaces after it, up to a width in terminal cells."""
    return text + " " * max(width - cells(text), 0)


def cells(text: str) -> int:
    """How many terminal cells the text takes; never fewer where terminals differ."""
    if text.isascii():
        return len(text)
    total, last = 0, 0
    for character in text:
        if character == _EMOJI_SELECTOR:
            total += last == 1  # the selector makes a narrow sign an emoji
        width = _cell(character)
        total += width
        last = width
    return total


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me") or character in _NO_CELLS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def _escape(found: re.Match[str]) -> str:
    return found.group() if found.group(1) else f"‹U+{ord(found.group()):04X}›"
