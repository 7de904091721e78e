"""Decisions: what is offered, what they are worth, taking them back, and where the reply is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.model.channel import Visibility
from coach.model.scenario import Choice, Scenario, Team
from coach.practice.decide import (
    Decided,
    Decisions,
    choices_for,
    rubric_of,
    side_of,
    verdict,
)
from coach.practice.hints import Hints
from coach.services import catalogue, mending
from coach.services.practise import Sitting

TARMAC = "airline-tarmac-silence"
GAS = "energy-gas-smell"


def scenario(name: str = TARMAC) -> Scenario:
    return catalogue.scenario(name)


def sitting(name: str = TARMAC, mode: str = "practice") -> Sitting:
    found = scenario(name)
    return Sitting(found, catalogue.rubric(found.rubric), catalogue.channels(), mode=mode)


def test_a_private_channel_offers_no_public_reply() -> None:
    assert Choice.REPLY_PUBLIC not in choices_for(scenario("energy-estimated-bill-letter"))
    assert choices_for(scenario()) == tuple(Choice)


@pytest.mark.parametrize(
    ("choice", "team", "score", "word"),
    [
        (Choice.ESCALATE, Team.SAFETY, 100, "the best choice"),
        (Choice.ESCALATE, Team.PRESS, 50, "right, but another team"),
        (Choice.ESCALATE, None, 50, "right, but another team"),
        (Choice.REPLY_PUBLIC, None, 50, "will do"),
        (Choice.HOLD, None, 0, "not this time"),
    ],
)
def test_a_decision_is_scored_with_its_team(
    choice: Choice, team: Team | None, score: float, word: str
) -> None:
    found = verdict(scenario(GAS), choice, team)
    assert (found.score, found.word) == (score, word)
    assert found.better == "escalate to safety"
    assert found.why.startswith("People may be in danger")


def test_an_acceptable_escalation_to_another_team_is_worth_a_quarter() -> None:
    base = scenario(GAS)
    decision = replace(base.decision, best=Choice.REPLY_PUBLIC, acceptable=(Choice.ESCALATE,))
    found = verdict(replace(base, decision=decision), Choice.ESCALATE, Team.LEGAL)
    assert (found.score, found.wrong_team, found.better) == (25, True, "reply in public")


def test_choices_are_taken_back_and_again() -> None:
    reply, hold = Decided(Choice.REPLY_PUBLIC), Decided(Choice.HOLD)
    made = Decisions().choose(reply).choose(hold)
    assert made.current == hold
    assert made.undo().current == reply
    assert made.undo().undo().current == reply  # the first stays
    assert made.undo().redo().current == hold
    assert made.redo() == made
    other = made.undo().choose(Decided(Choice.MONITOR))
    assert other.redo().current == Decided(Choice.MONITOR)
    assert made.choose(hold) is made


def test_a_team_completes_its_choice_as_one_step() -> None:
    made = Decisions().choose(Decided(Choice.HOLD)).choose(Decided(Choice.ESCALATE))
    assert made.current is not None and not made.current.complete
    assert made.settle().first is None  # the team is still open
    whole = made.choose(Decided(Choice.ESCALATE, Team.LEGAL))
    assert whole.undo().current == Decided(Choice.HOLD)
    assert whole.current is not None and whole.current.words == "escalate to legal"


def test_the_first_final_choice_counts() -> None:
    one = sitting(GAS)
    one.decide(Choice.HOLD)
    shown = one.settle()
    assert shown is not None and shown.score == 0
    one.decide(Choice.ESCALATE, Team.SAFETY)
    again = one.settle()
    assert again is not None and again.score == 0
    outcome = one.submit("Tash, get everyone out now and ring 0808 157 0147.", 9.0)
    assert outcome.verdict.score == 0
    assert (outcome.attempt.decision, outcome.attempt.team) == ("escalate", "safety")
    assert outcome.attempt.skills["decision"] == 0
    second = one.submit("Tash, get everyone out now and ring 0808 157 0147.", 9.0)
    assert "decision" not in second.attempt.skills  # it is fed once
    assert second.attempt.decision_score == 0


def test_changing_the_decision_keeps_the_draft() -> None:
    one = sitting()
    one.decide(Choice.REPLY_PUBLIC)
    one.save("Hi Leo, ", 3.0)
    one.decide(Choice.HOLD)
    one.undo_decision()
    assert (one.decision, one.text) == (Choice.REPLY_PUBLIC, "Hi Leo, ")
    one.redo_decision()
    assert (one.decision, one.text, one.seconds) == (Choice.HOLD, "Hi Leo, ", 3.0)


def test_a_test_keeps_the_verdict_to_the_end() -> None:
    one = sitting(mode="test")
    one.decide(Choice.HOLD)
    assert one.settle() is None
    assert mending.hints(one, "Please post your booking code here.", {}) == Hints()
    assert one.submit("Hello Leo, I'll ask the gate.", 4.0).verdict.score == 0


def test_an_open_team_is_asked_for() -> None:
    one = sitting(GAS)
    one.decide(Choice.ESCALATE)
    with pytest.raises(Exception, match="to whom you escalate"):
        one.submit("Get out now.", 1.0)


def test_a_private_reply_to_a_public_post_is_scored_as_private() -> None:
    one = sitting()
    assert (one.limit, one.rubric.id, one.side) == (280, "social-care", Visibility.PUBLIC)
    one.decide(Choice.REPLY_PRIVATE)
    assert (one.limit, one.rubric.id, one.side) == (10000, "direct-message", Visibility.PRIVATE)
    asks = "Hi Leo, three hours is awful. What's your booking code? I'll rebook you by 6. ^AB"
    assert one.submit(asks, 5.0).scorecard.critical_failures == ()
    one.undo_decision()
    one.decide(Choice.REPLY_PUBLIC)
    assert one.rubric.id == "social-care"
    failed = one.submit(asks, 5.0).scorecard.critical_failures
    assert [m.criterion for m in failed] == ["personal-data"]


def test_a_channel_without_a_private_side_stays_public() -> None:
    base = replace(scenario(), channel="tiktok")
    channel = catalogue.channel("tiktok")
    assert side_of(base, channel, Choice.REPLY_PRIVATE) is Visibility.PUBLIC


def test_a_special_rubric_goes_along_to_the_private_side() -> None:
    special = replace(scenario(), rubric="crisis")
    assert rubric_of(special, catalogue.channel("x"), Visibility.PRIVATE) == "crisis"
    assert rubric_of(scenario(), catalogue.channel("x"), Visibility.PRIVATE) == "direct-message"
