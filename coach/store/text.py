"""Text and JSON as SQLite can hold them, without losing a character.

SQLite keeps UTF-8, so a lone surrogate (half an emoji, cut by somebody's export) cannot go in, and
its own functions stop at NUL. Both are kept as U+001A and four hexadecimal digits; U+001A itself is
kept the same way, so that every stored text reads back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_ODD = re.compile("[\x00\x1a\ud800-\udfff]")
_KEPT = re.compile("\x1a([0-9a-f]{4})")
_MARK_IN_JSON = "\\u001a"


def pack(text: str) -> str:
    """The text in the form that is stored."""
    return _ODD.sub(lambda found: f"\x1a{ord(found.group()):04x}", text)


def unpack(text: str) -> str:
    """The text as it was given to ``pack``."""
    return _KEPT.sub(lambda found: chr(int(found.group(1), 16)), text) if "\x1a" in text else text


def dump_json(value: Any) -> str:
    """The value as valid JSON that SQLite can hold; NaN is refused, as everywhere in coach."""
    text = _compact(value)
    odd = _ODD.search(text) or _MARK_IN_JSON in text
    return _compact(_plain(value, pack)) if odd else text


def load_json(text: str) -> Any:
    """The value given to ``dump_json``; tuples come back as lists."""
    value = json.loads(text)
    return _plain(value, unpack) if _MARK_IN_JSON in text else value


def _compact(value: Any) -> str:
    return _ENCODER.encode(value)


def _as_dict(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"cannot be kept as JSON: {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_as_dict
)


def _plain(value: Any, change: Callable[[str], str]) -> Any:
    """A copy made of dicts, lists and plain values, with every string changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {change(str(key)): _plain(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, change) for item in value]
    return value
