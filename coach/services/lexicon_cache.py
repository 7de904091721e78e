"""The shipped lexicons as they were read last, so that a first hint need not wait for YAML."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from coach.language.lexicons import lexicon, lexicon_folder, take
from coach.services.reading_cache import kept

Lexicons = dict[str, dict[str, Any]]


def read_lexicons() -> None:
    """Has all lexicons at hand. Raises CoachError when they are missing."""
    files = sorted(lexicon_folder().glob("*.yaml"))
    key = [[file.stem, sha256(file.read_bytes()).hexdigest()] for file in files]

    def read() -> Lexicons:
        return {file.stem: lexicon(file.stem) for file in files}

    def from_data(data: Any) -> Lexicons:
        if data.keys() != {file.stem for file in files}:
            raise ValueError("not the lexicons that were kept")
        if not all(type(found) is dict for found in data.values()):
            raise ValueError("a lexicon is a mapping")
        return dict(data)

    take(kept("lexicons", key, read, dict, from_data))
