"""The parts without a screen."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from coach.model.finding import Finding, Polarity
from coach.model.scenario import Choice
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.services import catalogue
from coach.services.practise import Sitting
from coach.ui.filters import Filters, options
from coach.ui.keeper import Keeper
from coach.ui.safe import marked, shown_offset
from coach.ui.settings import Settings
from coach.ui.terminal import _complete, _light
from coach.ui.today import ago
from coach.ui.widgets.conversation import drawn, short
from coach.ui.widgets.evidence import evidence, legend


def sitting(name: str = "airline-tarmac-silence") -> Sitting:
    scenario = catalogue.scenario(name)
    return Sitting(scenario, catalogue.rubric(scenario.rubric), catalogue.channels())


def card(*findings: Finding) -> Scorecard:
    marks = (Mark("one", "tone", MarkStatus.SCORED, 1, 1, 50.0, findings=findings),)
    return Scorecard("x", "r@1#0", 80.0, marks)


def test_evidence_is_tagged_in_signs_not_only_in_colours() -> None:
    reply = "Hi Leo, calm down."
    found = evidence(
        reply,
        card(Finding(0, 2, Polarity.CREDIT, ""), Finding(8, 17, Polarity.FAULT, "")),
        "",
    )
    assert found.plain == "Hi[+1] Leo, calm down[-1]."


def test_the_first_tag_is_explained() -> None:
    fault = Finding(8, 17, Polarity.FAULT, "")
    assert legend("Hi Leo, calm down.", card(fault)) == "-1 in the reply: against mark 1 below"
    assert legend("Hi Leo, calm down.", card()) == ""


def test_evidence_keeps_its_place_behind_hidden_characters() -> None:
    reply = "a\x1bb [x] calm down"
    found = evidence(reply, card(Finding(8, 17, Polarity.FAULT, "")), "one")
    assert found.plain == "a‹U+001B›b [x] calm down[-1]"
    assert shown_offset(reply, 2) == 9


def test_evidence_of_nothing() -> None:
    assert "nothing was sent" in evidence("  ", card(), "").plain


def test_marked_styles_the_right_words() -> None:
    content = marked("\u202eab", [(1, 2, "bold")])
    (span,) = content.spans
    assert content.plain[span.start : span.end] == "a"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (999, "999"), (2100, "2.1k"), (41000, "41k"), (1_200_000, "1.2M")],
)
def test_followers_are_short(number: int, said: str) -> None:
    assert short(number) == said


def test_each_channel_has_its_manner() -> None:
    hotel = catalogue.scenario("hotel-kitchen-fan-review")
    assert "★★★★☆  4 of 5" in drawn(hotel, hotel.turns[0], 1, "review").plain
    letter = catalogue.scenario("energy-estimated-bill-letter")
    assert drawn(letter, letter.turns[0], 1, "email").plain.startswith("From  w.astbury")
    forum = catalogue.scenario("software-blank-notes-thread")
    first = drawn(forum, forum.turns[0], 1, "forum").plain.splitlines()
    assert first[0].startswith("7.3.0: note edited offline")
    assert first[1] == "hanneke_vdl  #1  Mon 2 Nov"
    assert drawn(forum, forum.turns[1], 2, "forum").plain.startswith("bivouac_bill  #2")
    post = catalogue.scenario("airline-tarmac-silence")
    head = drawn(post, post.turns[0], 1, "post").plain.splitlines()[0]
    assert head == "@leo_k  2.1k followers  14 min ago"


def test_filters_keep_what_fits() -> None:
    scenarios = catalogue.scenarios()
    kept = {s.id for s in scenarios if Filters(channel="x", skill="decision").keeps(s)}
    assert kept >= {"bank-fraud-call-dm", "energy-gas-smell", "telecom-troll-clowns"}
    assert all(s.channel == "x" and "decision" in s.skills for s in scenarios if s.id in kept)
    assert any(Filters(words="RAMEN bag").keeps(s) for s in scenarios)
    assert not any(Filters(words="ramen zebra").keeps(s) for s in scenarios)
    values = dict(options(scenarios, "channel", catalogue.channels()))
    assert values["email"] == f"E-mail ({sum(s.channel == 'email' for s in scenarios)})"


def test_the_keeper_writes_the_newest_and_nothing_after_sending() -> None:
    saved: list[str] = []
    one = sitting()
    one.decision = Choice.REPLY_PUBLIC
    one.save = lambda text, seconds: saved.append(text)  # type: ignore[method-assign]
    keeper = Keeper(one)
    keeper.note("a", 1.0)
    keeper.note("ab", 2.0)
    threads = [threading.Thread(target=keeper.flush) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert saved == ["ab"]
    keeper.note("abc", 3.0)
    keeper.send("Hello Leo.", 3.0)
    keeper.flush()
    assert saved == ["ab"]


def test_the_keeper_tries_again_after_a_failure() -> None:
    one = sitting()
    calls: list[str] = []

    def save(text: str, seconds: float) -> None:
        calls.append(text)
        if len(calls) == 1:
            raise OSError

    one.save = save  # type: ignore[method-assign]
    keeper = Keeper(one)
    keeper.note("a", 1.0)
    with pytest.raises(OSError):
        keeper.flush()
    assert keeper.behind
    keeper.flush()
    assert calls == ["a", "a"]
    assert not keeper.behind


@pytest.mark.parametrize("text", ["", "look", "\n=\n", "\x00", "[]"])
def test_settings_forgive_a_broken_file(tmp_path: Path, text: str) -> None:
    db = tmp_path / "coach.db"
    (tmp_path / "coach.db.ui").write_text(text)
    settings = Settings(db)
    assert settings.get("look") is None
    settings.put("look", "light")
    assert Settings(db).get("look") == "light"


def test_settings_forgive_a_folder_that_is_not_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "no" / "coach.db")
    settings.put("look", "light")
    assert settings.get("look") == "light"


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", True),
        (b"x\x1b]11;rgb:ff/ff/ff\x07", True),
        (b"\x1b]11;rgb:1515/1818/1d1d\x07", False),
        (b"\x1b]11;rgba:0000/0000/0000/ffff\x07", False),
        (b"", None),
    ],
)
def test_the_terminals_answer_is_understood(answer: bytes, light: bool | None) -> None:
    assert _light(answer) is light
    assert _complete(answer) is (light is not None)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2026-11-23T08:59:30+00:00", "just now"),
        ("2026-11-23T08:30:00+00:00", "30 min ago"),
        ("2026-11-23T03:00:00+00:00", "6 hours ago"),
        ("2026-11-22T03:00:00+00:00", "yesterday"),
        ("2026-11-18T03:00:00+00:00", "5 days ago"),
        ("2026-10-01T03:00:00+00:00", "2026-10-01"),
        ("2026-11-23T08:59:30", "2026-11-23"),
        ("whenever", "whenever"),
    ],
)
def test_time_is_told_in_words(then: str, said: str) -> None:
    assert ago(then, "2026-11-23T09:00:00+00:00") == said
