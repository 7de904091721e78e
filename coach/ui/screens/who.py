"""Who practises: a name at the first start, a list when several people share the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from coach.model.attempt import Agent
from coach.model.problem import CoachError
from coach.ui.commands import bindings
from coach.ui.safe import line, reason_of
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.keys import Keys
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.store import Store

FIRST = (
    "Hello! Here you practise answering customers before it counts.\n"
    "You see a real situation, decide what to do, write the reply, and find out\n"
    "word by word what it does. Nobody else sees it."
)
ASK = "What is your name?"
NOBODY = "Say first who practises. Ctrl+Q leaves coach."
ASK_NEW = "Somebody new? Type a name and press Enter."


class WhoScreen(CoachScreen):
    """Asks for a name, or for a choice among those who practise here."""

    where = "who"
    BINDINGS = bindings("who")
    CSS = """
    WhoScreen #hello { padding: 1 2; height: auto; }
    WhoScreen #ask { padding: 1 2 0 2; text-style: bold; }
    WhoScreen Input {
        width: 46; margin: 0 2; border: round $border-blurred; background: $background;
    }
    WhoScreen Input:focus { border: round $border; }
    WhoScreen #problem { padding: 0 3; color: $error; height: auto; }
    WhoScreen #next { padding: 0 3; color: $text-muted; height: auto; }
    WhoScreen Lines { height: auto; max-height: 9; }
    """

    class Added(Message):
        """The name was taken into the store."""

        def __init__(self, agent: Agent) -> None:
            super().__init__()
            self.agent = agent

    class Refused(Message):
        """The name cannot be used."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, agents: tuple[Agent, ...]) -> None:
        super().__init__()
        self._agents = agents

    def body(self) -> ComposeResult:
        """The agents there are, and a place for a new name."""
        yield Static("Who is practising?" if self._agents else FIRST, id="hello", markup=False)
        if self._agents:
            yield Lines(id="agents")
        yield Static(ASK_NEW if self._agents else ASK, id="ask", markup=False)
        yield Input(id="name", max_length=200)
        yield Static("", id="problem", markup=False)
        known = self.coach.agent is not None
        said = "Enter goes on. Esc goes back." if known else "Enter goes on. Ctrl+Q leaves coach."
        yield Static(said, id="next", markup=False)

    def on_mount(self) -> None:
        """Puts the cursor where the answer goes."""
        super().on_mount()
        if self.coach.agent is None:
            self.query_one(Keys).hide(frozenset({"back"}))
        if self._agents:
            lines = self.query_one(Lines)
            lines.show(tuple(Row(a.name, f"a{a.id}", lead="▸  ") for a in self._agents))
            if self.coach.agent is not None:
                lines.choose(f"a{self.coach.agent.id}")
            lines.focus()
        else:
            self.query_one(Input).focus()

    def before_key(self, event: Key) -> bool | None:
        """A letter typed anywhere belongs to a name."""
        letter = event.character or ""
        if event.is_printable and letter.isalnum():
            self.set_focus(self.query_one(Input))
        return None

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        for agent in self._agents:
            if event.option_id == f"a{agent.id}":
                self._practise_as(agent)

    @on(Input.Changed)
    def _typing(self) -> None:
        self.query_one("#problem", Static).update("")

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._take(event.value)

    def _take(self, name: str) -> None:
        known = {agent.name.casefold(): agent for agent in self._agents}
        agent = known.get(name.strip().casefold())
        if agent is not None:
            self._practise_as(agent)
        elif self.coach.store is not None:
            self._add(self.coach.store, name)

    @work(thread=True, group="add", exclusive=True)
    def _add(self, store: Store, name: str) -> None:
        from coach.services.agents import add_agent

        try:
            self.post_message(self.Added(add_agent(store, name, self.coach.now())))
        except CoachError as error:
            self.post_message(self.Refused(reason_of(str(error))))

    @on(Added)
    def _added(self, message: Added) -> None:
        self.dismiss()
        self.coach.welcome(message.agent)

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self.query_one("#problem", Static).update(f"✗ {line(message.reason)}")
        self.query_one(Input).focus()

    async def action_back(self) -> None:
        """Back home, once it is known who practises."""
        if self.coach.agent is not None:
            await self.coach.action_home()
        else:
            self.query_one("#problem", Static).update(NOBODY)

    def action_go(self) -> None:
        """Takes the name that is chosen or typed."""
        if isinstance(self.focused, Input):
            self._take(self.focused.value)
        else:
            for lines in self.query(Lines):
                lines.action_select()

    def _practise_as(self, agent: Agent) -> None:
        self.dismiss()
        self.coach.practise_as(agent)
