"""Beside the editor: problems, replies with their totals, and the marks of the chosen reply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from coach.model.problem import Problem
from coach.model.rubric import Criterion
from coach.model.scorecard import MarkStatus, Scorecard
from coach.ui.safe import Part, joined, line
from coach.ui.widgets.conversation import Conversation
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.services.workbench import BenchView, ScoredSample

EMPTY = "The first marks come as soon as the file has no problems."
OLD = "old: these marks are from before the problems"


class BenchPanel(Vertical):
    """What the text in the editor is worth. ``show`` a view; marks of the last good one stay."""

    DEFAULT_CSS = """
    BenchPanel { width: 1fr; height: 1fr; }
    BenchPanel #verdict { height: auto; max-height: 3; padding: 0 2; }
    BenchPanel #problems { height: auto; max-height: 6; display: none; }
    BenchPanel #problem { height: auto; max-height: 5; padding: 0 2 1 4; display: none; }
    BenchPanel.-faulty #problems, BenchPanel.-faulty #problem { display: block; }
    BenchPanel #seen { height: auto; max-height: 40%; display: none; }
    BenchPanel.-scenario #seen { display: block; }
    BenchPanel #seen #conversation { max-height: 12; }
    BenchPanel #lists { height: 3fr; layout: vertical; }
    BenchPanel #replies, BenchPanel #marks { width: 1fr; height: 1fr; min-height: 3; }
    BenchPanel #marks { border-top: solid $border-blurred; }
    BenchPanel #marks:focus { border-top: solid $border; }
    BenchPanel #words {
        height: 1fr; min-height: 3; padding: 0 2; border-top: solid $border-blurred;
        scrollbar-size-vertical: 1;
    }
    BenchPanel #words:focus { border-top: solid $border; }
    BenchPanel #words Static { height: auto; }
    BenchPanel.-old #replies, BenchPanel.-old #marks, BenchPanel.-old #words { opacity: 55%; }
    """

    class Jump(Message):
        """A problem was chosen, or the line of an example."""

        def __init__(self, line: int, column: int, file: str) -> None:
            super().__init__()
            self.line = line
            self.column = column
            self.file = file

    class Picked(Message):
        """A mark was chosen, and with it the criterion to look at."""

        def __init__(self, criterion: str) -> None:
            super().__init__()
            self.criterion = criterion

    def __init__(self, file: Path) -> None:
        super().__init__(id="panel")
        self._file = str(file)
        self.problems: tuple[Problem, ...] = ()
        self.good: BenchView | None = None
        self.criterion: str | None = None
        self._drawn: tuple[object, ...] = ()
        self._passed = 0
        self._scenario: object = None

    def compose(self) -> ComposeResult:
        """From the verdict to the words."""
        yield Static("", id="verdict", markup=False)
        yield Lines(id="problems")
        yield Static("", id="problem", markup=False)
        yield Container(id="seen")
        with Container(id="lists"):
            yield Lines(id="replies")
            yield Lines(id="marks")
        with VerticalScroll(id="words", can_focus=True):
            yield Static(EMPTY, id="detail", markup=False)

    # what is shown

    async def show(self, view: BenchView) -> None:
        """Shows what came of a text."""
        self.problems = view.problems
        if not view.problems:
            self.good = view
            self._passed = view.passed
        self.set_class(bool(view.problems), "-faulty")
        self.set_class(bool(view.problems) and self.good is not None, "-old")
        self.query_one("#problems", Lines).show(
            tuple(_problem_row(n, p, self._file) for n, p in enumerate(view.problems))
        )
        self.query_one("#verdict", Static).update(self.verdict)
        await self._show_scenario()
        self.draw()

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Shows why the rubric cannot be published."""
        self.problems = problems
        self.add_class("-faulty")
        self.query_one("#problems", Lines).show(
            tuple(_problem_row(n, p, self._file) for n, p in enumerate(problems))
        )
        said = f"✗ not published: {counted(len(problems), 'reason')}"
        self.query_one("#verdict", Static).update(joined((said, "bold $error")))

    @property
    def verdict(self) -> Content:
        """How the text stands, in a line."""
        good = self.good
        if self.problems:
            said: list[Part] = [(f"✗ {counted(len(self.problems), 'problem')}", "bold $error")]
            if good is not None:
                said.append((f" · {OLD}", "$text-muted"))
            return joined(*said)
        if good is None:
            return joined(("Reading …", "$text-muted"))
        failing = sum(s.fault is not None for s in good.scored)
        parts: list[Part] = [("✓ no problems", "bold $success")]
        passed = f" · {self._passed} of {counted(len(good.scored), 'reply', 'replies')} pass"
        parts.append((passed if good.scored else " · no reply to score", "$text-muted"))
        if failing:
            parts.append((f" · ✗ {counted(failing, 'example')} wrong", "$error"))
        return joined(*parts)

    def look_at(self, criterion: str | None) -> None:
        """From now on this criterion's marks stand beside the replies."""
        if criterion is not None and criterion != self.criterion:
            self.criterion = criterion
            self.draw(self._example_of(criterion))
            self.query_one("#marks", Lines).choose(criterion)

    def _example_of(self, criterion: str) -> str | None:
        scored = self.good.scored if self.good is not None else ()
        return next((s.sample.id for s in scored if s.sample.criterion == criterion), None)

    def draw(self, choose: str | None = None) -> None:
        """The replies, if something about them has changed. choose: which one is then chosen."""
        good = self.good
        if good is None:
            return
        rows = tuple(_reply_rows(good, self.criterion))
        if rows != self._drawn:
            self._drawn = rows
            self.query_one("#replies", Lines).show(rows, choose)
        self._draw_marks()

    def _draw_marks(self) -> None:
        scored, good = self.chosen, self.good
        if scored is None or good is None or good.rubric is None:
            return
        from coach.ui.marks import card_rows  # it brings the engine, which is there by now

        marks = self.query_one("#marks", Lines)
        marks.show(card_rows(scored.card, good.rubric), marks.chosen or self.criterion)
        self._draw_words()

    def _draw_words(self) -> None:
        scored, good = self.chosen, self.good
        name = self.query_one("#marks", Lines).chosen
        if scored is None or good is None or good.rubric is None:
            return
        from coach.ui.marks import mark_detail
        from coach.ui.widgets.evidence import evidence

        parts: list[Part] = []
        if scored.fault is not None:
            of = line(scored.sample.criterion or "")
            parts.append((f"✗ wrong as an example of {of}: {line(scored.fault)}\n", "$error"))
        reply = scored.sample.draft.text
        if name is not None and _criterion(good, name) is not None:
            parts += [mark_detail(scored.card, reply, good.rubric, name), "\n"]
        parts += [("The reply: ", "$text-muted"), evidence(reply, scored.card, name or "")]
        self.query_one("#detail", Static).update(joined(*parts))

    async def _show_scenario(self) -> None:
        good = self.good
        scenario = good.scenario if good is not None else None
        self.set_class(scenario is not None, "-scenario")
        if good is None or scenario is None or good.channel is None or scenario == self._scenario:
            return
        self._scenario = scenario
        seen = self.query_one("#seen", Container)
        await seen.remove_children()
        await seen.mount(Conversation(scenario, good.channel, scenario.turns))

    @property
    def chosen(self) -> ScoredSample | None:
        """The reply that is chosen."""
        name = self.query_one("#replies", Lines).chosen
        scored = self.good.scored if self.good is not None else ()
        return next((s for s in scored if s.sample.id == name), None)

    # choosing

    @on(OptionList.OptionHighlighted, "#replies")
    def _reply_chosen(self) -> None:
        self._draw_marks()

    @on(OptionList.OptionHighlighted, "#marks")
    def _mark_chosen(self, event: OptionList.OptionHighlighted) -> None:
        self._draw_words()
        if event.option_id is not None and event.option_list.has_focus:
            self.criterion = event.option_id
            self.draw()

    @on(OptionList.OptionHighlighted, "#problems")
    def _problem_chosen(self, event: OptionList.OptionHighlighted) -> None:
        """Its words in full, as a line may be too short for them."""
        number = int(event.option_id or 0)
        said = self.problems[number].message if number < len(self.problems) else ""
        self.query_one("#problem", Static).update(line(said))

    @on(OptionList.OptionSelected, "#problems")
    def _problem_selected(self, event: OptionList.OptionSelected) -> None:
        problem = self.problems[int(event.option_id or 0)]
        self.post_message(self.Jump(problem.line, problem.column, problem.file))

    @on(OptionList.OptionSelected, "#replies")
    def _reply_selected(self) -> None:
        scored = self.chosen
        if scored is not None and scored.sample.line:
            self.post_message(self.Jump(scored.sample.line, 1, ""))

    @on(OptionList.OptionSelected, "#marks")
    def _mark_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.post_message(self.Picked(event.option_id))


def counted(n: int, noun: str, plural: str = "") -> str:
    """``1 problem``, ``2 problems``."""
    return f"{n} {noun}" if n == 1 else f"{n} {plural or noun + 's'}"


def _problem_row(n: int, problem: Problem, file: str) -> Row:
    other = "" if problem.file == file else f"{Path(problem.file).name} "
    return Row(f"{other}line {problem.line}: {problem.message}", str(n), lead="✗ ")


def _reply_rows(view: BenchView, name: str | None) -> list[Row]:
    """The replies by group, the examples of the criterion one looks at first."""
    criterion = _criterion(view, name)
    groups: dict[str, list[ScoredSample]] = {}
    for scored in view.scored:
        groups.setdefault(scored.sample.group, []).append(scored)
    rows: list[Row] = []
    here = name is not None
    for group in sorted(groups, key=lambda g: here and groups[g][0].sample.criterion != name):
        first = criterion is not None and not rows and criterion.id not in group
        rows.append(Row(f"{group} · mark: {name}" if first else group))
        rows += [_reply_row(scored, criterion) for scored in groups[group]]
    return rows


def _criterion(view: BenchView, name: str | None) -> Criterion | None:
    criteria = view.rubric.criteria if view.rubric is not None else ()
    return next((c for c in criteria if c.id == name), None)


def _reply_row(scored: ScoredSample, criterion: Criterion | None) -> Row:
    card = scored.card
    total = "  –" if card.total is None else f"{card.total:>3.0f}"
    lead = f"{'✓' if card.passed else '✗'} {total}  "
    end = "" if criterion is None else _mark(card, criterion)
    if scored.fault is not None:
        end = f"wrong {end}".rstrip()
    return Row(scored.sample.label, scored.sample.id, end, lead=lead)


def _mark(card: Scorecard, criterion: Criterion) -> str:
    mark = next((m for m in card.marks if m.criterion == criterion.id), None)
    if mark is None or mark.status is MarkStatus.NOT_APPLICABLE:
        return "–"
    return f"{mark.score}/{criterion.highest}" if mark.score is not None else "broke"
