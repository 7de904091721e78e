"""Small pieces of wording that every message about a file shares."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

_SHOWN = 60  # characters of a quoted value; more makes the message hard to read
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"}


def visible(text: str, shown: int = _SHOWN) -> str:
    """The text on one line, cut to ``shown`` characters, with what cannot be seen escaped.

    Control characters could drive the terminal and bidirectional overrides could turn the
    message around, so both appear as ``\\x1b`` or ``\\u202e``.
    """
    cut = text[:shown]
    safe = "".join(_escape(c) if _unseen(c) else c for c in cut)
    return safe + "..." if len(text) > shown else safe


def quoted(text: str) -> str:
    """The text as ``visible`` shows it, in single quotes."""
    return f"'{visible(text)}'"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name most like ``name``, or None when none is close."""
    by_fold = {known.casefold(): known for known in names}
    found = difflib.get_close_matches(name[:_SHOWN].casefold(), list(by_fold), n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def instead(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """The remedy for a wrong name: the nearest right one, else all of them, else ``otherwise``."""
    known = sorted(set(names))
    near = nearest(name, known)
    if near is not None:
        return f"did you mean '{near}'?"
    if otherwise:
        return otherwise
    return f"use one of: {', '.join(known)}" if known else "there is none to choose from"


def _unseen(character: str) -> bool:
    """Whether a character shows nothing, or a blank that is taken for a space."""
    kind = unicodedata.category(character)
    return kind in _HIDDEN or (kind == "Zs" and character != " ")


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
