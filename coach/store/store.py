"""The store as the rest of coach sees it. Clock and ids come from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from coach.model.attempt import Agent, Attempt, SavedDraft
from coach.store import agents, attempts, audit, drafts, health, publications, rubrics, samples
from coach.store.attempts import Correction, SkillDay
from coach.store.audit import Entry
from coach.store.database import Connection
from coach.store.publications import Publication
from coach.store.rubrics import SavedRubric, Version
from coach.store.samples import Sample


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

    def add_attempt(self, attempt: Attempt, corrects: Correction | None = None) -> Attempt:
        """Adds an attempt and its part of the sums by day; its ``id`` is given by the store.

        ``corrects``: the attempt it takes the place of; the audit trail says who and why.
        """
        return attempts.add(self._db, attempt, corrects)

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
