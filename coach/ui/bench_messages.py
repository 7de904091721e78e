"""What the workers of the workbench report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from coach.services.editable import Entry
    from coach.services.edited_file import EditedFile
    from coach.services.publish import Taken
    from coach.services.unsaved import Kept
    from coach.services.workbench import BenchView


class FilesRead(Message):
    """The files there are to open."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self.entries = entries


class FileOpened(Message):
    """The file was read, with the unsaved texts that were left of it."""

    def __init__(self, file: EditedFile, kept: tuple[Kept, ...]) -> None:
        super().__init__()
        self.file = file
        self.kept = kept


class NotOpened(Message):
    """The file cannot be read."""

    def __init__(self, problem: str) -> None:
        super().__init__()
        self.problem = problem


class Checked(Message):
    """A text was checked and scored; without a view it was given up for a newer one."""

    def __init__(self, view: BenchView | None) -> None:
        super().__init__()
        self.view = view


class FileSaved(Message):
    """The file was written, or with ``problem`` it was not."""

    def __init__(self, file: EditedFile | None, problem: str = "") -> None:
        super().__init__()
        self.file = file
        self.problem = problem


class FileChanged(Message):
    """The file is not as it was read any more. file: as it is now; None when it is gone.

    saving: it was noticed while saving, so that was given up.
    """

    def __init__(self, file: EditedFile | None, saving: bool = False) -> None:
        super().__init__()
        self.file = file
        self.saving = saving


class TextKept(Message):
    """The unsaved text was kept, or with ``problem`` it was not."""

    def __init__(self, problem: str = "") -> None:
        super().__init__()
        self.problem = problem


class PublishTried(Message):
    """What came of publishing."""

    def __init__(self, taken: Taken | None, problem: str = "") -> None:
        super().__init__()
        self.taken = taken
        self.problem = problem


class CopyMade(Message):
    """A copy of one's own was made, or with ``problem`` it was not."""

    def __init__(self, path: Path | None, problem: str = "") -> None:
        super().__init__()
        self.path = path
        self.problem = problem
