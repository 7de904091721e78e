"""Gives a file new content, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.model.problem import CoachError


@contextmanager
def replacing(path: Path, content: bytes) -> Iterator[None]:
    """The file has ``content`` when the block ends well; when it raises, it stays as it was.

    A link stays a link, and the file's mode is kept. Raises CoachError when the file, which must
    be there, or its folder cannot be written.
    """
    target = path.resolve()
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(0, "it may not be written")
        handle, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    part = Path(name)
    try:
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            shutil.copymode(target, part)
        except OSError as error:
            raise _unwritable(path, error) from None
        yield
        try:
            part.replace(target)
        except OSError as error:
            raise _unwritable(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> CoachError:
    reason = (error.strerror or str(error)).lower()
    message = f"the file cannot be written ({reason}); check its permissions and its folder's"
    return CoachError(f"{path}: error[unwritable] {message}")
