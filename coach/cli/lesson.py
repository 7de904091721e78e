"""``coach lesson``: list, show and check lessons."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.options import Group, json_option


@click.group(name="lesson", cls=Group)
def command() -> None:
    """List, show and check lessons, short pages that end in a drill.

    \b
    Examples:
      coach lesson list
      coach lesson show concrete-words
      coach lesson check my-lesson.md
    """


@command.command(name="list", short_help="List the lessons.")
@json_option
def list_(as_json: bool) -> None:
    """List the lessons by area: writing, public relations, legal.

    \b
    Example:
      coach lesson list
    """
    from coach.cli.shown import print_json, print_lines
    from coach.services import lessons

    found = lessons.lessons()
    if as_json:
        keys = ("id", "title", "skill", "minutes", "drill")
        print_json(
            [{**{k: getattr(one, k) for k in keys}, "area": one.area.value} for one in found]
        )
        return
    width = max((len(one.id) for one in found), default=0)
    print_lines(
        f"{one.id:<{width}}  {one.area.value:<7}  {one.minutes:>2} min  {one.title}"
        for one in found
    )


@command.command(short_help="Print a lesson.")
@click.argument("lesson")
def show(lesson: str) -> None:
    """Print a lesson.

    \b
    Example:
      coach lesson show concrete-words
    """
    from coach.cli.shown import print_lines
    from coach.render.lesson_lines import lesson_lines
    from coach.services import lessons

    print_lines(lesson_lines(lessons.lesson(lesson)))


@command.command(short_help="Print every problem of lesson files.")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> int:
    """Print every problem of lesson files: FILE:LINE:COLUMN: error[WORD] what to do.

    FILE may be a folder. Without FILE the shipped lessons are checked. Exit code 1 when there is a
    problem, 2 when a file is not there.

    \b
    Example:
      coach lesson check my-lesson.md
    """
    from coach.cli.drill import told
    from coach.cli.shown import print_problems
    from coach.services.lessons import check_lessons

    n, problems = check_lessons(files)
    print_problems(problems, as_json)
    return told(n, "lesson file", problems)
