"""The verdict on the decision: as much of its reason as there is room for, and all of it with F2."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.model.scenario import Choice
from coach.practice.decide import Decided, Verdict
from coach.services import catalogue
from coach.store import Store
from coach.ui.widgets.decision import ALL, DecisionBar
from coach.ui.widgets.draft import Draft

from .conftest import NOW, Start

LONGEST = max(
    (s for s in catalogue.scenarios() if s.crisis is None), key=lambda s: len(s.decision.why)
)


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent, who practises at once."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


def folded(text: str) -> str:
    """Words alone, whatever lines and frames stand between them."""
    return " ".join(text.replace("│", " ").replace("─", " ").split())


async def test_a_reason_that_is_cut_says_where_it_is_whole(start: Start, maya: Path) -> None:
    assert len(LONGEST.decision.why) > 180
    async with start((80, 24), scenario=LONGEST.id) as drive:
        await drive.at("practice")
        await drive.press("1", "enter")
        await drive.sees("F2 shows all")
        last = LONGEST.decision.why.split()[-3:]
        assert " ".join(last) not in folded(drive.text())
        await drive.press("f2")
        await drive.sees("Esc closes")
        await drive.until(lambda: " ".join(last) in folded(drive.text()))
        await drive.press("escape")
        drive.app.screen.query_one(Draft).focus()
        await drive.type("Thank you for your message. We apologize for any inconvenience. ")
        await drive.sees("inconvenience")
        await drive.press("f2")
        await drive.sees("Do     ")


async def test_a_short_reason_is_whole_at_once(start: Start, maya: Path) -> None:
    async with start((80, 24), scenario="airline-tarmac-silence") as drive:
        await drive.at("practice")
        bar = drive.app.screen.query_one(DecisionBar)
        await drive.press("1", "enter")
        await drive.sees("the best choice")
        assert ALL not in drive.text()
        bar.judge(Decided(Choice.HOLD), Verdict(0.0, Choice.REPLY_PUBLIC, "word " * 200))
        await drive.sees("F2 shows all")
