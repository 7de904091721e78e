"""Practice: a sitting at one scenario, from the first decision to the last scorecard."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coach import __version__
from coach.engine import LONGEST_REPLY, marks_alone, score
from coach.language.length import length_on
from coach.model.attempt import COUNTED, CRISIS, TEST, Agent, Attempt, SavedDraft
from coach.model.channel import Channel, Visibility
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scenario import Choice, Reactions, Scenario, Team
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.practice.conversation import (
    ROUNDS,
    Round,
    at_path,
    branch_name,
    context_of,
    path_of,
    reaction_of,
    with_try,
)
from coach.practice.decide import (
    WITHOUT_REPLY,
    Decided,
    Decisions,
    Verdict,
    rubric_of,
    side_of,
    verdict,
)
from coach.practice.promises import Followed, Promise, followed_in, promises_in
from coach.practice.repairs.edits import written
from coach.practice.resume import Resume, draft_name, resume_from
from coach.practice.skills import skill_scores
from coach.render.wire import scorecard_data
from coach.services import catalogue, learning
from coach.services.clock import utc_now

if TYPE_CHECKING:
    from coach.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sent reply led to: the scorecard, the verdict, how the customer answers if they do.

    before: the try before at the same round, to compare with. branch: how the customer took it.
    decided: the choice the verdict is about, the first that was made final.
    promised: what this reply promises. followed: what became of the promises of earlier rounds.
    """

    scorecard: Scorecard
    verdict: Verdict
    attempt: Attempt
    reaction: Turn | None
    before: Attempt | None
    branch: str | None = None
    promised: tuple[Promise, ...] = ()
    followed: tuple[Followed, ...] = ()
    decided: Decided | None = None


@dataclass
class Sitting:
    """One agent at one scenario. Front ends hold one and call it; all rules are here.

    store and agent may be None: then nothing is kept (the plain demo, tests).
    """

    scenario: Scenario
    rubric: Rubric
    channels: Mapping[str, Channel]
    agent: Agent | None = None
    store: Store | None = None
    now: Callable[[], str] = utc_now
    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    mode: str = "practice"
    round: int = 1
    turns: tuple[Turn, ...] = ()
    text: str = ""
    seconds: float = 0.0
    tries: int = 0
    branch: Reactions | None = None
    last: Outcome | None = None
    earlier: tuple[str, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    rounds: tuple[Round, ...] = ()

    def __post_init__(self) -> None:
        self._usual = self.rubric
        self.turns = self.turns or self.scenario.turns
        self.branch = self.scenario.reactions
        if self.scenario.crisis is not None and self.mode in COUNTED:
            self.mode = CRISIS
        if self.store is not None and self.agent is not None:
            sent = self.store.attempts(self.agent.id, limit=20)
            # Trying a scenario again is no copying: only other scenarios' replies count.
            self.earlier = tuple(a.reply for a in sent if a.scenario != self.scenario.id)
            self._restore(self.store.draft(self.agent.id, self.kept_as))

    @property
    def kept_as(self) -> str:
        """The name its draft is kept under."""
        return draft_name(self.scenario.id, self.mode)

    @property
    def channel(self) -> Channel:
        """The scenario's channel."""
        return self.channels[self.scenario.channel]

    @property
    def side(self) -> Visibility:
        """Where the reply is read, as it was decided."""
        return side_of(self.scenario, self.channel, self.decision)

    @property
    def limit(self) -> int | None:
        """Characters a post may have here."""
        place = self.channel.place(self.side)
        return place.limit if place else None

    # deciding

    @property
    def decision(self) -> Choice | None:
        """The choice that stands."""
        current = self.decisions.current
        return current.choice if current is not None else None

    @decision.setter
    def decision(self, choice: Choice) -> None:
        self.decide(choice)

    @property
    def team(self) -> Team | None:
        """The team it is escalated to, where it is."""
        current = self.decisions.current
        return current.team if current is not None else None

    @property
    def decided(self) -> bool:
        """Whether a choice stands and nothing of it is open."""
        current = self.decisions.current
        return current is not None and current.complete

    def decide(self, choice: Choice, team: Team | None = None) -> None:
        """Chooses; the draft stays as it is. It may be changed until the reply is sent."""
        self._chosen(self.decisions.choose(Decided(choice, team)))

    def undo_decision(self) -> None:
        """Back to the choice before."""
        self._chosen(self.decisions.undo())

    def redo_decision(self) -> None:
        """Forward again to the choice that was taken back."""
        self._chosen(self.decisions.redo())

    def settle(self) -> Verdict | None:
        """Makes the choice final, and gives the verdict to show before a word is written.

        The first choice made final is the one that counts. None while nothing is chosen whole, and
        in a test, where the verdict comes after the reply.
        """
        self.decisions = self.decisions.settle()
        return self.shown_verdict

    @property
    def shown_verdict(self) -> Verdict | None:
        """The verdict as far as it may be seen before the reply is sent."""
        return None if self.mode == TEST else self.verdict

    @property
    def verdict(self) -> Verdict | None:
        """What the first final choice was worth; None before there is one."""
        first = self.decisions.first
        return verdict(self.scenario, first.choice, first.team) if first is not None else None

    def _chosen(self, decisions: Decisions) -> None:
        self.decisions = decisions
        name = rubric_of(self.scenario, self.channel, self.side)
        here = name == self.scenario.rubric
        self.rubric = self._usual if here else catalogue.rubric(name)

    def count(self, text: str) -> int:
        """The draft's length as the channel counts it."""
        return length_on(self.channel, text)

    def context(self) -> Context:
        """The context of the reply being drafted."""
        return context_of(self.scenario, self.turns, self.earlier, self.side)

    def score(self, text: str) -> Scorecard:
        """The scorecard the draft would get now."""
        return self._lower(text, score)

    def marks(self, text: str) -> Scorecard:
        """The marks the draft would get now, without signals and acts: quicker."""
        return self._lower(text, marks_alone)

    def _lower(self, text: str, read: Callable[..., Scorecard]) -> Scorecard:
        """The scorecard of a text; where a gap is open, the lower one with or without its sentence."""
        texts = dict.fromkeys((text, written(text)))
        cards = [read(self._draft(t), self.rubric, self.channels, self._today()) for t in texts]
        return min(cards, key=lambda card: card.total or 0.0)

    def _draft(self, text: str) -> Draft:
        if len(text) > LONGEST_REPLY:
            raise CoachError(
                f"the reply has {len(text):,} characters; {LONGEST_REPLY:,} can be scored"
            )
        return Draft(self.scenario.id, text, self.context())

    def _today(self) -> date:
        return datetime.fromisoformat(self.now()).date()

    def save(self, text: str, seconds: float) -> None:
        """Keeps the draft as typed; it is there again after a crash."""
        self.text, self.seconds = text, seconds
        self._save(sent=False)

    def _save(self, sent: bool) -> None:
        if self.store is None or self.agent is None:
            return
        self.store.save_draft(
            SavedDraft(
                agent=self.agent.id,
                scenario=self.kept_as,
                round=self.round,
                decision=self.decision.value if self.decision else None,
                text=self.text,
                seconds=self.seconds,
                saved_at=self.now(),
                state=self._state(sent).to_data(),
            )
        )

    def skip(self) -> None:
        """Leaves without a trace: what was typed is forgotten, and nothing is counted."""
        if self.store is not None and self.agent is not None:
            self.store.drop_draft(self.agent.id, self.kept_as)

    def submit(self, text: str, seconds: float) -> Outcome:
        """Scores the reply, keeps the attempt and finds out how the customer answers.

        Raises CoachError when no decision was made, or not to whom it is escalated.
        """
        current = self.decisions.current
        if current is None:
            raise CoachError("decide first what to do: reply, escalate, hold or monitor")
        if not current.complete:
            raise CoachError("say to whom you escalate: legal, press, safety, fraud or product")
        self.settle()
        silent = current.choice in WITHOUT_REPLY and not text.strip()
        card = self._silent() if silent else self.score(text)
        self.tries += 1
        before = self.last.attempt if self.last and self.last.attempt.round == self.round else None
        attempt = self._attempt(text, seconds, card, self.verdict)
        if self.store is not None and self.agent is not None:
            from coach.files.rubric_data import rubric_to_data

            self.store.save_rubric(self.rubric.ref, rubric_to_data(self.rubric))
            attempt = learning.add(self.store, attempt)
        self.text, self.seconds = text, seconds
        self.last = self._outcome(card, attempt, before, silent)
        self.rounds = with_try(
            self.rounds, self.round, current.words, attempt.total, text, self.last.branch
        )
        if self.last.reaction is not None:
            self._save(sent=True)  # the customer's answer waits, even for another day
        elif self.store is not None and self.agent is not None:
            self.store.drop_draft(self.agent.id, self.kept_as)
        return self.last

    def _attempt(
        self, text: str, seconds: float, card: Scorecard, decided: Verdict | None
    ) -> Attempt:
        """The try as it is kept. A crisis leaves no points: no total, no skills."""
        points = self.mode != CRISIS
        worth = decided.score if decided is not None and points and self.round == 1 else None
        scorecard = scorecard_data(card)
        skills = skill_scores(card, self.rubric, worth if self.tries == 1 else None)
        return Attempt(
            id=0,
            agent=self.agent.id if self.agent else 0,
            scenario=self.scenario.id,
            channel=self.scenario.channel,
            session=self.session,
            round=self.round,
            number=self.tries,
            decision=self.decision.value if self.decision else "",
            decision_score=worth,
            reply=text,
            rubric=self.rubric.ref,
            total=card.total if points else None,
            passed=card.passed and points,
            seconds=seconds,
            sent_at=self.now(),
            coach_version=__version__,
            mode=self.mode,
            scorecard=scorecard if points else without_points(scorecard),
            skills=skills if points else {},
            team=self.team.value if self.team else None,
        )

    def _outcome(
        self, card: Scorecard, attempt: Attempt, before: Attempt | None, silent: bool
    ) -> Outcome:
        first, decided = self.decisions.first, self.verdict
        if decided is None:
            raise CoachError("decide first what to do: reply, escalate, hold or monitor")
        name, reaction = None, None
        if self.branch is not None and self.round < ROUNDS and not silent:
            name = branch_name(self.branch, card)
            reaction = Turn(Speaker.CUSTOMER, reaction_of(self.branch, name).text)
        before_this = [(r.number, r.reply) for r in self.rounds if r.number < self.round]
        followed = followed_in([*before_this, (self.round, attempt.reply)])
        promised = promises_in(attempt.reply, self.round)
        return Outcome(card, decided, attempt, reaction, before, name, promised, followed, first)

    def _silent(self) -> Scorecard:
        """The scorecard where the decision was to say nothing: there is nothing to mark."""
        marks = tuple(
            Mark(c.id, c.section, MarkStatus.NOT_APPLICABLE, c.weight, reason="nothing was sent")
            for c in self.rubric.criteria
        )
        return Scorecard(self.scenario.id, self.rubric.ref, self.rubric.pass_mark, marks)

    def retry(self) -> None:
        """Back to the draft, text and decision kept, at the same round; its time begins anew."""
        self.save(self.text, 0.0)

    def go_on(self) -> bool:
        """On to the customer's answer; False when the conversation is over."""
        if self.last is None or self.last.reaction is None or self.branch is None:
            return False
        self.branch = reaction_of(self.branch, self.last.branch or "bad").next
        self.turns = (*self.turns, Turn(Speaker.AGENT, self.text), self.last.reaction)
        self.round += 1
        self.tries = 0
        self.last = None
        self.text, self.seconds = "", 0.0
        self.save("", 0.0)
        return True

    def _state(self, sent: bool) -> Resume:
        path = path_of(self.scenario.reactions, self.turns[len(self.scenario.turns) :])
        return Resume(
            self.session, self.tries, self.turns, tuple(path), self.rounds, self.decisions, sent
        )

    def _restore(self, saved: SavedDraft | None) -> None:
        if saved is None:
            return
        state = resume_from(saved.state, self.session, saved.decision)
        self.round, self.text, self.seconds = saved.round, saved.text, saved.seconds
        self.session, self.tries, self.rounds = state.session, state.tries, state.rounds
        self.turns = state.turns or self.turns
        self.branch = at_path(self.branch, state.path)
        self._chosen(state.decisions)
        if state.sent and self.store is not None and self.agent is not None:
            found = self.store.attempts(self.agent.id, scenario=self.scenario.id, limit=20)
            tries = [a for a in found if (a.session, a.round) == (self.session, self.round)]
            if tries:
                before = tries[1] if len(tries) > 1 else None
                self.last = self._outcome(self.score(self.text), tries[0], before, silent=False)


def without_points(scorecard: Mapping[str, Any]) -> dict[str, Any]:
    """A stored scorecard whose totals are left out, for a crisis."""
    none: dict[str, Any] = {"total": None, "total_without_critical": None, "passed": False}
    return {**scorecard, **none}


def open_sitting(
    scenario_id: str,
    store: Store | None,
    agent: Agent | None,
    now: Callable[[], str] = utc_now,
    mode: str = "practice",
) -> Sitting:
    """A sitting at a scenario, its draft restored. Raises CoachError for unknown names."""
    chosen = catalogue.scenario(scenario_id)
    return Sitting(
        scenario=chosen,
        rubric=catalogue.rubric(chosen.rubric),
        channels=catalogue.channels(),
        agent=agent,
        store=store,
        now=now,
        mode=mode,
    )
