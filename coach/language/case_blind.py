"""Patterns blind to case, and quick about it.

Python's ``re.IGNORECASE`` tries every alternative of a pattern letter by letter. Plain ASCII has one small
letter for each, so there the pattern is first tried as it stands on the text in small letters; what is not
found so is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class CaseBlind:
    """A pattern written in small letters that matches whatever the case.

    A part ``(?-i:[A-Z])`` matches capitals only; other capitals must not stand in it.
    """

    __slots__ = ("_any", "_small")

    def __init__(self, source: str) -> None:
        self._any = re.compile(source, re.IGNORECASE)
        self._small = re.compile(source.replace("(?-i:[A-Z]", "(?:[a-z]"))

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return None if self._absent(text) else self._any.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return iter(()) if self._absent(text) else self._any.finditer(text)

    def _absent(self, text: str) -> bool:
        return text.isascii() and self._small.search(text.lower()) is None
