"""The group ``coach``: its commands are found by name and imported when they are called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from coach import __version__
from coach.cli.options import Group, Settings, db_option, settings

# name -> (module with ``command``, short help); the order is the order of --help
COMMANDS = {
    "practice": ("coach.cli.practice", "Practise on a scenario."),
    "score": ("coach.cli.score", "Score the replies of a file."),
    "explain": ("coach.cli.explain", "Show every mark, finding and repair of one reply."),
    "mask": ("coach.cli.mask", "Mask or list the personal data in a text."),
    "progress": ("coach.cli.progress", "Show how an agent's skills develop."),
    "rubric": ("coach.cli.rubric", "Check, test and show rubrics."),
    "scenario": ("coach.cli.scenario", "Start, check, list and show scenarios."),
    "drill": ("coach.cli.drill", "List, show and check drills."),
    "lesson": ("coach.cli.lesson", "List, show and check lessons."),
    "pack": ("coach.cli.pack", "Add packs of rubrics and scenarios."),
    "agent": ("coach.cli.agent", "Add and list agents."),
    "train": ("coach.cli.train", "Fit the weights of the signals."),
    "bench": ("coach.cli.bench", "Measure the signals on labelled data."),
    "db": ("coach.cli.db", "Find and check the store."),
}
HELP_FLAGS = ("-h", "--help")
VERSION_LINE = f"coach {__version__}"


class LazyGroup(Group):
    """A group that imports a command's module only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]}.command is no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(VERSION_LINE)
        context.exit()


@click.group(
    cls=LazyGroup,
    name="coach",
    invoke_without_command=True,
    context_settings={"help_option_names": list(HELP_FLAGS)},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@db_option
@click.pass_context
def group(context: click.Context) -> None:
    """Practise answers to customers on social channels, and score them.

    Without a command, coach opens its terminal screens.
    """
    context.obj = settings(context)
    context.obj.use()
    if os.environ.get("NO_COLOR"):
        context.color = False
    if context.invoked_subcommand is None:
        _start(context.obj)


def _start(chosen: Settings) -> None:
    """The screens in a terminal; elsewhere, what can be read without one."""
    if _is_terminal():
        from coach.ui.app import run

        run(chosen.store_path())
    else:
        from coach.services.today import plain_today

        click.echo(plain_today())


def _is_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
