"""``coach lesson``: start, list, show and check lessons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from coach.cli.options import Group, json_option


@click.group(name="lesson", cls=Group)
def command() -> None:
    """Start, list, show and check lessons, short pages that end in a drill.

    A LESSON is the id of a shipped lesson, one of a pack (acme/late) or the path of a file that
    ends in .md; its drill may lie beside it or in drills/.

    \b
    Examples:
      coach lesson new my-lesson.md
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


@command.command(short_help="Print the JSON Schema of the head of lessons.")
@click.option("--out", metavar="FILE", help="Write to FILE instead of stdout.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of the head of lesson files, the part between the two lines of ---.

    \b
    Example:
      coach lesson schema --out lesson.schema.json
    """
    from coach.cli.shown import write_or_print
    from coach.services.schemas import lesson_schema_text

    write_or_print(lesson_schema_text(), out)


@command.command(short_help="Write a commented lesson file to start from.")
@click.argument("file", metavar="FILE")
@click.option("--title", metavar="TEXT", help="Its name for people (default: from FILE).")
@click.option("--area", metavar="AREA", help="Whose view: writing, pr or legal (default: writing).")
@click.option("--skill", metavar="SKILL", help="What it is about (default: empathy).")
@click.option("--drill", metavar="DRILL", help="The drill it ends in (default: spot-the-fault).")
def new(
    file: str, title: str | None, area: str | None, skill: str | None, drill: str | None
) -> None:
    """Write a commented lesson file to start from.

    In a terminal coach asks for what no option says; elsewhere it takes the defaults. FILE "-"
    prints the file. A file that is there already is never touched.

    \b
    Examples:
      coach lesson new names.md
      coach lesson new names.md --skill register --drill style-switch
    """
    from coach.cli.asking import answer
    from coach.cli.shown import starter_written
    from coach.model.lesson import Area
    from coach.services import lessons, starters
    from coach.services.lesson_starter import lesson_text
    from coach.services.scenarios import SKILLS

    path = Path(file)
    if file != "-":
        starters.check_place(path, "lesson")
    stem = "" if file == "-" else path.stem

    def one_of(what: str, names: Iterable[str]) -> Callable[[str], str]:
        return lambda text: starters.check_choice(what, text, names)

    name = answer(
        title,
        "What is it called",
        starters.title_from(stem, "lesson"),
        lambda text: starters.check_text("title", text),
        "--title",
    )
    areas = [one.value for one in Area]
    view = answer(
        area, f"Whose view: {', '.join(areas)}", "writing", one_of("area", areas), "--area"
    )
    about = answer(
        skill, f"About what: {', '.join(SKILLS)}", "empathy", one_of("skill", SKILLS), "--skill"
    )
    known = sorted(lessons.drills_for(path))
    ends = answer(
        drill, "In which drill does it end", "spot-the-fault", one_of("drill", known), "--drill"
    )
    taken = {lesson.id for lesson in lessons.lessons()}
    lesson_id = starters.starter_id(stem, name, taken, "lesson")
    text = lesson_text(name, lesson_id, view, about, ends)
    if file == "-":
        click.echo(text, nl=False)
        return
    starters.write_new(path, text)
    starter_written(file, starters.next_commands("lesson", file))
