"""A real process in a real terminal: killed in mid-draft, and asked for its colours."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.store import Store

NOW = "2026-11-23T09:00:00+00:00"
CODE = """
import sys
from pathlib import Path
from coach.ui.app import run
run(Path(sys.argv[1]), *sys.argv[2:])
"""
PATIENCE = 60.0


class Terminal:
    """A pseudo-terminal with coach in it. ``answer``: what it says to being asked its colour."""

    def __init__(self, *arguments: str, answer: bytes = b"") -> None:
        import fcntl
        import termios

        self.master, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("COLORFGBG", "NO_COLOR"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, *arguments],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment,
            start_new_session=True,
        )
        os.close(inside)
        self.seen = b""
        if answer:
            self.until(lambda: b"\x1b]11;?" in self.seen)
            self.send(answer)

    def read(self) -> None:
        """Takes in what was written."""
        while select.select([self.master], [], [], 0.05)[0]:
            try:
                self.seen += os.read(self.master, 65536)
            except OSError:
                return

    def send(self, keys: bytes) -> None:
        """Presses keys."""
        os.write(self.master, keys)

    def until(self, check: Callable[[], object]) -> None:
        """Reads until something has become true."""
        end = time.monotonic() + PATIENCE
        while not check():
            assert time.monotonic() < end, self.seen[-3000:].decode(errors="replace")
            self.read()

    def sees(self, words: str) -> None:
        """Waits for words."""
        self.until(lambda: words.encode() in self.seen)

    def kill(self) -> None:
        """What a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with one agent."""
    path = tmp_path / "coach.db"
    with Store(path) as store:
        store.add_agent("Maya", NOW)
    return path


def test_a_killed_draft_is_there_again(db: Path) -> None:
    terminal = Terminal(str(db), "airline-tarmac-silence")
    try:
        terminal.sees("What do you do?")
        terminal.send(b"1")
        terminal.sees("answer where everybody reads it")
        terminal.send(b"Hi Leo, three hours is a long time.")
        terminal.sees("draft saved")

        def kept() -> bool:
            with Store(db, readonly=True) as store:
                drafts = store.drafts(store.agents()[0].id)
            return bool(drafts) and drafts[0].text.endswith("long time.")

        terminal.until(kept)
    finally:
        terminal.kill()

    again = Terminal(str(db))
    try:
        again.sees("Go on where you stopped")
        again.send(b"\r")
        again.sees("Your reply")
        again.until(lambda: again.seen.count(b"three hours is a long time") >= 2)
    finally:
        again.kill()
    with Store(db) as store:
        draft = store.drafts(store.agents()[0].id)[0]
    assert draft.decision == "reply_public"


@pytest.mark.parametrize(
    ("answer", "colour"),
    [
        (b"\x1b]11;rgb:ffff/ffff/f0f0\x1b\\", b"251;250;246"),
        (b"\x1b]11;rgb:0000/0000/0000\x07", b"21;24;29"),
        (b"", b"21;24;29"),
    ],
    ids=["light", "dark", "silent"],
)
def test_the_look_follows_the_terminal(db: Path, answer: bytes, colour: bytes) -> None:
    terminal = Terminal(str(db), answer=answer)
    try:
        terminal.sees("Today's plan")
        assert b"48;2;" + colour in terminal.seen
        assert b"rgb:" not in terminal.seen
    finally:
        terminal.kill()
