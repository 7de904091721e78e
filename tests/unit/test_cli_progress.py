"""``coach progress`` as a user calls it."""

from __future__ import annotations

import json
import re
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


def practised(
    db: Path, *days: tuple[int, dict[str, float]], name: str = "Maya", mode: str = "practice"
) -> None:
    """An agent with attempts so many days ago."""
    with Store(db) as store:
        agent = store.add_agent(name, "2026-01-01T00:00:00Z")
        for n, (ago, skills) in enumerate(days):
            attempt = Attempt(
                id=0, agent=agent.id, scenario=f"s{n}", channel="x", session=str(n), round=1, number=1,
                decision="reply_public", decision_score=None, reply=f"Hi {n}", rubric="r@1#d",
                total=50.0, passed=False, seconds=1.0,
                sent_at=(TODAY - timedelta(days=ago)).isoformat(timespec="seconds"),
                coach_version="1", mode=mode, scorecard={}, skills=skills,
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
    assert lines[2].split() == ["SKILL", "ESTIMATE", "TODAY", "N", "MARKS", "TREND"]
    assert lines[3].split()[-6:] == ["8", "55.0", "±", "13.4", "rising", "(+30.0)"]
    assert lines[4].split()[0] == "tone"
    assert lines[4].endswith("    1  not enough data yet")
    assert lines[6].startswith("CHANNEL")
    assert "Feedback: not enough data yet: it takes 8 second tries of a round, 0 so far" in stdout
    week, _ = out(capsys, "--range", "week", "--agent", "maya")
    assert week.startswith("Maya, the last seven days\n")
    # five marks, 70 and 10 on one day: too few of each skill, and totals of 50 alone
    assert re.search(r"empathy .* 4  not enough data yet\n", week)
    assert re.search(r"^x +5   50\.0 ± 11\.9  one day so far$", week, re.MULTILINE)


def test_estimates_with_their_error(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, *((n, {"tone": 80.0 + n % 3}) for n in range(40)), (0, {"register": 50.0}))
    stdout, _ = out(capsys)
    tone = next(line for line in stdout.splitlines() if line.startswith("tone"))
    assert re.search(r"tone +\d\d ± \d+ \(n 40\) +40 ", tone)
    register = next(line for line in stdout.splitlines() if line.startswith("register"))
    assert "not enough data yet (n 1)" in register
    found = {
        (e["skill"], e["channel"]): e for e in json.loads(out(capsys, "--json")[0])["estimates"]
    }
    assert found["tone", None]["n"] == 40
    assert 0 < found["tone", None]["estimate"] < 100
    assert found["register", None]["estimate"] is None


def test_json(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = (50.0, 55.0, 60.0, 65.0, 70.0)
    practised(db, *((0, {"empathy": mark}) for mark in marks), (0, {"tone": 1.0}))
    data = json.loads(out(capsys, "--json")[0])
    assert data["agent"] == "Maya"
    assert list(data["ranges"]) == ["today", "week", "ever"]
    empathy, tone = data["ranges"]["today"]["skills"]
    assert empathy["name"] == "empathy"
    assert (empathy["n"], empathy["level"], empathy["trend"]) == (5, 60.0, None)
    assert empathy["low"] == pytest.approx(60 - empathy["spread"], abs=1e-3)
    assert empathy["high"] == pytest.approx(60 + empathy["spread"], abs=1e-3)
    assert (tone["n"], tone["level"], tone["spread"], tone["high"]) == (1, None, None, None)
    (channel,) = data["ranges"]["today"]["channels"]
    assert (channel["name"], channel["n"], channel["level"]) == ("x", 6, 50.0)
    assert data["ranges"]["today"]["days"] == [
        {"day": TODAY.date().isoformat(), "n": 6, "mean": 50.0}
    ]
    assert data["ranges"]["ever"]["weekly"] is False


def test_a_wrong_name_gets_the_nearest(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db)
    _, stderr = out(capsys, "--agent", "Maja", code=2)
    assert stderr == "there is no agent 'Maja'; did you mean 'Maya'?\n"


# --- team, kept replies, streaks ---


def test_team(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert out(capsys, "--team")[1] == "no agents yet; add one with: coach agent add NAME\n"
    practised(db, (0, {"tone": 50.0}), name="zoë")
    practised(db, name="Ana")
    stdout, _ = out(capsys, "--team")
    assert stdout.splitlines()[1].split() == ["Ana", "–"]
    lines = out(capsys, "--team")[0].splitlines()
    assert lines[0].split() == ["AGENT", "TONE"]
    assert [line.split()[0] for line in lines[1:3]] == ["Ana", "zoë"]
    assert lines[2].split() == ["zoë", "·", "(1)"]
    assert any("never ranked" in line for line in lines)
    assert any("it takes two skills known of three agents" in line for line in lines)
    data = json.loads(out(capsys, "--team", "--json")[0])
    assert [agent["agent"] for agent in data["agents"]] == ["Ana", "zoë"]
    assert data["need"] is None
    assert "--agent or --team" in out(capsys, "--team", "--agent", "Ana", code=2)[1]


def test_kept(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, (0, {}), (0, {}))
    assert "Maya keeps no reply yet" in out(capsys, "--kept")[1]
    with Store(db) as store:
        for number in (1, 2):
            store.keep_reply(1, number, f"2026-11-2{number}T00:00:00+00:00")
    stdout, _ = out(capsys, "--kept")
    assert [line for line in stdout.splitlines() if line.startswith("   ")] == [
        "   Hi 1",
        "   Hi 0",
    ]
    assert "Hi 0" in out(capsys, "--kept", "--search", "hi 0")[0]
    assert "no kept reply holds zebra" in out(capsys, "--kept", "--search", "zebra")[1]
    assert [one["number"] for one in json.loads(out(capsys, "--kept", "--json")[0])] == [1, 2]
    assert "no longer kept" in out(capsys, "--kept", "--drop", "1")[1]
    assert "there is no kept reply 2" in out(capsys, "--kept", "--drop", "2", code=2)[1]
    assert "Hi 1" not in out(capsys, "--kept")[0]


def test_streaks_are_for_oneself(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, (0, {"tone": 50.0}))
    assert "in a row" not in out(capsys)[0]
    assert "own eyes only" in out(capsys, "--streaks", "on")[1]
    assert "Days in a row: 1" in out(capsys)[0]
    for args in (["--agent", "Maya"], ["--json"], ["--team"], ["--certificate", "-"]):
        stdout, stderr = out(capsys, *args)
        assert "in a row" not in stdout + stderr
        assert "streak" not in stdout + stderr
    out(capsys, "--streaks", "off")
    assert "in a row" not in out(capsys)[0]


# --- exports and certificates ---


def test_exports(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, (0, {"tone": 50.0}), (30, {}))
    stdout, stderr = out(capsys, "--export", "csv")
    assert len(stdout.splitlines()) == 3
    assert stderr == "wrote 2 attempts of Maya\n"
    assert len(json.loads(out(capsys, "--export", "json", "--range", "week")[0])) == 1
    stdout, stderr = out(capsys, "--export", "xapi", "--lines")
    assert all(json.loads(line)["verb"] for line in stdout.splitlines())
    assert "--home-page" in stderr
    file = tmp_path / "maya.json"
    page = "https://lms.example.com"
    stdout, stderr = out(capsys, "--export", "xapi", "--home-page", page, "--out", str(file))
    assert (stdout, stderr) == ("", "wrote 2 attempts of Maya\n")
    assert {s["actor"]["account"]["homePage"] for s in json.loads(file.read_text())} == {page}
    assert "no web address" in out(capsys, "--export", "xapi", "--home-page", "x", code=2)[1]


def test_certificates(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, (0, {"tone": 50.0}))
    assert "What this does not show" in out(capsys, "--certificate", "-")[0]
    page = tmp_path / "maya.HTML"
    assert out(capsys, "--certificate", str(page))[1].startswith("wrote ")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "name another" in out(capsys, "--certificate", str(page), code=2)[1]
    assert ".txt" in out(capsys, "--certificate", str(tmp_path / "maya.pdf"), code=2)[1]
    assert not (tmp_path / "maya.pdf").exists()


def test_no_certificate_of_nothing(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "maya.txt"
    assert "no agents yet" in out(capsys, "--certificate", str(file), code=2)[1]
    practised(db, (30, {"tone": 50.0}))
    args = ["--certificate", str(file), "--range", "week"]
    assert "nothing practised by Maya in this time" in out(capsys, *args, code=2)[1]
    assert not file.exists()


# --- attempts, and one of them in full ---


def test_the_latest_attempts(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, (9, {}), (0, {}), (0, {}))
    practised(db, (0, {}), name="Ben", mode="crisis")
    stdout, _ = out(capsys, "--attempts", "2", "--agent", "Maya")
    lines = stdout.splitlines()
    assert lines[0].split()[:2] == ["ID", "SENT"]
    assert [line.split()[0] for line in lines[1:3]] == ["3", "2"]
    assert lines[-1] == "one in full, with its words: coach explain --attempt 3"
    found = json.loads(out(capsys, "--attempts", "--agent", "Maya", "--json")[0])
    assert [row["attempt"] for row in found] == [3, 2, 1]
    week = out(capsys, "--attempts", "--agent", "Maya", "--range", "week", "--json")[0]
    assert [row["attempt"] for row in json.loads(week)] == [3, 2]
    assert "nothing practised by Ben" in out(capsys, "--attempts", "--agent", "Ben")[1]


def test_a_stored_attempt_is_explained_as_it_was_marked(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    practised(db, (0, {"tone": 50.0}), mode="crisis")
    typed = b"1\nHi Leo, three hours is long. [red]Sorry[/red].\n.\nq\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert run(["practice", "airline-tarmac-silence", "--plain", "--agent", "Maya"]) == 0
    capsys.readouterr()
    (row,) = json.loads(out(capsys, "--export", "json")[0])
    assert run(["explain", "--attempt", str(row["attempt"])]) == 0
    said = capsys.readouterr().out
    assert "of Maya: Three hours on the tarmac (airline-tarmac-silence), x" in said
    assert f"and {row['rubric']}" in said
    assert "Hi Leo, three hours is long. [red]Sorry[/red]." in said
    assert f"total {row['total']:.1f} of 100" in said
    assert "'Leo' speaks to the customer by name." in said
    assert "the marks above do not give it" not in said
    assert run(["explain", "--attempt", str(row["attempt"]), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["total"] == pytest.approx(row["total"], abs=1e-3)
    assert [mark["criterion"] for mark in data["marks"]] == [m["criterion"] for m in row["marks"]]
    for args, message in (
        (["--attempt", "1"], "was a crisis or a drill"),
        (["--attempt", "99"], "there is no attempt 99"),
        (["--attempt", "2", "--rubric", "email"], "give --attempt or --rubric"),
        ([], "an attempt with --attempt ID"),
    ):
        assert run(["explain", *args]) == 2
        assert message in capsys.readouterr().err


def test_an_attempt_whose_rubric_is_gone(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practised(db, (0, {"tone": 50.0}))
    assert run(["explain", "--attempt", "1"]) == 2
    assert "there is no version 'r@1#d'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--team", "--kept"], "give one of --team and --kept"),
        (["--search", "x"], "--search goes with --kept"),
        (["--drop", "1"], "--drop goes with --kept"),
        (["--lines"], "--lines goes with --export"),
        (["--export", "csv", "--lines"], "CSV is lines already"),
        (["--export", "csv", "--home-page", "https://x.example"], "goes with --export xapi"),
    ],
)
def test_options_that_do_not_fit(
    db: Path, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    assert said in out(capsys, *args, code=2)[1]


@pytest.mark.parametrize("args", [["--kept"], ["--export", "csv"], ["--attempts"]])
def test_nobody_to_show(db: Path, capsys: pytest.CaptureFixture[str], args: list[str]) -> None:
    assert out(capsys, *args)[1] == "no agents yet; add one with: coach agent add NAME\n"
    assert not db.exists()


def test_the_questions_line_by_line(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    practised(db)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"2\n5\nstop\n")))
    assert run(["agent", "profile", "maya"]) == 0
    assert "Kept as it is" in capsys.readouterr().out
    assert run(["agent", "profile", "Maya", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["habits"], data["stage"]) == (["conversationalist"], "started")
    assert list(data["comfort"].values()) == [5]
    assert run(["agent", "profile", "Maya", "--show"]) == 0
    assert "5, at home there" in capsys.readouterr().out
    assert run(["agent", "profile", "Mya", "--show"]) == 2


def test_keeping_a_reply_line_by_line(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    practised(db)
    typed = b"1\nThree hours is long, Leo.\n.\nkeep this reply\nkeep this reply\nq\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert run(["practice", "airline-tarmac-silence", "--plain", "--agent", "Maya"]) == 0
    assert "Kept; see it with: coach progress --kept" in capsys.readouterr().out
    assert "Three hours is long, Leo." in out(capsys, "--kept")[0]
    assert "Kept replies: 1; see them with" in out(capsys)[0]
