"""What every screen shares: the top and bottom line, and the note for a terminal too small."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Static

from coach.model.attempt import TEST
from coach.ui.widgets.bar import Bar
from coach.ui.widgets.keys import Keys

if TYPE_CHECKING:
    from coach.ui.application import CoachApp
    from coach.ui.messages import HomeView

SMALLEST = (60, 16)
TOO_SMALL = "coach needs a little more room.\n\nPlease enlarge the window to at least 60x16."


def too_small(width: int, height: int) -> bool:
    """Whether a screen cannot be drawn in so little room."""
    return width < SMALLEST[0] or height < SMALLEST[1]


class CoachScreen(Screen[None]):
    """A screen with the bar on top and the keys below. ``where``: its name in the commands."""

    where: ClassVar[str] = ""
    SEARCH: ClassVar[str] = ""  # the id of the line that "/" goes to, where there is one
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as in Screen
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-short"), (32, "-tall")]  # noqa: RUF012

    @property
    def coach(self) -> CoachApp:
        """The app, by its own type."""
        return cast("CoachApp", self.app)

    def compose(self) -> ComposeResult:
        """Bar, body, keys."""
        yield Bar(self.where)
        yield from self.body()
        yield Keys(self.where)

    def before_key(self, event: Key) -> bool | None:
        """A chance to move the focus before a key is handed on; the app calls it.

        True: the key is done with. Letters that follow "/" fast belong into the search.
        """
        if not self.SEARCH or event.character != "/" or self.app.screen is not self:
            return None
        search = self.query_one(f"#{self.SEARCH}")
        if self.focused is search:
            return None
        self.set_focus(search)
        return True

    def body(self) -> ComposeResult:
        """What stands between bar and keys."""
        yield from ()

    def say(self, status: str) -> None:
        """A word at the right end of the bottom line."""
        keys = self.query_one_optional(Keys)
        if keys is not None:
            keys.status = status

    def on_mount(self) -> None:
        """Shows who practises."""
        self.show_agent()

    def show_agent(self) -> None:
        """Puts the agent's name into the bar."""
        agent = self.coach.agent
        for bar in self.query(Bar):
            bar.agent = agent.name if agent else ""
            bar.test = self.coach.mode == TEST

    async def on_resize(self, event: Resize) -> None:
        """Covers a screen that is too small with a note, and uncovers it when there is room."""
        small = too_small(event.size.width, event.size.height)
        notes = self.query("#enlarge")
        if small and not notes:
            await self.mount(Static(TOO_SMALL, id="enlarge", markup=False))
        elif not small and notes:
            await notes.remove()

    async def keep_now(self) -> None:
        """Keeps whatever was typed here; called before the screen goes."""

    @property
    def unsaved(self) -> bool:
        """Whether something here would be lost without asking first."""
        return False

    def ask_leave(self, then: Callable[[], Awaitable[None]]) -> None:
        """Asks what becomes of what is unsaved, and goes on with ``then`` unless one stays."""

    def home_changed(self, view: HomeView) -> None:
        """Plan, drafts or results have changed."""

    async def action_back(self) -> None:
        """Back to the home screen."""
        await self.coach.action_home()

    def action_help(self) -> None:
        """The page with all keys."""
        self.coach.action_help()

    def action_palette(self) -> None:
        """All commands by name."""
        self.coach.action_command_palette()

    def action_light(self) -> None:
        """The other look."""
        self.coach.action_light()

    async def action_quit(self) -> None:
        """Leaves coach."""
        await self.coach.action_quit()

    async def action_library(self) -> None:
        """All scenarios."""
        await self.coach.action_library()

    async def action_progress(self) -> None:
        """The agent's skills."""
        await self.coach.action_progress()

    async def action_rubrics(self) -> None:
        """The files of rubrics and scenarios."""
        await self.coach.action_rubrics()

    async def action_profile(self) -> None:
        """The agent's own habits and channels."""
        await self.coach.action_profile()

    async def action_team(self) -> None:
        """Every agent by skill, for leads."""
        await self.coach.action_team()

    def action_test(self) -> None:
        """Test mode on or off."""
        self.coach.action_test()

    def action_who(self) -> None:
        """Another agent."""
        self.coach.action_who()
