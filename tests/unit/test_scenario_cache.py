"""The cache of the shipped scenarios: the same scenarios, read anew when anything has changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from coach.files.plain_data import built
from coach.model.scenario import Scenario
from coach.services import catalogue, reading_cache
from coach.services.scenario_cache import cached

SHIPPED = catalogue.scenarios()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache" / "scenarios.json"
    monkeypatch.setattr(reading_cache, "_place", lambda name: place)
    (tmp_path / "corpora" / "scenarios").mkdir(parents=True)
    (tmp_path / "corpora" / "channels.yaml").write_text("x")
    found = tmp_path / "corpora" / "scenarios"
    (found / "a.yaml").write_text("one")
    return found


class Reader:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[Scenario, ...]:
        self.times += 1
        return SHIPPED


def test_plain_data_and_back_is_the_same() -> None:
    for scenario in SHIPPED:
        assert built(Scenario, json.loads(json.dumps(asdict(scenario)))) == scenario


@pytest.mark.parametrize("data", [None, [], {}, {"id": 1}, "x"])
def test_data_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(ValueError):
        built(Scenario, data)


def test_files_are_read_once_until_one_changes(folder: Path) -> None:
    read = Reader()
    assert cached(folder, read, ["r"]) == cached(folder, read, ["r"]) == SHIPPED
    assert read.times == 1
    (folder / "a.yaml").write_text("another")
    assert cached(folder, read, ["r"]) == SHIPPED
    assert read.times == 2
    (folder / "b.yaml").write_text("new")
    cached(folder, read, ["r"])
    cached(folder, read, ["r", "s"])
    assert read.times == 4


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 1}', "null", "\x00"])
def test_a_broken_cache_is_made_anew(folder: Path, content: str) -> None:
    read = Reader()
    cached(folder, read, [])
    place = reading_cache._place("scenarios")
    assert place is not None
    place.write_text(content)
    assert cached(folder, read, []) == SHIPPED
    assert read.times == 2
    assert cached(folder, read, []) == SHIPPED
    assert read.times == 2


def test_a_cache_with_broken_scenarios_is_made_anew(folder: Path) -> None:
    read = Reader()
    cached(folder, read, [])
    place = reading_cache._place("scenarios")
    assert place is not None
    data = json.loads(place.read_bytes())
    data["data"][0]["difficulty"] = "hard"
    place.write_text(json.dumps(data))
    assert cached(folder, read, []) == SHIPPED
    assert read.times == 2


def test_without_a_place_to_write_the_files_are_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    place = tmp_path / "file" / "scenarios.json"
    monkeypatch.setattr(reading_cache, "_place", lambda name: place)
    read = Reader()
    assert cached(folder, read, []) == SHIPPED
    monkeypatch.setattr(reading_cache, "_place", lambda name: None)
    assert cached(folder, read, []) == SHIPPED
    assert read.times == 2
