"""What the UI remembers beside the store: light or dark, and who practised last."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class Settings:
    """A tiny file of ``name=value`` lines next to the store, read before the first paint.

    Losing it costs nothing, so faults are ignored.
    """

    def __init__(self, db: Path) -> None:
        self._path = db.with_name(f"{db.name}.ui")
        self._values: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            for line in self._path.read_text(encoding="utf-8").splitlines():
                name, found, value = line.partition("=")
                if found:
                    self._values[name] = value

    def get(self, name: str) -> str | None:
        """The remembered value."""
        return self._values.get(name)

    def put(self, name: str, value: str) -> None:
        """Remembers a one-line value, at once and for the next start."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        text = "".join(f"{name}={value}\n" for name, value in self._values.items())
        # written beside and moved: a second coach never reads half a file
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with contextlib.suppress(OSError, ValueError):
            draft.write_text(text, encoding="utf-8")
            draft.replace(self._path)
