"""What the examples of rubrics would notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.services import catalogue
from coach.services.mutation import coverage

LEAST = 90  # per cent

RUBRIC = """rubric: 1
id: two-phrases
title: Two phrases, one tested
version: "1.0"
status: draft
pass_mark: 50
criteria:
  - id: thanks
    section: tone
    skill: tone
    title: Thanks
    why: People like thanks.
    source: A person
    scorer: phrases
    options:
      phrases: [thank you, much obliged]
      kind: required
    bands: [{score: 2, at_least: 2}, {score: 1, at_least: 1}, {score: 0}]
    weight: 10
    message: Say thanks.
    examples:
      - {reply: "Thank you. And again: thank you!", score: 2}
      - {reply: Hello., score: 0}
"""


@pytest.mark.parametrize("name", catalogue.rubric_ids())
def test_examples_of_shipped_rubrics_notice_nearly_every_change(name: str) -> None:
    found = coverage(catalogue.rubric(name))
    untested = [change.line_for(name) for change in found.untested]
    assert found.percent >= LEAST, "\n".join(untested)


def test_an_untested_phrase_and_band_are_named_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "two-phrases.yaml"
    file.write_text(RUBRIC, encoding="utf-8")
    found = coverage(catalogue.rubric(str(file)))
    assert [(c.kind, c.part, c.line) for c in found.untested] == [
        ("band", "the band of score 1", 18),
        ("phrase", "'much obliged' in 'phrases'", 16),
    ]
    assert (found.noticed, len(found.changes)) == (4, 6)
    assert found.percent == pytest.approx(100 * 4 / 6)
