"""``coach practice`` line by line, and how the screens are started."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.cli import plain_practice, practice
from coach.cli.errors import run
from coach.cli.plain_practice import _option
from coach.model.problem import CoachError
from coach.services import catalogue
from coach.store import Store

TARMAC = "airline-tarmac-silence"
NOW = "2026-03-01T10:00:00Z"
REPLY = catalogue.scenario(TARMAC).exemplars[0].reply
Play = Callable[..., tuple[str, str]]


@pytest.fixture
def db(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store is, or would be."""
    path = tmp_path / "practice.db"
    monkeypatch.setenv("COACH_DB", str(path))
    return path


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


class Typed(io.TextIOWrapper):
    """Standard input, from a terminal or from a pipe."""

    terminal = True

    def isatty(self) -> bool:
        """As it was made."""
        return self.terminal


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Play:
    """Practises with this input and gives what was printed."""

    def call(typed: str | bytes, *args: str, code: int = 0, piped: bool = False) -> tuple[str, str]:
        data = typed.encode() if isinstance(typed, str) else typed
        source = Typed(io.BytesIO(data), encoding="utf-8")
        source.terminal = not piped
        monkeypatch.setattr(sys, "stdin", source)
        got = run(["practice", *args])
        said = capsys.readouterr()
        assert got == code, said.err
        assert "\x1b" not in said.out + said.err
        return said.out, said.err

    return call


def of_maya(db: Path) -> tuple[Any, Any]:
    """Attempts and the draft of Maya for the tarmac scenario."""
    with Store(db, readonly=True) as store:
        agent = store.agent_named("maya")
        assert agent is not None
        return store.attempts(agent.id), store.draft(agent.id, TARMAC)


def test_a_guest_practises_and_nothing_is_kept(db: Path, play: Play) -> None:
    stdout, stderr = play(f"1\n{REPLY}\n.\nq\n", TARMAC, "--plain")
    for part in (
        "Three hours on the tarmac", "No talk of compensation in public.", "1. reply in public",
        "You decided to reply in public.", "at most 280 characters", "only a dot",
        "Decision: 100 of 100.", "of 100, pass mark 80", "1 reply scored, the best ",
    ):  # fmt: skip
        assert part in stdout
    assert "practising as a guest, nothing is kept; coach agent add NAME" in stderr
    assert not db.exists()


def test_an_attempt_is_kept_for_the_only_agent(maya: Path, play: Play) -> None:
    _, stderr = play(f"reply in public\n{REPLY}\n.\nq\n", TARMAC)
    assert stderr == ""
    (attempt,), draft = of_maya(maya)
    assert (attempt.reply, attempt.decision, attempt.round) == (REPLY, "reply_public", 1)
    assert draft.state["sent"]  # the customer has answered, and waits


def test_a_reply_may_have_lines_and_end_with_the_input(maya: Path, play: Play) -> None:
    stdout, _ = play("1\nHi Leo,\n\nthree hours is awful.", TARMAC)
    (attempt,), _ = of_maya(maya)
    assert attempt.reply == "Hi Leo,\n\nthree hours is awful."
    assert "1 reply scored" in stdout


@pytest.mark.parametrize("typed", ["", "1\n", "q\n", "Q", "nonsense\n", "1\n.\n"])
def test_the_input_may_end_anywhere(typed: str, maya: Path, play: Play) -> None:
    stdout, _ = play(typed, TARMAC)
    assert stdout.endswith("Until next time.\n")
    assert of_maya(maya)[0] == ()


def test_wrong_input_asks_again(db: Path, play: Play) -> None:
    stdout, _ = play("replay in public\n7\n\nreply\n2\nq\n", TARMAC)
    assert "'replay in public' is none of the choices; did you mean 'reply in public'?" in stdout
    assert "'7' is none of the choices; type a number from 1 to 6" in stdout
    assert "Type a number from 1 to 6, or q to quit." in stdout
    assert "'reply' is none of the choices" in stdout
    assert "You decided to reply in private." in stdout


def test_endless_nonsense_ends(db: Path, play: Play) -> None:
    _, stderr = play("y\n" * 100, TARMAC, code=2)
    assert "20 answers in a row were none of the choices" in stderr


def test_an_empty_reply_is_asked_for_again(db: Path, play: Play) -> None:
    stdout, _ = play("1\n.\nHello Leo.\n.\nq\n", TARMAC)
    assert "The reply is still empty" in stdout
    assert "1 reply scored" in stdout


def test_a_choice_without_a_reply_scores_none(db: Path, play: Play) -> None:
    stdout, _ = play("monitor\n.\nq\n", "telecom-troll-clowns")
    assert "Nothing has to be written for this." in stdout
    assert "Decision: 100 of 100." in stdout
    assert "No reply was written, so none was scored." in stdout
    assert "total" not in stdout
    assert "the customer answers" not in stdout


def test_hints_on_a_question_mark(db: Path, play: Play) -> None:
    typed = "1\n?\nHi. Please reply with your card number and full name.\n?\n.\nq\n"
    stdout, _ = play(typed, TARMAC)
    assert "Hints need words" in stdout
    assert "53 of 280 characters." in stdout
    hints = [line for line in stdout.splitlines() if line.startswith("Important: '")]
    assert any("card number" in line for line in hints)


def test_three_rounds_with_the_customers_answers(maya: Path, play: Play) -> None:
    bad = catalogue.scenario(TARMAC).reactions
    assert bad is not None
    assert bad.bad.next is not None
    typed = "1\nCalm down.\n.\nnext\nCalm down.\n.\nnext\nCalm down.\n.\nq\n"
    stdout, _ = play(typed, TARMAC)
    assert bad.bad.text in stdout
    assert bad.bad.next.bad.text in stdout
    assert "Round 3 of 3." in stdout
    assert "next: another scenario" in stdout.split("Round 3 of 3.")[1]
    attempts, _ = of_maya(maya)
    assert [a.round for a in attempts] == [3, 2, 1]
    assert len({a.session for a in attempts}) == 1


def test_trying_again_compares(maya: Path, play: Play) -> None:
    stdout, _ = play(f"1\nCalm down.\n.\n1\n{REPLY}\n.\nq\n", TARMAC)
    assert "The try before had " in stdout
    assert "2 replies scored" in stdout
    attempts, _ = of_maya(maya)
    assert [(a.number, a.reply) for a in attempts] == [(2, REPLY), (1, "Calm down.")]


def test_the_decision_can_be_made_anew(maya: Path, play: Play) -> None:
    stdout, _ = play(f"hold\n.\ndecide anew\n1\n{REPLY}\n.\nq\n", TARMAC)
    assert "Decision: 0 of 100." in stdout
    assert "This time: the best choice. The first decision is the one that counts." in stdout
    attempts, _ = of_maya(maya)
    assert [a.decision for a in attempts] == ["reply_public", "hold"]


def test_exemplars_and_the_next_scenario(db: Path, play: Play) -> None:
    stdout, _ = play("1\nHello.\n.\nsee\nleave\nq\n", TARMAC)
    assert f"    {REPLY}" in stdout
    assert stdout.count("The conversation\n") == 2
    assert stdout.count("Three hours on the tarmac") == 1


def test_without_a_name_todays_plan_decides(db: Path, play: Play) -> None:
    first, _ = play("q\n", "--plain")
    assert "level 1 of 5" in first
    email, _ = play("q\n", "--channel", "email")
    assert "E-mail, private" in email


def test_the_lines_typed_are_kept_when_the_terminal_is_gone(
    maya: Path, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(io.StringIO):
        def readline(self, *_: Any) -> str:
            line = super().readline()
            if not line:
                raise KeyboardInterrupt
            return line

    monkeypatch.setattr(plain_practice, "steady_input", lambda: Cut("1\nHi Leo, I am\n"))
    stdout, stderr = play("", TARMAC, code=130)
    assert f"Your draft is kept; go on with: coach practice {TARMAC}" in stdout
    assert "interrupted" in stderr
    attempts, draft = of_maya(maya)
    assert attempts == ()
    assert (draft.text, draft.decision) == ("Hi Leo, I am", "reply_public")
    monkeypatch.undo()


def kept(db: Path, text: str = "Hi Leo, I am") -> None:
    """A draft left from last time."""
    from coach.model.scenario import Choice
    from coach.services.practise import open_sitting

    with Store(db) as store:
        sitting = open_sitting(TARMAC, store, store.agent_named("maya"))
        sitting.decision = Choice.REPLY_PUBLIC
        sitting.save(text, 5.0)


def test_a_kept_draft_goes_on(maya: Path, play: Play) -> None:
    kept(maya)
    stdout, _ = play("1\nlooking into it.\n.\nq\n", TARMAC)
    assert "Your draft:\n    Hi Leo, I am" in stdout
    (attempt,), draft = of_maya(maya)
    assert attempt.reply == "Hi Leo, I am\nlooking into it."
    assert attempt.seconds >= 5
    assert draft.state["sent"]


def test_a_kept_draft_can_be_dropped_or_left(maya: Path, play: Play) -> None:
    kept(maya)
    stdout, _ = play("", TARMAC)
    assert "Your draft is kept" in stdout
    assert of_maya(maya)[1].text == "Hi Leo, I am"
    play("start anew\n1\nHello.\n.\nq\n", TARMAC)
    (attempt,), draft = of_maya(maya)
    assert (attempt.reply, draft.state["sent"]) == ("Hello.", True)


def test_the_same_pipe_works_again_and_again(maya: Path, play: Play) -> None:
    typed = "1\nMy reply\n.\nq\n"
    _, stderr = play(typed, TARMAC, "--plain", piped=True)
    assert stderr == ""
    stdout, stderr = play(typed, TARMAC, "--plain", piped=True)
    assert "1 reply scored" in stdout
    assert "as the input is no terminal, it starts anew" in stderr
    assert "My reply" not in stderr  # it was sent, and is kept as an attempt
    attempts, _ = of_maya(maya)
    assert [(a.reply, a.number) for a in attempts] == [("My reply", 1), ("My reply", 1)]


def test_a_pipe_says_which_words_it_drops(maya: Path, play: Play) -> None:
    kept(maya)
    _, stderr = play("1\nHello.\n.\n", TARMAC, piped=True)
    assert "the draft of before was:\nHi Leo, I am\n" in stderr
    assert [a.reply for a in of_maya(maya)[0]] == ["Hello."]


@pytest.mark.parametrize("typed", ["", "1\n", "1\n.\n", "1\nq\n", "nonsense\nq\n"])
def test_a_pipe_that_sends_nothing_fails(typed: str, maya: Path, play: Play) -> None:
    _, stderr = play(typed, TARMAC, code=1, piped=True)
    assert stderr.endswith("the input ended before a reply was sent, so nothing was scored\n")
    play("monitor\n.\n", "telecom-troll-clowns", piped=True)  # nothing to write is an answer, too


def test_a_lone_q_is_never_part_of_the_reply(maya: Path, play: Play) -> None:
    stdout, _ = play("1\nq\n", TARMAC)
    assert "q alone on the first line quits" in stdout
    assert of_maya(maya)[0] == ()
    stdout, _ = play("1\nHello Leo.\nq\nMore soon.\n.\nq\n", TARMAC)
    assert "A q once more quits" in stdout
    assert [a.reply for a in of_maya(maya)[0]] == ["Hello Leo.\nMore soon."]
    stdout, _ = play("start anew\n1\nHello.\nq\nQ\n", TARMAC)
    assert "Your draft is kept" in stdout
    assert of_maya(maya)[1].text == "Hello."


def test_what_next_has_the_same_numbers_throughout(maya: Path, play: Play) -> None:
    stdout, _ = play("hold\nHello Leo.\n.\n4\n1\nHello Leo.\n.\n2\nHi.\n.\n4\nq\n", TARMAC)
    menus = [part.split("Type a number")[0] for part in stdout.split("What next?")[1:]]
    lines = [[line.strip() for line in menu.strip().split("\n")] for menu in menus]
    first = [
        "1. try again", "2. next: the customer answers", "3. see replies that do it well",
        "4. keep this reply to look up later", "5. leave for another scenario",
        "6. decide anew and try again",
    ]  # fmt: skip
    assert lines[0] == lines[1] == first
    assert all(menu == first[: len(menu)] and len(menu) >= 5 for menu in lines[3:])
    assert stdout.count("Kept; see it with") == 2


def test_a_guest_is_told_that_nothing_is_kept(db: Path, play: Play) -> None:
    stdout, _ = play("1\nHello.\n.\nkeep\nq\n", TARMAC)
    assert "Nothing is kept for a guest" in stdout
    stdout, _ = play("monitor\n.\nkeep\nq\n", "telecom-troll-clowns")
    assert "there is none to keep" in stdout


def test_a_file_of_ones_own_is_checked_whole(db: Path, tmp_path: Path, play: Play) -> None:
    text = Path(catalogue.scenario(TARMAC).file).read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(
        text.replace("reactions:\n", "reactions:\n  by: [nonsense]\n"), encoding="utf-8"
    )
    _, stderr = play("1\nHello.\n.\n", str(path), code=2)
    assert "error[unknown-criterion]" in stderr
    assert "has no criterion 'nonsense'" in stderr


def test_agents_by_name(maya: Path, play: Play) -> None:
    with Store(maya) as store:
        store.add_agent("Zoe", "2026-03-02T10:00:00Z")
    play("1\nHello.\n.\nq\n", TARMAC, "--agent", "MAYA")
    assert len(of_maya(maya)[0]) == 1
    play("start anew\n1\nHello again.\n.\nq\n", TARMAC)  # who practised last
    assert len(of_maya(maya)[0]) == 2
    _, stderr = play("q\n", TARMAC, "--agent", "maia", code=2)
    assert stderr == "there is no agent 'maia'; did you mean 'Maya'?\n"


def test_an_agent_nobody_added(db: Path, play: Play) -> None:
    _, stderr = play("q\n", TARMAC, "--agent", "Maya", code=2)
    assert "there are none yet; add one with: coach agent add NAME" in stderr
    assert not db.exists()


def test_without_a_usable_store_practice_works(db: Path, play: Play) -> None:
    db.write_text("this is no store, but a letter to my aunt", encoding="utf-8")
    stdout, stderr = play("1\nHello Leo.\n.\nq\n", TARMAC)
    assert "1 reply scored" in stdout
    assert "error[not-a-store]" in stderr
    assert "nothing is kept" in stderr


def test_a_store_that_fails_on_the_way_is_said_once(
    maya: Path, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise CoachError("error[disk-full] the disk is full")

    monkeypatch.setattr(Store, "save_draft", full)
    monkeypatch.setattr(Store, "add_attempt", full)
    stdout, stderr = play("1\nHello\nLeo.\n.\nq\n", TARMAC)
    assert "1 reply scored" in stdout
    assert stderr.count("disk-full") == 1
    assert "from here on nothing is kept" in stderr


def test_names_are_checked_first(db: Path, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    _, stderr = play("", "airline-tarmac-silense", code=2)
    assert stderr == f"there is no scenario 'airline-tarmac-silense'; did you mean '{TARMAC}'?\n"
    _, stderr = play("", "--channel", "emial", code=2)
    assert "did you mean 'email'?" in stderr
    on_x = tuple(s for s in catalogue.scenarios() if s.channel == "x")
    monkeypatch.setattr(catalogue, "scenarios", lambda: on_x)
    _, stderr = play("", "--channel", "threads", code=2)
    assert "there is no scenario for Threads yet; there are some for " in stderr
    _, stderr = play("", TARMAC, "--channel", "x", code=2)
    assert "not both" in stderr


def test_a_scenario_of_ones_own_file(db: Path, tmp_path: Path, play: Play) -> None:
    text = Path(catalogue.scenario(TARMAC).file).read_text(encoding="utf-8")
    odd = text.replace(f"id: {TARMAC}", "id: mine").replace("Nice job.", "Nice\\e[31m\\u202e job.")
    path = tmp_path / "mine.yaml"
    path.write_text(odd, encoding="utf-8")
    stdout, _ = play("1\nHello Leo.\n.\n1\nHi\n.\nq\n", str(path))
    assert "Nice" in stdout
    assert "\u202e" not in stdout


@pytest.mark.parametrize(
    "typed",
    [
        b"1\n\xff\xfe caf\xe9\n.\nq\n",
        b"1\nnul \x00 and esc \x1b[2J\n.\nq\n",
        b"1\r\nHi Leo\r\n.\r\nq\r\n",
    ],
)
def test_odd_bytes_do_no_harm(typed: bytes, maya: Path, play: Play) -> None:
    stdout, _ = play(typed, TARMAC)
    assert "1 reply scored" in stdout


def test_a_reply_that_never_ends_is_refused(db: Path, play: Play) -> None:
    _, stderr = play("1\n" + "word " * 30_000 + "\n.\nq\n", TARMAC, code=2)
    assert "the reply is longer than 100,000 characters" in stderr


def test_an_option_by_number_name_or_beginning() -> None:
    options = {"reply_public": "reply in public", "hold": "hold", "again": "try again"}
    for said in ("1", " 1 ", "reply in public", "REPLY_PUBLIC", "reply public", "r"):
        assert _option(said, options) == "reply_public"
    assert _option("t", options) == "again"
    assert _option("h", options) == "hold"
    for said in ("", "0", "4", "-1", "1" * 5000, "x", "²"):
        assert _option(said, options) is None


def test_the_screens_open_in_a_terminal(
    maya: Path, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.ui import app

    opened: list[tuple[Path, str | None]] = []
    monkeypatch.setattr(practice, "has_screen", lambda: True)
    monkeypatch.setattr(
        app, "run", lambda db, scenario=None, mode="": opened.append((db, scenario))
    )
    play("", TARMAC)
    play("", "--channel", "email", "--agent", "maya")
    assert opened[0] == (maya, TARMAC)
    assert catalogue.scenario(str(opened[1][1])).channel == "email"
    play("", "nothing-like-it-at-all", code=2)
    play("", TARMAC, "--agent", "Leo", code=2)
    assert len(opened) == 2
    stdout, _ = play("q\n", TARMAC, "--plain")
    assert "What do you do?" in stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_pipe_and_ctrl_c(maya: Path) -> None:
    command = [sys.executable, "-m", "coach", "practice", TARMAC, "--plain"]
    environment = {**os.environ, "COACH_DB": str(maya), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("1\nHi Leo, three hours\n?\n")
        process.stdin.flush()
        while "characters." not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        rest, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Your draft is kept" in rest
    assert "interrupted" in said
    assert of_maya(maya)[1].text == "Hi Leo, three hours"


GAS = "energy-gas-smell"
PROMISE = "Tash, I'll ring you by 6."


def test_escalating_asks_to_whom_and_says_what_it_was_worth(maya: Path, play: Play) -> None:
    stdout, _ = play(f"escalate\nlegal\n{PROMISE}\n.\nq\n", GAS)
    assert "Escalate to whom?\n  1. legal\n  2. press\n  3. safety" in stdout
    assert "You decided to escalate to legal." in stdout
    assert "Decision: 50 of 100. Right, but another team. Best: escalate to safety." in stdout
    assert stdout.index("Decision: 50") < stdout.index("Write your reply")
    with Store(maya, readonly=True) as store:
        (attempt,) = store.attempts(1)
    assert (attempt.decision, attempt.team, attempt.decision_score) == ("escalate", "legal", 50)


def test_a_conversation_is_told_round_by_round(maya: Path, play: Play) -> None:
    typed = f"escalate\nsafety\n{PROMISE}\n.\n2\nGet out.\n.\n2\nI've rung you.\n.\nq\n"
    stdout, _ = play(typed, GAS)
    assert "You promised\n  'I'll ring you by 6' (to write or ring, by 6)" in stdout
    assert "- 'I'll ring you by 6' (to write or ring, by 6): not mentioned" in stdout
    end = stdout[stdout.index("The conversation is over.") :]
    assert "Round 1: escalate to safety; " in end
    assert "kept in round 3" in end
    assert "the mean of the last try of 3 rounds" in end
    assert "Promises are shown, not counted" in end


def test_an_answered_reply_waits_for_the_next_day(maya: Path, play: Play) -> None:
    play(f"escalate\nsafety\n{PROMISE}\n.\nq\n", GAS)
    stdout, _ = play("go on\nnext\nGet out.\n.\nq\n", GAS)
    assert f"What you sent:\n    {PROMISE}" in stdout
    assert "not mentioned" in stdout
    with Store(maya, readonly=True) as store:
        assert [a.round for a in store.attempts(1)] == [2, 1]


def test_a_crisis_is_announced_and_has_no_points(maya: Path, play: Play) -> None:
    name = next(s.id for s in catalogue.scenarios() if s.crisis)
    stdout, _ = play("open it\nescalate\nsafety\nIt was probably just a screw!\n.\nq\n", name)
    assert "No points are given here" in stdout[: stdout.index("What do you do?")]
    assert "missed: Guesses at no cause, no fault and no extent" in stdout
    assert "you need not carry it alone" in stdout
    assert "of 100" not in stdout
    assert "scored, the best" not in stdout
    with Store(maya, readonly=True) as store:
        (attempt,) = store.attempts(1)
    assert (attempt.mode, attempt.total) == ("crisis", None)


def test_a_crisis_can_be_skipped(maya: Path, play: Play) -> None:
    name = next(s.id for s in catalogue.scenarios() if s.crisis)
    play("skip it\nq\n", name)
    with Store(maya, readonly=True) as store:
        assert store.attempts(1) == ()
        assert all(draft.scenario != name for draft in store.drafts(1))


def test_in_a_test_the_verdict_comes_at_the_end(maya: Path, play: Play) -> None:
    stdout, _ = play("hold\nHello.\n?\n.\nq\n", TARMAC, "--test")
    written = stdout.index("Nothing has to be written")
    assert stdout.index("Decision: 0 of 100. Not this time.") > written
    with Store(maya, readonly=True) as store:
        assert store.attempts(1)[0].mode == "test"
    _, stderr = play("", "--test", "--drill", "x", code=2)
    assert "--test is for scenarios" in stderr
