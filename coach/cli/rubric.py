"""``coach rubric``: check, test and show rubrics."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.edit import edit_rubric
from coach.cli.exits import Exit
from coach.cli.options import Group, db_option, json_option, settings
from coach.cli.rubric_compare import diff, preview
from coach.cli.rubric_life import archive, history, publish
from coach.cli.rubric_new import new


@click.group(name="rubric", cls=Group)
def command() -> None:
    """Check, test and show rubrics, the files that say what replies are marked for.

    A RUBRIC is the id of a shipped rubric, such as social-care, one of a pack, such as acme/bank,
    or the path of a file.

    \b
    Examples:
      coach rubric new my-team.yaml       a file to start from
      coach rubric check my-team.yaml     is the file right?
      coach rubric test my-team.yaml      do its examples get their scores?
      coach rubric show social-care       what is in it?
      coach rubric scorers phrases        what can a criterion measure, and how?
      coach rubric diff social-care my-team.yaml     what differs?
      coach rubric preview my-team.yaml   what would it do to scores?
      coach rubric publish my-team.yaml   check it and put it into use
    """


@command.command(short_help="Print every problem of rubric files.")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Fail when there is a warning, too.")
@json_option
def check(files: tuple[Path, ...], strict: bool, as_json: bool) -> int:
    """Print every problem of rubric files: FILE:LINE:COLUMN: error[WORD] what to do.

    After the errors come warnings about what is right and yet does nothing: phrases that never
    match or never count (never, dead), that others make useless (shadowed), that contradict each
    other (contradictory).

    FILE may be a folder. Without FILE the shipped rubrics are checked. Exit code 1 when there is
    an error, or with --strict a warning; 2 when a file is not there.

    \b
    Examples:
      coach rubric check rubrics/complaint.yaml
      coach rubric check my-rubrics/ --strict
    """
    from datetime import date

    from coach.cli.shown import counted, print_problems
    from coach.services.lint import lint_rubrics

    linted = lint_rubrics(files, date.today())
    found, warnings = linted.checked, linted.warnings
    print_problems((*found.problems, *warnings), as_json)
    bad = len({problem.file for problem in found.problems})
    said = [f"{counted(len(found.problems), 'problem')} in {counted(bad, 'file')}"] if bad else []
    said += [counted(len(warnings), "warning")] if warnings else []
    fine = "all fine" if found.files else "there is no .yaml file in it"
    click.echo(
        f"{counted(found.files, 'rubric file')} checked; {', '.join(said) or fine}", err=True
    )
    if found.missing:
        return Exit.USAGE
    return Exit.FAILED_CHECK if found.problems or (strict and warnings) else Exit.FINE


@command.command(short_help="Score the examples inside rubrics.")
@click.argument("rubrics", nargs=-1, metavar="[RUBRIC]...")
@click.option(
    "--mutate",
    is_flag=True,
    help="Also leave out each criterion, band and phrase in "
    "turn, and print those that no example misses.",
)
@click.option(
    "--cover",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="With --mutate: fail when examples miss fewer of the changes than this.",
)
@json_option
def test(rubrics: tuple[str, ...], mutate: bool, cover: float | None, as_json: bool) -> int:
    """Score the examples inside rubrics and print those that do not get their score.

    Each is a line: FILE:LINE: example[CRITERION] what came out, what was wanted, the reply.
    Without RUBRIC every shipped rubric is tested. Exit code 1 when an example fails.

    \b
    Examples:
      coach rubric test social-care my-team.yaml
      coach rubric test my-team.yaml --mutate --cover 90
    """
    if cover is not None and not mutate:
        raise click.UsageError("--cover needs --mutate, which measures it")
    from coach.cli.shown import print_json

    failed, told = _test_examples(rubrics, as_json)
    short, changes = (Exit.FINE, []) if not mutate else _test_changes(rubrics, cover, as_json)
    if as_json:
        print_json({"examples": told, "changes": changes} if mutate else told)
    return failed or short


def _test_changes(
    rubrics: tuple[str, ...], cover: float | None, as_json: bool
) -> tuple[Exit, list[dict[str, object]]]:
    """Prints the changes no example notices; a failed check when they are too many."""
    from dataclasses import asdict

    from coach.cli.shown import print_line, shown_path
    from coach.model.problem import FileProblems
    from coach.services.mutation import coverage
    from coach.services.rubrics import rubrics_named

    told: list[dict[str, object]] = []
    short = False
    for rubric in rubrics_named(rubrics):
        if isinstance(rubric, FileProblems):
            continue  # told already
        found = coverage(rubric)
        own = [change for change in found.untested if change.file == rubric.file]
        told += [{**asdict(c), "file": shown_path(c.file)} for c in found.changes]
        if not as_json:
            for change in own:
                print_line(change.line_for(shown_path(change.file)))
        said = f"{rubric.id}: examples notice {found.noticed} of {len(found.changes)} changes "
        said += f"({found.percent:.0f} %)"
        more = len(found.untested) - len(own)
        click.echo(said + (f"; {more} untested in what it extends" if more else ""), err=True)
        short = short or (cover is not None and found.percent < cover)
    return (Exit.FAILED_CHECK if short else Exit.FINE), told


def _test_examples(rubrics: tuple[str, ...], as_json: bool) -> tuple[Exit, list[dict[str, object]]]:
    """Prints the examples that do not get their score."""
    from coach.cli.shown import counted, print_line, print_problems, shown_path
    from coach.model.problem import FileProblems
    from coach.services.rubrics import examine, result_data, rubrics_named

    failed, unreadable = 0, False
    told: list[dict[str, object]] = []
    for rubric in rubrics_named(rubrics):
        if isinstance(rubric, FileProblems):
            print_problems(rubric.problems, False, err=True)
            unreadable = True
            continue
        results, idle = examine(rubric)
        wrong = [result for result in results if not result.passed]
        for result in wrong:
            if not as_json:
                print_line(result.line_for(shown_path(result.file)))
        for name in idle:
            if not as_json:
                message = "its examples pass whatever is measured; add one that cannot"
                print_line(f"{shown_path(rubric.file)}: criterion[{name}] {message}")
        told += [{**result_data(r), "file": shown_path(r.file)} for r in results]
        failed += len(wrong) + len(idle)
        todo = sum(1 for r in results if r.example.todo and r.passed)
        said = f"{rubric.id}: {counted(len(results), 'example')}, {len(wrong)} failed"
        click.echo(said + (f", {todo} still to do" if todo else ""), err=True)
    if unreadable:
        return Exit.USAGE, told
    return (Exit.FAILED_CHECK if failed else Exit.FINE), told


@command.command(short_help="Show a rubric with all it inherits.")
@click.argument("rubric")
@json_option
@db_option
def show(rubric: str, as_json: bool) -> None:
    """Show a rubric with everything it inherits in place.

    RUBRIC may also name a version that is kept in the store: ID@VERSION, ID@VERSION#DIGEST or
    #DIGEST, as scores name it.

    \b
    Examples:
      coach rubric show email
      coach rubric show bank-posts@1.0
    """
    from coach.cli.shown import print_json, print_lines
    from coach.files.rubric_data import rubric_to_data
    from coach.render.rubric_lines import rubric_lines
    from coach.services.versions import named

    found = named(rubric, settings().store_path())
    if as_json:
        print_json(rubric_to_data(found))
        return
    print_lines(rubric_lines(found))


@command.command(short_help="List what can be measured, with options.")
@click.argument("name", required=False)
@json_option
def scorers(name: str | None, as_json: bool) -> None:
    """List what a criterion can measure, with the options; NAME shows one in full.

    \b
    Example:
      coach rubric scorers phrases
    """
    from dataclasses import asdict

    from coach.cli.shown import print_json, print_lines
    from coach.render.rubric_lines import scorer_lines
    from coach.render.scorer_docs import scorer_doc, scorer_docs

    docs = [scorer_doc(name)] if name is not None else list(scorer_docs())
    if as_json:
        print_json([asdict(doc) for doc in docs])
        return
    for doc in docs:
        print_lines(scorer_lines(doc, whole=name is not None))


@command.command(short_help="Print the JSON Schema of rubric files.")
@click.option("--out", metavar="FILE", help="Write to FILE instead of stdout.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of rubric files, for completion and help in editors.

    \b
    Point a rubric file to it in its first line:
      # yaml-language-server: $schema=rubric.schema.json
    """
    from coach.cli.shown import write_or_print
    from coach.services.schemas import rubric_schema_text

    write_or_print(rubric_schema_text(), out)


command.add_command(diff)
command.add_command(preview)
command.add_command(publish)
command.add_command(archive)
command.add_command(history)
command.add_command(new)
command.add_command(edit_rubric)
