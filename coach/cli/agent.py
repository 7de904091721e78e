"""``coach agent``: the people who practise."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

import click

from coach.cli.options import Group, db_option, json_option, settings


@click.group(name="agent", cls=Group)
@db_option
def command() -> None:
    """Add and list agents, the people who practise, and ask them where to begin."""


@command.command()
@click.argument("name")
@json_option
@db_option
def add(name: str, as_json: bool) -> None:
    """Add an agent called NAME."""
    from coach.services.agents import add_agent, clean_name

    cleaned = clean_name(name)  # before a store is made for a name that cannot be kept
    with settings().open_store() as store:
        agent = add_agent(store, cleaned, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    if as_json:
        click.echo(json.dumps(asdict(agent), ensure_ascii=False))
        return
    click.echo(f"added {agent.name}")
    click.echo("start with: coach practice", err=True)


@command.command(name="list")
@json_option
@db_option
def list_(as_json: bool) -> None:
    """List the agents."""
    from coach.language.plain import one_line
    from coach.services.agents import list_agents

    agents = list_agents(settings().store_path())
    if as_json:
        click.echo(json.dumps([asdict(agent) for agent in agents], ensure_ascii=False))
        return
    if not agents:
        click.echo("no agents yet; add one with: coach agent add NAME", err=True)
    for agent in agents:
        click.echo(f"{agent.added_at[:10]}  {one_line(agent.name)}")


@command.command()
@click.argument("name")
@click.option("--show", is_flag=True, help="Show the answers instead of asking.")
@json_option
@db_option
def profile(name: str, show: bool, as_json: bool) -> None:
    """Ask NAME a few questions, which decide what comes first in the plan and never a score.

    It takes three minutes and can be stopped, gone on with and changed at any time.
    """
    from coach.cli.plain_practice import Talk, steady_input
    from coach.cli.profile import PlainProfile, profile_data, profile_lines
    from coach.cli.shown import print_json, print_lines
    from coach.services.clock import utc_now
    from coach.services.profile import profile_of
    from coach.services.start import find_agent

    asks = not (show or as_json)
    with settings().open_store(readonly=not asks) as store:
        agent = find_agent(store, name)
        if asks:
            PlainProfile(store, agent, Talk(steady_input()), utc_now()).run()
        elif as_json:
            print_json(profile_data(agent, profile_of(store, agent)))
        else:
            print_lines(profile_lines(profile_of(store, agent)))
