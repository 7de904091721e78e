"""Repairs on the scorecard: the best ones as lines, and one in full."""

from __future__ import annotations

from textual.content import Content

from coach.model.finding import Repair
from coach.ui.safe import Part, joined, line, shown
from coach.ui.widgets.hints import brings, deed
from coach.ui.widgets.lines import Row

LISTED = 3
_ID = "repair:"
_HOW = "(T: back to the draft, F4 there makes it)"
TITLE = f"What would raise it {_HOW}"
WITHOUT_POINTS = f"What would keep more of the list {_HOW}"


def rows(
    repairs: tuple[Repair, ...], reply: str, total: float | None, points: bool = True
) -> tuple[Row, ...]:
    """The best repairs under a heading; none for no repairs. points: not in a crisis."""
    if not repairs:
        return ()
    found = [Row(TITLE if points else WITHOUT_POINTS)]
    for number, repair in enumerate(repairs[:LISTED]):
        said = deed(repair, reply[repair.start : repair.end], 200)
        found.append(Row(said, f"{_ID}{number}", brings(repair, total, points), lead="F4   "))
    return tuple(found)


def is_repair(name: str) -> bool:
    """Whether a line of the scorecard is a repair."""
    return name.startswith(_ID)


def detail(
    name: str,
    repairs: tuple[Repair, ...],
    reply: str,
    total: float | None,
    points: bool = True,
) -> Content:
    """A repair in full: what it does, the old words and the new ones."""
    repair = repairs[int(name.removeprefix(_ID))]
    parts: list[Part] = [(line(repair.message), "bold"), "\n"]
    old = reply[repair.start : repair.end].strip()
    if old:
        parts += [("Now: ", "$text-muted"), shown(old), "\n"]
    if repair.text.strip():
        parts += [("New: ", "$text-muted"), shown(repair.text.strip()), "\n"]
    if points:
        parts += [("Total: ", "$text-muted"), brings(repair, total), "\n"]
    if repair.gap:
        counted = "; until then its sentence does not count" if points else ""
        said = f"What stands in square brackets only you can fill{counted}."
        parts += [(said, "$text-muted"), "\n"]
    parts.append(
        ("T takes you back to the draft; F4 there makes a repair, F6 undoes it.", "$text-muted")
    )
    return joined(*parts)
