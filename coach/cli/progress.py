"""``coach progress``: how an agent's skills develop, and what can be handed on of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli.options import db_option, json_option, settings

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.practice.growth import Change
    from coach.services.progress import Level, ProgressView, RangeView
    from coach.store import Store

_RANGES = {"today": "today", "week": "the last seven days", "ever": "all time"}
_NOBODY = "no agents yet; add one with: coach agent add NAME"


@click.command(name="progress", short_help="Show how an agent's skills develop.")
@click.option("--agent", metavar="NAME", help="Whose progress (default: who practised last).")
@click.option(
    "--range",
    "span",
    type=click.Choice(list(_RANGES)),
    default="ever",
    show_default=True,
    help="Which time to look at.",
)
@click.option("--team", is_flag=True, help="Every agent by skill, by name and never ranked.")
@click.option(
    "--attempts",
    type=click.IntRange(1, 10_000),
    is_flag=False,
    flag_value=20,
    metavar="[N]",
    help="The latest N attempts (20) with the ids that coach explain --attempt takes.",
)
@click.option("--kept", is_flag=True, help="The replies the agent keeps.")
@click.option("--search", metavar="WORDS", help="With --kept: those that hold all the words.")
@click.option("--drop", type=int, metavar="N", help="With --kept: keep the reply N no longer.")
@click.option(
    "--export",
    type=click.Choice(["csv", "json", "xapi"]),
    help="Write the attempts, one after the other.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --export: where to (default: stdout).",
)
@click.option("--lines", is_flag=True, help="With --export json or xapi: a line an attempt.")
@click.option("--replies", is_flag=True, help="With --export: the words that were sent as well.")
@click.option(
    "--home-page",
    metavar="URL",
    help="With --export xapi: where the agents' accounts live, such as your learning system.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what was shown, on what and when: .html or .txt, a new file; - for stdout.",
)
@click.option(
    "--streaks",
    type=click.Choice(["on", "off"]),
    help="Count your days in a row, for your own eyes only (off at first).",
)
@json_option
@db_option
def command(
    agent: str | None,
    span: str,
    team: bool,
    attempts: int | None,
    kept: bool,
    search: str | None,
    drop: int | None,
    export: str | None,
    out: Path | None,
    lines: bool,
    replies: bool,
    home_page: str | None,
    certificate: Path | None,
    streaks: str | None,
    as_json: bool,
) -> None:
    """Show an agent's estimate, 0 to 100, in each skill, and the marks of a time with their trend.

    The estimate is the per cent expected today on a scenario of middling difficulty. MARKS is the
    plain mean of the time: of a skill's marks, one an attempt; of a channel's totals, as in the CSV
    export. The ± is half of the 95 % interval, N the number of attempts. Both say "not enough data
    yet" below five attempts and while the ± is over 18. The trend compares the later half of the
    days with the earlier half. Crises and drills count for nothing.

    \b
    Examples:
      coach progress
      coach progress --agent Maya --range week
      coach progress --team
      coach progress --attempts 5
      coach progress --kept --search refund
      coach progress --certificate maya.html
      coach progress --export xapi --home-page https://learning.example.com --out maya.json
    """
    from coach.cli import progress_parts as parts

    chosen = [
        name
        for name, given in (
            ("--team", team),
            ("--attempts", attempts),
            ("--kept", kept),
            ("--export", export),
            ("--certificate", certificate),
            ("--streaks", streaks),
        )
        if given
    ]
    if len(chosen) > 1:
        raise click.UsageError(f"give one of {' and '.join(chosen)}")
    _belongs(kept, "--kept", ("--search", search), ("--drop", drop))
    _belongs(export, "--export", ("--out", out), ("--lines", lines), ("--replies", replies))
    _belongs(export == "xapi", "--export xapi", ("--home-page", home_page))
    if export == "csv" and lines:
        raise click.UsageError("--lines goes with --export json or xapi; CSV is lines already")
    today = datetime.now(UTC).date()
    if team:
        if agent is not None:
            raise click.UsageError("give --agent or --team, not both")
        parts.show_team(today, as_json)
    elif attempts is not None:
        _with(agent, lambda store, who: parts.show_attempts(store, who, today, span, attempts,
                                                            as_json))  # fmt: skip
    elif kept:
        _with(agent, lambda store, who: parts.show_kept(store, who, search or "", drop, as_json),
              writes=drop is not None)  # fmt: skip
    elif export is not None:
        wanted = parts.wanted(export, span, home_page, lines, replies)
        _with(agent, lambda store, who: parts.write_export(store, who, today, wanted, out))
    elif certificate is not None:
        parts.learn_first()
        _with(agent, lambda s, who: parts.write_certificate(s, who, today, span, certificate),
              needed=True)  # fmt: skip
    elif streaks is not None:
        _with(agent, lambda s, who: parts.set_streaks(s, who, streaks == "on"), writes=True)
    else:
        _show(agent, span, today, as_json)


def _belongs(there: object, owner: str, *options: tuple[str, object]) -> None:
    for name, given in options:
        if given not in (None, False) and not there:
            raise click.UsageError(f"{name} goes with {owner}")


def _with(
    name: str | None,
    work: Callable[[Store, Agent], None],
    *,
    writes: bool = False,
    needed: bool = False,
) -> None:
    """Does something for the named agent, or for who practised last.

    needed: it is an error, not only said, that there is nobody.
    """
    from coach.model.problem import CoachError
    from coach.services.start import find_agent, latest_agent
    from coach.store import NoStoreError

    try:
        with settings().open_store(readonly=not writes) as store:
            who = latest_agent(store) if name is None else find_agent(store, name)
            if who is not None:
                work(store, who)
                return
    except NoStoreError:
        if name is not None:
            find_agent(None, name)  # says that there is nobody, and how to add one
    if needed:
        raise CoachError(_NOBODY)
    click.echo(_NOBODY, err=True)


def _show(name: str | None, span: str, today: date, as_json: bool) -> None:
    from coach.cli.progress_parts import learn_first
    from coach.cli.shown import print_json
    from coach.services.progress import RANGES, progress

    found: list[ProgressView] = []
    learn_first()

    def read(store: Store, who: Agent) -> None:
        found.append(progress(store, who, today, RANGES if as_json else (span,)))

    if as_json:
        _read_quietly(name, read)
        print_json(_data(found[0] if found else None))
        return
    _with(name, read)
    if found:
        _print(found[0], span, own=name is None)


def _read_quietly(name: str | None, read: Callable[[Store, Agent], None]) -> None:
    """As ``_with``, but nobody there is an answer too."""
    from coach.services.start import find_agent, latest_agent
    from coach.store import NoStoreError

    try:
        with settings().open_store(readonly=True) as store:
            who = latest_agent(store) if name is None else find_agent(store, name)
            if who is not None:
                read(store, who)
    except NoStoreError:
        if name is not None:
            find_agent(None, name)


def _print(view: ProgressView, span: str, own: bool) -> None:
    from coach.cli.shown import print_lines
    from coach.language.plain import one_line

    shown = view.ranges[span]
    if not shown.skills:
        said = f"nothing practised yet by {one_line(view.agent)}"
        said += "" if span == "ever" else f" in this time ({_RANGES[span]})"
        click.echo(f"{said}; start with: coach practice", err=True)
        return
    print_lines(_lines(view, span, shown, own))


def _lines(view: ProgressView, span: str, shown: RangeView, own: bool) -> Iterator[str]:
    from coach.language.plain import one_line
    from coach.render import progress_lines as page

    yield f"{one_line(view.agent)}, {_RANGES[span]}"
    yield ""
    yield from page.skill_table(shown.skills, view.standings)
    yield ""
    yield from page.channel_table(shown.channels)
    by_channel = list(page.by_channel_table(view.standings))
    yield from ["", *by_channel] if by_channel else []
    yield ""
    yield f"Feedback: {page.tries_said(shown.tries)}"
    if shown.tries.mean is not None:
        yield f"  {page.BY_CHANCE}"
    if view.kept:
        yield f"Kept replies: {view.kept:,}; see them with: coach progress --kept"
    # whoever names an agent may be somebody else
    if own and view.streak is not None:
        yield f"Days in a row: {view.streak}"


def _data(view: ProgressView | None) -> dict[str, Any]:
    """Progress as JSON; no streak, as JSON is for handing on."""
    if view is None:
        return {"agent": None, "ranges": {}}
    return {
        "agent": view.agent,
        "estimates": [
            {
                "skill": s.skill,
                "channel": s.channel or None,
                "n": s.n,
                "estimate": _rounded(s.mean),
                "error": _rounded(s.half),
            }
            for s in view.standings
        ],
        "kept": view.kept,
        "ranges": {
            name: {
                "skills": [_level_data(level) for level in shown.skills],
                "channels": [_level_data(level) for level in shown.channels],
                "weekly": shown.weekly,
                "days": [{"day": d.day, "n": d.n, "mean": _rounded(d.mean)} for d in shown.days],
                "tries": _tries_data(shown.tries),
            }
            for name, shown in view.ranges.items()
        },
    }


def _tries_data(tries: Change) -> dict[str, Any]:
    return {"pairs": tries.n, "change": _rounded(tries.mean), "error": _rounded(tries.half)}


def _level_data(level: Level) -> dict[str, Any]:
    """A level as JSON: ``level`` is null while there is not enough data."""
    numbers = {
        "level": level.mean,
        "spread": level.spread,
        "low": level.low,
        "high": level.high,
        "change": level.change,
    }
    rounded = {key: _rounded(value) for key, value in numbers.items()}
    return {"name": level.name, "n": level.n, **rounded, "trend": level.trend or None}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
