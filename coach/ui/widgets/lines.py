"""A list of lines to choose from, with headings between them. Arrow keys skip the headings."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.language.plain import cells
from coach.ui.safe import line

GAP = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: ``title`` left, ``end`` right, ``note`` in a second line.

    Texts may come from outside. ``id`` None: a heading, or a line that cannot be chosen.
    """

    title: str
    id: str | None = None
    end: str = ""
    note: str = ""
    lead: str = ""
    style: str = ""
    end_style: str = "$text-muted"


class Lines(OptionList):
    """An option list that lays its rows out anew when its width changes."""

    DEFAULT_CSS = """
    Lines { border: none; padding: 0 1; background: $background; height: 1fr;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Lines:focus { border: none; background-tint: transparent; }
    Lines > .option-list--option { padding: 0 1; }
    Lines > .option-list--option-highlighted { padding: 0 1; }
    Lines > .option-list--option-disabled { color: $foreground; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[Row, ...] = ()
        self._laid_out = 0

    def show(self, rows: tuple[Row, ...], keep: str | None = None) -> None:
        """Shows these rows; the row ``keep``, or the one chosen before, stays chosen."""
        keep = keep or self.chosen
        self._rows = rows
        self._lay_out(keep)

    def lead_in(self, rows: tuple[Row, ...]) -> None:
        """Puts rows above the others; what was chosen stays chosen."""
        if rows:
            self.show((*rows, *self._rows))
            self.call_after_refresh(self.scroll_home, animate=False)

    @property
    def chosen(self) -> str | None:
        """The id of the highlighted row."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def choose(self, name: str) -> None:
        """Highlights the row of that id, if there is one."""
        for place, row in enumerate(self._rows):
            if row.id == name:
                self.highlighted = place

    def on_resize(self) -> None:
        """Right ends move with the width."""
        if self._rows and self.size.width != self._laid_out:
            self._lay_out(self.chosen)

    def _lay_out(self, keep: str | None) -> None:
        self._laid_out = self.size.width
        # before the first layout the list has no width; it will be about as wide as the terminal
        width = max((self.scrollable_content_region.width or self.app.size.width - 3) - 2, 20)
        self.clear_options()
        self.add_options(
            [Option(_drawn(row, width), row.id, disabled=row.id is None) for row in self._rows]
        )
        places = [i for i, row in enumerate(self._rows) if row.id is not None]
        if places:
            kept = [i for i in places if self._rows[i].id == keep]
            self.highlighted = (kept or places)[0]


def _drawn(row: Row, width: int) -> Content:
    if row.id is None:
        style = row.style or "bold $primary"
        return Content.styled(line(row.title, width), style)
    end = line(row.end, width // 2)
    room = width - cells(row.lead) - (cells(end) + GAP if end else 0)
    title = line(row.title, room)
    gap = " " * max(width - cells(row.lead) - cells(title) - cells(end), 0)
    first = Content.assemble(row.lead, (title, row.style), gap, (end, row.end_style))
    if not row.note:
        return first
    indent = " " * cells(row.lead)
    note = line(row.note, width - len(indent))
    return Content.assemble(first, "\n", indent, (note, "$text-muted"))
