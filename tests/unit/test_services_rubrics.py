"""Running the examples of rubrics."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.files.rubric_data import digest
from coach.files.shipped import shipped_rubrics
from coach.model.channel import Visibility
from coach.model.finding import Finding, Measurement, Polarity
from coach.model.rubric import Band, Criterion, Example, Rubric, Status, Valid, When
from coach.services import catalogue
from coach.services.rubrics import (
    check_rubrics,
    examine,
    home_of,
    rubrics_named,
    run_examples,
    toothless,
)
from coach.signals.reading import Reading

CRITERION = Criterion(
    id="says-it",
    section="tone",
    skill="tone",
    title="Says it",
    why="Why not.",
    source="A person",
    scorer="counts",
    bands=(Band(2, at_least=2), Band(1, at_least=1), Band(0)),
    weight=10,
    message="Say it.",
)


def counts(reading: Reading, _: Any) -> Measurement:
    """One point for each 'yes' (credit); each 'no' is a fault; without either a gap is shown."""
    text = reading.draft.text
    found = [
        Finding(at, at + len(word), polarity, word)
        for word, polarity in (("yes", Polarity.CREDIT), ("no", Polarity.FAULT))
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    if not found and "quiet" not in text:
        found = [Finding(len(text), len(text), Polarity.FAULT, "nothing")]
    return Measurement(float(text.count("yes")), tuple(sorted(found, key=lambda f: f.start)))


def table(measure: Any = counts) -> dict[str, Any]:
    return {"counts": SimpleNamespace(measure=measure)}


def rubric_of(*examples: Example, rubric_id: str = "mine", **changes: Any) -> Rubric:
    rubric = Rubric(
        id=rubric_id,
        title="Mine",
        version="1",
        status=Status.DRAFT,
        pass_mark=80,
        criteria=(replace(CRITERION, examples=examples, **changes),),
        sections={"tone": "Tone"},
        digest="",
        file="mine.yaml",
    )
    return replace(rubric, digest=digest(rubric))


def fault_of(example: Example, measure: Any = counts, **changes: Any) -> str | None:
    (result,) = run_examples(rubric_of(example, **changes), table(measure))
    assert result.passed is (result.fault is None)
    return result.fault


def test_a_score_must_be_equal() -> None:
    assert fault_of(Example("yes yes", 2)) is None
    assert fault_of(Example("yes", 2)) == "scored 1 (value 1), wanted 2"
    assert fault_of(Example("yes", None)) == "scored 1 (value 1), wanted not applicable"


def test_not_applicable_is_a_score_of_null() -> None:
    def never(*_: Any) -> Measurement:
        return Measurement(None, reason="too short")

    assert fault_of(Example("yes", None), never) is None
    assert fault_of(Example("yes", 1), never) == "not applicable, wanted 1 (too short)"


def test_a_condition_does_not_hide_an_example() -> None:
    elsewhere = When(channel=("email",))
    fault = fault_of(Example("yes yes", 2), when=elsewhere)
    assert fault == "not applicable, wanted 2 (only for channel email)"
    assert fault_of(Example("yes yes", 2, channel="email"), when=elsewhere) is None
    unasked = When(customer=("question",))
    assert "only after a customer's question" in str(fault_of(Example("yes yes", 2), when=unasked))
    asked = Example("yes yes", 2, customer="When do you open?")
    assert fault_of(asked, when=unasked) is None


def test_brand_product_and_country_are_the_criterions_own_unless_named() -> None:
    when = When(brand=("Northwind",), product=("health",), country=("DE",))
    assert fault_of(Example("yes yes", 2), when=when) is None
    assert fault_of(Example("yes yes", None, product="hotel"), when=when) is None
    assert fault_of(Example("yes yes", None, country="AT"), when=when) is None


def test_an_example_can_have_a_day() -> None:
    valid = Valid("2030-01-01")
    assert fault_of(Example("yes yes", 2), valid=valid) is None
    assert fault_of(Example("yes yes", None, sent_at="2029-12-31"), valid=valid) is None


@pytest.mark.parametrize(
    "valid", [Valid("2030-01-01"), Valid(None, "2019-12-31"), Valid("2024-01-01", "2024-01-01")]
)
def test_an_example_is_said_while_its_criterion_is_valid(valid: Valid) -> None:
    assert fault_of(Example("yes yes", 2), valid=valid) is None
    (result,) = run_examples(rubric_of(Example("yes yes", 2)), table(), date(1999, 1, 1))
    assert result.passed


@pytest.mark.parametrize(
    ("reply", "score", "spans", "fault"),
    [
        ("yes no yes", 2, ("yes", "yes"), None),
        ("yes no yes", 2, ("yes",), "points at 'yes', 'yes', wanted 'yes'"),
        ("yes no", 1, ("no",), None),
        ("yes no", 1, ("yes",), "points at 'no', wanted 'yes'"),
        ("no, oh no", 0, ("no", "no"), None),
        ("well", 0, ("",), None),
        ("well", 0, ("well",), "points at '', wanted 'well'"),
        ("quiet", 0, (), None),
        ("yes yes", 2, (), "points at 'yes', 'yes', wanted nothing"),
        ("yes", 1, (), "points at 'yes', wanted nothing"),
        ("quiet", 0, ("quiet",), "points at nothing, wanted 'quiet'"),
    ],
)
def test_spans_must_equal(
    reply: str, score: int, spans: tuple[str, ...], fault: str | None
) -> None:
    assert fault_of(Example(reply, score, spans=spans)) == fault


def test_a_todo_must_fail() -> None:
    assert fault_of(Example("yes", 2, todo="not caught yet")) is None
    assert fault_of(Example("yes", 1, todo="old")) == "passes now; remove its todo"


@pytest.mark.parametrize("todo", [None, "later"])
@pytest.mark.parametrize("score", [0, None])
def test_a_broken_scorer_never_passes(todo: str | None, score: int | None) -> None:
    def broken(*_: Any) -> Measurement:
        raise KeyError("boom")

    fault = fault_of(Example("yes", score, todo=todo), broken)
    assert fault is not None
    assert "KeyError" in fault


def test_an_example_sees_its_context() -> None:
    seen: list[Reading] = []

    def watch(reading: Reading, _: Any) -> Measurement:
        seen.append(reading)
        return Measurement(0.0)

    example = Example("yes", 0, customer="Late!", channel="email", earlier=("before",))
    assert fault_of(example, watch) is None
    context = seen[0].context
    assert (context.channel, context.visibility) == ("email", Visibility.PRIVATE)
    assert [turn.text for turn in context.turns] == ["Late!"]
    assert context.earlier == ("before",)
    assert context.sent_at is None


def test_a_rubric_is_at_home_where_a_channel_uses_it() -> None:
    rubric = rubric_of(Example("yes", 1))
    assert home_of(rubric) == ("x", Visibility.PUBLIC)
    assert home_of(replace(rubric, id="chat")) == ("chat", Visibility.PRIVATE)
    assert home_of(replace(rubric, id="direct-message")) == ("x", Visibility.PRIVATE)
    child = replace(rubric, lineage=("email", "direct-message", "base"))
    assert home_of(child) == ("email", Visibility.PRIVATE)


def test_the_shipped_rubrics_know_what_they_extend() -> None:
    assert catalogue.rubric("base").lineage == ()
    assert catalogue.rubric("social-care").lineage == ("base",)
    assert catalogue.rubric("email").lineage[-1] == "base"


def test_the_lineage_is_not_part_of_the_digest() -> None:
    rubric = rubric_of(Example("yes", 1))
    assert digest(replace(rubric, lineage=("base",))) == rubric.digest


@pytest.mark.parametrize("examples", [(Example("a", None),), (Example("a", 0),)])
def test_examples_that_prove_nothing_are_noticed(examples: tuple[Example, ...]) -> None:
    assert toothless(rubric_of(*examples)) == ("says-it",)


def test_examples_with_both_ends_prove_something() -> None:
    assert toothless(rubric_of(Example("yes yes", 2), Example("a", 0))) == ()


def test_an_inherited_example_is_named_where_it_is_written(tmp_path: Path) -> None:
    shutil.copy(shipped_rubrics() / "base.yaml", tmp_path / "base.yaml")
    path = tmp_path / "child.yaml"
    path.write_text(
        'rubric: 1\nid: child\ntitle: C\nversion: "1"\nstatus: draft\nextends: base\n'
        "criteria:\n  - id: non-apology\n    options: {lists: [liability]}\n",
        encoding="utf-8",
    )
    (rubric,) = rubrics_named([str(path)])
    assert isinstance(rubric, Rubric)
    results, idle = examine(rubric)
    assert idle == ()
    wrong = [r for r in results if r.criterion == "non-apology" and not r.passed]
    assert wrong
    lines = (tmp_path / "base.yaml").read_text(encoding="utf-8").splitlines()
    for result in wrong:
        assert Path(result.file).name == "base.yaml"
        assert result.example.reply[:20] in lines[result.line - 1]
        assert "example[non-apology] in child scored" in result.line_for("f")


def test_a_check_names_every_file_and_the_missing_one(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("rubric: 1\nid: bad\n", encoding="utf-8")
    checked = check_rubrics([bad, tmp_path / "none.yaml"])
    assert checked.missing
    assert checked.files == 1
    assert {Path(p.file).name for p in checked.problems} == {"bad.yaml", "none.yaml"}
    assert not check_rubrics([bad]).missing


def test_a_copy_of_a_shipped_rubric_is_no_duplicate(tmp_path: Path) -> None:
    shutil.copy(shipped_rubrics() / "email.yaml", tmp_path / "email.yaml")
    assert check_rubrics([tmp_path]).problems == ()
    shutil.copy(tmp_path / "email.yaml", tmp_path / "again.yaml")
    assert [p.word for p in check_rubrics([tmp_path]).problems] == ["duplicate-id"]
