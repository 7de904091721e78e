"""Whatever is answered: a starter is read back with exactly these texts, and passes its checks."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coach.files.rubric_reader import read_rubric
from coach.files.scenario_reader import read_scenario
from coach.files.strict_yaml import parse_document
from coach.files.yaml_text import quoted_scalar, scalar, unwritable
from coach.model.problem import CoachError
from coach.scorers import option_types
from coach.services import catalogue
from coach.services.rubric_starter import rubric_text
from coach.services.rubrics import examine
from coach.services.scenario_starter import scenario_text
from coach.services.starters import CHOICES, RubricAnswers, ScenarioAnswers, check_wording

_PIECES = st.sampled_from(
    [
        "no", "yes", "12:30", "1e3", "~", "null", "# x", ": ", "- ", "'", '"', "\\", "\n", "\r\n",
        "\t", "{a: b}", "[x]", "&a", "*a", "!b", "%", "@x", "`", "|", ">", "?", "\U0001f642", "\x85",
        "\u2028", "\ufeff", "\u202e", "\u200d", "\x1b", "---", "...", " ", "calm down", "(a|b)", "\x7f",
        "é", "日本", "0x1f", "\\u0041", "=feel", "<num>", "don't", "a b", "e.g. this",
    ]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=40), st.lists(_PIECES, min_size=1, max_size=6).map("".join))
FINE = TEXT.filter(lambda text: text.strip() and not unwritable(text))
SLOW = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    derandomize=True,
)


@settings(SLOW, max_examples=500)
@given(TEXT.filter(lambda text: not unwritable(text)))
def test_any_text_is_a_scalar(text: str) -> None:
    for written in (scalar(text), quoted_scalar(text)):
        assert "\n" not in written
        document = parse_document(f"a: {written}\nb:\n  - {written}\n", "x")
        assert document.problems == ()
        assert document.root is not None
        assert document.root.data() == {"a": text, "b": [text]}
    flow = parse_document(f"a: [{quoted_scalar(text)}, {{b: {quoted_scalar(text)}}}]\n", "x")
    assert flow.root is not None and flow.root.data() == {"a": [text, {"b": text}]}


@SLOW
@given(FINE, FINE, FINE)
def test_a_scenario_reads_back(title: str, brand: str, trade: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "s.yaml"
        answers = ScenarioAnswers(
            title, "x", "public", brand, trade, 3, CHOICES[len(title) % len(CHOICES)], "social-care"
        )
        path.write_text(scenario_text(answers, "s", "s.yaml"), encoding="utf-8", newline="\n")
        found = read_scenario(path, catalogue.channels(), catalogue.rubric_ids())
    assert (found.title, found.brand.name, found.brand.trade) == (title, brand, trade)


@SLOW
@given(FINE, st.lists(FINE, max_size=2), st.lists(FINE, min_size=1, max_size=3))
def test_a_rubric_reads_back_and_its_examples_pass(
    title: str, required: list[str], forbidden: list[str]
) -> None:
    def usable(text: str) -> bool:
        try:
            return check_wording(text) == text
        except CoachError:
            return False

    must, never = (tuple(filter(usable, said)) for said in (required, forbidden))
    assume(must or never)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "r.yaml"
        answers = RubricAnswers(title, required=must, forbidden=never)
        try:
            text = rubric_text(answers, "r", path.parent, path.name)
        except CoachError as error:  # phrases that stand in every reply we know
            assert "use longer phrases" in str(error)
            return
        path.write_text(text, encoding="utf-8", newline="\n")
        rubric = read_rubric(path, option_types(), catalogue.channels())
    assert rubric.title == title
    said = [p for c in rubric.criteria for p in c.options.phrases]
    assert set(said) <= {*must, *never}
    folded = {" ".join(p.casefold().split()) for p in said}
    assert folded == {" ".join(p.casefold().split()) for p in (*must, *never)}
    results, idle = examine(rubric)
    assert [r.fault for r in results if not r.passed] == []
    assert idle == ()
