"""A story of a blunder, with questions to answer."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.services.drill_answers import BlunderRun
from coach.ui.commands import bindings
from coach.ui.safe import joined, line, shown
from coach.ui.screens.drill_base import DrillScreen


class DrillChooseScreen(DrillScreen[BlunderRun]):
    """The story on top, the question and its answers below, the reason after the choice."""

    where = "drill_choose"
    BINDINGS = [  # noqa: RUF012 - as in Screen
        *bindings("drill_choose"),
        *((str(n), f"pick_number({n})", "answer") for n in range(1, 7)),
    ]
    AUTO_FOCUS = "#options"
    CSS = """
    DrillChooseScreen #story { height: auto; max-height: 40%; padding: 0 2; margin-bottom: 1;
        scrollbar-size-vertical: 1; }
    DrillChooseScreen.-low #story { max-height: 30%; margin-bottom: 0; }
    DrillChooseScreen #story Static { height: auto; }
    DrillChooseScreen #options { height: 1fr; border: none; padding: 0 1;
        background: $background; scrollbar-size-vertical: 1; }
    DrillChooseScreen #why { height: auto; max-height: 40%; padding: 0 2; display: none;
        border-top: solid $border-blurred; scrollbar-size-vertical: 1; }
    DrillChooseScreen #why Static { height: auto; }
    DrillChooseScreen.-answered #why { display: block; }
    DrillChooseScreen.-answered #story { display: none; }
    """

    def body(self) -> ComposeResult:
        """Story, question, answers."""
        run = self.run
        n, every = len(run.answers) + 1, len(run.content.questions)
        yield Static(self.head(f"question {n} of {every}"), id="about", markup=False)
        with VerticalScroll(id="story"):
            yield Static(_story(run), markup=False)
        yield Static(shown(run.question.ask), id="ask", markup=False)
        yield OptionList(id="options", markup=False)
        with VerticalScroll(id="why", can_focus=False):
            yield Static("", id="reason", markup=False)

    def on_mount(self) -> None:
        """Shows the answers."""
        super().on_mount()
        self._show()
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()
        if self.run.chosen is not None:
            self._answered()

    def _show(self) -> None:
        options = self.query_one(OptionList)
        chosen = self.run.chosen
        at = options.highlighted
        options.clear_options()
        for place, (number, option) in enumerate(
            zip(self.run.order, self.run.options, strict=True)
        ):
            sign = "• " if number == chosen else "  "
            style = "bold" if number == chosen else ""
            points = f"  ({option.points} points)" if chosen is not None else ""
            text = joined(
                (f"{sign}{place + 1}  ", "$text-muted"), shown(line(option.text), style), points
            )
            options.add_option(Option(text, f"o{place}"))
        options.highlighted = at

    def action_pick_number(self, number: int) -> None:
        """Answers by number."""
        if self.run.chosen is None and number <= len(self.run.options):
            self.query_one(OptionList).highlighted = number - 1
            self._choose(number - 1)

    def action_pick(self) -> None:
        """To the answers."""
        self.query_one(OptionList).focus()

    def action_go(self) -> None:
        """Takes the highlighted answer, or goes on."""
        self._enter()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self._enter()

    def _enter(self) -> None:
        if self.run.chosen is None:
            self._choose(self.query_one(OptionList).highlighted or 0)
        elif self.run.go_on():
            self.keep(self._clocked())
            self.app.switch_screen(DrillChooseScreen(self.run))
        else:
            self.end()

    def _choose(self, place: int) -> None:
        self.run.choose(place)
        self.keep(self._clocked())
        self._answered()

    def _answered(self) -> None:
        self.set_class(True, "-answered")
        self._show()
        self.query_one("#reason", Static).update(_reason(self.run))
        self.say("Enter goes on")


def _story(run: BlunderRun) -> Content:
    content = run.content
    return joined(
        shown(content.story), "\n\n", ("What was posted\n", "bold"), shown(content.posted, "italic")
    )


def _reason(run: BlunderRun) -> Content:
    chosen = run.question.options[run.chosen or 0]
    parts: list[Content | str | tuple[str, str]] = [
        (f"{chosen.points} of 100. ", "bold"),
        shown(chosen.why),
    ]
    if chosen.points < 100:
        best = max(run.question.options, key=lambda option: option.points)
        parts += ["\n", ("Better: ", "bold"), shown(best.text), " ", shown(best.why)]
    return joined(*parts)
