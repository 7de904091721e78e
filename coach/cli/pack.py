"""``coach pack``: rubrics, scenarios, drills, lessons and phrase lists that come together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.exits import Exit
from coach.cli.options import Group, db_option, json_option

if TYPE_CHECKING:
    from coach.services.pack_install import Pack


@click.group(name="pack", cls=Group)
@db_option
def command() -> None:
    """Add, list and remove packs: rubrics, scenarios, drills, lessons and phrase lists in one.

    A pack is a folder or a zip with pack.yaml and any of rubrics/*.yaml, scenarios/*.yaml,
    drills/*.yaml, lessons/*.md and lexicons/phrases.yaml. What is in it is called by its pack:
    acme/bank.

    \b
    Examples:
      coach pack add acme.zip
      coach rubric show acme/bank
      coach score replies.csv --rubric acme/bank
    """


@command.command(short_help="Check a pack and install it.")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also over a newer version, or a changed one.")
@json_option
@db_option
def add(path: Path, force: bool, as_json: bool) -> int:
    """Check the pack in a folder or zip, and install it.

    Every file is checked and every example run first; with any problem nothing is installed, each
    is printed, and the exit code is 1.

    \b
    Example:
      coach pack add acme.zip
    """
    from dataclasses import asdict

    from coach.cli.shown import counted, print_json, print_line, print_problems
    from coach.model.problem import FileProblems
    from coach.services.pack_install import add_pack

    try:
        added = add_pack(path, force)
    except FileProblems as found:
        print_problems(found.problems, as_json)
        click.echo(f"{counted(len(found.problems), 'problem')}; nothing was installed", err=True)
        missing = any(problem.word == "missing-file" for problem in found.problems)
        return Exit.USAGE if missing else Exit.FAILED_CHECK
    pack = added.pack
    if as_json:
        print_json({**asdict(pack), "before": added.before, "same": added.same})
    else:
        print_line(_line(pack))
    if added.left_out:
        names = ", ".join(added.left_out[:3]) + (", ..." if added.left_out[3:] else "")
        print_line(f"left out {counted(len(added.left_out), 'hidden file')}: {names}", err=True)
    if added.same:
        click.echo("it was installed already; nothing changed", err=True)
    elif added.before is not None:
        print_line(f"it replaced {pack.id} {added.before}", err=True)
    for start in _uses(pack):
        print_line(start, err=True)
    return Exit.FINE


@command.command(name="list", short_help="List the installed packs.")
@json_option
@db_option
def list_(as_json: bool) -> None:
    """List the installed packs."""
    from dataclasses import asdict

    from coach.cli.shown import print_json, print_line
    from coach.services.pack_install import installed_packs

    found = installed_packs()
    if as_json:
        print_json([asdict(pack) for pack in found])
        return
    if not found:
        click.echo("no pack is installed; add one with: coach pack add PATH", err=True)
    for pack in found:
        print_line(_line(pack))


@command.command(short_help="Remove an installed pack.")
@click.argument("pack_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def remove(pack_id: str, yes: bool) -> int:
    """Remove an installed pack; scores and drafts stay in the store.

    \b
    Example:
      coach pack remove acme
    """
    from coach.cli.asking import in_terminal
    from coach.cli.shown import print_line
    from coach.services.pack_install import installed_pack, remove_pack

    pack = installed_pack(pack_id)
    print_line(_line(pack), err=True)
    for name in (*pack.rubrics, *pack.scenarios, *pack.drills, *pack.lessons, *pack.lists):
        print_line(f"  {name}", err=True)
    if not yes:
        if not in_terminal():
            raise click.UsageError("there is nobody to ask; say --yes to remove it")
        if not click.confirm("Remove all this", err=True):
            click.echo("nothing was removed", err=True)
            return Exit.FINE
    remove_pack(pack_id)
    print_line(f"removed {pack.id}; its scores and drafts stay in the store", err=True)
    return Exit.FINE


def _line(pack: Pack) -> str:
    """A pack on one line."""
    from coach.cli.shown import counted
    from coach.language.plain import one_line

    if pack.fault is not None:
        return f"{pack.id}  cannot be used: {pack.fault}"
    parts = {
        "rubric": len(pack.rubrics),
        "scenario": len(pack.scenarios),
        "drill": len(pack.drills),
        "lesson": len(pack.lessons),
        "phrase list": len(pack.lists),
    }
    holds = ", ".join(counted(n, noun) for noun, n in parts.items() if n)
    by = "".join(f"; {one_line(text, 40)}" for text in (pack.author, pack.licence) if text)
    return f"{pack.id} {pack.version}  {one_line(pack.title, 40)}: {holds}{by}"


def _uses(pack: Pack) -> list[str]:
    """What can be called with a pack."""
    found = []
    if pack.rubrics:
        found.append(f"use it with: coach score FILE --rubric {pack.rubrics[0]}")
    if pack.scenarios:
        found.append(f"practise with: coach practice {pack.scenarios[0]}")
    if pack.drills:
        found.append(f"do a drill with: coach practice --drill {pack.drills[0]}")
    if pack.lessons:
        found.append(f"read a lesson with: coach practice --lesson {pack.lessons[0]}")
    if pack.lists:
        found.append(f"name its lists in rubrics: lists: [{pack.lists[0]}]")
    return found
