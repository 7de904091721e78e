"""Asking the terminal whether it is light or dark, while Textual is being imported."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import time
from types import TracebackType
from typing import Any

_ASK = b"\x1b]11;?\x1b\\"
_ANSWER = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)[^\x07\x1b]*")
_PATIENCE = 0.05  # seconds after which a terminal that is silent counts as dark


class Background:
    """Asks on entry, listens at ``is_light``; the terminal is as it was on exit.

    Nothing is waited for while the import goes on, so the question costs no start-up time.
    """

    def __init__(self) -> None:
        self._file = -1
        self._before: list[Any] = []
        self._asked = 0.0
        self._read = b""

    def __enter__(self) -> Background:
        if os.name != "posix" or _from_environment() is not None:
            return self
        with contextlib.suppress(OSError, ValueError):
            import termios
            import tty

            if not (sys.stdin.isatty() and sys.stdout.isatty()):
                return self
            self._file = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._file)
            tty.setcbreak(self._file, termios.TCSANOW)
            os.write(sys.stdout.fileno(), _ASK)
            self._asked = time.monotonic()
        return self

    def is_light(self) -> bool | None:
        """Whether the background is light; None when the terminal does not say."""
        known = _from_environment()
        if known is not None or not self._asked:
            return known
        while not _complete(self._read):
            left = self._asked + _PATIENCE - time.monotonic()
            if not select.select([self._file], [], [], max(left, 0))[0]:
                return None
            self._read += os.read(self._file, 1024)
        return _light(self._read)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before:
            import termios

            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self._file, termios.TCSANOW, self._before)


def _complete(read: bytes) -> bool:
    found = _ANSWER.search(read)
    return found is not None and read[found.end() :].startswith((b"\x07", b"\x1b\\"))


def _light(read: bytes) -> bool | None:
    found = _ANSWER.search(read)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5)


def _from_environment() -> bool | None:
    """COLORFGBG, as rxvt and Konsole set it: ``foreground;background`` by number."""
    last = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return int(last) in (7, 15) if last.isdigit() else None
