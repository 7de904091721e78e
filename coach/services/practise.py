"""Practice: a sitting at one scenario, from the first decision to the last scorecard."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coach import __version__
from coach.engine import LONGEST_REPLY, score
from coach.language.length import plain_length, weighted_length
from coach.language.text import Text
from coach.model.attempt import Agent, Attempt, SavedDraft
from coach.model.channel import Channel, Counting
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scenario import Choice, Reactions, Scenario
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.practice.conversation import ROUNDS, at_path, branch_of, context_of, path_of
from coach.practice.decide import WITHOUT_REPLY, Verdict, verdict
from coach.practice.hints import Hint, hints_of
from coach.practice.skills import skill_scores
from coach.render.wire import scorecard_data
from coach.services import catalogue

if TYPE_CHECKING:
    from coach.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sent reply led to: the scorecard, the verdict, how the customer answers if they do."""

    scorecard: Scorecard
    verdict: Verdict
    attempt: Attempt
    reaction: Turn | None
    before: Attempt | None  # the try before at the same round, to compare with


def utc_now() -> str:
    """The time as ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


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
    decision: Choice | None = None
    text: str = ""
    seconds: float = 0.0
    tries: int = 0
    branch: Reactions | None = None
    last: Outcome | None = None
    earlier: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.turns = self.turns or self.scenario.turns
        self.branch = self.scenario.reactions
        if self.store is not None and self.agent is not None:
            sent = self.store.attempts(self.agent.id, limit=20)
            # Trying a scenario again is no copying: only other scenarios' replies count.
            self.earlier = tuple(a.reply for a in sent if a.scenario != self.scenario.id)
            self._restore(self.store.draft(self.agent.id, self.scenario.id))

    @property
    def channel(self) -> Channel:
        """The scenario's channel."""
        return self.channels[self.scenario.channel]

    @property
    def limit(self) -> int | None:
        """Characters a post may have here."""
        place = self.channel.place(self.scenario.visibility)
        return place.limit if place else None

    def count(self, text: str) -> int:
        """The draft's length as the channel counts it."""
        weighted = self.channel.counting is Counting.WEIGHTED
        count = weighted_length if weighted else plain_length
        return count(Text(text))

    def context(self) -> Context:
        """The context of the reply being drafted."""
        return context_of(self.scenario, self.turns, self.earlier)

    def score(self, text: str) -> Scorecard:
        """The scorecard the draft would get now."""
        if len(text) > LONGEST_REPLY:
            raise CoachError(
                f"the reply has {len(text):,} characters; {LONGEST_REPLY:,} can be scored"
            )
        draft = Draft(self.scenario.id, text, self.context())
        today = datetime.fromisoformat(self.now()).date()
        return score(draft, self.rubric, self.channels, today)

    def hints(self, text: str) -> tuple[Hint, ...]:
        """At most three pointers, the most useful first; none for an empty draft.

        Breaches and limits come at once; style only about finished sentences.
        """
        if not text.strip():
            return ()
        return hints_of(self.score(text), self.rubric, text)

    def save(self, text: str, seconds: float) -> None:
        """Keeps the draft as typed; it is there again after a crash."""
        self.text, self.seconds = text, seconds
        if self.store is None or self.agent is None:
            return
        self.store.save_draft(
            SavedDraft(
                agent=self.agent.id,
                scenario=self.scenario.id,
                round=self.round,
                decision=self.decision.value if self.decision else None,
                text=text,
                seconds=seconds,
                saved_at=self.now(),
                state=self._state(),
            )
        )

    def submit(self, text: str, seconds: float) -> Outcome:
        """Scores the reply, keeps the attempt and finds out how the customer answers.

        Raises CoachError when no decision was made.
        """
        if self.decision is None:
            raise CoachError("decide first what to do: reply, escalate, hold or monitor")
        silent = self.decision in WITHOUT_REPLY and not text.strip()
        card = self._silent() if silent else self.score(text)
        decided = verdict(self.scenario, self.decision)
        before = self.last.attempt if self.last and self.last.attempt.round == self.round else None
        self.tries += 1
        attempt = Attempt(
            id=0,
            agent=self.agent.id if self.agent else 0,
            scenario=self.scenario.id,
            channel=self.scenario.channel,
            session=self.session,
            round=self.round,
            number=self.tries,
            decision=self.decision.value,
            decision_score=decided.score if self.round == 1 else None,
            reply=text,
            rubric=self.rubric.ref,
            total=card.total,
            passed=card.passed,
            seconds=seconds,
            sent_at=self.now(),
            coach_version=__version__,
            mode=self.mode,
            scorecard=scorecard_data(card),
            skills=skill_scores(card, self.rubric, decided.score if self.round == 1 else None),
        )
        if self.store is not None and self.agent is not None:
            from coach.files.rubric_data import rubric_to_data

            self.store.save_rubric(self.rubric.ref, rubric_to_data(self.rubric))
            attempt = self.store.add_attempt(attempt)
            self.store.drop_draft(self.agent.id, self.scenario.id)
        self.text, self.seconds = text, seconds
        reaction = None if silent else self._reaction(card)
        self.last = Outcome(card, decided, attempt, reaction, before)
        return self.last

    def _silent(self) -> Scorecard:
        """The scorecard where the decision was to say nothing: there is nothing to mark."""
        marks = tuple(
            Mark(c.id, c.section, MarkStatus.NOT_APPLICABLE, c.weight, reason="nothing was sent")
            for c in self.rubric.criteria
        )
        return Scorecard(self.scenario.id, self.rubric.ref, self.rubric.pass_mark, marks)

    def retry(self) -> None:
        """Back to the draft, text and decision kept, at the same round."""
        self.save(self.text, self.seconds)

    def go_on(self) -> bool:
        """On to the customer's answer; False when the conversation is over."""
        if self.last is None or self.last.reaction is None or self.branch is None:
            return False
        taken = branch_of(self.branch, self.last.scorecard)
        reply = Turn(Speaker.AGENT, self.text)
        self.turns = (*self.turns, reply, self.last.reaction)
        self.branch = taken.next
        self.round += 1
        self.tries = 0
        self.last = None
        self.text, self.seconds = "", 0.0
        self.save("", 0.0)
        return True

    def _reaction(self, card: Scorecard) -> Turn | None:
        if self.round >= ROUNDS or self.branch is None:
            return None
        return Turn(Speaker.CUSTOMER, branch_of(self.branch, card).text)

    def _state(self) -> dict[str, Any]:
        return {
            "session": self.session,
            "tries": self.tries,
            "turns": [{"speaker": t.speaker.value, "text": t.text, "at": t.at} for t in self.turns],
            "path": path_of(self.scenario.reactions, self.turns[len(self.scenario.turns) :]),
        }

    def _restore(self, saved: SavedDraft | None) -> None:
        if saved is None:
            return
        state = saved.state
        self.round, self.text, self.seconds = saved.round, saved.text, saved.seconds
        self.decision = Choice(saved.decision) if saved.decision else None
        self.session = state.get("session", self.session)
        self.tries = state.get("tries", 0)
        if state.get("turns"):
            self.turns = tuple(
                Turn(Speaker(t["speaker"]), t["text"], t.get("at")) for t in state["turns"]
            )
        self.branch = at_path(self.branch, state.get("path", ()))


def open_sitting(
    scenario_id: str, store: Store | None, agent: Agent | None, now: Callable[[], str] = utc_now
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
    )
