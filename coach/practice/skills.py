"""Skills: what an attempt says about each, and what is believed after it."""

from __future__ import annotations

from coach.model.attempt import Attempt
from coach.model.rubric import Rubric
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.skill import Ability, Known, SkillKey
from coach.practice.estimate import PRIOR_VAR, faded, familiar, learned, unknown, written
from coach.practice.repetition import days_between, reviewed, seen

SKILLS = ("tone", "empathy", "register", "compliance", "responsiveness", "decision")
BY_CHANNEL = frozenset({"register"})  # skills that are also estimated channel by channel
_APART = 0.3  # variance: how far an agent's channels may lie from the skill as a whole


def skill_scores(card: Scorecard, rubric: Rubric, decided: float | None) -> dict[str, float]:
    """Per skill, the weighted mean per cent of its marks, 0-100; the decision is its own skill."""
    sums: dict[str, list[float]] = {}
    skills = {c.id: c.skill for c in rubric.criteria}
    for mark in card.of(MarkStatus.SCORED):
        if mark.percent is not None and mark.weight:
            entry = sums.setdefault(skills[mark.criterion], [0.0, 0.0])
            entry[0] += mark.percent * mark.weight
            entry[1] += mark.weight
    scores = {skill: points / weight for skill, (points, weight) in sums.items()}
    if decided is not None:
        scores["decision"] = decided
    return scores


def learn(attempt: Attempt, known: Known, level: int) -> Known:
    """What is believed after an attempt, of what it changed; nothing after a crisis or a drill.

    known: what was believed of its agent and scenario before. level: the scenario's, as written.
    """
    if not attempt.counts:
        return Known()
    at = attempt.sent_at
    weight = familiar(seen(known.card, at), attempt.round > 1, attempt.number)
    difficulty = known.difficulty or written(level)
    changed: dict[SkillKey, Ability] = {}
    for skill, given in sorted(attempt.skills.items()):
        score = min(max(given, 0.0), 100.0)
        whole = _until(known, (skill, ""), at) or unknown(skill)
        if skill in BY_CHANNEL:
            key = (skill, attempt.channel)
            here = _until(known, key, at) or _first_here(whole)
            changed[key], _ = learned(skill, here, difficulty, score, weight, at)
        changed[skill, ""], moved = learned(skill, whole, difficulty, score, weight, at)
        if known.card is None and attempt.round == 1:
            # later tries say what feedback did, not how hard the scenario is
            difficulty = moved
    return Known(changed, difficulty, reviewed(known.card, attempt))


def _until(known: Known, key: SkillKey, at: str) -> Ability | None:
    """The belief about a skill, faded up to a time."""
    ability = known.abilities.get(key)
    return faded(ability, key[0], days_between(ability.at, at)) if ability is not None else None


def _first_here(whole: Ability) -> Ability:
    """What is believed about a channel on which nothing was measured yet."""
    return Ability(whole.mean, min(whole.var + _APART, PRIOR_VAR))
