"""The command palette: the same commands as the footer and the help page."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from coach.ui.commands import WHERE, Command, commands_for

Run = Callable[[], Coroutine[Any, Any, None]]
PLACES = ("home", "library", "progress", "kept", "drills", "lessons")  # each has an app.action_*
STARTS, WORD, INSIDE, SAID = 0.45, 0.35, 0.25, 0.1  # how well letters fit, the best first
LONGER = 0.05  # at most, for letters that are nearly the whole title
HERE = 0.5  # more for the screen one is on


class Palette(Provider):
    """The commands of the screen the palette was opened from, then those of other screens."""

    async def discover(self) -> Hits:
        """Those of the screen, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(title(command), self._run(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose title or help has the letters one after the other.

        Letters strewn over a long sentence are no hit: Enter would do what nobody asked for.
        """
        here = [(command, self._run(command)) for command in self._commands()]
        taken = {command.title for command, _ in here}
        for command, run in here:
            worth = fits(query, command.title, command.help)
            if worth:
                yield Hit(HERE + worth, title(command), run, help=command.help)
        for place, command in self._elsewhere():
            worth = fits(query, command.title, "") if command.title not in taken else 0.0
            if worth:
                taken.add(command.title)
                said = f"{command.help} On the screen {WHERE[place].lower()}."
                run = partial(_run_at, self.app, place, command.id)
                yield Hit(worth, title(command), run, help=said)

    def _commands(self) -> tuple[Command, ...]:
        where = getattr(self.screen, "where", "")
        return tuple(c for c in commands_for(where) if c.id != "palette")

    def _elsewhere(self) -> Iterator[tuple[str, Command]]:
        where = getattr(self.screen, "where", "")
        for place in PLACES:
            for command in commands_for(place):
                if command.where == place != where and command.id not in ("go", "back"):
                    yield place, command

    def _run(self, command: Command) -> Run:
        return partial(self.screen.run_action, command.id)


async def _run_at(app: App[object], place: str, action: str) -> None:
    """Opens another screen, and does there what was chosen."""
    await app.run_action(f"app.{place}")
    app.call_after_refresh(_do, app, place, action)


async def _do(app: App[object], place: str, action: str) -> None:
    screen: Screen[object] = app.screen
    if getattr(screen, "where", "") == place:  # not where something unsaved asks first
        await screen.run_action(action)


def fits(query: str, title: str, help: str) -> float:
    """How well typed letters fit a command, 0-0.5; 0 where they do not."""
    wanted = query.casefold().strip()
    name = title.casefold()
    if not wanted:
        return 0.0
    if name.startswith(wanted):
        return STARTS + LONGER * len(wanted) / len(name)
    if any(word.startswith(wanted) for word in name.split()):
        return WORD
    if wanted in name:
        return INSIDE
    words = f"{name} {help.casefold()}".replace(",", " ").replace(".", " ").split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return SAID
    return 0.0


def title(command: Command) -> str:
    """A command and its key."""
    return f"{command.title}  ({command.shown_key})"
