"""``coach drill``: start, list, show and check drills."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.exits import Exit
from coach.cli.options import Group, json_option


@click.group(name="drill", cls=Group)
def command() -> None:
    """Start, list, show and check drills, short exercises of one thing each.

    A DRILL is the id of a shipped drill, one of a pack (acme/late) or the path of a file, which may
    name scenarios that lie beside it or in scenarios/. Do one with ``coach practice --drill DRILL``.

    \b
    Examples:
      coach drill new my-drill.yaml --kind triage
      coach drill list --kind triage
      coach drill show triage-airline-monday
      coach drill check my-drill.yaml
    """


@command.command(name="list", short_help="List the drills.")
@click.option("--kind", metavar="KIND", help="Only this kind, such as triage or shorten.")
@json_option
def list_(kind: str | None, as_json: bool) -> None:
    """List the drills, all or those of one kind.

    \b
    Example:
      coach drill list --kind shorten
    """
    from coach.cli.shown import print_json, print_lines
    from coach.files.wording import instead, quoted
    from coach.model.drill import DrillKind
    from coach.render.drill_lines import drill_data, table_lines
    from coach.services import drills

    found = drills.drills()
    if kind is not None:
        wanted = kind.casefold().replace("-", "_")
        kinds = [one.value for one in DrillKind]
        if wanted not in kinds:
            raise click.UsageError(f"there is no kind {quoted(kind)}; {instead(wanted, kinds)}")
        found = tuple(drill for drill in found if drill.kind.value == wanted)
    if as_json:
        print_json([drill_data(drill) for drill in found])
        return
    print_lines(table_lines(found))
    if found:
        click.echo(f"do one with: coach practice --drill {found[0].id}", err=True)


@command.command(short_help="Show a drill with its answers.")
@click.argument("drill")
@json_option
def show(drill: str, as_json: bool) -> None:
    """Show a drill with its answers.

    \b
    Example:
      coach drill show blunder-wrong-account
    """
    from coach.cli.shown import print_json, print_lines
    from coach.render.drill_lines import drill_data, drill_lines
    from coach.services import drills

    found = drills.drill(drill)
    if as_json:
        print_json(drill_data(found))
    else:
        print_lines(drill_lines(found))


@command.command(short_help="Print every problem of drill files.")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> int:
    """Print every problem of drill files: FILE:LINE:COLUMN: error[WORD] what to do.

    FILE may be a folder. Without FILE the shipped drills are checked. Exit code 1 when there is a
    problem, 2 when a file is not there.

    \b
    Example:
      coach drill check my-drill.yaml
    """
    from coach.cli.shown import print_problems
    from coach.services.drills import check_drills

    n, problems = check_drills(files)
    print_problems(problems, as_json)
    return told(n, "drill file", problems)


@command.command(short_help="Print the JSON Schema of drill files.")
@click.option("--out", metavar="FILE", help="Write to FILE instead of stdout.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of drill files, for completion and help in editors.

    \b
    Point a drill file to it in its first line:
      # yaml-language-server: $schema=drill.schema.json
    """
    from coach.cli.shown import write_or_print
    from coach.services.schemas import drill_schema_text

    write_or_print(drill_schema_text(), out)


@command.command(short_help="Write a commented drill file to start from.")
@click.argument("file", metavar="FILE")
@click.option("--kind", metavar="KIND", help="What one does, such as triage or shorten.")
@click.option("--title", metavar="TEXT", help="Its name for people (default: from FILE).")
def new(file: str, kind: str | None, title: str | None) -> None:
    """Write a commented drill file to start from.

    KIND is personal_data, spot, shorten, rewrite, style_switch, de_escalation, triage or blunder
    (default: blunder). In a terminal coach asks for what no option says. FILE "-" prints the file.
    A file that is there already is never touched.

    \b
    Examples:
      coach drill new queue.yaml --kind triage
      coach drill new - --kind shorten
    """
    from coach.cli.asking import answer
    from coach.cli.shown import starter_written
    from coach.model.drill import DrillKind
    from coach.services import drills, starters
    from coach.services.drill_starter import KIND_NAMES, drill_text

    path = Path(file)
    if file != "-":
        starters.check_place(path, "drill")
    stem = "" if file == "-" else path.stem
    chosen = answer(
        kind,
        f"Of which kind: {', '.join(KIND_NAMES)}",
        DrillKind.BLUNDER.value,
        lambda text: starters.check_choice("kind", text.casefold().replace("-", "_"), KIND_NAMES),
        "--kind",
    )
    name = answer(
        title,
        "What is it called",
        starters.title_from(stem, "drill"),
        lambda text: starters.check_text("title", text),
        "--title",
    )
    taken = {drill.id for drill in drills.drills()}
    drill_id = starters.starter_id(stem, name, taken, "drill")
    text = drill_text(DrillKind(chosen), name, drill_id, path.name)
    if file == "-":
        click.echo(text, nl=False)
        return
    starters.write_new(path, text)
    starter_written(file, starters.next_commands("drill", file))


def told(n: int, noun: str, problems: tuple[object, ...]) -> int:
    """Says on stderr how the check went, and gives the exit code."""
    from coach.cli.shown import counted

    bad = len({getattr(problem, "file", "") for problem in problems})
    said = f"{counted(len(problems), 'problem')} in {counted(bad, 'file')}" if bad else "all fine"
    click.echo(f"{counted(n, noun)} checked; {said}", err=True)
    if any(getattr(problem, "word", "") == "missing-file" for problem in problems):
        return Exit.USAGE
    return Exit.FAILED_CHECK if problems else Exit.FINE
