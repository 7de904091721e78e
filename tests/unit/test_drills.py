"""Drills: what each kind measures, runs that stop and go on, and scores that touch no skill."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.engine import score
from coach.model.attempt import Agent
from coach.model.drill import DrillKind, DrillRun, HalfDone, PersonalData, Rewrite, Shorten
from coach.model.problem import CoachError
from coach.model.scenario import Choice
from coach.model.thread import Context, Draft
from coach.practice.conversation import context_of
from coach.practice.drills import KINDS, de_escalation, style_switch, triage
from coach.practice.drills.de_escalation import Round, worth
from coach.practice.drills.marking import Item, Marking, Truth, fit, runs, words_in, words_of
from coach.practice.drills.personal_data import found_by_coach
from coach.practice.drills.result import Goal, earned, goal_score, graded
from coach.practice.drills.spot import item_of, joined
from coach.practice.drills.style_switch import ORDERS, SLOTS, Spoken, habits
from coach.practice.drills.triage import Queue, order_score, tau_b
from coach.services import catalogue, drills
from coach.services.drill_answers import BlunderRun, TriageRun
from coach.services.drill_marking import MarkRun, PersonalDataRun
from coach.services.drill_run import Run
from coach.services.drill_talks import DeEscalationRun, StyleSwitchRun
from coach.services.drill_writing import WriteRun
from coach.store import Store

NOW = "2026-11-23T09:00:00+00:00"
WRITTEN = [d for d in drills.drills() if isinstance(d.content, Shorten | Rewrite)]


@pytest.fixture
def maya(store: Store) -> Agent:
    """Somebody who practises."""
    return store.add_agent("Maya", NOW)


def opened(name: str, store: Store | None = None, agent: Agent | None = None) -> Run:
    """A run, as both front ends open it."""
    return drills.open_run(name, store, agent, lambda: NOW)


# marking words


def item(text: str, *wrong: str) -> Item:
    """A text in which these words should be marked."""
    spans = [(text.index(w), text.index(w) + len(w)) for w in wrong]
    return Item("i", text, "", tuple(Truth(a, b, "why") for a, b in spans))


def test_one_word_of_a_fault_finds_it() -> None:
    one = item("we regret any inconvenience caused to you", "any inconvenience caused")
    assert fit(one, [3]).share == 100
    assert fit(one, [2, 3, 4]).share == 100
    assert fit(one, []).share == 0
    assert fit(one, [0]).extra == (0,)


def test_the_share_is_the_harmonic_mean_of_precision_and_recall() -> None:
    one = item("a b c d e f", "a", "c")
    got = fit(one, [0, 4, 5])  # precision 1/3, recall 1/2
    assert got.share == pytest.approx(100 * 2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    assert [t.start for t in got.misses] == [4]
    assert runs(one, got.extra) == ("e f",)


def test_nothing_marked_in_a_fine_text_is_right() -> None:
    fine = item("all is well")
    assert fit(fine, []).share == 100
    assert fit(fine, [0]).share == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_marks_can_all_be_taken_back(steps: list[tuple[int, int]]) -> None:
    marking = Marking()
    states = [marking.marked]
    for first, last in steps:
        marking = marking.toggled(first, last)
        states.append(marking.marked)
    for expected in reversed(states[:-1]):
        marking = marking.undone()
        assert marking.marked == expected
    assert marking.undone() is marking


def test_overlapping_faults_are_one() -> None:
    found = joined([Truth(5, 9, "b."), Truth(0, 6, "a."), Truth(10, 12, "c.")])
    assert [(t.start, t.end, t.why) for t in found] == [(0, 9, "a. b."), (10, 12, "c.")]


# triage


def test_taub_by_hand() -> None:
    assert tau_b([1, 2, 3], [1, 2, 3]) == 1
    assert tau_b([1, 2, 3], [3, 2, 1]) == -1
    assert tau_b([1, 2, 3, 4], [1, 1, 2, 2]) == pytest.approx(4 / 24**0.5)
    assert tau_b([1, 2], [5, 5]) is None


def test_ties_can_stand_in_either_order() -> None:
    assert order_score([5, 5, 3, 1])[1] == pytest.approx(100)
    assert order_score([1, 3, 5, 5])[1] == 0
    assert order_score([4, 4, 4])[1] == 100


@given(st.permutations(range(6)), st.integers(0, 5), st.sampled_from([-1, 1]))
def test_moves_keep_every_post_and_are_taken_back(order: list[int], place: int, step: int) -> None:
    queue = Queue(tuple(order), {})
    moved = queue.moved(place, step).deciding(0, Choice.HOLD)
    assert sorted(moved.order) == list(range(6))
    while moved.before:
        moved = moved.undone()
    assert (moved.order, moved.decided) == (tuple(order), {})


def test_random_orders_score_little() -> None:
    chance = random.Random(5)
    urgencies = [5, 5, 4, 4, 3, 2, 2, 1, 1, 1]
    scores = []
    for _ in range(400):
        chance.shuffle(urgencies)
        scores.append(order_score(urgencies)[1])
    assert sum(scores) / len(scores) < 15


def test_each_queue_can_be_done_perfectly() -> None:
    for drill in drills.drills():
        if drill.kind is not DrillKind.TRIAGE:
            continue
        run = opened(drill.id)
        assert isinstance(run, TriageRun)
        posts = run.content.posts
        run.queue = Queue(
            tuple(sorted(range(len(posts)), key=lambda n: -posts[n].urgency)),
            {n: post.decision.best for n, post in enumerate(posts)},
        )
        assert run.result().score == pytest.approx(100)


# style switch


def test_the_orders_are_balanced() -> None:
    for place in range(3):
        assert sorted(order[place] for order in ORDERS) == sorted(SLOTS * 2)
    followers = [pair for order in ORDERS for pair in pairwise(order)]
    assert all(followers.count((a, b)) == 2 for a in SLOTS for b in SLOTS if a != b)
    assert [style_switch.order(n) for n in range(7)] == [*ORDERS, ORDERS[0]]


BANDS = {"post": (-1.7, 0.4), "email": (0.4, 2.0), "chat": (-1.4, 0.6)}


def spoken_runs(n: int, carry: float, noise: float, seed: int = 3) -> Iterator[dict[str, object]]:
    """Runs of somebody who is pulled towards the band before by ``carry``."""
    chance = random.Random(seed)
    middle = {slot: sum(band) / 2 for slot, band in BANDS.items()}
    for number in range(n):
        before = None
        replies = []
        for slot in style_switch.order(number):
            value = middle[slot] + 0.3 + chance.gauss(0, noise)
            if before is not None:
                value += carry if middle[before] > middle[slot] else -carry
            low, high = BANDS[slot]
            one = Spoken(slot, value, low, high, 100.0, before)
            replies.append({f: getattr(one, f) for f in Spoken.__slots__})
            before = slot
        yield {"replies": replies}


def test_too_few_runs_say_not_enough_yet() -> None:
    found = habits(spoken_runs(2, 0.5, 0.1))
    assert found.carry.value is None
    assert all(figure.value is None and figure.n == 2 for figure in found.errors.values())
    assert habits([]).carry.n == 0


def test_carry_over_is_found_and_none_is_not_claimed() -> None:
    pulled = habits(spoken_runs(24, 0.5, 0.2)).carry
    assert pulled.value is not None and pulled.half is not None
    assert pulled.n == 48
    assert abs(pulled.value - 0.5) < pulled.half
    assert pulled.value - pulled.half > 0


def test_the_interval_of_carry_over_covers_the_truth() -> None:
    inside = 0
    for seed in range(200):
        figure = habits(spoken_runs(12, 0.2, 0.3, seed)).carry
        assert figure.value is not None and figure.half is not None
        inside += abs(figure.value - 0.2) <= figure.half
    assert 180 <= inside <= 199


def test_bias_alone_is_no_carry_over() -> None:
    figure = habits(spoken_runs(24, 0.0, 0.2)).carry
    assert figure.value is not None and figure.half is not None
    assert abs(figure.value) < figure.half


# goals


def test_goal_scores_are_shares_of_weights() -> None:
    goals = [Goal("a", True, ""), Goal("b", False, ""), Goal("c", True, "", weight=2)]
    assert goal_score(goals) == 75
    assert goal_score([]) == 0


def test_what_comes_free_counts_as_far_as_the_rest() -> None:
    assert earned([(0, 1), (0, 1)], [(1, 5)]) == 0
    assert earned([(1, 1), (0, 1)], [(1, 2)]) == 50
    assert earned([(1, 1), (1, 1)], [(0, 2)]) == 50
    assert earned([(1, 1)], [(1, 1)]) == 100
    assert earned([], [(1, 1), (0, 1)]) == 50
    goals = [Goal("a", False, ""), Goal("free", True, "", weight=3, free=True)]
    assert goal_score(goals) == 0


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0.1, 5)), min_size=1, max_size=5),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0.1, 5)), max_size=5),
    st.integers(0, 4),
)
def test_reaching_more_never_earns_less(
    asked: list[tuple[float, float]], free: list[tuple[float, float]], which: int
) -> None:
    before = earned(asked, free)
    assert 0 <= before <= 100 + 1e-9
    at = which % len(asked)
    better = [(1.0, w) if n == at else (share, w) for n, (share, w) in enumerate(asked)]
    assert earned(better, free) >= before - 1e-9


@pytest.mark.parametrize("drill", WRITTEN, ids=lambda d: d.id)
@pytest.mark.parametrize("text", ["1", "x", "Ok.", "...", "Hi there"])
def test_a_reply_that_says_nothing_scores_0(drill: object, text: str) -> None:
    run = opened(drill.id)  # type: ignore[attr-defined]
    assert isinstance(run, WriteRun)
    run.submit(text, 1)
    result = run.result()
    assert result.score == 0
    assert not any(line.good for line in result.lines if "total" in line.text)


def test_half_of_what_had_to_stay_is_half_the_score() -> None:
    run = opened("shorten-diary-app")
    assert isinstance(run, WriteRun)
    run.submit("Your entries are still on your phone; 4.2.1 helps.", 9)
    facts = [goal for goal in run.goals(run.text) if not goal.free]
    assert [goal.met for goal in facts].count(True) * 2 == len(facts)
    assert 35 <= run.result().score <= 50


def test_saying_fine_everywhere_earns_nothing() -> None:
    run = opened("pd-tower-bank")
    assert isinstance(run, PersonalDataRun)
    with pytest.raises(CoachError, match="or say that it is fine"):
        run.judge()
    more = True
    while more:
        run.fine()
        assert run.judged
        more = run.go_on()
    result = run.result()
    assert result.score == 0
    assert [line.text.partition(".")[0] for line in result.lines[2:]] == [
        str(n) for n in range(1, 11)
    ]
    run.done = [
        frozenset().union(*(words_in(one.text, truth) for truth in one.truths)) for one in run.items
    ]
    assert run.result().score == 100
    run.done = [done or frozenset({0}) for done in run.done]
    assert run.result().score == 50


def test_marks_that_doing_nothing_gets_do_not_carry_a_conversation() -> None:
    run = opened("bring-them-round")
    assert isinstance(run, DeEscalationRun)
    while run.submit("x", 1):
        pass
    result = run.result()
    assert result.score == 0
    respect = [line for line in result.lines if line.text.startswith("Blames")]
    assert respect and all(line.good is None for line in respect)


def test_a_calmed_customer_keeps_the_marks_and_an_upset_one_halves_them() -> None:
    marks = {"acknowledge": 50.0, "respect": 100.0, "next-step": 50.0}
    weak = [Round("middling", marks), Round("good", {"respect": 100.0})]
    assert worth(weak, {"respect"}) == pytest.approx(50)
    calm = de_escalation.result(weak, {"respect"}, {}, "")
    upset = de_escalation.result(weak[:1], {"respect"}, {}, "")
    assert (calm.score, upset.score) == (pytest.approx(50), pytest.approx(25))
    signs = {line.text: (line.good, line.partly) for line in calm.lines}
    assert signs["acknowledge: 50 of 100"] == (None, True)
    assert signs["Reply 2: the customer calms down"] == (True, False)


def test_the_parts_of_a_conversation_never_change_their_count() -> None:
    run = opened("bring-them-round")
    assert isinstance(run, DeEscalationRun)
    assert run.part.startswith("reply 1, then up to ")
    run.submit("x", 1)
    assert run.part in ("reply 2, the last", "reply 2, then up to 1 more")


@pytest.mark.parametrize(
    ("percent", "good", "partly"),
    [(100, True, False), (80, True, False), (67, None, True), (50, None, True), (49, False, False)],
)
def test_signs_tell_good_partly_and_not(percent: float, good: bool | None, partly: bool) -> None:
    line = graded("a", percent)
    assert (line.good, line.partly) == (good, partly)


@pytest.mark.parametrize(
    ("urgencies", "said"),
    [
        ([5, 4, 3, 2, 1], "fully"),
        ([5, 4, 3, 1, 2], "mostly"),
        ([4, 1, 5, 2, 3], "hardly"),
        ([1, 2, 3, 4, 5], "goes against"),
        ([3, 3, 3], "every order is right"),
    ],
)
def test_agreement_in_words(urgencies: list[int], said: str) -> None:
    assert said in triage.agreement(*order_score(urgencies))


def test_an_untouched_reply_is_known_as_such() -> None:
    run = opened("shorten-hail-letter")
    assert isinstance(run, WriteRun)
    assert run.untouched(run.text + "\n")
    assert not run.untouched(run.text + " more")
    assert not opened("style-switch").untouched("")  # type: ignore[attr-defined]


def test_a_thread_is_told_from_its_beginning() -> None:
    scenario = next(
        s for s in catalogue.scenarios() if len(s.turns) > 2 and s.bad_replies and not s.crisis
    )
    rubric = catalogue.rubric(scenario.rubric)
    text = scenario.bad_replies[0].reply
    draft = Draft("a", text, context_of(scenario))
    card = score(draft, rubric, catalogue.channels(), date(2026, 11, 1))
    above = item_of("a", scenario, text, card, rubric, "X").above
    assert all(turn.text in above for turn in scenario.turns)


@pytest.mark.parametrize("drill", WRITTEN, ids=lambda d: d.id)
def test_the_exemplar_meets_every_goal_and_the_given_reply_does_not(drill: object) -> None:
    run = opened(drill.id)  # type: ignore[attr-defined]
    assert isinstance(run, WriteRun)
    content = run.drill.content
    assert isinstance(content, Shorten | Rewrite)
    run.submit(content.exemplar.reply, 60)
    result = run.result()
    assert [line.text for line in result.lines if line.good is False] == []
    assert result.score == 100
    run.submit(content.reply, 60)
    assert run.result().score <= 55


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_reply_is_refused(text: str) -> None:
    run = opened("shorten-boiler-visit")
    assert isinstance(run, WriteRun)
    assert run.goals(text) == ()
    with pytest.raises(CoachError, match="write first"):
        run.submit(text, 1)


# personal data


def quick_items() -> list[tuple[str, int, object]]:
    found = []
    for drill in drills.drills():
        if isinstance(drill.content, PersonalData):
            found += [(drill.id, n, quick) for n, quick in enumerate(drill.content.items, 1)]
    return found


@pytest.mark.parametrize(("name", "number", "quick"), quick_items(), ids=lambda v: str(v)[:20])
def test_what_must_not_stand_there_is_what_coach_finds(
    name: str, number: int, quick: object
) -> None:
    from coach.model.drill import Quick

    assert isinstance(quick, Quick)
    card = None
    if quick.by == "agent":
        rubric = catalogue.rubric(catalogue.default_rubric(quick.channel, quick.visibility))
        draft = Draft("a", quick.text, Context(quick.channel, quick.visibility))
        card = score(draft, rubric, catalogue.channels(), date(2026, 11, 1))
    found = found_by_coach(quick, card)
    named = [(quick.text.index(w), quick.text.index(w) + len(w)) for w in quick.holds]
    assert all(any(a < y and x < b for x, y in found) for a, b in named), found
    assert all(any(a < y and x < b for a, b in named) for x, y in found), found


def test_each_set_has_both_kinds_of_item() -> None:
    for drill in drills.drills():
        if isinstance(drill.content, PersonalData):
            fine = sum(not quick.holds for quick in drill.content.items)
            assert 3 <= fine <= 7


# runs


def do(run: Run, steps: int = 100) -> bool:
    """Does up to so many steps of a run in some way; whether everything is done."""
    for _ in range(steps):
        if isinstance(run, WriteRun):
            more = run.submit("Hi there, I'm sorry you waited. I'll ring you by 5 today. ^AB", 3)
        elif isinstance(run, MarkRun):
            run.toggle(0, 0)
            run.judge()
            more = run.go_on()
        elif isinstance(run, BlunderRun):
            run.choose(0)
            more = run.go_on()
        else:
            assert isinstance(run, TriageRun)
            run.decide(len(run.queue.decided), Choice.MONITOR)
            more = run.undecided > 0
        if not more:
            return True
        run.keep(9.0)
    return False


@pytest.mark.parametrize("kind", list(DrillKind))
def test_every_kind_is_done_and_kept_apart_from_skills(
    kind: DrillKind, store: Store, maya: Agent
) -> None:
    name = next(d.id for d in drills.drills() if d.kind is kind)
    run = opened(name, store, maya)
    run.keep(1.0)
    assert do(run)
    finished = run.finish(12.0)
    assert 0 <= finished.result.score <= 100
    assert finished.result.lines
    assert finished.tally is not None and finished.tally.n == 1
    assert finished.tally.last == finished.tally.best == finished.result.score
    assert store.attempts(maya.id) == ()
    assert store.skill_days(maya.id) == ()
    assert store.drill_state(maya.id, name) is None
    assert store.check() == []


@pytest.mark.parametrize("kind", list(DrillKind))
def test_every_kind_goes_on_where_it_was_killed(kind: DrillKind, tmp_path: Path) -> None:
    name = next(d.id for d in drills.drills() if d.kind is kind)
    path = tmp_path / "killed.db"
    first = Store(path)
    agent = first.add_agent("Maya", NOW)
    run = opened(name, first, agent)
    if kind not in (DrillKind.SHORTEN, DrillKind.REWRITE):
        do(run, steps=1)
    if isinstance(run, WriteRun):
        run.save("half a sent", 7.5)
    run.keep(7.5)
    before = run.state()
    # never closed: what was kept is on disk all the same
    with Store(path) as second:
        again = opened(name, second, agent)
        assert again.resumed
        assert again.seconds == 7.5
        assert again.state() == before
        assert [half.drill for half in drills.half_done(second, agent)] == [name]
        if not isinstance(again, StyleSwitchRun | DeEscalationRun):
            assert do(again) or isinstance(again, TriageRun)
        again.anew()
        assert drills.half_done(second, agent) == ()
    first.close()


def test_a_state_that_fits_no_longer_starts_anew(store: Store, maya: Agent) -> None:
    run = opened("triage-airline-monday", store, maya)
    assert isinstance(run, TriageRun)
    run.keep(5)
    half = store.drill_state(maya.id, run.drill.id)
    assert half is not None
    for state in ({**half.state, "of": "other"}, {**half.state, "order": [1, 1]}, {"of": 1}):
        store.save_drill_state(HalfDone(maya.id, run.drill.id, 5, NOW, state))
        again = opened(run.drill.id, store, maya)
        assert not again.resumed
        assert again.seconds == 0


def test_runs_are_counted_and_never_changed(store: Store, maya: Agent) -> None:
    for score_, when in ((40.0, "2026-11-01"), (90.0, "2026-11-02"), (70.0, "2026-11-03")):
        store.add_drill_run(DrillRun(0, maya.id, "d", "triage", score_, 1, when, "1", {"a": [1]}))
    (tally,) = store.drill_tallies(maya.id)
    assert (tally.n, tally.last, tally.best) == (3, 70, 90)
    assert [r.score for r in store.drill_runs(maya.id, kind="triage", limit=2)] == [70, 90]
    assert store.drill_runs(maya.id, drill="d")[0].detail == {"a": [1]}
    assert store.drill_runs(maya.id, kind="spot") == ()
    with pytest.raises(Exception, match="only ever added"), store._db.writing() as db:
        db.execute("DELETE FROM drill_runs")


def test_each_run_brings_something_else(store: Store, maya: Agent) -> None:
    seen = []
    for _ in range(3):
        run = opened("bring-them-round", store, maya)
        assert isinstance(run, DeEscalationRun)
        seen.append(run.scenario.id)
        do(run)
        run.finish(1)
    assert len(set(seen)) == 3
    firsts = []
    for _ in range(3):
        switch = opened("style-switch", store, maya)
        assert isinstance(switch, StyleSwitchRun)
        firsts.append(switch.order[0])
        do(switch)
        switch.finish(1)
    assert sorted(firsts) == sorted(SLOTS)


def test_style_switch_keeps_its_figures_over_runs(store: Store, maya: Agent) -> None:
    for _ in range(6):
        run = opened("style-switch", store, maya)
        do(run)
        finished = run.finish(1)
    found = habits(r.detail for r in store.drill_runs(maya.id, kind="style_switch"))
    assert all(figure.n == 6 and figure.value is not None for figure in found.errors.values())
    assert found.carry.n == 12 and found.carry.value is not None
    texts = [line.text for line in finished.result.lines]
    assert "Over all your runs" in texts
    assert any(text.startswith("Carry-over from the channel before: ") for text in texts)


def test_a_good_reply_brings_the_customer_round() -> None:
    run = opened("bring-them-round")
    assert isinstance(run, DeEscalationRun)
    good = run.scenario.exemplars[0].reply
    more = run.submit(good, 60)
    assert run.rounds[0].branch == "good"
    assert not more
    assert run.result().score > 75
    assert run.turns[-1].text == run.scenario.reactions.good.text  # type: ignore[union-attr]


def test_a_bad_reply_leaves_two_more_rounds() -> None:
    run = opened("bring-them-round")
    assert isinstance(run, DeEscalationRun)
    assert run.submit("We apologize for any inconvenience.", 5)
    assert run.rounds[0].branch == "bad"
    assert "angrier" in run.said
    assert "reply" in run.ask or "up to 2 replies" in run.ask
    assert run.step == 2


def test_the_first_answer_counts(store: Store, maya: Agent) -> None:
    run = opened("blunder-storm-sale", store, maya)
    assert isinstance(run, BlunderRun)
    with pytest.raises(CoachError, match="choose an answer first"):
        run.go_on()
    first = run.choose(1)
    assert run.choose(0) == first
    run.keep(3)
    again = opened("blunder-storm-sale", store, maya)
    assert isinstance(again, BlunderRun)
    assert again.options == run.options
    assert again.choose(0) == first


def test_marks_are_final_once_compared() -> None:
    run = opened("pd-tower-bank")
    assert isinstance(run, PersonalDataRun)
    run.toggle(0, 1)
    run.undo()
    assert run.marking.marked == frozenset()
    run.fine()
    run.judge()
    run.toggle(0, 0)
    run.undo()
    assert run.marking.marked == frozenset()


def test_spot_needs_a_mark() -> None:
    run = opened("spot-the-fault")
    assert isinstance(run, MarkRun)
    with pytest.raises(CoachError, match="at least one word"):
        run.judge()
    for one in run.items:
        assert one.truths and all(t.start < t.end <= len(one.text) for t in one.truths)
    run.done = [frozenset(range(len(words_of(one.text)))) for one in run.items]
    everything = run.result().score
    run.done = []
    for one in run.items:
        starts = {next(n for n, (a, b) in enumerate(one.words) if b > t.start) for t in one.truths}
        run.done.append(frozenset(starts))
    assert run.result().score == 100 > everything


def test_an_unknown_drill_names_the_nearest() -> None:
    with pytest.raises(CoachError, match="did you mean 'triage-airline-monday'"):
        drills.drill("triage-airline-munday")
    assert drills.drill("style-switch").kind is DrillKind.STYLE_SWITCH
    assert drills.drill("de-escalation").kind is DrillKind.DE_ESCALATION


def test_shelves_hold_every_kind_in_order() -> None:
    shelves = drills.shelves(None, None)
    assert [shelf.kind for shelf in shelves] == list(KINDS)
    assert all(shelf.drills and shelf.n == 0 and shelf.next for shelf in shelves)


def test_queues_are_shuffled_but_stay_for_a_resumed_run() -> None:
    assert triage.shuffled(10, "a:b:0") == triage.shuffled(10, "a:b:0")
    assert triage.shuffled(10, "a:b:0") != triage.shuffled(10, "a:b:1")
