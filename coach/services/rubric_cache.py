"""The shipped rubrics and channels as they were read last, so that practice opens sooner.

Reading them from their files takes YAML with positions, a pydantic shape for the options of every
scorer, and a check of every example: more than all the marks of a first hint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from coach.files.plain_data import built
from coach.files.rubric_data import digest
from coach.files.shipped import shipped_corpora, shipped_rubrics
from coach.model.channel import Channel
from coach.model.rubric import Rubric
from coach.services.reading_cache import kept, stamps

Options = Mapping[str, type[Any]]
_COACH = Path(__file__).parents[1]


def cached_rubric(name: str, options: Options, read: Callable[[], Rubric]) -> Rubric:
    """A shipped rubric: from the cache while nothing it is made of has changed, else as ``read``
    gives it, which is then kept. What ``read`` raises is passed on.

    Its digest is worked out anew: whatever the cache holds, a score is pinned to what it was
    scored by. options: scorer name -> its Options.
    """

    def from_data(data: Any) -> Rubric:
        given = data["criteria"]
        bare = built(Rubric, {**data, "criteria": [{**one, "options": None} for one in given]})
        criteria = tuple(
            replace(criterion, options=built(options[criterion.scorer], one["options"]))
            for criterion, one in zip(bare.criteria, given, strict=True)
        )
        found = replace(bare, criteria=criteria)
        if found.id != name or digest(found) != found.digest:
            raise ValueError("not the rubric that was kept")
        return found

    sources = [
        *sorted(shipped_rubrics().glob("*.yaml")),
        shipped_corpora() / "channels.yaml",
        shipped_corpora() / "lexicons" / "phrases.yaml",
        _COACH / "model" / "rubric.py",
        *sorted((_COACH / "files").glob("*.py")),
        *sorted((_COACH / "scorers").glob("*.py")),
    ]
    return kept(f"rubric-{name}", stamps(sources), read, asdict, from_data)


def cached_channels(read: Callable[[], Mapping[str, Channel]]) -> Mapping[str, Channel]:
    """The shipped channels, likewise."""
    sources = [shipped_corpora() / "channels.yaml", _COACH / "files" / "channels.py"]

    def as_data(channels: Mapping[str, Channel]) -> Any:
        return [asdict(channel) for channel in channels.values()]

    def from_data(data: Any) -> Mapping[str, Channel]:
        found = [built(Channel, item) for item in data]
        return {channel.id: channel for channel in found}

    return kept("channels", stamps(sources), read, as_data, from_data)
