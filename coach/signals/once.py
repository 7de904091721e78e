"""What is worked out of a text once and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from coach.language.text import Text

T = TypeVar("T")


def once(work: Callable[[Text], T]) -> Callable[[Text], T]:
    """Like ``functools.lru_cache`` for one text, but kept in the text itself: nothing has to be
    hashed at a look-up, and what is known of a text goes when the text goes."""
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def known(text: Text) -> T:
        kept = text.__dict__
        if name in kept:
            found: T = kept[name]
        else:
            found = kept[name] = work(text)
        return found

    return known
