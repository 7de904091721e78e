"""The editor of the workbench: a YAML file as text, with its faulty lines underlined."""

from __future__ import annotations

import re
from collections.abc import Collection

from rich.style import Style
from rich.text import Text
from textual.cache import LRUCache
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.events import Key
from textual.strip import Strip
from textual.widgets import TextArea

from coach.language.plain import plain, without_hidden

INDENT = 2
KEPT = 2000  # drawn lines
_USUAL = re.compile(r"[\t -~]*\Z")
_JOINERS = "\ufe0e\ufe0f\u200d"  # parts of emoji, which no terminal minds
_FAULT = Style(underline=True, bold=True)
HIDDEN = "▯"


class Editor(TextArea):
    """A text area for YAML: Tab indents, Enter keeps the indentation, undo reaches past a reload."""

    BINDINGS = [  # noqa: RUF012 - as in TextArea
        ("tab", "indent", "indent"),
        ("shift+tab", "unindent", "unindent"),
    ]
    DEFAULT_CSS = """
    Editor { border: none; padding: 0; background: $background; scrollbar-size-vertical: 1; }
    Editor:focus { border: none; }
    Editor .text-area--cursor-line { background: $surface; }
    Editor .text-area--gutter { color: $text-muted; }
    Editor .text-area--cursor-gutter { color: $foreground; background: $panel; }
    """

    def __init__(self) -> None:
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(KEPT)
        super().__init__(id="editor", show_line_numbers=True, max_checkpoints=500)
        self.indent_width = INDENT
        self.match_cursor_bracket = False  # it would walk the whole text at each bracket
        self._faulty: frozenset[int] = frozenset()
        self._as_given = False

    def open(self, text: str) -> None:
        """Shows a file's text; what was there before, its history too, is gone."""
        self.load_text(text)

    def become(self, text: str) -> None:
        """Takes another text, changing no more lines than differ: the cursor and what one sees stay
        where they are, and undo brings the old text back."""
        old, new = self.document.lines, text.split("\n")
        if old == new:
            return
        top = 0
        while top < min(len(old), len(new)) and old[top] == new[top]:
            top += 1
        same = 0
        while same < min(len(old), len(new)) - top and old[-1 - same] == new[-1 - same]:
            same += 1
        place = self.scroll_offset
        self._as_given = True
        try:
            self._put(new[top : len(new) - same], top, len(old) - same)
        finally:
            self._as_given = False
        self.scroll_to(place.x, place.y, animate=False)

    def _put(self, lines: list[str], top: int, bottom: int) -> None:
        """Puts lines in place of those from top up to bottom."""
        old = self.document.lines
        if lines and bottom > top:
            end = (bottom - 1, len(old[bottom - 1]))
            self.replace("\n".join(lines), (top, 0), end)
        elif lines and top < len(old):
            self.insert("\n".join(lines) + "\n", (top, 0))
        elif lines:
            self.insert("\n" + "\n".join(lines), self.document.end)
        elif bottom < len(old):
            self.delete((top, 0), (bottom, 0))
        else:
            self.delete((top - 1, len(old[top - 1])), self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Keeps out what nobody sees: it cannot stand in a YAML file."""
        if not self._as_given and edit.text not in ("", "\n"):
            edit.text = without_hidden(edit.text)
        return super().edit(edit)

    def mark(self, lines: Collection[int]) -> None:
        """Underlines these lines, counted from 0."""
        if self._faulty != frozenset(lines):
            self._faulty = frozenset(lines)
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """The line as it can be shown, each character in its place."""
        line = super().get_line(line_index)
        if _USUAL.match(line.plain) is None:
            line.plain = "".join(map(_visible, line.plain))
        if line_index in self._faulty:
            line.stylize(_FAULT, len(line.plain) - len(line.plain.lstrip()))
        return line

    def render_line(self, y: int) -> Strip:
        """A line of the screen. What the cursor and the selection do not touch is drawn once only;
        the text area would draw every line again at every key."""
        rows = self.wrapped_document._offset_to_line_info
        at = self.scroll_offset.y + y
        if not 0 <= at < len(rows):
            return super().render_line(y)
        row, part = rows[at]
        first, last = sorted((self.selection.start[0], self.selection.end[0]))
        if first <= row <= last:
            return super().render_line(y)
        key = (
            self.document.get_line(row),
            row,
            part,
            self.size,
            self.wrapped_document._width,
            self.gutter_width,
            row in self._faulty,
            self.app.theme,
        )
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = super().render_line(y)
        return strip

    def notify_style_update(self) -> None:
        """Other colours: everything is drawn anew."""
        self._strips.clear()
        super().notify_style_update()

    async def on_key(self, event: Key) -> None:
        """Obeys its own keys at once: on their way through the app and back, cursor keys would come
        after letters that were typed later."""
        for key in event.aliases:
            for binding in self._bindings.key_to_bindings.get(key, ()):
                event.stop()
                event.prevent_default()
                await self.run_action(binding.action)
                return

    def go(self, line: int, column: int) -> None:
        """Puts the cursor on a place, both counted from 1, in the middle of what one sees."""
        self.move_cursor((line - 1, column - 1), center=True)

    def action_indent(self) -> None:
        """Moves on to the next indentation; with several lines chosen moves them all."""
        if self.read_only:
            return
        if self.selection.start[0] != self.selection.end[0]:
            self._shift(INDENT)
        else:
            self.insert(
                " " * self._find_columns_to_next_tab_stop(), maintain_selection_offset=False
            )

    def action_unindent(self) -> None:
        """Moves the line, or all lines chosen, back."""
        if not self.read_only:
            self._shift(-INDENT)

    def _shift(self, by: int) -> None:
        first, last = sorted((self.selection.start[0], self.selection.end[0]))
        lines = self.document.lines[first : last + 1]
        if by > 0:
            moved = [" " * by + line if line.strip() else line for line in lines]
        else:
            moved = [line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines]
        if moved != lines:
            self.replace("\n".join(moved), (first, 0), (last, len(lines[-1])))

    def _replace_via_keyboard(
        self, insert: str, start: tuple[int, int], end: tuple[int, int]
    ) -> EditResult | None:
        if insert == "\n":
            line = self.document.get_line(min(start, end)[0])[: min(start, end)[1]]
            insert += line[: len(line) - len(line.lstrip(" "))]
        return super()._replace_via_keyboard(insert, start, end)


def _visible(character: str) -> str:
    if character == "\t" or character in _JOINERS or plain(character) == character:
        return character
    return HIDDEN
