"""Lessons: the list, and one to read that ends in a drill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown, OptionList, Static

from coach.language.plain import plain
from coach.model.problem import CoachError
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import line
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.model.lesson import Lesson

INTRO = "Short pages on writing, public relations and legal points. Each ends in a drill."
COUNSEL = "Legal lessons are examples for your company's counsel, never advice."


class LessonsScreen(CoachScreen):
    """All lessons by area."""

    where = "lessons"
    BINDINGS = bindings("lessons")
    AUTO_FOCUS = "#lessons"
    CSS = """
    LessonsScreen #intro { height: auto; padding: 1 2; color: $text-muted; }
    LessonsScreen.-low #intro { padding: 0 2; }
    """

    def body(self) -> ComposeResult:
        """What a lesson is, and the list."""
        yield Static(INTRO, id="intro", markup=False)
        yield Lines(id="lessons")

    def on_mount(self) -> None:
        """Has the lessons read."""
        super().on_mount()
        self.say("reading …")
        self._read()

    @work(thread=True, group="lessons", exclusive=True)
    def _read(self) -> None:
        from coach.services import lessons

        try:
            self.post_message(messages.LessonsRead(lessons.lessons()))
        except CoachError as error:
            self.post_message(messages.Trouble(str(error)))

    @on(messages.LessonsRead)
    def _were_read(self, message: messages.LessonsRead) -> None:
        from coach.services import lessons

        rows: list[Row] = []
        area = None
        for one in message.lessons:
            if one.area is not area:
                rows += [Row("")] if rows else []
                area = one.area
                rows.append(Row(lessons.AREAS[area]))
            rows.append(Row(line(one.title), one.id, f"{one.minutes} min · {one.skill}"))
        self.query_one(Lines).show(tuple(rows))
        self.say("")

    def action_go(self) -> None:
        """Opens the chosen lesson."""
        self.query_one(Lines).action_select()

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        from coach.services import lessons

        self.app.push_screen(LessonScreen(lessons.lesson(event.option_id or "")))

    async def action_drills(self) -> None:
        """The drills."""
        await self.coach.action_drills()


class LessonScreen(CoachScreen):
    """One page. Links are shown and never opened: a lesson may come from outside."""

    where = "lesson"
    BINDINGS = bindings("lesson")
    AUTO_FOCUS = "#page"
    CSS = """
    LessonScreen MarkdownH1 { margin: 0 0 1 0; content-align: left middle; }
    LessonScreen #page { padding: 1 1; scrollbar-size-vertical: 1; }
    LessonScreen Markdown { padding: 0 2; max-width: 86; }
    LessonScreen #end { height: auto; padding: 0 3 1 3; color: $text-muted; max-width: 86; }
    """

    def __init__(self, lesson: Lesson) -> None:
        super().__init__()
        self.lesson = lesson

    def body(self) -> ComposeResult:
        """The text, its sources, and the drill."""
        with VerticalScroll(id="page"):
            yield Markdown(
                f"# {plain(self.lesson.title)}\n\n{plain(self.lesson.text)}", open_links=False
            )
            yield Static(self._end(), id="end", markup=False)

    def on_mount(self) -> None:
        """Says how to go on."""
        super().on_mount()
        self.say("Enter: its drill")

    def _end(self) -> str:
        sources = "; ".join(self.lesson.sources)
        lines = [f"Rests on: {line(sources)}"]
        if self.lesson.area.value == "legal":
            lines.append(COUNSEL)
        lines.append(f"Enter opens the drill: {line(self._drill_title())}")
        return "\n".join(lines)

    def _drill_title(self) -> str:
        from coach.services import drills

        return drills.drill(self.lesson.drill).title

    def action_go(self) -> None:
        """The drill."""
        self.coach.drill(self.lesson.drill)

    async def action_back(self) -> None:
        """Back to the lessons."""
        self.app.pop_screen()
