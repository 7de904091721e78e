"""Runs of drills in which one writes: the common part, and those about a single reply."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from coach.engine import LONGEST_REPLY, score
from coach.language.length import length_on
from coach.model.channel import Channel
from coach.model.drill import Case, Rewrite, Shorten
from coach.model.problem import CoachError
from coach.model.scenario import Scenario
from coach.model.scorecard import Scorecard
from coach.model.thread import Draft, Turn
from coach.practice.conversation import context_of
from coach.practice.drills import rewrite, shorten
from coach.practice.drills.result import Goal, Result, goals_result
from coach.practice.drills.writing import situation
from coach.services import catalogue
from coach.services.drill_run import Run


class WriteRun(Run):
    """Replies to write one after the other. ``text``: the draft of the one being written."""

    text: str
    scenario: Scenario
    turns: tuple[Turn, ...]
    step: int  # from 1
    said: str  # what came of the reply before

    @property
    @abstractmethod
    def steps(self) -> int:
        """How many replies there are at most."""

    @property
    def part(self) -> str:
        """How far one is, in words."""
        return f"reply {self.step} of {self.steps}" if self.steps > 1 else "one reply"

    def untouched(self, text: str) -> bool:
        """Whether a reply that was given stands there as it was."""
        return False

    @property
    @abstractmethod
    def ask(self) -> str:
        """What to do now, in a sentence."""

    @abstractmethod
    def goals(self, text: str) -> tuple[Goal, ...]:
        """The goals as the draft stands; empty for an empty draft, and where the end tells."""

    @property
    def aims(self) -> tuple[str, ...]:
        """What to aim at, where goals are not checked while one writes."""
        return ()

    @property
    def known(self) -> bool:
        """Whether there are facts to look up that stand nowhere else."""
        return True

    @abstractmethod
    def take(self, text: str) -> bool:
        """Takes the reply; whether another one is to be written."""

    @property
    def channel(self) -> Channel:
        """Where the reply goes."""
        return catalogue.channel(self.scenario.channel)

    @property
    def limit(self) -> int | None:
        """Characters a reply may have."""
        place = self.channel.place(self.scenario.visibility)
        return place.limit if place else None

    def count(self, text: str) -> int:
        """The length as the channel counts it."""
        return length_on(self.channel, text)

    def save(self, text: str, seconds: float) -> None:
        """Keeps the draft as typed."""
        self.text = text
        self.keep(seconds)

    def submit(self, text: str, seconds: float) -> bool:
        """Takes the reply and keeps the state; whether another one is to be written.

        Raises CoachError for a reply without words, or one too long to be scored.
        """
        if not text.strip():
            raise CoachError("there is nothing to check yet: write first")
        if len(text) > LONGEST_REPLY:
            raise CoachError(
                f"the reply has {len(text):,} characters; {LONGEST_REPLY:,} can be scored"
            )
        self.text = text
        more = self.take(text)
        self.keep(seconds)
        return more

    def card(
        self, text: str, earlier: tuple[str, ...] = (), turns: tuple[Turn, ...] | None = None
    ) -> Scorecard:
        """The scorecard of a reply here. turns: what it answers, if not what stands there now."""
        rubric = catalogue.rubric(self.scenario.rubric)
        said = self.turns if turns is None else turns
        draft = Draft(self.drill.id, text, context_of(self.scenario, said, earlier))
        today = datetime.fromisoformat(self.now()).date()
        return score(draft, rubric, catalogue.channels(), today)


class OneReplyRun(WriteRun):
    """A given reply to be made better."""

    def start(self) -> None:
        """The given reply, or nothing, stands in the draft."""
        content = self.drill.content
        assert isinstance(content, Shorten | Rewrite)
        facts = content.facts if isinstance(content, Rewrite) else (content.reply,)
        self.scenario = _scenario(self.drill.id, self.drill.title, content.case, facts)
        self.turns = self.scenario.turns
        self.text = content.reply
        self.step, self.said = 1, ""

    @property
    def steps(self) -> int:
        """One reply."""
        return 1

    def untouched(self, text: str) -> bool:
        """Whether the given reply was left as it is."""
        content = self.drill.content
        assert isinstance(content, Shorten | Rewrite)
        return text.split() == content.reply.split()

    def take(self, text: str) -> bool:
        """Nothing follows."""
        return False

    def state(self) -> dict[str, Any]:
        """The draft."""
        return {"text": self.text}

    def restore(self, state: Mapping[str, Any]) -> None:
        """The draft as it was typed."""
        self.text = str(state["text"])


class ShortenRun(OneReplyRun):
    """Cut a reply under a limit."""

    @property
    def content(self) -> Shorten:
        """What the drill is made of."""
        assert isinstance(self.drill.content, Shorten)
        return self.drill.content

    @property
    def ask(self) -> str:
        """The limit, and what stays."""
        return f"Cut this reply to at most {self.content.limit:,} characters; keep what matters."

    @property
    def limit(self) -> int:
        """The drill's own limit."""
        return self.content.limit

    @property
    def known(self) -> bool:
        """All that is known stands in the reply."""
        return False

    @cached_property
    def _whole(self) -> Scorecard:
        return self.card(self.content.reply)

    def goals(self, text: str) -> tuple[Goal, ...]:
        """Limit, facts, acts and total."""
        if not text.strip():
            return ()
        return shorten.goals(self.content, text, self.count(text), self.card(text), self._whole)

    def result(self) -> Result:
        """What stayed, worth half when it is too long."""
        return goals_result(self.goals(self.text), self.content.exemplar, self.about.means)


class RewriteRun(OneReplyRun):
    """Write a canned reply anew."""

    @property
    def content(self) -> Rewrite:
        """What the drill is made of."""
        assert isinstance(self.drill.content, Rewrite)
        return self.drill.content

    @property
    def ask(self) -> str:
        """Whom it is for."""
        case = self.content.case
        return f"Anybody could have got this reply. Write it anew for {case.name or case.handle}."

    def goals(self, text: str) -> tuple[Goal, ...]:
        """Canned, personal, about this case, facts and length."""
        if not text.strip():
            return ()
        card = self.card(text, earlier=(self.content.reply,))
        return rewrite.goals(self.content, text, self.count(text), self.limit, card)

    def result(self) -> Result:
        """The goals that are met."""
        return goals_result(self.goals(self.text), self.content.exemplar, self.about.means)


def _scenario(drill: str, title: str, case: Case, facts: tuple[str, ...]) -> Scenario:
    rubric = catalogue.default_rubric(case.channel, case.visibility)
    return situation(drill, title, case, rubric, facts)
