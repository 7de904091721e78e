"""Each example of each shipped rubric is a test."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import pytest

from coach.model.finding import Measurement
from coach.model.problem import FileProblems
from coach.services import catalogue
from coach.services.rubrics import ExampleResult, check_rubrics, run_examples, toothless
from coach.services.schemas import shipped_schemas

IDS = catalogue.rubric_ids()


@cache
def _results(rubric_id: str) -> tuple[ExampleResult, ...]:
    return run_examples(catalogue.rubric(rubric_id))


def _examples() -> list[object]:
    params = []
    for rubric_id in IDS:
        try:
            rubric = catalogue.rubric(rubric_id)
        except FileProblems:  # test_the_shipped_rubrics_have_no_problem names them all
            continue
        n = 0
        for criterion in rubric.criteria:
            for place, _ in enumerate(criterion.examples, 1):
                params.append(pytest.param(rubric_id, n, id=f"{rubric_id}-{criterion.id}-{place}"))
                n += 1
    return params


def test_the_shipped_rubrics_have_no_problem() -> None:
    checked = check_rubrics()
    assert checked.files == len(IDS) > 1
    assert [str(problem) for problem in checked.problems] == []


@pytest.mark.parametrize(("rubric_id", "n"), _examples())
def test_an_example_gets_its_score(rubric_id: str, n: int) -> None:
    result = _results(rubric_id)[n]
    assert result.passed, result.line_for(result.file)


@pytest.mark.parametrize("rubric_id", IDS)
def test_the_examples_notice_a_scorer_that_measures_nothing(rubric_id: str) -> None:
    assert toothless(catalogue.rubric(rubric_id)) == ()


@pytest.mark.parametrize("value", [None, 0.0])
def test_with_an_empty_scorer_every_criterion_fails(value: float | None) -> None:
    rubric = catalogue.rubric("base")
    empty = SimpleNamespace(measure=lambda *_: Measurement(value, reason="empty"))
    results = run_examples(rubric, dict.fromkeys((c.scorer for c in rubric.criteria), empty))
    failing = {result.criterion for result in results if not result.passed}
    assert failing == {criterion.id for criterion in rubric.criteria}


@pytest.mark.parametrize("rubric_id", IDS)
def test_an_example_with_a_todo_fails(rubric_id: str) -> None:
    for result in _results(rubric_id):
        if result.example.todo:
            assert result.passed, f"{result.line_for(result.file)}"


def test_the_shipped_schemas_are_current() -> None:
    for path, text in shipped_schemas().items():
        said = f"{path.name} is stale; run python -m coach.services.schemas"
        assert path.read_text(encoding="utf-8") == text, said
