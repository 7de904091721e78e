"""A text whose words can be marked: a word cursor, spans of words, marks."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from coach.practice.drills.marking import Item, words_of
from coach.ui.safe import marked

MARK = "bold underline $warning"
HIT, MISS, EXTRA = "bold underline $success", "bold underline $error", "strike $text-muted"


class Words(Static, can_focus=True):
    """Arrow keys go from word to word, with shift over several; space marks them."""

    DEFAULT_CSS = """
    Words { height: auto; padding: 0 2; margin: 0 1; border: round $border-blurred; }
    Words:focus { border: round $border; }
    """
    BINDINGS = [  # noqa: RUF012 - as in Widget
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("shift+left", "stretch(-1)", show=False),
        Binding("shift+right", "stretch(1)", show=False),
        Binding("space", "mark", show=False),
    ]
    auto_links = False

    class Marked(Message):
        """The words from first to last are to be marked, or their marks taken off."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    def __init__(self, item: Item) -> None:
        super().__init__("", id="words", markup=False)
        self._item = item
        self._words = words_of(item.text)
        self._at = 0
        self._from = 0
        self._marks: frozenset[int] = frozenset()
        self._styles: dict[int, str] = {}
        self._draw()

    @property
    def cursor(self) -> int:
        """The number of the word the cursor is on."""
        return self._at

    def show(self, marks: frozenset[int]) -> None:
        """Shows these marks."""
        self._marks = marks
        self._draw()

    def judge(self, styles: dict[int, str]) -> None:
        """Shows what the marks were worth; there is nothing to mark any more."""
        self._styles = styles
        self._draw()

    def _draw(self) -> None:
        spans: list[tuple[int, int, str]] = []
        if self._styles:
            spans = [(*self._words[n], style) for n, style in sorted(self._styles.items())]
            self.update(marked(self._item.text, spans))
            return
        self._follow()
        spans += [(*self._words[n], MARK) for n in sorted(self._marks)]
        if self._words:
            low, high = sorted((self._at, self._from))
            spans.append((self._words[low][0], self._words[high][1], "reverse"))
        content = marked(self._item.text, spans)
        for number, (start, end) in enumerate(self._words):
            content = self._clickable(content, start, end, number)
        self.update(content)

    def _follow(self) -> None:
        """Keeps the word of the cursor in sight where the text is longer than its part."""
        scroll = self.parent
        if isinstance(scroll, Widget) and self._words and scroll.max_scroll_y:
            start = self._words[self._at][0] / max(len(self._item.text), 1)
            row = 1 + int(start * self.content_size.height)
            scroll.scroll_to_region(Region(0, max(row - 1, 0), 1, 3), animate=False)

    def _clickable(self, content: Content, start: int, end: int, number: int) -> Content:
        from coach.ui.safe import shown_offset

        text = self._item.text
        click = Style.from_meta({"word": number})
        return content.stylize(click, shown_offset(text, start), shown_offset(text, end))

    def on_click(self, event: Click) -> None:
        """A click marks a word."""
        number = event.style.meta.get("word")
        if isinstance(number, int) and not self._styles:
            self._at = self._from = number
            self._draw()
            self.post_message(self.Marked(number, number))

    def action_step(self, step: int) -> None:
        """To the word beside."""
        self._go(self._at + step)

    def action_line(self, step: int) -> None:
        """About a line up or down: seven words, or to the same place in a line that was broken."""
        width = max(self.content_size.width, 20)
        here = self._words[self._at][0] if self._words else 0
        wanted = here + step * width
        near = min(
            range(len(self._words)), key=lambda n: abs(self._words[n][0] - wanted), default=0
        )
        self._go(near)

    def action_edge(self, place: int) -> None:
        """To the first or the last word."""
        self._go(0 if place == 0 else len(self._words) - 1)

    def action_stretch(self, step: int) -> None:
        """Takes one word more in, or one less."""
        self._at = min(max(self._at + step, 0), max(len(self._words) - 1, 0))
        self._draw()

    def action_mark(self) -> None:
        """Marks the words under the cursor."""
        if self._styles or not self._words:
            return
        first, last = sorted((self._at, self._from))
        self._from = self._at
        self.post_message(self.Marked(first, last))
        self._draw()

    def _go(self, to: int) -> None:
        self._at = self._from = min(max(to, 0), max(len(self._words) - 1, 0))
        self._draw()
