"""coach score and explain, as a user types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coach.cli.main import group
from coach.model.problem import CoachError
from coach.store import Store

THREADS = [
    {
        "id": "t1",
        "channel": "x",
        "visibility": "public",
        "thread": [
            {"speaker": "customer", "text": "@NorthwindAir where is my bag, nobody answers"},
            {"speaker": "agent", "text": "Hi Jo, I'm sorry your bag is missing. 1/2"},
            {"speaker": "agent", "text": "I've asked Denver and I'll write by 5pm. ^MB 2/2"},
            {"speaker": "customer", "text": "ok thanks"},
            {"speaker": "agent", "text": "You're welcome, Jo! ^MB"},
        ],
    },
    {"id": "t2", "reply": "Please reply with your booking ref, full name and card number",
     "customer_text": "can someone change my seat?", "agent": "kim"},
    {"id": "t3", "reply": "", "customer_text": "hello? anyone there?"},
]  # fmt: skip
WIRE = {"id", "rubric", "total", "total_without_critical", "passed", "marks", "signals", "acts",
        "personal_data", "repairs"}  # fmt: skip
SIGNALS = {"politeness", "formality", "empathy", "responsiveness", "sentiment", "offence", "canned",
           "grade_level"}  # fmt: skip


@pytest.fixture
def threads(tmp_path: Path) -> Path:
    path = tmp_path / "threads.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in THREADS))
    return path


def run(*arguments: str | Path, home: Path, **options: Any) -> Result:
    return CliRunner().invoke(group, [str(a) for a in arguments], **options)


def cards(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_jsonl_is_the_wire_format(threads: Path, home: Path) -> None:
    done = run("score", threads, "--rubric", "social-care", "--no-store", home=home)
    assert done.exit_code == 0, done.output
    found = cards(done.stdout)
    assert [c["id"] for c in found] == ["t1#1", "t1#4", "t2", "t3"]
    for card in found:
        assert set(card) == WIRE
        assert set(card["signals"]) == SIGNALS
        assert card["rubric"].startswith("social-care@1.0#")
    assert "quality score" in done.stderr
    assert "passed " in done.stderr
    assert "rejected rows: 0" in done.stderr


def test_offsets_point_into_the_joined_turns(threads: Path, home: Path) -> None:
    done = run("score", threads, "--rubric", "social-care", "--no-store", home=home)
    first = cards(done.stdout)[0]
    text = "\n".join(t["text"] for t in THREADS[0]["thread"][1:3])  # type: ignore[index]
    spans = [f for mark in first["marks"] for f in mark["findings"]]
    assert spans
    assert all(0 <= f["start"] <= f["end"] <= len(text) for f in spans)
    start, end = first["acts"]["greeting"][0]
    assert text[start:end].startswith("Hi Jo")


def test_asking_for_data_in_public_is_critical(threads: Path, home: Path) -> None:
    done = run("score", threads, "--rubric", "social-care", "--no-store", home=home)
    card = cards(done.stdout)[2]
    assert card["total"] == 0
    assert card["total_without_critical"] > 0
    assert not card["passed"]
    reply = THREADS[1]["reply"]
    mark = next(m for m in card["marks"] if m["criterion"] == "personal-data")
    words = [str(reply)[f["start"] : f["end"]] for f in mark["findings"]]
    assert words == ["booking ref", "full name", "card number"]


def test_an_empty_reply_is_scored(threads: Path, home: Path) -> None:
    card = cards(run("score", threads, "--no-store", home=home).stdout)[3]
    assert card["total"] is not None
    assert not card["passed"]
    assert card["signals"]["politeness"] is None


def test_twice_is_identical_and_workers_change_nothing(threads: Path, home: Path) -> None:
    once = run("score", threads, "--no-store", home=home).stdout
    assert run("score", threads, "--no-store", home=home).stdout == once
    assert run("score", threads, "--no-store", "--workers", "2", home=home).stdout == once


def test_units(threads: Path, home: Path) -> None:
    turns = run("score", threads, "--no-store", "--unit", "turn", home=home).stdout
    assert [c["id"] for c in cards(turns)] == ["t1#1", "t1#2", "t1#4", "t2", "t3"]
    whole = run("score", threads, "--no-store", "--unit", "thread", home=home).stdout
    assert [c["id"] for c in cards(whole)] == ["t1#1", "t2", "t3"]


def test_defaults_are_said_once(threads: Path, home: Path) -> None:
    done = run("score", threads, "--no-store", home=home)
    assert done.stderr.count("scored as x, public") == 1


def test_csv_in_and_out(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(
        "id,agent,channel,visibility,customer_text,reply\n"
        "=1+1,kim,x,public,late again,\"=cmd|' /C calc'!A0\"\n"
        "2,kim,x,public,late again,Sorry Jo.\n"
    )
    done = run("score", path, "--format", "csv", "--rubric", "social-care", "--no-store", home=home)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0]["id"] == "'=1+1"
    assert rows[0]["reply"].startswith("'=cmd")
    assert rows[1]["reply"] == "Sorry Jo."
    assert "acknowledge" in rows[0]


def test_html_escapes_everything(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "<b>", "reply": "<script>alert(1)</script> \x1b[31m [red]"}))
    out = tmp_path / "out.html"
    done = run("score", path, "--format", "html", "--out", out, "--no-store", home=home)
    assert done.exit_code == 0
    page = out.read_text()
    assert "<script>" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page
    assert "rejected rows: 0" in page


@pytest.mark.parametrize("form", ["table", "lines", "jsonl", "csv", "html"])
def test_hostile_text_reaches_no_terminal(tmp_path: Path, home: Path, form: str) -> None:
    path = tmp_path / "in.jsonl"
    nasty = "\x1b]0;owned\x07 \u202eabc [red]x[/] \x00 \ud800 e\u0301"
    path.write_text(json.dumps({"id": nasty, "reply": nasty, "customer_text": nasty}) + "\n")
    done = run("score", path, "--format", form, "--no-store", home=home)
    assert done.exit_code == 0, done.output
    for bad in ("\x1b", "\x07", "\u202e", "\x00"):
        assert bad not in done.stdout.replace("\\u001b", "").replace("\\u0000", "")


def test_bad_rows_are_listed_and_counted(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"reply": "ok then"}\nnope\n{"reply": "x", "channel": "facebok"}\n')
    done = run("score", path, "--no-store", home=home)
    assert done.exit_code == 1
    assert len(cards(done.stdout)) == 1
    assert "line 2: error[rejected] not JSON" in done.stderr
    assert "line 3: error[rejected]" in done.stderr
    assert "did you mean 'facebook'" in done.stderr
    assert "rejected rows: 2" in done.stderr


def test_samples_are_kept(threads: Path, home: Path, tmp_path: Path) -> None:
    db = tmp_path / "lead.db"
    done = run("score", threads, "--rubric", "social-care", "--db", db, home=home)
    assert done.exit_code == 0, done.output
    with Store(db, readonly=True) as store:
        samples = list(store.samples())
        assert [s.id for s in samples] == ["t1#1", "t1#4", "t2", "t3"]
        assert store.rubric(samples[0].rubric) is not None


def test_fail_under(threads: Path, home: Path) -> None:
    done = run("score", threads, "--no-store", "--fail-under", "99", home=home)
    assert done.exit_code == 1
    assert "under 99" in done.stderr
    assert run("score", threads, "--no-store", "--fail-under", "1", home=home).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.jsonl"], "no such file"),
        (["{threads}", "--rubric", "social-car"], "did you mean 'social-care'"),
        (["{threads}", "--out", "{threads}"], "this is the file being read"),
        (["{threads}", "--out", "no/such/folder/x.jsonl"], "unwritable"),
    ],
)
def test_errors_write_nothing(
    threads: Path, home: Path, arguments: list[str], message: str
) -> None:
    before = sorted(threads.parent.iterdir())
    given = [a.replace("{threads}", str(threads)) for a in arguments]
    done = run("score", *given, "--no-store", home=home)
    assert isinstance(done.exception, CoachError)
    assert message in str(done.exception)
    assert done.stdout == ""
    assert sorted(threads.parent.iterdir()) == before


def test_explain_text_and_record(home: Path, tmp_path: Path) -> None:
    done = run(
        "explain", "-", "--customer", "still no parcel", home=home,
        input="We apologise for any inconvenience.\n",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    for words in ("not passed", "Signals", "politeness", "Acts", "apology", "Personal data"):
        assert words in done.output
    record = tmp_path / "record.json"
    record.write_text(json.dumps({"id": "r", "channel": "email", "visibility": "private",
                                  "reply": "Dear Ann,\n\nyour refund is on its way."}))  # fmt: skip
    data = json.loads(run("explain", record, "--json", home=home).stdout)
    assert set(data) == WIRE
    assert data["rubric"].startswith("email@")


def test_explain_refuses_two_replies(home: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text(json.dumps(THREADS[0]))
    done = run("explain", record, home=home)
    assert "has 2 replies" in str(done.exception)
