"""Decisions: what can be done with a situation, what a choice was worth, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coach.model.channel import Channel, Visibility
from coach.model.scenario import Choice, Scenario, Team

WITHOUT_REPLY = frozenset({Choice.HOLD, Choice.MONITOR, Choice.REPORT})
CHOICES: Mapping[Choice, str] = {
    Choice.REPLY_PUBLIC: "reply in public",
    Choice.REPLY_PRIVATE: "reply in private",
    Choice.ESCALATE: "escalate",
    Choice.HOLD: "hold",
    Choice.MONITOR: "monitor",
    Choice.REPORT: "report",
}
TEAMS: Mapping[Team, str] = {
    Team.LEGAL: "legal",
    Team.PRESS: "press",
    Team.SAFETY: "safety",
    Team.FRAUD: "fraud",
    Team.PRODUCT: "product",
}
BEST, WILL_DO, WRONG = 100.0, 50.0, 0.0


@dataclass(frozen=True, slots=True)
class Decided:
    """A choice, and where it is to escalate, the team; None while the team is still open."""

    choice: Choice
    team: Team | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing is left to choose."""
        return self.choice is not Choice.ESCALATE or self.team is not None

    @property
    def words(self) -> str:
        """As a screen says it: "escalate to safety"."""
        said = CHOICES[self.choice]
        return f"{said} to {TEAMS[self.team]}" if self.team is not None else said


@dataclass(frozen=True, slots=True)
class Decisions:
    """The choices of one sitting. ``at``: how many stand, what follows was taken back.

    first: the one that was made final first; it is what counts, whatever is chosen later.
    """

    made: tuple[Decided, ...] = ()
    at: int = 0
    first: Decided | None = None

    @property
    def current(self) -> Decided | None:
        """The choice that stands; None before there is one."""
        return self.made[self.at - 1] if self.at else None

    def choose(self, decided: Decided) -> Decisions:
        """With another choice standing; what was taken back is forgotten. A team completes its choice."""
        if decided == self.current:
            return self
        kept = self.made[: self.at]
        if kept and not kept[-1].complete and decided.choice is kept[-1].choice:
            kept = kept[:-1]
        return replace(self, made=(*kept, decided), at=len(kept) + 1)

    def undo(self) -> Decisions:
        """With the choice before standing; the first one stays."""
        return replace(self, at=self.at - 1) if self.at > 1 else self

    def redo(self) -> Decisions:
        """With the choice taken back last standing again."""
        return replace(self, at=self.at + 1) if self.at < len(self.made) else self

    def settle(self) -> Decisions:
        """With the standing choice made final, if it is the first and complete."""
        current = self.current
        if self.first is not None or current is None or not current.complete:
            return self
        return replace(self, first=current)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the decision was worth, 0 to 100, and why. team: the team it goes to, where escalating does.

    wrong_team: escalating was right, but not to the team that was chosen.
    """

    score: float
    best: Choice
    why: str
    team: Team | None = None
    wrong_team: bool = False

    @property
    def better(self) -> str:
        """The best choice as a screen says it."""
        team = self.team if self.best is Choice.ESCALATE else None
        return Decided(self.best, team).words

    @property
    def word(self) -> str:
        """What the decision was, in two or three words."""
        if self.wrong_team:
            return "right, but another team"
        if self.score >= BEST:
            return "the best choice"
        return "will do" if self.score > WRONG else "not this time"


def choices_for(scenario: Scenario) -> tuple[Choice, ...]:
    """The decisions to offer: no public reply where the channel is private."""
    if scenario.visibility.value == "private":
        return tuple(c for c in CHOICES if c is not Choice.REPLY_PUBLIC)
    return tuple(CHOICES)


def verdict(scenario: Scenario, choice: Choice, team: Team | None = None) -> Verdict:
    """The decision's score: 100 for the best, 50 for an acceptable one, 0 otherwise.

    Escalating to another team than the scenario names halves it: right to hand over, wrong desk.
    """
    decision = scenario.decision
    value = BEST if choice is decision.best else WILL_DO if choice in decision.acceptable else WRONG
    wanted = decision.escalate_to
    wrong = bool(value) and choice is Choice.ESCALATE and wanted is not None and team is not wanted
    return Verdict(value / 2 if wrong else value, decision.best, decision.why, wanted, wrong)


def side_of(scenario: Scenario, channel: Channel, choice: Choice | None) -> Visibility:
    """Where the reply is read: on the channel's private side after "reply in private", if it has one."""
    moved = choice is Choice.REPLY_PRIVATE and channel.place(Visibility.PRIVATE) is not None
    return Visibility.PRIVATE if moved else scenario.visibility


def rubric_of(scenario: Scenario, channel: Channel, side: Visibility) -> str:
    """The id of the rubric for a side: the side's own, unless the scenario asks for a special one."""
    here, there = channel.place(scenario.visibility), channel.place(side)
    if side is scenario.visibility or here is None or there is None:
        return scenario.rubric
    return there.rubric if scenario.rubric == here.rubric else scenario.rubric
