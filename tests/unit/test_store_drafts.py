import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coach.model.attempt import SavedDraft
from coach.store import Store

NOW = "2026-03-01T10:00:00Z"
DRAFT = SavedDraft(1, "tarmac", 1, "reply_public", "Hi Leo", 12.5, NOW, {"rounds": [{"n": 1}]})


@pytest.fixture(autouse=True)
def _maya(store: Store) -> None:
    store.add_agent("maya", NOW)


def test_a_draft_reads_back_as_it_was(store: Store) -> None:
    store.save_draft(DRAFT)
    assert store.draft(1, "tarmac") == DRAFT
    assert store.draft(1, "other") is None


def test_a_save_takes_the_place_of_the_one_before(store: Store) -> None:
    store.save_draft(DRAFT)
    later = replace(DRAFT, text="Hi Leo, three hours", decision=None, round=2)
    store.save_draft(later)
    assert store.drafts(1) == (later,)


def test_the_last_saved_comes_first(store: Store) -> None:
    store.save_draft(replace(DRAFT, scenario="a", saved_at="2026-03-01T11:00:00Z"))
    store.save_draft(replace(DRAFT, scenario="b", saved_at="2026-03-01T12:00:00Z"))
    assert [draft.scenario for draft in store.drafts(1)] == ["b", "a"]


def test_a_dropped_draft_is_gone(store: Store) -> None:
    store.save_draft(DRAFT)
    store.drop_draft(1, "tarmac")
    store.drop_draft(1, "tarmac")
    assert store.drafts(1) == ()


def test_half_an_emoji_and_nul_survive(store: Store) -> None:
    odd = replace(DRAFT, scenario="x\ud83d", text="a\ud83d\x00\x1ab", state={"\udc00": "\x00"})
    store.save_draft(odd)
    assert store.draft(1, "x\ud83d") == odd
    store.drop_draft(1, "x\ud83d")
    assert store.drafts(1) == ()


_WRITER = """
import sys, time
from coach.model.attempt import SavedDraft
from coach.store import Store
store = Store(sys.argv[1])
store.save_draft(SavedDraft(1, "tarmac", 1, None, "typed before the kill", 1.0, "now", {}))
print("saved", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_a_saved_draft_survives_kill_9(store: Store) -> None:
    path = str(store.path)
    store.close()
    with subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"saved\n"
        writer.send_signal(signal.SIGKILL)
    with Store(Path(path)) as again:
        draft = again.draft(1, "tarmac")
        assert draft is not None
        assert draft.text == "typed before the kill"
        assert again.check() == []
