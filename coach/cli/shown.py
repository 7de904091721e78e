"""How commands print paths, problems and JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from coach.language.plain import plain
from coach.model.problem import CoachError, Problem


def shown_path(path: str) -> str:
    """A path as short as it can be: relative when it lies under the working folder."""
    try:
        here = os.path.relpath(path)
    except (OSError, ValueError):  # another drive, or no working folder any more
        return path
    return path if here.startswith(os.pardir) else here


def print_line(text: str, *, err: bool = False) -> None:
    """One line, whatever the text holds."""
    click.echo(plain(text, newlines=False), err=err)


def print_lines(lines: Iterable[str]) -> None:
    """Lines of a page, safe to show."""
    for line in lines:
        print_line(line)


def print_json(data: Any) -> None:
    """Data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_problems(problems: Iterable[Problem], as_json: bool, *, err: bool = False) -> None:
    """Problems, one a line, with short paths."""
    shown = [replace(p, file=shown_path(p.file)) for p in problems]
    if as_json:
        print_json([asdict(problem) for problem in shown])
        return
    for problem in shown:
        print_line(str(problem), err=err)


def write_or_print(text: str, out: str | None) -> None:
    """The text to a file, or to stdout. Raises CoachError when the file cannot be written."""
    if out is None or out == "-":
        click.echo(text, nl=False)
        return
    try:
        Path(out).write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"{out}: error[unwritable] the file cannot be written ({reason})"
        raise CoachError(f"{message}; name another place") from None
    click.echo(f"wrote {plain(out, newlines=False)}", err=True)


def starter_written(file: str, commands: Iterable[str]) -> None:
    """Says on stderr that a file was written, and what to do with it."""
    click.echo(f"wrote {plain(file, newlines=False)}; next:", err=True)
    for command in commands:
        print_line(f"  {command}", err=True)


def counted(n: int, noun: str) -> str:
    """``1 file`` or ``2 files``."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")
