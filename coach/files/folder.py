"""Finding the YAML files of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coach.files.wording import quoted
from coach.model.problem import Problem


def yaml_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Files as given and the YAML files of folders, sorted by name; each file once.

    Hidden files and folders inside a folder are left alone. A path that is not there, or a
    folder that cannot be listed, is a problem.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            if path.is_dir():
                files += sorted(entry for entry in path.iterdir() if _is_yaml(entry))
            elif path.exists():
                files.append(path)
            else:
                message = "there is no such file or folder; check the name"
                problems.append(Problem(str(path), 1, 1, "missing-file", message))
        except (OSError, ValueError) as error:
            reason = quoted((getattr(error, "strerror", None) or str(error)).lower())[1:-1]
            message = f"this cannot be read ({reason}); check its permissions"
            problems.append(Problem(str(path), 1, 1, "unreadable", message))
    return list({_same(file): file for file in reversed(files)}.values())[::-1], problems


def _is_yaml(path: Path) -> bool:
    return path.suffix in {".yaml", ".yml"} and not path.name.startswith(".") and path.is_file()


def _same(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path
