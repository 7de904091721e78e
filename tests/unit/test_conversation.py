"""Conversations: branches by marks, rounds and their whole, crises without points, resuming."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coach.model.scenario import Crisis, Reaction, Reactions
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Speaker, Turn
from coach.practice import crisis
from coach.practice.conversation import (
    Round,
    at_path,
    branch_name,
    context_of,
    path_of,
    whole,
    with_try,
)
from coach.practice.decide import Decided, Decisions
from coach.practice.resume import Resume, resume_from
from coach.render.conversation_lines import summary_lines
from coach.services import catalogue
from coach.services.practise import Sitting, open_sitting
from coach.services.scenarios import read_files
from coach.store import Store

TARMAC = "airline-tarmac-silence"
NOW = "2026-11-22T10:00:00+00:00"
LEAVES = Reactions(Reaction("thanks"), Reaction("and?"), Reaction("oh no"))
PROMISE = "Hi Leo, three hours is awful, I'm sorry. I've asked the gate and I'll write by 6pm. ^AB"


def mark(name: str, percent: float, weight: int = 10, critical: bool = False) -> Mark:
    return Mark(name, "tone", MarkStatus.SCORED, weight, 1, percent, critical=critical)


def card(*marks: Mark, pass_mark: float = 80) -> Scorecard:
    return Scorecard("x", "r@1#0", pass_mark, marks)


@pytest.mark.parametrize(
    ("total", "name"), [(80, "good"), (79.9, "middling"), (55, "middling"), (54.9, "bad")]
)
def test_the_total_chooses_the_branch(total: float, name: str) -> None:
    assert branch_name(LEAVES, card(mark("a", total))) == name


def test_a_stricter_pass_mark_makes_good_harder() -> None:
    assert branch_name(LEAVES, card(mark("a", 82), pass_mark=85)) == "middling"


def test_named_criteria_choose_it_alone() -> None:
    by = replace(LEAVES, by=("a", "b"))
    marks = (mark("a", 100), mark("b", 60), mark("c", 0, weight=90))
    assert branch_name(by, card(*marks)) == "good"  # (100 + 60) / 2, not weighted
    assert branch_name(by, card(mark("c", 60))) == "middling"  # none was scored: the total


def test_a_failed_critical_mark_is_always_bad() -> None:
    by = replace(LEAVES, by=("a",))
    assert branch_name(by, card(mark("a", 100), mark("leak", 0, critical=True))) == "bad"


def test_nothing_scored_is_bad() -> None:
    assert branch_name(LEAVES, card()) == "bad"


def test_a_path_leads_back_to_where_a_conversation_stood() -> None:
    scenario = catalogue.scenario(TARMAC)
    assert scenario.reactions is not None
    second = scenario.reactions.bad.next
    assert second is not None
    said = [scenario.reactions.bad.text, second.good.text]
    turns = [Turn(who, text) for text in said for who, text in (
        (Speaker.AGENT, "hello"), (Speaker.CUSTOMER, text))]  # fmt: skip
    assert path_of(scenario.reactions, turns) == ["bad", "good"]
    assert at_path(scenario.reactions, ["bad"]) is second
    assert at_path(None, ["bad"]) is None


def test_each_round_keeps_its_tries_and_the_whole_is_the_mean_of_the_last() -> None:
    rounds = with_try((), 1, "reply in public", 40.0, "a", "bad")
    rounds = with_try(rounds, 1, "reply in public", 60.0, "b", "middling")
    rounds = with_try(rounds, 2, "reply in public", None, "", None)
    rounds = with_try(rounds, 3, "reply in public", 90.0, "c", None)
    assert rounds[0].totals == (40.0, 60.0)
    assert whole(rounds) == (75.0, 2)
    assert whole(()) == (None, 0)
    again = with_try(rounds, 1, "hold", 70.0, "d", "middling")
    assert [r.number for r in again] == [1]  # what followed is another conversation now


def test_the_summary_says_each_round_and_the_whole() -> None:
    rounds = (
        Round(1, "reply in public", (40.0, 60.0), "a", "middling"),
        Round(2, "reply in public", (90.0,), "b"),
    )
    assert list(summary_lines(rounds, ())) == [
        "Round 1: reply in public; 60 of 100 (try 2); the customer was not convinced",
        "Round 2: 90 of 100",
        "The whole: 75 of 100, the mean of the last try of 2 rounds",
    ]
    assert "100" not in "\n".join(summary_lines(rounds, (), points=False))


def test_the_state_of_a_sitting_survives_as_data() -> None:
    state = Resume(
        "s", 2, (Turn(Speaker.OTHER, "me too", "now"),), ("bad",),
        (Round(1, "hold", (None, 50.0), "x", "bad"),),
        Decisions().choose(Decided(catalogue.scenario(TARMAC).decision.best)).settle(), True,
    )  # fmt: skip
    assert resume_from(state.to_data(), "other", None) == state
    old = resume_from({"tries": 1}, "s", "hold")
    assert old.decisions.current is not None
    assert (old.session, old.tries, old.decisions.current.words) == ("s", 1, "hold")


def sitting(name: str = TARMAC) -> Sitting:
    scenario = catalogue.scenario(name)
    return Sitting(scenario, catalogue.rubric(scenario.rubric), catalogue.channels())


def test_promises_of_round_one_are_checked_later() -> None:
    one = sitting()
    one.decide(one.scenario.decision.best)
    first = one.submit(PROMISE, 5.0)
    assert [p.words for p in first.promised] == ["I'll write by 6pm"]
    assert first.followed == ()
    assert one.go_on()
    second = one.submit("It is as it is, Leo. ^AB", 5.0)
    assert [f.state.value for f in second.followed] == ["not mentioned"]
    second = one.submit("Leo, I've spoken to the gate: you board at 18:40. ^AB", 5.0)
    assert [(f.state.value, f.words) for f in second.followed] == [
        ("kept", "I've spoken to the gate")
    ]
    assert [len(r.totals) for r in one.rounds] == [1, 2]
    assert all(m.criterion != "promises" for m in second.scorecard.marks)  # shown, not counted


SCRIPT = """
import sys
from coach.services.practise import open_sitting
from coach.store import Store
store = Store(sys.argv[1])
agent = store.add_agent("Maya", "2026-11-22T10:00:00+00:00")
one = open_sitting("airline-tarmac-silence", store, agent)
one.decide(one.scenario.decision.best)
one.submit("Hello.", 3.0)
one.retry()
one.submit(sys.argv[2], 7.0)
if sys.argv[3] == "round two":
    one.go_on()
    one.save("Leo, ", 4.0)
print("ready", flush=True)
sys.stdin.read()
"""


def killed_at(place: str, db: Path) -> None:
    """A sitting in a process of its own that is killed without warning."""
    command = [sys.executable, "-c", SCRIPT, str(db), PROMISE, place]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)


def test_a_kill_in_mid_conversation_loses_nothing(tmp_path: Path) -> None:
    db = tmp_path / "coach.db"
    killed_at("round two", db)
    with Store(db) as store:
        (agent,) = store.agents()
        one = open_sitting(TARMAC, store, agent)
        assert (one.round, one.text, one.seconds, one.tries) == (2, "Leo, ", 4.0, 0)
        assert one.last is None
        assert one.decisions.first == Decided(one.scenario.decision.best)
        (first,) = one.rounds
        assert (len(first.totals), first.reply) == (2, PROMISE)
        assert [t.speaker for t in one.turns[-2:]] == [Speaker.AGENT, Speaker.CUSTOMER]
        outcome = one.submit("Leo, as promised: you board at 18:40. ^AB", 9.0)
        assert [f.state.value for f in outcome.followed] == ["kept"]
        assert len({a.session for a in store.attempts(agent.id)}) == 1


def test_a_kill_at_the_scorecard_opens_the_scorecard_again(tmp_path: Path) -> None:
    db = tmp_path / "coach.db"
    killed_at("scorecard", db)
    with Store(db) as store:
        (agent,) = store.agents()
        one = open_sitting(TARMAC, store, agent)
        assert one.last is not None
        assert one.last.attempt.reply == PROMISE
        assert one.last.before is not None and one.last.before.reply == "Hello."
        assert one.last.attempt.total == one.last.scorecard.total
        assert one.last.reaction is not None
        assert [p.words for p in one.last.promised] == ["I'll write by 6pm"]
        assert one.go_on()
        assert one.round == 2


def harmed(kind: Crisis = Crisis.SELF_HARM) -> Sitting:
    scenario = replace(catalogue.scenario(TARMAC), crisis=kind, rubric="crisis")
    return Sitting(scenario, catalogue.rubric("crisis"), catalogue.channels())


def test_a_crisis_leaves_no_points() -> None:
    one = harmed()
    assert one.mode == "crisis"
    one.decide(one.scenario.decision.best)
    outcome = one.submit("I'm so sorry, Leo. Please ring 116 123 tonight.", 5.0)
    attempt = outcome.attempt
    assert (attempt.total, attempt.decision_score, attempt.passed) == (None, None, False)
    assert attempt.skills == {}
    assert (attempt.scorecard["total"], attempt.scorecard["total_without_critical"]) == (None, None)
    assert not attempt.counts
    assert one.rounds[0].total is None


def test_a_crisis_is_a_list_of_points_kept_and_missed() -> None:
    one = harmed()
    one.decide(one.scenario.decision.best)
    reply = "I'm so sorry, Leo. It was probably just a mistake!"
    outcome = one.submit(reply, 5.0)
    points = crisis.points_of(outcome.scorecard, one.rubric)
    named = {p.criterion: p for p in points}
    assert named["human"].kept is crisis.Kept.KEPT
    assert named["help-now"].kept is crisis.Kept.MISSED
    (span,) = named["no-guess"].spans
    assert reply[slice(*span)] == "probably just a mistake"
    kept = [p.kept for p in points]
    assert kept == sorted(kept, key=list(reversed(crisis.Kept)).index)
    assert crisis.counted(points).endswith("missed")
    assert "%" not in crisis.counted(points)


def test_help_is_asked_for_until_a_reply_did_well() -> None:
    scenario = replace(catalogue.scenario(TARMAC), crisis=Crisis.SELF_HARM)
    assert scenario.reactions is not None
    assert context_of(scenario).danger
    for name, danger in (("bad", True), ("middling", True), ("good", False)):
        text = getattr(scenario.reactions, name).text
        turns = (*scenario.turns, Turn(Speaker.AGENT, "Hi"), Turn(Speaker.CUSTOMER, text))
        assert context_of(scenario, turns).danger is danger
    assert not context_of(replace(scenario, crisis=Crisis.PRESS)).danger
    assert not context_of(catalogue.scenario(TARMAC)).danger


def test_a_skipped_crisis_leaves_no_trace(tmp_path: Path) -> None:
    with Store(tmp_path / "coach.db") as store:
        agent = store.add_agent("Maya", NOW)
        scenario = replace(catalogue.scenario(TARMAC), crisis=Crisis.PRESS, rubric="crisis")
        one = Sitting(scenario, catalogue.rubric("crisis"), catalogue.channels(), agent, store)
        one.decide(one.scenario.decision.best)
        one.save("I can't", 3.0)
        one.skip()
        assert store.drafts(agent.id) == ()
        assert store.attempts(agent.id) == ()


def test_unknown_criteria_in_by_are_found_with_their_place(tmp_path: Path) -> None:
    source = Path(catalogue.scenario(TARMAC).file).read_text("utf-8")
    before, found, after = source.partition("reactions:\n")
    file = tmp_path / "tarmac.yaml"
    file.write_text(f"{before}{found}  by: [acknowlege, respect]\n{after}", encoding="utf-8")
    _, _, (problem,) = read_files([file])
    line = before.count("\n") + 2
    assert (problem.line, problem.column, problem.word) == (line, 8, "unknown-criterion")
    assert problem.message == (
        "the rubric 'social-care' has no criterion 'acknowlege'; did you mean 'acknowledge'?"
    )


def test_all_crises_are_practised_by_their_own_rubric() -> None:
    crises = [s for s in catalogue.scenarios() if s.crisis is not None]
    assert {s.rubric for s in crises} == {"crisis"}
    assert {s.crisis for s in crises} == set(Crisis)
