"""Options that several commands share, and what they set."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from coach.store import Store

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Settings:
    """What was said for all commands. ``db``: the --db option as given."""

    db: str | None = None

    def store_path(self) -> Path:
        """Where the store is, or will be."""
        from coach.services.places import store_path

        return store_path(self.db)

    def use(self) -> None:
        """Take the packs from beside this store."""
        from coach.services.places import choose

        choose(self.db)

    def open_store(self, *, readonly: bool = False) -> Store:
        """The store, open; use it in ``with``."""
        from coach.store import Store

        return Store(self.store_path(), readonly=readonly)


class Group(click.Group):
    """A group that answers a wrong command name with the nearest right one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command to run."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-"):
            from coach.files.wording import instead, quoted

            advice = instead(args[0], names)
            raise click.UsageError(f"there is no command {quoted(args[0])}; {advice}", ctx)
        return super().resolve_command(ctx, args)


def settings(context: click.Context | None = None) -> Settings:
    """The settings of the command that runs."""
    found = (context or click.get_current_context()).obj
    return found if isinstance(found, Settings) else Settings()


def _remember(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.obj = Settings(db=value)
        context.obj.use()


def db_option(command: _Command) -> _Command:
    """Accepts --db after the command's name as well; ``settings()`` has the result."""
    return click.option(
        "--db",
        metavar="PATH",
        callback=_remember,
        expose_value=False,
        help="The store to use (default: COACH_DB, else your data folder).",
    )(command)


def json_option(command: _Command) -> _Command:
    """--json, passed on as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def data_option(command: _Command) -> _Command:
    """--data, the folder of labelled sets, passed on as ``data``."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The labelled sets (default: ../shared/data).",
    )(command)


def has_screen() -> bool:
    """Whether the screens can open here."""
    streams = (sys.stdin, sys.stdout)
    there = all(stream is not None and stream.isatty() for stream in streams)
    return there and os.environ.get("TERM") != "dumb"
