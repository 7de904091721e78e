"""Plain data that remembers where in which file each part was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from coach.model.problem import Problem

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def problem(self, word: str, message: str) -> Problem:
        """A problem at this place."""
        return Problem(self.file, self.line, self.column, word, message)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a file.

    value: a scalar, a dict from text to Node, or a list of Nodes.
    place: where the value starts; key: where its key starts, when it has one.
    faulty: a problem with this value is reported already; say nothing more about it.
    """

    value: Any
    place: Place
    key: Place | None = None
    faulty: bool = False

    def data(self) -> Any:
        """The value as plain dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: child.data() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.data() for child in self.value]
        return self.value

    def child(self, step: str | int) -> Node | None:
        """The node under a key or at an index, or None."""
        if isinstance(self.value, dict) and isinstance(step, str):
            found = self.value.get(step)
            return found if isinstance(found, Node) else None
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            item = self.value[step]
            return item if isinstance(item, Node) else None
        return None

    def along(self, path: Path) -> Iterator[Node]:
        """This node and the nodes down the path, as far as they exist."""
        node: Node | None = self
        steps = iter(path)
        while node is not None:
            yield node
            step = next(steps, None)
            if step is None:
                return
            node = node.child(step)

    def near(self, path: Path) -> Node:
        """The node at the path, or the deepest one on the way to it."""
        return list(self.along(path))[-1]

    def reaches(self, path: Path) -> bool:
        """Whether there is a node at the path."""
        return len(list(self.along(path))) == len(path) + 1

    def key_place(self, path: Path) -> Place:
        """Where the key of the path's last step was written; of its value, if it has no key."""
        node = self.near(path)
        return node.key or node.place
