"""Conversations: the context of a reply, how the customer answers it, and how the whole went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.model.channel import Visibility
from coach.model.scenario import Crisis, Reaction, Reactions, Scenario
from coach.model.scorecard import MarkStatus, Scorecard, quality_score
from coach.model.thread import Context, Speaker, Turn

ROUNDS = 3
GOOD, MIDDLING = 80.0, 55.0  # per cent
BRANCHES = ("good", "middling", "bad")
FELT = {
    "good": "came round",
    "middling": "was not convinced",
    "bad": "was worse off than before",
}
_HARM = (Crisis.SELF_HARM, Crisis.INJURY)


def context_of(
    scenario: Scenario,
    turns: tuple[Turn, ...] | None = None,
    earlier: tuple[str, ...] = (),
    side: Visibility | None = None,
) -> Context:
    """The context a reply to a scenario is scored in. side: where it is read, if not as usual."""
    turns = scenario.turns if turns is None else turns
    return Context(
        channel=scenario.channel,
        visibility=side or scenario.visibility,
        turns=turns,
        brand=scenario.brand.name,
        product=scenario.brand.trade,
        customer_handle=scenario.customer.handle,
        customer_name=scenario.customer.name,
        earlier=earlier,
        concerns=scenario.concerns if turns == scenario.turns else (),
        facts=scenario.facts,
        danger=_in_danger(scenario, turns),
    )


def _in_danger(scenario: Scenario, turns: tuple[Turn, ...]) -> bool:
    """Whether somebody still needs to hear where help is: until a reply has done well."""
    path = path_of(scenario.reactions, turns[len(scenario.turns) :])
    return scenario.crisis in _HARM and path[-1:] != ["good"]


def branch_name(branch: Reactions, card: Scorecard) -> str:
    """How the customer takes a reply with this scorecard: good, middling or bad.

    By the total, or by the mean per cent of the criteria the branch names where any of them was scored.
    A failed critical mark is always bad. Good is 80, or the pass mark where that is higher.
    """
    if card.critical_failures:
        return "bad"
    named = [
        m.percent
        for m in card.of(MarkStatus.SCORED)
        if m.criterion in branch.by and m.percent is not None
    ]
    value = sum(named) / len(named) if named else card.total or 0.0
    if value >= (GOOD if named else max(GOOD, card.pass_mark)):
        return "good"
    return "middling" if value >= MIDDLING else "bad"


def branch_of(branch: Reactions, card: Scorecard) -> Reaction:
    """How the customer answers a reply with this scorecard."""
    return reaction_of(branch, branch_name(branch, card))


def reaction_of(branch: Reactions, name: str) -> Reaction:
    """The reaction of that name."""
    return {"good": branch.good, "middling": branch.middling, "bad": branch.bad}[name]


def path_of(branch: Reactions | None, added: Iterable[Turn]) -> list[str]:
    """The branches a conversation took, from the customer's turns since it began."""
    path: list[str] = []
    for turn in added:
        if turn.speaker is not Speaker.CUSTOMER or branch is None:
            continue
        for name in BRANCHES:
            reaction = reaction_of(branch, name)
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
        branch = reaction_of(branch, name).next
    return branch


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a conversation, as far as it has been practised.

    decision: in words. totals: of its tries, in order, 0-100 or None. reply: the last try's.
    branch: how the customer took the last try; None where nobody answers.
    """

    number: int
    decision: str
    totals: tuple[float | None, ...]
    reply: str
    branch: str | None = None

    @property
    def total(self) -> float | None:
        """The last try's total."""
        return self.totals[-1] if self.totals else None


def with_try(
    rounds: tuple[Round, ...],
    number: int,
    decision: str,
    total: float | None,
    reply: str,
    branch: str | None,
) -> tuple[Round, ...]:
    """The rounds with one more try at one of them; what came after that round is gone."""
    before = next((r.totals for r in rounds if r.number == number), ())
    kept = tuple(r for r in rounds if r.number < number)
    return (*kept, Round(number, decision, (*before, total), reply, branch))


def whole(rounds: Iterable[Round]) -> tuple[float | None, int]:
    """The mean of the last totals of the rounds, and over how many; rounds without a total leave it."""
    totals = [r.total for r in rounds if r.total is not None]
    return quality_score(totals), len(totals)
