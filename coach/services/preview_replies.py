"""The replies a preview scores: those of a file, or those kept in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.model.attempt import Attempt
from coach.model.problem import CoachError
from coach.model.rubric import Rubric
from coach.model.scenario import Scenario
from coach.model.thread import Draft, Speaker, Turn
from coach.practice.conversation import GOOD, MIDDLING, context_of
from coach.quality.intake import Defaults, Reject, RowError, drafts_of, read_rows
from coach.services import catalogue
from coach.services.score import Summary

if TYPE_CHECKING:
    from coach.store import Sample, Store

EARLIER = 20  # replies of other scenarios that practice holds a reply against
_Key = tuple[str, int]  # when it was scored or sent, and its row


@dataclass
class Replies:
    """What became of the records while their replies were taken.

    intake: rows, rejects and assumptions, as ``coach score`` counts them.
    others: how many stored replies other rubrics scored, by the rubric's id.
    unread: why stored replies could not be taken, with how many.
    """

    intake: Summary = field(default_factory=Summary)
    others: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)


def file_replies(path: Path, replies: Replies, limit: int | None = None) -> Iterator[Draft]:
    """The replies of a file as ``coach score`` reads it, in its order; at most ``limit``.

    Raises CoachError for a file that cannot be read at all.
    """
    return islice(_file_replies(path, replies.intake), limit)


def _file_replies(path: Path, intake: Summary) -> Iterator[Draft]:
    channels = catalogue.channels()
    for line, row in read_rows(path):
        intake.rows += 1
        if isinstance(row, Reject):
            intake.reject(row)
            continue
        assumed = not row.get("channel") or not row.get("visibility")
        try:
            for draft in drafts_of(row, line, "reply", channels, Defaults()):
                intake.assumed += assumed
                yield draft
        except RowError as error:
            intake.reject(Reject(line, str(error)))


class StoredReplies:
    """The samples and practice replies in a store that a rubric of some ids scored.

    A reply scored more than once counts once, as it was last. limit: only the newest ones.
    ``len`` says how many there are; iterating gives them as drafts, the oldest first.
    """

    def __init__(
        self, store: Store, rubrics: Sequence[Rubric], replies: Replies, limit: int | None = None
    ) -> None:
        self._store = store
        self._replies = replies
        self._ids = {i for rubric in rubrics for i in (rubric.id, *rubric.lineage)}
        self._samples, self._attempts = self._chosen(limit)

    def __len__(self) -> int:
        return len(self._samples) + len(self._attempts)

    def __iter__(self) -> Iterator[Draft]:
        channels = catalogue.channels()
        for sample in self._store.samples():
            if sample.row not in self._samples:
                continue
            try:
                yield from drafts_of(_record(sample), 0, "reply", channels, Defaults())
            except RowError as error:
                self._replies.unread[str(error)] += 1
        for agent in self._store.agents():
            yield from self._practice(self._store.attempts(agent.id))

    def _chosen(self, limit: int | None) -> tuple[set[int], set[int]]:
        """The rows of the samples and the ids of the attempts to take."""
        last: dict[int, _Key] = {}  # by the hash of source and id, to be small
        for sample in self._store.samples():
            if sample.row is not None and self._ours(sample.rubric):
                last[hash((sample.source, sample.id))] = (sample.scored_at, sample.row)
        attempts = [
            (attempt.sent_at, attempt.id)
            for agent in self._store.agents()
            for attempt in self._store.attempts(agent.id)
            if attempt.reply.strip() and self._ours(attempt.rubric)
        ]
        if limit is None:
            return {row for _, row in last.values()}, {key for _, key in attempts}
        both = [(*key, True) for key in last.values()] + [(*key, False) for key in attempts]
        newest = sorted(both, reverse=True)[:limit]
        samples = {row for _, row, is_sample in newest if is_sample}
        return samples, {row for _, row, is_sample in newest if not is_sample}

    def _ours(self, ref: str) -> bool:
        rubric = ref.rpartition("#")[0].rpartition("@")[0]
        if rubric not in self._ids:
            self._replies.others[rubric] += 1
            return False
        return True

    def _practice(self, attempts: Sequence[Attempt]) -> Iterator[Draft]:
        """The drafts of one agent's attempts, which come newest first."""
        known = {scenario.id: scenario for scenario in catalogue.scenarios()}
        for at, attempt in enumerate(attempts):
            if attempt.id not in self._attempts:
                continue
            scenario = known.get(attempt.scenario)
            if scenario is None:
                self._replies.unread[f"the scenario {attempt.scenario} is no longer there"] += 1
                continue
            turns = _turns(scenario, attempt, attempts[at + 1 :])
            if turns is None:
                self._replies.unread[f"the scenario {attempt.scenario} has changed since"] += 1
                continue
            before = (a.reply for a in attempts[at + 1 :] if a.scenario != attempt.scenario)
            context = context_of(scenario, turns, tuple(islice(before, EARLIER)))
            name = f"practice {attempt.id}, {attempt.scenario}"
            yield Draft(name, attempt.reply, context)


def stored_replies(
    store: Store, rubrics: Sequence[Rubric], replies: Replies, limit: int | None = None
) -> StoredReplies:
    """The replies in the store that one of the rubrics, or one they extend, scored.

    Raises CoachError with the remedy when there is none.
    """
    found = StoredReplies(store, rubrics, replies, limit)
    if not len(found):
        raise no_replies(rubrics, replies)
    return found


def no_replies(rubrics: Sequence[Rubric], replies: Replies) -> CoachError:
    """That the store has nothing to score, and what to do."""
    remedy = "name a file of replies: --on FILE, as coach score reads it"
    if not replies.others:
        return CoachError(f"the store has no replies yet; {remedy}")
    names = " or ".join(dict.fromkeys(rubric.id for rubric in rubrics))
    others = ", ".join(name for name, _ in replies.others.most_common())
    return CoachError(f"the store has no reply scored by {names}, only by {others}; {remedy}")


def _record(sample: Sample) -> Mapping[str, Any]:
    return {
        **sample.context,
        "id": sample.id,
        "channel": sample.channel,
        "visibility": sample.visibility,
        "reply": sample.reply,
        "agent": sample.agent,
        "brand": sample.brand,
        "sent_at": sample.sent_at,
    }


def _turns(
    scenario: Scenario, attempt: Attempt, before: Sequence[Attempt]
) -> tuple[Turn, ...] | None:
    """What had been said before an attempt; None where the scenario has changed since.

    before: the agent's earlier attempts, newest first.
    """
    turns, branch = scenario.turns, scenario.reactions
    session = [a for a in before if a.session == attempt.session]
    for number in range(1, attempt.round):
        sent = next((a for a in session if a.round == number), None)
        if sent is None or branch is None:
            return None
        total = sent.total or 0.0
        taken = branch.good if total >= GOOD else branch.middling
        taken = taken if total >= MIDDLING else branch.bad
        turns = (*turns, Turn(Speaker.AGENT, sent.reply), Turn(Speaker.CUSTOMER, taken.text))
        branch = taken.next
    return turns
