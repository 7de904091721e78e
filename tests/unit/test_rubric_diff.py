"""The difference of two rubrics, in words and as data."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from coach.cli.errors import run
from coach.files.rubric_data import rubric_to_data
from coach.language.plain import cells
from coach.model.problem import CoachError
from coach.model.rubric import Band, Criterion, Example, Rubric, Status, Valid, When
from coach.render.rubric_diff import difference_data, difference_lines, short
from coach.scorers.acts import Options as Acts
from coach.scorers.phrase_rules import PhraseRule
from coach.scorers.phrases import Options
from coach.scorers.register import Options as Register
from coach.services import catalogue
from coach.services.compare import counts_alike, difference, marks_alike
from coach.services.earlier import earlier
from coach.store import Publication, Store

GREETS = Criterion(
    id="greets",
    section="tone",
    skill="tone",
    title="Greets",
    why="People like it.",
    source="A person",
    scorer="phrases",
    bands=(Band(2, at_least=2), Band(1, at_least=1), Band(0)),
    weight=10,
    message="Greet.",
    options=Options(phrases=("hello", "hi"), kind="required"),
    examples=(Example("Hi Ann", 1, line=9), Example("No.", 0, line=10)),
    line=8,
)
OTHER = replace(GREETS, id="other", line=20)
RUBRIC = Rubric(
    "mine", "Mine", "1.0", Status.DRAFT, 80, (GREETS, OTHER), {"tone": "Tone"}, "0" * 12
)


def with_first(**changes: Any) -> Rubric:
    return replace(RUBRIC, criteria=(replace(GREETS, **changes), OTHER))


def said(new: Rubric, old: Rubric = RUBRIC) -> list[str]:
    """The lines after the heading, without the blank ones, stripped."""
    return [line.strip() for line in list(difference_lines(difference(old, new)))[1:] if line]


def test_nothing_differs() -> None:
    assert said(RUBRIC) == ["nothing differs"]
    assert difference(RUBRIC, RUBRIC).changes == ()


def test_where_things_stand_in_a_file_is_no_difference() -> None:
    moved = with_first(line=99, examples=tuple(replace(e, line=50) for e in GREETS.examples))
    elsewhere = replace(moved, file="elsewhere.yaml", lineage=("base",), digest="1" * 12)
    assert said(elsewhere) == ["nothing differs"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weight": 15}, ["all weights together 20 -> 25", "weight 10 -> 15"]),
        ({"critical": True}, ["critical now: below half the total is 0"]),
        ({"fails": "section"}, ["below half its section counts nothing now"]),
        ({"section": "form"}, ["moved from section tone to form"]),
        ({"skill": "form"}, ['skill "tone" -> "form"']),
        ({"title": "Says hello"}, ['title "Greets" -> "Says hello"']),
        ({"message": "Say hello."}, ['message "Greet." -> "Say hello."']),
        ({"why": "Because."}, ['why "People like it." -> "Because."']),
        ({"source": "A study"}, ['source "A person" -> "A study"']),
        ({"when": When(channel=("x", "facebook"))}, ["only for channel x or facebook (before: any)"]),
        ({"when": When(customer=("complaint",))}, ["only for customer complaint (before: any)"]),
        ({"valid": Valid(since="2027-01-01")}, ["valid from 2027-01-01 (before: any day)"]),
        ({"valid": Valid(until="2027-01-01")}, ["valid until 2027-01-01 (before: any day)"]),
    ],
)  # fmt: skip
def test_a_key_of_a_criterion(changes: dict[str, Any], words: list[str]) -> None:
    lines = said(with_first(**changes))
    assert [line for line in lines if not line.startswith("greets: ")] == words


def test_what_is_taken_back() -> None:
    old = with_first(critical=True, fails="section", when=When(brand=("Acme",)))
    assert said(RUBRIC, old)[1:] == [
        "no longer critical",
        "no longer fails its section",
        "only for brand any (before: Acme)",
    ]


def test_every_condition_of_the_model_is_looked_at() -> None:
    for field in fields(When):
        new = with_first(when=When(**{field.name: ("x",)}))
        assert said(new)[1:] == [f"only for {field.name} x (before: any)"]


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ((Band(2, at_least=2.5), Band(1, at_least=1), Band(0)), ["2 points from 2.5 instead of 2"]),
        (
            (Band(2, at_least=2, at_most=5), Band(1, at_least=1), Band(0)),
            ["2 points from 2 up to 5 instead of from 2"],
        ),
        (
            (Band(3, at_least=3), Band(2, at_least=2), Band(0)),
            ["3 points from 3 (a new band)", "1 point no longer given (before: from 1)"],
        ),
        (
            (Band(1, at_least=1), Band(2, at_least=2), Band(0)),
            ["the bands are tried in another order: 1, 2, 0; the first that fits counts"],
        ),
        (
            (Band(2, at_least=2), Band(1, at_least=1), Band(0, at_most=0.5), Band(0)),
            ["0 points up to 0.5 or for anything else instead of for anything else"],
        ),
    ],
)
def test_bands(bands: tuple[Band, ...], words: list[str]) -> None:
    assert said(with_first(bands=bands))[1:] == words


def test_an_upper_end() -> None:
    old = with_first(bands=(Band(1, at_most=0), Band(0)))
    new = with_first(bands=(Band(1, at_most=2), Band(0)))
    assert said(new, old)[1:] == ["1 point up to 2 instead of 0"]


def test_phrases_of_an_option() -> None:
    new = with_first(options=Options(phrases=("hi", "good (day|evening)"), kind="required"))
    assert said(new)[1:] == ["phrases added: 'good (day|evening)'", "phrases removed: 'hello'"]
    (change,) = difference(RUBRIC, new).changes
    assert (change.added, change.removed) == (("good (day|evening)",), ("hello",))


def test_phrases_with_more_about_them() -> None:
    rule = PhraseRule(("see you", "bye"), place="closing", since="2027-01-01", owner="Legal")
    new = with_first(options=Options(phrases=("hello", rule), kind="required"))
    assert said(new)[1:] == [
        "phrases added: {say: 'see you', 'bye', place: closing, from: 2027-01-01,",
        "owner: Legal}",
        "phrases removed: 'hi'",
    ]
    again = replace(rule, say=("bye",), severity=2)
    after = with_first(options=Options(phrases=("hello", again), kind="required"))
    assert said(after, new)[1].startswith("phrases added: {say: bye, place: closing, ")


def test_other_options() -> None:
    new = with_first(options=Options(phrases=("hi", "hello"), kind="forbidden"))
    assert said(new)[1:] == [
        "phrases in another order: 'hi', 'hello'",
        "kind required -> forbidden",
    ]
    old = with_first(scorer="register", options=Register(low=-1.7, high=0.4))
    new = with_first(scorer="register", options=Register(low=-1.8, high=0.5))
    assert said(new, old)[1:] == ["low -1.7 -> -1.8", "high 0.4 -> 0.5"]


def test_another_scorer_brings_options_of_its_own() -> None:
    new = with_first(scorer="acts", options=Acts(any=("greeting",), kind="required"))
    assert said(new)[1:] == [
        "scorer phrases -> acts",
        "options now any 'greeting'; before phrases 'hello', 'hi'; kind required",
    ]


def test_examples() -> None:
    first, second = GREETS.examples
    new = with_first(examples=(first, replace(second, reply="Go away.", customer="hi", todo="x")))
    assert said(new)[1:] == [
        "example added, gets 0, still to do: Go away. [customer: hi]",
        "example removed, gets 0: No.",
    ]
    assert said(with_first(examples=(second, first)))[1:] == ["examples in another order"]


def test_criteria_that_come_and_go() -> None:
    added = replace(GREETS, id="added", critical=True, fails="section")
    new = replace(RUBRIC, criteria=(added, GREETS))
    assert said(new) == [
        "added added: Greets (section tone, weight 10, critical, fails its section)",
        "scorer phrases: phrases 'hello', 'hi'; kind required",
        "2 points from 2; 1 point from 1; 0 points for anything else",
        "dropped other: Greets (section tone, weight 10)",
    ]
    assert said(replace(RUBRIC, criteria=(OTHER, GREETS))) == [
        "order of the criteria: other, greets"
    ]


def test_the_rubric_itself() -> None:
    new = replace(
        RUBRIC,
        id="ours", title="Ours", version="1.1", status=Status.PUBLISHED, pass_mark=85.5,
        sections={"tone": "Voice", "form": "Form"},
    )  # fmt: skip
    assert said(new) == [
        "id mine -> ours",
        'title "Mine" -> "Ours"',
        "version 1.0 -> 1.1",
        "status draft -> published",
        "pass mark 80 -> 85.5",
        'title of section tone "Tone" -> "Voice"',
        "section form added: Form",
    ]
    assert said(RUBRIC, new)[-1] == "section form dropped"


def test_long_texts_stand_one_below_the_other_and_no_line_is_too_long() -> None:
    new = with_first(why="為何 " * 30 + "\x1b[31m", message="Say hello, " * 20)
    lines = list(difference_lines(difference(RUBRIC, new)))
    assert max(map(cells, lines)) <= 78
    assert any(line.startswith("  why now: ") for line in lines)
    assert "  why before: People like it." in lines
    assert "\x1b" not in "".join(lines)


def test_as_data() -> None:
    new = with_first(weight=15, bands=(Band(1, at_least=1), Band(0)))
    data = difference_data(difference(RUBRIC, new))
    assert json.loads(json.dumps(data)) == data
    weight, bands = sorted(data["changes"], key=lambda c: c["what"], reverse=True)
    assert weight == {
        "criterion": "greets", "what": "weight", "before": 10, "after": 15, "added": [],
        "removed": [], "said": ["weight 10 -> 15"],
    }  # fmt: skip
    assert bands["removed"] == [{"score": 2, "at_least": 2, "at_most": None}]


def test_in_a_word() -> None:
    (change,) = difference(RUBRIC, with_first(weight=15)).changes
    assert short(change) == "weight 10 -> 15"
    (change,) = difference(RUBRIC, with_first(when=When(channel=("x",)))).changes
    assert short(change) == "channel"


def test_which_changes_touch_marks_and_which_touch_totals() -> None:
    texts = replace(GREETS, title="T", why="W", source="S", message="M", skill="s", line=1)
    assert marks_alike(GREETS, texts)
    assert counts_alike(GREETS, texts)
    for changes in ({"weight": 1}, {"critical": True}, {"fails": "section"}, {"section": "form"}):
        changed = replace(GREETS, **changes)
        assert marks_alike(GREETS, changed)
        assert not counts_alike(GREETS, changed)
    for changes in (
        {"bands": GREETS.bands[1:]}, {"options": Options(phrases=("hi",))}, {"scorer": "acts"},
        {"when": When(channel=("x",))}, {"valid": Valid(since="2027-01-01")},
    ):  # fmt: skip
        assert not marks_alike(GREETS, replace(GREETS, **changes))


class TestEarlier:
    def test_the_version_published_before_comes_first(self, store: Store) -> None:
        old = replace(catalogue.rubric("email"), title="Ours", file="", digest="1" * 12)
        store.save_rubric(old.ref, rubric_to_data(old))
        store.add_publication(
            Publication(old.id, old.version, old.digest, "published", "a.yaml", "Ann", NOW, ""),
            rubric_to_data(old),
        )
        found = earlier(replace(old, digest="2" * 12), store)
        assert (found.rubric.ref, found.how) == (old.ref, "the version published before")

    def test_then_the_shipped_rubric_of_the_id(self, store: Store) -> None:
        new = replace(RUBRIC, id="email", lineage=("base",))
        for place in (store, None):
            found = earlier(new, place)
            assert found.rubric.id == "email"
            assert found.how == "the shipped rubric of this id"

    def test_then_the_rubric_it_extends(self) -> None:
        found = earlier(replace(RUBRIC, lineage=("social-care", "base")), None)
        assert (found.rubric.id, found.how) == ("social-care", "the rubric it extends")
        # a shipped rubric takes the place of nothing but its parent
        assert earlier(catalogue.rubric("social-care"), None).rubric.id == "base"

    def test_a_parent_beside_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "parent.yaml").write_text(PARENT, encoding="utf-8")
        (tmp_path / "child.yaml").write_text(CHILD, encoding="utf-8")
        child = catalogue.rubric(str(tmp_path / "child.yaml"))
        assert earlier(child, None).rubric.title == "Parent"

    @pytest.mark.parametrize("lineage", [(), ("gone",)])
    def test_or_else_one_has_to_be_named(self, lineage: tuple[str, ...]) -> None:
        with pytest.raises(CoachError) as raised:
            earlier(replace(RUBRIC, lineage=lineage), None)
        assert str(raised.value) == (
            "there is no earlier version of 'mine' and no rubric that it extends; "
            "name the one to compare with: --against RUBRIC"
        )


NOW = "2026-03-01T10:00:00+00:00"
PARENT = """\
rubric: 1
id: parent
title: Parent
version: "1"
status: draft
pass_mark: 50
criteria:
  - id: no-calm-down
    section: tone
    skill: tone
    title: Does not say calm down
    why: Nobody has ever calmed down on being told to.
    source: A person
    scorer: phrases
    options: {phrases: [calm down]}
    bands: [{score: 1, at_most: 0}, {score: 0}]
    weight: 10
    message: Leave it out.
    examples:
      - {reply: Have a seat., score: 1, spans: []}
      - {reply: Please calm down., score: 0, spans: [calm down]}
"""
CHILD = """\
rubric: 1
id: child
title: Child
version: "1"
status: draft
extends: parent
pass_mark: 60
criteria:
  - id: no-calm-down
    options: {phrases+: [relax]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parent.yaml").write_text(PARENT, encoding="utf-8")
    (tmp_path / "child.yaml").write_text(CHILD, encoding="utf-8")
    return tmp_path


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rubric", "diff", "parent.yaml", "child.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("parent@1#") and " -> child@1#" in lines[0]
    assert lines[1:] == [
        "id parent -> child",
        'title "Parent" -> "Child"',
        "pass mark 50 -> 60",
        "",
        "no-calm-down: Does not say calm down",
        "  phrases added: 'relax'",
    ]
    assert run(["rubric", "diff", "parent.yaml", "child.yaml", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [change["what"] for change in data["changes"]] == [
        "id", "title", "pass_mark", "options.phrases",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["social-cara", "email"], "there is no rubric 'social-cara'; did you mean 'social-care'?"),
        (["email", "none.yaml"], "none.yaml:1:1: error[missing-file]"),
        (["email"], "Missing argument 'NEW'"),
    ],
)
def test_what_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str], names: list[str], message: str
) -> None:
    assert run(["rubric", "diff", *names]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err


def test_shipped_rubrics_differ_in_words() -> None:
    old, new = catalogue.rubric("base"), catalogue.rubric("email")
    lines = list(difference_lines(difference(old, new)))
    assert lines[1:2] == ["id base -> email"]
    assert max(map(cells, lines)) <= 78


def test_an_added_criterion_says_where_and_when_it_applies() -> None:
    when, valid = When(channel=("x",)), Valid("2026-12-01", "2026-12-31")
    late = replace(GREETS, id="late", when=when, valid=valid)
    said = "\n".join(
        difference_lines(difference(RUBRIC, replace(RUBRIC, criteria=(GREETS, OTHER, late))))
    )
    for words in ("only for channel x", "valid from 2026-12-01", "valid until 2026-12-31"):
        assert words in said
