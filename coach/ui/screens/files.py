"""Rubrics: the files a trainer can open, their own first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from coach.model.problem import CoachError
from coach.ui.bench_messages import CopyMade, FilesRead
from coach.ui.commands import bindings
from coach.ui.copying import ask_copy, working_folder
from coach.ui.safe import line
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.services.editable import Entry

WAITING = "The files are being looked for …"
NONE_YET = (
    "You have no rubric or scenario in this folder yet. Choose one that comes with coach "
    "and press C: it makes a file of your own from it."
)
GROUPS = {"own": "Yours", "pack": "From packs", "shipped": "Come with coach (read-only)"}


class FilesScreen(CoachScreen):
    """A list of files; Enter opens one on the workbench."""

    where = "files"
    BINDINGS = bindings("files")
    AUTO_FOCUS = "#files"
    CSS = """
    FilesScreen #none { padding: 1 2 0 2; color: $text-muted; height: auto; }
    FilesScreen Lines { margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def body(self) -> ComposeResult:
        """A word where there is nothing, and the list."""
        yield Static(WAITING, id="none", markup=False)
        yield Lines(id="files")

    def on_mount(self) -> None:
        """Looks for the files."""
        super().on_mount()
        self._read()

    def on_screen_resume(self) -> None:
        """Back from the workbench: there may be others now."""
        self._read()

    @work(thread=True, group="files", exclusive=True, exit_on_error=False)
    def _read(self) -> None:
        from coach.services.editable import entries

        try:
            found = entries(self.coach.db, working_folder(), self.coach.named)
        except (CoachError, OSError) as error:
            self.app.call_from_thread(self.coach.complain, str(error))
            found = ()
        self.post_message(FilesRead(found))

    @on(FilesRead)
    def _show(self, message: FilesRead) -> None:
        self._entries = message.entries
        rows: list[Row] = []
        for group, title in GROUPS.items():
            found = [n for n, entry in enumerate(self._entries) if entry.group == group]
            if group == "own":
                title = f"{title} in {line(str(working_folder()))}"
            if found:
                rows += [Row(title), *(self._row(n) for n in found)]
        own = any(entry.group == "own" for entry in self._entries)
        none = self.query_one("#none", Static)
        none.update(NONE_YET)
        none.display = not own
        self.query_one(Lines).show(tuple(rows))

    def _row(self, n: int) -> Row:
        entry = self._entries[n]
        name = entry.path.name
        if entry.group == "own" and entry.path.parent != working_folder():
            name = str(entry.path)
        end = "● not saved" if entry.unsaved else entry.kind
        said = f"{name} · {entry.title}" if entry.title else name
        return Row(said, f"f{n}", end)

    @property
    def _chosen(self) -> Entry | None:
        name = self.query_one(Lines).chosen
        return None if name is None else self._entries[int(name[1:])]

    def action_go(self) -> None:
        """Opens the chosen file."""
        self.query_one(Lines).action_select()

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        entry = self._chosen
        if entry is not None:
            self.coach.edit(entry.path, entry.kind)

    def action_copy(self) -> None:
        """Makes a file of one's own from the chosen one."""
        entry = self._chosen
        if entry is not None:
            ask_copy(self, entry.path)

    @on(CopyMade)
    def _copied(self, message: CopyMade) -> None:
        if message.path is None:
            self.coach.complain(message.problem)
        else:
            self.coach.edit(message.path, "rubric")
