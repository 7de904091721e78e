"""``coach practice``: practise on a scenario, on the screens or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coach.cli.options import Settings, db_option, has_screen, settings

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import Store

_GUEST = "practising as a guest, nothing is kept; coach agent add NAME keeps your progress"


@click.command(name="practice", short_help="Practise on a scenario.")
@click.argument("scenario", required=False)
@click.option("--channel", metavar="CHANNEL", help="Without SCENARIO: one of this channel.")
@click.option("--agent", metavar="NAME", help="Who practises (default: who did so last).")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and pipes.")
@db_option
def command(scenario: str | None, channel: str | None, agent: str | None, plain: bool) -> None:
    """Practise on SCENARIO, or on the first of today's plan.

    In a terminal the screens open; with --plain, or without a terminal, practice goes line by line:
    choose what to do, write the reply, end it with a line that holds only a dot.

    \b
    Examples:
      coach practice
      coach practice --channel email
      coach practice airline-tarmac-silence --plain
      printf '1\\nMy reply\\n.\\nq\\n' | coach practice airline-tarmac-silence --plain
    """
    if scenario is not None and channel is not None:
        raise click.UsageError("give a SCENARIO or a --channel, not both")
    if plain or not has_screen():
        _plain(settings(), scenario, channel, agent)
    else:
        _screens(settings(), scenario, channel, agent)


def _screens(chosen: Settings, scenario: str | None, channel: str | None, name: str | None) -> None:
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
    run(place, scenario=scenario)


def _plain(chosen: Settings, scenario: str | None, channel: str | None, name: str | None) -> None:
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
            return
        if scenario is not None:
            paths[found.id] = scenario
        seen: list[str] = []

        def sitting_at(chosen_one: Scenario) -> Sitting:
            seen.append(chosen_one.id)
            return open_sitting(paths.get(chosen_one.id, chosen_one.id), store, agent)

        def following() -> Sitting | None:
            upcoming = first_scenario(store, agent, channel, seen)
            return sitting_at(upcoming) if upcoming is not None else None

        if agent is None:
            click.echo(_GUEST, err=True)
        PlainPractice(Talk(steady_input()), following, sitting_at).run(sitting_at(found))
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
