"""What to do with the situation, before any word is written."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from coach.language.plain import cells
from coach.model.scenario import Choice, Team
from coach.practice.decide import BEST, CHOICES, TEAMS, Decided, Verdict
from coach.render.wrap import wrapped
from coach.ui.safe import line

MEANING = {
    Choice.REPLY_PUBLIC: "answer where everybody reads it",
    Choice.REPLY_PRIVATE: "answer the customer alone",
    Choice.ESCALATE: "hand it to those who must decide, and say so",
    Choice.HOLD: "no answer yet, first find out",
    Choice.MONITOR: "no answer, keep watching",
    Choice.REPORT: "no answer, report it as the policy says",
}
TEAM_MEANING: Mapping[Team, str] = {
    Team.LEGAL: "lawyers, claims, contracts",
    Team.PRESS: "journalists, posts that spread",
    Team.SAFETY: "people who may come to harm",
    Team.FRAUD: "theft, scams, stolen accounts",
    Team.PRODUCT: "faults that only they can mend",
}
WIDTH = 24  # cells of the longest choice with its sign and number
ALL = " F2 shows all"
QUESTION, TO_WHOM = "What do you do?", "Escalate to whom?"
SIGNS = {100.0: ("✓", "$success"), 0.0: ("✗", "$error")}


class DecisionBar(Widget, can_focus=True):
    """Six choices at most, by number, arrow keys or mouse; then, to escalate, the team.

    Once the choice is final, and without the focus, it shows what the choice was worth and why.
    """

    DEFAULT_CSS = """
    DecisionBar { height: 3; padding: 0 2; margin-top: 1; }
    DecisionBar:focus { border-left: outer $border; padding: 0 1; }
    """
    BINDINGS = [  # noqa: RUF012 - as in Widget
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
        Binding("enter,space", "done", show=False),
        Binding("backspace", "choices", show=False),
        Binding("ctrl+z", "step(-1)", show=False),
        Binding("ctrl+y", "step(1)", show=False),
    ]

    auto_links = False

    class Chosen(Message):
        """A choice was made, whole or with the team still open. ``done``: now to the words."""

        def __init__(self, decided: Decided | None, done: bool = False) -> None:
            super().__init__()
            self.decided = decided
            self.done = done

    class Stepped(Message):
        """One choice back (-1) or forward again (1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(
        self, choices: tuple[Choice, ...], decided: Decided | None, verdict: Verdict | None = None
    ) -> None:
        super().__init__(id="decision")
        self._choices = choices
        self._decided = decided
        self._verdict = verdict
        self._first = decided if verdict is not None else None
        self._asking = decided is not None and not decided.complete

    @property
    def chosen(self) -> Choice | None:
        """The choice that stands."""
        return self._decided.choice if self._decided is not None else None

    def show(self, decided: Decided | None) -> None:
        """Another choice stands."""
        self._decided = decided
        self._asking = decided is not None and not decided.complete
        self.refresh()

    def judge(self, first: Decided | None, verdict: Verdict | None) -> None:
        """The first choice is final; ``verdict`` None: nothing is said about it yet."""
        self._first, self._verdict = first, verdict
        self.refresh()

    def on_focus(self) -> None:
        """The choices again, to change one's mind."""
        self.refresh()

    def on_blur(self) -> None:
        """The verdict, if there is one."""
        self.refresh()

    def render(self) -> Content:
        """A question with what the choice means and the choices; or the verdict."""
        if self._verdict is not None and not self.has_focus and not self._asking:
            return self._judged(self._verdict)
        per_row = _per_row(self.size.width)
        question = TO_WHOM if self._asking else QUESTION
        parts = [Content.assemble((question, "bold"), f"  {self._hint()}")]
        row = Content("")
        for place, (label, chosen) in enumerate(self._items()):
            if place % per_row == 0:
                parts.append(row := Content(""))
            item = Content.assemble(
                ("(•)" if chosen else "( )", "bold $primary" if chosen else "$text-muted"),
                (f" {place + 1} ", "$text-muted"),
                (label, "bold" if chosen else ""),
            )
            item = item.stylize(Style.from_meta({"@click": f"choose({place})"}))
            parts[-1] = row = row + item.pad_right(max(WIDTH - item.cell_length, 1))
        return Content("\n").join(parts)

    def on_resize(self, event: Resize) -> None:
        """Two choices a row where three do not fit."""
        rows = -(-len(self._choices) // _per_row(event.size.width))
        self.styles.height = rows + 1

    def pick(self, number: int) -> None:
        """Chooses by number, from 1: a team while one is asked for, else what to do."""
        if not 0 < number <= len(self._items()):
            return
        if self._asking:
            self._choose(Decided(Choice.ESCALATE, list(TEAMS)[number - 1]))
        else:
            self._choose(Decided(self._choices[number - 1]))

    def action_choose(self, place: int) -> None:
        """Chooses with the mouse."""
        self.pick(place + 1)

    def action_move(self, step: int) -> None:
        """Chooses the one beside."""
        places = [place for place, (_, chosen) in enumerate(self._items()) if chosen]
        at = places[0] if places else (-1 if step > 0 else 0)
        place = (at + step) % len(self._items())
        if self._asking:
            # the row stays open, so that arrow keys can go on along the teams
            self._choose(Decided(Choice.ESCALATE, list(TEAMS)[place]), asking=True)
        else:
            self._choose(Decided(self._choices[place]), asking=False)

    def action_done(self) -> None:
        """On to the team, or to writing."""
        if self._decided is not None and not self._decided.complete and not self._asking:
            self._asking = True
            self.refresh()
            return
        self._asking = self._decided is not None and not self._decided.complete
        self.post_message(self.Chosen(self._decided, done=not self._asking))
        self.refresh()

    def action_choices(self) -> None:
        """From the teams back to what to do."""
        self._asking = False
        self.refresh()

    def action_step(self, step: int) -> None:
        """One choice back or forward."""
        self.post_message(self.Stepped(step))

    def _choose(self, decided: Decided, asking: bool | None = None) -> None:
        self._decided = decided
        self._asking = not decided.complete if asking is None else asking
        self.post_message(self.Chosen(decided))
        self.refresh()

    def _items(self) -> list[tuple[str, bool]]:
        """What can be chosen now: label and whether it stands."""
        team = self._decided.team if self._decided is not None else None
        if self._asking:
            return [(TEAMS[one], one is team) for one in TEAMS]
        chosen = self.chosen
        return [
            (f"{CHOICES[c]}: {TEAMS[team]}" if team and c is chosen else CHOICES[c], c is chosen)
            for c in self._choices
        ]

    def _hint(self) -> str:
        decided = self._decided
        if self._asking:
            team = decided.team if decided is not None else None
            return TEAM_MEANING[team] if team else "choose the team; Backspace goes back"
        if decided is None:
            return "choose with a number or the arrow keys"
        if not decided.complete:
            return "press its number to choose the team"
        return MEANING[decided.choice]

    def whole(self) -> Content | None:
        """The verdict with its reason in full; None before there is one."""
        verdict = self._verdict
        if verdict is None:
            return None
        return Content.assemble(*self._said(verdict), "\n", line(verdict.why))

    def _judged(self, verdict: Verdict) -> Content:
        """The verdict, and as much of its reason as there is room for."""
        head = Content.assemble(*self._said(verdict))
        width = max(self.size.width, 20)
        room = max(self.size.height - -(-head.cell_length // width), 1)
        rows = wrapped(verdict.why, width=width)
        more = ""
        if len(rows) > room:
            rows, more = wrapped(verdict.why, width=width, most=room), ALL
            rows[-1] = line(rows[-1], width - cells(more))
        return Content.assemble(head, "\n", ("\n".join(rows), "$text-muted"), (more, "bold"))

    def _said(self, verdict: Verdict) -> list[str | tuple[str, str]]:
        """The verdict on the first final choice, and what stands now if that is another."""
        first = self._first
        sign, style = SIGNS.get(verdict.score, ("~", "$warning"))
        said = first.words if first is not None else ""
        parts: list[str | tuple[str, str]] = [
            (f"{sign} {said}: {verdict.word}", f"bold {style}"),
        ]
        if verdict.score < BEST:
            parts.append(f"   better: {verdict.better}")
        if self._decided is not None and self._decided != first:
            parts.append((f"   now: {self._decided.words}", "bold"))
        return parts


def _per_row(width: int) -> int:
    return 3 if width >= 3 * WIDTH else 2
