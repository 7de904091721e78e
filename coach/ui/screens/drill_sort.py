"""A queue to put in order, with a decision for each post."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from coach.model.problem import CoachError
from coach.practice.decide import CHOICES
from coach.services import catalogue
from coach.services.drill_answers import TriageRun
from coach.ui.commands import bindings
from coach.ui.safe import joined, line, shown
from coach.ui.screens.drill_base import DrillScreen
from coach.ui.widgets.lines import Lines, Row

CHOICE_LIST = tuple(CHOICES)
HOW = "Most urgent first: Shift+↑ ↓ moves a post, 1-6 decides, U undoes, F5 compares."


class DrillSortScreen(DrillScreen[TriageRun]):
    """The queue above, the chosen post below."""

    where = "drill_sort"
    BINDINGS = [  # noqa: RUF012 - as in Screen
        *bindings("drill_sort"),
        *((str(n), f"pick({n})", "decide") for n in range(1, 7)),
    ]
    AUTO_FOCUS = "#queue"
    CSS = """
    DrillSortScreen #ask { text-style: none; color: $text-muted; margin-bottom: 0; }
    DrillSortScreen #queue { height: 1fr; min-height: 4; }
    DrillSortScreen #post { height: 8; padding: 0 2; border-top: solid $border-blurred;
        scrollbar-size-vertical: 1; }
    DrillSortScreen.-low #post { height: 4; }
    DrillSortScreen.-tall #post { height: 14; }
    DrillSortScreen #post Static { height: auto; }
    """

    def body(self) -> ComposeResult:
        """Whose queue it is, the posts, the chosen one."""
        posts = f"{len(self.run.queue.order)} posts"
        yield Static(self.head(posts), id="about", markup=False)
        yield Static(f"{line(self.run.content.brand)}\n{HOW}", id="ask", markup=False)
        yield Lines(id="queue")
        with VerticalScroll(id="post", can_focus=False):
            yield Static("", id="chosen", markup=False)

    def on_mount(self) -> None:
        """Shows the queue; the minutes run beside it."""
        super().on_mount()
        self._show(0)
        self._tick()
        self.set_interval(10, self._tick)

    def _tick(self) -> None:
        left = self.run.undecided
        minutes = f"{self.seconds // 60:.0f} of about {self.run.drill.minutes} min"
        self.say(f"{left} to decide · {minutes}" if left else f"F5 compares · {minutes}")

    @property
    def place(self) -> int:
        """The place of the chosen post."""
        return self.query_one(Lines).highlighted or 0

    def _show(self, place: int) -> None:
        run = self.run
        rows = []
        for n in range(len(run.queue.order)):
            post, choice = run.post(n), run.decision(n)
            said = CHOICES[choice] if choice else "decide: 1-6"
            title = f"{line(post.handle)}  {line(post.text)}"
            style = "$success" if choice else "$text-muted"
            rows.append(Row(title, f"p{n}", said, lead=f"{n + 1:>2}  ", end_style=style))
        lines = self.query_one(Lines)
        lines.show(tuple(rows), f"p{place}")
        self._detail(place)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._detail(self.place)

    def _detail(self, place: int) -> None:
        post = self.run.post(place)
        where = catalogue.channel(post.channel).title
        notes = " · ".join(part for part in (where, post.at, post.seen) if part)
        parts: list[str | tuple[str, str] | Content] = [
            (line(post.handle), "bold $primary"),
            (f"  {line(notes)}\n", "$text-muted"),
            shown(post.text),
            "\n",
        ]
        chosen = self.run.decision(place)
        for number, choice in enumerate(CHOICE_LIST, 1):
            style = "bold $success" if choice is chosen else "$text-muted"
            sign = "•" if choice is chosen else " "
            parts.append((f"{sign}{number} {CHOICES[choice]}  ", style))
        self.query_one("#chosen", Static).update(joined(*parts))

    def _changed(self, place: int) -> None:
        self._show(place)
        self._tick()
        self.keep(self._clocked())

    def action_up(self) -> None:
        """Moves the post up."""
        self._changed(self.run.move(self.place, -1))

    def action_down(self) -> None:
        """Moves the post down."""
        self._changed(self.run.move(self.place, 1))

    def action_pick(self, number: int) -> None:
        """Decides by number."""
        self.run.decide(self.place, CHOICE_LIST[number - 1])
        self._changed(self.place)

    def action_decide(self) -> None:
        """To the queue."""
        self.query_one(Lines).focus()

    def action_undo(self) -> None:
        """One step back."""
        self.run.undo()
        self._changed(self.place)

    def action_done(self) -> None:
        """Compares, once every post is decided."""
        try:
            self.run.ready()
        except CoachError as error:
            self.say(line(str(error)))
            return
        self.end()
