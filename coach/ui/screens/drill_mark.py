"""A drill in marking words: a text, a word cursor, then what the marks were worth."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.practice.drills.marking import fit, words_in
from coach.services.drill_marking import MarkRun
from coach.ui.commands import bindings
from coach.ui.safe import joined, shown
from coach.ui.screens.drill_base import DrillScreen
from coach.ui.screens.drill_result import result_page
from coach.ui.widgets.keys import Keys
from coach.ui.widgets.words import EXTRA, HIT, MISS, Words

HOW = "← → word   Space mark   Shift+← → several words   U undo   Enter compare"
FINE = "\nF says that it is fine as it stands."
WHOLE = "\nF3 shows in full what it answers."
NEXT = "Enter goes on."


class DrillMarkScreen(DrillScreen[MarkRun]):
    """One text after the other; each is judged before the next comes."""

    where = "drill_mark"
    BINDINGS = bindings("drill_mark")
    AUTO_FOCUS = "#words"
    CSS = """
    DrillMarkScreen #above { height: auto; max-height: 6; padding: 0 2; }
    DrillMarkScreen.-low #above { max-height: 2; }
    DrillMarkScreen #above Static { height: auto; color: $text-muted; }
    DrillMarkScreen #text { height: auto; max-height: 60%; margin-top: 1; }
    DrillMarkScreen.-low #text { margin-top: 0; }
    DrillMarkScreen.-judged #ask, DrillMarkScreen.-judged #above { display: none; }
    DrillMarkScreen.-judged #text { max-height: 45%; margin-top: 0; }
    DrillMarkScreen #verdict { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    DrillMarkScreen #verdict Static { height: auto; }
    """

    def body(self) -> ComposeResult:
        """Head, what the text answers, the text, what its marks were worth."""
        run = self.run
        yield Static(self.head(f"{run.at + 1} of {len(run.items)}"), id="about", markup=False)
        yield Static(run.ask, id="ask", markup=False)
        with VerticalScroll(id="above", can_focus=False):
            yield Static(shown(run.item.above), markup=False)
        with VerticalScroll(id="text", can_focus=False):
            yield Words(run.item)
        with VerticalScroll(id="verdict", can_focus=False):
            yield Static(self._how(), id="lines", markup=False)

    def _how(self) -> Content:
        more = FINE if self.run.may_be_fine else WHOLE
        compares = f"\n{self.run.compares}" if self.run.compares else ""
        return joined(HOW, more, (compares, "$text-muted"))

    def on_mount(self) -> None:
        """Shows marks from before."""
        super().on_mount()
        words = self.query_one(Words)
        words.show(self.run.marking.marked)
        words.focus()
        self.query_one(Keys).hide(frozenset({"post" if self.run.may_be_fine else "fine"}))
        if self.run.judged:
            self._judged()

    @on(Words.Marked)
    def _marked(self, message: Words.Marked) -> None:
        self.run.toggle(message.first, message.last)
        self._changed()

    def _changed(self) -> None:
        self.query_one(Words).show(self.run.marking.marked)
        n = len(self.run.marking.marked)
        self.say(f"{n} marked" if n != 1 else "1 word marked")
        self.keep(self._clocked())

    def action_undo(self) -> None:
        """One step back."""
        if not self.run.judged:
            self.run.undo()
            self._changed()

    def action_fine(self) -> None:
        """Nothing here is to be marked."""
        if self.run.may_be_fine and not self.run.judged:
            self.run.fine()
            self.keep(self._clocked())
            self._judged()

    def action_done(self) -> None:
        """Compares; then goes on."""
        if not self.run.judged:
            self._judge()
        elif self.run.go_on():
            self.keep(self._clocked())
            self.app.switch_screen(DrillMarkScreen(self.run))
        else:
            self.end()

    def _judge(self) -> None:
        if not self.run.marking.marked:
            self.say(
                "mark a word, or F: it is fine" if self.run.may_be_fine else "mark a word first"
            )
            return
        self.run.judge()
        self.keep(self._clocked())
        self._judged()

    def _judged(self) -> None:
        run = self.run
        item, chosen = run.item, run.marking.marked
        got = fit(item, chosen)
        styles = dict.fromkeys(got.extra, EXTRA)
        for truth in item.truths:
            for n in words_in(item.text, truth):
                styles[n] = HIT if n in chosen else MISS
        self.query_one(Words).judge(styles or {-1: ""} if item.words else {})
        self.set_class(True, "-judged")
        compares = f"{run.compares}\n" if run.compares else ""
        page = joined(
            (f"{run.share:.0f} of 100", "bold"),
            f"   {NEXT}\n",
            (compares, "$text-muted"),
            result_page(tuple(run.verdict())),
        )
        self.query_one("#lines", Static).update(page)
        for name in ("#text", "#verdict"):
            self.query_one(name, VerticalScroll).can_focus = True
        scroll = self.query_one("#verdict", VerticalScroll)
        scroll.focus()
        self.watch(scroll, "scroll_y", self._tell_more)
        self.watch(scroll, "show_vertical_scrollbar", self._tell_more)

    def _tell_more(self) -> None:
        scroll = self.query_one("#verdict", VerticalScroll)
        more = scroll.max_scroll_y - scroll.scroll_y > 0
        self.say("↓ reads on · Enter goes on" if more else "Enter goes on")

    def action_post(self) -> None:
        """The whole of what the text answers, on a page that scrolls."""
        from coach.ui.screens.page import PageScreen

        if not self.run.may_be_fine:
            self.app.push_screen(PageScreen("What it answers", shown(self.run.item.above)))

    def action_move(self) -> None:
        """To the text."""
        self.query_one(Words).focus()

    def action_mark(self) -> None:
        """Marks the word under the cursor."""
        self.query_one(Words).action_mark()

    def action_extend(self) -> None:
        """Takes one more word in."""
        self.query_one(Words).action_stretch(1)
