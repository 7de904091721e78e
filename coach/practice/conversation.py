"""Conversations: the context of a reply, and how the customer answers it."""

from __future__ import annotations

from collections.abc import Iterable

from coach.model.scenario import Reaction, Reactions, Scenario
from coach.model.scorecard import Scorecard
from coach.model.thread import Context, Speaker, Turn

ROUNDS = 3
GOOD, MIDDLING = 80.0, 55.0
BRANCHES = ("good", "middling", "bad")


def context_of(
    scenario: Scenario, turns: tuple[Turn, ...] | None = None, earlier: tuple[str, ...] = ()
) -> Context:
    """The context a reply to a scenario is scored in."""
    return Context(
        channel=scenario.channel,
        visibility=scenario.visibility,
        turns=scenario.turns if turns is None else turns,
        brand=scenario.brand.name,
        product=scenario.brand.trade,
        customer_handle=scenario.customer.handle,
        customer_name=scenario.customer.name,
        earlier=earlier,
        concerns=scenario.concerns if turns is None or turns == scenario.turns else (),
        facts=scenario.facts,
    )


def branch_of(branch: Reactions, card: Scorecard) -> Reaction:
    """How the customer answers a reply with this scorecard."""
    total = card.total or 0.0
    if total >= GOOD:
        return branch.good
    return branch.middling if total >= MIDDLING else branch.bad


def path_of(branch: Reactions | None, added: Iterable[Turn]) -> list[str]:
    """The branches a conversation took, from the customer's turns since it began."""
    path: list[str] = []
    for turn in added:
        if turn.speaker is not Speaker.CUSTOMER or branch is None:
            continue
        for name in BRANCHES:
            reaction = getattr(branch, name)
            if reaction.text == turn.text:
                path.append(name)
                branch = reaction.next
                break
    return path


def at_path(branch: Reactions | None, path: Iterable[str]) -> Reactions | None:
    """Where a conversation stands after these branches; None when it is over."""
    for name in path:
        if branch is None:
            break
        branch = getattr(branch, name).next
    return branch
