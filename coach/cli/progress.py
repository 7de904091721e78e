"""``coach progress``: how an agent's skills develop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from coach.cli.options import db_option, json_option, settings

if TYPE_CHECKING:
    from coach.services.progress import Level, ProgressView, RangeView

_RANGES = {"today": "today", "week": "the last seven days", "ever": "all time"}


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
@json_option
@db_option
def command(agent: str | None, span: str, as_json: bool) -> None:
    """Show an agent's level, 0 to 100, in each skill and on each channel, and its trend.

    N is the number of marks behind a level. Below three there is no level yet. The ± is half of
    the 95 % interval; the trend compares the later half of the days with the earlier half.

    \b
    Examples:
      coach progress
      coach progress --agent Maya --range week
    """
    from coach.cli.shown import print_json, print_lines
    from coach.services.progress import progress
    from coach.services.start import find_agent, latest_agent
    from coach.store import NoStoreError

    try:
        with settings().open_store(readonly=True) as store:
            who = latest_agent(store) if agent is None else find_agent(store, agent)
            view = progress(store, who, datetime.now(UTC).date()) if who is not None else None
    except NoStoreError:
        if agent is not None:
            find_agent(None, agent)  # says that there is nobody, and how to add one
        view = None
    if as_json:
        print_json(_data(view))
        return
    if view is None:
        click.echo("no agents yet; add one with: coach agent add NAME", err=True)
        return
    shown = view.ranges[span]
    if not shown.skills:
        from coach.language.plain import one_line

        said = f"nothing practised yet by {one_line(view.agent)}"
        said += "" if span == "ever" else f" in this time ({_RANGES[span]})"
        click.echo(f"{said}; start with: coach practice", err=True)
        return
    print_lines(_lines(view.agent, _RANGES[span], shown))


def _lines(agent: str, span: str, shown: RangeView) -> Iterator[str]:
    from coach.language.plain import one_line

    yield f"{one_line(agent)}, {span}"
    yield ""
    yield from _table("SKILL", shown.skills)
    yield ""
    yield from _table("CHANNEL", shown.channels)


def _table(head: str, levels: Sequence[Level]) -> Iterator[str]:
    from coach.language.plain import one_line

    names = [one_line(level.name) for level in levels]
    width = max(len(name) for name in (head, *names))
    yield f"{head:<{width}}  {'N':>5}  LEVEL        TREND"
    for name, level in zip(names, levels, strict=True):
        yield f"{name:<{width}}  {level.n:>5}  {_level(level)}".rstrip()


def _level(level: Level) -> str:
    if level.mean is None:
        return "not enough data yet"
    spread = f" ± {level.spread:.1f}" if level.spread is not None else ""
    trend = f"{level.trend} ({level.change:+.1f})" if level.change is not None else "one day so far"
    return f"{level.mean:5.1f}{spread:<8}{trend}"


def _data(view: ProgressView | None) -> dict[str, Any]:
    if view is None:
        return {"agent": None, "ranges": {}}
    return {
        "agent": view.agent,
        "ranges": {
            name: {
                "skills": [_level_data(level) for level in shown.skills],
                "channels": [_level_data(level) for level in shown.channels],
                "days": [{"day": day, "mean": round(mean, 4)} for day, mean in shown.days],
            }
            for name, shown in view.ranges.items()
        },
    }


def _level_data(level: Level) -> dict[str, Any]:
    """A level as JSON: ``level`` is null while there is not enough data."""
    data = asdict(level)
    numbers = {"level": data["mean"], "spread": data["spread"], "change": data["change"]}
    rounded = {k: None if v is None else round(v, 4) for k, v in numbers.items()}
    return {"name": level.name, "n": level.n, **rounded, "trend": level.trend or None}
