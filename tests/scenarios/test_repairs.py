"""Repairs over every shipped reply that fails: each raises the total, none makes a fact up, and
applied in turn they pass most of them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from coach.engine import score
from coach.language.lexicons import lexicon
from coach.model.finding import Repair
from coach.model.scenario import Scenario
from coach.model.thread import Draft, Speaker
from coach.practice.conversation import context_of
from coach.practice.repairs.edits import GAP
from coach.practice.repairs.weighed import repairs_of
from coach.services import catalogue
from coach.services.mending import TEAMS

DAY = date(2026, 11, 1)
SIGNER = "Maya Brandt"
STEPS = 10
LEAST_PASSED = 0.60
FAILING = [
    pytest.param(scenario, number, id=f"{scenario.id}-{number}")
    for scenario in catalogue.scenarios()
    for number in range(len(scenario.bad_replies))
]
_results: dict[str, tuple[bool, bool]] = {}  # passed; passed with the gaps emptied


def draft_of(scenario: Scenario, text: str) -> Draft:
    """A reply to the scenario's first round."""
    return Draft(scenario.id, text, context_of(scenario, scenario.turns))


def mended(scenario: Scenario, text: str) -> tuple[Repair, ...]:
    """The repairs of a reply, as a sitting would offer them."""
    team = scenario.decision.escalate_to
    return repairs_of(
        draft_of(scenario, text),
        catalogue.rubric(scenario.rubric),
        catalogue.channel(scenario.channel),
        DAY,
        SIGNER,
        TEAMS[team] if team else "",
    )


def total(scenario: Scenario, text: str) -> tuple[float, bool]:
    """Total and pass, by the engine alone."""
    rubric = catalogue.rubric(scenario.rubric)
    card = score(draft_of(scenario, text), rubric, catalogue.channels(), DAY)
    assert card.total is not None
    return card.total, card.passed


def sources(scenario: Scenario) -> str:
    """Whatever an honest repair may take a figure from: the customer's words, names, plain wording."""
    said = [t.text for t in scenario.turns if t.speaker is Speaker.CUSTOMER]
    lists = ("swaps", "loosen", "tighten")
    listed = [str(row["use"]) for name in lists for row in lexicon("repairs")[name]]
    names = [scenario.customer.name or "", scenario.customer.handle]
    return "\n".join([*said, *listed, *names])


@pytest.mark.parametrize(("scenario", "number"), FAILING)
def test_every_repair_raises_the_total_and_invents_nothing(scenario: Scenario, number: int) -> None:
    text = scenario.bad_replies[number].reply
    before, passed = total(scenario, text)
    for step in range(STEPS):
        repairs = mended(scenario, text)
        for repair in repairs if step == 0 else repairs[:1]:
            after = text[: repair.start] + repair.text + text[repair.end :]
            assert total(scenario, after)[0] == pytest.approx(repair.total)
            assert repair.total > before
            figures = re.findall(r"\d+", GAP.sub("", repair.text))
            assert all(f in text or f in sources(scenario) for f in figures), repair
        if not repairs or passed:
            break
        best = repairs[0]
        text = text[: best.start] + best.text + text[best.end :]
        before, passed = total(scenario, text)
    emptied = re.sub(r" {2,}", " ", GAP.sub("", text)).strip()
    _results[f"{scenario.id}-{number}"] = (passed, bool(emptied) and total(scenario, emptied)[1])


def test_repairs_pass_most_of_the_failing_replies(capsys: pytest.CaptureFixture[str]) -> None:
    if len(_results) < len(FAILING):
        pytest.skip("the share means something over all of them only")
    share = sum(passed for passed, _ in _results.values()) / len(_results)
    strict = sum(passed for _, passed in _results.values()) / len(_results)
    with capsys.disabled():
        print(
            f"\nrepairs applied in turn pass {share:.0%} of {len(_results)} failing replies; "
            f"with their open gaps emptied {strict:.0%}"
        )
    assert share >= LEAST_PASSED
