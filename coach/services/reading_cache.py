"""What coach has read and checked of its own files, kept as JSON until one of them changes.

The files are in the user's cache folder. Nothing there is believed that another could have put
there: a file must be the user's own and nobody else's to write, and whoever takes data from it
checks its shape. What cannot be used is read anew, and what cannot be kept is done without.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from coach import __version__

T = TypeVar("T")
_OTHERS = 0o022  # the group or everybody may write


def kept(
    name: str, key: list[Any], read: Callable[[], T], as_data: Callable[[T], Any],
    from_data: Callable[[Any], T],
) -> T:  # fmt: skip
    """What ``read`` gives: from the cache while the key is the same, else read and then kept.

    key: JSON-ready, what the result depends on; coach's version is added. from_data: raises
    ValueError, TypeError, KeyError or AttributeError for data it cannot use. What ``read`` raises
    is passed on.
    """
    place = _place(name)
    if place is None:
        return read()
    key = [__version__, *key]
    try:
        found = json.loads(_content(place))
        if found["key"] == key:
            return from_data(found["data"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    result = read()
    _keep(place, {"key": key, "data": as_data(result)})
    return result


def stamps(files: Iterable[Path]) -> list[list[Any]]:
    """What tells whether files have changed, as part of a key; a missing file is the reader's to
    complain of."""
    found: list[list[Any]] = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            found.append([str(file)])
        else:
            found.append([str(file), stat.st_size, stat.st_mtime_ns])
    return found


def _place(name: str) -> Path | None:
    from platformdirs import user_cache_path

    folder = user_cache_path("coach", appauthor=False)
    return folder / f"{name}.json" if folder.is_absolute() else None


def _content(place: Path) -> bytes:
    """The bytes of a file that is the user's own. Raises OSError."""
    with place.open("rb") as stream:
        stat = os.fstat(stream.fileno())
        if hasattr(os, "getuid") and (stat.st_uid != os.getuid() or stat.st_mode & _OTHERS):
            raise PermissionError(f"{place} may be somebody else's")
        return stream.read()


def _keep(place: Path, data: dict[str, Any]) -> None:
    """Writes a file whole or not at all; without room or permission there is just none."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".part", f".{place.stem}", place.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(data, stream, ensure_ascii=False)
            Path(name).replace(place)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)
