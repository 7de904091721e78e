"""Home, who practises, test mode, search and palette."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from textual.widgets import Input

from coach.model.attempt import SavedDraft
from coach.model.profile import Profile, Stage
from coach.model.scenario import Choice
from coach.services import catalogue, warming
from coach.services.practise import open_sitting
from coach.store import Store
from coach.ui.commands import COMMANDS, WHERE, bindings
from coach.ui.palette import fits
from coach.ui.screens.help import help_page
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.lines import Lines

from .conftest import NOW, Drive, Start

TARMAC = "airline-tarmac-silence"


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent, who is taken without asking."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


def planned(drive: Drive) -> list[str]:
    """The ids of today's plan."""
    view = drive.app.view
    return [suggestion.scenario.id for suggestion in view.plan] if view else []


async def home_again(drive: Drive) -> None:
    """Home, with what was read anew."""
    before = drive.app.view
    await drive.press("escape")
    await drive.at("home")
    await drive.until(lambda: drive.app.view is not before)


# the plan of a day


async def test_the_plan_stays_when_a_line_is_paused(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        first = planned(drive)
        await drive.press("1")
        await drive.at("practice")
        await drive.press("1")
        await drive.type("half")
        await home_again(drive)
        await drive.sees("Go on where you stopped")
        assert planned(drive) == first
    async with start() as drive:
        await drive.sees("Today's plan")
        assert planned(drive) == first


async def test_a_line_that_is_done_is_ticked_and_others_can_be_asked_for(
    start: Start, maya: Path
) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        first = planned(drive)
        send(maya, first[1])
        await drive.press("l")
        await drive.at("library")
        await home_again(drive)
        assert planned(drive) == first
        assert drive.app.view is not None and drive.app.view.done == {first[1]}
        await drive.sees("Done. ")
        await drive.press("o")
        await drive.until(lambda: planned(drive) != first)
        assert first[1] in planned(drive)
        assert not {first[0], first[2]} & set(planned(drive))


async def test_answers_about_channels_choose_the_plan_anew(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        with Store(maya) as store:
            store.save_profile(Profile(1, (), {"x": 1, "threads": 5}, 3, Stage.DONE, NOW))
        await drive.press("l")
        await drive.at("library")
        await home_again(drive)
        assert drive.app.view is not None
        said = [(s.scenario.channel, s.reason) for s in drive.app.view.plan]
        assert said[:2] == [
            ("threads", "You are at home on Threads: an easy start"),
            ("x", "X is new to you: a gentle first step"),
        ]
        assert all(s.scenario.difficulty <= 2 for s in drive.app.view.plan)


def send(db: Path, name: str, mode: str = "practice") -> None:
    """Sends a reply to a scenario, past the screens."""
    with Store(db) as store:
        sitting = open_sitting(name, store, store.agents()[0], lambda: NOW, mode)
        sitting.decide(Choice.REPLY_PUBLIC)
        sitting.submit("Sorry about that. We are on it.", 1.0)


@pytest.mark.parametrize(("n", "more"), [(1, ""), (2, ""), (5, "and 3 more")])
async def test_unfinished_ones_leave_room_for_the_rest(
    start: Start, maya: Path, n: int, more: str
) -> None:
    with Store(maya) as store:
        for one in catalogue.scenarios()[:n]:
            store.save_draft(SavedDraft(1, one.id, 1, None, "half a thought", 1.0, NOW, {}))
    async with start() as drive:
        await drive.sees("Today's plan")
        shown = drive.text()
        for words in ("Drills", "Lessons", "Last results"):
            assert words in shown
        assert shown.count("half a thought") == min(n, 2)
        assert ("more" in shown.split("Today's plan")[0]) is bool(more)
        assert more in shown
        if more:
            await drive.press("down", "down", "enter")
            await drive.until(lambda: drive.text().count("half a thought") == n)


# test mode


async def test_test_mode_is_seen_started_and_ended(start: Start, maya: Path) -> None:
    with Store(maya) as store:
        sitting = open_sitting(TARMAC, store, store.agents()[0], lambda: NOW)
        sitting.save("Hi", 1.0)
    async with start((80, 24)) as drive:
        await drive.sees("Today's plan")
        assert "test mode" not in drive.text().splitlines()[0]
        await drive.press("m")
        await drive.until(lambda: "test mode: on" in drive.text().splitlines()[0])
        await drive.press("l")
        await drive.at("library")
        assert "test mode: on  Maya" in drive.text().splitlines()[0]
        await search_and_open(drive, "tarmac")
        assert drive.app.screen.query_one(Draft).text == ""  # not the words written with hints
        assert "test: no hints" in drive.text()
        await drive.press("1")
        await drive.type("Hello")
        await drive.sees("draft saved")
        await home_again(drive)
        await drive.press("m")
        await drive.until(lambda: "test mode" not in drive.text().splitlines()[0])
        await drive.press("l")
        await drive.at("library")
        await search_and_open(drive, "tarmac")
        assert drive.app.screen.query_one(Draft).text == "Hi"
        assert "test: no hints" not in drive.text()
        await home_again(drive)
        # the test that was begun goes on as a test, from its own line
        lines = drive.app.screen.query_one(Lines)
        lines.choose(f"draft:test:{TARMAC}")
        await drive.press("enter")
        await drive.at("practice")
        assert drive.app.screen.query_one(Draft).text == "Hello"
        assert "test: no hints" in drive.text()
    async with start() as drive:
        await drive.sees("Today's plan")
        assert "test mode" not in drive.text().splitlines()[0]


async def search_and_open(drive: Drive, words: str) -> None:
    """From the library's list to a scenario."""
    await drive.sees("Channel: any")
    await drive.press("slash")
    await drive.type(words)
    await drive.press("enter", "enter")
    await drive.at("practice")


def test_a_test_leaves_the_practice_draft_alone(maya: Path) -> None:
    with Store(maya) as store:
        agent = store.agents()[0]
        open_sitting(TARMAC, store, agent, lambda: NOW).save("Hi", 1.0)
        test = open_sitting(TARMAC, store, agent, lambda: NOW, "test")
        assert (test.text, test.decision) == ("", None)
        test.save("Dear", 1.0)
        test.skip()
        assert [d.text for d in store.drafts(agent.id)] == ["Hi"]


# who


async def test_who_has_a_way_out_and_takes_letters(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("W")
        await drive.at("who")
        assert "Esc back" in drive.text().splitlines()[-1]
        await drive.press("escape")
        await drive.at("home")
        await drive.press("w")
        await drive.at("who")
        await drive.type("Leo")
        assert drive.app.screen.query_one(Input).value == "Leo"
        await drive.press("enter")
        await drive.at("profile")
        assert drive.app.agent is not None and drive.app.agent.name == "Leo"


async def test_who_without_anybody_says_how_to_leave(start: Start, db: Path) -> None:
    async with start() as drive:
        await drive.at("who")
        await drive.sees("Ctrl+Q leaves coach")
        assert "Esc" not in drive.text().splitlines()[-1]
        await drive.press("escape")
        await drive.sees("Say first who practises")
        assert drive.where == "who"


# keys, search, palette, help


def test_every_letter_works_as_a_capital_too() -> None:
    for where in WHERE:
        bound = {b.key for b in bindings(where)}  # type: ignore[union-attr]
        for command in COMMANDS:
            letters = [k for k in command.key.split(",") if len(k) == 1 and k.isalpha()]
            if command.where == where and command.bound and letters:
                keys = {name for keys in bound for name in keys.split(",")}
                assert {k.upper() for k in letters} | set(letters) <= keys


async def test_a_capital_does_what_the_footer_says(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("P progress")
        await drive.press("P")
        await drive.at("progress")
        await drive.press("escape")
        await drive.at("home")
        await drive.press("L")
        await drive.at("library")


async def test_fast_typing_after_the_slash_is_searched(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("l")
        await drive.at("library")
        await drive.sees("Channel: any")
        from textual.events import Key

        screen = drive.app.screen
        for letter in "/tcsvxmk":  # all at once, as from a paste or a fast hand
            drive.app.post_message(Key("slash" if letter == "/" else letter, letter))
        await drive.until(lambda: screen.query_one(Input).value == "tcsvxmk")
        assert drive.app.screen is screen


async def test_crises_and_conversations_are_marked_found_and_kept(start: Start, maya: Path) -> None:
    every = catalogue.scenarios()
    crises = {s.id for s in every if s.crisis is not None}
    talks = {s.id for s in every if s.reactions is not None} - crises
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("l")
        await drive.at("library")
        await drive.sees("Kind: any")
        screen = drive.app.screen
        await drive.press("slash")
        for word, ids in (("crisis", crises), ("conversation", talks)):
            screen.query_one(Input).value = word
            await drive.sees(f"{word} · ")
            assert {o.id for o in screen.query_one(Lines).options} >= ids
        await drive.press("escape", "x", "k")
        await drive.sees("Enter chooses")
        await drive.press("down", "down", "enter")
        await drive.sees(f"{len(crises)} of {len(every)}")
        assert {o.id for o in screen.query_one(Lines).options} == crises


def test_letters_strewn_over_a_help_text_are_no_hit() -> None:
    by_title = {c.title: c for c in COMMANDS if c.where in ("home", "progress")}
    assert fits("cert", "certificate", by_title["certificate"].help) > 0.4
    for command in by_title.values():
        if command.title != "certificate":
            assert fits("cert", command.title, command.help) == 0.0
    assert fits("drills", "drills", "") > fits("drills", "drill kinds", "") == 0.0
    assert fits("three", "other plan", "Chooses three others.") > 0.0
    assert fits("  ", "home", "x") == 0.0


async def test_the_palette_finds_what_is_on_another_screen(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("ctrl+p")
        await drive.type("cert")
        await drive.sees("certificate  (C)")
        await drive.press("enter")
        await drive.sees("Which file?")


def test_help_keeps_keys_and_titles_apart() -> None:
    for line in help_page("home").plain.splitlines():
        for command in COMMANDS:
            assert f"{command.shown_key}{command.title} " not in line
    assert "Esc Enter  drills" in help_page("home").plain


def test_the_draft_of_a_test_has_a_name_of_its_own() -> None:
    from coach.practice.resume import draft_name, drafted

    assert drafted(draft_name("a/b", "test")) == ("a/b", True)
    assert drafted(draft_name("a/b", "practice")) == ("a/b", False)
    assert not any(":" in scenario.id for scenario in catalogue.scenarios())


# what is read after the first paint


@pytest.mark.parametrize("broken", [False, True])
async def test_collecting_goes_on_once_everything_is_read(
    start: Start, maya: Path, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    """``run`` turns it off; whatever happens while hints are made ready, it is turned on again."""

    def fails(scenario: str) -> None:
        raise OSError(scenario)

    if broken:
        monkeypatch.setattr(warming, "warm_up", fails)
    gc.disable()
    try:
        async with start() as drive:
            await drive.until(gc.isenabled)
    finally:
        gc.enable()
