"""What publishing a rubric would do to the scores of replies."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coach.cli.errors import run
from coach.engine import score
from coach.files.rubric_data import rubric_to_data
from coach.language.plain import cells
from coach.model.attempt import Attempt
from coach.model.channel import Visibility
from coach.model.problem import CoachError
from coach.model.rubric import Band, Criterion, Rubric, Status, Valid
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Context, Draft
from coach.render.preview_lines import preview_data, preview_lines
from coach.scorers.phrases import Options
from coach.services import catalogue, preview
from coach.services.compare import difference
from coach.services.preview import Comparison, attribute, compare
from coach.services.preview_replies import Replies, file_replies, stored_replies
from coach.store import Sample, Store

TODAY = date(2026, 1, 1)


def says(word: str, weight: int, **more: Any) -> Criterion:
    """A criterion that wants a word."""
    given: dict[str, Any] = {
        "id": word, "section": "tone", "skill": "tone", "title": f"Says {word}", "why": "Why.",
        "source": "A person", "scorer": "phrases", "weight": weight, "message": "Say it.",
        "bands": (Band(2, at_least=2), Band(1, at_least=1), Band(0)),
        "options": Options(phrases=(word,), kind="required"),
    }  # fmt: skip
    return Criterion(**(given | more))


def rubric(*criteria: Criterion, pass_mark: float = 50, version: str = "1") -> Rubric:
    sections = {c.section: c.section.title() for c in criteria}
    return Rubric("mine", "Mine", version, Status.DRAFT, pass_mark, criteria, sections, version)


def drafts(*replies: str) -> list[Draft]:
    return [Draft(f"r{n}", reply, Context()) for n, reply in enumerate(replies)]


def compared(old: Rubric, new: Rubric, *replies: str) -> preview.Preview:
    return compare(drafts(*replies), old, new, catalogue.channels(), TODAY)


OLD = rubric(says("hello", 10), says("thanks", 10))


def test_nothing_changes() -> None:
    found = compared(OLD, OLD, "Hello Ann, thanks.", "No.")
    assert (found.n, found.compared, found.changed, found.change) == (2, 2, 0, 0.0)
    assert (found.now_pass, found.now_fail, found.parts, found.most) == (0, 0, (), ())
    assert found.before == found.after


def test_a_weight() -> None:
    new = rubric(says("hello", 30), says("thanks", 10))
    # 'hello' once: 50 % of 10 of 20 -> 25; of 30 of 40 -> 37.5
    found = compared(OLD, new, "Hello Ann.", "Thanks a lot.", "No.")
    assert found.change == pytest.approx((12.5 - 12.5 + 0) / 3)
    assert (found.changed, found.compared) == (2, 3)
    (part,) = found.parts
    assert (part.criterion, part.marks, part.points) == ("hello", 0, pytest.approx(0))
    assert [(m.id, m.before, m.after) for m in found.most] == [("r0", 25, 37.5), ("r1", 25, 12.5)]


def test_the_mean_change_and_its_interval() -> None:
    new = rubric(says("hello", 10, bands=(Band(1, at_least=1), Band(0))), says("thanks", 10))
    found = compared(OLD, new, "Hello Ann.", "Thanks a lot.", "Hello there.", "No.")
    # changes +25, 0, +25, 0: mean 12.5, standard deviation 14.434, standard error 7.217
    assert found.change == pytest.approx(12.5)
    assert found.interval == pytest.approx((12.5 - 14.145, 12.5 + 14.145), abs=1e-3)
    assert (found.before.mean, found.after.mean) == (pytest.approx(18.75), pytest.approx(31.25))
    (part,) = found.parts
    assert (part.lower, part.higher, part.begun, part.ceased) == (0, 2, 0, 0)
    assert part.points == pytest.approx(12.5)


def test_who_crosses_the_pass_mark() -> None:
    new = rubric(*OLD.criteria, pass_mark=25)
    found = compared(OLD, new, "Hello Ann.", "Hello, thanks!", "No.")
    assert (found.now_pass, found.now_fail, found.pass_mark_alone) == (1, 0, 1)
    assert (found.before.passed, found.after.passed) == (1, 2)
    # its total is the same, and still it belongs to those that change
    assert [(m.id, m.passed_before, m.passed_after) for m in found.most] == [("r0", False, True)]
    found = compared(new, OLD, "Hello Ann.", "Hello, thanks!", "No.")
    assert (found.now_pass, found.now_fail) == (0, 1)


def test_a_critical_criterion() -> None:
    new = rubric(says("hello", 10, critical=True), says("thanks", 10))
    found = compared(OLD, new, "Thanks, thanks.", "Hello, thanks.")
    assert (found.before.critical, found.after.critical) == (0, 1)
    assert sum(found.after.bins) == 1
    (moved,) = found.most
    assert (moved.before, moved.after) == (50, 0)


def test_criteria_that_come_and_go() -> None:
    new = rubric(says("hello", 10), says("bye", 10))
    found = compared(OLD, new, "Hello Ann, bye.", "Thanks.")
    parts = {p.criterion: p for p in found.parts}
    assert (parts["bye"].begun, parts["bye"].ceased) == (2, 0)
    assert (parts["thanks"].begun, parts["thanks"].ceased) == (0, 2)
    assert sum(p.points for p in found.parts) == pytest.approx(found.change)
    shifts = {s.criterion: s for s in found.most[0].shifts}
    assert shifts["bye"].before is None
    assert shifts["thanks"].after is None


def test_a_criterion_that_is_not_valid_yet_marks_nothing() -> None:
    new = rubric(*OLD.criteria, says("bye", 10, valid=Valid(since="2030-01-01")))
    found = compared(OLD, new, "Hello.")
    assert [(p.criterion, p.marks) for p in found.parts] == [("bye", 0)]
    assert found.changed == 0


def test_replies_without_a_total_are_counted_and_left_out_of_the_change() -> None:
    new = rubric(*(replace(c, valid=Valid(since="2030-01-01")) for c in OLD.criteria))
    found = compared(OLD, new, "Hello.", "Thanks.")
    assert (found.n, found.compared, found.change, found.interval) == (2, 0, None, None)
    assert (found.before.unscored, found.after.unscored) == (0, 2)
    assert "without total   0 -> 2" in lines_of(found)


def test_the_distribution() -> None:
    criterion = says("hello", 10, bands=tuple(Band(n, at_least=n) for n in range(10, -1, -1)))
    old = rubric(criterion)
    found = compared(old, old, *(" ".join(["Hello."] * n) or "No." for n in range(11)))
    assert found.before.bins == (1, 1, 1, 1, 1, 1, 1, 1, 1, 2)  # 100 is in the last bin


def test_the_ten_that_change_most() -> None:
    criterion = says("hello", 10, bands=tuple(Band(n, at_least=n) for n in range(20, -1, -1)))
    other = says("thanks", 10)
    replies = [" ".join(["Hello."] * n) or "No." for n in range(15)]
    found = compared(rubric(other), rubric(criterion, other), *replies, *replies)
    totals = [m.after for m in found.most]
    assert len(totals) == 10
    assert totals == sorted(totals, reverse=True)
    # of two that change alike the first stays
    assert [m.id for m in found.most[:3]] == ["r14", "r29", "r13"]


def marks(rng: random.Random) -> dict[str, Mark]:
    made = {}
    for name in "abcdefgh":
        if rng.random() < 0.2:
            continue
        status = MarkStatus.SCORED if rng.random() < 0.8 else MarkStatus.NOT_APPLICABLE
        percent = rng.choice((0.0, 50.0, 100.0)) if status is MarkStatus.SCORED else None
        made[name] = Mark(
            name, rng.choice("xy"), status, rng.choice((0, 1, 5, 20)), percent=percent,
            critical=rng.random() < 0.1, fails_section=rng.random() < 0.2,
        )  # fmt: skip
    return made


@pytest.mark.parametrize("seed", range(200))
def test_the_parts_of_a_reply_add_up(seed: int) -> None:
    rng = random.Random(seed)
    old, new = marks(rng), marks(rng)
    was, now = (Scorecard("", "", 0, tuple(m.values())).total for m in (old, new))
    if was is None or now is None:
        pytest.skip("no total to take apart")
    parts = attribute(old, new, "abcdefgh")
    assert sum(parts.values()) == pytest.approx(now - was, abs=1e-9)


def test_a_part_does_not_depend_on_the_order() -> None:
    old = {n: Mark(n, "x", MarkStatus.SCORED, 10, percent=0.0) for n in "ab"}
    new = {n: Mark(n, "x", MarkStatus.SCORED, 30, percent=100.0) for n in "ab"}
    assert attribute(old, new, "ab") == attribute(old, new, "ba") == {"a": 50.0, "b": 50.0}


def test_only_what_does_something_to_the_total_has_a_part() -> None:
    old = {"a": Mark("a", "x", MarkStatus.SCORED, 0, percent=0.0)}
    new = {"a": Mark("a", "x", MarkStatus.SCORED, 0, percent=100.0)}
    assert attribute(old, new, "a") == {}


def test_it_scores_as_the_engine_does() -> None:
    """Marks that both rubrics give alike are taken over; the cards must not differ for that."""
    old = catalogue.rubric("social-care")
    changed = {
        "register": {"weight": 9, "critical": True},
        "next-step": {"bands": (Band(3, at_least=3), Band(1, at_least=1), Band(0))},
        "respect": {"section": "form", "fails": None},
    }
    new = replace(
        old,
        criteria=tuple(replace(c, **changed.get(c.id, {})) for c in old.criteria[1:]),
        version="2",
    )
    given = [
        Draft(f"{s.id}-{n}", exemplar.reply, Context(s.channel, s.visibility, s.turns))
        for s in catalogue.scenarios()[:6]
        for n, exemplar in enumerate(s.exemplars)
    ]
    found = compare(given, old, new, catalogue.channels(), TODAY)
    cards = [[score(draft, r, catalogue.channels(), TODAY) for draft in given] for r in (old, new)]
    for spread, own in ((found.before, cards[0]), (found.after, cards[1])):
        totals = [card.total for card in own if card.total is not None]
        assert spread.mean == pytest.approx(sum(totals) / len(totals))
        assert spread.passed == sum(card.passed for card in own)
    assert found.changed
    assert sum(p.points for p in found.parts) == pytest.approx(found.change)


def test_a_result_can_be_had_at_any_time() -> None:
    new = rubric(says("hello", 30), says("thanks", 10))
    comparison = Comparison(OLD, new, catalogue.channels(), TODAY)
    assert comparison.result().change is None
    for n, draft in enumerate(drafts("Hello.", "No.", "Thanks."), 1):
        comparison.add(draft)
        assert comparison.result().n == n


def test_a_broken_scorer_is_counted() -> None:
    broken = rubric(says("hello", 10, scorer="none-such"), says("thanks", 10))
    found = compared(OLD, broken, "Hello, thanks.")
    assert (found.before.failed_marks, found.after.failed_marks) == (0, 1)
    assert "broken marks    0 -> 1" in lines_of(found)


def lines_of(found: preview.Preview) -> list[str]:
    return list(preview_lines(found, difference(found.old, found.new)))


def test_the_page() -> None:
    hello = says("hello", 30, bands=(Band(1, at_least=1), Band(0)))
    found = compared(
        OLD, rubric(hello, says("thanks", 10), pass_mark=70), "Hello \x1b[31m Ann.", "No."
    )
    lines = lines_of(found)
    assert max(map(cells, lines)) <= 78
    assert lines[:6] == [
        "replies         2",
        "totals changed  1 of 2 (50.0 %)",
        "mean total      12.50 -> 37.50, change +25.00 (95 % interval -24.00 to +74.00)",
        "passed          0 -> 1 of 2 (0.0 % -> 50.0 %)",
        "cross the mark  1 now pass, 0 now fail",
        "pass mark       50 -> 70; it alone makes 0 cross",
    ]
    plot = lines[lines.index("") + 1 :]
    assert plot[0].split() == ["total", "before", "after"]
    assert plot[3] == "   70-79  |                                >####################### 1"
    assert plot[5] == "   50-59  >                                |"
    assert plot[8].split() == ["20-29", "|" + 23 * "#", "1", "|"]
    table = lines.index(next(line for line in lines if line.startswith("criterion")))
    assert lines[table + 1].split() == ["hello", "bands,", "weight", "0", "1", "0", "0", "+25.00"]
    assert lines[table + 2].split() == ["together", "+25.00"]
    start = lines.index("The reply that changes")
    assert lines[start + 2 :] == [
        "r0: 25.0 -> 75.0, not passed -> passed",
        '  "Hello ‹U+001B›[31m Ann."',
        "    hello 1/2 -> 1/1, weight 10 -> 30 (+50.0 points)",
        "      words: + 'Hello'",
    ]


def test_long_replies_and_many_findings_are_cut() -> None:
    rude = says("rude", 10, bands=(Band(1, at_most=0), Band(0)),
                options=Options(phrases=("one", "two", "three", "four")))  # fmt: skip
    reply = "One day. Two days. Three days. Four days. " + "中文 " * 90 + "x" * 300
    found = compared(rubric(replace(rude, options=Options(("none",)))), rubric(rude), reply)
    lines = lines_of(found)
    assert max(map(cells, lines)) <= 78
    assert "      now: - 'One', - 'Two', - 'Three', and 1 more" in lines
    shown = [line for line in lines if "中文" in line or "One day" in line]
    assert len(shown) == 2
    assert shown[1].endswith("…")


def test_no_replies_at_all() -> None:
    lines = lines_of(compared(OLD, rubric(says("hello", 30))))
    assert lines[0] == "replies         0"


def test_as_data() -> None:
    new = rubric(says("hello", 30, bands=(Band(1, at_least=1), Band(0))), says("thanks", 10))
    data = preview_data(compared(OLD, new, "Hello Ann.", "No."))
    assert json.loads(json.dumps(data)) == data
    assert data["before"]["bins"][2] == 1
    assert data["criteria"] == [
        {"criterion": "hello", "marks": 1, "lower": 0, "higher": 1, "new": 0, "gone": 0,
         "points": 25.0}
    ]  # fmt: skip
    (moved,) = data["most"]
    assert (moved["id"], moved["before"], moved["after"]) == ("r0", 25.0, 75.0)
    (shift,) = moved["criteria"]
    assert shift["points"] == 50.0
    assert shift["after"]["words"] == ["Hello"]


class TestReplies:
    def test_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "r.jsonl"
        rows = [
            {"id": "a", "reply": "Hello.", "channel": "x", "visibility": "public"},
            {"id": "b", "reply": 5},
            {"id": "c", "reply": "Bye."},
        ]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        path.write_text(text + "no JSON\n", encoding="utf-8")
        replies = Replies()
        assert [d.id for d in file_replies(path, replies)] == ["a", "c"]
        intake = replies.intake
        assert (intake.rows, intake.rejected, intake.assumed) == (4, 2, 1)
        assert [reject.line for reject in intake.rejects] == [2, 4]
        assert [d.id for d in file_replies(path, Replies(), limit=1)] == ["a"]

    def test_of_the_store(self, store: Store) -> None:
        store.add_samples([SAMPLE, replace(SAMPLE, id="2", reply="Bye.")])
        # scored again: counts once, as it was last
        store.add_samples([replace(SAMPLE, reply="Hello again.", scored_at=LATER)])
        store.add_samples([replace(SAMPLE, id="3", rubric="email@1.0#0123456789ab")])
        replies = Replies()
        found = stored_replies(store, (OLD, OLD), replies)
        assert len(found) == 2
        given = list(found)
        assert [(d.id, d.text) for d in given] == [("2", "Bye."), ("1", "Hello again.")]
        assert given[0].context.channel == "email"
        assert given[0].context.visibility is Visibility.PRIVATE
        assert [turn.text for turn in given[0].context.turns] == ["hi"]
        assert (given[0].context.agent, given[0].context.sent_at) == ("maya", "2026-02-03")
        assert replies.others == {"email": 1}
        newest = stored_replies(store, (OLD, OLD), Replies(), limit=1)
        assert [d.text for d in newest] == ["Hello again."]

    def test_a_rubric_that_was_extended_counts_too(self, store: Store) -> None:
        store.add_samples([SAMPLE])
        child = replace(OLD, id="child", lineage=("mine",))
        assert len(stored_replies(store, (child, child), Replies())) == 1

    def test_practice(self, store: Store) -> None:
        scenario = next(s for s in catalogue.scenarios() if s.reactions)
        agent = store.add_agent("maya", NOW)
        first = replace(ATTEMPT, agent=agent.id, scenario=scenario.id, channel=scenario.channel)
        store.add_attempt(first)
        store.add_attempt(replace(first, number=2, reply="Second try.", total=90.0))
        store.add_attempt(replace(first, round=2, reply="Round two.", sent_at=LATER))
        store.add_attempt(replace(first, round=2, reply="", decision="hold"))
        store.add_attempt(replace(first, session="lost", round=3, reply="No rounds before."))
        store.add_attempt(replace(first, scenario="gone", session="t", reply="No scenario."))
        replies = Replies()
        found = stored_replies(store, (OLD, OLD), replies)
        given = {d.text: d for d in found}
        assert set(given) == {"First try.", "Second try.", "Round two."}
        assert given["First try."].context.turns == scenario.turns
        # round two answers the customer's answer to the last try of round one
        added = given["Round two."].context.turns[len(scenario.turns) :]
        assert scenario.reactions is not None
        assert [t.text for t in added] == ["Second try.", scenario.reactions.good.text]
        assert given["First try."].context.concerns == scenario.concerns
        assert replies.unread == {
            "the scenario gone is no longer there": 1,
            f"the scenario {scenario.id} has changed since": 1,
        }
        assert len(stored_replies(store, (OLD, OLD), Replies(), limit=2)) == 2

    def test_an_empty_store(self, store: Store) -> None:
        with pytest.raises(CoachError) as raised:
            stored_replies(store, (OLD, OLD), Replies())
        remedy = "name a file of replies: --on FILE, as coach score reads it"
        assert str(raised.value) == f"the store has no replies yet; {remedy}"
        store.add_samples([replace(SAMPLE, rubric="email@1.0#0123456789ab")])
        with pytest.raises(CoachError) as raised:
            stored_replies(store, (OLD, replace(OLD, id="its")), Replies())
        assert str(raised.value) == (
            f"the store has no reply scored by mine or its, only by email; {remedy}"
        )

    def test_a_channel_that_is_gone(self, store: Store) -> None:
        store.add_samples([replace(SAMPLE, channel="pigeon")])
        replies = Replies()
        assert list(stored_replies(store, (OLD, OLD), replies)) == []
        ((reason, n),) = replies.unread.items()
        assert reason.startswith("there is no channel 'pigeon'")
        assert n == 1


NOW, LATER = "2026-03-01T10:00:00+00:00", "2026-03-02T10:00:00+00:00"
SAMPLE = Sample(
    source="r.jsonl", id="1", channel="email", visibility="private", reply="Hello.",
    context={"thread": [{"speaker": "customer", "text": "hi", "at": None}]},
    rubric="mine@1.0#0123456789ab", total=50.0, passed=True, scorecard={}, scored_at=NOW,
    coach_version="0.1.0", agent="maya", sent_at="2026-02-03",
)  # fmt: skip
ATTEMPT = Attempt(
    id=0, agent=1, scenario="", channel="x", session="s", round=1, number=1,
    decision="reply_public", decision_score=100.0, reply="First try.", rubric="mine@1#0123456789ab",
    total=10.0, passed=False, seconds=9.0, sent_at=NOW, coach_version="0.1.0", mode="practice",
    scorecard={}, skills={},
)  # fmt: skip

MINE = """\
rubric: 1
id: mine
title: Mine
version: "1"
status: draft
extends: social-care
pass_mark: 60
criteria:
  - id: next-step
    weight: 30
"""
ROWS = [
    {"id": "a", "channel": "x", "visibility": "public", "customer_text": "My bag is lost!!",
     "reply": "A lost bag is awful, Ann. I've asked the desk and I'll message you by 4pm. ^PK"},
    {"id": "b", "channel": "x", "visibility": "public", "customer_text": "My bag is lost!!",
     "reply": "Oh no, how annoying."},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with a rubric and replies, and no store."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "mine.yaml").write_text(MINE, encoding="utf-8")
    text = "".join(json.dumps(row) + "\n" for row in ROWS)
    (work / "replies.jsonl").write_text(text, encoding="utf-8")
    yield work
    catalogue.rubric.cache_clear()


def coach(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    got = run(["rubric", "preview", *args])
    said = capsys.readouterr()
    assert got == code, said.err
    return said.out, said.err


class TestCommand:
    def test_on_a_file(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out, err = coach(capsys, "mine.yaml", "--on", "replies.jsonl")
        lines = out.splitlines()
        assert lines[0].startswith("mine@1#")
        assert lines[1].startswith("against social-care@")
        assert lines[1].endswith(", the rubric it extends")
        assert lines[2:5] == ["on replies.jsonl", "", "replies         2"]
        assert max(map(len, lines)) <= 78
        assert err == ""

    def test_on_the_store(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["score", "replies.jsonl", "--rubric", "social-care"]) == 0
        assert run(["score", "replies.jsonl", "--rubric", "email"]) == 0
        capsys.readouterr()
        out, err = coach(capsys, "mine.yaml")
        assert out.splitlines()[2:5] == ["on the replies in the store", "", "replies         2"]
        assert err == "left out, as other rubrics scored them: email 2\n"
        out, _ = coach(capsys, "mine.yaml", "--limit", "1")
        assert "replies         1" in out

    def test_against_what_was_named(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        args = ("mine.yaml", "--against", "email", "--on", "replies.jsonl", "--json")
        out, _ = coach(capsys, *args)
        data = json.loads(out)
        assert data["old"].startswith("email@")
        assert (data["n"], data["against"]) == (2, "as you asked")

    def test_against_a_version_in_the_store(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        old = replace(catalogue.rubric("mine.yaml"), pass_mark=55, digest="f" * 12)
        with Store(folder / "my.db") as store:
            store.save_rubric(old.ref, rubric_to_data(old))
        out, _ = coach(
            capsys, "mine.yaml", "--against", old.ref, "--on", "replies.jsonl", "--db", "my.db"
        )
        assert out.splitlines()[1] == f"against {old.ref}, as you asked"

    def test_without_a_store(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out, err = coach(capsys, "mine.yaml", code=2)
        assert out == ""
        assert err == (
            "the store has no replies yet; name a file of replies: --on FILE, "
            "as coach score reads it\n"
        )

    def test_rows_that_cannot_be_scored(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = folder / "bad.jsonl"
        good = json.dumps({"id": "a", "reply": "Hello Ann."})
        bad.write_text(f"{good}\n" + "no JSON\n" * 25, encoding="utf-8")
        out, err = coach(capsys, "mine.yaml", "--on", "bad.jsonl", code=1)
        assert "replies         1" in out
        said = err.splitlines()
        assert said[0] == "line 2: error[rejected] not JSON: column 1: Expecting value"
        assert said[20] == "... and 5 more rejected rows"
        assert said[21] == "rejected rows: 25"
        assert said[22] == "1 replies without channel or visibility were scored as x, public"

    @pytest.mark.parametrize(
        ("args", "message"),
        [
            (["none.yaml"], "none.yaml:1:1: error[missing-file]"),
            (["mine.yaml", "--on", "none.csv"], "none.csv: error[no-file] there is no such file"),
            (["mine.yaml", "--on", "empty.jsonl"], "empty.jsonl: error[no-reply] no reply could "),
            (["mine.yaml", "--against", "emial"], "there is no rubric 'emial'; did you mean 'email'"),
            (["mine.yaml", "--limit", "0"], "'--limit'"),
            (["alone.yaml", "--on", "replies.jsonl"], "--against RUBRIC"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_done(
        self,
        folder: Path,
        capsys: pytest.CaptureFixture[str],
        args: list[str],
        message: str,
    ) -> None:
        (folder / "empty.jsonl").write_text("", encoding="utf-8")
        alone = (catalogue.rubric("base").file, folder / "alone.yaml")
        text = Path(alone[0]).read_text(encoding="utf-8").replace("id: base\n", "id: alone\n", 1)
        alone[1].write_text(text, encoding="utf-8")
        out, err = coach(capsys, *args, code=2)
        assert out == ""
        assert message in err

    def test_a_terminal_is_told_how_far_it_has_come(
        self,
        folder: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from coach.cli import rubric_compare

        clock = iter(range(0, 1000, 2))
        monkeypatch.setattr(rubric_compare.time, "monotonic", lambda: float(next(clock)))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        _, err = coach(capsys, "mine.yaml", "--on", "replies.jsonl")
        assert "\rcompared 1 reply, " in err
        assert err.endswith("\r\x1b[K")
        assert run(["score", "replies.jsonl", "--rubric", "social-care"]) == 0
        capsys.readouterr()
        _, err = coach(capsys, "mine.yaml")
        assert "\r[##########          ] 1 of 2 replies, " in err
