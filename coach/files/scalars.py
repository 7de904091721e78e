"""Plain YAML scalars by the 1.2 core schema, refusing what people and parsers read differently."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from coach.files.wording import quoted


class Fault(NamedTuple):
    """Why a plain scalar is refused: word id and message."""

    word: str
    message: str


_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OLD_BOOL = frozenset({"yes", "no", "on", "off"})
_INT = re.compile(r"[-+]?[0-9]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CLOCK = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?", re.ASCII)
_UNDERSCORE = re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?", re.ASCII)
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+(\.[0-9]*)?", re.ASCII)
_OTHER_BASE = re.compile(r"[-+]?0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII)
_DIGITS = 30  # no number a rubric needs is longer, and Python refuses to read endless ones


def read_plain(text: str) -> str | int | float | bool | Fault | None:
    """What an unquoted scalar stands for, or the Fault that keeps it from being read."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if not text[0].isascii() or not (text[0].isdigit() or text[0] in "-+.yYnNoO"):
        return text  # most scalars are words: do not try eight patterns on them
    return _fault(text) or _number(text)


def _number(text: str) -> str | int | float | Fault:
    if _INT.fullmatch(text):
        if len(text) > _DIGITS:
            return Fault("odd-number", f"{quoted(text)} is too long for a number; quote it")
        return int(text)
    if _FLOAT.fullmatch(text):
        value = float(text)
        if not math.isfinite(value):
            return Fault("not-finite", f"{quoted(text)} is too large for a number; quote it")
        return value
    return text


def _fault(text: str) -> Fault | None:
    if text.casefold() in _OLD_BOOL:
        return Fault(
            "boolean-word",
            f"{quoted(text)} is text in YAML 1.2 but true or false to older readers; "
            "quote it or write true/false",
        )
    if _CLOCK.fullmatch(text):
        return Fault("clock-number", f"{quoted(text)} is a number to some YAML readers; quote it")
    if _UNDERSCORE.fullmatch(text) or _LEADING_ZERO.fullmatch(text) or _OTHER_BASE.fullmatch(text):
        return Fault(
            "odd-number",
            f"{quoted(text)} is read as different numbers by different YAML readers; "
            "quote it or write a plain decimal number",
        )
    if _NOT_FINITE.fullmatch(text):
        return Fault("not-finite", f"{quoted(text)} is not a number that can be used; leave it out")
    return None
