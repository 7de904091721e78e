"""What to practise next, and why.

Each candidate gets points for what it would do for the agent: clear up a skill that is weak or not
known well, at a level that is neither too easy nor too hard; take up what failed or is due again;
bring a channel, trade, brand or decision not met lately. The best is chosen, then the next as if
that one had been practised. The weights are judgement, tried out in tests/bench/test_skills.py.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coach.model.skill import MIDDLE, Ability, Card, Difficulty, Estimate, SkillKey
from coach.practice.estimate import expected, gain, shown, unknown, written
from coach.practice.repetition import days_between
from coach.practice.skills import BY_CHANNEL, SKILLS

NEED, LEVEL = 6.0, 0.5  # of what it says about skills, and of fitting the agent's level
BESIDE = 0.4  # a skill that a scenario is not about against one that it is about
AT_FIRST, LATER, SETTLED = 0.8, 0.6, 8  # the share of marks aimed at, until so many attempts
WIDTH = 0.15  # how far from that share still fits
GENTLE = 3.0  # how much more the level counts at the very first attempt
FIRST_LEVEL, CLIMB, STEEP = (
    2,
    4,
    0.5,
)  # the level to begin with, attempts a level, and points a level above
AGAIN, DUE, OVERDUE, TOO_SOON = 0.7, 0.6, 0.4, -1.2
REPEATS = -1.2  # for each repetition among the last sittings
UNMET, SAME = 0.35, {"channel": 0.25, "brand": 0.2, "trade": 0.1, "decision": 0.1}
LOWEST = 0.4
STANDS_OUT, FAR_BEHIND = 5.0, 15.0  # points that the lowest skill is behind the mean of the others
REPEATED = 1.2  # a card seen more often was tried again
LATELY = 4  # sittings that variety and repetition look back on
COMFORT, COMFORT_LASTS = 0.4, 10.0  # attempts after which comfort counts a third
NEW, AT_HOME = 2, 4  # of comfort: up to which a channel is new, and from which one is at home
CHANCE = 0.03
WEEK = 7  # days, and as many attempts as a crisis comes once in
CRISIS_EVERY = 10
SCENARIO = "scenario"
EXERCISES_FROM = 5  # attempts before a lesson or drill is offered
SAID = {"decision": "decisions"}  # where a skill's name alone reads oddly
CRISIS_DAYS = 5  # a crisis that could be offered is, every so many days


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be practised: a scenario, or a lesson or drill.

    skills: what it is about. difficulty: 1-5 as written. channel, trade, brand, decision: empty
    where it has none. place: the channel as it is called on screens. minutes: how long a lesson or
    drill takes.
    """

    kind: str
    id: str
    skills: tuple[str, ...] = ()
    difficulty: int = MIDDLE
    channel: str = ""
    place: str = ""
    trade: str = ""
    brand: str = ""
    decision: str = ""
    crisis: bool = False
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """What the chooser goes by, on one day.

    abilities: as of the day. recent: what was practised last, the newest first, at least ten where
    there are as many. met: channels practised on so far. comfort: channel -> 1 (new) to 5 (at
    home). since: the agent's first day. done: how often each drill was done.
    """

    today: date
    abilities: Mapping[SkillKey, Ability] = field(default_factory=dict)
    difficulties: Mapping[str, Difficulty] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    recent: tuple[Candidate, ...] = ()
    met: Collection[str] = ()
    comfort: Mapping[str, int] | None = None
    since: date | None = None
    done: Mapping[str, int] = field(default_factory=dict)

    @property
    def attempts(self) -> int:
        """How many attempts there were, by the skill measured most."""
        return max((ability.n for ability in self.abilities.values()), default=0)


@dataclass(frozen=True, slots=True)
class Lowest:
    """The skill that is lowest. behind: points that it is below the mean of the others."""

    skill: str
    estimate: Estimate
    behind: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate and why it was chosen, as a sentence without its full stop.

    lowest: whether it is about the skill that stands out as the lowest.
    """

    candidate: Candidate
    reason: str
    lowest: bool = False


def choose(
    candidates: Iterable[Candidate], person: Person, chance: random.Random, n: int = 3
) -> tuple[Chosen, ...]:
    """Up to n candidates, the best first.

    The same person and the same seed of chance give the same choice. A crisis comes only last,
    never in a first week, at most one in ten, and never two days in a row. So does a lesson or
    drill: where ``exercise_for`` has a skill for it, and no crisis is due.
    """
    ordered = sorted(candidates, key=lambda c: (c.kind, c.id))
    luck = {(c.kind, c.id): chance.random() * CHANCE for c in ordered}
    crises = [c for c in ordered if c.crisis and c.id not in person.cards]
    left = [c for c in ordered if c.kind == SCENARIO and not c.crisis]
    exercises = [c for c in ordered if c.kind != SCENARIO]
    found: list[Chosen] = []
    recent, stands_out = person.recent, _lowest(person)
    while left and len(found) < n:
        if crises and found and len(found) == n - 1 and _crisis_day(person):
            best = chance.choice(crises)
            found.append(Chosen(best, "A crisis, practised without points; you may skip it"))
            break
        if found and len(found) == n - 1 and (exercise := _exercise(exercises, person, luck)):
            found.append(exercise)
            break
        # one of the three for the lowest skill; the others may bring something else
        lowest = None if any(c.lowest for c in found) else stands_out
        worth = {(c.kind, c.id): _parts(c, person, recent, lowest) for c in left}
        best = max(left, key=lambda c: sum(worth[c.kind, c.id].values()) + luck[c.kind, c.id])
        said = _reason(best, worth[best.kind, best.id], person, lowest)
        about_it = lowest is not None and lowest.skill in best.skills
        found.append(Chosen(best, said, about_it))
        left.remove(best)
        recent = (best, *recent)
    return tuple(found)


def crisis_allowed(person: Person) -> bool:
    """Whether a crisis may be among what is chosen: not in a first week, at most one in ten."""
    if person.since is None or (person.today - person.since).days < WEEK:
        return False
    before = person.recent[: CRISIS_EVERY - 1]
    return len(before) == CRISIS_EVERY - 1 and not any(c.crisis for c in before)


def exercise_for(person: Person) -> str | None:
    """The skill that a lesson or drill may be offered for; None where it is too early for one.

    A drill measures no skill. So it is for what is known to be low, after some scenarios.
    """
    lowest = _lowest(person) if person.attempts >= EXERCISES_FROM else None
    return lowest.skill if lowest is not None else None


def _exercise(
    exercises: Sequence[Candidate], person: Person, luck: Mapping[tuple[str, str], float]
) -> Chosen | None:
    """The lesson or drill for the lowest skill that was done least often."""
    skill = exercise_for(person)
    fitting = [c for c in exercises if skill in c.skills]
    if not fitting:
        return None
    best = min(fitting, key=lambda c: (person.done.get(c.id, 0), -luck[c.kind, c.id], c.id))
    article = "An" if best.minutes in (8, 11, 18) else "A"
    named = SAID.get(skill or "", skill)
    said = f"{article} {best.minutes}-minute {best.kind} on {named}, your lowest"
    return Chosen(best, said, True)


def _crisis_day(person: Person) -> bool:
    """Whether a crisis is offered on this day."""
    if person.since is None or not crisis_allowed(person):
        return False
    return (person.today - person.since).days % CRISIS_DAYS == 0


def _parts(
    c: Candidate, person: Person, recent: Sequence[Candidate], lowest: Lowest | None
) -> dict[str, float]:
    """The points of a candidate by what they are for."""
    attempts = person.attempts
    difficulty = person.difficulties.get(c.id) or written(c.difficulty)
    about = c.skills or SKILLS
    need = weights = shares = 0.0
    for skill in dict.fromkeys((*SKILLS, *about)):
        ability = _belief(person, skill, c.channel)
        share = expected(ability, difficulty)
        weight = 1.0 if skill in about else BESIDE
        need += weight * gain(skill, ability, difficulty, share)
        weights += weight
        if skill in about:
            shares += share / len(about)
    new = max(1 - attempts / SETTLED, 0.0)
    aim = LATER + (AT_FIRST - LATER) * new
    fit = math.exp(-(((shares - aim) / WIDTH) ** 2) / 2)
    need *= NEED * (1 - new) / weights
    parts = {"need": need, "level": LEVEL * fit * (1 + (GENTLE - 1) * new)}
    above = c.difficulty - FIRST_LEVEL - attempts / CLIMB
    if above > 0:
        parts["steep"] = -STEEP * above
    if lowest is not None and lowest.skill in c.skills:
        parts["lowest"] = LOWEST * min(lowest.behind / FAR_BEHIND, 1.0)
    parts |= _again(c, person, recent)
    parts |= _variety(c, person, recent)
    return parts | _comfort(c, person, recent)


def _comfort(c: Candidate, person: Person, recent: Sequence[Candidate]) -> dict[str, float]:
    """Points that mix the first steps: one where the agent is at home, one where it is new.

    The first is at home; after one that is not new comes a new one, at a low level.
    """
    if person.comfort is None or c.channel not in person.comfort:
        return {}
    ease = person.comfort[c.channel]
    fading = math.exp(-person.attempts / COMFORT_LASTS)
    turn = 1 if not recent or person.comfort.get(recent[0].channel, MIDDLE) <= NEW else -1
    parts = {"comfort": COMFORT * turn * (ease - 3) / 2 * fading}
    if ease <= NEW and c.difficulty > FIRST_LEVEL:
        parts["new and steep"] = -STEEP * (c.difficulty - FIRST_LEVEL) * fading
    return parts


def _belief(person: Person, skill: str, channel: str) -> Ability:
    here = person.abilities.get((skill, channel)) if skill in BY_CHANNEL else None
    return here or person.abilities.get((skill, "")) or unknown(skill)


def _again(c: Candidate, person: Person, recent: Sequence[Candidate]) -> dict[str, float]:
    """Points for what was practised before: failed, due, or too soon; and not too often in a row."""
    card = person.cards.get(c.id)
    if card is None:
        return {}
    if any(r.id == c.id for r in recent[:LATELY]):
        return {"soon": TOO_SOON}
    lately = [person.cards.get(r.id) for r in recent[:LATELY]]
    repeats = sum(1 for known in lately if known is not None and known.seen > REPEATED)
    parts = {"repeats": REPEATS * repeats}
    today = person.today.isoformat()
    if card.failed:
        parts["failed"] = AGAIN / max(card.seen, 1.0)
    elif card.due and card.due <= today and card.at[:10] < today:
        parts["due"] = DUE + OVERDUE * min(days_between(card.due, today) / 14, 1.0)
    else:
        parts["soon"] = TOO_SOON
    return parts


def _variety(c: Candidate, person: Person, recent: Sequence[Candidate]) -> dict[str, float]:
    """Points for a channel never met, and against what is like the last ones."""
    parts: dict[str, float] = {}
    if c.channel and c.channel not in person.met and all(r.channel != c.channel for r in recent):
        parts["channel"] = UNMET
    for name, points in SAME.items():
        value = getattr(c, name)
        for n, other in enumerate(recent[:LATELY] if value else ()):
            if getattr(other, name) == value:
                parts[f"same {name}"] = parts.get(f"same {name}", 0.0) - points * 0.7**n
    return parts


def _lowest(person: Person) -> Lowest | None:
    """The lowest of the skills of which enough is known; None where none stands out."""
    known = {skill: shown(a) for (skill, channel), a in person.abilities.items() if not channel}
    clear = {skill: estimate for skill, estimate in known.items() if estimate.enough}
    if len(clear) < 2:
        return None
    skill = min(clear, key=lambda name: (clear[name].mean, name))
    others = [estimate.mean for name, estimate in clear.items() if name != skill]
    behind = sum(others) / len(others) - clear[skill].mean
    return Lowest(skill, clear[skill], behind) if behind >= STANDS_OUT else None


def _reason(c: Candidate, parts: Mapping[str, float], person: Person, lowest: Lowest | None) -> str:
    """Why, by the part that counted most among those that tell this candidate from others."""
    card = person.cards.get(c.id)
    if card is not None and "failed" in parts:
        if card.total is None:
            return "The decision went wrong last time; have another go"
        return f"Your last try here got {card.total:.0f}; have another go"
    if card is not None and "due" in parts:
        return f"Due again: last seen {_ago(days_between(card.at[:10], person.today.isoformat()))}"
    if card is not None:
        return "Again, to keep it fresh"
    first = not any(c.channel == r.channel for r in person.recent)
    ease = (person.comfort or {}).get(c.channel, MIDDLE)
    if c.difficulty <= FIRST_LEVEL and c.place and first and person.attempts < SETTLED:
        if ease <= NEW:
            return f"{c.place} is new to you: a gentle first step"
        if ease >= AT_HOME and not person.attempts:
            return f"You are at home on {c.place}: an easy start"
    if not person.attempts and c.difficulty <= FIRST_LEVEL and c.place:
        return f"To begin with: an easy start on {c.place}"
    if lowest is not None and parts.get("lowest", 0.0) > parts.get("channel", 0.0):
        named = f"{lowest.estimate.mean:.0f} ± {lowest.estimate.half:.0f}"
        return f"{lowest.skill.capitalize()} is your lowest so far ({named})"
    if "channel" in parts and c.place:
        return f"You have not met {c.place} yet"
    unclear = [s for s in c.skills if not shown(_belief(person, s, "")).enough]
    if unclear:
        return f"Little is known of your {SAID.get(unclear[0], unclear[0])} yet; this shows more"
    return "New to you, and about your level"


def _ago(days: float) -> str:
    whole = int(days)
    return "today" if whole < 1 else "yesterday" if whole == 1 else f"{whole} days ago"
