from dataclasses import replace

import pytest

from coach.store import Entry, Sample, SavedRubric, Store

SAMPLE = Sample(
    source="replies.jsonl", id="r1", channel="x", visibility="public", reply="Hi Leo",
    context={"thread": [{"speaker": "customer", "text": "3 hrs"}]}, total=71.0, passed=False,
    rubric="social-care@1.0#0123456789ab", scorecard={"total": 71.0, "marks": []},
    scored_at="2026-03-01T10:00:00Z", coach_version="0.1.0", agent="maya",
)  # fmt: skip
REF = "social-care@1.0#0123456789ab"


def test_samples_come_in_the_order_they_were_stored(store: Store) -> None:
    given = [replace(SAMPLE, id=f"r{n}", total=None) for n in range(1203)]
    assert store.add_samples(iter(given)) == 1203
    read = list(store.samples())
    assert [replace(sample, row=None) for sample in read] == given
    assert [sample.row for sample in read] == list(range(1, 1204))


def test_a_second_run_adds_new_rows(store: Store) -> None:
    store.add_samples([SAMPLE])
    store.add_samples([replace(SAMPLE, total=80.0, passed=True)])
    assert [sample.total for sample in store.samples()] == [71.0, 80.0]


def test_samples_of_one_file_or_agent(store: Store) -> None:
    store.add_samples([SAMPLE, replace(SAMPLE, source="b.csv"), replace(SAMPLE, agent=None)])
    assert len(list(store.samples(source="replies.jsonl"))) == 2
    assert len(list(store.samples(agent="maya"))) == 2
    assert len(list(store.samples(source="b.csv", agent="maya"))) == 1
    assert list(store.samples(agent="leo")) == []


def test_a_corrected_sample_leaves_the_picture(store: Store) -> None:
    store.add_samples([SAMPLE])
    store.add_samples([replace(SAMPLE, total=90.0, passed=True, corrects=1)])
    assert [sample.total for sample in store.samples()] == [90.0]
    assert store.counts()["samples"] == 2


def test_what_came_before_a_fault_in_the_source_is_kept(store: Store) -> None:
    def coming():  # type: ignore[no-untyped-def]
        for n in range(700):
            yield replace(SAMPLE, id=str(n))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.add_samples(coming())
    assert store.counts()["samples"] == 500


def test_a_rubric_is_kept_once(store: Store) -> None:
    store.save_rubric(REF, {"id": "social-care", "criteria": [1]})
    store.save_rubric(REF, {"id": "social-care", "criteria": [2]})
    saved = SavedRubric(
        "social-care", "1.0", "0123456789ab", {"id": "social-care", "criteria": [1]}
    )
    assert store.rubric("0123456789ab") == saved
    assert store.rubric(REF) == saved
    assert saved.ref == REF
    assert store.rubric("nothing") is None


def test_a_reference_that_is_none_is_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="not a rubric reference"):
        store.save_rubric("social-care", {})


def test_the_trail_is_newest_first(store: Store) -> None:
    entries = [Entry("lead", f"2026-03-0{n}", "closed a dispute", "agreed") for n in (1, 2)]
    for entry in entries:
        store.add_audit(entry)
    assert store.audit() == tuple(reversed(entries))
    assert store.audit(limit=1) == (entries[1],)
