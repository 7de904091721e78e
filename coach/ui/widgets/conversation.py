"""The conversation, drawn in the manner of its channel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.model.channel import Channel
from coach.model.scenario import Scenario
from coach.model.thread import Speaker, Turn
from coach.ui.safe import joined, line, shown

BUBBLES = ("message", "chat")
_STARS = re.compile(r"([1-5]) stars?\b", re.IGNORECASE)
_AUTHOR = re.compile(r"(.+), (@?[A-Za-z_][\w.]*)")


class Conversation(VerticalScroll, can_focus=True):
    """The thread so far, oldest first. It grows while it has the focus."""

    DEFAULT_CSS = """
    Conversation {
        height: auto; max-height: 7; padding: 0 1 0 2; scrollbar-size-vertical: 1;
        border-left: blank; border-right: blank;
    }
    Conversation:focus { max-height: 11; border-left: outer $border; }
    .-low Conversation, .-low Conversation:focus { max-height: 3; }
    .-tall Conversation, .-tall Conversation:focus { max-height: 45%; }
    Conversation .turn { height: auto; margin-bottom: 1; }
    Conversation .turn.-last { margin-bottom: 0; }
    Conversation .side { height: auto; width: 100%; margin-bottom: 1; }
    Conversation .side.-last { margin-bottom: 0; }
    Conversation .side.-agent { align-horizontal: right; }
    Conversation .bubble {
        width: auto; max-width: 78%; height: auto; padding: 0 1; background: $surface;
    }
    Conversation .-agent .bubble { background: $panel; }
    """

    def __init__(self, scenario: Scenario, channel: Channel, turns: tuple[Turn, ...]) -> None:
        super().__init__(id="conversation")
        self._scenario = scenario
        self._channel = channel
        self._turns = turns

    def compose(self) -> ComposeResult:
        """One part a turn."""
        yield from self._parts()

    def on_mount(self) -> None:
        """Later rounds start at what was said last."""
        if len(self._turns) > len(self._scenario.turns):
            self.call_after_refresh(self.scroll_end, animate=False)

    @property
    def manner(self) -> str:
        """post, forum, review, message, chat or email; private messages are bubbles anywhere."""
        family = self._channel.family
        if self._scenario.visibility.value == "private" and family in ("post", "forum"):
            return "message"
        return family

    def _parts(self) -> Iterator[Widget]:
        for number, turn in enumerate(self._turns, 1):
            last = "-last" if number == len(self._turns) else ""
            who = f"-{turn.speaker.value}"
            content = drawn(self._scenario, turn, number, self.manner)
            if self.manner in BUBBLES:
                bubble = Static(content, classes="bubble", markup=False)
                yield Container(bubble, classes=f"side {who} {last}")
            else:
                yield Static(content, classes=f"turn {who} {last}", markup=False)


def drawn(scenario: Scenario, turn: Turn, number: int, manner: str) -> Content:
    """One turn as its channel shows it."""
    if manner == "email":
        return _letter(scenario, turn)
    if manner == "review":
        return _review(scenario, turn)
    if manner == "forum":
        return _forum_post(scenario, turn, number)
    name, when = _who(scenario, turn)
    notes = [when] if when else []
    opens = manner == "post" and turn.speaker is Speaker.CUSTOMER and number == 1
    if opens and scenario.audience.followers:
        notes.insert(0, f"{short(scenario.audience.followers)} followers")
    return joined(_head(name, notes, turn), "\n", shown(turn.text))


def short(number: int) -> str:
    """A count as social channels write it: 2.1k, 91k, 1.2M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + sign
    return str(number)


def _letter(scenario: Scenario, turn: Turn) -> Content:
    name, when = _who(scenario, turn)
    to = (
        scenario.brand.name if turn.speaker is not Speaker.AGENT else line(scenario.customer.handle)
    )
    rows = [("From", name), ("To", line(to)), ("Date", when)]
    parts: list[str | tuple[str, str] | Content] = []
    for label, value in rows:
        if value:
            parts += [(f"{label:<6}", "$text-muted"), (value, "bold"), "\n"]
    return joined(*parts, "\n", shown(turn.text))


def _review(scenario: Scenario, turn: Turn) -> Content:
    name, when = _who(scenario, turn)
    head = _head(name, [when] if when else [], turn)
    found = _STARS.match(turn.text)
    if found and turn.speaker is Speaker.CUSTOMER:
        count = int(found.group(1))
        stars = "★" * count + "☆" * (5 - count)
        head = joined((stars, "$warning"), f"  {count} of 5   ", head)
    return joined(head, "\n", shown(turn.text))


def _forum_post(scenario: Scenario, turn: Turn, number: int) -> Content:
    name, when = _who(scenario, turn)
    head = _head(name, [f"#{number}", *([when] if when else [])], turn)
    title, gap, rest = turn.text.partition("\n\n")
    if number == 1 and gap and "\n" not in title:
        return joined((line(title), "bold"), "\n", head, "\n", shown(rest))
    return joined(head, "\n", shown(turn.text))


def _head(name: str, notes: list[str], turn: Turn) -> Content:
    style = "bold $success" if turn.speaker is Speaker.AGENT else "bold $primary"
    return joined((name, style), *((f"  {note}", "$text-muted") for note in notes))


def _who(scenario: Scenario, turn: Turn) -> tuple[str, str]:
    """Whose words these are, and when they were written."""
    when = line(turn.at or "")
    if turn.speaker is Speaker.AGENT:
        return f"{line(scenario.brand.name)} (you)", when
    # threads with several customers name the writer after the time
    found = _AUTHOR.fullmatch(when)
    if found and not found.group(2).isdigit():
        return found.group(2), found.group(1)
    if turn.speaker is Speaker.OTHER:
        return "somebody else", when
    return line(scenario.customer.handle), when
