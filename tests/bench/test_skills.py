"""Do the estimates find agents of known ability, and does the chooser help? Run with ``make bench``.

The world here is not the estimator's own. Marks come criterion by criterion in three bands, each with
a step of its own for each scenario; agents have good and bad days, learn as they practise, are
careless now and then and sometimes guess; a scenario known from before is easier; its difficulty
is off the level it was written at, and for each skill off that again; criteria of skills a scenario
is not about often do not apply. The estimator knows none of this but the level as written.

Truth is the score an agent would get on average over the whole world's criteria on scenarios of
middling difficulty, with bad days, carelessness and guesses. What is asserted are no times.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from coach.model.attempt import Attempt
from coach.model.skill import Ability, Card, Difficulty, Known, SkillKey
from coach.practice.chooser import Candidate, Person, choose
from coach.practice.estimate import faded, learned, shown, unknown, written
from coach.practice.repetition import days_between
from coach.practice.skills import SKILLS, learn

AGENTS, ATTEMPTS, SCENARIOS = 200, 30, 80
SEEDS = (2026, 2027, 2028)  # the estimator's weights were tried out on others
CHANNELS = (
    "x",
    "facebook",
    "forum",
    "google_review",
    "messenger",
    "chat",
    "email",
    "tiktok",
    "reddit",
)
CENTRE = {"tone": 1.2, "compliance": 1.5}
START = date(2026, 1, 5)
GUESS, CARELESS, COST = 0.05, 0.03, 1.2
SLOPE, BANDS = 0.8, 0.5  # of a criterion: the logistic's scale, and where its two steps lie
DAY, MOMENT = 0.3, 0.3  # standard deviations shared by an attempt's skills, and not
QUIRK = 0.35  # of a skill's difficulty around its scenario's
REACH, GRAIN = 6.0, 0.2  # of the table of true scores, in logits


@dataclass
class Place:
    """A scenario of the world, with what only the world knows about it."""

    candidate: Candidate
    true: float
    quirk: dict[str, float]
    steps: dict[str, list[float]]


@dataclass
class Learner:
    """An agent with true abilities, and what coach believes of them."""

    true: dict[str, float]
    pace: float
    order: list[int]
    met: dict[str, int] = field(default_factory=dict)
    beliefs: dict[SkillKey, Ability] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    recent: tuple[Candidate, ...] = ()


@dataclass
class World:
    """Scenarios and learners drawn from a seed, and what coach believes of the scenarios."""

    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.places = {p.candidate.id: p for p in map(self._place, range(SCENARIOS))}
        self.learners = [self._learner() for _ in range(AGENTS)]
        self.difficulties: dict[str, Difficulty] = {}
        self.curves = {skill: self._curve(skill) for skill in SKILLS}

    def _place(self, n: int) -> Place:
        chance = self.chance
        level = chance.choices((1, 2, 3, 4, 5), (4, 9, 6, 4, 1.5))[0]
        about = chance.sample(SKILLS[:-1], 2) + ["decision"] * (chance.random() < 0.3)
        return Place(
            Candidate(
                "scenario",
                f"s{n}",
                tuple(about),
                level,
                chance.choice(CHANNELS),
                trade=f"t{chance.randrange(12)}",
                brand=f"b{chance.randrange(40)}",
                decision=chance.choice(("reply_public", "reply_private", "escalate", "hold")),
            ),
            (level - 3) * 0.45 + chance.gauss(0, 0.4),
            {skill: chance.gauss(0, QUIRK) for skill in SKILLS},
            {
                skill: [
                    chance.gauss(0, 0.6)
                    for _ in range(1 if skill == "decision" else chance.randint(2, 5))
                ]
                for skill in SKILLS
            },
        )

    def _learner(self) -> Learner:
        talent = self.chance.gauss(0, 0.55)
        return Learner(
            {s: CENTRE.get(s, 0.6) + talent + self.chance.gauss(0, 0.72) for s in SKILLS},
            max(0.0, self.chance.gauss(0.008, 0.008)),
            self.chance.sample(range(SCENARIOS), SCENARIOS),
        )

    def scores(self, who: Learner, place: Place) -> dict[str, float]:
        """What an attempt gets, skill by skill, 0-100; the learner learns from it."""
        chance = self.chance
        day = chance.gauss(0, DAY) - COST * (chance.random() < CARELESS)
        known = 0.4 * min(who.met.get(place.candidate.id, 0), 2)
        found = {}
        for skill in SKILLS:
            level = who.true[skill] + day + chance.gauss(0, MOMENT) + known
            level -= place.true + place.quirk[skill]
            applies = 1 if skill == "decision" else 0.9 if skill in place.candidate.skills else 0.6
            marks = []
            for step in place.steps[skill]:
                if chance.random() > applies:
                    continue
                shaken = level - step + SLOPE * _logit(chance.random())
                right = 0.5 * (shaken > -BANDS) + 0.5 * (shaken > BANDS)
                marks.append(chance.choice((0, 0.5, 1)) if chance.random() < GUESS else right)
            if marks:
                found[skill] = 100 * statistics.fmean(marks)
            who.true[skill] += who.pace * 2 * chance.random()
        who.met[place.candidate.id] = who.met.get(place.candidate.id, 0) + 1
        return found

    def truth(self, who: Learner, skill: str) -> float:
        """The score to be expected of a learner now on scenarios of middling difficulty, 0-100."""
        place = (min(max(who.true[skill], -REACH), REACH) + REACH) / GRAIN
        left = min(int(place), len(self.curves[skill]) - 2)
        low, high = self.curves[skill][left : left + 2]
        return low + (high - low) * (place - left)

    def _curve(self, skill: str) -> list[float]:
        """The expected score for abilities from -REACH to REACH, a GRAIN apart."""
        steps = [step for place in self.places.values() for step in place.steps[skill]]
        spread = math.sqrt(3 * (DAY**2 + MOMENT**2 + QUIRK**2))
        around = [(-spread, 1 / 6), (0.0, 4 / 6), (spread, 1 / 6)]  # Gauss-Hermite, three points
        ways = [
            (shift - lost, part * often)
            for shift, part in around
            for lost, often in ((0.0, 1 - CARELESS), (COST, CARELESS))
        ]
        curve = []
        for n in range(int(2 * REACH / GRAIN) + 1):
            levels = [(n * GRAIN - REACH + away - s, p) for away, p in ways for s in steps]
            got = sum(p * (_rise(at + BANDS) + _rise(at - BANDS)) / 2 for at, p in levels)
            curve.append(100 * ((1 - GUESS) * got / len(steps) + GUESS / 2))
        return curve

    def levels(self) -> tuple[float, float]:
        """How well scenarios are ranked by difficulty: as written, and as learned."""
        true = [place.true for place in self.places.values()]
        levels = [place.candidate.difficulty for place in self.places.values()]
        beliefs = [
            self.difficulties.get(name) or written(place.candidate.difficulty)
            for name, place in self.places.items()
        ]
        return _spearman(true, levels), _spearman(true, [belief.mean for belief in beliefs])

    def attempt(self, who: Learner, place: Place, at: str) -> None:
        """One attempt, and what coach learns from it."""
        given = self.scores(who, place)
        total = statistics.fmean(given.values())
        name = place.candidate.id
        sent = Attempt(
            id=0, agent=1, scenario=name, channel=place.candidate.channel, session=at, round=1,
            number=1, decision="", decision_score=given["decision"], reply="", rubric="",
            total=total, passed=total >= 80, seconds=0, sent_at=at, coach_version="",
            mode="practice", scorecard={}, skills=given,
        )  # fmt: skip
        known = Known(who.beliefs, self.difficulties.get(name), who.cards.get(name))
        after = learn(sent, known, place.candidate.difficulty)
        who.beliefs.update(after.abilities)
        assert after.difficulty is not None and after.card is not None
        self.difficulties[name], who.cards[name] = after.difficulty, after.card
        who.recent = (place.candidate, *who.recent)[:10]


Pick = Callable[[World, Learner, int, date], Place]


def in_random_order(world: World, who: Learner, n: int, today: date) -> Place:
    """The next scenario of the learner's own random order."""
    return world.places[f"s{who.order[n]}"]


def chosen(world: World, who: Learner, n: int, today: date) -> Place:
    """What the chooser puts first."""
    person = Person(
        today,
        {k: faded(a, k[0], days_between(a.at, today.isoformat())) for k, a in who.beliefs.items()},
        world.difficulties,
        who.cards,
        who.recent,
    )
    candidates = [place.candidate for place in world.places.values()]
    (first,) = choose(candidates, person, random.Random(n), 1)
    return world.places[first.candidate.id]


@dataclass
class Course:
    """How it went: the mean error after each attempt, in points, and the world at its end.

    far: the error for the quarter of agents who are farthest from the middle, the very weak and the
    very able.
    """

    world: World
    errors: list[float]
    far: list[float]


def simulate(seed: int, pick: Pick, attempts: int = ATTEMPTS) -> Course:
    """All learners practise in turn, three times a day, one day in two."""
    world = World(seed)
    course = Course(world, [], [])
    away = [abs(statistics.fmean(who.true.values()) - 0.85) for who in world.learners]
    edge = sorted(away)[-AGENTS // 4]
    for n in range(attempts):
        today = START + timedelta(days=n // 3 * 2)
        at = f"{today}T{9 + n % 3:02}:00:00+00:00"
        for who in world.learners:
            world.attempt(who, pick(world, who, n, today), at)
        errors = [_error(world, who) for who in world.learners]
        course.errors.append(statistics.fmean(errors))
        course.far.append(
            statistics.fmean(e for e, far in zip(errors, away, strict=True) if far >= edge)
        )
    return course


def _error(world: World, who: Learner) -> float:
    """How far the estimates are off, in points, over the skills."""
    beliefs = ((skill, who.beliefs.get((skill, "")) or unknown(skill)) for skill in SKILLS)
    return statistics.fmean(abs(shown(b).mean - world.truth(who, skill)) for skill, b in beliefs)


@pytest.fixture(scope="module")
def courses() -> dict[str, list[Course]]:
    """The same agents and scenarios in random order and as the chooser has it, in each world."""
    return {
        "random order": [simulate(seed, in_random_order) for seed in SEEDS],
        "chooser": [simulate(seed, chosen) for seed in SEEDS],
    }


def test_estimates_find_the_true_ability(courses: dict[str, list[Course]]) -> None:
    """Rank correlation of at least .90 and 90-98 % of the 95 % intervals hold the truth."""
    for name, worlds in courses.items():
        print(f"\n{AGENTS} agents in each of {len(SEEDS)} worlds, {ATTEMPTS} attempts, {name}")
        found = {skill: _found([course.world for course in worlds], skill) for skill in SKILLS}
        for skill, f in found.items():
            print(
                f"  {skill:15} rank correlation {f.rank:.3f}, interval holds the truth "
                f"{100 * f.cover:.1f} %, ± {f.half:.1f}, bias {f.bias:+.1f}, "
                f"enough data for {100 * f.enough:.0f} %"
            )
        rank = statistics.fmean(f.rank for f in found.values())
        cover = statistics.fmean(f.cover for f in found.values())
        error = statistics.fmean(course.errors[-1] for course in worlds)
        written_as, learned_as = (
            statistics.fmean(values)
            for values in zip(*(c.world.levels() for c in worlds), strict=True)
        )
        print(
            f"  all skills: rank correlation {rank:.3f}, interval {100 * cover:.1f} %, mean error "
            f"{error:.1f} points; scenarios by difficulty: {written_as:.2f} as written, "
            f"{learned_as:.2f} as learned"
        )
        assert rank >= 0.90
        assert min(f.rank for f in found.values()) >= 0.85
        assert 0.90 <= cover <= 0.98
        assert all(0.88 <= f.cover <= 0.99 for f in found.values())
        assert learned_as > written_as


def test_the_chooser_needs_fewer_attempts_than_random_order(
    courses: dict[str, list[Course]],
) -> None:
    """How many attempts each needs until the estimates are off by no more than so many points."""
    for group in ("errors", "far"):
        plain, ours = (
            [
                statistics.fmean(step)
                for step in zip(*(getattr(c, group) for c in courses[name]), strict=True)
            ]
            for name in ("random order", "chooser")
        )
        needed = _first_below(ours, plain[-1])
        print(f"\n{'all agents' if group == 'errors' else 'the quarter farthest from the middle'}")
        print(f"  {plain[-1]:.1f} points: random order {ATTEMPTS} attempts, chooser {needed}")
        for target in (8.0, 7.0, 6.0, 5.0):
            a, b = _first_below(plain, target), _first_below(ours, target)
            print(f"  {target:.1f} points: random order {a}, chooser {b}")
        marks = range(4, ATTEMPTS, 5)
        print("  " + ", ".join(f"after {n + 1}: {plain[n]:.1f} and {ours[n]:.1f}" for n in marks))
        assert needed is not None and needed < ATTEMPTS


@dataclass(frozen=True)
class Found:
    """How the estimates of one skill compare with the truth."""

    rank: float
    cover: float
    half: float
    bias: float
    enough: float


def _found(worlds: Sequence[World], skill: str) -> Found:
    """The mean over the worlds: agents are ranked within their own."""
    each = []
    for world in worlds:
        truth = [world.truth(who, skill) for who in world.learners]
        seen = [shown(who.beliefs[skill, ""]) for who in world.learners]
        pairs = list(zip(truth, seen, strict=True))
        each.append(
            (
                _spearman(truth, [e.mean for e in seen]),
                statistics.fmean(e.low <= t <= e.high for t, e in pairs),
                statistics.fmean(e.half for e in seen),
                statistics.fmean(e.mean - t for t, e in pairs),
                statistics.fmean(e.enough for e in seen),
            )
        )
    return Found(*(statistics.fmean(values) for values in zip(*each, strict=True)))


def test_when_a_skill_is_known() -> None:
    """After how many marks a skill is shown, in one world in random order, a scenario once each."""
    world = World(SEEDS[0])
    shown_after: dict[str, list[int]] = {skill: [] for skill in SKILLS}
    for who in world.learners:
        waiting = set(SKILLS)
        for n in range(60):
            at = f"{START + timedelta(days=n // 3 * 2)}T{9 + n % 3:02}:00:00+00:00"
            world.attempt(who, in_random_order(world, who, n, START), at)
            known = {k for k in waiting if (b := who.beliefs.get((k, ""))) and shown(b).enough}
            for skill in known:
                shown_after[skill].append(who.beliefs[skill, ""].n)
            waiting -= known
        for skill in waiting:
            shown_after[skill].append(60)
    print()
    for skill, after in shown_after.items():
        after.sort()
        low, middle, high = (after[int(len(after) * part)] for part in (0.05, 0.5, 0.95))
        print(f"{skill}: known after {middle} marks, {low} to {high} for nine agents in ten")
        assert low >= 5
        assert high < 60


def test_what_an_update_costs() -> None:
    """Microseconds for one skill, and for an attempt of six skills with its repetition."""
    ability, difficulty = unknown("tone"), written(3)
    world = World(1)
    who, place = world.learners[0], world.places["s0"]
    single = _fastest(lambda: learned("tone", ability, difficulty, 70.0, 1.0, ""))
    given = dict.fromkeys(SKILLS, 70.0)
    sent = Attempt(
        id=0, agent=1, scenario="s0", channel="x", session="", round=1, number=1, decision="",
        decision_score=100.0, reply="", rubric="", total=70.0, passed=False, seconds=0,
        sent_at="2026-01-05T09:00:00+00:00", coach_version="", mode="practice", scorecard={},
        skills=given,
    )  # fmt: skip
    whole = _fastest(lambda: learn(sent, Known(who.beliefs), place.candidate.difficulty))
    candidates = [p.candidate for p in world.places.values()]
    picking = _fastest(lambda: choose(candidates, Person(START), random.Random(1)), 20)
    print(
        f"\none update {single:.0f} µs, a whole attempt {whole:.0f} µs, "
        f"three of {SCENARIOS} chosen in {picking / 1000:.1f} ms"
    )
    assert learned("tone", ability, difficulty, 70.0, 1.0, "")[0].n == 1


def _fastest(work: Callable[[], object], times: int = 500) -> float:
    """Microseconds, the least of seven means."""
    means = []
    for _ in range(7):
        begun = time.process_time()
        for _ in range(times):
            work()
        means.append((time.process_time() - begun) / times * 1e6)
    return min(means)


def _first_below(errors: Sequence[float], target: float) -> int | None:
    return next((n for n, error in enumerate(errors, 1) if error <= target), None)


def _spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rank correlation, ties by their mean rank."""
    return statistics.correlation(_ranks(first), _ranks(second))


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]


def _rise(level: float) -> float:
    return 1 / (1 + math.exp(-level / SLOPE))


def _logit(u: float) -> float:
    return math.log(u / (1 - u)) if 0 < u < 1 else 0.0
