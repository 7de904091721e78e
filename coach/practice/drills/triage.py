"""Triage: a queue put in order, and a decision for each post.

Agreement of two orders: Kendall's tau-b (Kendall 1945), which allows for ties. Posts of the same
urgency can stand in either order, so the score compares tau-b with the best that can be reached.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from coach.model.drill import Triage, Waiting
from coach.model.scenario import Choice
from coach.practice.decide import CHOICES
from coach.practice.drills.result import Line, Result, graded, mean

_STEPS = 200
WEAK = 0.2  # an agreement between -0.2 and 0.2 is hardly one


@dataclass(frozen=True, slots=True)
class Queue:
    """The order of the posts by number, the first to be answered first, and what is decided."""

    order: tuple[int, ...]
    decided: Mapping[int, Choice]
    before: tuple[tuple[tuple[int, ...], Mapping[int, Choice]], ...] = ()

    def moved(self, place: int, step: int) -> Queue:
        """The post at a place, moved up (-1) or down (1); unchanged at the ends."""
        to = place + step
        if not 0 <= to < len(self.order):
            return self
        order = list(self.order)
        order.insert(to, order.pop(place))
        return replace(self._kept(), order=tuple(order))

    def reordered(self, places: Sequence[int]) -> Queue:
        """With the posts at these places on top, in this order; the others follow as they stand."""
        top = [self.order[place] for place in places]
        rest = [number for number in self.order if number not in top]
        return replace(self._kept(), order=(*top, *rest))

    def deciding(self, place: int, choice: Choice) -> Queue:
        """With a decision for the post at a place."""
        return replace(self._kept(), decided={**self.decided, self.order[place]: choice})

    def undone(self) -> Queue:
        """One step back."""
        if not self.before:
            return self
        order, decided = self.before[-1]
        return Queue(order, decided, self.before[:-1])

    def _kept(self) -> Queue:
        return replace(self, before=(*self.before, (self.order, self.decided))[-_STEPS:])


def shuffled(n: int, seed: str) -> tuple[int, ...]:
    """An order that says nothing about the urgency; the same for the same seed."""
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return tuple(order)


def tau_b(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Kendall's tau-b, -1 to 1; None when one side is all ties."""
    pairs = list(combinations(range(len(left)), 2))
    signs = [
        ((left[i] > left[j]) - (left[i] < left[j]), (right[i] > right[j]) - (right[i] < right[j]))
        for i, j in pairs
    ]
    agreement = sum(a * b for a, b in signs)
    untied = math.sqrt(sum(a != 0 for a, _ in signs) * sum(b != 0 for _, b in signs))
    return agreement / untied if untied else None


def order_score(urgencies: Sequence[int]) -> tuple[float | None, float]:
    """tau-b of an order with the urgencies of its posts, and 0-100: tau-b / the best, from 0 up."""
    ranks = list(range(len(urgencies), 0, -1))
    tau = tau_b(ranks, urgencies)
    best = tau_b(ranks, sorted(urgencies, reverse=True))
    if tau is None or not best:
        return tau, 100.0
    return tau, max(0.0, 100 * tau / best)


def agreement(tau: float | None, ordered: float) -> str:
    """How an order agrees with the urgency, in words. ordered: its score, 0-100."""
    if tau is None:
        return "All posts are equally urgent, so every order is right."
    if tau < -WEAK:
        return "Your order goes against the urgency."
    steps = ((99.9, "fully"), (80.0, "mostly"), (50.0, "in part"), (100 * WEAK, "a little"))
    said = next((word for least, word in steps if ordered >= least), "hardly")
    return f"Your order agrees with the urgency: {said}."


def worth(post: Waiting, choice: Choice | None) -> float:
    """100 for the best decision, 50 for one that will do, 0 otherwise."""
    if choice is None:
        return 0.0
    if choice is post.decision.best:
        return 100.0
    return 50.0 if choice in post.decision.acceptable else 0.0


def result(drill: Triage, queue: Queue, seconds: float, minutes: int, means: str) -> Result:
    """Half for the order, half for the decisions; the time is told and does not count."""
    posts = [drill.posts[n] for n in queue.order]
    tau, ordered = order_score([post.urgency for post in posts])
    points = [worth(drill.posts[n], queue.decided.get(n)) for n in queue.order]
    decided = mean(points)
    right = sum(got == 100 for got in points)
    figure = "" if tau is None else f"; agreement with the urgency, -1 to 1: {tau:.2f} (tau-b)"
    lines = [
        graded(agreement(tau, ordered), ordered, f"order: {ordered:.0f} of 100{figure}"),
        graded(
            f"Your decisions: {right} of {len(posts)} are the best there is.",
            decided,
            f"decisions: {decided:.0f} of 100, where one that will do counts half",
        ),
        Line(f"{seconds / 60:.1f} minutes, about {minutes} were meant; the time is not scored."),
    ]
    ideal = sorted(range(len(posts)), key=lambda place: -posts[place].urgency)
    for place, (number, post, got) in enumerate(zip(queue.order, posts, points, strict=True)):
        choice = queue.decided.get(number)
        said = CHOICES[choice] if choice else "nothing decided"
        best = CHOICES[post.decision.best]
        verdict = said if got == 100 else f"{said}; better: {best}"
        told = f"{place + 1}. {post.handle}, urgency {post.urgency} of 5: {verdict}"
        lines.append(graded(told, got, post.decision.why))
    first = [posts[place].handle for place in ideal if posts[place].urgency == 5]
    if first:
        lines.insert(2, Line(f"First of all: {', '.join(first)}"))
    detail = {"tau": None if tau is None else round(tau, 3), "decisions": round(decided, 1)}
    return Result((ordered + decided) / 2, means, tuple(lines), detail)
