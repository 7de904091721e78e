"""``coach scenario new``: a commented scenario file to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="new", short_help="Write a commented scenario file to start from.")
@click.argument("file", metavar="FILE")
@click.option("--title", metavar="TEXT", help="Its name for people (default: from FILE).")
@click.option("--channel", metavar="CHANNEL", help="Where it happens (default: x).")
@click.option("--visibility", metavar="SIDE", help="public or private.")
@click.option("--brand", metavar="NAME", help="The company, invented.")
@click.option("--trade", metavar="TRADE", help="What the company does, such as airline.")
@click.option("--difficulty", metavar="1-5", help="1 is easy (default: 2).")
@click.option("--decision", metavar="CHOICE", help="The best thing to do, such as escalate.")
@click.option("--rubric", metavar="RUBRIC", help="What scores the reply (default: the channel's).")
def new(
    file: str,
    title: str | None,
    channel: str | None,
    visibility: str | None,
    brand: str | None,
    trade: str | None,
    difficulty: str | None,
    decision: str | None,
    rubric: str | None,
) -> None:
    """Write a commented scenario file to start from.

    In a terminal coach asks for what no option says; elsewhere it takes the defaults. FILE "-"
    prints the file. A file that is there already is never touched.

    \b
    Examples:
      coach scenario new late-parcel.yaml
      coach scenario new late-parcel.yaml --channel email --trade post --difficulty 3
    """
    from coach.cli.asking import answer
    from coach.cli.shown import starter_written
    from coach.services import catalogue, starters
    from coach.services.scenario_starter import scenario_text
    from coach.services.starters import ScenarioAnswers, check_choice, check_text

    path = Path(file)
    if file != "-":
        starters.check_place(path, "scenario")
    stem = "" if file == "-" else path.stem

    def side(text: str) -> str:
        return starters.check_side(channel_id, text) or text

    def texts(what: str, given: str | None, question: str, default: str) -> str:
        return answer(given, question, default, lambda t: check_text(what, t), f"--{what}")

    name = texts("title", title, "What is it called", starters.title_from(stem, "scenario"))
    channel_id = answer(
        channel, "On which channel", "x", lambda text: catalogue.channel(text).id, "--channel"
    )
    seen = answer(
        visibility,
        "Who reads the reply: public or private",
        next(iter(catalogue.channel(channel_id).places)).value,
        side,
        "--visibility",
    )
    usual = "reply_public" if seen == "public" else "reply_private"
    answers = ScenarioAnswers(
        title=name,
        channel=channel_id,
        visibility=seen,
        brand=texts("brand", brand, "Which company, invented", "Harbour Mills"),
        trade=texts("trade", trade, "What does the company do", "shop"),
        difficulty=answer(
            difficulty, "How hard, 1 to 5", "2", starters.read_difficulty, "--difficulty"
        ),
        decision=answer(
            decision,
            f"What is best: {', '.join(starters.CHOICES)}",
            usual,
            lambda text: check_choice("decision", text, starters.CHOICES),
            "--decision",
        ),
        rubric=answer(
            rubric,
            "Which rubric scores the reply",
            catalogue.default_rubric(channel_id, catalogue.visibility(seen)),
            lambda text: check_choice("rubric", text, catalogue.rubric_names()),
            "--rubric",
        ),
    )
    taken = {scenario.id for scenario in catalogue.scenarios()}
    scenario_id = starters.starter_id(stem, name, taken, "scenario")
    text = scenario_text(answers, scenario_id, path.name)
    if file == "-":
        click.echo(text, nl=False)
        return
    starters.write_new(path, text)
    starter_written(file, starters.next_commands("scenario", file))
