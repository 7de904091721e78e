"""The tour of docs/agents.md: the way can be gone by keyboard alone, and every picture is there."""

from __future__ import annotations

from pathlib import Path

from .conftest import Start
from .pictures import FOLDER
from .tour import SIZE, STEPS, name_of, walk

DOCS = Path(__file__).parents[2] / "docs"


async def test_the_first_ten_minutes_need_no_more_than_the_keyboard(start: Start) -> None:
    seen: dict[str, str] = {}
    async with start(SIZE) as drive:
        await walk(drive, lambda step: seen.update({step: drive.text()}))
    assert tuple(seen) == STEPS
    assert len(set(seen.values())) == len(STEPS)
    for step, text in seen.items():
        last = text.rstrip().splitlines()[-1]
        assert "F1 help" in last or "Esc closes" in text, step


def test_the_tour_shows_every_picture_in_order() -> None:
    text = (DOCS / "agents.md").read_text(encoding="utf-8")
    places = [text.find(f"pictures/{name_of(step)}") for step in STEPS]
    assert places == sorted(places)
    assert places[0] > 0
    for step in STEPS:
        assert (FOLDER / name_of(step)).read_text(encoding="utf-8").startswith("<svg")
