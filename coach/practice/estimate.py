"""How able an agent is in a skill and how hard a scenario is, each with its error.

Model: an agent of ability a meets a scenario of difficulty d, both in logits; a score is expected
to be 100 / (1 + exp(-(a - d))) per cent, as in Rasch (1960), with marks between none and full
counted as parts of a success. A score weighs as much as TOSSES successes and failures would.
Beliefs are normal distributions; after each score both are replaced by the normal distribution of
the same mean and variance as the exact posterior (assumed-density filtering, Opper 1998), found
by summing over a grid. Between scores a belief drifts back to what is known of everybody, the
faster the longer ago (Ornstein-Uhlenbeck).

Four things differ from the textbook, each for a reason of practice:
- what is particular about one scenario and one skill (QUIRK) is never learned, so that one scenario
  can only say so much however often it is tried;
- a try of a known scenario counts less, see `familiar`;
- routine, a run of easy wins, counts less and less, see `Ability.run`;
- every score leaves some doubt (GROWTH), since people learn while they practise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from coach.model.skill import MIDDLE, STEP, Ability, Difficulty, Estimate

PRIOR: Mapping[str, float] = {"compliance": 1.5, "tone": 1.2}
PRIOR_ELSE = 0.6  # logits; 65 per cent on a middling scenario
PRIOR_VAR = 1.0
TOSSES: Mapping[str, float] = {"decision": 1.5}
TOSSES_ELSE = 3.5
QUIRK = 0.2  # variance, logits squared
GROWTH = 0.002  # variance an attempt
MEMORY_DAYS = 400.0

LEVEL_VAR = 0.2  # how far a level as written may be off
SETTLED_VAR = 0.01  # no scenario is known better than this: texts and rubrics change

EASY_BELOW = -0.25  # a scenario of less than this difficulty is easy
EASY_EXPECTED = 0.7  # and routine for those expected to reach this share on it
EASY_WEIGHT = 0.5  # of the first routine result
EASY_AGAIN = 0.5  # of each further one against the one before
SURPRISE = 0.25  # a result that much below what was expected is not routine

_Z = 1.959964
_NODES = tuple(i * 0.4 for i in range(-12, 13))
_DENSITY = tuple(math.exp(-z * z / 2) for z in _NODES)


def unknown(skill: str) -> Ability:
    """What is believed about somebody who has not practised a skill."""
    return Ability(PRIOR.get(skill, PRIOR_ELSE), PRIOR_VAR)


def written(level: int) -> Difficulty:
    """What is believed about a scenario nobody has tried, from its level 1-5."""
    return Difficulty((level - MIDDLE) * STEP, LEVEL_VAR)


def faded(ability: Ability, skill: str, days: float) -> Ability:
    """The belief after days away: the error grows and the mean drifts towards that of everybody."""
    if days <= 0:
        return ability
    prior = unknown(skill)
    kept = math.exp(-days / MEMORY_DAYS)
    return Ability(
        prior.mean + (ability.mean - prior.mean) * kept,
        prior.var + (ability.var - prior.var) * kept * kept,
        ability.n,
        ability.run,
        ability.at,
    )


def expected(ability: Ability, difficulty: Difficulty) -> float:
    """The share of full marks to be expected, 0-1 (MacKay's approximation of the mean)."""
    var = ability.var + difficulty.var + QUIRK
    return _share((ability.mean - difficulty.mean) / math.sqrt(1 + math.pi * var / 8))


def familiar(seen: float, later_round: bool, number: int) -> float:
    """How much a try counts, 0-1: a new scenario 1, a second try a quarter, a third a ninth.

    seen: tries of the scenario before, old ones counted in part. later_round: an answer further on
    in the conversation; number: which try of that round, from 1. The sum over all tries of one
    scenario stays below 2.5 new ones, however many there are.
    """
    if later_round:
        return 0.5 / (number * max(seen, 1.0)) ** 2
    return 1 / (1 + max(seen, 0.0)) ** 2


def routine(ability: Ability, difficulty: Difficulty, score: float) -> bool:
    """Whether a score, 0-100, is one of an easy scenario that says little: about as expected."""
    share = expected(ability, difficulty)
    return (
        difficulty.mean < EASY_BELOW and share >= EASY_EXPECTED and score / 100 >= share - SURPRISE
    )


def learned(
    skill: str, ability: Ability, difficulty: Difficulty, score: float, weight: float, at: str
) -> tuple[Ability, Difficulty]:
    """Both beliefs after a score, 0-100, that counts by weight, 0-1.

    The ability must have been `faded` up to the day. Ability and difficulty are moved by the same
    score, each by its share of the doubt; what one says about the other is dropped.
    """
    run = 0
    if routine(ability, difficulty, score):
        weight *= EASY_WEIGHT * EASY_AGAIN**ability.run
        run = ability.run + 1
    var = ability.var + difficulty.var + QUIRK
    tosses = TOSSES.get(skill, TOSSES_ELSE) * weight
    shift, left = _seen(ability.mean - difficulty.mean, var, score / 100, tosses)
    ours, theirs = ability.var / var, difficulty.var / var
    settled = difficulty.var - theirs * difficulty.var * (1 - left)
    return (
        Ability(
            ability.mean + ours * shift,
            ability.var - ours * ability.var * (1 - left) + GROWTH * weight,
            ability.n + 1,
            run,
            at,
        ),
        Difficulty(difficulty.mean - theirs * shift, max(settled, SETTLED_VAR), difficulty.n + 1),
    )


def gain(skill: str, ability: Ability, difficulty: Difficulty, share: float) -> float:
    """How much of the doubt about a skill a new try of a scenario is expected to take away, 0-1.

    share: what is `expected` of it.
    """
    weight = 1.0
    if difficulty.mean < EASY_BELOW and share >= EASY_EXPECTED:
        weight = EASY_WEIGHT * EASY_AGAIN**ability.run
    said = TOSSES.get(skill, TOSSES_ELSE) * weight * share * (1 - share)
    noise = 1 / max(said, 1e-9) + QUIRK + difficulty.var
    return ability.var / (ability.var + noise)


def shown(ability: Ability) -> Estimate:
    """The estimate in per cent on a middling scenario: median and 95 % interval."""
    half = _Z * math.sqrt(ability.var)
    return Estimate(
        100 * _share(ability.mean),
        100 * _share(ability.mean - half),
        100 * _share(ability.mean + half),
        ability.n,
    )


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-min(max(logit, -40.0), 40.0)))


def _seen(mean: float, var: float, share: float, tosses: float) -> tuple[float, float]:
    """How far the mean moves, and which part of the variance is left, after a share of successes.

    Exact moments on a grid of 25 points over 4.8 standard deviations to each side.
    """
    sd = math.sqrt(var)
    logs = []
    for z in _NODES:
        logit = mean + sd * z
        fall = math.log1p(math.exp(-abs(logit))) + max(logit, 0.0)
        logs.append(tosses * (share * logit - fall))
    top = max(logs)
    total = first = second = 0.0
    for z, density, log in zip(_NODES, _DENSITY, logs, strict=True):
        p = density * math.exp(log - top)
        total += p
        first += p * z
        second += p * z * z
    centre = first / total
    return sd * centre, second / total - centre * centre
