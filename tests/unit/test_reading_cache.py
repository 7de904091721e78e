"""What coach keeps of its own files between runs: the same as read, and never another's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from coach.files.channels import shipped_channels
from coach.files.rubric_reader import find_rubric
from coach.files.shipped import shipped_rubrics
from coach.language import lexicons
from coach.language.lexicons import lexicon
from coach.model.rubric import Rubric
from coach.scorers import option_types
from coach.services import catalogue, reading_cache
from coach.services.lexicon_cache import read_lexicons
from coach.services.reading_cache import kept, stamps
from coach.services.rubric_cache import cached_channels, cached_rubric

ID = "social-care"
SHIPPED = find_rubric(ID, [shipped_rubrics()], option_types(), catalogue.channels())


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    def found(name: str) -> Path:
        return tmp_path / "cache" / f"{name}.json"

    monkeypatch.setattr(reading_cache, "_place", found)
    return found


class Reader:
    """Gives the same each time, and counts how often it was asked."""

    def __init__(self, found: Any) -> None:
        self.found, self.times = found, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.found


def change(file: Path, edit: Callable[[Any], object]) -> None:
    data = json.loads(file.read_bytes())
    edit(data["data"])
    file.write_text(json.dumps(data))


@pytest.mark.parametrize("name", catalogue.rubric_ids())
def test_a_kept_rubric_is_the_rubric_that_was_read(name: str) -> None:
    fresh = find_rubric(name, [shipped_rubrics()], option_types(), catalogue.channels())
    read = Reader(fresh)
    assert cached_rubric(name, option_types(), read) is fresh
    again = cached_rubric(name, option_types(), read)
    assert read.times == 1
    assert again is not fresh
    assert again == fresh
    assert repr(again) == repr(fresh)  # 1 and 1.0 are equal, but not the same on a scorecard


def _easier(data: Any) -> None:
    data["criteria"][0]["bands"][-1]["score"] = 2


def _another(data: Any) -> None:
    data.update(asdict(_shipped("email")))


def _shipped(name: str) -> Rubric:
    return find_rubric(name, [shipped_rubrics()], option_types(), catalogue.channels())


@pytest.mark.parametrize(
    "edit",
    [
        _easier,
        _another,
        lambda data: data.update(pass_mark=1),
        lambda data: data.update(pass_mark="80"),
        lambda data: data["criteria"].pop(),
        lambda data: data["criteria"][0].update(scorer="gone"),
        lambda data: data["criteria"][0].update(options={"more": 1}),
        lambda data: data.pop("sections"),
        lambda data: data.update(criteria=None),
        lambda data: data.update(criteria=[1]),
    ],
)
def test_a_rubric_that_says_something_else_than_its_digest_is_read_anew(
    edit: Callable[[Any], object], place: Callable[[str], Path]
) -> None:
    read = Reader(SHIPPED)
    cached_rubric(ID, option_types(), read)
    change(place(f"rubric-{ID}"), edit)
    assert cached_rubric(ID, option_types(), read) is SHIPPED
    assert read.times == 2
    assert cached_rubric(ID, option_types(), read) == SHIPPED
    assert read.times == 2


def test_kept_channels_are_the_channels_that_were_read(place: Callable[[str], Path]) -> None:
    read = Reader(shipped_channels())
    assert cached_channels(read) == cached_channels(read) == shipped_channels()
    assert list(cached_channels(read)) == list(shipped_channels())
    assert read.times == 1
    change(place("channels"), lambda data: data[0]["places"].update(secret=None))
    assert cached_channels(read) == shipped_channels()
    assert read.times == 2


def test_kept_lexicons_are_the_lexicons_that_were_read(
    place: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [file.stem for file in lexicons.lexicon_folder().glob("*.yaml")]
    taken: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(lexicons, "_read_before", taken)
    read_lexicons()
    first = dict(taken)
    taken.clear()
    read_lexicons()
    assert taken == first == {name: lexicon(name) for name in names}
    assert all(taken[name] is not first[name] for name in names)
    change(place("lexicons"), lambda data: data.update(acts="none"))
    read_lexicons()
    assert taken == first


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
@pytest.mark.skipif(
    os.name != "posix", reason="other systems keep the user's folder by other means"
)
def test_a_file_that_others_may_write_is_not_believed(
    mode: int, place: Callable[[str], Path]
) -> None:
    read = Reader([1])
    assert kept("x", [], read, list, list) == [1]
    change(place("x"), lambda data: data.append(2))
    assert kept("x", [], read, list, list) == [1, 2]
    place("x").chmod(mode)
    assert kept("x", [], read, list, list) == [1]
    assert place("x").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="there are no user ids elsewhere")
def test_another_users_file_is_not_believed(
    place: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Reader([1])
    kept("x", [], read, list, list)
    monkeypatch.setattr(os, "getuid", lambda: place("x").stat().st_uid + 1)
    kept("x", [], read, list, list)
    assert read.times == 2


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff", b"{}", b"null", b""])
def test_what_is_no_cache_is_replaced(content: bytes, place: Callable[[str], Path]) -> None:
    read = Reader([1])
    place("x").parent.mkdir()
    place("x").write_bytes(content)
    assert kept("x", [], read, list, list) == kept("x", [], read, list, list) == [1]
    assert read.times == 1


def test_a_stamp_changes_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    seen = [stamps([file])]
    for text in ("one", "other"):
        file.write_text(text)
        seen.append(stamps([file]))
    assert seen[0] != seen[1] != seen[2]


def test_a_first_hint_takes_no_reader_of_files(tmp_path: Path) -> None:
    """From the second start on: reading files is what kept people waiting."""
    code = (
        "import sys; from coach.services import catalogue, warming\n"
        "warming.warm_up(catalogue.scenarios()[0].id)\n"
        "print({'pydantic', 'ruamel.yaml', 'yaml'} & set(sys.modules))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said[0] != "set()"
    assert said[1] == "set()"
