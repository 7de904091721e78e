"""The app: its state, and the workers that read store, scenarios and engine after first paint."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.events import Event, Key
from textual.screen import Screen

from coach.model.attempt import PRACTICE, TEST
from coach.model.problem import CoachError
from coach.services.clock import utc_now
from coach.ui import messages
from coach.ui.commands import EVERYWHERE, bindings
from coach.ui.screens.base import CoachScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.settings import Settings
from coach.ui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from textual.command import Provider

    from coach.model.attempt import Agent
    from coach.services.editable import Kind
    from coach.services.practise import Sitting
    from coach.store import Store

TEST_SAID = "Test mode is on: no hints, and the verdict comes after the reply. M ends it."
PRACTICE_SAID = "Test mode is off. A test that is open goes on as a test."
RECENT = 300  # attempts read for the home screen and the best totals


def _palette() -> type[Provider]:
    from coach.ui.palette import Palette

    return Palette


class CoachApp(App[None]):
    """coach in the terminal. Clocks come from outside, so that tests and pictures repeat."""

    CSS_PATH = Path(__file__).with_name("coach.tcss")
    TITLE = "coach"
    BINDINGS = bindings(EVERYWHERE)
    COMMANDS = {_palette}  # noqa: RUF012 - as in App
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        db: Path,
        scenario: str | None = None,
        *,
        drill: str | None = None,
        lesson: str | None = None,
        edit: tuple[Kind, Path | None] | None = None,
        light: bool = False,
        mode: str = PRACTICE,
        now: Callable[[], str] = utc_now,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.db = db
        self.now = now
        self.clock = clock
        self.store: Store | None = None
        self.agent: Agent | None = None
        self.library: messages.Library | None = None
        self.view: messages.HomeView | None = None
        self.settings = Settings(db)
        self.named: tuple[Path, ...] = ()
        self.mode = mode
        self._wanted = scenario
        self._wanted_drill = drill
        self._wanted_lesson = lesson
        self._edit = edit
        self._opening = ""
        for look in (DARK, LIGHT):
            self.register_theme(look)
        chosen = self.settings.get("look") or ("light" if light else "dark")
        self.theme = LIGHT.name if chosen == "light" else DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The home screen, of which hardly anything is there at the first paint."""
        return HomeScreen()

    def on_ready(self) -> None:
        """The first paint is done: now the rest is read."""
        self.open_store()
        if self._edit is not None:
            self.call_later(self._open_edit, *self._edit)

    # reading, away from the UI thread

    @work(thread=True, group="open")
    def open_store(self) -> None:
        """Opens the store, then reads the scenarios."""
        # Read when numpy is first imported: a draft's sums are tiny, and idle threads would spin.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from coach.store import Store

        try:
            store = Store(self.db)
            self.post_message(messages.StoreOpened(store, store.agents()))
            from coach.services import catalogue

            library = messages.Library(catalogue.scenarios(), catalogue.channels())
            self.post_message(messages.LibraryRead(library))
        except CoachError as error:
            self.post_message(messages.Trouble(str(error), fatal=True))

    @work(thread=True, group="warm", exit_on_error=False)
    def warm_up(self) -> None:
        """Imports the engine and reads its data, so that the first practice opens at once."""
        from coach.services import warming

        assert self.library is not None
        try:
            warming.warm_up(self.library.scenarios[0].id)
        finally:
            gc.freeze()  # what was read stays; ``run`` turned collecting off while it was read
            gc.enable()
        self.call_from_thread(self.read_rubrics)

    @work(thread=True, group="rubrics", exit_on_error=False)
    def read_rubrics(self) -> None:
        """Reads the rubrics of the other scenarios."""
        from coach.services import catalogue

        assert self.library is not None
        for name in dict.fromkeys(s.rubric for s in self.library.scenarios):
            catalogue.rubric(name)

    async def on_event(self, event: Event) -> None:
        """Hands events on; a screen may move the focus first, so that fast typing keeps its order."""
        if isinstance(event, Key) and not event.is_forwarded and self._screen_stack:
            screen = self.screen
            if isinstance(screen, CoachScreen) and screen.before_key(event):
                return
        await super().on_event(event)

    @work(thread=True, group="home", exclusive=True)
    def read_home(self, anew: bool = False) -> None:
        """Works out plan, drafts and results. anew: another plan was asked for."""
        store, agent, library = self.store, self.agent, self.library
        if store is None or agent is None or library is None:
            return
        from coach.practice.resume import drafted
        from coach.services.day_plan import day_plan
        from coach.services.drills import half_done

        try:
            sent = store.attempts(agent.id, limit=RECENT)
            drafts = store.drafts(agent.id)
            begun = [drafted(draft.scenario)[0] for draft in drafts]  # to go on with, not to choose
            half = half_done(store, agent)
            begun += [one.drill for one in half]
            now = self.now()
            chosen = day_plan(library.scenarios, store, agent, now, sent, begun, anew=anew)
        except CoachError as error:
            self.post_message(messages.Trouble(str(error)))
            return
        best: dict[str, float] = {}
        for attempt in sent:
            if attempt.total is not None:
                best[attempt.scenario] = max(best.get(attempt.scenario, 0.0), attempt.total)
        open_drafts = tuple(d for d in drafts if library.scenario(drafted(d.scenario)[0]))
        done, before = chosen.done, chosen.before
        view = messages.HomeView(
            agent, chosen.lines, open_drafts, sent[:5], best, half, done, before, chosen.exercise
        )
        self.post_message(messages.HomeRead(view))

    @work(thread=True, group="sitting", exclusive=True)
    def open_sitting(self, scenario: str, mode: str) -> None:
        """Opens a scenario with whatever was drafted for it in this mode."""
        from coach.services import practise

        try:
            sitting = practise.open_sitting(scenario, self.store, self.agent, self.now, mode)
        except CoachError as error:
            self.post_message(messages.Trouble(str(error)))
            return
        self.post_message(messages.SittingOpened(sitting))

    @work(thread=True, group="drill", exclusive=True)
    def open_drill(self, name: str) -> None:
        """Opens a drill where it stopped."""
        from coach.services import drills

        try:
            run = drills.open_run(name, self.store, self.agent, self.now)
        except CoachError as error:
            self.post_message(messages.Trouble(str(error)))
            return
        self.post_message(messages.DrillOpened(run))

    # what the workers report

    @on(messages.StoreOpened)
    def _store_opened(self, message: messages.StoreOpened) -> None:
        self.store = message.store
        named = {agent.name: agent for agent in message.agents}
        last = named.get(self.settings.get("agent") or "")
        if last is None and len(named) == 1:
            last = next(iter(named.values()))
        if last is not None:
            self.practise_as(last)
        elif self._edit is None:
            self._ask_who(message.agents)

    @on(messages.LibraryRead)
    def _library_read(self, message: messages.LibraryRead) -> None:
        self.library = message.library
        self.read_home()
        self.warm_up()
        self._open_wanted()

    @on(messages.HomeRead)
    def _home_read(self, message: messages.HomeRead) -> None:
        if self.agent is None or message.view.agent.id != self.agent.id:
            return
        self.view = message.view
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.home_changed(message.view)

    @on(messages.SittingOpened)
    async def _sitting_opened(self, message: messages.SittingOpened) -> None:
        self._opening = ""
        crisis = message.sitting.scenario.crisis
        if crisis is None:
            await self._open(message.sitting)
            return
        from coach.practice.crisis import notice
        from coach.ui.safe import joined
        from coach.ui.screens.ask import AskScreen

        async def answered(answer: str | None) -> None:
            if answer == "open":
                await self._open(message.sitting)

        answers = (("open", "Open it"), ("leave", "Not this one; nothing of it is kept"))
        self.push_screen(AskScreen("Before you open it", joined(notice(crisis)), answers), answered)

    async def _open(self, sitting: Sitting) -> None:
        """The sitting's draft, or the scorecard it stopped at."""
        from coach.ui.screens.practice import PracticeScreen
        from coach.ui.screens.scorecard import ScorecardScreen

        async def open_it() -> None:
            await self._go_home()
            stopped = sitting.last
            at_card = ScorecardScreen(sitting, stopped) if stopped is not None else None
            self.push_screen(at_card or PracticeScreen(sitting))

        await self._leave(open_it)

    @on(messages.DrillOpened)
    async def _drill_opened(self, message: messages.DrillOpened) -> None:
        from coach.ui.screens.drills import DrillsScreen, screen_of

        self._opening = ""

        async def open_it() -> None:
            await self._go_home()
            self.push_screen(DrillsScreen())
            self.push_screen(screen_of(message.run))

        await self._leave(open_it)

    @on(messages.Trouble)
    def _trouble(self, message: messages.Trouble) -> None:
        from coach.ui.screens.trouble import TroubleScreen

        self._opening = ""
        if message.fatal:
            self.push_screen(TroubleScreen(message.text))
        else:
            self.complain(message.text)

    # what an agent asks for

    def practise_as(self, agent: Agent) -> None:
        """From now on this agent practises."""
        self.agent = agent
        self.settings.put("agent", agent.name)
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.show_agent()
        self.read_home()
        self._open_wanted()

    def welcome(self, agent: Agent) -> None:
        """Somebody new practises: a few questions first, unless a scenario was asked for."""
        asked_for = self._wanted
        self.practise_as(agent)
        if asked_for is None:
            self.call_later(self.action_profile)

    def practise(self, scenario: str, mode: str | None = None) -> None:
        """Opens a scenario, once. mode: the one that is on, unless a draft has its own."""
        if self._opening or self.agent is None:
            return
        self._opening = scenario
        if isinstance(self.screen, CoachScreen):
            self.screen.say("opening …")
        self.open_sitting(scenario, mode or self.mode)

    def drill(self, name: str) -> None:
        """Opens a drill, once."""
        if self._opening or self.agent is None:
            return
        self._opening = name
        if isinstance(self.screen, CoachScreen):
            self.screen.say("opening …")
        self.open_drill(name)

    def lesson(self, name: str) -> None:
        """Opens a lesson, over the list of all."""
        if self.agent is not None:
            self.call_later(self._open_lesson, name)

    def complain(self, text: str) -> None:
        """Says for a while what went wrong."""
        from coach.ui.safe import line, reason_of

        self.notify(line(reason_of(text)), severity="warning", timeout=10, markup=False)

    async def action_home(self) -> None:
        """Back to the home screen, wherever one is."""

        async def go() -> None:
            await self._go_home()
            self.read_home()
            if self.agent is None and self.store is not None:
                self._ask_who(self.store.agents())

        await self._leave(go)

    async def action_library(self) -> None:
        """All scenarios."""
        from coach.ui.screens.library import LibraryScreen

        await self._show(LibraryScreen)

    async def action_progress(self) -> None:
        """How the agent's skills grow."""
        from coach.ui.screens.progress import ProgressScreen

        await self._show(ProgressScreen)

    async def action_kept(self) -> None:
        """The replies the agent keeps."""
        from coach.ui.screens.kept import KeptScreen

        await self._show(KeptScreen)

    async def action_profile(self) -> None:
        """The agent's own habits and channels."""
        from coach.ui.screens.profile import ProfileScreen

        await self._show(ProfileScreen)

    async def action_team(self) -> None:
        """Every agent by skill, for leads."""
        from coach.ui.screens.team import TeamScreen

        await self._show(TeamScreen)

    async def action_drills(self) -> None:
        """Short exercises."""
        from coach.ui.screens.drills import DrillsScreen

        await self._show(DrillsScreen)

    async def action_lessons(self) -> None:
        """Pages to read."""
        from coach.ui.screens.lesson import LessonsScreen

        await self._show(LessonsScreen)

    async def action_rubrics(self) -> None:
        """The files of rubrics and scenarios."""
        from coach.ui.screens.files import FilesScreen

        async def show() -> None:
            while len(self.screen_stack) > 1 and not isinstance(self.screen, FilesScreen):
                await self._keep_drafts()
                self.pop_screen()
            if not isinstance(self.screen, FilesScreen):
                self.push_screen(FilesScreen())

        if not isinstance(self.screen, FilesScreen):
            await self._leave(show)

    def edit(self, path: Path, kind: Kind) -> None:
        """Opens a file on the workbench, over the list of files."""
        self.call_later(self._open_edit, kind, path)

    async def _open_edit(self, kind: Kind, path: Path | None) -> None:
        await self.action_rubrics()
        if path is not None:
            from coach.ui.screens.workbench import WorkbenchScreen

            self.named = tuple(dict.fromkeys((*self.named, path)))
            self.push_screen(WorkbenchScreen(path, kind, self.db))

    def action_help(self) -> None:
        """Every key and what it does."""
        from coach.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "where", "")))

    def action_test(self) -> None:
        """Starts or ends test mode, for what is opened from now on; a new start is without."""
        self.mode = PRACTICE if self.mode == TEST else TEST
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.show_agent()
        self.notify(TEST_SAID if self.mode == TEST else PRACTICE_SAID, timeout=6, markup=False)

    def action_who(self) -> None:
        """Somebody else practises."""
        if self.store is not None:
            self._ask_who(self.store.agents())

    def action_light(self) -> None:
        """Changes between light and dark, and remembers it."""
        light = self.theme != LIGHT.name
        self.theme = LIGHT.name if light else DARK.name
        self.settings.put("look", "light" if light else "dark")

    async def action_quit(self) -> None:
        """Leaves coach after the draft is kept."""

        async def leave() -> None:
            await self._keep_drafts()
            self.exit()

        await self._leave(leave)

    @property
    def fault(self) -> Exception | None:
        """What broke, when coach itself has a fault."""
        error = self._exception
        return getattr(error, "error", error) if error is not None else None

    def _fatal_error(self) -> None:
        """A fault in coach goes to the log and a line on stderr, not over the whole terminal."""
        self._close_messages_no_wait()

    def on_unmount(self) -> None:
        """Closes the store."""
        if self.store is not None:
            self.store.close()

    def _ask_who(self, agents: tuple[Agent, ...]) -> None:
        from coach.ui.screens.who import WhoScreen

        if not isinstance(self.screen, WhoScreen):
            self.push_screen(WhoScreen(agents))

    def _open_wanted(self) -> None:
        if self.agent is not None and self.library is not None:
            if self._wanted_drill:
                name, self._wanted_drill = self._wanted_drill, None
                self.drill(name)
            if self._wanted_lesson:
                name, self._wanted_lesson = self._wanted_lesson, None
                self.call_later(self._open_lesson, name)
        if self._wanted and self.agent is not None and self.library is not None:
            wanted, self._wanted = self._wanted, None
            self.practise(wanted)

    async def _open_lesson(self, name: str) -> None:
        from coach.services import lessons
        from coach.ui.screens.lesson import LessonScreen

        await self.action_lessons()
        self.push_screen(LessonScreen(lessons.lesson(name)))

    async def _show(self, kind: type[CoachScreen]) -> None:
        if isinstance(self.screen, kind) or self.agent is None:
            return

        async def show() -> None:
            await self._go_home()
            self.push_screen(kind())

        await self._leave(show)

    async def _leave(self, then: Callable[[], Awaitable[None]]) -> None:
        """Goes on with ``then``, once no screen has anything unsaved or the user has decided."""
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen) and screen.unsaved:
                screen.ask_leave(then)
                return
        await then()

    async def _go_home(self) -> None:
        """Takes every screen off but the first, after drafts are kept."""
        await self._keep_drafts()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                await screen.keep_now()
