"""The shipped scenarios: exemplars pass, deliberately bad replies fail, nothing is left out."""

from __future__ import annotations

from datetime import date

import pytest

from coach.engine import score
from coach.language.length import plain_length, weighted_length
from coach.language.text import Text
from coach.model.channel import Counting
from coach.model.scenario import Scenario
from coach.model.scorecard import Scorecard
from coach.model.thread import Draft
from coach.practice.conversation import context_of
from coach.services import catalogue

TODAY = date(2026, 1, 15)
SCENARIOS = catalogue.scenarios()
by_id = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.id)


def card_of(scenario: Scenario, reply: str) -> Scorecard:
    rubric = catalogue.rubric(scenario.rubric)
    return score(
        Draft(scenario.id, reply, context_of(scenario)), rubric, catalogue.channels(), TODAY
    )


@by_id
def test_exemplars_score_at_least_80(scenario: Scenario) -> None:
    for exemplar in scenario.exemplars:
        card = card_of(scenario, exemplar.reply)
        lost = [(m.criterion, m.percent) for m in card.marks if m.percent not in (None, 100)]
        assert card.total is not None
        assert card.total >= 80, (round(card.total, 1), lost)
        assert card.passed


@by_id
def test_bad_replies_fail(scenario: Scenario) -> None:
    assert scenario.bad_replies
    for bad in scenario.bad_replies:
        card = card_of(scenario, bad.reply)
        full = [(m.criterion, m.percent, m.weight) for m in card.marks if m.percent]
        assert card.total is not None
        assert not card.passed, (round(card.total, 1), full)


@by_id
def test_exemplars_fit_their_channel(scenario: Scenario) -> None:
    channel = catalogue.channels()[scenario.channel]
    place = channel.place(scenario.visibility)
    assert place is not None
    count = weighted_length if channel.counting is Counting.WEIGHTED else plain_length
    for exemplar in scenario.exemplars:
        assert place.limit is None or count(Text(exemplar.reply)) <= place.limit


@by_id
def test_the_rubric_is_the_channels_own(scenario: Scenario) -> None:
    own = catalogue.default_rubric(scenario.channel, scenario.visibility)
    assert scenario.rubric == ("crisis" if scenario.crisis else own)


@by_id
def test_the_branches_are_chosen_by_criteria_of_the_rubric(scenario: Scenario) -> None:
    known = catalogue.criteria_of(scenario.rubric)
    branches = [scenario.reactions] if scenario.reactions else []
    while branches:
        branch = branches.pop()
        assert set(branch.by) <= set(known)
        after = (branch.good.next, branch.middling.next, branch.bad.next)
        branches += [following for following in after if following is not None]
