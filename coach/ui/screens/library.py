"""The library: every scenario, searched and filtered, with one's own best beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, OptionList, Static

from coach.ui.commands import bindings
from coach.ui.filters import NAMES, SINGLE, Filters, kind_of, options, title
from coach.ui.safe import joined, line
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.model.scenario import Scenario
    from coach.ui.messages import HomeView, Library

NOTHING = "No scenario fits. Press X to take search and filters away."
NOTHING_SEARCHED = "No scenario fits. Esc empties the search."
WAITING = "The scenarios are being read …"
KEYS = {"channel": "C", "trade": "T", "skill": "S", "level": "V", "kind": "K"}


class LibraryScreen(CoachScreen):
    """A list that narrows as one types or filters."""

    where = "library"
    BINDINGS = bindings("library")
    AUTO_FOCUS = "#scenarios"
    SEARCH = "search"
    CSS = """
    LibraryScreen #find { height: 1; padding: 0 2; margin-top: 1; }
    LibraryScreen #find Static { width: 8; color: $text-muted; }
    LibraryScreen Input { border: none; height: 1; padding: 0 1; background: $surface; }
    LibraryScreen Input:focus { border: none; background: $panel; }
    LibraryScreen #chips { height: auto; max-height: 2; padding: 0 2; margin: 1 0; }
    LibraryScreen #none { padding: 0 2; color: $text-muted; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.filters = Filters()

    def body(self) -> ComposeResult:
        """Search, filters, list."""
        with Horizontal(id="find"):
            yield Static("Search", markup=False)
            yield Input(placeholder="/ a word from the title, the brand or the post", id="search")
        yield Static("", id="chips", markup=False)
        yield Static(WAITING, id="none", markup=False)
        yield Lines(id="scenarios")

    def on_mount(self) -> None:
        """Shows all."""
        super().on_mount()
        self.query_one("#chips", Static).auto_links = False
        self._show()

    def home_changed(self, view: HomeView) -> None:
        """The scenarios were read, or a best total changed."""
        self._show()

    # narrowing

    def action_search(self) -> None:
        """To the search."""
        self.query_one(Input).focus()

    def action_channel(self) -> None:
        """Keeps one channel."""
        self._pick("channel")

    def action_trade(self) -> None:
        """Keeps one trade."""
        self._pick("trade")

    def action_skill(self) -> None:
        """Keeps one skill."""
        self._pick("skill")

    def action_level(self) -> None:
        """Keeps one level."""
        self._pick("level")

    def action_kind(self) -> None:
        """Keeps crises, conversations or single replies."""
        self._pick("kind")

    def action_clear(self) -> None:
        """Shows all again."""
        self.filters = Filters()
        self.query_one(Input).value = ""
        self._show()
        self.query_one(Lines).focus()

    @on(Input.Changed)
    def _searching(self, event: Input.Changed) -> None:
        self.filters = replace(self.filters, words=event.value)
        self._show()

    @on(Input.Submitted)
    def _searched(self) -> None:
        if self.query_one(Lines).display:
            self.query_one(Lines).focus()

    def _pick(self, name: str) -> None:
        from coach.ui.screens.pick import PickScreen

        library = self.coach.library
        if library is None:
            return

        def picked(value: str | None) -> None:
            if value is not None:
                self.filters = replace(self.filters, **{name: value})
                self._show()

        values = options(library.scenarios, name, library.channels)
        now = getattr(self.filters, name)
        self.app.push_screen(PickScreen(name.capitalize(), values, now), picked)

    async def action_back(self) -> None:
        """From the search to the list, from the list home; a search without a find is emptied."""
        if isinstance(self.focused, Input):
            if not self.query_one(Lines).display:
                self.focused.value = ""
                self.filters = replace(self.filters, words="")
                self._show()
            lines = self.query_one(Lines)
            self.set_focus(lines if lines.display else None)
            self._say_none()
        else:
            await super().action_back()

    # opening

    def action_go(self) -> None:
        """Opens the chosen scenario."""
        self.query_one(Lines).action_select()

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.coach.practise(event.option_id)

    # showing

    def _show(self) -> None:
        library = self.coach.library
        if library is None:
            return
        kept = [s for s in library.scenarios if self.filters.keeps(s)]
        kept.sort(key=lambda s: (s.difficulty, s.title.casefold()))
        self.query_one("#none", Static).display = not kept
        self._say_none()
        lines = self.query_one(Lines)
        lines.display = bool(kept)
        view = self.coach.view
        best = view.best if view is not None else {}
        lines.show(tuple(_row(s, library, best.get(s.id)) for s in kept))
        self.query_one("#chips", Static).update(self._chips(library))
        self.say(f"{len(kept)} of {len(library.scenarios)}")

    def _say_none(self) -> None:
        """What to do where nothing fits, with keys that work where the focus is."""
        if self.coach.library is not None:
            searching = isinstance(self.focused, Input)
            self.query_one("#none", Static).update(NOTHING_SEARCHED if searching else NOTHING)

    def _chips(self, library: Library) -> Content:
        parts: list[Content | str] = []
        for name in NAMES:
            value = getattr(self.filters, name)
            named = value if name == "level" else title(name, value, library.channels)
            said = line(named) if value else "any"
            label = name.capitalize()
            chip = joined(
                (KEYS[name], "bold $primary"),
                (f" {label}: ", "$text-muted"),
                (said, "bold" if value else ""),
            )
            parts += [chip.stylize(Style.from_meta({"@click": f"screen.{name}"})), "  "]
        return joined(*parts)


def _row(scenario: Scenario, library: Library, best: float | None) -> Row:
    place = library.channels[scenario.channel].title
    dots = "●" * scenario.difficulty + "○" * (5 - scenario.difficulty)
    note = f"{place}, {scenario.visibility.value} · {scenario.brand.trade} · "
    note += ", ".join(scenario.skills)
    kind = kind_of(scenario)
    note = f"{dots}  {note}" if kind == SINGLE else f"{dots}  {kind} · {note}"
    said = "not tried yet" if best is None else f"best {best:.0f}"
    return Row(scenario.title, scenario.id, said, note)
