"""Keeping a draft as it is typed, off the UI thread, the newest text always winning."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.services.practise import Outcome, Sitting


class Keeper:
    """Saves one sitting's draft. Calls may come from several threads at once."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._writing = threading.Lock()
        self._waiting: tuple[str, float] | None = None

    def note(self, text: str, seconds: float) -> None:
        """What is to be kept next; quick, for the UI thread."""
        self._waiting = (text, seconds)

    @property
    def behind(self) -> bool:
        """Whether something typed is not on disk yet."""
        return self._waiting is not None

    def flush(self) -> None:
        """Writes the newest text, if it is not written yet. Raises CoachError."""
        with self._writing:
            waiting = self._waiting
            if waiting is None:
                return
            self._sitting.save(*waiting)
            if self._waiting is waiting:
                self._waiting = None

    def send(self, text: str, seconds: float) -> Outcome:
        """Sends the reply; a save that comes late cannot bring its draft back."""
        with self._writing:
            outcome = self._sitting.submit(text, seconds)
            self._waiting = None
            return outcome

    def skip(self) -> None:
        """Forgets the draft; a save that comes late cannot bring it back. Raises CoachError."""
        with self._writing:
            self._waiting = None
            self._sitting.skip()
