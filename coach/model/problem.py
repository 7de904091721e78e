"""Problems in files and input, said with place and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it is, its word id, what is wrong and what to do. Lines and columns from 1.

    severity: a warning does not make a file unusable.
    """

    file: str
    line: int
    column: int
    word: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}[{self.word}] {self.message}"


class CoachError(Exception):
    """Something a user can mend: bad file, bad argument, bad environment. Exit code 2."""


class FileProblems(CoachError):  # noqa: N818 - it holds problems, the field's word
    """Every problem found in one or more files."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
