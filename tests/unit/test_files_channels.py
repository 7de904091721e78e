"""The channels, and the folders that come with coach."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import coach
from coach.files import shipped
from coach.files.channels import read_channels, shipped_channels
from coach.model.channel import Counting, Place, Visibility
from coach.model.problem import CoachError, FileProblems


def test_the_shipped_channels_are_read() -> None:
    channels = shipped_channels()
    assert channels["x"].counting is Counting.WEIGHTED
    assert channels["x"].place(Visibility.PUBLIC) == Place(280, "social-care")
    assert channels["email"].place(Visibility.PUBLIC) is None
    assert channels["email"].places[Visibility.PRIVATE].limit is None
    assert shipped_channels() is channels


def test_reading_channels_does_not_import_pydantic() -> None:
    code = (
        "import sys; from coach.files.channels import shipped_channels\n"
        "assert 'ruamel.yaml' not in sys.modules\n"
        "shipped_channels(); assert 'pydantic' not in sys.modules"
    )
    root = Path(coach.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match="missing-file"):
        read_channels(tmp_path / "channels.yaml")


def test_folders_inside_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "coach"
    package.mkdir()
    monkeypatch.setattr(coach, "__file__", str(package / "__init__.py"))
    shipped._folder.cache_clear()
    try:
        with pytest.raises(CoachError, match="install coach again"):
            shipped.shipped_rubrics()
        (tmp_path / "rubrics").mkdir()
        assert shipped.shipped_rubrics() == tmp_path / "rubrics"
        shipped._folder.cache_clear()
        (package / "shipped" / "rubrics").mkdir(parents=True)
        assert shipped.shipped_rubrics() == package / "shipped" / "rubrics"
    finally:
        shipped._folder.cache_clear()
