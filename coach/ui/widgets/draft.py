"""The draft: where the reply is written."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
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


class Draft(TextArea):
    """A text area that keeps hidden characters and endless pastes out, and underlines hints."""

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
        result = super().edit(edit)
        if self._edited is not None:
            self._edited()
        if said:
            self.post_message(self.Cut(said))
        return result

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
            self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed: they are looked up again at the next painting."""
        self._styled = False
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """As a text area paints, but colours are looked up when they change and not at every key."""
        if not self._styled and self._theme:
            self._theme.apply_css(self)
            self._styled = True
        return Widget.render_lines(self, crop)

    def get_line(self, line_index: int) -> Text:
        """The line with its hints underlined."""
        line = super().get_line(line_index)
        if self._marks:
            # every line before it, and the line end that joins it to the next
            before = sum(len(self.document.get_line(n)) + 1 for n in range(line_index))
            for start, end, urgent in self._marks:
                if end > before and start < before + len(line):
                    style = Style(underline=True, bold=urgent)
                    line.stylize(style, max(start - before, 0), max(end - before, 0))
        return line
