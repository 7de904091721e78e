"""Hints while the draft is written: at most three, each with the words it is about."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from coach.language.plain import cells
from coach.practice.hints import Hint
from coach.ui.messages import HintsView
from coach.ui.safe import Part, joined, line

EMPTY = "Hints come here while you write."
READING = "Reading your words …"
FINE = "Nothing to mend so far."
SIGNS = {True: "!", False: "~"}
_LONGEST_QUOTE = 28


class HintPanel(Widget):
    """One line a hint where room is short, advice in full where there is room."""

    DEFAULT_CSS = """
    HintPanel { height: 1fr; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__(id="hints")
        self._view: HintsView | None = None
        self._started = False

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints shown now."""
        return self._view.hints if self._view else ()

    def started(self) -> None:
        """The first reading takes a moment longer, so say that it is under way."""
        if not self._started:
            self._started = True
            self.refresh()

    def show(self, view: HintsView) -> None:
        """Shows these hints."""
        self._view = view
        self.refresh()

    def render(self) -> Content:
        """The hints, or a word on why there are none."""
        view = self._view
        wide = self.screen.has_class("-wide")
        head: list[Part] = [("Hints", "bold"), "\n"] if wide else []
        if view is None:
            return joined(*head, (READING if self._started else EMPTY, "$text-muted"))
        if not view.text.strip():
            return joined(*head, (EMPTY, "$text-muted"))
        if not view.hints:
            return joined(*head, (f"✓ {FINE}", "$success"))
        parts = [_full(h, view.text) if wide else self._short(h, view.text) for h in view.hints]
        return joined(*head, Content("\n\n" if wide else "\n").join(parts))

    def _short(self, hint: Hint, text: str) -> Content:
        start = f"{SIGNS[hint.urgent]} {quote(hint, text)}: "
        return joined((start, _style(hint)), line(hint.advice, self.size.width - cells(start)))


def _full(hint: Hint, text: str) -> Content:
    start = f"{SIGNS[hint.urgent]} {quote(hint, text)}"
    return joined((start, _style(hint)), f"\n{line(hint.advice)}")


def quote(hint: Hint, text: str) -> str:
    """The words a hint is about."""
    return f"'{line(text[hint.start : hint.end], _LONGEST_QUOTE)}'"


def _style(hint: Hint) -> str:
    return "bold $error" if hint.urgent else "bold $warning"


def whole(view: HintsView) -> Content:
    """Everything about the hints: words, what they do, advice and why."""
    parts: list[Part] = []
    for hint in view.hints:
        parts += [(f"{SIGNS[hint.urgent]} {quote(hint, view.text)}", _style(hint)), "\n"]
        if hint.message:
            parts += [line(hint.message), "\n"]
        parts += [("Do     ", "$text-muted"), line(hint.advice), "\n"]
        parts += [("Why    ", "$text-muted"), line(hint.why), "\n\n"]
    return joined(*parts)
