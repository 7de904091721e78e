"""Replies worth keeping: the agent's own collection, searched as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from coach.model.problem import CoachError
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import joined, line, shown
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.services.kept import Kept
    from coach.store import Store

NONE_YET = (
    "You keep no reply yet. After sending one you like, press K on its scorecard: it will be here, "
    "to look up and to learn from."
)
NOT_FOUND = "No kept reply holds these words. Esc goes back to all of them."


class KeptScreen(CoachScreen):
    """A list of replies, the chosen one in full below it."""

    where = "kept"
    BINDINGS = bindings("kept")
    AUTO_FOCUS = "#replies"
    SEARCH = "words"
    CSS = """
    KeptScreen #find { height: 1; padding: 0 2; margin: 1 0; }
    KeptScreen #find Static { width: 8; color: $text-muted; }
    KeptScreen Input { border: none; height: 1; padding: 0 1; background: $surface; }
    KeptScreen Input:focus { border: none; background: $panel; }
    KeptScreen Lines { scrollbar-gutter: stable; }
    KeptScreen #none { padding: 0 2; color: $text-muted; height: auto; }
    KeptScreen #full {
        height: 9; padding: 0 2; border-top: solid $border-blurred; scrollbar-size-vertical: 1;
    }
    KeptScreen #full:focus { border-top: solid $border; }
    KeptScreen.-tall #full { height: 16; }
    KeptScreen #full Static { height: auto; }
    """

    class Read(Message):
        """The replies are there."""

        def __init__(self, replies: tuple[Kept, ...]) -> None:
            super().__init__()
            self.replies = replies

    def __init__(self) -> None:
        super().__init__()
        self._replies: dict[str, Kept] = {}
        self._any = False

    def body(self) -> ComposeResult:
        """Search, list, the chosen reply."""
        with Horizontal(id="find"):
            yield Static("Search", markup=False)
            yield Input(placeholder="/ words of the reply, the scenario or the channel", id="words")
        yield Static("reading …", id="none", markup=False)
        yield Lines(id="replies")
        with VerticalScroll(id="full"):
            yield Static("", id="reply", markup=False)

    def on_mount(self) -> None:
        """Shows all."""
        super().on_mount()
        self._again("")

    def _again(self, words: str) -> None:
        if self.coach.store is not None and self.coach.agent is not None:
            self._read(self.coach.store, self.coach.agent, words)

    @work(thread=True, group="kept", exclusive=True)
    def _read(self, store: Store, agent: Agent, words: str) -> None:
        from coach.services.kept import kept_replies

        try:
            self.post_message(self.Read(kept_replies(store, agent, words)))
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))

    @on(Read)
    def _was_read(self, message: Read) -> None:
        self._replies = {f"k{one.reply.attempt}": one for one in message.replies}
        words = self.query_one(Input).value.strip()
        if not words:
            self._any = bool(message.replies)
        none = self.query_one("#none", Static)
        none.update(NOT_FOUND if words and self._any else NONE_YET)
        none.display = not self._replies
        lines = self.query_one(Lines)
        lines.display = self.query_one("#full").display = bool(self._replies)
        lines.show(tuple(_row(name, one) for name, one in self._replies.items()))
        self.say(f"{len(self._replies)} kept" if not words else f"{len(self._replies)} found")

    @on(Input.Changed)
    def _searching(self, event: Input.Changed) -> None:
        self._again(event.value)

    @on(Input.Submitted)
    def _searched(self) -> None:
        self.query_one(Lines).focus()

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        one = self._replies.get(event.option_id or "")
        if one is None:
            return
        said = f"{line(one.title)} · {line(one.channel)} · {_total(one)} · {one.reply.sent_at[:10]}"
        self.query_one("#reply", Static).update(
            joined((said, "$text-muted"), "\n\n", shown(one.reply.reply))
        )
        self.query_one("#full", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        """The chosen reply over the whole screen."""
        from coach.ui.screens.page import PageScreen

        one = self._replies.get(self.query_one(Lines).chosen or "")
        if one is not None:
            self.app.push_screen(PageScreen(line(one.title, 60), shown(one.reply.reply)))

    def action_search(self) -> None:
        """To the search."""
        self.query_one(Input).focus()

    def action_drop(self) -> None:
        """Keeps the chosen reply no longer."""
        one = self._replies.get(self.query_one(Lines).chosen or "")
        if one is not None and self.coach.store is not None and self.coach.agent is not None:
            self._drop(self.coach.store, self.coach.agent, one.reply.attempt)

    @work(thread=True, group="kept")
    def _drop(self, store: Store, agent: Agent, attempt: int) -> None:
        try:
            store.drop_reply(agent.id, attempt)
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))
        self.app.call_from_thread(self._dropped)

    def _dropped(self) -> None:
        self.coach.notify("Kept no longer; the attempt itself stays.", timeout=4, markup=False)
        self._again(self.query_one(Input).value)

    async def action_back(self) -> None:
        """From the search to all of them, then back to progress."""
        search = self.query_one(Input)
        if isinstance(self.focused, Input) or search.value:
            search.value = ""
            self.query_one(Lines).focus()
        else:
            await self.coach.action_progress()


def _row(name: str, one: Kept) -> Row:
    return Row(one.title, name, f"{one.channel} · {_total(one)}", one.reply.reply)


def _total(one: Kept) -> str:
    return "no total" if one.reply.total is None else f"{one.reply.total:.0f}"
