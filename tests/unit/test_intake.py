"""Intake: records become drafts; what cannot be scored is rejected with line and reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.model.channel import Visibility
from coach.model.problem import CoachError
from coach.model.thread import Draft
from coach.quality.intake import Defaults, Reject, RowError, Unit, drafts_of, read_rows
from coach.services import catalogue

THREAD = [
    {"speaker": "customer", "text": "where is my bag"},
    {"speaker": "agent", "text": "Hi Jo, which flight? 1/2"},
    {"speaker": "agent", "text": "And which colour? 2/2"},
    {"speaker": "customer", "text": "NW418, red"},
    {"speaker": "agent", "text": "Found it!"},
]


def drafts(row: dict[str, Any], unit: Unit = "reply") -> list[Draft]:
    return list(drafts_of(row, 7, unit, catalogue.channels(), Defaults()))


def test_consecutive_agent_turns_are_one_reply() -> None:
    first, second = drafts({"id": "a", "thread": THREAD})
    assert first.id == "a#1"
    assert first.text == "Hi Jo, which flight? 1/2\nAnd which colour? 2/2"
    assert [first.text[s:e] for s, e in first.posts] == [THREAD[1]["text"], THREAD[2]["text"]]
    assert [t.text for t in first.context.turns] == ["where is my bag"]
    assert second.id == "a#4"
    assert len(second.context.turns) == 4


def test_brand_product_and_country_are_as_the_record_names_them() -> None:
    row = {"reply": "Hi.", "brand": "Acme", "product": "loans", "country": "DE"}
    (draft,) = drafts(row)
    assert (draft.context.brand, draft.context.product, draft.context.country) == (
        "Acme",
        "loans",
        "DE",
    )
    with pytest.raises(RowError, match="'country' must be text"):
        drafts({"reply": "Hi.", "country": ["DE"]})


def test_each_turn_alone() -> None:
    assert [d.id for d in drafts({"id": "a", "thread": THREAD}, "turn")] == ["a#1", "a#2", "a#4"]


def test_the_whole_thread() -> None:
    (whole,) = drafts({"id": "a", "thread": THREAD}, "thread")
    assert whole.id == "a#1"
    assert whole.text.endswith("\nFound it!")
    assert [t.text for t in whole.context.turns] == ["where is my bag", "NW418, red"]


def test_a_plain_row_takes_defaults() -> None:
    (draft,) = drafts({"reply": "hello", "customer_text": "hi"})
    assert (draft.id, draft.context.channel) == ("7", "x")
    assert draft.context.visibility is Visibility.PUBLIC
    assert draft.context.turns[0].text == "hi"


def test_an_empty_reply_is_scored_not_rejected() -> None:
    assert drafts({"id": "a", "reply": ""})[0].text == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "a"}, "neither a 'reply' nor a 'thread'"),
        ({"reply": 3}, "'reply' must be text"),
        ({"reply": "x", "channel": "facebok"}, "did you mean 'facebook'"),
        ({"reply": "x", "visibility": "secret"}, "public or private"),
        ({"thread": "x"}, "must be a list"),
        ({"thread": [{"speaker": "agent"}]}, "turn 0 of the thread has no 'text'"),
        ({"thread": [{"speaker": "robot", "text": "x"}]}, "customer or agent"),
        ({"thread": [{"speaker": "customer", "text": "x"}]}, "no turn of speaker 'agent'"),
        ({"reply": "x" * 100_001}, "100,001 characters"),
        ({"reply": "x", "agent": ["a"]}, "'agent' must be text"),
    ],
)
def test_rejected_with_the_reason(row: dict[str, Any], reason: str) -> None:
    with pytest.raises(RowError, match=reason):
        drafts(row)


def rows(path: Path) -> list[tuple[int, Any]]:
    return list(read_rows(path))


def test_jsonl_rows_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"reply": "ok"}\n\nnot json\n[1]\n{"reply": "\xff"}\n{"reply": "ok"}\n')
    found = rows(path)
    assert [line for line, _ in found] == [1, 3, 4, 5, 6]
    assert [isinstance(row, Reject) for _, row in found] == [False, True, True, True, False]
    assert "not JSON" in found[1][1].reason
    assert "not UTF-8" in found[3][1].reason


def test_deep_json_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("[" * 100_000 + "\n")
    assert isinstance(rows(path)[0][1], Reject)


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,agent,channel,visibility,customer_text,reply\n"
        '1,kim,x,public,"late, again",Sorry!\n'
        "2,kim,x,public,late\n"
        "3,kim,x,public,late,a,b\n"
        '4,kim,,,"two\nlines",ok\n',
        encoding="utf-8-sig",
    )
    found = rows(path)
    assert found[0] == (
        2,
        {"id": "1", "agent": "kim", "channel": "x", "visibility": "public",
         "customer_text": "late, again", "reply": "Sorry!"},
    )  # fmt: skip
    assert "fewer cells" in found[1][1].reason
    assert "more cells" in found[2][1].reason
    assert found[3][1]["customer_text"] == "two\nlines"
    assert "channel" not in found[3][1]


def test_csv_as_spreadsheets_write_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID;Customer Text;Reply\n1;late;Sorry, Jo\n")
    assert rows(path) == [(2, {"id": "1", "customer_text": "late", "reply": "Sorry, Jo"})]


def test_a_quote_that_never_closes_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,reply\n1,ok\n2,"open\n3,fine\n')
    found = rows(path)
    assert found[0] == (2, {"id": "1", "reply": "ok"})
    assert "a quote opens here and never closes" in found[1][1].reason


def test_a_stray_nul_is_its_rows_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"reply": "a\0b"}\n{"reply": "ok"}\n' + b" " * 300)
    found = rows(path)
    assert isinstance(found[0][1], Reject)
    assert found[1] == (2, {"reply": "ok"})


def test_email_is_private_without_saying_so() -> None:
    (draft,) = drafts({"reply": "Dear Ann", "channel": "email"})
    assert draft.context.visibility is Visibility.PRIVATE


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["a", "b"], "reply": ["x", None]}), tmp_path / "a.parquet")
    assert rows(tmp_path / "a.parquet") == [(1, {"id": "a", "reply": "x"}), (2, {"id": "b"})]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("none.jsonl", None, "no-file"),
        ("binary.jsonl", b"\0\1\2" * 99, "binary"),
        ("a.csv", b"id,text\n1,x\n", "no-reply"),
        ("a.parquet", b"no parquet", "parquet"),
    ],
)
def test_files_that_cannot_be_read(
    tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CoachError, match=f"error\\[{word}\\]"):
        rows(path)


def test_a_lone_surrogate_in_json_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"reply": "\ud800"}) + "\n")
    assert rows(path)[0][1] == {"reply": "\ud800"}


@pytest.mark.parametrize("day", ["31.10.2026", "garbage", "20261031T100000", "2026-13-01"])
def test_a_day_nobody_can_compare_is_refused(day: str) -> None:
    row = {"reply": "Hello there, Ann.", "sent_at": day}
    with pytest.raises(RowError, match="must begin with a day as 2026-01-31"):
        list(drafts_of(row, 1, "reply", catalogue.channels(), Defaults()))


@pytest.mark.parametrize("wrong", ["customer_txt", "chanel", "Agents", "visibilty"])
def test_a_column_that_looks_like_a_known_one_is_named(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "replies.csv"
    file.write_text(f"id,reply,{wrong}\n1,Hello there,x\n")
    with pytest.raises(CoachError, match=r":1:1: error\[unknown-column\].*did you mean"):
        list(read_rows(file))


@pytest.mark.parametrize("other", ["ticket", "reply_to", "score", "customer"])
def test_other_columns_are_left_alone(tmp_path: Path, other: str) -> None:
    file = tmp_path / "replies.csv"
    file.write_text(f"id,reply,{other}\n1,Hello there,x\n")
    assert len(list(read_rows(file))) == 1
