"""Help line by line: hints, repairs by number, undo, and filling a gap."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.cli.plain_help import PlainHelp
from coach.services.practise import Sitting, open_sitting

TARMAC = "airline-tarmac-silence"
BAD = "We apologize for any inconvenience. Kindly DM us."


@pytest.fixture
def said() -> list[str]:
    """What the agent was told."""
    return []


@pytest.fixture
def helper(said: list[str]) -> PlainHelp:
    """Help for one draft."""
    return PlainHelp(said.append)


@pytest.fixture
def sitting() -> Sitting:
    """A sitting without a store."""
    return open_sitting(TARMAC, None, None)


def test_hints_list_numbered_repairs_with_both_totals(
    helper: PlainHelp, sitting: Sitting, said: list[str]
) -> None:
    helper.hints(sitting, BAD)
    assert any(line.startswith("Repair 1: 'We apologize for any inconvenience.'") for line in said)
    assert any("would become" in line for line in said)


def test_a_repair_is_made_and_taken_back_exactly(helper: PlainHelp, sitting: Sitting) -> None:
    made = helper.command(sitting, "!1", BAD)
    assert made is not None and made.startswith("I'm sorry that ")
    assert helper.command(sitting, "!u", made) == BAD


def test_nothing_is_taken_back_after_more_was_written(
    helper: PlainHelp, sitting: Sitting, said: list[str]
) -> None:
    made = helper.command(sitting, "!1", BAD)
    assert made is not None
    assert helper.command(sitting, "!u", made + "\nmore") == made + "\nmore"
    assert "written since" in said[-1]


def test_a_gap_is_filled_in_its_place(helper: PlainHelp, sitting: Sitting, said: list[str]) -> None:
    text = "I'll [what you do next] and write to you by [time]."
    assert helper.open_gap(text)
    assert "[what you do next]" in said[-1]
    filled = helper.command(sitting, "!g ring the gate", text)
    assert filled == "I'll ring the gate and write to you by [time]."
    assert helper.command(sitting, "!u", filled) == text


def test_an_open_gap_is_asked_about_once(helper: PlainHelp) -> None:
    text = "I'll write by [time]."
    assert helper.open_gap(text)
    assert not helper.open_gap(text)
    assert not helper.open_gap("no gap")


@pytest.mark.parametrize("line", ["!", "!important news", "!12", "? ", "Hello!", "!!1"])
def test_other_lines_belong_to_the_reply(helper: PlainHelp, sitting: Sitting, line: str) -> None:
    assert helper.command(sitting, line, BAD) is None


def test_a_number_without_a_repair_changes_nothing(
    helper: PlainHelp, sitting: Sitting, said: list[str]
) -> None:
    assert helper.command(sitting, "!9", BAD) == BAD
    assert "no repair 9" in said[-1]


def test_a_test_has_no_hints(helper: PlainHelp, sitting: Sitting, said: list[str]) -> None:
    sitting.mode = "test"
    helper.hints(sitting, BAD)
    assert "This is a test" in said[-1]
    assert helper.command(sitting, "!1", BAD) == BAD


def test_repairs_work_through_the_command(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = f"1\n{BAD}\n?\n!1\n!u\n!1\n.\nq\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    assert run(["practice", TARMAC, "--plain", "--db", str(home / "p.db")]) == 0
    out = capsys.readouterr().out
    assert "Repair 1: " in out and "Taken back." in out
    assert out.count("I'm sorry that ") >= 2
