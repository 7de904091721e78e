"""Lists of wordings in a lexicon, all found in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from coach.language.lexicons import lexicon
from coach.language.text import Text
from coach.language.wordings import Match, WordingBook, compile_wording


class PhraseLists:
    """Named lists of wordings as one book."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        entries = [(name, str(source)) for name, sources in lists.items() for source in sources]
        self._owners = [name for name, _ in entries]
        self._book = WordingBook(compile_wording(source) for _, source in entries)

    def find(self, text: Text) -> dict[str, list[Match]]:
        """The matches in a text, by list and in order; lists without a match are left out."""
        found: dict[str, list[Match]] = {}
        for match in self._book.find(text):
            found.setdefault(self._owners[match.wording], []).append(match)
        return found


@cache
def _shipped() -> PhraseLists:
    return PhraseLists(lexicon("phrases"))


def list_names() -> tuple[str, ...]:
    """The names of the shipped lists (corpora/lexicons/phrases.yaml)."""
    return tuple(lexicon("phrases"))


def matches_by_list(text: Text) -> dict[str, list[Match]]:
    """The matches of the shipped lists in a text, by list and in order."""
    return _shipped().find(text)
