"""The workbench: a rubric or scenario file beside what it is worth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from coach.model.problem import CoachError
from coach.services import edited_file
from coach.services.edited_file import ChangedOutsideError, EditedFile
from coach.services.unsaved import Kept, Unsaved, kept
from coach.ui.bench_messages import (
    Checked,
    CopyMade,
    FileChanged,
    FileOpened,
    FileSaved,
    NotOpened,
    PublishTried,
    TextKept,
)
from coach.ui.commands import bindings
from coach.ui.copying import ask_copy, working_folder
from coach.ui.safe import Part, joined, line, shown
from coach.ui.screens.ask import AskScreen, LineScreen
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.editor import Editor
from coach.ui.widgets.keys import Keys
from coach.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from coach.services.editable import Kind
    from coach.services.workbench import Bench, BenchView
    from coach.ui.widgets.bench_panel import BenchPanel

CHECK_AFTER = 0.4  # seconds without a key before the text is checked
KEEP_AFTER = 0.5  # seconds of typing that a power cut may cost
LOOK_EVERY = 1.0  # seconds between looks at the file
PLACE_AFTER = 0.15  # seconds the cursor rests before its criterion is looked at
ONLY_RUBRICS = frozenset({"preview", "publish", "test"})
LOCKED = "read-only: {}. F2 makes a copy of your own"


class WorkbenchScreen(CoachScreen):
    """One file. Reading, checking, keeping and writing run in threads; handlers own the state.

    While one types, nothing but timers is started.
    """

    where = "workbench"
    CSS_PATH = Path(__file__).with_name("workbench.tcss")
    BINDINGS = [*bindings("workbench"), ("ctrl+s", "save", "save")]  # noqa: RUF012 - as in Screen
    AUTO_FOCUS = "#editor"

    def __init__(self, path: Path, kind: Kind, db: Path) -> None:
        super().__init__()
        self.path = path
        self.kind: Kind = kind
        self.file: EditedFile | None = None
        self.view: BenchView | None = None
        self._bench: Bench | None = None
        self._unsaved = Unsaved(db, path)
        self._checking = self._again = self._looking = self._saving = False
        self._stop = Event()
        self._asked: object = ()
        self._said: dict[str, Content] = {}
        self._then: Callable[[], Awaitable[None]] | None = None
        self._keep_timer: Timer | None = None

    def body(self) -> ComposeResult:
        """The file, and what it is worth beside or below it."""
        from coach.ui.widgets.bench_panel import BenchPanel

        yield Static("", id="about", markup=False)
        with Container(id="bench"):
            yield Editor()
            yield BenchPanel(self.path)
        yield Static("", id="state", markup=False)

    def on_mount(self) -> None:
        """Reads the file, and from then on looks at it now and then."""
        super().on_mount()
        self._check_timer = self.set_interval(CHECK_AFTER, self._pause_over, pause=True)
        self._place_timer = self.set_interval(PLACE_AFTER, self._place_rests, pause=True)
        self.set_interval(LOOK_EVERY, self._look)
        self.editor.read_only = True
        self.query_one("#state", Static).auto_links = False
        self._open()

    @property
    def editor(self) -> Editor:
        """The text."""
        return self.query_one(Editor)

    @property
    def panel(self) -> BenchPanel:
        """What it is worth."""
        from coach.ui.widgets.bench_panel import BenchPanel

        return self.query_one(BenchPanel)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that the file does not hold."""
        return self.file is not None and self.editor.text != self.file.text

    # opening

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self) -> None:
        try:
            file = edited_file.read(self.path)
            left = kept(self.coach.db, self.path)
        except CoachError as error:
            self.post_message(NotOpened(str(error)))
            return
        self.post_message(FileOpened(file, left))

    @on(NotOpened)
    async def _not_opened(self, message: NotOpened) -> None:
        self.coach.complain(message.problem)
        await self.coach.action_rubrics()

    @on(FileOpened)
    def _opened(self, message: FileOpened) -> None:
        self.file = message.file
        self.editor.open(message.file.text)
        self.editor.read_only = message.file.locked is not None
        self._show_state()
        self._check()
        new = edited_file.content(message.file.text, message.file)
        for left in message.kept:
            if left.data == new:
                left.drop()
            elif message.file.locked is None:
                self._offer(left)
                break

    def _offer(self, left: Kept) -> None:
        """Asks what to do with text that was typed once and never saved."""
        said: list[Part] = [
            "Something was typed into this file and never saved, the last of it at ",
            (line(left.at), "bold"),
            ".",
        ]
        if left.busy:
            said.append(" Another coach that is running has it open.")
        answers = (
            ("take", "Take it up again; Ctrl+Z brings the file's text back"),
            ("later", "Leave it for later"),
            ("drop", "Throw it away"),
        )

        def answered(answer: str | None) -> None:
            if answer == "take":
                self.editor.become(edited_file.shown(left.data.decode("utf-8-sig", "replace")))
                self._keep_soon()
                left.drop()
            elif answer == "drop":
                left.drop()

        self.app.push_screen(AskScreen("Unsaved text", joined(*said), answers), answered)

    # typing

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._check_timer.reset()
        self._keep_soon()

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        self._place_timer.reset()

    def _place_rests(self) -> None:
        self._place_timer.pause()
        self._look_at_place()

    def _look_at_place(self) -> None:
        """Shows the marks of the criterion the cursor is in."""
        from coach.services.workbench import criterion_at

        if self.view is not None and self.editor.has_focus:
            row = self.editor.cursor_location[0] + 1
            self.panel.look_at(criterion_at(self.view.starts, row))

    # checking

    def _pause_over(self) -> None:
        self._check_timer.pause()
        if self.file is not None and (self.view is None or self.view.text != self.editor.text):
            self._check()

    def _check(self) -> None:
        if self._checking:
            self._again = True
            self._stop.set()
            return
        self._checking, self._again = True, False
        self._stop = Event()
        self._work_out(self.editor.text, self._stop)

    @work(thread=True, group="check", exit_on_error=False)
    def _work_out(self, text: str, stop: Event) -> None:
        from coach.services.workbench import Bench, StoppedError

        view = None
        try:
            if self._bench is None:
                self._bench = Bench(self.path, self.kind, self.coach.db)
            view = self._bench.view(text, stop.is_set)
        except StoppedError:
            pass
        except Exception as error:  # noqa: BLE001 - one can still write and save
            self.app.call_from_thread(self.say, f"not scored: {type(error).__name__}")
        self.post_message(Checked(view))

    @on(Checked)
    async def _checked(self, message: Checked) -> None:
        self._checking = False
        if message.view is not None:
            first = self.view is None
            self.view = message.view
            if message.view.kind != self.kind or first:
                self.kind = message.view.kind
                self._show_keys()
            here = str(self.path)
            self.editor.mark({p.line - 1 for p in message.view.problems if p.file == here})
            await self.panel.show(message.view)
            self._look_at_place()
            self._show_state()
        if self._again:
            self._check()

    def _show_keys(self) -> None:
        hidden = ONLY_RUBRICS if self.kind == "scenario" else frozenset()
        if self.file is not None and self.file.locked is not None:
            hidden |= {"publish", "undo", "redo"}
        self.query_one(Keys).hide(hidden)

    def _show_state(self) -> None:
        """How the file and its text stand."""
        file = self.file
        if file is None:
            return
        where = "" if self.path.parent == working_folder() else f" · {line(str(self.path.parent))}"
        parts: list[Part] = [(line(self.path.name), "bold $foreground"), f" · {self.kind} · "]
        if file.locked is not None:
            parts.append((LOCKED.format(file.locked), "$warning"))
        elif self.unsaved:
            parts.append(("● not saved", "bold $warning"))
        else:
            parts.append("saved" if file.stamp is not None else "gone: F2 writes it again")
        self._put("#about", joined(*parts, where))
        said: list[Part] = ["F4 marks: ", self.panel.verdict]
        if self.panel.problems:
            first = self.panel.problems[0]
            said = [
                (f"✗ F3 line {first.line}: ", "bold $error"),
                line(first.message),
            ]
        self._put("#state", joined(*said))

    def _put(self, where: str, said: Content) -> None:
        """A line of text, when it is another one than before: each change lays the screen out."""
        if self._said.get(where) != said:
            self._said[where] = said
            self.query_one(where, Static).update(said)

    # keeping what is not saved

    def _keep_soon(self) -> None:
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP_AFTER, self._keep)

    def _keep(self) -> None:
        self._keep_timer = None
        self._note()
        self._show_state()
        self._flush()

    def _note(self) -> None:
        file = self.file
        if file is not None:
            text = self.editor.text
            same = text == file.text
            self._unsaved.note(None if same else partial(edited_file.content, text, file))

    @work(thread=True, group="keep", exit_on_error=False)
    def _flush(self) -> None:
        try:
            self._unsaved.flush()
        except CoachError as error:
            self.post_message(TextKept(str(error)))

    @on(TextKept)
    def _not_kept(self, message: TextKept) -> None:
        self.coach.complain(message.problem)

    async def keep_now(self) -> None:
        """Keeps what is not saved, and waits for it."""
        self._note()
        await self._flush().wait()

    # saving

    def action_save(self) -> None:
        """Saves the file; of a read-only one makes a copy."""
        if self.file is None:
            return
        if self.file.locked is not None:
            ask_copy(self, self.path)
        elif not self._saving:
            self._saving = True
            self.say("saving …")
            self._save(self.editor.text, self.file)

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self, text: str, before: EditedFile) -> None:
        try:
            self.post_message(FileSaved(edited_file.save(text, before)))
        except ChangedOutsideError as changed:
            self.post_message(FileChanged(changed.file, saving=True))
        except CoachError as error:
            self.post_message(FileSaved(None, str(error)))
        except Exception as error:  # noqa: BLE001 - whatever broke, the words must stay
            self.post_message(FileSaved(None, f"coach has a fault here: {error!r}"))

    @on(FileSaved)
    async def _saved(self, message: FileSaved) -> None:
        from coach.services import catalogue

        self._saving = False
        if message.file is None:
            self.say("NOT saved; your text is kept")
            self._then = None
            self.coach.complain(message.problem)
            return
        self.file = message.file
        self.say("saved")
        catalogue.forget()
        self._note()
        self._flush()
        self._show_state()
        self._check()
        then, self._then = self._then, None
        if then is not None:
            await then()

    @on(CopyMade)
    def _copied(self, message: CopyMade) -> None:
        if message.path is None:
            self.coach.complain(message.problem)
        else:
            self.coach.edit(message.path, self.kind)

    # changes from outside

    def _look(self) -> None:
        if self.file is not None and not self._looking and not self._saving:
            self._looking = True
            self._look_at_file(self.file)

    @work(thread=True, group="look", exit_on_error=False)
    def _look_at_file(self, known: EditedFile) -> None:
        try:
            now = edited_file.stamp_of(self.path)
            if now != known.stamp:
                self.post_message(FileChanged(None if now is None else edited_file.read(self.path)))
        except CoachError:  # being written at this moment; the next look will tell
            pass
        finally:
            self._looking = False

    @on(FileChanged)
    def _changed(self, message: FileChanged) -> None:
        known, now = self.file, message.file
        self._saving = False
        if known is None:
            return
        if now is None:
            self._gone(known)
        elif now.data == known.data or now.text == self.editor.text:
            self._take_base(now)
        elif not self.unsaved:
            self._take_base(now)
            self.editor.become(now.text)
            self.say("read again: it was changed outside")
        elif message.saving or now.stamp != self._asked:
            self._asked = now.stamp
            self._ask_which(now)

    def _gone(self, known: EditedFile) -> None:
        if known.stamp is not None:
            self._then = None
            self.file = EditedFile(known.path, known.data, known.text, None, known.locked)
            self.say("the file is gone; F2 writes it again")
            self._unsaved.note(partial(edited_file.content, self.editor.text, known))
            self._flush()
            self._show_state()

    def _take_base(self, now: EditedFile) -> None:
        """From now on the text is held against the file as it now is."""
        self.file = now
        self.editor.read_only = now.locked is not None
        self._note()
        self._flush()
        self._show_state()

    def _ask_which(self, now: EditedFile) -> None:
        """The file was changed outside and here: nobody but the trainer can say which counts."""
        said = "The file was changed outside coach, and here is text that is not saved."
        answers = (
            ("mine", "Keep mine: the next F2 writes it over the file"),
            ("file", "Take the file's; Ctrl+Z brings mine back"),
            ("paths", "Show where both are, to compare them"),
        )
        then, self._then = self._then, None

        def answered(answer: str | None) -> None:
            if answer == "mine":
                self.file = now
                self._note()
                self._show_state()
                self.say("yours is kept; F2 saves it")
            elif answer == "file":
                self._take_base(now)
                self.editor.become(now.text)
                self.say("the file's text; Ctrl+Z brings yours back")
            elif answer == "paths":
                self._show_paths()
            if then is not None and answer == "mine":
                self._then = then
                self.action_save()

        self.app.push_screen(AskScreen("Changed outside", shown(said), answers), answered)

    def _show_paths(self) -> None:
        from coach.ui.screens.page import PageScreen

        self._note()
        self._flush()
        page = joined(
            ("The file\n", "bold"),
            shown(str(self.path)),
            ("\n\nYours, as it is kept until you save\n", "bold"),
            shown(str(self._unsaved.place)),
            "\n\nBoth stay as they are. F2 asks again which one counts.",
        )
        self.app.push_screen(PageScreen("Two texts", page))

    # leaving

    async def action_back(self) -> None:
        """Back to the files."""
        if self.has_class("-marks"):
            self.action_marks()
        else:
            await self.coach.action_rubrics()

    def ask_leave(self, then: Callable[[], Awaitable[None]]) -> None:
        """Asks what becomes of unsaved text, and goes on with ``then`` unless one stays."""
        said = joined((line(self.path.name), "bold"), " has changes that are not saved.")
        answers = (
            ("save", "Save them"),
            ("discard", "Throw them away"),
            ("stay", "Stay here"),
        )

        async def answered(answer: str | None) -> None:
            if answer == "save":
                self._then = then
                self.action_save()
            elif answer == "discard" and self.file is not None:
                self.editor.become(self.file.text)
                self._unsaved.note(None)
                await self._flush().wait()
                await then()

        self.app.push_screen(AskScreen("Not saved", said, answers), answered)

    # moving about

    def action_marks(self) -> None:
        """To the replies and their marks, or back to the text."""
        replies = self.query_one("#replies", Lines)
        self._look_at_place()
        if self.has_class("-narrow"):
            self.toggle_class("-marks")
            self.call_after_refresh(self.editor.scroll_cursor_visible)
            self.set_focus(replies if self.has_class("-marks") else self.editor)
        else:
            self.set_focus(replies if self.editor.has_focus else self.editor)

    def action_problem(self) -> None:
        """To the next line with a problem, from the cursor on and round again."""
        problems = self.panel.problems
        if not problems:
            self.say("no problem")
            return
        row = self.editor.cursor_location[0] + 1
        later = [p for p in problems if p.line > row]
        problem = (later or problems)[0]
        self._jump(problem.line, problem.column, problem.file)
        number = problems.index(problem)
        self.query_one("#problems", Lines).choose(str(number))
        self._put(
            "#state", joined((f"✗ line {problem.line}: ", "bold $error"), line(problem.message))
        )

    def on_bench_panel_jump(self, message: BenchPanel.Jump) -> None:
        """A problem or an example was chosen in the panel."""
        self._jump(message.line, message.column, message.file)

    def on_bench_panel_picked(self, message: BenchPanel.Picked) -> None:
        """A mark was chosen: to its criterion, where the file writes it."""
        starts = self.view.starts if self.view is not None else ()
        found = next((at for at, name in starts if name == message.criterion), None)
        if found is None:
            self.say("inherited; see coach rubric show")
        else:
            self._jump(found, 1, "")

    def _jump(self, at: int, column: int, file: str) -> None:
        if file not in ("", str(self.path)):
            self.say(f"in {line(Path(file).name, 30)}")
            return
        self.set_focus(self.editor)
        self.editor.go(at, column)

    def action_undo(self) -> None:
        """Takes back what was typed last."""
        self.editor.undo()

    def action_redo(self) -> None:
        """Does it again."""
        self.editor.redo()

    # what a rubric does, and publishing it

    def action_preview(self) -> None:
        """What the text does to replies, against the rubric it takes the place of."""
        from coach.ui.bench_reports import preview_job
        from coach.ui.screens.report import ReportScreen

        if self._rubric_only() and self._bench is not None:
            job = preview_job(self._bench, self.editor.text, self.coach.store)
            self.app.push_screen(ReportScreen(f"Preview of {self.path.name}", job))

    def action_test(self) -> None:
        """Runs the examples of the file."""
        from coach.ui.bench_reports import test_job
        from coach.ui.screens.report import ReportScreen

        if self._rubric_only() and self._saved_first():
            self.app.push_screen(ReportScreen(f"Test of {self.path.name}", test_job(self.path)))

    def action_publish(self) -> None:
        """Asks why, then publishes the rubric."""
        if self.file is None or not self._rubric_only() or not self._saved_first():
            return
        if self.file.locked is not None:
            self.say("read-only")
        elif self.coach.store is None:
            self.coach.complain("the store is not open, so nothing can be published")
        else:
            said = shown("Why is it published? One line that you will understand in a year:")
            self.app.push_screen(LineScreen("Publish", said), self._publish_why)

    def _publish_why(self, why: str | None) -> None:
        if why == "":
            self.say("not published: say why")
        elif why is not None:
            self.say("publishing …")
            self._publish(why)

    @work(thread=True, group="publish", exit_on_error=False)
    def _publish(self, why: str) -> None:
        from coach.services.publish import Hand, login_name, publish

        store = self.coach.store
        assert store is not None
        try:
            taken = publish(self.path, store, Hand(login_name(), self.coach.now(), why))
        except CoachError as error:
            self.post_message(PublishTried(None, str(error)))
        except Exception as error:  # noqa: BLE001 - the editor must live on
            self.post_message(PublishTried(None, f"coach has a fault here: {error!r}"))
        else:
            self.post_message(PublishTried(taken))

    @on(PublishTried)
    def _publish_tried(self, message: PublishTried) -> None:
        taken = message.taken
        if taken is None:
            self.say("not published")
            self.coach.complain(message.problem)
        elif taken.reasons:
            self.panel.refuse(taken.reasons)
            self._show_state()
            advice = f"; raise version to {taken.next}" if taken.next else ""
            self.say(f"not published{advice}")
        else:
            self.say("published" if taken.new else "was published already")
            self._look()

    def _rubric_only(self) -> bool:
        if self.kind == "scenario":
            self.say("only for rubrics")
        return self.kind == "rubric"

    def _saved_first(self) -> bool:
        if self.unsaved:
            self.say("save first: F2")
        return not self.unsaved
