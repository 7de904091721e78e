"""Runs: so many words on end, by which copied and canned wording is known."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence


def runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every run of ``length`` neighbouring words, in order."""
    return zip(*(words[k:] for k in range(length)), strict=False)


def may_share(words: Sequence[str], known: Container[str], length: int) -> bool:
    """Whether so many words on end are all among those another text uses anywhere; where they are not,
    there is no common run, and none has to be looked for."""
    last = length - 1
    while last < len(words):
        # Back from what would be the last of them: behind the first word not known they may begin.
        at = last
        while words[at] in known:
            if last - at == length - 1:
                return True
            at -= 1
        last = at + length
    return False
