"""coach mask: the service and its command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli.mask import command
from coach.model.problem import CoachError
from coach.services.mask import MASK, BadRow, mask_stream, masked


def run(data: bytes, name: str = "x.jsonl", *, spans: bool = False) -> tuple[str, list[BadRow]]:
    out: list[bytes] = []
    bad: list[BadRow] = []
    mask_stream(io.BytesIO(data), name, out.append, bad.append, spans=spans)
    return b"".join(out).decode(), bad


def test_masks_in_place() -> None:
    text = "Card 4111 1111 1111 1111 🙂 ok"
    assert masked(text) == f"Card {' '.join([MASK * 4] * 4)} 🙂 ok"
    assert len(masked(text)) == len(text)


def test_text_keeps_line_ends_and_finds_its_form() -> None:
    assert run(b"mail jo@x.org\r\nbye", "notes") == (f"mail {MASK * 8}\r\nbye", [])
    assert run(b'{"text": "jo@x.org"}', "notes")[0] == f'{{"text": "{MASK * 8}"}}\n'


def test_rows_mask_only_texts() -> None:
    row = {
        "id": "jo@x.org", "reply": "jo@x.org", "customer_text": None,
        "thread": [{"speaker": "customer", "text": "ring me on 07911 123456", "at": "1"}],
    }  # fmt: skip
    out = json.loads(run(json.dumps(row).encode())[0])
    assert out["id"] == "jo@x.org"
    assert out["reply"] == MASK * 8
    assert out["thread"][0] == {
        "speaker": "customer", "text": f"ring me on {MASK * 5} {MASK * 6}", "at": "1",
    }  # fmt: skip


def test_spans_count_in_the_joined_texts() -> None:
    row = {"id": "a", "reply": "mail jo@x.org", "thread": [{"speaker": "agent", "text": "Hi"}]}
    out = run(json.dumps(row).encode(), spans=True)[0]
    joined = "Hi\nmail jo@x.org"
    (span,) = json.loads(out)["spans"]
    assert joined[span["start"] : span["end"]] == "jo@x.org"
    assert span["kind"] == "email"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"nope", "not JSON"),
        (b"[1]", "a row is an object"),
        (b'{"reply": 5}', "'reply' is not text"),
        (b'{"thread": "x"}', "not a list"),
        (b'{"thread": [3]}', "turn 0"),
        (b'{"n": NaN}', "NaN"),
        (b"[" * 100_000, "nesting"),
    ],
)
def test_bad_rows_are_left_out_and_told(row: bytes, reason: str) -> None:
    out, (bad,) = run(b'{"text": "a"}\n' + row + b'\n{"text": "b"}\n')
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["a", "b"]
    assert bad.line == 2
    assert reason in bad.reason


def test_half_an_emoji_survives() -> None:
    assert json.loads(run(b'{"text": "\\ud83d"}')[0]) == {"text": "\ud83d"}


@pytest.mark.parametrize("data", [b"a\xff", b"a\0b"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(CoachError):
        run(data, "x.txt")


def test_command(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "1", "text": "jo@x.org"}\nnope\n', "utf-8")
    result = CliRunner().invoke(command, [str(source), "--out", str(target)])
    assert result.exit_code == 1
    assert f"{source}:2: error[bad-row]" in result.stderr
    assert "1 of 2 rows written; 1 left out" in result.stderr
    assert result.stdout == ""
    assert json.loads(target.read_text("utf-8")) == {"id": "1", "text": MASK * 8}
    piped = CliRunner().invoke(command, ["-", "--spans"], input="jo@x.org\n")
    assert json.loads(piped.stdout)["spans"] == [{"start": 0, "end": 8, "kind": "email"}]
    missing = CliRunner().invoke(command, [str(tmp_path / "none")])
    assert isinstance(missing.exception, CoachError)
