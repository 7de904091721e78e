"""Writing any text as a YAML scalar that every reader takes for exactly that text."""

from __future__ import annotations

import re
import unicodedata

from coach.files.scalars import read_plain

_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,.'()/!?-]*[A-Za-z0-9).!?])?", re.ASCII)
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# What shows nothing, acts on an editor, or is a line break to some YAML readers only.
_HIDDEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # emoji and several scripts are spelt with them


def scalar(text: str) -> str:
    """The text as a block scalar on one line: bare where no reader can misread it, else quoted."""
    if _PLAIN.fullmatch(text) and read_plain(text) == text:
        return text
    return quoted_scalar(text)


def quoted_scalar(text: str) -> str:
    """The text in double quotes, on one line; right in lists and mappings in brackets, too.

    NUL and lone surrogates cannot stand in a YAML file in any form: see ``unwritable``.
    """
    return '"' + "".join(map(_written, text)) + '"'


def unwritable(text: str) -> bool:
    """Whether the text holds a character that no YAML file can hold, not even escaped."""
    return any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)


def _written(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if character.isascii() and character.isprintable():
        return character
    kind = unicodedata.category(character)
    hidden = kind in _HIDDEN and character not in _JOINERS
    if not hidden and not (kind == "Zs" and character != " "):
        return character
    code = ord(character)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    )
