"""Help while writing line by line: hints, repairs by number, undo, and filling a gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.language.plain import one_line
from coach.practice.repairs.edits import gaps_in, says_something
from coach.services import mending

if TYPE_CHECKING:
    from coach.model.finding import Repair
    from coach.practice.hints import Help
    from coach.services.practise import Sitting

USE = (
    "A line with only a question mark shows hints and repairs; !1 makes the first repair, !u takes the "
    "latest one back, !g WORDS fills the first gap."
)
_COMMAND = re.compile(r"!\s*(?:(\d)|(u)|g\s+(.+))")
_WORDS = 60
_REPAIR = 300  # characters of a repair's words


def worth_of(repair: Repair, total: float | None) -> str:
    """What a repair brings to a total of 100, with its gap open and with it filled."""
    now, then = f"{total or 0.0:.0f}", f"{repair.total:.0f}"
    if repair.filled is None:
        return f"The total of {now} would become {then} of 100."
    first = f"The total of {now} would {'stay' if now == then else f'become {then}'}"
    return f"{first}, and become about {repair.filled:.0f} of 100 once the gap is filled."


@dataclass
class PlainHelp:
    """Hints and repairs for one draft. ``say`` tells the agent a line."""

    say: Callable[[str], None]
    offered: tuple[Repair, ...] = ()
    offered_for: str = ""
    undone: list[tuple[str, str]] = field(default_factory=list)  # before and after, latest last
    levels: Mapping[str, Help] | None = None
    warned: str = ""

    def hints(self, sitting: Sitting, text: str) -> None:
        """What could be better, and numbered repairs."""
        if not text.strip():
            self.say("Hints need words: write a line first.")
            return
        limit = f" of {sitting.limit:,}" if sitting.limit else ""
        self.say(f"{sitting.count(text):,}{limit} characters.")
        if sitting.mode == "test":
            self.say("This is a test: no hints. The scorecard shows everything.")
            return
        if self.levels is None:
            self.levels = mending.helping(sitting)
        found = mending.hints(sitting, text, self.levels)
        for hint in (*found.shown, *found.held):
            words = one_line(text[hint.start : hint.end], _WORDS)
            kind = "Important" if hint.urgent else "Hint"
            place = f"'{words}'. " if words else ""
            self.say(f"{kind}: {place}{hint.message} {hint.advice}")
        if not found.shown and not found.held:
            self.say("Nothing to point at so far.")
        said = mending.faded(self.levels)
        if said:
            self.say(f"Less help than at first: {said}.")
        self._repairs(sitting, text, found.total)

    def _repairs(self, sitting: Sitting, text: str, total: float | None) -> None:
        self.offered, self.offered_for = mending.repairs(sitting, text), text
        for number, repair in enumerate(self.offered, 1):
            old = one_line(text[repair.start : repair.end].strip(), _REPAIR)
            new = one_line(repair.text.strip(), _REPAIR)
            deed = f"leave out '{old}'"
            if new:
                deed = f"'{old}' becomes '{new}'" if old else f"add '{new}'"
            worth = ""
            if sitting.mode != "crisis":
                worth = f" {worth_of(repair, total)}"
            gap = " Then fill the gap." if repair.gap else ""
            self.say(f"Repair {number}: {deed}.{worth}{gap}")
        if not self.offered and not says_something(text):
            self.say("Repairs need a sentence: write one first.")
        if self.offered:
            self.say("Type !1 to make the first repair.")

    def command(self, sitting: Sitting, line: str, text: str) -> str | None:
        """The draft after a line that begins with an exclamation mark; None when it is no command."""
        match = _COMMAND.fullmatch(line.strip())
        if match is None:
            return None
        number, undo, words = match.groups()
        if undo:
            return self._undo(text)
        if words:
            return self._fill(text, words)
        if self.offered_for != text or not self.offered:
            self.offered, self.offered_for = mending.repairs(sitting, text), text
        if not 1 <= int(number) <= len(self.offered):
            self.say(f"There is no repair {number}; a line with only ? lists them.")
            return text
        repair = self.offered[int(number) - 1]
        new = text[: repair.start] + repair.text + text[repair.end :]
        self.undone.append((text, new))
        self.say("Done; !u takes it back. Your draft:")
        return new

    def _undo(self, text: str) -> str:
        if not self.undone or self.undone[-1][1] != text:
            self.say("There is no repair to take back, or you have written since.")
            return text
        self.say("Taken back. Your draft:")
        return self.undone.pop()[0]

    def _fill(self, text: str, words: str) -> str:
        gaps = gaps_in(text)
        if not gaps:
            self.say("There is no gap to fill.")
            return text
        start, end = gaps[0]
        new = text[:start] + words.strip() + text[end:]
        self.undone.append((text, new))
        self.say("Filled; !u takes it back. Your draft:")
        return new

    def open_gap(self, text: str) -> bool:
        """Whether an open gap should be filled before sending; said once for a text."""
        gaps = gaps_in(text)
        if not gaps or self.warned == text:
            return False
        self.warned = text
        start, end = gaps[0]
        self.say(
            f"A gap is still open: {one_line(text[start:end], _WORDS)}; its sentence does not count. "
            "Fill it with !g WORDS, or end once more to send it as it is."
        )
        return True
