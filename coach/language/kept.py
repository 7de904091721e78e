"""A property that is worked out at its first use and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - written as a decorator, like the ``property`` it is
    """Like ``functools.cached_property``, without the lock that Python 3.11 takes at every first use:
    a reading has some thirty of them. Two threads may both work one out; they find the same."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    @overload
    def __get__(self, whole: None, owner: type) -> Self: ...
    @overload
    def __get__(self, whole: object, owner: type) -> T: ...
    def __get__(self, whole: object | None, owner: type) -> Self | T:
        if whole is None:
            return self
        # No ``__set__``: once it stands in the instance, Python finds it there first.
        found = whole.__dict__[self.name] = self.work(whole)
        return found
