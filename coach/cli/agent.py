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
    """Add and list agents, the people who practise."""


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
