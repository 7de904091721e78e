"""Rubrics: reading, inheriting, digesting, storing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_files_fakes import CHANNELS, SCORERS, Phrases

from coach.files.rubric_data import digest, rubric_from_data, rubric_to_data
from coach.files.rubric_reader import Library, find_rubric, read_rubric, read_rubrics
from coach.files.schema import rubric_schema
from coach.model.problem import CoachError, FileProblems
from coach.model.rubric import Band, Status, Valid, When

BASE = """\
rubric: 1
id: base
title: Base
version: "1.0"
status: published
pass_mark: 80
criteria:
  - id: names-it
    section: tone
    skill: empathy
    title: Names the problem
    why: People want to be heard.
    source: A study
    scorer: phrases
    options: {phrases: [sorry about, I see], limit: 3, share: 1}
    bands: [{score: 2, at_least: 1}, {score: 0}]
    weight: 20
    when: {channel: [x, email], visibility: public}
    valid: {from: 2026-01-01}
    message: Say what went wrong first.
    examples:
      - {customer: It is late, reply: I see it is late., score: 2, spans: [I see]}
      - {reply: Hello., score: 0}
  - id: short
    section: plain-form
    skill: register
    title: Is short
    why: Nobody reads on.
    source: A person
    scorer: length
    options: {unit: posts}
    bands: [{score: 1, at_most: 280}, {score: 0}]
    weight: 10
    critical: true
    fails: section
    message: Say it in fewer words.
    examples:
      - {reply: Hi., score: 1}
      - {reply: Hi hi., score: 0}
      - {reply: Hm., score: null}
"""
HEAD = 'rubric: 1\nid: child\ntitle: Child\nversion: "2.0"\nstatus: draft\nextends: base\n'


def read(folder: Path, **files: str) -> Library:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_rubrics([folder], SCORERS, CHANNELS)


def words(library: Library) -> list[str]:
    return [problem.word for problem in library.problems]


def test_a_rubric_is_read_whole(tmp_path: Path) -> None:
    library = read(tmp_path, base=BASE)
    assert library.problems == ()
    rubric = library.get("base")
    assert rubric.status is Status.PUBLISHED
    assert rubric.pass_mark == 80
    assert rubric.sections == {"tone": "Tone", "plain-form": "Plain form"}
    assert rubric.file == str(tmp_path / "base.yaml")
    first, second = rubric.criteria
    assert first.options == Phrases(phrases=("sorry about", "I see"), limit=3, share=1.0)
    assert first.bands == (Band(2, at_least=1), Band(0))
    assert first.when == When(channel=("x", "email"), visibility=("public",))
    assert first.valid == Valid(since="2026-01-01")
    assert first.line == 8
    assert [example.line for example in first.examples] == [22, 23]
    assert first.examples[0].spans == ("I see",)
    assert second.critical
    assert second.fails == "section"
    assert second.examples[2].score is None


def test_a_child_overrides_adds_and_drops(tmp_path: Path) -> None:
    new = BASE[BASE.index("  - id: short") :].replace("id: short", "id: brief")
    child = (
        HEAD
        + "drop: [short]\nsections: {tone: How it sounds, plain-form: How it looks}\ncriteria:\n"
        + "  - id: names-it\n    weight: 30\n"
        + "    options: {phrases+: [I hear], phrases-: [I see], limit: 4}\n"
        + "    examples+:\n      - {reply: I hear you., score: 2}\n"
        + new
    )
    library = read(tmp_path, base=BASE, child=child)
    assert library.problems == ()
    rubric = library.get("child")
    assert [criterion.id for criterion in rubric.criteria] == ["names-it", "brief"]
    first = rubric.criteria[0]
    assert first.weight == 30
    assert first.title == "Names the problem"
    assert first.options == Phrases(phrases=("sorry about", "I hear"), limit=4, share=1.0)
    assert [example.reply for example in first.examples][-1] == "I hear you."
    assert rubric.pass_mark == 80
    assert rubric.sections == {"tone": "How it sounds", "plain-form": "How it looks"}
    # what was inherited has no line in this file
    assert [example.line for example in first.examples] == [0, 0, 14]
    assert library.get("base").criteria[0].options.phrases == ("sorry about", "I see")


def test_inherited_criteria_come_first_and_in_the_parents_order(tmp_path: Path) -> None:
    new = BASE[BASE.index("  - id: short") :].replace("id: short", "id: brief")
    child = HEAD + "criteria:\n" + new + "  - id: short\n    weight: 1\n"
    library = read(tmp_path, base=BASE, child=child)
    assert [c.id for c in library.get("child").criteria] == ["names-it", "short", "brief"]


def test_another_scorer_does_not_inherit_options(tmp_path: Path) -> None:
    child = HEAD + "criteria:\n  - {id: names-it, scorer: length, options: {unit: posts}}\n"
    library = read(tmp_path, base=BASE, child=child)
    assert library.problems == ()
    assert library.get("child").criteria[0].options.unit == "posts"


def test_plus_starts_from_the_scorers_default(tmp_path: Path) -> None:
    child = HEAD + "criteria:\n  - {id: names-it, options: {not_in+: [ever]}}\n"
    library = read(tmp_path, base=BASE, child=child)
    assert library.problems == ()
    assert library.get("child").criteria[0].options.not_in == {"never", "ever"}


def test_three_generations(tmp_path: Path) -> None:
    middle = HEAD.replace("id: child", "id: middle") + "drop: [short]\npass_mark: 60\n"
    child = HEAD.replace("extends: base", "extends: middle")
    child += "criteria:\n  - {id: names-it, weight: 1}\n"
    library = read(tmp_path, base=BASE, child=child, middle=middle)
    assert library.problems == ()
    assert [c.weight for c in library.get("child").criteria] == [1]
    assert library.get("child").pass_mark == 60


def test_a_parents_problem_is_named_with_the_parents_file(tmp_path: Path) -> None:
    bad = BASE.replace("weight: 20", "weight: heavy")
    library = read(tmp_path, base=bad, child=HEAD + "titel: x\n")
    assert [Path(p.file).name for p in library.problems] == ["base.yaml", "child.yaml"]
    with pytest.raises(FileProblems) as caught:
        read_rubric(tmp_path / "child.yaml", SCORERS, CHANNELS)
    assert caught.value.problems == library.problems


def test_without_a_parent_the_rest_is_still_checked(tmp_path: Path) -> None:
    child = HEAD + "criteria:\n  - {id: names-it, wieght: 3}\n"
    assert words(read(tmp_path, child=child)) == ["unknown-rubric", "unknown-key"]
    library = read(tmp_path, child=child, base="a: b: c\n")
    assert words(library) == ["syntax", "unknown-key"]


def test_a_circle_is_named(tmp_path: Path) -> None:
    a = HEAD.replace("id: child", "id: aa").replace("extends: base", "extends: bb")
    b = HEAD.replace("id: child", "id: bb").replace("extends: base", "extends: aa")
    library = read(tmp_path, a=a, b=b)
    assert set(words(library)) == {"extends-cycle"}
    assert "aa -> bb -> aa" in library.problems[1].message


def test_a_long_chain_is_refused(tmp_path: Path) -> None:
    for number in range(30):
        text = HEAD.replace("id: child", f"id: r{number}").replace("base", f"r{number + 1}")
        (tmp_path / f"r{number}.yaml").write_text(text, encoding="utf-8")
    library = read(tmp_path, r30=BASE.replace("id: base", "id: r30"))
    assert "extends-too-deep" in words(library)


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    library = read(tmp_path, base=BASE, broken="a: b: c\n", empty="")
    assert list(library.rubrics) == ["base"]
    assert words(library) == ["syntax", "empty-file"]
    with pytest.raises(CoachError, match="did you mean 'base'"):
        library.get("bsae")


def test_the_same_id_twice_names_both_files(tmp_path: Path) -> None:
    library = read(tmp_path, base=BASE, other=BASE)
    assert words(library) == ["duplicate-id"]
    assert "base.yaml" in library.problems[0].message
    assert library.problems[0].file.endswith("other.yaml")


def test_missing_paths_are_problems(tmp_path: Path) -> None:
    library = read_rubrics([tmp_path / "no"], SCORERS, CHANNELS)
    assert words(library) == ["missing-file"]
    with pytest.raises(FileProblems):
        read_rubric(tmp_path / "no.yaml", SCORERS, CHANNELS)


def test_find_reads_no_more_than_needed(tmp_path: Path) -> None:
    read(tmp_path, base=BASE, child=HEAD, broken="a: b: c\n")
    assert find_rubric("child", [tmp_path], SCORERS, CHANNELS).id == "child"
    with pytest.raises(CoachError, match="did you mean 'child'"):
        find_rubric("chidl", [tmp_path], SCORERS, CHANNELS)
    with pytest.raises(FileProblems, match="syntax"):
        find_rubric("broken", [tmp_path], SCORERS, CHANNELS)


def test_a_parent_is_found_in_the_library(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    (shipped / "base.yaml").write_text(BASE, encoding="utf-8")
    (own / "child.yaml").write_text(HEAD, encoding="utf-8")
    rubric = read_rubric(own / "child.yaml", SCORERS, CHANNELS, [shipped])
    assert len(rubric.criteria) == 2


def _digest(folder: Path, text: str) -> str:
    library = read(folder, base=text)
    assert library.problems == ()
    return library.get("base").digest


def test_the_digest_is_of_the_content_and_not_the_layout(tmp_path: Path) -> None:
    before = _digest(tmp_path, BASE)
    assert len(before) == 12
    assert int(before, 16) >= 0
    assert _digest(tmp_path, "# a comment\n\n" + BASE) == before
    assert _digest(tmp_path, BASE.replace("limit: 3, share: 1", "share: 1.0, limit: 3")) == before
    assert _digest(tmp_path, BASE.replace("at_least: 1", "at_least: 1.0")) == before
    flow = BASE.replace("{score: 2, at_least: 1}", "{at_least: 1, score: 2}")
    assert _digest(tmp_path, flow) == before
    assert _digest(tmp_path, BASE.replace("visibility: public", "visibility: [public]")) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Base", "title: Basis"),
        ('"1.0"', '"1.1"'),
        ("pass_mark: 80", "pass_mark: 81"),
        ("weight: 20", "weight: 21"),
        ("limit: 3", "limit: 4"),
        ("at_least: 1", "at_least: 1.5"),
        ("I see it is late", "I see it was late"),
        ("from: 2026-01-01", "from: 2026-01-02"),
        ("critical: true", "critical: false"),
        ("channel: [x, email]", "channel: [x]"),
        ("why: Nobody reads on.", "why: Nobody reads."),
    ],
)
def test_the_digest_changes_with_the_content(tmp_path: Path, old: str, new: str) -> None:
    assert old in BASE
    assert _digest(tmp_path, BASE.replace(old, new, 1)) != _digest(tmp_path, BASE)


def test_the_digest_is_pinned(tmp_path: Path) -> None:
    # stored scores name it: it may only change together with a migration
    assert _digest(tmp_path, BASE) == "1e60a3de22fa"


@dataclass(frozen=True, slots=True)
class Grown:
    """The phrases scorer as a later coach might have it."""

    phrases: tuple[str, ...] = ()
    limit: int = 5
    share: float = 0.5
    whole: bool = False
    how: Literal["all", "some"] | None = None
    not_in: frozenset[str] = frozenset({"never"})
    fewest: int = 4
    kinds: tuple[str, ...] = ("a", "b")


def test_the_digest_stays_when_a_scorer_gets_an_option(tmp_path: Path) -> None:
    before = _digest(tmp_path, BASE)
    grown = read_rubrics([tmp_path], {**SCORERS, "phrases": Grown}, CHANNELS).get("base")
    assert grown.digest == before
    used = BASE.replace("limit: 3", "limit: 3, fewest: 5")
    (tmp_path / "base.yaml").write_text(used, encoding="utf-8")
    changed = read_rubrics([tmp_path], {**SCORERS, "phrases": Grown}, CHANNELS).get("base")
    assert changed.digest != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("limit: 3, share: 1", "limit: 3, share: 1, whole: false, not_in: [never]"),
        ("weight: 20", "weight: 20\n    critical: false"),
        ("score: 0}\n  - id: short", "score: 0, earlier: []}\n  - id: short"),
        ("status: published", "status: draft"),
        ("status: published", "status: archived"),
    ],
)
def test_what_is_so_anyway_is_not_in_the_digest(tmp_path: Path, old: str, new: str) -> None:
    assert old in BASE
    assert _digest(tmp_path, BASE.replace(old, new, 1)) == _digest(tmp_path, BASE)


def test_stored_data_from_before_an_option_or_a_key_gets_their_defaults(tmp_path: Path) -> None:
    rubric = read(tmp_path, base=BASE).get("base")
    data = rubric_to_data(rubric)
    del data["lineage"]
    for key in ("critical", "fails"):
        del data["criteria"][0][key]
    for key in ("when", "valid"):
        del data["criteria"][1][key]
    for key in ("spans", "earlier", "todo", "channel"):
        del data["criteria"][1]["examples"][0][key]
    later = rubric_from_data(data, {**SCORERS, "phrases": Grown})
    assert later.criteria[0].options == Grown(phrases=("sorry about", "I see"), limit=3, share=1.0)
    assert digest(later) == later.digest == rubric.digest
    assert later.criteria[1].when == When()


def test_stored_data_keeps_options_that_had_their_default(tmp_path: Path) -> None:
    """A rubric scores as it did, whatever the default is today."""
    data = rubric_to_data(read(tmp_path, base=BASE).get("base"))
    assert data["criteria"][0]["options"]["whole"] is False
    del data["criteria"][0]["options"]["whole"]
    data["criteria"][0]["options"]["gone"] = 1
    with pytest.raises(CoachError, match="there is no option 'gone' any more"):
        rubric_from_data(data, SCORERS)


def test_stored_data_gives_the_same_rubric(tmp_path: Path) -> None:
    rubric = read(tmp_path, base=BASE).get("base")
    data = json.loads(json.dumps(rubric_to_data(rubric)))
    assert data == rubric_to_data(rubric)
    again = rubric_from_data(data, SCORERS)
    assert again.digest == digest(again) == rubric.digest
    assert again.ref == rubric.ref
    assert again.criteria[0].options == rubric.criteria[0].options
    assert again.criteria[0].examples[0].spans == ("I see",)


def test_stored_data_of_a_scorer_that_is_gone(tmp_path: Path) -> None:
    data = rubric_to_data(read(tmp_path, base=BASE).get("base"))
    with pytest.raises(CoachError, match="no scorer 'length' any more"):
        rubric_from_data(data, {"phrases": Phrases})
    data["criteria"][1]["options"] = {"size": 3}
    with pytest.raises(CoachError, match="cannot be read back"):
        rubric_from_data(data, SCORERS)
    with pytest.raises(CoachError, match="cannot be read back"):
        rubric_from_data({"id": "x"}, SCORERS)


def test_the_schema_describes_every_key_and_each_scorers_options() -> None:
    schema = rubric_schema(SCORERS)
    json.dumps(schema)
    criterion = schema["$defs"]["Criterion"]
    assert criterion["properties"]["scorer"]["enum"] == ["length", "phrases"]
    rules = {rule["if"]["properties"]["scorer"]["const"]: rule for rule in criterion["allOf"]}
    options = rules["phrases"]["then"]["properties"]["options"]
    assert options["properties"]["phrases"]["description"] == "The wordings to count."
    assert options["additionalProperties"] is False
    assert rules["length"]["then"]["required"] == ["options"]
    shapes: list[dict[str, Any]] = [schema, *schema["$defs"].values()]
    for shape in shapes:
        for name, part in shape.get("properties", {}).items():
            assert part.get("description"), (shape.get("title"), name)
    channel = schema["$defs"]["WhenFile"]["properties"]["channel"]
    assert [kind["type"] for kind in channel["anyOf"]] == ["string", "array"]
    assert "examples+" in schema["$defs"]["Change"]["properties"]
    assert list(schema["$defs"]["Change"]["required"]) == ["id"]


PIECES = st.sampled_from(BASE.splitlines(keepends=True) + HEAD.splitlines(keepends=True))
MIXED = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.text(max_size=200), MIXED), st.integers(0, 1200), st.text(max_size=3))
def test_no_text_makes_the_reader_trip(tmp_path: Path, text: str, at: int, put: str) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    for name, content in (("a", text), ("b", HEAD + text), ("c", BASE[:at] + put + BASE[at:])):
        file = tmp_path / f"{name}.yaml"
        file.write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            rubric = read_rubric(file, SCORERS, CHANNELS)
        except FileProblems as error:
            assert error.problems
            assert all(p.line >= 1 and p.column >= 1 for p in error.problems)
            assert all(p.message.isprintable() for p in error.problems)
        else:
            assert rubric.criteria
