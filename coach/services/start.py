"""Who practises, and on what."""

from __future__ import annotations

from collections.abc import Collection

from coach.files.wording import instead, quoted
from coach.model.attempt import Agent
from coach.model.problem import CoachError
from coach.model.scenario import Scenario
from coach.services import catalogue
from coach.services.clock import utc_now
from coach.services.day_plan import day_plan
from coach.services.today import RECENT, plan
from coach.store import Store

_SECONDS = 19  # characters of a time down to the second, without the zone


def find_agent(store: Store | None, name: str) -> Agent:
    """The agent of that name, whatever its case. Raises CoachError with the nearest name."""
    found = store.agent_named(name) if store is not None else None
    if found is None:
        known = [agent.name for agent in store.agents()] if store is not None else []
        remedy = instead(name, known, "coach agent list shows them all")
        if not known:
            remedy = "there are none yet; add one with: coach agent add NAME"
        raise CoachError(f"there is no agent {quoted(name)}; {remedy}")
    return found


def latest_agent(store: Store) -> Agent | None:
    """The agent who practised last, or who was added last when nobody has; None without agents."""
    return max(store.agents(), key=lambda agent: (_last(store, agent), agent.id), default=None)


def first_scenario(
    store: Store | None,
    agent: Agent | None,
    channel: str | None = None,
    without: Collection[str] = (),
) -> Scenario | None:
    """The first line of today's plan that is not done; None when all are in ``without``.

    channel: one of this channel, chosen for it where the plan has none.

    Raises CoachError for a channel nobody knows or that has no scenario.
    """
    scenarios = catalogue.scenarios()
    if channel is not None:
        known = catalogue.channel(channel)
        used = sorted({s.channel for s in scenarios})
        scenarios = tuple(s for s in scenarios if s.channel == known.id)
        if not scenarios:
            there = f"there are some for {', '.join(used)}" if used else "there is none at all"
            raise CoachError(f"there is no scenario for {known.title} yet; {there}")
    left = [s for s in scenarios if s.id not in without]
    if store is not None and agent is not None:
        sent = store.attempts(agent.id, limit=RECENT)
        today = day_plan(catalogue.scenarios(), store, agent, utc_now(), sent)
        names = {s.id for s in left}
        for suggestion in today.left:
            if suggestion.scenario.id in names:
                return suggestion.scenario
    return next((suggestion.scenario for suggestion in plan(left, store, agent)), None)


def _last(store: Store, agent: Agent) -> str:
    times = [agent.added_at]
    times += [attempt.sent_at for attempt in store.attempts(agent.id, limit=1)]
    times += [draft.saved_at for draft in store.drafts(agent.id)[:1]]
    return max(time[:_SECONDS] for time in times)
