"""The draft: where the reply is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.cache import LRUCache
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from coach.language.plain import without_hidden

LONGEST = 20_000
KEPT = 500  # drawn rows
Look = tuple[object, ...]


class Draft(TextArea):
    """A text area that keeps hidden characters and endless pastes out, and underlines hints.

    A key, a mark or another count paints only the rows that look other than before; a text area would
    paint all of itself, each row drawn from the whole paragraph.
    """

    DEFAULT_CSS = """
    Draft {
        height: 1fr; min-height: 4; border: round $border-blurred; background: $background;
        border-title-color: $foreground; border-title-style: bold;
        border-subtitle-color: $text-muted; padding: 0 1; margin: 0 1;
    }
    Draft:focus { border: round $border; }
    Draft.-over { border-subtitle-color: $error; border-subtitle-style: bold; }
    Draft .text-area--cursor-line { background: $background; }
    """

    BINDINGS = [  # noqa: RUF012 - as in Widget
        Binding("ctrl+a", "select_all", "select all", show=False),
    ]

    class Cut(Message):
        """Something pasted was too long, or held characters nobody sees."""

        def __init__(self, said: str) -> None:
            super().__init__()
            self.said = said

    def __init__(self, text: str, edited: Callable[[], None] | None = None) -> None:
        """edited: called at once when the text has changed, before anything is painted."""
        self._holding = False  # whether it is settled later what is painted
        self._strips: LRUCache[Look, Strip] = LRUCache(KEPT)
        self._drawn: dict[int, Look] = {}  # by row of the screen
        super().__init__(
            without_hidden(text)[:LONGEST],
            id="draft",
            placeholder="Write to the customer here.",
            highlight_cursor_line=False,
        )
        self.match_cursor_bracket = False
        self._edited = edited
        self._marks: tuple[tuple[int, int, bool], ...] = ()
        self._styled = False
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Lets through what can be shown, as far as there is room."""
        clean = without_hidden(edit.text)
        hidden = len(edit.text.replace("\r\n", "\n").replace("\t", "    ")) - len(clean)
        start, end = sorted((edit.from_location, edit.to_location))
        replaced = len(self.document.get_text_range(start, end)) if start != end else 0
        room = max(LONGEST - len(self.text) + replaced, 0)
        said = ""
        if len(clean) > room:
            said = f"A draft holds {LONGEST:,} characters; the rest was left out."
            clean = clean[:room]
        elif hidden > 0:
            said = f"Left out {hidden} characters that cannot be seen."
        if clean != edit.text:
            edit.text = clean
        self._holding = True
        try:
            result = super().edit(edit)
        finally:
            self._holding = False
        if self._edited is not None:
            self._edited()
        self._refresh_rows()
        if said:
            self.post_message(self.Cut(said))
        return result

    def undo(self) -> None:
        """Takes the latest step back."""
        super().undo()
        self._wrap_anew()

    def redo(self) -> None:
        """Makes the step again that was taken back."""
        super().redo()
        self._wrap_anew()

    def _wrap_anew(self) -> None:
        """A text area wraps too few lines after several steps at once, and paints nothing where the
        cursor stays."""
        self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        self._refresh_size()
        self._refresh_rows()

    def put(self, start: int, end: int, text: str) -> None:
        """Replaces a span, in code points, as a step of its own that undo takes back exactly.

        The cursor stays with the words it stood at.
        """
        self.history.checkpoint()
        self.replace(text, self._at(start), self._at(end), maintain_selection_offset=True)
        self.history.checkpoint()

    def select(self, start: int, end: int) -> None:
        """Selects a span, in code points, so that typing writes over it."""
        self.selection = Selection(self._at(start), self._at(end))
        self.scroll_cursor_visible()

    def _at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        before = self.text[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)

    def mark(self, spans: tuple[tuple[int, int, bool], ...]) -> None:
        """Underlines spans (start, end, urgent) of the text; the cursor stays where it is."""
        if spans != self._marks:
            self._marks = spans
            self._line_cache.clear()
            self._refresh_rows()

    def caption(self, said: str) -> None:
        """Says something in the lower border."""
        self._holding = True
        try:
            self.border_subtitle = said
        finally:
            self._holding = False
        width, height = self.outer_size
        edge = Region(0, height - 1, width, 1)
        self.refresh(edge.translate(-self.content_offset))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """As any widget; while it is held back, what would paint the whole paints nothing."""
        if self._holding and not (regions or layout or recompose):
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _refresh_rows(self) -> None:
        """Has those rows painted that look other than they were drawn."""
        width, height = self.scrollable_content_region.size
        changed = [y for y in range(height) if self._drawn.get(y) != self._look(y, width)]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _look(self, y: int, width: int) -> Look:
        """All that a row of the screen is drawn from."""
        if self.document.end == (0, 0):
            return y, width, self._draw_cursor  # the placeholder
        rows = self.wrapped_document._offset_to_line_info
        at = self.scroll_offset.y + y
        if at >= len(rows):
            return (width,)
        number, part = rows[at]
        line = self.document.get_line(number)
        # the cursor may stand behind the last letter
        edges = [0, *self.wrapped_document.get_offsets(number), len(line) + 1]
        start, end = edges[part : part + 2]
        row, column = self.selection.end
        cursor = None
        if row == number and start <= column < end and self._draw_cursor:
            cursor = column - start
        chosen = None if self.selection.is_empty else (number, self.selection)
        marks = tuple(
            (max(first, start) - start, min(last, end) - start, urgent)
            for first, last, urgent in self._marks_in(number)
            if first < end and last > start
        )
        return line[start:end], width, cursor, chosen, marks

    def _marks_in(self, number: int) -> list[tuple[int, int, bool]]:
        """The marks of a line, counted from its start; they may begin before it and end after it."""
        if not self._marks:
            return []
        # every line before it, and the line end that joins it to the next
        before = sum(len(self.document.get_line(n)) + 1 for n in range(number))
        end = before + len(self.document.get_line(number))
        return [
            (max(first - before, 0), last - before, urgent)
            for first, last, urgent in self._marks
            if last > before and first < end
        ]

    def on_resize(self) -> None:
        """The text area wraps its text anew after this, which alone paints nothing."""
        self.call_next(self._refresh_rows)

    def notify_style_update(self) -> None:
        """Colours may have changed: they are looked up again at the next painting."""
        self._styled = False
        self._strips.clear()
        self._drawn.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """As a text area paints, but colours are looked up when they change and not at every key."""
        if not self._styled and self._theme:
            self._theme.apply_css(self)
            self._styled = True
        return Widget.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """A row of the screen; one that looks as it did before is not drawn again."""
        look = self._drawn[y] = self._look(y, self.scrollable_content_region.width)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = super().render_line(y)
        return strip

    def get_line(self, line_index: int) -> Text:
        """The line with its hints underlined."""
        line = super().get_line(line_index)
        for start, end, urgent in self._marks_in(line_index):
            line.stylize(Style(underline=True, bold=urgent), start, end)
        return line
