"""Channels: where a reply is read, by whom, and how long it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Visibility(StrEnum):
    """Who can read the reply."""

    PUBLIC = "public"
    PRIVATE = "private"


class Counting(StrEnum):
    """How a channel counts length."""

    WEIGHTED = "weighted"  # X: NFC, two for most scripts and emoji, 23 for a URL
    PLAIN = "plain"  # code points


@dataclass(frozen=True, slots=True)
class Place:
    """One channel at one visibility: its limit and the rubric used when none is named."""

    limit: int | None
    rubric: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel. ``places`` holds an entry for each visibility the channel has."""

    id: str
    title: str
    family: str  # post | forum | review | message | chat | email
    counting: Counting
    places: Mapping[Visibility, Place]
    source: str
    checked_on: str

    def place(self, visibility: Visibility) -> Place | None:
        """The limit and rubric at this visibility, or None where the channel lacks it."""
        return self.places.get(visibility)
