"""Where a command writes: stdout, or a file that appears only when it is complete."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from coach.model.problem import CoachError


@contextmanager
def binary_output(out: Path | None, source: Path | None = None) -> Iterator[BinaryIO]:
    """The output as bytes: stdout for None or ``-``, else the file.

    Links are followed, the mode of an existing file is kept, and what is no regular file (a pipe,
    a device) is written to as it stands. Raises CoachError when it cannot be written, or when it
    is the ``source`` that is being read.
    """
    if out is None or str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if str(out) in ("", "."):
        raise CoachError("--out: error[no-name] the name is empty; name a file, or - for stdout")
    target = out.resolve()
    if source is not None and source.exists() and target.exists() and target.samefile(source):
        raise CoachError(f"{out}: error[same-file] this is the file being read; name another")
    regular = target.is_file() or not target.exists()
    part = target.with_name(f".{target.name}.part") if regular else target
    try:
        stream = part.open("wb")
    except OSError as error:
        raise CoachError(f"{out}: error[unwritable] {error.strerror or error}") from None
    try:
        with stream:
            yield stream
        if regular:
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
    except OSError as error:
        if regular:
            part.unlink(missing_ok=True)
        raise CoachError(f"{out}: error[unwritable] {error.strerror or error}") from None
    except BaseException:
        if regular:
            part.unlink(missing_ok=True)
        raise


@contextmanager
def text_output(out: Path | None, source: Path | None = None) -> Iterator[TextIO]:
    """The same as text in UTF-8."""
    if out is None or str(out) == "-":
        yield sys.stdout
        return
    with binary_output(out, source) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=False)
        yield text
        text.flush()
        text.detach()
