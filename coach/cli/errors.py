"""The one place where errors become messages and exit codes. Nothing here prints to stdout."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from coach.cli.exits import Exit
from coach.model.problem import CoachError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_COMPLETE = "_COACH_COMPLETE"


def run(args: Sequence[str]) -> int:
    """Runs coach with these arguments and returns the exit code."""
    try:
        steady_streams()  # writes out what is waiting, so it can fail as any output can
        code = _dispatch(list(args))
        _flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last stop before the user
        code = after(error)
    with contextlib.suppress(KeyboardInterrupt):
        _let_go()
    return int(code)


def after(error: BaseException) -> int:
    """Says on stderr what went wrong, and how to mend it; returns the exit code."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        say("interrupted")
        return Exit.INTERRUPTED
    if isinstance(error, click.ClickException):
        say(_usage(error))
        return Exit.USAGE
    if isinstance(error, CoachError):
        say(str(error))
        return Exit.USAGE
    if isinstance(error, BrokenPipeError):  # the reader, say `head`, has enough
        return Exit.FINE
    if isinstance(error, MemoryError):
        say("error[memory] there is not enough memory; give coach less at a time")
        return Exit.USAGE
    assert isinstance(error, Exception)
    return _full(error) or _bug(error)


def steady_streams() -> None:
    """No character, however odd, may stop the output: what cannot be encoded is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # click takes ASCII for a mistake and would write UTF-8 with "?" for what is odd
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            encoding = "utf-8" if ascii_only else stream.encoding
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(message: str) -> None:
    """A message on stderr, safe to show."""
    from coach.language.plain import plain

    with contextlib.suppress(OSError, ValueError):  # stderr may be closed or full
        click.echo(plain(message), err=True)


def _dispatch(args: list[str]) -> int:
    from coach.cli.main import group

    if _COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, "coach", _COMPLETE, os.environ[_COMPLETE])
    try:
        with group.make_context("coach", args) as context:
            result = group.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except EOFError:  # a question was asked and the input ended
        raise click.Abort from None
    return int(result) if isinstance(result, int) else Exit.FINE


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    message = f"error: {error.format_message()}"
    context = getattr(error, "ctx", None)
    if context is None:
        return message
    return f"{context.get_usage()}\nTry '{context.command_path} -h' for help.\n\n{message}"


def _full(error: Exception) -> Exit | None:
    if not isinstance(error, OSError) or error.errno not in _FULL:
        return None
    place = f"{error.filename}: " if error.filename else ""
    say(f"{place}error[disk-full] the disk is full; free some space and try again")
    return Exit.USAGE


def _bug(error: Exception) -> Exit:
    """Keeps the traceback where a user can find it to report it."""
    import traceback

    told = "".join(traceback.format_exception(error))
    try:
        place = _write_log(told)
    except (OSError, CoachError):
        say(f"{told}\nerror[bug] coach has a fault; please report the lines above")
    else:
        say(f"error[bug] coach has a fault; please report it with the log {place}")
    return Exit.BUG


def _write_log(told: str) -> str:
    from datetime import UTC, datetime

    from coach import __version__
    from coach.services.places import log_folder

    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    # arguments may hold a customer's words, so only the traceback goes in
    head = f"coach {__version__}, Python {sys.version}, {now:%Y-%m-%dT%H:%M:%SZ}\n\n"
    # 0600 as a traceback can hold a line of data
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(head + told)
    return str(path)


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _let_go() -> None:
    """Points streams that cannot be flushed at nothing, or Python complains again at its end."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            _to_nothing(stream)


def _to_nothing(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
