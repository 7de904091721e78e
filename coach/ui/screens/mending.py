"""Help while a reply is drafted: hints as one types, repairs when one stops, and what undoes them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.timer import Timer
from textual.worker import get_current_worker

from coach.model.finding import Repair
from coach.practice.hints import Help, Hints
from coach.practice.repairs.edits import gaps_in, says_something
from coach.ui import messages
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import EMPTY, FINE, NO_HINTS, HintPanel, whole

if TYPE_CHECKING:
    from coach.services.practise import Sitting

HINT_AFTER = 0.15  # seconds without a key before a slow reading is started
QUICK = 0.25  # seconds of work: a reading that took no more needs no waiting
WITH_THE_LETTER = 0.012  # seconds of work of a reading for its hints to be painted with the letter
AT_ONCE = 0.05  # seconds of work of a reading to be done right after the letter is painted
LONGER = (
    200  # characters a draft may have grown for the latest reading to say what the next will take
)
MEND_AFTER = 0.6  # seconds without a key before repairs are worked out
GAP_OPEN = "A gap is still open and does not count. F5 sends it."


class MendingScreen(CoachScreen):
    """A screen with a draft. Reading and mending run in threads; handlers here own the state."""

    # before the draft's own F6 and F7, which select: nobody looks for that here
    BINDINGS = [  # noqa: RUF012 - as in Screen
        Binding("f6", "unfix", "undo the repair", show=False, priority=True),
        Binding("f7", "choose", "next hint", show=False, priority=True),
    ]
    sitting: Sitting

    def __init__(self) -> None:
        super().__init__()
        self._reading = False
        self._again = False
        self._slow = False
        self._warm = False
        self._help: Mapping[str, Help] | None = None
        self._hint_timer: Timer | None = None
        self._mend_timer: Timer | None = None
        self._mended: list[tuple[str, str]] = []  # before and after, the latest last
        self._read_text = ""
        self._cost = float("inf")  # seconds of work of the latest reading
        self._wanted = False  # a repair was asked for before it was ready
        self._gap_seen = ""
        self._noted_for: str | None = None

    def note(self, said: str) -> None:
        """A word beside the buttons."""

    def why_decided(self) -> Content | None:
        """The verdict on the decision in full, where there is one to show."""
        return None

    @property
    def _points(self) -> bool:
        return self.sitting.mode != "crisis"

    # hints

    def _edited(self) -> None:
        """Reading begins with the key, before the letter is painted."""
        if self.is_running:
            self._read_soon()

    def _read_soon(self) -> None:
        if self._hint_timer is not None:
            self._hint_timer.stop()
            self._hint_timer = None
        if self._mend_timer is not None:
            self._mend_timer.stop()
            self._mend_timer = None
        if self._reading:
            self._again = True
        elif self._slow:
            self._hint_timer = self.set_timer(HINT_AFTER, self._read_draft)
        else:
            self._read_draft()

    def _read_draft(self) -> None:
        self._reading, self._again = True, False
        self.query_one(HintPanel).started(test=self.sitting.mode == "test")
        before, self._read_text = len(self._read_text), self.query_one(Draft).text
        alike = len(self._read_text) < before + LONGER
        if alike and self._cost < WITH_THE_LETTER:
            self._read_now()
        elif alike and self._cost < AT_ONCE:
            self.call_after_refresh(self._read_now)
        else:
            self._read(self._read_text)

    def _read_now(self) -> None:
        """A reading that takes less than painting a letter is not worth a thread's coming and going."""
        self._again = False
        self._read_text = self.query_one(Draft).text
        self._hints_ready(messages.HintsReady(self._view_of(self._read_text)))

    @work(thread=True, group="hints", exit_on_error=False)
    def _read(self, text: str) -> None:
        self.post_message(messages.HintsReady(self._view_of(text)))

    def _view_of(self, text: str) -> messages.HintsView:
        from coach.services import mending

        started, worked = self.coach.clock(), time.thread_time()
        try:
            if self._help is None:
                self._help = mending.helping(self.sitting)
            found = mending.hints(self.sitting, text, self._help)
        except Exception:  # noqa: BLE001 - hints are a help: without them one can still write
            found = Hints()
        said = mending.faded(self._help or {}) if found.held else ""
        self._cost = time.thread_time() - worked
        took = self.coach.clock() - started
        return messages.HintsView(text, found.shown, took, found.held, said, found.total)

    @on(messages.HintsReady)
    def _hints_ready(self, message: messages.HintsReady) -> None:
        self._reading = False
        view = message.view
        # the first reading also loads what all later ones find loaded: it says nothing about them
        self._slow, self._warm = self._warm and self._cost > QUICK, True
        panel = self.query_one(HintPanel)
        panel.show(view)
        draft = self.query_one(Draft)
        fresh = draft.text == view.text
        draft.mark(tuple((h.start, h.end, h.urgent) for h in panel.hints) if fresh else ())
        if self._again:
            self._read_soon()
        elif fresh and view.text.strip() and self._mend_timer is None:
            self._mend_timer = self.set_timer(MEND_AFTER, self._mend_soon)

    # repairs

    def _mend_soon(self) -> None:
        self._mend_timer = None
        text = self.query_one(Draft).text
        if text.strip() and self.query_one(HintPanel).repairs_for(text) is None:
            self._mend(text)

    @work(thread=True, group="repairs", exclusive=True, exit_on_error=False)
    def _mend(self, text: str) -> None:
        from coach.services import mending

        worker = get_current_worker()
        draft = self.query_one(Draft)

        def stop() -> bool:
            return worker.is_cancelled or draft.text != text

        try:
            found = mending.repairs(self.sitting, text, stop)
            total = None if stop() else self.sitting.marks(text).total
        except Exception:  # noqa: BLE001 - repairs are a help: without them one can still write
            found, total = (), None
        if not stop():
            view = messages.RepairsView(text, found, total, self._points)
            self.post_message(messages.RepairsReady(view))

    @on(messages.RepairsReady)
    def _repairs_ready(self, message: messages.RepairsReady) -> None:
        if message.view.text != self.query_one(Draft).text:
            return
        self.query_one(HintPanel).offer(message.view)
        if self._wanted:
            self._wanted = False
            self.action_fix()

    def action_fix(self) -> None:
        """Makes the repair of the chosen hint, or the best one there is."""
        panel, draft = self.query_one(HintPanel), self.query_one(Draft)
        if not draft.text.strip():
            self.note("Nothing to repair yet: write first.")
        elif self.sitting.mode == "test":
            self.note("A test has no repairs; the scorecard shows them.")
        elif panel.repairs_for(draft.text) is None:
            self._wanted = True
            self.note("Looking for a repair …")
            self._mend(draft.text)
        elif not says_something(draft.text):
            self.note("Write a sentence first: a repair works on what you say.")
        elif (repair := panel.repair) is None:
            gains = "raise the total" if self._points else "keep more of the list"
            self.note(f"No repair would {gains}: your own words are needed.")
        else:
            self._make(repair)

    def _make(self, repair: Repair) -> None:
        draft = self.query_one(Draft)
        before = draft.text
        draft.put(repair.start, repair.end, repair.text)
        self._mended.append((before, draft.text))
        if gaps := gaps_in(repair.text):
            start, end = gaps[0]
            draft.select(repair.start + start, repair.start + end)
            self._note_here("Now write over the gap. F6 takes it back.")
        else:
            self._note_here("Done. F6 takes it back.")
        draft.focus()

    def _note_here(self, said: str) -> None:
        """A word that stays until something is typed."""
        self._noted_for = self.query_one(Draft).text
        self.note(said)

    def action_unfix(self) -> None:
        """Takes the latest repair back, exactly."""
        draft = self.query_one(Draft)
        if not self._mended:
            self.note("No repair to take back.")
        elif draft.text != self._mended[-1][1]:
            self.note("You have typed since: Ctrl+Z takes back step by step.")
        else:
            before, _ = self._mended.pop()
            draft.undo()
            if draft.text != before:
                draft.put(0, len(draft.text), before)
            self._note_here("Taken back.")

    def action_choose(self) -> None:
        """Goes to the next hint."""
        self.query_one(HintPanel).choose_next()

    def action_why(self) -> None:
        """Why the hints are given, after the verdict; those held back are shown now, for this draft."""
        from coach.ui.screens.page import PageScreen

        panel = self.query_one(HintPanel)
        panel.ask()
        view = panel.view
        verdict = self.why_decided()
        shown = view is not None and bool(panel.hints or panel.repairs_for(view.text))
        if verdict is not None or shown:
            parts = [verdict] if verdict is not None else []
            parts += [whole(panel, self._points)] if shown else []
            self.app.push_screen(PageScreen("Why", Content("\n\n").join(parts)))
        if shown and view is not None:
            draft = self.query_one(Draft)
            if draft.text == view.text:
                draft.mark(tuple((h.start, h.end, h.urgent) for h in panel.hints))
        elif verdict is not None:
            return
        elif self.sitting.mode == "test":
            self.note(NO_HINTS)
        else:
            self.note(FINE if self.query_one(Draft).text.strip() else EMPTY)

    # sending

    def _open_gap(self) -> bool:
        """Whether sending should wait for a gap; asked once for a text."""
        draft = self.query_one(Draft)
        gaps = gaps_in(draft.text)
        if not gaps or self._gap_seen == draft.text:
            return False
        self._gap_seen = draft.text
        draft.focus()
        draft.select(*gaps[0])
        self._note_here(GAP_OPEN)
        return True
