"""``coach db``: the store file."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from coach.cli.exits import Exit
from coach.cli.options import Group, db_option, json_option, settings

_NONE_YET = "there is no store yet; it is made when you first use coach"


@click.group(name="db", cls=Group)
@db_option
def command() -> None:
    """Find and check the store, the one file where coach keeps everything."""


@command.command()
@json_option
@db_option
def path(as_json: bool) -> None:
    """Print where the store is."""
    from coach.language.plain import plain

    place = settings().store_path()
    there = os.path.exists(place)  # noqa: PTH110 - False, too, where one may not look
    if as_json:
        click.echo(json.dumps({"path": str(place), "exists": there}, ensure_ascii=False))
        return
    click.echo(plain(str(place), newlines=False))
    if not there:
        click.echo(_NONE_YET, err=True)


@command.command()
@json_option
@db_option
def check(as_json: bool) -> int:
    """Check that the store is sound."""
    from coach.language.plain import plain
    from coach.store import NoStoreError

    place = settings().store_path()
    found: dict[str, Any] = {"path": str(place), "exists": True, "problems": [], "counts": {}}
    try:
        with settings().open_store(readonly=True) as store:
            found["problems"] = store.check()
            if not found["problems"]:
                found["counts"] = store.counts()
    except NoStoreError:
        found["exists"] = False
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    for problem in found["problems"]:
        click.echo(plain(f"{place}: error[damaged] {problem}", newlines=False), err=True)
    if not as_json:
        for table, n in found["counts"].items():
            click.echo(f"{n:>9,}  {table}")
    if not found["problems"]:
        click.echo("the store is sound" if found["exists"] else _NONE_YET, err=True)
    return Exit.FAILED_CHECK if found["problems"] else Exit.FINE
