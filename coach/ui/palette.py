"""The command palette: the same commands as the footer and the help page."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from coach.ui.commands import Command, commands_for


class Palette(Provider):
    """The commands of the screen the palette was opened from."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(_title(command), self._run(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose title or help fits."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(_title(command)), 0.5 * matcher.match(command.help))
            if score > 0:
                name = matcher.highlight(_title(command))
                yield Hit(score, name, self._run(command), help=command.help)

    def _commands(self) -> tuple[Command, ...]:
        where = getattr(self.screen, "where", "")
        return tuple(c for c in commands_for(where) if c.id != "palette")

    def _run(self, command: Command) -> partial[Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, command.id)


def _title(command: Command) -> str:
    return f"{command.title}  ({command.shown_key})"
