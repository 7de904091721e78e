"""Text broken into lines by the cells it takes on a terminal."""

from __future__ import annotations

from coach.language.plain import cells, one_line

WIDTH = 78


def wrapped(
    text: str, first: str = "", rest: str = "", width: int = WIDTH, most: int | None = None
) -> list[str]:
    """The text, safe to show, on lines of at most ``width`` cells; a longer word has its own line.

    first, rest: what the first line and the others begin with. most: as many lines at most, the
    last one cut with …
    """
    words = one_line(text).split(" ")
    lines: list[str] = []
    line, begun = first, False
    for at, word in enumerate(words):
        if begun and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line, begun = rest, False
        if most is not None and len(lines) == most - 1:
            left = " ".join(words[at:])
            begins = line + (" " if begun else "")
            return [*lines, begins + one_line(left, width - cells(begins))]
        line += (" " if begun else "") + word
        begun = True
    return [*lines, line]
