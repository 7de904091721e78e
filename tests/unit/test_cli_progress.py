"""``coach progress`` as a user calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.model.attempt import Attempt
from coach.store import Store

TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=1, microsecond=0)


@pytest.fixture
def db(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store is, or would be."""
    path = tmp_path / "progress.db"
    monkeypatch.setenv("COACH_DB", str(path))
    return path


def out(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """What coach printed, after a check of the exit code."""
    got = run(["progress", *args])
    said = capsys.readouterr()
    assert got == code, said.err
    return said.out, said.err


def practised(db: Path, *days: tuple[int, dict[str, float]], name: str = "Maya") -> None:
    """An agent with attempts so many days ago."""
    with Store(db) as store:
        agent = store.add_agent(name, "2026-01-01T00:00:00Z")
        for ago, skills in days:
            attempt = Attempt(
                id=0, agent=agent.id, scenario="s", channel="x", session="1", round=1, number=1,
                decision="reply_public", decision_score=None, reply="Hi", rubric="r@1#d",
                total=50.0, passed=False, seconds=1.0,
                sent_at=(TODAY - timedelta(days=ago)).isoformat(timespec="seconds"),
                coach_version="1", mode="practice", scorecard={}, skills=skills,
            )  # fmt: skip
            store.add_attempt(attempt)


def test_nobody_yet(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys) == ("", "no agents yet; add one with: coach agent add NAME\n")
    assert json.loads(out(capsys, "--json")[0]) == {"agent": None, "ranges": {}}
    assert "add one with" in out(capsys, "--agent", "Maya", code=2)[1]
    assert not db.exists()


def test_nothing_yet(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db)
    assert out(capsys) == ("", "nothing practised yet by Maya; start with: coach practice\n")


def test_levels_and_trends(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = [(9, 40.0)] * 4 + [(0, 70.0)] * 4
    practised(db, *((ago, {"empathy": mark}) for ago, mark in days), (0, {"tone": 10.0}))
    stdout, stderr = out(capsys)
    lines = stdout.splitlines()
    assert (lines[0], stderr) == ("Maya, all time", "")
    assert lines[2].split() == ["SKILL", "N", "LEVEL", "TREND"]
    assert lines[3].split() == ["empathy", "8", "55.0", "±", "11.1", "rising", "(+30.0)"]
    assert lines[4].split(maxsplit=2) == ["tone", "1", "not enough data yet"]
    assert lines[6].startswith("CHANNEL")
    week, _ = out(capsys, "--range", "week", "--agent", "maya")
    assert week.startswith("Maya, the last seven days\n")
    assert "empathy      4   70.0" in week
    assert "tone         1  not enough data yet" in week


def test_json(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, *((0, {"empathy": mark}) for mark in (50.0, 60.0, 70.0)), (0, {"tone": 1.0}))
    data = json.loads(out(capsys, "--json")[0])
    assert data["agent"] == "Maya"
    assert list(data["ranges"]) == ["today", "week", "ever"]
    empathy, tone = data["ranges"]["today"]["skills"]
    assert empathy["name"] == "empathy"
    assert (empathy["n"], empathy["level"], empathy["trend"]) == (3, 60.0, None)
    assert (tone["n"], tone["level"], tone["spread"]) == (1, None, None)


def test_a_wrong_name_gets_the_nearest(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db)
    _, stderr = out(capsys, "--agent", "Maja", code=2)
    assert stderr == "there is no agent 'Maja'; did you mean 'Maya'?\n"
