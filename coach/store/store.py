"""The store as the rest of coach sees it. Clock and ids come from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from coach.model.attempt import Agent, Attempt, SavedDraft
from coach.model.drill import DrillRun, DrillTally, HalfDone
from coach.model.profile import Profile
from coach.model.skill import Ability, Card, Difficulty, SkillKey
from coach.store import (
    agents,
    attempts,
    audit,
    drafts,
    drills,
    health,
    kept,
    profiles,
    publications,
    rubrics,
    samples,
    skills,
    summary,
    sums,
)
from coach.store.attempts import Correction, SkillDay
from coach.store.audit import Entry
from coach.store.database import Connection
from coach.store.kept import KeptReply
from coach.store.publications import Publication
from coach.store.rubrics import SavedRubric, Version
from coach.store.samples import Sample
from coach.store.skills import Learn
from coach.store.summary import PassedScenario, Tally
from coach.store.sums import MarkSums, TrySum


class Store:
    """An open store. Use it in ``with``, or ``close`` it. Threads may share one.

    ``wait``: seconds to wait for another coach that is writing. Errors a user can mend are
    CoachError and leave the file as it was.
    """

    def __init__(self, path: Path | str, *, readonly: bool = False, wait: float = 5.0) -> None:
        self.path = Path(path)
        self._db = Connection(self.path, readonly=readonly, wait=wait)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def add_agent(self, name: str, now: str) -> Agent:
        """Adds an agent; CoachError when the name is taken, whatever its case."""
        return agents.add(self._db, name, now)

    def agents(self) -> tuple[Agent, ...]:
        """All agents by name."""
        return agents.every(self._db)

    def agent_named(self, name: str) -> Agent | None:
        """The agent of that name, whatever its case."""
        return agents.named(self._db, name)

    def save_draft(self, draft: SavedDraft) -> None:
        """Keeps a draft in place of the one before; it survives a kill once this returns."""
        drafts.save(self._db, draft)

    def draft(self, agent: int, scenario: str) -> SavedDraft | None:
        """The draft of an agent for a scenario."""
        return drafts.find(self._db, agent, scenario)

    def drafts(self, agent: int) -> tuple[SavedDraft, ...]:
        """All drafts of an agent, the last saved first."""
        return drafts.of_agent(self._db, agent)

    def drop_draft(self, agent: int, scenario: str) -> None:
        """Forgets a draft, if there is one."""
        drafts.drop(self._db, agent, scenario)

    def add_attempt(
        self,
        attempt: Attempt,
        corrects: Correction | None = None,
        learn: Learn | None = None,
    ) -> Attempt:
        """Adds an attempt and its part of the sums by day; its ``id`` is given by the store.

        ``corrects``: the attempt it takes the place of; the audit trail says who and why.
        """
        return attempts.add(self._db, attempt, corrects, learn)

    def learn(self, learn: Learn, *, anew: bool = False) -> None:
        """Learns from the attempts nothing was learned from yet; ``anew``: from all of them."""
        attempts.learn_from_all(self._db, learn, anew)

    def unlearned(self) -> bool:
        """Whether there are attempts nothing was learned from, and the store can be written."""
        return not self._db.readonly and skills.behind(self._db)

    def abilities(self, agent: int) -> dict[SkillKey, Ability]:
        """What is believed about an agent's skills as of when each was measured last."""
        return skills.abilities(self._db, agent)

    def difficulties(self) -> dict[str, Difficulty]:
        """What was learned about scenarios, by id."""
        return skills.difficulties(self._db)

    def cards(self, agent: int) -> dict[str, Card]:
        """The scenarios an agent has tried, by id."""
        return skills.cards(self._db, agent)

    def attempts(
        self, agent: int, scenario: str | None = None, limit: int | None = None
    ) -> tuple[Attempt, ...]:
        """Attempts of an agent, newest first, without the corrected ones."""
        return attempts.of_agent(self._db, agent, scenario, limit)

    def last_replies(self, agent: int, n: int) -> tuple[str, ...]:
        """The texts an agent sent last, newest first."""
        return attempts.last_replies(self._db, agent, n)

    def skill_days(self, agent: int) -> tuple[SkillDay, ...]:
        """Marks by skill, channel and day, the oldest day first."""
        return attempts.skill_days(self._db, agent)

    def mark_sums(self, agent: int, first: str, last: str) -> MarkSums:
        """Marks by skill and totals by channel between two days; by week in a long time."""
        return sums.marks(self._db, agent, first, last)

    def marked_skills(self) -> tuple[str, ...]:
        """The skills anybody has marks in, by name."""
        return sums.skills(self._db)

    def practised_days(self, agent: int, last: str) -> tuple[str, ...]:
        """The UTC days with a mark or a total up to ``last``, the latest first."""
        return sums.practised(self._db, agent, last)

    def try_sum(self, agent: int, first: str, last: str) -> TrySum:
        """Changes from first to second tries of the same round between two days."""
        return sums.tries(self._db, agent, first, last)

    def stream_attempts(
        self, agent: int, first: str, last: str, *, cards: bool = False
    ) -> Iterator[Attempt]:
        """Attempts between two days as they were stored, a batch at a time.

        cards: with their scorecards, which are large; otherwise these are left empty.
        """
        return attempts.stream(self._db, agent, first, last, cards=cards)

    def latest_attempts(self, agent: int, first: str, last: str, limit: int) -> tuple[Attempt, ...]:
        """The attempts that count between two days, the newest first, without scorecards."""
        return attempts.latest(self._db, agent, first, last, limit)

    def attempt(self, number: int) -> Attempt | None:
        """The attempt of an id, corrected or not."""
        return attempts.find(self._db, number)

    def tallies(self, agent: int, first: str, last: str) -> tuple[Tally, ...]:
        """How many attempts there were by mode, channel and rubric; reads the attempts."""
        return summary.tallies(self._db, agent, first, last)

    def passed_scenarios(self, agent: int, first: str, last: str) -> tuple[PassedScenario, ...]:
        """The scenarios an agent passed and how often; reads the attempts."""
        return summary.passed(self._db, agent, first, last)

    def keep_reply(self, agent: int, attempt: int, now: str) -> None:
        """Marks a reply of the agent's own as worth keeping."""
        kept.add(self._db, agent, attempt, now)

    def drop_reply(self, agent: int, attempt: int) -> None:
        """Keeps a reply no longer; its attempt stays."""
        kept.drop(self._db, agent, attempt)

    def keeps_reply(self, agent: int, attempt: int) -> bool:
        """Whether the reply is kept."""
        return kept.has(self._db, agent, attempt)

    def kept_replies(self, agent: int) -> tuple[KeptReply, ...]:
        """The replies an agent keeps, the last kept first."""
        return kept.of_agent(self._db, agent)

    def kept_count(self, agent: int) -> int:
        """How many replies an agent keeps."""
        return kept.count(self._db, agent)

    def save_profile(self, profile: Profile) -> None:
        """Keeps the answers of the starting profile in place of those before."""
        profiles.save(self._db, profile)

    def profile(self, agent: int) -> Profile | None:
        """The answers of the starting profile; None before the survey was opened."""
        return profiles.of_agent(self._db, agent)

    def prefer(self, agent: int, name: str, value: str) -> None:
        """Keeps a setting of the agent's own."""
        profiles.prefer(self._db, agent, name, value)

    def preferred(self, agent: int, name: str) -> str | None:
        """A setting of the agent's own, if there is one."""
        return profiles.preferred(self._db, agent, name)

    def add_drill_run(self, run: DrillRun) -> DrillRun:
        """Adds a finished drill and forgets its half-done state; its ``id`` comes from the store."""
        return drills.add(self._db, run)

    def drill_runs(
        self,
        agent: int,
        kind: str | None = None,
        drill: str | None = None,
        limit: int | None = None,
    ) -> tuple[DrillRun, ...]:
        """An agent's finished drills, newest first, of one kind or one drill if named."""
        return drills.runs(self._db, agent, kind, drill, limit)

    def drill_tallies(self, agent: int) -> tuple[DrillTally, ...]:
        """How often an agent did each drill, with the last and the best score."""
        return drills.tallies(self._db, agent)

    def save_drill_state(self, half: HalfDone) -> None:
        """Keeps how far a drill has come; it survives a kill once this returns."""
        drills.save_state(self._db, half)

    def drill_state(self, agent: int, drill: str) -> HalfDone | None:
        """How far an agent has come with a drill."""
        return drills.state(self._db, agent, drill)

    def drill_states(self, agent: int) -> tuple[HalfDone, ...]:
        """All half-done drills of an agent, the last saved first."""
        return drills.states(self._db, agent)

    def drop_drill_state(self, agent: int, drill: str) -> None:
        """Forgets a half-done drill, if there is one."""
        drills.drop_state(self._db, agent, drill)

    def save_rubric(self, ref: str, data: Mapping[str, Any]) -> None:
        """Keeps a resolved rubric under the digest of its ``id@version#digest``, once."""
        rubrics.save(self._db, ref, data)

    def rubric(self, digest: str) -> SavedRubric | None:
        """The rubric of a digest, or of a whole reference."""
        return rubrics.find(self._db, digest)

    def rubrics(self) -> tuple[Version, ...]:
        """All rubrics, in the order in which they were kept first."""
        return rubrics.every(self._db)

    def pinned(self) -> dict[str, int]:
        """How many stored scores each ``id@version#digest`` is named by."""
        return rubrics.pinned(self._db)

    def add_publication(self, step: Publication, data: Mapping[str, Any]) -> None:
        """Adds a step in a rubric's life, with the resolved rubric and a line of the audit trail.

        Raises CoachError when the version is published with other text.
        """
        publications.add(self._db, step, data)

    def publications(self, rubric: str | None = None) -> tuple[Publication, ...]:
        """The steps of all rubrics or of the one of an id, the oldest first."""
        return publications.every(self._db, rubric)

    def add_samples(self, rows: Iterable[Sample]) -> int:
        """Adds samples as they come and returns how many; a re-run adds new rows."""
        return samples.add(self._db, rows)

    def samples(self, source: str | None = None, agent: str | None = None) -> Iterator[Sample]:
        """Samples in the order they were stored, a batch at a time, without corrected ones."""
        return samples.stream(self._db, source, agent)

    def add_audit(self, entry: Entry) -> None:
        """Adds a line to the audit trail."""
        audit.add(self._db, entry)

    def audit(self, limit: int | None = None) -> tuple[Entry, ...]:
        """The audit trail, newest first."""
        return audit.trail(self._db, limit)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return health.counts(self._db)

    def check(self) -> list[str]:
        """What is wrong with the store, one line a problem; empty when all is well."""
        return health.check(self._db)
