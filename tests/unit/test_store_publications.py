"""The life of rubrics in the store: steps are added, versions counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_store_samples import SAMPLE

from coach.model.attempt import Attempt
from coach.model.problem import CoachError
from coach.store import Entry, Publication, Store, Version

FIRST = Publication(
    "mine", "1.0", "0123456789ab", "published", "mine.yaml", "Kim", "2026-03-01T10:00:00Z", "new"
)
DATA = {"id": "mine", "status": "published"}


def test_a_step_keeps_the_rubric_and_a_line_of_the_trail(store: Store) -> None:
    store.add_publication(FIRST, DATA)
    assert store.publications() == store.publications("mine") == (FIRST,)
    assert store.publications("other") == ()
    saved = store.rubric(FIRST.ref)
    assert saved is not None
    assert saved.data == DATA
    assert store.audit() == (Entry("Kim", FIRST.at, f"published rubric {FIRST.ref}", "new"),)
    assert store.counts()["publications"] == 1
    assert store.check() == []


def test_steps_come_in_their_order(store: Store) -> None:
    archived = replace(FIRST, status="archived", at="2026-02-01T10:00:00Z", why="")
    store.add_publication(FIRST, DATA)
    store.add_publication(archived, DATA)
    assert store.publications() == (FIRST, archived)


def test_a_version_is_published_with_one_text_only(store: Store) -> None:
    other = replace(FIRST, digest="ffffffffffff")
    store.add_publication(replace(other, status="archived"), DATA)  # a draft that was put away
    store.add_publication(FIRST, DATA)
    with pytest.raises(CoachError, match=r"error\[version-taken\] version 1.0 of mine was pub"):
        store.add_publication(other, DATA)
    assert len(store.publications()) == len(store.audit()) == 2
    store.add_publication(replace(other, version="1.1", digest="eeeeeeeeeeee"), DATA)


def test_versions_and_the_scores_pinned_to_them(store: Store) -> None:
    store.save_rubric("mine@1.0#0123456789ab", DATA)
    store.save_rubric("mine@1.1#ba9876543210", {})
    assert store.rubrics() == (
        Version("mine", "1.0", "0123456789ab", "published"),
        Version("mine", "1.1", "ba9876543210", ""),
    )
    assert store.pinned() == {}
    store.add_samples([SAMPLE, replace(SAMPLE, rubric="mine@1.0#0123456789ab")])
    agent = store.add_agent("maya", "now").id
    store.add_attempt(
        Attempt(0, agent, "s", "x", "1", 1, 1, "hold", None, "", SAMPLE.rubric, None, False, 1.0,
                "2026-03-01T10:00:00Z", "0", "practice", {}, {})
    )  # fmt: skip
    assert store.pinned() == {SAMPLE.rubric: 2, "mine@1.0#0123456789ab": 1}
