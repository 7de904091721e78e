"""Text that wants to break the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Paste

from coach.model.scenario import Choice
from coach.model.thread import Speaker, Turn
from coach.services import catalogue
from coach.services.practise import Sitting
from coach.store import Store
from coach.ui.screens.practice import PracticeScreen
from coach.ui.widgets.draft import LONGEST, Draft

from .conftest import NOW, Start

HOSTILE = (
    "[red]markup[/] [/] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m \x1b]52;c;AAAA\x07 \x9b2J",
    "left \u202eright\u202c \u2066x\u2069",
    "a\x00b",
    "half \ud83d emoji",
    "e" + "\u0301" * 300,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea \u0600",
    "x" * 5000,
    "",
)


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


def sitting_with(text: str) -> Sitting:
    """A sitting whose every outside text is hostile."""
    scenario = catalogue.scenario("airline-tarmac-silence")
    brand = replace(scenario.brand, name=text, voice=text, policies=(text,))
    customer = replace(scenario.customer, handle=text, name=text, known=text, history=(text,))
    scenario = replace(
        scenario,
        title=text,
        brand=brand,
        customer=customer,
        audience=replace(scenario.audience, watching=text),
        turns=(Turn(Speaker.CUSTOMER, text or "x", text), Turn(Speaker.OTHER, text, text)),
        facts=(text,),
        exemplars=(replace(scenario.exemplars[0], reply=text, note=text),),
    )
    return Sitting(scenario, catalogue.rubric(scenario.rubric), catalogue.channels())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_foreign_text_is_shown_as_it_is(start: Start, maya: Path, text: str) -> None:
    async with start((100, 40)) as drive:
        await drive.sees("Today's plan")
        sitting = sitting_with(text)
        sitting.decision = Choice.REPLY_PUBLIC
        await drive.app.push_screen(PracticeScreen(sitting))
        await drive.at("practice")
        draft = drive.app.screen.query_one(Draft)
        drive.app.post_message(Paste(text + " ok."))
        await drive.until(lambda: draft.text.endswith(" ok."))
        await drive.sees("public")
        if text.startswith("[red]"):
            await drive.sees("[red]markup[/]")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.press("e")
        await drive.until(lambda: drive.where == "PageScreen")
        await drive.press("escape")
        await drive.at("scorecard")
        for strip in drive.app.screen._compositor.render_strips(drive.app.size):
            assert not set(strip.text) & set("\x00\x1b\x9b\u202e\u2066\ud83d")


async def test_hidden_characters_stay_out_of_the_draft(start: Start, maya: Path) -> None:
    async with start(scenario="airline-tarmac-silence") as drive:
        await drive.at("practice")
        draft = drive.app.screen.query_one(Draft)
        drive.app.post_message(Paste("a\x1b[31mb\u202ec\ud83dd\r\ne\tf"))
        await drive.until(lambda: draft.text)
        assert draft.text == "a[31mbcd\ne    f"
        await drive.sees("cannot be seen.")


async def test_a_paste_of_a_megabyte_is_cut(start: Start, maya: Path) -> None:
    async with start(scenario="airline-tarmac-silence") as drive:
        await drive.at("practice")
        draft = drive.app.screen.query_one(Draft)
        drive.app.post_message(Paste("lorem ipsum " * 90_000))
        await drive.until(lambda: draft.text)
        assert len(draft.text) == LONGEST
        await drive.sees("the rest was left out")
        await drive.sees("too many")
        draft.focus()
        await drive.press("backspace", "x", "y")
        assert len(draft.text) == LONGEST
        assert draft.text.endswith("x")


async def test_a_hostile_name_and_draft_in_the_store(start: Start, db: Path) -> None:
    from coach.model.attempt import SavedDraft

    with Store(db) as store:
        agent = store.add_agent("[b]Ma[/b]ya", NOW)
        for number, scenario in enumerate(("airline-tarmac-silence", "not-there-any-more")):
            text = HOSTILE[number + 1] + "\ud83d"
            store.save_draft(SavedDraft(agent.id, scenario, 1, None, text, 1.0, NOW, {}))
    async with start() as drive:
        await drive.sees("Welcome back, [b]Ma[/b]ya.")
        await drive.sees("‹U+001B›")
        await drive.press("enter")
        await drive.at("practice")
        assert drive.app.screen.query_one(Draft).text.startswith("[31mred")
