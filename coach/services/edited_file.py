"""A text file that is being edited: read as it is, written back with exactly the text on screen."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from coach.files.replace_file import replacing
from coach.files.shipped import shipped_corpora, shipped_rubrics
from coach.files.text_file import read_text
from coach.model.problem import CoachError

_BOM = b"\xef\xbb\xbf"
_END = re.compile("\r\n|\r|\n")
# Characters that editors take for line ends and files do not; each has a stand-in while it is edited.
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_STAND_INS = "".join(chr(0x10FF00 + n) for n in range(len(_BREAKS)))
_HIDE = str.maketrans(_BREAKS, _STAND_INS)
_SHOW = str.maketrans(_STAND_INS, _BREAKS)
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file as it was read. text: what an editor shows, its lines joined by ``\\n``.

    stamp: time of change, size and inode, to notice changes; None when the file is gone.
    locked: why it cannot be written; None when it can.
    """

    path: Path
    data: bytes
    text: str
    stamp: Stamp | None
    locked: str | None = None


class ChangedOutsideError(CoachError):
    """The file is no longer as it was read. file: as it is now; None when it is gone."""

    def __init__(self, file: EditedFile | None) -> None:
        super().__init__("the file was changed outside coach while it was edited here")
        self.file = file


def read(path: Path) -> EditedFile:
    """The file as it is now. Raises FileProblems."""
    stamp = stamp_of(path)  # first: what changes after it is noticed
    read_text(path)  # says what is wrong with the file
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    locked = None
    if any(c in _STAND_INS for c in text):
        locked = "it holds private characters that coach cannot keep apart"
    elif comes_with_coach(path):
        locked = "it comes with coach"
    elif not os.access(path, os.W_OK):
        locked = "it may not be written; check its permissions"
    return EditedFile(path, data, shown(text), stamp, locked)


def shown(text: str) -> str:
    """The text of a file as an editor shows it."""
    return _END.sub("\n", text).translate(_HIDE)


def stamp_of(path: Path) -> Stamp | None:
    """What changes when the file does; None when it cannot be found."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def comes_with_coach(path: Path) -> bool:
    """Whether the file lies in a folder of coach itself."""
    try:
        full = path.resolve()
    except (OSError, RuntimeError):
        return False
    return any(full.is_relative_to(f.resolve()) for f in (shipped_rubrics(), shipped_corpora()))


def plain_text(text: str) -> str:
    """The text of an editor as a reader of the file gets it."""
    return text.translate(_SHOW)


def content(text: str, before: EditedFile) -> bytes:
    """The bytes of the file for a text from the editor.

    The byte order mark stays, and so do the line ends of lines that stay; a new line ends as most do.
    """
    old = before.data.decode("utf-8-sig")
    ends = _END.findall(old)
    usual = Counter(ends).most_common(1)[0][0] if ends else "\n"
    lines = text.split("\n")
    new_ends = [usual] * (len(lines) - 1)
    if len(set(ends)) > 1:
        matcher = SequenceMatcher(None, before.text.split("\n"), lines, autojunk=False)
        for was, now, size in matcher.get_matching_blocks():
            for n in range(size):
                if was + n < len(ends) and now + n < len(new_ends):
                    new_ends[now + n] = ends[was + n]
    joined = "".join(line + end for line, end in zip(lines, [*new_ends, ""], strict=True))
    mark = _BOM if before.data.startswith(_BOM) else b""
    return mark + joined.translate(_SHOW).encode("utf-8")


def save(text: str, before: EditedFile) -> EditedFile:
    """Writes the text, whole or not at all, and gives the file as it then is.

    Raises ChangedOutsideError when somebody else changed the file since it was read, and CoachError
    when it cannot be written; either way the file stays as it is.
    """
    if before.locked is not None:
        raise CoachError(
            f"{before.path}: error[read-only] the file stays as it is: {before.locked}"
        )
    new = content(text, before)
    now = stamp_of(before.path)
    if now is None and before.stamp is None:
        _create(before.path, new)
        return read(before.path)
    if now is None:
        raise ChangedOutsideError(None)
    if now != before.stamp and (there := read(before.path)).data != before.data:
        raise ChangedOutsideError(there)
    with replacing(before.path, new):
        pass
    return read(before.path)


def _create(path: Path, data: bytes) -> None:
    """A file that was gone, made anew."""
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise ChangedOutsideError(read(path)) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the file cannot be written ({reason}); check its folder"
        raise CoachError(f"{path}: error[unwritable] {message}") from None
