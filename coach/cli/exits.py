"""What the exit code says."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; they are part of the contract with scripts."""

    FINE = 0
    FAILED_CHECK = 1
    USAGE = 2  # or a bad file
    BUG = 3
    INTERRUPTED = 130
