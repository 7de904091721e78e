"""Where coach keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

from coach.model.problem import CoachError

VARIABLE = "COACH_DB"


def store_path(option: str | None = None) -> Path:
    """The store file: the ``--db`` option, else COACH_DB, else the user's data folder.

    Only names the place; whether a store can live there is found out when it is opened.
    """
    if option is not None and not option.strip():
        raise CoachError("--db: error[no-place] the place is empty; name a file")
    chosen = option or os.environ.get(VARIABLE, "").strip()
    if chosen:
        return _expanded(chosen)
    from platformdirs import user_data_path

    return _absolute(user_data_path("coach", appauthor=False)) / "coach.db"


_chosen: list[str | None] = [None]


def choose(option: str | None) -> None:
    """Take the packs from beside the store of ``--db``; None: of the usual one."""
    _chosen[0] = option


def pack_folder() -> Path:
    """The folder of installed packs: ``packs`` beside the store that was chosen."""
    return store_path(_chosen[0]).parent / "packs"


def log_folder() -> Path:
    """The folder for the logs of crashes."""
    from platformdirs import user_log_path

    return _absolute(user_log_path("coach", appauthor=False))


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~nobody, or no home at all
        message = "there is no such home folder; write the path out"
        raise CoachError(f"{text}: error[no-home] {message}") from None


def _absolute(folder: Path) -> Path:
    """Without a home the system's answer stays relative, and would land wherever coach runs."""
    if not folder.is_absolute():
        raise CoachError(
            f"{folder}: error[no-home] there is no home folder to keep the store in; "
            f"name a place with --db PATH or {VARIABLE}"
        )
    return folder
