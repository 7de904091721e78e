"""The file a store lives in: checked before SQLite may touch it, made private when new."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from coach.store.faults import ELSEWHERE, NoStoreError, fault

_HEADER = b"SQLite format 3\x00"


def prepare(path: Path, *, readonly: bool) -> None:
    """Makes sure a store can live at ``path``; creates folder and file unless ``readonly``.

    Raises CoachError, and leaves whatever is there as it was, when it cannot.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if readonly:
            message = "there is no store yet; run coach once to make it"
            raise NoStoreError(f"{path}: error[no-store] {message}") from None
        _create(path)
        return
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = _reason(error)
        raise fault(path, "unopened", f"cannot be opened ({reason}); {ELSEWHERE}") from None
    if stat.S_ISDIR(found.st_mode):
        raise fault(path, "is-folder", "this is a folder; name a file in it, as in coach.db")
    if not stat.S_ISREG(found.st_mode):
        raise fault(path, "not-a-store", f"this is no regular file; {ELSEWHERE}")
    _check_header(path)
    if not readonly and not writable(path):
        raise fault(
            path,
            "read-only",
            "the store cannot be written; check the permissions of the file and its folder, "
            f"or {ELSEWHERE}",
        )


def address(path: Path, *, readonly: bool) -> str:
    """The URI under which SQLite opens the file."""
    uri = path.absolute().as_uri()
    if writable(path):
        # for reading as well: only then does SQLite clear away the files it puts beside a store
        return f"{uri}?mode=rw"
    # Where nothing can be written and no log holds anything, the file is read as it lies there;
    # log files of ours beside it would keep its owner from writing.
    alone = readonly and not path.with_name(path.name + "-wal").exists()
    return f"{uri}?mode=ro{'&immutable=1' if alone else ''}"


def writable(path: Path) -> bool:
    """Whether a store that is there can be written: SQLite needs its folder too."""
    return _may_write(path) and _may_write(path.parent)


def _may_write(path: Path) -> bool:
    # the effective user is the one whose rights count when a file is opened
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _create(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # 0600: drafts and live replies are nobody else's business; SQLite gives the same
        # permissions to the files it puts beside it
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except (OSError, ValueError) as error:
        message = f"the store cannot be made here ({_reason(error)}); {ELSEWHERE}"
        raise fault(path, "unwritable", message) from None


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            start = stream.read(len(_HEADER))
    except OSError as error:
        message = f"the store cannot be read ({_reason(error)}); check its permissions"
        raise fault(path, "unreadable", message) from None
    if start and start != _HEADER:
        raise fault(path, "not-a-store", f"this is no coach store; check the name, or {ELSEWHERE}")


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
