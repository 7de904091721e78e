"""Text that was typed and not saved, kept beside the store so that no crash can take it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coach.model.problem import CoachError

_NAME = ".name"  # beside a kept text: the path of the file it belongs to
_STEM = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """Unsaved text of a file, found again.

    file: the file it belongs to. place: where it is kept, as the file would be written.
    at: when it was last kept, ISO 8601, UTC. busy: another coach that still runs keeps it.
    """

    file: Path
    place: Path
    data: bytes
    at: str
    busy: bool

    def drop(self) -> None:
        """Throws it away, unless another coach still needs it."""
        if not self.busy:
            _remove(self.place)


class Unsaved:
    """Keeps the unsaved text of one file. ``note`` how to get it, then ``flush`` in any thread.

    The texts lie in a folder beside the store, one file for each edited file and coach.
    """

    def __init__(self, db: Path, file: Path) -> None:
        self._folder = folder(db)
        self._file = file
        self._lock = threading.Lock()
        self._wanted: Callable[[], bytes] | None = None
        self._written: Callable[[], bytes] | None = None
        self.place = self._folder / f"{_name(file)}-{os.getpid()}{file.suffix}"

    def note(self, data: Callable[[], bytes] | None) -> None:
        """What is to be kept, as something that gives it; None for nothing."""
        self._wanted = data

    def flush(self) -> None:
        """Writes what was noted last. Raises CoachError when it cannot be written."""
        with self._lock:
            wanted = self._wanted
            if wanted is self._written:
                return
            if wanted is None:
                _remove(self.place)
            else:
                self._write(wanted())
            self._written = wanted

    def _write(self, data: bytes) -> None:
        part = self.place.with_name(f"{self.place.name}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._written is None:
                _write(self.place.with_name(self.place.name + _NAME), os.fsencode(self._file))
            _write(part, data)
            part.replace(self.place)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"unsaved text cannot be kept ({reason}); save soon"
            raise CoachError(f"{self.place}: error[not-kept] {message}") from None


def folder(db: Path) -> Path:
    """Where unsaved texts are kept for a store."""
    return db.with_name(f"{db.name}.unsaved")


def kept(db: Path, file: Path | None = None) -> tuple[Kept, ...]:
    """The unsaved texts that were left behind, of one file or of all; the newest first."""
    found = [entry for entry in _entries(folder(db)) if file is None or entry.file == file]
    return tuple(sorted(found, key=lambda entry: entry.at, reverse=True))


def _entries(place: Path) -> Iterator[Kept]:
    with contextlib.suppress(OSError):
        for name in sorted(place.glob(f"*{_NAME}")):
            text = name.with_name(name.name.removesuffix(_NAME))
            with contextlib.suppress(OSError, ValueError):
                owner = int(text.stem.rpartition("-")[2])
                if owner == os.getpid():
                    continue
                changed = datetime.fromtimestamp(text.stat().st_mtime, UTC)
                at = changed.isoformat(timespec="seconds")
                file = Path(os.fsdecode(name.read_bytes()))
                yield Kept(file, text, text.read_bytes(), at, _runs(owner))


def _name(file: Path) -> str:
    digest = hashlib.sha256(os.fsencode(file)).hexdigest()[:12]
    return f"{file.stem[:_STEM]}-{digest}"


def _runs(process: int) -> bool:
    """Whether a process of this number runs; False where that cannot be asked without harm."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _write(path: Path, data: bytes) -> None:
    # 0600: a draft of a rubric can hold customers' words
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)
        place.with_name(place.name + _NAME).unlink(missing_ok=True)
