"""The parts of ``coach progress`` beside the figures: team, kept replies, export, certificate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from coach.cli.options import settings
from coach.cli.shown import counted, print_json, print_line, print_lines

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.services.export import Export, Kind
    from coach.services.team import TeamView
    from coach.store import Store


def learn_first() -> None:
    """Learns from attempts of before there were estimates, where the store can be written."""
    from contextlib import suppress

    from coach.model.problem import CoachError
    from coach.services.learning import catch_up

    if settings().store_path().exists():
        with suppress(CoachError), settings().open_store() as store:
            catch_up(store)


def show_team(today: date, as_json: bool) -> None:
    """Every agent by skill."""
    from coach.services.team import team
    from coach.store import NoStoreError

    learn_first()
    try:
        with settings().open_store(readonly=True) as store:
            view = team(store, today)
    except NoStoreError:
        view = None
    if as_json:
        print_json(_team_data(view))
    elif view is None or not view.members:
        click.echo("no agents yet; add one with: coach agent add NAME", err=True)
    else:
        print_lines(team_lines(view))


def team_lines(view: TeamView) -> list[str]:
    """The team as lines: a table, what the team needs most, and how to read it."""
    from coach.render.progress_lines import estimate, need_said, team_table

    rows = [
        (
            member.name,
            [
                (found.n, "·" if found.mean is None else estimate(found.mean, found.half))
                if (found := member.skills.get(skill)) is not None
                else None
                for skill in view.skills
            ],
        )
        for member in view.members
    ]
    whole = [
        (level.agents, "·" if level.mean is None else estimate(level.mean, level.half))
        for level in view.levels
    ]
    if not view.skills:
        return ["nobody has practised yet; start with: coach practice"]
    need = view.need
    known = (
        None
        if need is None
        else (need.level.skill, need.level.mean, need.level.half, need.level.agents, need.alike)
    )
    return [
        *team_table(view.skills, rows, ("the team (agents)", whole)),
        "",
        need_said(known),
        "estimate ± half the 95 % interval (attempts) · not enough data yet – not practised",
        "the team: the mean over agents ± what is not known of them; not how far they are apart",
        "by name, never ranked: differences within the ± mean nothing",
    ]


def _team_data(view: TeamView | None) -> dict[str, Any]:
    if view is None:
        return {"agents": [], "team": [], "need": None}
    return {
        "agents": [
            {
                "agent": member.name,
                "skills": [
                    {"skill": s.skill, "n": s.n, "estimate": s.mean, "error": s.half}
                    for _, s in sorted(member.skills.items())
                ],
            }
            for member in view.members
        ],
        "team": [
            {"skill": x.skill, "agents": x.agents, "estimate": x.mean, "error": x.half}
            for x in view.levels
        ],
        "need": view.need
        and {"skill": view.need.level.skill, "not_clearly_above": list(view.need.alike)},
    }


def show_attempts(
    store: Store, who: Agent, today: date, span: str, most: int, as_json: bool
) -> None:
    """The latest attempts that count, the newest first."""
    from coach.language.plain import one_line
    from coach.render.progress_lines import attempt_table
    from coach.services.export import latest

    found = latest(store, who, today, span, most)
    if as_json:
        print_json(found)
    elif not found:
        click.echo(f"nothing practised by {one_line(who.name)} in this time", err=True)
    else:
        print_lines(attempt_table(found))


def show_kept(store: Store, who: Agent, words: str, drop: int | None, as_json: bool) -> None:
    """The replies worth keeping, or one of them kept no longer."""
    from coach.language.plain import one_line
    from coach.render.progress_lines import kept_lines
    from coach.services import kept

    if drop is not None:
        gone = kept.drop(store, who, drop)
        print_line(f"no longer kept: {gone.title}; the attempt itself stays", err=True)
        return
    found = kept.kept_replies(store, who, words)
    if as_json:
        print_json(
            [
                {
                    "number": one.number,
                    "scenario": one.reply.scenario,
                    "channel": one.reply.channel,
                    "total": one.reply.total,
                    "sent_at": one.reply.sent_at,
                    "kept_at": one.reply.kept_at,
                    "reply": one.reply.reply,
                }
                for one in found
            ]
        )
    elif not found and words:
        print_line(f"no kept reply holds {one_line(words, 60)}", err=True)
    elif not found:
        said = f"{one_line(who.name)} keeps no reply yet; the scorecard has a key to keep one"
        click.echo(said, err=True)
    else:
        print_lines(
            kept_lines(
                [
                    (one.number, one.title, one.channel, one.reply.total,
                     one.reply.sent_at[:10], one.reply.reply)
                    for one in found
                ]
            )
        )  # fmt: skip


def wanted(kind: str, span: str, home_page: str | None, lines: bool, replies: bool) -> Export:
    """What to export. Raises CoachError for a home page that is no web address."""
    from coach.render.xapi import HOME_PAGE
    from coach.services.export import Export, checked

    page = home_page if home_page is not None else HOME_PAGE
    chosen = checked(Export(cast("Kind", kind), span, page, lines, replies))
    if kind == "xapi" and home_page is None:
        click.echo(
            f"accounts are given the home page {HOME_PAGE}, which is nobody's; "
            "name your learning system with --home-page",
            err=True,
        )
    return chosen


def write_export(store: Store, who: Agent, today: date, chosen: Export, out: Path | None) -> None:
    """Writes the attempts, and says on stderr how many."""
    from coach.cli.output import text_output
    from coach.language.plain import one_line
    from coach.services.export import Written, export

    written = Written()
    with text_output(out) as stream:
        for piece in export(store, who, today, chosen, written):
            stream.write(piece)
    said = f"wrote {counted(written.n, 'attempt')} of {one_line(who.name)}"
    if written.left_out:
        said += f"; left out {counted(written.left_out, 'attempt')} without points (crises, drills)"
    click.echo(said, err=True)


def write_certificate(store: Store, who: Agent, today: date, span: str, file: Path) -> None:
    """Writes the certificate, as a page or as text by the name of the file; - is stdout."""
    from coach.language.plain import plain
    from coach.services import certificate

    if str(file) == "-":
        found = certificate.certificate(store, who, today, span)
        click.echo(certificate.certificate_text(found, file), nl=False)
        return
    certificate.write_certificate(store, who, today, span, file)
    click.echo(f"wrote {plain(str(file), newlines=False)}", err=True)


def set_streaks(store: Store, who: Agent, on: bool) -> None:
    """Turns the agent's own streaks on or off."""
    from coach.language.plain import one_line
    from coach.services.progress import count_streaks

    count_streaks(store, who, on)
    said = "are counted, for your own eyes only" if on else "are not counted"
    click.echo(f"days in a row of {one_line(who.name)} {said}", err=True)
