"""Where the parts of a rubric are written, what it inherits from other files included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from coach.files.inherit import Sources, resolve
from coach.files.node import Node, Path
from coach.files.pack_names import rubric_files
from coach.files.shipped import shipped_rubrics
from coach.model.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Places:
    """The nodes of a rubric's criteria, everything inherited in place."""

    file: str
    criteria: Mapping[str, Node]

    def find(self, criterion: str, path: Path) -> tuple[str, int]:
        """File and line of a part of a criterion, or of the nearest part around it that is written;
        line 0 when nothing is known of the criterion."""
        node = self.criteria.get(criterion)
        if node is None:
            return self.file, 0
        place = node.near(path).place if path else node.place
        return place.file, place.line

    def written(self, criterion: str, path: Path) -> bool:
        """Whether the part itself stands in a file; a default does not."""
        node = self.criteria.get(criterion)
        return node is None or node.reaches(path)


def places_in(
    rubric: Rubric, scorers: Mapping[str, type[Any]], library: Iterable[FilePath] = ()
) -> Places:
    """Where the parts of a rubric read from a file are written; empty for one without a file.

    library: where what it extends is looked for, besides the file's own folder.
    """
    if not rubric.file:
        return Places("", {})
    path = FilePath(rubric.file)
    others, packs, _ = rubric_files([path.parent, *(library or [shipped_rubrics()])])
    sources = Sources([path, *others], packs)
    parts, _ = resolve(sources.first(), sources, scorers)
    return Places(rubric.file, dict(parts.criteria) if parts else {})
