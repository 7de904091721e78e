"""The shipped lists of wordings (corpora/lexicons/phrases.yaml), all found in one pass over a text."""

from __future__ import annotations

from functools import cache

from coach.language.lexicons import lexicon
from coach.language.text import Text
from coach.language.wordings import Match, WordingBook, compile_wording


@cache
def _book() -> tuple[WordingBook, tuple[str, ...]]:
    wordings, owners = [], []
    for name, sources in lexicon("phrases").items():
        for source in sources:
            wordings.append(compile_wording(str(source)))
            owners.append(name)
    return WordingBook(wordings), tuple(owners)


def list_names() -> tuple[str, ...]:
    """The names of the lists."""
    return tuple(lexicon("phrases"))


def matches_by_list(text: Text) -> dict[str, list[Match]]:
    """The matches in a text, by list and in order; lists without a match are left out."""
    book, owners = _book()
    found: dict[str, list[Match]] = {}
    for match in book.find(text):
        found.setdefault(owners[match.wording], []).append(match)
    return found
