"""What to practise today, and why; and the plain page for those without a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coach.model.attempt import Attempt
from coach.model.scenario import Scenario
from coach.services import catalogue

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scenario to practise and the reason it was chosen, as a sentence part."""

    scenario: Scenario
    reason: str


def plan(scenarios: Sequence[Scenario], attempts: Sequence[Attempt]) -> tuple[Suggestion, ...]:
    """Up to three scenarios: one not passed, one for the weakest skill, one new channel.

    attempts: the agent's own, newest first.
    """
    latest: dict[str, Attempt] = {}
    for attempt in attempts:
        latest.setdefault(attempt.scenario, attempt)
    known = {s.id: s for s in scenarios}
    chosen: dict[str, Suggestion] = {}

    def add(scenario: Scenario, reason: str) -> None:
        if len(chosen) < SHOWN:
            chosen.setdefault(scenario.id, Suggestion(scenario, reason))

    failed = [a for a in latest.values() if not (a.passed or _settled(a)) and a.scenario in known]
    if failed:
        total = f"{failed[0].total:.0f}" if failed[0].total is not None else "no score"
        add(known[failed[0].scenario], f"last try {total}; have another go")
    fresh = sorted((s for s in scenarios if s.id not in latest), key=lambda s: (s.difficulty, s.id))
    weakest = _weakest(attempts)
    if weakest:
        for scenario in fresh:
            if weakest in scenario.skills:
                add(scenario, f"practises {weakest}, your lowest so far")
                break
    channels = {a.channel for a in attempts}
    for scenario in fresh:
        if scenario.channel not in channels | {c.scenario.channel for c in chosen.values()}:
            title = catalogue.channels()[scenario.channel].title
            add(scenario, f"new channel: {title}" if attempts else f"an easy start on {title}")
    for scenario in fresh:
        add(scenario, "new to you")
    for scenario in scenarios:
        add(scenario, "again, to keep it fresh")
    return tuple(chosen.values())


def _settled(attempt: Attempt) -> bool:
    """Whether saying nothing was the best decision."""
    return attempt.total is None and attempt.decision_score == 100


def _weakest(attempts: Sequence[Attempt]) -> str | None:
    """The skill with the lowest mean, once three attempts measured it."""
    sums: dict[str, list[float]] = {}
    for attempt in attempts[:50]:
        for skill, value in attempt.skills.items():
            sums.setdefault(skill, []).append(value)
    means = {s: sum(v) / len(v) for s, v in sums.items() if len(v) >= 3}
    return min(means, key=lambda s: means[s]) if means else None


def plain_today() -> str:
    """Today's plan and one scored sample, as text; needs no store and no terminal."""
    from coach.practice.conversation import context_of
    from coach.render.lines import scorecard_lines

    scenarios = catalogue.scenarios()
    lines = ["coach: no terminal here, so this is today's plan and one scored sample.", ""]
    lines.append("Today's plan")
    for n, suggestion in enumerate(plan(scenarios, ()), 1):
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
