"""What to practise today, and why; and the plain page for those without a terminal."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from coach.model.attempt import Attempt
from coach.model.scenario import Scenario
from coach.practice.chooser import (
    CRISIS_EVERY,
    SCENARIO,
    Candidate,
    Person,
    choose,
    exercise_for,
)
from coach.practice.repetition import moment
from coach.services import catalogue, exercises, learning
from coach.services.exercises import Exercise, Offer

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import Store

SHOWN = 3
RECENT = 40  # attempts that hold the last sittings, with their further tries and rounds
_CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scenario to practise and the reason it was chosen, as a sentence part."""

    scenario: Scenario
    reason: str


def plan(
    scenarios: Sequence[Scenario],
    store: Store | None = None,
    agent: Agent | None = None,
    now: str | None = None,
    sent: Sequence[Attempt] | None = None,
    without: Collection[str] = (),
) -> tuple[Suggestion, ...]:
    """Up to three scenarios for today, the best first; the same all day for the same state.

    Without a store or an agent: for somebody of whom nothing is known. now: ISO 8601, the clock's
    time if None. sent: the agent's attempts, newest first, where they are already at hand. without:
    scenarios that are offered elsewhere, such as open drafts.
    """
    person, seed = _today(store, agent, now, sent)
    by_id = {scenario.id: scenario for scenario in scenarios if scenario.id not in without}
    chosen = choose(map(candidate, by_id.values()), person, random.Random(seed), SHOWN)
    return tuple(Suggestion(by_id[c.candidate.id], c.reason) for c in chosen)


def day(
    scenarios: Sequence[Scenario],
    store: Store,
    agent: Agent,
    now: str | None = None,
    sent: Sequence[Attempt] | None = None,
    without: Collection[str] = (),
) -> tuple[tuple[Suggestion, ...], Exercise | None]:
    """As ``plan``, where a lesson or drill may take the last line; without: drills, too."""
    person, seed = _today(store, agent, now, sent)
    others: dict[tuple[str, str], Offer] = {}
    times: dict[str, int] = {}
    if exercise_for(person) is not None:
        times = exercises.done(store, agent)
        others = exercises.offers(times, without)
        before = {offer.candidate.id: times.get(offer.drill, 0) for offer in others.values()}
        person = replace(person, done=before)
    by_id = {scenario.id: scenario for scenario in scenarios if scenario.id not in without}
    every = [*map(candidate, by_id.values()), *(offer.candidate for offer in others.values())]
    chosen = choose(every, person, random.Random(seed), SHOWN)
    plan_lines = [c for c in chosen if c.candidate.kind == SCENARIO]
    exercise = None
    if len(plan_lines) < len(chosen):
        last = chosen[-1]
        offer = others[last.candidate.kind, last.candidate.id]
        exercise = offer.exercise(last.reason, times)
    found = tuple(Suggestion(by_id[c.candidate.id], c.reason) for c in plan_lines)
    return found, exercise


def _today(
    store: Store | None, agent: Agent | None, now: str | None, sent: Sequence[Attempt] | None
) -> tuple[Person, str]:
    """What is known of an agent today, and the seed of the day's chances."""
    today = (moment(now) if now else None) or datetime.now(UTC)
    seed = today.date().isoformat()
    if store is None or agent is None:
        return Person(today.date()), seed
    return person_of(store, agent, today.date(), sent), f"{agent.id} {agent.name} {seed}"


def candidate(scenario: Scenario) -> Candidate:
    """A scenario as the chooser sees it."""
    return Candidate(
        kind="scenario",
        id=scenario.id,
        skills=scenario.skills,
        difficulty=scenario.difficulty,
        channel=scenario.channel,
        place=catalogue.channels()[scenario.channel].title,
        trade=scenario.brand.trade,
        brand=scenario.brand.name,
        decision=scenario.decision.best.value,
        crisis=scenario.crisis is not None,
    )


def person_of(
    store: Store, agent: Agent, today: date, sent: Sequence[Attempt] | None = None
) -> Person:
    """What is known of an agent on a day; attempts nothing was learned from yet are caught up with."""
    from coach.services.profile import comfort

    learning.catch_up(store)
    known = {scenario.id: scenario for scenario in catalogue.scenarios()}
    last = store.attempts(agent.id, limit=RECENT) if sent is None else sent[:RECENT]
    cards = store.cards(agent.id)
    abilities = learning.abilities(store, agent.id, today)
    since = moment(agent.added_at)
    return Person(
        today=today,
        abilities=abilities,
        difficulties=store.difficulties(),
        cards=cards,
        recent=_sittings(last, known),
        met={known[name].channel for name in cards if name in known}
        | {channel for _, channel in abilities if channel},
        comfort=comfort(store, agent),
        since=since.date() if since is not None else None,
    )


def _sittings(sent: Sequence[Attempt], known: Mapping[str, Scenario]) -> tuple[Candidate, ...]:
    """The last sittings, newest first; drills are none."""
    found: dict[str, Candidate] = {}
    for attempt in sent:
        scenario = known.get(attempt.scenario)
        if not (attempt.counts or attempt.mode == _CRISIS) or attempt.session in found:
            continue
        if scenario is not None:
            found[attempt.session] = candidate(scenario)
        else:
            found[attempt.session] = Candidate(
                "scenario",
                attempt.scenario,
                channel=attempt.channel,
                crisis=attempt.mode == _CRISIS,
            )
    return tuple(found.values())[:CRISIS_EVERY]


def plain_today() -> str:
    """Today's plan and one scored sample, as text; needs no store and no terminal."""
    from coach.practice.conversation import context_of
    from coach.render.lines import scorecard_lines

    scenarios = catalogue.scenarios()
    lines = ["coach: no terminal here, so this is today's plan and one scored sample.", ""]
    lines.append("Today's plan")
    for n, suggestion in enumerate(plan(scenarios), 1):
        scenario = suggestion.scenario
        title = catalogue.channels()[scenario.channel].title
        lines.append(
            f"  {n}. {scenario.title} ({title}, level {scenario.difficulty}): {suggestion.reason}"
        )
        lines.append(f"     coach practice {scenario.id} --plain")
    sample = catalogue.scenario("airline-tarmac-silence")
    from coach.engine import score
    from coach.model.thread import Draft

    reply = sample.exemplars[0].reply
    rubric = catalogue.rubric(sample.rubric)
    card = score(
        Draft("sample", reply, context_of(sample)), rubric, catalogue.channels(), date.today()
    )
    lines += [
        "",
        f"A scored sample: {sample.title}",
        "",
        f"  customer: {sample.turns[-1].text}",
        f"  reply:    {reply}",
        "",
    ]
    lines += [f"  {line}" for line in scorecard_lines(card, rubric, reply)]
    lines += [
        "",
        "Next: run coach in a terminal to practise, or `coach score FILE` to score replies.",
    ]
    return "\n".join(lines)
