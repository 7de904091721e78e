"""The workbench: a file edited beside live marks, saved, watched, kept and published."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from coach.files.shipped import shipped_rubrics
from coach.services import catalogue
from coach.services.unsaved import Unsaved, kept
from coach.store import Store
from coach.ui.application import CoachApp
from coach.ui.screens.files import FilesScreen
from coach.ui.screens.workbench import WorkbenchScreen
from coach.ui.widgets.editor import Editor
from coach.ui.widgets.lines import Lines

from .conftest import NOW, Drive

RUBRIC = """\
# our own rubric
rubric: 1
id: bank-posts
title: Bank, public posts
version: "1.0"
status: draft
extends: social-care
criteria:
  - id: no-advice   # a new one
    section: compliance
    skill: compliance
    title: Gives no financial advice
    why: Every post must stand alone with its risk warning.
    source: "House rule 12"
    scorer: phrases
    options: {phrases: ["you should (invest|buy|sell)"]}
    bands: [{score: 1, at_most: 0}, {score: 0}]
    weight: 10
    critical: true
    message: Say where to get advice instead of giving it.
    examples:
      - {reply: "Our advisers can talk that through with you, Ann. ^PK", score: 1}
      - {reply: "You should buy now, it is a safe investment.", score: 0}
"""
WRONG = '      - {reply: "Hello Ann, we are here.", score: 0}\n'
Open = Callable[..., AbstractAsyncContextManager["Bench"]]


class Bench(Drive):
    """A running app with the workbench on top."""

    @property
    def screen(self) -> WorkbenchScreen:
        """The workbench."""
        return next(s for s in self.app.screen_stack if isinstance(s, WorkbenchScreen))

    @property
    def editor(self) -> Editor:
        """Its editor."""
        return self.screen.editor

    async def ready(self) -> None:
        """Waits for the first marks."""
        await self.at("workbench")
        await self.until(lambda: self.screen.view is not None)

    async def go(self, line: int, column: int = 0) -> None:
        """Puts the cursor on a line, counted from 1."""
        self.editor.move_cursor((line - 1, column))
        await self.pilot.pause()

    async def problems(self, count: int) -> None:
        """Waits until so many problems are known."""
        await self.until(lambda: len(self.screen.panel.problems) == count)

    def replies(self) -> list[str]:
        """What the list of replies shows, line by line."""
        lines = self.screen.query_one("#replies", Lines)
        return [str(option.prompt) for option in lines.options]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Path]:
    """The trainer's folder, which is the current one."""
    place = tmp_path / "rubrics of mine"
    place.mkdir()
    monkeypatch.chdir(place)
    yield place
    catalogue.forget()


@pytest.fixture
def file(folder: Path) -> Path:
    """A rubric file."""
    path = folder / "bank.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return path


@pytest.fixture
def open_file(db: Path) -> Open:
    """Starts coach as ``coach rubric edit FILE`` does."""

    @asynccontextmanager
    async def opened(
        path: Path | None, size: tuple[int, int] = (120, 40), kind: str = "rubric"
    ) -> AsyncIterator[Bench]:
        app = CoachApp(db, edit=(kind, path), now=lambda: NOW)  # type: ignore[arg-type]
        async with app.run_test(size=size, notifications=True) as pilot:
            bench = Bench(app, pilot)
            if path is not None:
                await bench.at("workbench")
            yield bench

    return opened


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_open_edit_save(open_file: Open, file: Path, size: tuple[int, int]) -> None:
    async with open_file(file, size) as bench:
        await bench.ready()
        await bench.sees("no problems")
        assert "Who is practising" not in bench.text()
        assert bench.replies()[0].startswith("Examples of no-adv")
        assert bench.replies()[2].startswith("✗   0  You should")
        await bench.go(1, 99)
        await bench.type("!")
        await bench.sees("● not saved")
        assert file.read_text() == RUBRIC
        await bench.press("f2")
        await bench.sees("· saved")
        assert file.read_text() == RUBRIC.replace("rubric\n", "rubric!\n", 1)


async def test_marks_change_with_the_text_and_stay_old_while_it_is_wrong(
    open_file: Open, file: Path
) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(9)
        await bench.sees("0/1")
        bench.editor.become(RUBRIC.replace("invest|buy|sell", "dance"))
        await bench.until(lambda: any("wrong 1/1" in row for row in bench.replies()))
        await bench.sees("example wrong")
        before = bench.replies()
        bench.editor.become(RUBRIC.replace("weight:", "wieght:"))
        await bench.problems(1)
        await bench.sees("old: these marks are from")
        assert bench.screen.panel.has_class("-old")
        assert bench.replies() == before
        await bench.press("f2")
        await bench.until(lambda: "wieght" in file.read_text())
        assert bench.replies() == before
        await bench.press("ctrl+z")
        await bench.press("ctrl+z")
        await bench.problems(0)
        await bench.until(lambda: not any("wrong" in row for row in bench.replies()))
        assert bench.editor.text == RUBRIC
        await bench.press("ctrl+y")
        await bench.until(lambda: any("wrong" in row for row in bench.replies()))
        assert "dance" in bench.editor.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_problems_are_listed_and_jumped_to(
    open_file: Open, file: Path, size: tuple[int, int]
) -> None:
    wrong = RUBRIC.replace("weight:", "wieght:").replace("status: draft", "status: drafd")
    file.write_text(wrong, encoding="utf-8")
    async with open_file(file, size) as bench:
        await bench.ready()
        await bench.problems(2)
        await bench.press("f3")
        assert bench.editor.cursor_location[0] + 1 == 6
        await bench.press("f3")
        assert bench.editor.cursor_location == (17, 4)
        await bench.sees("'wieght' is not a key")
        await bench.press("f3")
        assert bench.editor.cursor_location[0] + 1 == 6
        if size[0] > 100:
            await bench.press("f4", "shift+tab")
            await bench.until(lambda: bench.app.focused is bench.screen.query_one("#problems"))
        else:
            await bench.press("f4")
            bench.screen.query_one("#problems").focus()
        await bench.press("down", "enter")
        await bench.until(lambda: bench.editor.has_focus)
        assert bench.editor.cursor_location == (17, 4)
        lines = [str(o.prompt) for o in bench.screen.query_one("#problems", Lines).options]
        assert lines[0].startswith("✗ line 6: ")
        styles = bench.editor.get_line(5).spans
        assert any("underline" in str(span.style) for span in styles)


async def test_without_a_problem_f3_says_so(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.press("f3")
        await bench.sees("no problem")


async def test_the_cursor_chooses_the_criterion_and_marks_lead_back(
    open_file: Open, file: Path
) -> None:
    text = RUBRIC + "  - id: register\n    options: {low: -1.8, high: 1.2}\n"
    file.write_text(text, encoding="utf-8")
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(24)
        await bench.until(lambda: bench.replies()[0] == "Examples of register")
        await bench.go(12)
        await bench.until(lambda: bench.replies()[0] == "Examples of no-advice")
        await bench.sees("Why: Every post must stand alone")
        await bench.press("f4", "down", "enter")
        assert bench.editor.cursor_location[0] + 1 == 23
        await bench.press("f4", "tab", "end", "home", "enter")
        await bench.sees("inherited")


async def test_typing_is_checked_after_a_pause_without_moving_the_cursor(
    open_file: Open, file: Path
) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(18, 14)
        await bench.type("xyz")
        await bench.problems(1)
        assert bench.editor.cursor_location == (17, 17)
        assert bench.editor.document.get_line(17) == "    weight: 10xyz"
        await bench.press("backspace", "backspace", "backspace")
        await bench.problems(0)
        await bench.until(lambda: "· saved" in bench.text())


async def test_tab_indents_and_enter_keeps_the_indentation(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(18, 99)
        await bench.press("enter")
        await bench.type("# note")
        assert bench.editor.document.get_line(18) == "    # note"
        await bench.press("shift+tab", "home", "tab")
        assert bench.editor.document.get_line(18) == "    # note"
        await bench.press("shift+tab")
        assert bench.editor.document.get_line(18) == "  # note"
        bench.editor.insert("\ta\x1bb\u202ec")
        assert "\x1b" not in bench.editor.text
        assert "\u202e" not in bench.editor.text


async def test_keys_that_come_fast_stay_in_order(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        keys = ("down", "down", "end", "x", "left", "y", "ctrl+z", "tab", "z", "end", "enter", "k")
        for key in keys:
            bench.app.post_message(Key(key, key if len(key) == 1 else None))
        await bench.until(lambda: bench.editor.document.get_line(3) == "k")
        assert bench.editor.document.get_line(2) == "id: bank-posts  zx"


async def test_line_ends_and_byte_order_mark_stay(open_file: Open, file: Path) -> None:
    mixed = "\ufeff" + RUBRIC.replace("\n", "\r\n").replace("draft\r\n", "draft\n")
    file.write_bytes(mixed.encode("utf-8"))
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(1, 99)
        await bench.press("enter")
        await bench.type("# two")
        await bench.press("f2")
        await bench.sees("· saved")
    wanted = mixed.replace("rubric\r\n", "rubric\r\n# two\r\n", 1)
    assert file.read_bytes().decode("utf-8") == wanted


async def test_characters_that_editors_take_for_line_ends_stay(open_file: Open, file: Path) -> None:
    odd = RUBRIC.replace("# our", "# o\x1bu\u2028r\x85")
    file.write_text(odd, encoding="utf-8")
    async with open_file(file) as bench:
        await bench.ready()
        await bench.problems(1)
        assert "\x1b" not in bench.text()
        assert "▯" in bench.text()
        await bench.go(2, 99)
        await bench.type(" ")
        await bench.press("ctrl+s")
        await bench.sees("· saved")
    assert file.read_text(encoding="utf-8") == odd.replace("rubric: 1", "rubric: 1 ")


# outside


async def test_an_edit_outside_is_read_when_nothing_is_unsaved(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(18, 6)
        file.write_text("# new first line\n" + RUBRIC.replace("weight: 10", "weight: 20"))
        await bench.sees("# new first line")
        assert bench.editor.cursor_location == (18, 6)
        await bench.until(lambda: "weight: 20" in bench.screen.view.text)
        assert not bench.screen.unsaved


@pytest.mark.parametrize("answer", ["mine", "file", "paths"])
async def test_an_edit_outside_and_here_is_asked_about(
    open_file: Open, file: Path, db: Path, answer: str
) -> None:
    outside = RUBRIC + "# outside\n"
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(1, 99)
        await bench.type("!")
        file.write_text(outside)
        await bench.sees("Changed outside")
        await bench.press(*["down"] * ["mine", "file", "paths"].index(answer), "enter")
        if answer == "mine":
            await bench.at("workbench")
            await bench.press("f2")
            await bench.sees("· saved")
            assert file.read_text() == RUBRIC.replace("rubric\n", "rubric!\n", 1)
        elif answer == "file":
            await bench.sees("# outside")
            assert bench.editor.text == outside
            assert file.read_text() == outside
            await bench.press("ctrl+z")
            await bench.sees("# our own rubric!")
        else:
            await bench.sees("Both stay as they are")
            assert str(file.name) in bench.text()
            (yours,) = (
                p for p in (db.parent / "coach.db.unsaved").iterdir() if p.suffix == ".yaml"
            )
            await bench.until(lambda: "rubric!" in yours.read_text())
            await bench.press("escape")
            await bench.at("workbench")
            await bench.press("f2")
            await bench.sees("Changed outside")
            assert file.read_text() == outside


async def test_saving_never_overwrites_what_was_written_meanwhile(
    open_file: Open, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.ui.screens.workbench.LOOK_EVERY", 3600)
    async with open_file(file) as bench:
        await bench.ready()
        await bench.go(1, 99)
        await bench.type("!")
        file.write_text("# theirs\n")
        await bench.press("f2")
        await bench.sees("Changed outside")
        assert file.read_text() == "# theirs\n"


async def test_a_file_that_vanishes_is_written_again(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        file.unlink()
        await bench.sees("gone: F2 writes it again")
        await bench.press("f2")
        await bench.until(file.exists)
        await bench.sees("· saved")
    assert file.read_text() == RUBRIC


async def test_a_save_that_fails_loses_nothing(
    open_file: Open, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.model.problem import CoachError
    from coach.services import edited_file

    def refuse(*_: object) -> None:
        raise CoachError("the disk is full")

    async with open_file(file) as bench:
        await bench.ready()
        await bench.type("#")
        monkeypatch.setattr(edited_file, "replacing", refuse)
        await bench.press("f2")
        await bench.sees("NOT saved")
        assert bench.editor.text == "#" + RUBRIC
        assert file.read_text() == RUBRIC
        monkeypatch.undo()
        await bench.press("f2")
        await bench.until(lambda: file.read_text() == "#" + RUBRIC)


# what is not saved


def left_behind(db: Path, file: Path, text: str) -> Path:
    """What a coach that was killed leaves."""
    unsaved = Unsaved(db, file)
    # a process of that number cannot run
    unsaved.place = unsaved.place.with_name(
        unsaved.place.name.replace(str(os.getpid()), "99999999")
    )
    unsaved.note(text.encode)
    unsaved.flush()
    return unsaved.place


@pytest.mark.parametrize("answer", ["take", "later", "drop"])
async def test_unsaved_text_is_offered_after_a_kill(
    open_file: Open, file: Path, db: Path, answer: str
) -> None:
    place = left_behind(db, file, "# typed before the crash\n" + RUBRIC)
    async with open_file(file) as bench:
        await bench.sees("Unsaved text")
        await bench.press(*["down"] * ["take", "later", "drop"].index(answer), "enter")
        await bench.at("workbench")
        await bench.pilot.pause()
        typed = "typed before" in bench.editor.text
        assert typed is (answer == "take")
        assert place.exists() is (answer == "later")
        if typed:
            await bench.sees("● not saved")
            await bench.until(lambda: (db.parent / "coach.db.unsaved").exists())
            await bench.press("ctrl+z")
            assert bench.editor.text == RUBRIC
    assert file.read_text() == RUBRIC


async def test_text_is_kept_while_it_is_typed_and_dropped_when_saved(
    open_file: Open, file: Path, db: Path
) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.type("#")
        await bench.until(lambda: bench.screen._unsaved.place.exists())
        assert bench.screen._unsaved.place.read_text() == "#" + RUBRIC
        assert bench.screen._unsaved.place.stat().st_mode & 0o077 == 0
        await bench.press("f2")
        await bench.until(lambda: not bench.screen._unsaved.place.exists())
        assert kept(db) == ()
        assert list((db.parent / "coach.db.unsaved").iterdir()) == []


@pytest.mark.parametrize("answer", ["save", "discard", "stay"])
@pytest.mark.parametrize("key", ["escape", "ctrl+q", "library"])
async def test_leaving_with_unsaved_changes_asks(
    open_file: Open, file: Path, db: Path, answer: str, key: str
) -> None:
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    async with open_file(file) as bench:
        await bench.ready()
        await bench.until(lambda: bench.app.agent is not None)
        await bench.type("#")
        if key == "library":
            await bench.app.action_library()
        else:
            await bench.press(key)
        await bench.sees("has changes that are not saved")
        await bench.press(*["down"] * ["save", "discard", "stay"].index(answer), "enter")
        if answer == "stay":
            await bench.at("workbench")
            assert bench.editor.text == "#" + RUBRIC
            await bench.until(lambda: bool(kept_by_us(db)))
        elif key == "ctrl+q":
            await bench.until(lambda: not bench.app.is_running or bench.app._exit)
        else:
            await bench.at("files" if key == "escape" else "library")
    assert file.read_text() == ("#" + RUBRIC if answer == "save" else RUBRIC)
    assert bool(kept_by_us(db)) is (answer == "stay")


def kept_by_us(db: Path) -> list[Path]:
    """What is kept, by this process too."""
    return list((db.parent / "coach.db.unsaved").glob("*.yaml"))


async def test_without_changes_leaving_asks_nothing(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.press("escape")
        await bench.at("files")
        await bench.sees("bank.yaml · Bank, public posts")


# which files


async def test_shipped_files_are_read_only_and_copied(open_file: Open, folder: Path) -> None:
    async with open_file(shipped_rubrics() / "social-care.yaml") as bench:
        await bench.ready()
        await bench.sees("read-only: it comes with coach")
        before = bench.editor.text
        await bench.type("xyz")
        assert bench.editor.text == before
        await bench.press("f8")
        await bench.sees("read-only")
        await bench.press("f2")
        await bench.sees("A copy of social-care.yaml")
        assert bench.app.screen.query_one(Input).value == "my-social-care.yaml"
        await bench.press("enter")
        await bench.until((folder / "my-social-care.yaml").exists)
        await bench.until(
            lambda: bench.where == "workbench" and bench.screen.path.name == "my-social-care.yaml"
        )
        await bench.ready()
        await bench.sees("no problems")
        assert "extends: social-care" in bench.editor.text
        assert not bench.editor.read_only


async def test_the_list_of_files(open_file: Open, folder: Path, db: Path) -> None:
    async with open_file(None) as bench:
        await bench.at("files")
        await bench.sees("You have no rubric or scenario in this folder yet")
        await bench.sees("Come with coach (read-only)")
    (folder / "notes.yaml").write_text("other: 1\n")
    (folder / "bank.yaml").write_text(RUBRIC)
    left_behind(db, folder / "bank.yaml", RUBRIC + "# more\n")
    async with open_file(None) as bench:
        await bench.sees("bank.yaml · Bank, public posts")
        assert "notes.yaml" not in bench.text()
        assert "● not saved" in bench.text()
        await bench.press("enter")
        await bench.sees("Unsaved text")
        await bench.press("escape")
        await bench.ready()
        assert bench.editor.text == RUBRIC


async def test_a_copy_of_a_scenario_has_an_id_of_its_own(open_file: Open, folder: Path) -> None:
    async with open_file(None, kind="scenario") as bench:
        await bench.sees("airline-bag-medicine.yaml")
        screen = bench.app.screen
        assert isinstance(screen, FilesScreen)
        names = [str(o.prompt) for o in screen.query_one(Lines).options]
        at = next(n for n, name in enumerate(names) if name.startswith("airline-bag"))
        screen.query_one(Lines).highlighted = at
        await bench.press("c")
        await bench.sees("Name the new file")
        await bench.press("enter")
        await bench.ready()
        await bench.sees("my-airline-bag-medicine.yaml · scenario")
        assert "id: my-airline-bag-medicine" in bench.editor.text
        await bench.problems(0)


async def test_a_copy_onto_a_file_that_is_there_is_refused(open_file: Open, file: Path) -> None:
    async with open_file(shipped_rubrics() / "email.yaml") as bench:
        await bench.ready()
        await bench.press("f2")
        await bench.sees("A copy of")
        bench.app.screen.query_one(Input).value = "bank.yaml"
        await bench.press("enter")
        await bench.sees("There is a file already")
        assert file.read_text() == RUBRIC


async def test_home_leads_to_the_rubrics_and_back(open_file: Open, db: Path, file: Path) -> None:
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    app = CoachApp(db, now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        drive = Drive(app, pilot)
        await drive.sees("Today's plan")
        await drive.press("r")
        await drive.at("files")
        await drive.sees("bank.yaml")
        await drive.press("escape")
        await drive.at("home")
        await drive.pilot.click("#bar", offset=(37, 0))
        await drive.at("files")


async def test_who_practises_is_asked_only_at_home(open_file: Open, file: Path) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.until(lambda: bench.app.store is not None)
        await bench.press("escape")
        await bench.at("files")
        await bench.press("escape")
        await bench.at("who")


async def test_a_file_that_cannot_be_read_is_explained(open_file: Open, folder: Path) -> None:
    path = folder / "bank.yaml"
    path.write_bytes(b"\xff\xfea\x00")
    async with open_file(None) as bench:
        await bench.at("files")
        bench.app.edit(path, "rubric")
        await bench.sees("The file is UTF-16 text")
        await bench.at("files")


# scenarios


async def test_a_scenario_is_seen_as_the_agent_sees_it(open_file: Open, folder: Path) -> None:
    source = catalogue.scenario("airline-tarmac-silence").file
    path = folder / "mine.yaml"
    text = Path(source).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    async with open_file(path, kind="scenario") as bench:
        await bench.ready()
        scenario = bench.screen.view.scenario
        assert scenario is not None
        await bench.sees(scenario.customer.handle)
        rows = bench.replies()
        assert rows[0] == "Exemplars: these should pass"
        assert rows[1].startswith("✓")
        bad = rows[rows.index("Bad replies: none of these should pass") + 1 :]
        assert len(bad) == 4
        assert all(row.startswith("✗") for row in bad)
        for key in ("f5", "f8", "f9"):
            await bench.press(key)
            await bench.sees("only for rubrics")
        assert "F8 publish" not in bench.text()
        words = scenario.turns[0].text.split()[0]
        bench.editor.become(text.replace(scenario.customer.handle, "nobody_else"))
        await bench.until(lambda: bench.screen.view.scenario.customer.handle == "nobody_else")
        await bench.sees("nobody_else  ")
        assert words


# reports and publishing


async def test_preview_works_on_what_is_typed(open_file: Open, file: Path) -> None:
    async with open_file(file, (80, 24)) as bench:
        await bench.ready()
        bench.editor.become(RUBRIC.replace("invest|buy|sell", "invest"))
        await bench.press("f5")
        await bench.at("report")
        await bench.sees("the rubric it extends")
        await bench.sees("totals changed")
        await bench.press("escape")
        await bench.at("workbench")
        bench.editor.become(RUBRIC.replace("weight:", "wieght:"))
        await bench.press("f5")
        await bench.sees("error[unknown-key]")


async def test_a_test_runs_the_saved_examples(open_file: Open, file: Path) -> None:
    file.write_text(RUBRIC + WRONG)
    async with open_file(file) as bench:
        await bench.ready()
        await bench.type("#")
        await bench.press("f9")
        await bench.sees("save first: F2")
        await bench.press("backspace", "f9")
        await bench.sees("1 failed")
        await bench.sees("example[no-advice]")
        await bench.sees("Examples notice")


async def test_publishing_asks_why_and_changes_the_status_only(
    open_file: Open, file: Path, db: Path
) -> None:
    async with open_file(file) as bench:
        await bench.ready()
        await bench.until(lambda: bench.app.store is not None)
        await bench.press("f8")
        await bench.sees("Why is it published?")
        await bench.press("enter")
        await bench.sees("say why")
        assert file.read_text() == RUBRIC
        await bench.press("f8")
        await bench.type("agreed with legal")
        await bench.press("enter")
        await bench.until(lambda: "status: published" in bench.editor.text)
        assert not bench.screen.unsaved
    assert file.read_text() == RUBRIC.replace("status: draft", "status: published")
    with Store(db) as store:
        (step,) = store.publications("bank-posts")
    assert step.why == "agreed with legal"


async def test_publishing_shows_every_refusal_with_its_line(open_file: Open, file: Path) -> None:
    wrong = RUBRIC + WRONG
    file.write_text(wrong)
    async with open_file(file) as bench:
        await bench.ready()
        await bench.until(lambda: bench.app.store is not None)
        await bench.press("f8")
        await bench.type("now")
        await bench.press("enter")
        await bench.sees("not published")
        await bench.until(lambda: bool(bench.screen.panel.problems))
        await bench.press("f3")
        assert bench.editor.cursor_location[0] + 1 == 24
    assert file.read_text() == wrong


# the screen


async def test_resize_in_mid_edit(open_file: Open, file: Path) -> None:
    async with open_file(file, (80, 24)) as bench:
        await bench.ready()
        await bench.go(5, 99)
        await bench.type(" # abc")
        for size in ((120, 40), (60, 16), (80, 24)):
            await bench.pilot.resize_terminal(*size)
            await bench.pilot.pause()
            assert "# abc" in bench.text()
            assert "F2 save" in bench.text()
        await bench.type("d")
        assert bench.editor.document.get_line(4) == 'version: "1.0" # abcd'
        assert bench.editor.has_focus


async def test_at_80_columns_the_marks_fold_under_a_key(open_file: Open, file: Path) -> None:
    async with open_file(file, (80, 24)) as bench:
        await bench.ready()
        await bench.sees("F4 marks: ✓ no problems")
        assert "Examples of" not in bench.text()
        await bench.go(9)
        await bench.press("f4")
        await bench.sees("Examples of no-advice")
        assert "- id: no-advice" in bench.text()
        await bench.press("escape")
        await bench.until(lambda: "Examples of" not in bench.text())
        assert bench.editor.has_focus
        footer = bench.text().splitlines()[-1]
        for key in ("F1", "F2", "F3", "F4", "F5", "F8", "F9", "Esc"):
            assert key in footer


async def test_only_one_check_runs_at_a_time(
    open_file: Open, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.services.workbench import Bench as Service

    running, most = 0, 0
    real = Service.view

    def view(self: Service, text: str, stop: Callable[[], bool]) -> object:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return real(self, text, stop)
        finally:
            running -= 1

    monkeypatch.setattr(Service, "view", view)
    async with open_file(file) as bench:
        await bench.ready()
        for n in range(5):
            bench.editor.become(RUBRIC + f"# {n}\n")
            bench.screen._check()
            await asyncio.sleep(0.02)
        await bench.until(lambda: bench.screen.view.text.endswith("# 4\n"))
    assert most == 1
