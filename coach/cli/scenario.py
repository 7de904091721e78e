"""``coach scenario``: start, check, list and show scenarios."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.edit import edit_scenario
from coach.cli.exits import Exit
from coach.cli.options import Group, json_option
from coach.cli.scenario_new import new


@click.group(name="scenario", cls=Group)
def command() -> None:
    """Start, check, list and show scenarios, the situations that agents practise on.

    A SCENARIO is the id of a shipped scenario, one of a pack (acme/late-parcel) or the path of a
    file.

    \b
    Examples:
      coach scenario list --channel x --difficulty 2
      coach scenario show airline-tarmac-silence
      coach scenario check my-scenario.yaml
    """


@command.command(short_help="Print every problem of scenario files.")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Fail when there is a warning, too.")
@json_option
def check(files: tuple[Path, ...], strict: bool, as_json: bool) -> int:
    """Print every problem of scenario files: FILE:LINE:COLUMN: error[WORD] what to do.

    After the errors come warnings about what can be used and is hardly meant: an exemplar that
    fails its rubric or does not fit into a post, a bad reply that passes, a team nobody can
    escalate to, a 'by' that chooses nothing, a rubric for another channel. Exemplars and bad
    replies are scored for it.

    FILE may be a folder. Without FILE the shipped scenarios are checked. Exit code 1 when there is
    an error, or with --strict a warning; 2 when a file is not there.

    \b
    Examples:
      coach scenario check my-scenario.yaml
      coach scenario check my-scenarios/ --strict
    """
    from datetime import date

    from coach.cli.shown import counted, print_problems
    from coach.services.scenario_lint import lint_scenarios

    found = lint_scenarios(files, date.today())
    problems, warnings = found.problems, found.warnings
    print_problems((*problems, *warnings), as_json)
    bad = len({problem.file for problem in problems})
    said = [f"{counted(len(problems), 'problem')} in {counted(bad, 'file')}"] if bad else []
    said += [counted(len(warnings), "warning")] if warnings else []
    fine = "all fine" if found.files else "there is no .yaml file in it"
    click.echo(
        f"{counted(found.files, 'scenario file')} checked; {', '.join(said) or fine}", err=True
    )
    if any(problem.word == "missing-file" for problem in problems):
        return Exit.USAGE
    return Exit.FAILED_CHECK if problems or (strict and warnings) else Exit.FINE


@command.command(name="list", short_help="List the scenarios.")
@click.option("--channel", metavar="CHANNEL", help="Only this channel, such as x or email.")
@click.option("--trade", metavar="TRADE", help="Only this trade, such as airline.")
@click.option("--skill", metavar="SKILL", help="Only what trains this skill, such as empathy.")
@click.option(
    "--difficulty", metavar="1-5", type=click.IntRange(1, 5), help="Only this level, 1 is easy."
)
@json_option
def list_(
    channel: str | None, trade: str | None, skill: str | None, difficulty: int | None, as_json: bool
) -> None:
    """List the scenarios, all or those that meet every filter.

    \b
    Example:
      coach scenario list --channel x --skill empathy
    """
    from coach.cli.shown import print_json, print_lines, print_problems
    from coach.render.scenario_lines import scenario_data, table_lines
    from coach.services import catalogue
    from coach.services.scenarios import Filters, matching

    found = matching(catalogue.scenarios(), Filters(channel, trade, skill, difficulty))
    print_problems(catalogue.left_out(), False, err=True)
    if as_json:
        print_json([scenario_data(scenario, whole=False) for scenario in found])
        return
    if not found:
        click.echo("no scenario meets all of these filters; leave one out", err=True)
        return
    print_lines(table_lines(found))
    click.echo(f"practise one with: coach practice {found[0].id}", err=True)


@command.command(short_help="Show a scenario as the agent sees it.")
@click.argument("scenario")
@click.option(
    "--all", "whole", is_flag=True, help="With decision, concerns, reactions, exemplars and notes."
)
@json_option
def show(scenario: str, whole: bool, as_json: bool) -> None:
    """Show a scenario as the agent sees it; --all shows the answers, too.

    \b
    Example:
      coach scenario show airline-tarmac-silence --all
    """
    from coach.cli.shown import print_json, print_lines
    from coach.render.scenario_lines import behind_lines, scenario_data, situation_lines
    from coach.services import catalogue

    found = catalogue.scenario(scenario)
    if as_json:
        print_json(scenario_data(found, whole))
        return
    print_lines(situation_lines(found, catalogue.channel(found.channel)))
    if whole:
        print_lines(behind_lines(found))


@command.command(short_help="Print the JSON Schema of scenario files.")
@click.option("--out", metavar="FILE", help="Write to FILE instead of stdout.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of scenario files, for completion and help in editors.

    \b
    Point a scenario file to it in its first line:
      # yaml-language-server: $schema=scenario.schema.json
    """
    from coach.cli.shown import write_or_print
    from coach.services.schemas import scenario_schema_text

    write_or_print(scenario_schema_text(), out)


command.add_command(new)
command.add_command(edit_scenario)
