"""What the text of a lesson may hold, so that it reads the same on screens, in pipes and aloud.

Allowed are paragraphs, headings, lists, quotes, **strong** and *slanted* words. What else Markdown
has is refused: the screens would show it and a plain page would not, or the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.model.problem import Problem

_LIST = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_REFUSED = (
    (
        re.compile(r"^\s*(```|~~~)"),
        "a block of code cannot be in a lesson; start the lines with '> ' to quote them",
    ),
    (
        re.compile(r"^\s*\|.*\||^[\s:|-]*-\s*\|[\s:|-]*$"),
        "a table cannot be in a lesson; write its rows as a list with '- '",
    ),
    (
        re.compile(r"!\[[^\]]*\][(\[]"),
        "a picture cannot be in a lesson; say in words what is on it",
    ),
    (
        re.compile(
            r"(?<!!)\[[^\]]*\]\(|^\s*\[[^\]]+\]:\s|<[a-z][a-z0-9+.-]*:[^>]*>", re.IGNORECASE
        ),
        "a link cannot be in a lesson; write the address itself, or name it in 'sources'",
    ),
    (
        re.compile(r"</?[a-z][a-z0-9-]*(\s[^<>]*)?/?>|<!--", re.IGNORECASE),
        "HTML cannot be in a lesson; write plain text",
    ),
    (
        re.compile(r"`"),
        "code cannot be in a lesson; put the words in quotation marks",
    ),
    (
        re.compile(r"^\s{0,3}(={2,}|-{2,}|(\*\s*){3,}|(_\s*){3,})\s*$"),
        "a line of signs cannot be in a lesson; start a heading with '## '",
    ),
    (
        re.compile(r"^\s{0,3}#{1,6}[^\s#]"),
        "a heading needs a space after its #; add it",
    ),
)


def markup_problems(lines: Sequence[str], start: int, file: str) -> Iterator[Problem]:
    """A problem for each line from ``start`` (from 0) on with something a lesson may not hold."""
    inside = ""  # the fence of a block of code, which is told once
    listed = False
    for number, line in enumerate(lines[start:], start + 1):
        fence = re.match(r"\s*(```|~~~)", line)
        if inside:
            inside = "" if fence is not None and fence[1] == inside else inside
            continue
        for pattern, message in _REFUSED:
            found = pattern.search(line)
            if found is not None:
                column = found.start() + 1
                yield Problem(file, number, column, "not-in-lessons", message)
                break
        else:
            if re.match(r"(?: {4}|\t)\s*\S", line) and not listed:
                message = "a line that starts with four blanks is code; take the blanks away"
                yield Problem(file, number, 1, "not-in-lessons", message)
        if fence is not None:
            inside = fence[1]
        if line.strip():
            listed = bool(_LIST.match(line)) or (listed and line[:1].isspace())
