"""Hints while the draft is written: at most three, each with the words it is about, and a repair."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from coach.language.plain import cells
from coach.model.finding import Repair
from coach.practice.hints import HINTS, Hint
from coach.ui.messages import HintsView, RepairsView
from coach.ui.safe import Part, joined, line

EMPTY = "Hints come here while you write."
READING = "Reading your words …"
FINE = "Nothing to mend so far."
NO_HINTS = "This is a test: no hints. The scorecard shows everything."
SIGNS = {True: "!", False: "~"}
MISSING = "+"
_LONGEST_QUOTE = 28


class HintPanel(Widget):
    """One line a hint where room is short, advice in full where there is room."""

    DEFAULT_CSS = """
    HintPanel { height: 1fr; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__(id="hints")
        self.view: HintsView | None = None
        self._repairs: RepairsView | None = None
        self._started = False
        self._test = False
        self._asked = False
        self._chosen = 0

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints shown now."""
        if self.view is None:
            return ()
        return (*self.view.hints, *(self.view.held if self._asked else ()))[:HINTS]

    @property
    def repair(self) -> Repair | None:
        """The repair the customer needs most; that of the hint, where another one was chosen."""
        offered = self._repairs
        if offered is None or self.view is None or offered.text != self.view.text:
            return None
        hints = self.hints
        if 0 < self._chosen < len(hints):
            return repair_of(hints[self._chosen], offered.repairs)
        return offered.repairs[0] if offered.repairs and (hints or not self.view.held) else None

    def repairs_for(self, text: str) -> tuple[Repair, ...] | None:
        """The repairs of a text; None while they are not known."""
        known = self._repairs
        return known.repairs if known is not None and known.text == text else None

    def started(self, test: bool = False) -> None:
        """The first reading takes a moment longer, so say that it is under way."""
        if not self._started:
            self._started, self._test = True, test
            self.refresh()

    def show(self, view: HintsView) -> None:
        """Shows these hints."""
        if self.view is None or view.text != self.view.text:
            self._asked = self._asked and bool(view.text.strip())
            before = self.hints[self._chosen].criterion if self._chosen < len(self.hints) else ""
            self.view = view
            names = [h.criterion for h in self.hints]
            self._chosen = names.index(before) if self._chosen and before in names else 0
        self.view = view
        self.refresh()

    def offer(self, view: RepairsView) -> None:
        """Shows what can be repaired."""
        self._repairs = view
        self.refresh()

    def choose_next(self) -> None:
        """Goes to the next hint, from the last one to the first."""
        if self.hints:
            self._chosen = (self._chosen + 1) % len(self.hints)
            self.refresh()

    def ask(self) -> None:
        """Shows for this draft what is held back."""
        self._asked = True
        self.refresh()

    def render(self) -> Content:
        """The hints, or a word on why there are none."""
        view = self.view
        wide = self.screen.has_class("-wide")
        head: list[Part] = [("Hints", "bold"), "\n"] if wide else []
        if self._test:
            return joined(*head, (NO_HINTS, "$text-muted"))
        if view is None:
            return joined(*head, (READING if self._started else EMPTY, "$text-muted"))
        if not view.text.strip():
            return joined(*head, (EMPTY, "$text-muted"))
        held = view.said if view.held and not self._asked else ""
        rows: list[Content] = []
        for number, hint in enumerate(self.hints):
            chosen = number == self._chosen
            rows.append(_full(hint, view.text) if wide else self._short(hint, view.text))
            if chosen and self.repair is not None:
                rows[-1] = joined(rows[-1], "\n", self._offered(self.repair, wide))
        if held:
            rows.append(joined((line(f"Less help here: {held}."), "$text-muted")))
        if not self.hints and not held:
            rows.append(joined((f"✓ {FINE}", "$success")))
            if self.repair is not None:
                rows.append(self._offered(self.repair, wide))
        return joined(*head, Content("\n\n" if wide else "\n").join(rows))

    def _short(self, hint: Hint, text: str) -> Content:
        start = f"{sign(hint)} {quote(hint, text)}"
        start += ": " if start[2:] else ""
        return joined((start, _style(hint)), line(hint.advice, self.size.width - cells(start)))

    def _offered(self, repair: Repair, wide: bool) -> Content:
        total = self._repairs.total if self._repairs else None
        points = self._repairs is None or self._repairs.points
        end = brings(repair, total, points)
        old = self.view.text[repair.start : repair.end] if self.view else ""
        if wide:
            words: list[Part] = [line(deed(repair, old, 90)), "\n  ", (end, "$success")]
            return joined("  ", ("F4 ", "bold"), *words)
        room = self.size.width - cells(end) - 8
        return joined(
            "  ", ("F4 ", "bold"), f"{line(deed(repair, old, room))}  ", (end, "$success")
        )


def deed(repair: Repair, old: str, room: int) -> str:
    """What a repair does, in so many cells: the new words, or the old ones it leaves out."""
    new = " ".join(repair.text.split())
    if old.strip() and len(old.strip()) < 3 and new.lower().endswith(old.strip().lower()):
        old, new = "", new[: -len(old.strip())].strip()
    kept = old.strip().lower().endswith(new.lower()) and bool(new)
    if kept:  # the next word only changes its first letter
        old, new = old.strip()[: -len(new)].strip(), ""
    if not new:
        return f"leave out '{line(old, max(room - 12, 8))}'"
    if not old.strip():
        return f"add '{line(new, max(room - 6, 8))}'"
    before = line(old.strip(), max(min(room // 3, 40), 8))
    return f"'{before}' → '{line(new, max(room - cells(before) - 7, 8))}'"


def brings(repair: Repair, total: float | None, points: bool = True) -> str:
    """What a repair brings: "total 31 → 78 of 100"; with a gap also what is about to be had by filling it.

    An open gap does not count, so that a repair with one may bring nothing yet: "total 31, about 78
    once filled".
    """
    if not points:
        return "then fill the gap" if repair.gap else ""
    now, then = f"{total or 0.0:.0f}", f"{repair.total:.0f}"
    step = f"total {now}" if now == then else f"total {now} → {then}"
    if repair.filled is None:
        return f"{step} of 100"
    return f"{step}, about {repair.filled:.0f} once filled"


def repair_of(hint: Hint, repairs: tuple[Repair, ...]) -> Repair | None:
    """The repair that answers a hint: meant for the same mark, or for the same words."""
    meant = [r for r in repairs if r.criterion == hint.criterion]
    touching = [r for r in repairs if r.start < hint.end and hint.start < r.end]
    return next(iter((*meant, *touching)), None)


def sign(hint: Hint) -> str:
    """! for what is urgent, + for what is missing, ~ for the rest."""
    return MISSING if hint.start == hint.end and not hint.urgent else SIGNS[hint.urgent]


def quote(hint: Hint, text: str) -> str:
    """The words a hint is about; empty for a place."""
    words = line(text[hint.start : hint.end], _LONGEST_QUOTE)
    return f"'{words}'" if words else ""


def _full(hint: Hint, text: str) -> Content:
    start = f"{sign(hint)} {quote(hint, text)}"
    gap = "\n" if start[2:] else ""
    return joined((start, _style(hint)), f"{gap}{line(hint.advice)}")


def _style(hint: Hint) -> str:
    return "bold $error" if hint.urgent else "bold $warning"


def whole(panel: HintPanel, points: bool = True) -> Content:
    """Everything about the hints: words, what they do, advice, why, and the repairs.

    points: whether totals may be said; in a crisis there are none.
    """
    parts: list[Part] = []
    view = panel.view
    if view is None:
        return Content("")
    for hint in panel.hints:
        parts += [(f"{sign(hint)} {quote(hint, view.text) or 'not there yet'}", _style(hint)), "\n"]
        if hint.message:
            parts += [line(hint.message), "\n"]
        parts += [("Do     ", "$text-muted"), line(hint.advice), "\n"]
        parts += [("Why    ", "$text-muted"), line(hint.why), "\n\n"]
    if view.said:
        parts += [(line(f"Less help here: {view.said}."), "$text-muted"), "\n\n"]
    for repair in panel.repairs_for(view.text) or ():
        old = view.text[repair.start : repair.end]
        parts += [("Repair ", "$text-muted"), line(deed(repair, old, 400)), "\n"]
        end = brings(repair, view.total, points)
        said: list[Part] = [(end, "$success"), "  "] if end else []
        parts += ["       ", *said, line(repair.message), "\n"]
    return joined(*parts)
