"""Runs of drills in which one sorts or chooses: a queue of posts, and stories of blunders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coach.files.wording import instead, quoted
from coach.model.drill import Blunder, Option, Question, Triage, Waiting
from coach.model.problem import CoachError
from coach.model.scenario import Choice
from coach.practice.decide import CHOICES
from coach.practice.drills import blunder, spot, triage
from coach.practice.drills.result import Result
from coach.practice.drills.triage import Queue
from coach.services.drill_run import Run


class TriageRun(Run):
    """A queue to put in order, with a decision for each post."""

    queue: Queue

    @property
    def content(self) -> Triage:
        """What the drill is made of."""
        assert isinstance(self.drill.content, Triage)
        return self.drill.content

    def start(self) -> None:
        """The posts in an order that says nothing."""
        self.queue = Queue(triage.shuffled(len(self.content.posts), self.seed), {})

    def post(self, place: int) -> Waiting:
        """The post at a place of the queue."""
        return self.content.posts[self.queue.order[place]]

    def decision(self, place: int) -> Choice | None:
        """What was decided for the post at a place."""
        return self.queue.decided.get(self.queue.order[place])

    def move(self, place: int, step: int) -> int:
        """Moves a post up or down; its new place."""
        before = self.queue
        self.queue = before.moved(place, step)
        return place if self.queue is before else place + step

    def decide(self, place: int, choice: Choice) -> None:
        """Decides what to do with a post."""
        self.queue = self.queue.deciding(place, choice)

    def decide_number(self, place: int, words: str) -> None:
        """Decides in words, such as escalate or reply in public. Raises CoachError."""
        wanted = " ".join(words.casefold().replace("_", " ").split())
        names = {choice: {said, choice.value.replace("_", " ")} for choice, said in CHOICES.items()}
        exact = [choice for choice, said in names.items() if wanted in said]
        near = [c for c, said in names.items() if any(s.startswith(wanted) for s in said)]
        found = exact or near
        if len(found) != 1:
            remedy = instead(wanted, CHOICES.values(), f"use one of: {', '.join(CHOICES.values())}")
            raise CoachError(f"{quoted(words)} is no decision; {remedy}")
        self.decide(place, found[0])

    def first(self, places: Sequence[int]) -> None:
        """Puts these posts on top, in this order; the others follow as they stand."""
        self.queue = self.queue.reordered(places)

    def undo(self) -> None:
        """One step back."""
        self.queue = self.queue.undone()

    @property
    def undecided(self) -> int:
        """How many posts still need a decision."""
        return len(self.queue.order) - len(self.queue.decided)

    def ready(self) -> None:
        """Raises CoachError while a post has no decision."""
        if self.undecided:
            posts = "1 post has" if self.undecided == 1 else f"{self.undecided} posts have"
            raise CoachError(f"{posts} no decision yet")

    def state(self) -> dict[str, Any]:
        """Order and decisions."""
        decided = {str(number): choice.value for number, choice in self.queue.decided.items()}
        return {"order": list(self.queue.order), "decided": decided}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Order and decisions as they were."""
        order = tuple(map(int, state["order"]))
        if sorted(order) != list(range(len(self.content.posts))):
            raise ValueError("no order of these posts")
        decided = {int(number): Choice(choice) for number, choice in state["decided"].items()}
        if not set(decided) <= set(order):
            raise ValueError("no decisions on these posts")
        self.queue = Queue(order, decided)

    def result(self) -> Result:
        """Half for the order, half for the decisions."""
        minutes = self.drill.minutes
        return triage.result(self.content, self.queue, self.seconds, minutes, self.about.means)


class BlunderRun(Run):
    """A story with questions; the first answer to each counts."""

    answers: list[int]
    chosen: int | None

    @property
    def content(self) -> Blunder:
        """What the drill is made of."""
        assert isinstance(self.drill.content, Blunder)
        return self.drill.content

    def start(self) -> None:
        """The first question."""
        self.answers, self.chosen = [], None

    @property
    def question(self) -> Question:
        """The question that stands."""
        return self.content.questions[len(self.answers)]

    @property
    def order(self) -> tuple[int, ...]:
        """The options in an order that does not tell which is best."""
        names = tuple(str(n) for n in range(len(self.question.options)))
        return tuple(map(int, spot.shuffled(names, f"{self.seed}:{len(self.answers)}")))

    @property
    def options(self) -> tuple[Option, ...]:
        """The options as they are shown."""
        return tuple(self.question.options[n] for n in self.order)

    def choose(self, place: int) -> Option:
        """Answers by the place of an option, from 0; the first answer stays."""
        if self.chosen is None:
            self.chosen = self.order[place]
        return self.question.options[self.chosen]

    def go_on(self) -> bool:
        """To the next question; False when that was the last one."""
        if self.chosen is None:
            raise CoachError("choose an answer first")
        self.answers.append(self.chosen)
        self.chosen = None
        return len(self.answers) < len(self.content.questions)

    def state(self) -> dict[str, Any]:
        """The answers."""
        return {"answers": list(self.answers), "chosen": self.chosen}

    def restore(self, state: Mapping[str, Any]) -> None:
        """The answers as they were given."""
        answers = [int(n) for n in state["answers"]]
        if len(answers) >= len(self.content.questions):
            raise IndexError("all questions were answered")
        for question, answer in zip(self.content.questions, answers, strict=False):
            question.options[answer]
        self.answers = answers
        chosen = state["chosen"]
        self.chosen = None if chosen is None else int(chosen)
        if self.chosen is not None:
            self.question.options[self.chosen]

    def result(self) -> Result:
        """The mean of the points."""
        return blunder.result(self.content, self.answers, self.about.means)
