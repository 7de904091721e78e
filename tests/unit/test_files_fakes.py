"""The scorer table that tests of the readers use, instead of the real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from coach.files.defaults import default_options
from coach.files.options import options_shape


@dataclass(frozen=True, slots=True)
class Phrases:
    """Counts wordings."""

    phrases: tuple[str, ...] = field(default=(), metadata={"description": "The wordings to count."})
    limit: int = 5
    share: float = 0.5
    whole: bool = False
    how: Literal["all", "some"] | None = None
    not_in: frozenset[str] = frozenset({"never"})

    @classmethod
    def check(cls, options: Phrases) -> Iterator[tuple[str, str]]:
        """Brackets must be closed."""
        for index, wording in enumerate(options.phrases):
            if wording.count("(") != wording.count(")"):
                yield f"phrases.{index}", f"'{wording}' has an open bracket; close it"


@dataclass(frozen=True, slots=True)
class Length:
    """Counts characters."""

    unit: str


SCORERS: dict[str, type[Any]] = {"phrases": Phrases, "length": Length}
CHANNELS = ("x", "facebook", "email")


def test_the_fakes_are_usable_option_classes() -> None:
    assert default_options(Phrases)["limit"] == 5
    assert default_options(Length) == {}
    assert list(options_shape("length", Length).model_fields) == ["unit"]
