"""``coach rubric new``: a commented rubric file to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="new", short_help="Write a commented rubric file to start from.")
@click.argument("file", metavar="FILE")
@click.option("--title", metavar="TEXT", help="Its name for people (default: from FILE).")
@click.option("--channel", metavar="CHANNEL", help="Where its phrases apply (default: any).")
@click.option("--visibility", metavar="SIDE", help="public, private or any (default: any).")
@click.option("--extends", metavar="RUBRIC", help="What it inherits; none stands alone.")
@click.option("--register", metavar="LOW,HIGH", help="How formal: -3 is slang, 3 a legal letter.")
@click.option("--required", metavar="PHRASE", multiple=True, help="Must be said; repeatable.")
@click.option("--forbidden", metavar="PHRASE", multiple=True, help="Must not be; repeatable.")
@click.option("--from", "since", metavar="DATE", help="The phrases apply from this day.")
def new(
    file: str,
    title: str | None,
    channel: str | None,
    visibility: str | None,
    extends: str | None,
    register: str | None,
    required: tuple[str, ...],
    forbidden: tuple[str, ...],
    since: str | None,
) -> None:
    """Write a commented rubric file to start from.

    In a terminal coach asks for what no option says; elsewhere it takes the defaults. "-" says
    none. FILE "-" prints the file. A file that is there already is never touched.

    \b
    Examples:
      coach rubric new bank.yaml
      coach rubric new bank.yaml --extends social-care --forbidden "safe investment"
    """
    from coach.cli.asking import answer, optional, several
    from coach.cli.shown import starter_written
    from coach.services import starters
    from coach.services.catalogue import channel as known_channel
    from coach.services.catalogue import rubric_ids
    from coach.services.rubric_starter import rubric_text, rubric_to_extend
    from coach.services.starters import ANY, NONE, RubricAnswers

    path = Path(file)
    if file != "-":
        starters.check_place(path, "rubric")

    def any_or(text: str) -> str | None:
        return None if text == ANY else known_channel(text).id

    def side(text: str) -> str | None:
        return starters.check_side(channel_id, None if text == ANY else text)

    def parent(text: str) -> str | None:
        return None if text == NONE else rubric_to_extend(text, path.parent).id

    stem = "" if file == "-" else path.stem
    name = answer(
        title,
        "What is it called",
        starters.title_from(stem, "rubric"),
        lambda text: starters.check_text("title", text),
        "--title",
    )
    channel_id = answer(channel, "On which channel do its phrases apply", ANY, any_or, "--channel")
    seen = answer(
        visibility, "Who reads the replies: public, private or any", ANY, side, "--visibility"
    )
    answers = RubricAnswers(
        title=name,
        channel=channel_id,
        visibility=seen,
        extends=answer(
            extends,
            "Which rubric does it start from (none: from nothing)",
            starters.usual_rubric(channel_id, seen),
            parent,
            "--extends",
        ),
        register=answer(
            register,
            "How formal, LOW,HIGH from -3 (slang) to 3 (legal letter); - to leave it",
            "-",
            optional(starters.read_register),
            "--register",
        ),
        required=several(
            required,
            "A phrase every reply must say (- for none)",
            (),
            starters.check_wording,
            "--required",
        ),
        forbidden=several(
            forbidden,
            "A phrase no reply may say (- for none)",
            (starters.FORBIDDEN,),
            starters.check_wording,
            "--forbidden",
        ),
        since=answer(
            since,
            "From which day do they apply, such as 2026-01-31 (- for always)",
            "-",
            optional(starters.check_day),
            "--from",
        ),
    )
    rubric_id = starters.starter_id(stem, name, rubric_ids(), "rubric")
    text = rubric_text(answers, rubric_id, path.parent, path.name)
    if file == "-":
        click.echo(text, nl=False)
        return
    starters.write_new(path, text)
    starter_written(file, starters.next_commands("rubric", file))
