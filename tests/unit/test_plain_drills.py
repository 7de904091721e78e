"""Drills and lessons line by line: ``coach practice --drill`` and ``--lesson``."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.cli.plain_drills import spans_of
from coach.model.drill import Blunder, Shorten
from coach.model.problem import CoachError
from coach.services import drills, lessons
from coach.store import Store

NOW = "2026-11-23T09:00:00+00:00"
Play = Callable[..., str]


@pytest.fixture
def db(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one agent."""
    path = tmp_path / "drills.db"
    monkeypatch.setenv("COACH_DB", str(path))
    with Store(path) as store:
        store.add_agent("Maya", NOW)
    return path


@pytest.fixture
def play(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Play:
    """Practises with this input and gives what was printed."""

    def call(typed: str, *args: str, code: int = 0) -> str:
        data = io.BytesIO(typed.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, encoding="utf-8"))
        got = run(["practice", *args, "--plain"])
        said = capsys.readouterr()
        assert got == code, said.err
        assert "\x1b" not in said.out + said.err
        return said.out + said.err

    return call


def half_done(db: Path) -> list[str]:
    """The drills that were begun."""
    with Store(db) as store:
        return [half.drill for half in store.drill_states(1)]


def test_shorten(db: Path, play: Play) -> None:
    content = drills.drill("shorten-boiler-visit").content
    assert isinstance(content, Shorten)
    said = play(f"too much\nu\n{content.exemplar.reply}\n?\n.\n", "--drill", "shorten-boiler-visit")
    assert "Taken back; 0 lines are left." in said
    assert "ok  Says the day of the visit" in said
    assert "100 of 100: how much of what had to stay is there" in said
    assert "done once: 100. Drills never touch your skills." in said
    assert half_done(db) == []


def test_a_stopped_drill_goes_on(db: Path, play: Play) -> None:
    said = play("Four days without heat\nq\n", "--drill", "shorten-boiler-visit")
    assert "go on with: coach practice --drill shorten-boiler-visit" in said
    assert half_done(db) == ["shorten-boiler-visit"]
    said = play("1\n.\n", "--drill", "shorten-boiler-visit")
    assert "You stopped in the middle last time." in said
    assert "    Four days without heat" in said
    assert "of 100" in said
    play("some words\n", "--drill", "shorten-boiler-visit")
    said = play("2\nq\n", "--drill", "shorten-boiler-visit")
    assert "some words" not in said
    assert half_done(db) == []


def test_three_replies_for_a_style_switch(play: Play) -> None:
    reply = "Sorry you had to wait so long. I will ring you by five today."
    said = play(f"{reply}\n.\n" * 3, "--drill", "style-switch")
    assert said.count("Write your reply.") == 3
    assert "Carry-over from the channel before: not enough yet" in said


def test_an_angry_customer_answers(play: Play) -> None:
    said = play("Calm down.\n.\nq\n", "--drill", "bring-them-round")
    assert "The customer gets angrier." in said
    assert "Stopped; go on with" in said
    said = play("1\n" + "Calm down.\n.\n" * 2, "--drill", "bring-them-round")
    assert "no  The customer was not brought round in" in said


def test_marking_by_number_and_by_word(play: Play) -> None:
    said = play("?\n1-2 4\nu\n99\nno such words\n.\n1\n.\nq\n", "--drill", "spot-the-fault")
    assert said.count("1 of 3. Somebody sent this reply.") == 2
    said = " ".join(said.split())
    assert said.count("? shows the text again") == 3
    assert "a person may see more" in said
    assert "Marked: nothing" in said
    assert "'99' is no place in the text; it has" in said
    assert "these words are not in the text" in said
    assert "mark at least one word first" in said
    assert "2 of 3." in said


def test_ten_quick_items(play: Play) -> None:
    said = play(".\n?\n" + "fine\n" * 10, "--drill", "pd-tower-bank")
    assert "mark at least one word, or say that it is fine; q quits" in said
    assert said.count("1 of 10. Mark what must not stand here") == 2
    assert "0 of 100: what you found; items that are fine count as far as you found" in said
    assert "Saying that all is fine finds nothing, so it earns nothing." in said
    assert [f" {n}. " in said.split("done once")[1] for n in range(1, 11)] == [True] * 10
    assert "the time is not scored" in said
    assert said.count("Right, it is fine.") == 10  # five at once, five in the result


def test_a_queue(play: Play) -> None:
    typed = "3 1 2\nu\n1 escalat\n2 hold\n2 dance\n1 1\n44\n.\n"
    typed += "".join(f"{n} monitor\n" for n in range(1, 11)) + "?\n.\n"
    said = play(typed, "--drill", "triage-airline-monday")
    assert "1: escalate" in said
    assert "'dance' is no decision" in said
    assert "a post stands there twice" in said
    assert "there is no post 44; they go from 1 to 10" in said
    assert "8 posts have no decision yet" in said
    assert "half for the order, half for the decisions" in said


def test_a_story(play: Play) -> None:
    said = play("2\n1\n", "--drill", "blunder-parody")
    assert "Posted: @SirReginaldGoat" in said
    assert "of 100: the mean of the points" in said


def test_a_stopped_story_tells_what_was_answered(play: Play) -> None:
    content = drills.drill("blunder-wrong-account").content
    assert isinstance(content, Blunder)
    first, second = content.questions
    said = play("dance\n?\n1\nq\n", "--drill", "blunder-wrong-account")
    assert "Type a number from 1 to" in said
    assert said.count("Posted: ") == 2
    said = " ".join(play("1\nq\n", "--drill", "blunder-wrong-account").split())
    assert " ".join(first.ask.split()) in said
    assert "You answered: " in said
    assert " ".join(second.ask.split()) in said
    assert said.index("You answered: ") < said.index(" ".join(second.ask.split()))


@pytest.mark.parametrize("drill", [d.id for d in drills.drills()])
def test_lines_break_at_words_and_prompts_name_q(drill: str, play: Play) -> None:
    said = play("nonsense\n", "--drill", drill)
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert "q quits" in " ".join(said.split())


@pytest.mark.parametrize("drill", [d.id for d in drills.drills()])
def test_the_input_may_end_at_once(drill: str, play: Play, db: Path) -> None:
    said = play("", "--drill", drill)
    assert "Stopped; go on with" in said


def test_endless_nonsense_ends(play: Play) -> None:
    assert "20 answers in a row could not be read" in play(
        "nonsense\n" * 40, "--drill", "triage-airline-monday", code=2
    )
    assert "20 answers in a row could not be read" in play(
        "0\n" * 40, "--drill", "pd-tower-bank", code=2
    )


@pytest.mark.parametrize("lesson", [lesson.id for lesson in lessons.lessons()])
def test_a_lesson_then_its_drill(lesson: str, play: Play) -> None:
    said = play("q\n", "--lesson", lesson)
    found = lessons.lesson(lesson)
    assert found.title in said
    assert drills.drill(found.drill).title in said.split("Its drill:")[1]


def test_one_thing_at_a_time(play: Play) -> None:
    said = play("", "--drill", "a", "--lesson", "b", code=2)
    assert "give a scenario, a --drill or a --lesson" in said
    assert "there is no drill 'nope'" in play("", "--drill", "nope", code=2)
    assert "there is no lesson 'nope'" in play("", "--lesson", "nope", code=2)


def test_a_guest_keeps_nothing(play: Play, db: Path) -> None:
    db.unlink()
    said = play("1\nq\n", "--drill", "blunder-storm-sale")
    assert "Nothing was kept" in said
    assert not db.exists()


def test_spans_of_numbers_and_words() -> None:
    text = "We regret any inconvenience, Jo."
    assert spans_of("2, 4-5", text) == [(1, 1), (3, 4)]
    assert spans_of("ANY inconv", text) == [(2, 3)]
    for wrong in ("", "0", "3-2", "6", "sorry"):
        with pytest.raises(CoachError):
            spans_of(wrong, text)
