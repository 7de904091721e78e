"""Repairs over every shipped reply that fails: each raises the total, none makes a fact up, and
applied in turn, their gaps filled from the scenario, they pass most of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pytest

from coach.engine import score
from coach.language.lexicons import lexicon
from coach.model.finding import Repair
from coach.model.scenario import Scenario
from coach.model.thread import Draft, Speaker
from coach.practice.conversation import context_of
from coach.practice.repairs.edits import GAP, written
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
_TIME = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|noon|tonight|today|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_DEED = re.compile(r"\bI(?:'ll| will) ((?:\w[\w'-]*,? ){1,11}?\w+)(?=[.,;:]| and I)")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|\b\S+\.example\S*\w")
_results: dict[str, Ended] = {}


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


@dataclass(frozen=True)
class Ended:
    """Where repairs in turn led: passed with gaps left, emptied, filled; totals promised and filled."""

    left: bool
    emptied: bool
    filled: bool
    promised: float
    got: float


def counted(scenario: Scenario, text: str) -> float:
    """The total that is shown for a text, by the engine alone: an open gap does not count."""
    left = written(text)
    if left == text:
        return total(scenario, text)[0]
    return min(total(scenario, text)[0], total(scenario, left)[0]) if left.strip() else 0.0


def filled(scenario: Scenario, text: str) -> str:
    """A reply whose gaps are filled with what stands in the scenario.

    A time or an address: the first of the facts, else of the exemplars. What one does: what an exemplar
    says one will do. An answer and the rest: the fact that shares most words with the question.
    """
    told = [*scenario.facts, *(e.reply for e in scenario.exemplars)]
    asked = f"{' '.join(scenario.concerns)} {scenario.turns[0].text}".lower()
    times, deeds, places = (
        [m.group(m.lastindex or 0) for t in told for m in pattern.finditer(t)]
        for pattern in (_TIME, _DEED, _ADDRESS)
    )
    facts = list(scenario.facts) or [scenario.decision.why]

    def put(match: re.Match[str]) -> str:
        gap = match.group()[1:-1]
        before = text[max(match.start() - 90, 0) : match.start()].lower()
        if gap == "time":
            return times[0] if times else "six tonight"
        if gap.startswith(("what you do", "how you check")):
            return deeds[0] if deeds else "check this with the team"
        if gap == "who":
            return "the team"
        if gap.startswith("where"):
            return places[0] if places else "our help page"
        if gap.startswith(("what happened", "what happens")):
            return f"what you wrote, {scenario.concerns[0]}" if scenario.concerns else "all this"
        words = set(re.findall(r"\w{4,}", before)) or set(re.findall(r"\w{4,}", asked))
        best = max(facts, key=lambda fact: len(words & set(re.findall(r"\w{4,}", fact.lower()))))
        return best.split(". ")[0].rstrip(".")

    return GAP.sub(put, text)


def state(scenario: Scenario, text: str) -> tuple[float, float, bool]:
    """The total shown, the total as the text stands, and whether what is shown passes."""
    shown, (stands, passed) = counted(scenario, text), total(scenario, text)
    pass_mark = catalogue.rubric(scenario.rubric).pass_mark
    return shown, stands, passed and shown >= pass_mark


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
    before, as_it_stands, passed = state(scenario, text)
    for step in range(STEPS):
        repairs = mended(scenario, text)
        for repair in repairs if step == 0 else repairs[:1]:
            after = text[: repair.start] + repair.text + text[repair.end :]
            assert counted(scenario, after) == pytest.approx(repair.total)
            if repair.filled is None:
                assert repair.total > before
            else:  # the total shown does not fall, and what filling the gap brings is said beside it
                assert repair.total >= before
                assert repair.filled == pytest.approx(total(scenario, after)[0])
                assert repair.filled > as_it_stands
            figures = re.findall(r"\d+", GAP.sub("", repair.text))
            assert all(f in text or f in sources(scenario) for f in figures), repair
        if not repairs or passed:
            break
        best = repairs[0]
        text = text[: best.start] + best.text + text[best.end :]
        before, as_it_stands, passed = state(scenario, text)
    emptied = re.sub(r" {2,}", " ", GAP.sub("", text)).strip()
    in_full = filled(scenario, text)
    got, good = total(scenario, in_full)
    left_out = bool(emptied) and state(scenario, emptied)[2]
    _results[f"{scenario.id}-{number}"] = Ended(passed, left_out, good, as_it_stands, got)


def test_repairs_pass_most_of_the_failing_replies(capsys: pytest.CaptureFixture[str]) -> None:
    if len(_results) < len(FAILING):
        pytest.skip("the share means something over all of them only")
    ends = list(_results.values())
    left, emptied, full = (
        sum(found) / len(ends)
        for found in ((e.left for e in ends), (e.emptied for e in ends), (e.filled for e in ends))
    )
    promised = sum(e.promised for e in ends) / len(ends)
    got = sum(e.got for e in ends) / len(ends)
    with capsys.disabled():
        print(
            f"\nrepairs applied in turn to {len(ends)} failing replies pass {full:.0%} once their gaps "
            f"are filled from the scenario, {left:.0%} with the gaps left open, {emptied:.0%} with the "
            f"gaps emptied; mean total said for filled gaps {promised:.1f}, mean total got {got:.1f}"
        )
    assert full >= LEAST_PASSED
    assert left <= full  # leaving gaps open is no way to pass
