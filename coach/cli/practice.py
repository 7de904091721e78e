"""``coach practice``: practise on a scenario, on the screens or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coach.cli.exits import Exit
from coach.cli.options import Settings, db_option, has_screen, settings
from coach.model.attempt import TEST

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import Store

_NOTHING = "the input ended before a reply was sent, so nothing was scored"
_GUEST = "practising as a guest, nothing is kept; coach agent add NAME keeps your progress"


@click.command(name="practice", short_help="Practise on a scenario.")
@click.argument("scenario", required=False)
@click.option("--channel", metavar="CHANNEL", help="Without SCENARIO: one of this channel.")
@click.option("--drill", metavar="NAME", help="A drill instead: a short exercise of one thing.")
@click.option("--lesson", metavar="NAME", help="A lesson instead: a page, then its drill.")
@click.option("--test", is_flag=True, help="No hints, and the verdict only at the end.")
@click.option("--agent", metavar="NAME", help="Who practises (default: who did so last).")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and pipes.")
@db_option
def command(
    scenario: str | None,
    channel: str | None,
    drill: str | None,
    lesson: str | None,
    test: bool,
    agent: str | None,
    plain: bool,
) -> int:
    """Practise on SCENARIO, or on the first of today's plan.

    In a terminal the screens open; with --plain, or without a terminal, practice goes line by line:
    choose what to do, write the reply, end it with a line that holds only a dot. Input from a pipe
    always starts the scenario anew; exit code 1 when it ended before anything was sent.

    \b
    Examples:
      coach practice
      coach practice --channel email
      coach practice --test
      coach practice airline-tarmac-silence --plain
      coach practice --drill triage-airline-monday
      coach practice --lesson concrete-words
      printf '1\\nMy reply\\n.\\nq\\n' | coach practice airline-tarmac-silence --plain
    """
    if scenario is not None and channel is not None:
        raise click.UsageError("give a SCENARIO or a --channel, not both")
    if sum(name is not None for name in (scenario or channel, drill, lesson)) > 1:
        raise click.UsageError("give a scenario, a --drill or a --lesson, one at a time")
    if test and (drill is not None or lesson is not None):
        raise click.UsageError("--test is for scenarios, not for drills and lessons")
    mode = TEST if test else "practice"
    if drill is not None or lesson is not None:
        _exercise(settings(), drill, lesson, agent, plain or not has_screen())
        return Exit.FINE
    if plain or not has_screen():
        return _plain(settings(), scenario, channel, agent, mode)
    _screens(settings(), scenario, channel, agent, mode)
    return Exit.FINE


def _screens(
    chosen: Settings, scenario: str | None, channel: str | None, name: str | None, mode: str
) -> None:
    from coach.services import catalogue
    from coach.services.start import find_agent, first_scenario
    from coach.ui.app import run
    from coach.ui.settings import Settings as Remembered

    place = chosen.store_path()
    remembered = Remembered(place)
    store = _open(chosen, readonly=True)
    try:
        if name is not None:
            remembered.put("agent", find_agent(store, name).name)
        last = remembered.get("agent")
        agent = store.agent_named(last) if store is not None and last else None
        if scenario is not None:
            catalogue.scenario(scenario)  # a wrong name is said before the screens open
        else:
            first = first_scenario(store, agent, channel)
            scenario = first.id if first is not None else None
    finally:
        if store is not None:
            store.close()
    run(place, scenario=scenario, mode=mode)


def _exercise(
    chosen: Settings, drill: str | None, lesson: str | None, name: str | None, plain: bool
) -> None:
    """A drill, or a lesson with the drill it ends in."""
    from coach.services import drills, lessons

    if lesson is not None:
        drill = lessons.lesson(lesson).drill
    assert drill is not None
    drills.drill(drill)  # a wrong name is said before anything opens
    if plain:
        _plain_drill(chosen, drill, lesson, name)
        return
    from coach.services.start import find_agent
    from coach.ui.app import run
    from coach.ui.settings import Settings as Remembered

    place = chosen.store_path()
    if name is not None:
        store = _open(chosen, readonly=True)
        try:
            Remembered(place).put("agent", find_agent(store, name).name)
        finally:
            if store is not None:
                store.close()
    run(place, drill=None if lesson is not None else drill, lesson=lesson)


def _plain_drill(chosen: Settings, drill: str, lesson: str | None, name: str | None) -> None:
    from coach.cli.plain_drills import PlainDrill
    from coach.cli.plain_practice import Talk, steady_input
    from coach.render.lesson_lines import lesson_lines
    from coach.services import drills, lessons

    talk = Talk(steady_input())
    store, agent = _who(chosen, name)
    try:
        if agent is None:
            click.echo(_GUEST, err=True)
        if lesson is not None:
            talk.page(lesson_lines(lessons.lesson(lesson)))
            talk.say()
        PlainDrill(talk).run(drills.open_run(drill, store, agent))
    finally:
        if store is not None:
            store.close()


def _plain(
    chosen: Settings, scenario: str | None, channel: str | None, name: str | None, mode: str
) -> int:
    from coach.cli.plain_practice import PlainPractice, Talk, steady_input
    from coach.model.scenario import Scenario
    from coach.services import catalogue
    from coach.services.practise import Sitting, open_sitting
    from coach.services.start import first_scenario

    store, agent = _who(chosen, name)
    try:
        # a file's scenario is known by its path, not by its id
        paths: dict[str, str] = {}
        if scenario is not None:
            found: Scenario | None = catalogue.scenario(scenario)
        else:
            found = first_scenario(store, agent, channel)
        if found is None:
            click.echo("there is no scenario yet to practise on", err=True)
            return Exit.FINE
        if scenario is not None:
            paths[found.id] = scenario
        seen: list[str] = []

        def sitting_at(chosen_one: Scenario) -> Sitting:
            seen.append(chosen_one.id)
            name = paths.get(chosen_one.id, chosen_one.id)
            return open_sitting(name, store, agent, mode=mode)

        def following() -> Sitting | None:
            upcoming = first_scenario(store, agent, channel, seen)
            return sitting_at(upcoming) if upcoming is not None else None

        if agent is None:
            click.echo(_GUEST, err=True)
        source = steady_input()
        piped = source is None or not source.isatty()
        practice = PlainPractice(Talk(source), following, sitting_at, piped)
        if practice.run(sitting_at(found)) or not piped:
            return Exit.FINE
        click.echo(_NOTHING, err=True)
        return Exit.FAILED_CHECK
    finally:
        if store is not None:
            store.close()


def _who(chosen: Settings, name: str | None) -> tuple[Store | None, Agent | None]:
    """The store and the agent; neither for a guest."""
    from coach.services.start import find_agent, latest_agent

    reading = _open(chosen, readonly=True)
    if reading is None:
        return (None, find_agent(None, name)) if name is not None else (None, None)
    with reading:
        agent = latest_agent(reading) if name is None else find_agent(reading, name)
    if agent is None:
        return None, None
    store = _open(chosen, readonly=False)
    return (store, agent) if store is not None else (None, None)


def _open(chosen: Settings, *, readonly: bool) -> Store | None:
    """The store; None, and why on stderr, when it cannot be opened."""
    from coach.language.plain import plain
    from coach.model.problem import CoachError
    from coach.store import NoStoreError

    try:
        return chosen.open_store(readonly=readonly)
    except NoStoreError:
        return None
    except CoachError as error:
        click.echo(plain(str(error)), err=True)
        return None
