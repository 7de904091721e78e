"""Questions with a default, asked in a terminal; elsewhere the default is the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from coach.language.plain import plain
from coach.model.problem import CoachError

T = TypeVar("T")
NOTHING = "-"  # what stands for no answer where one may be left out


def answer(
    given: str | None, question: str, default: str, check: Callable[[str], T], name: str
) -> T:
    """What the option ``name`` said, or the answer to the question, as ``check`` reads it.

    A wrong answer in a terminal is asked again. Raises CoachError for a wrong option.
    """
    if given is None and in_terminal():
        return _asked(question, default, check)
    try:
        return check(default if given is None else given)
    except CoachError as error:
        raise CoachError(f"{name}: {error}") from None


def several(
    given: tuple[str, ...],
    question: str,
    default: tuple[str, ...],
    check: Callable[[str], str],
    name: str,
) -> tuple[str, ...]:
    """The same for any number of answers; ``-`` says that there is none."""
    if not given and in_terminal():
        found: list[str] = []
        ask, suggested = question, default[0] if default else NOTHING
        while (said := _asked(ask, suggested, optional(check))) is not None:
            found.append(said)
            ask, suggested = "Another one", NOTHING
        return tuple(found)
    wanted = given or default
    return tuple(answer(text, "", "", check, name) for text in wanted if text != NOTHING)


def optional(check: Callable[[str], T]) -> Callable[[str], T | None]:
    """``check``, with ``-`` for no answer."""
    return lambda text: None if text == NOTHING else check(text)


def in_terminal() -> bool:
    """Whether somebody can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _asked(question: str, default: str, check: Callable[[str], T]) -> T:
    def read(text: str) -> T:
        try:
            return check(text)
        except CoachError as error:
            raise click.UsageError(plain(str(error), newlines=False)) from None

    found: T = click.prompt(question, default=default, value_proc=read, err=True)
    return found
