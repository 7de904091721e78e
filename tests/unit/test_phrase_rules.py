"""The scorer phrases: wordings with a place, a time, an owner and a severity of their own."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coach.files.options import options_from_data
from coach.files.rubric_data import digest, rubric_from_data, rubric_to_data
from coach.files.rubric_reader import read_rubric
from coach.model.finding import Measurement, Polarity
from coach.model.rubric import Rubric
from coach.model.thread import Context, Draft
from coach.render.rubric_lines import rubric_lines
from coach.scorers import option_types
from coach.scorers.phrase_rules import PhraseRule, phrase_book
from coach.scorers.phrases import Options, measure
from coach.services import catalogue
from coach.services.rubrics import run_examples
from coach.signals.reading import Reading

MAY = date(2026, 5, 1)


def rule(*say: str, **more: Any) -> PhraseRule:
    return PhraseRule(say=say or ("calm down",), **more)


def measured(
    reply: str, *phrases: str | PhraseRule, context: Context | None = None, **options: Any
) -> Measurement:
    reading = Reading(Draft("id", reply, context or Context()), None, MAY)
    return measure(reading, Options(phrases=phrases, **options))


def words(reply: str, *phrases: str | PhraseRule, **options: Any) -> list[str]:
    return [reply[f.start : f.end] for f in measured(reply, *phrases, **options).findings]


@pytest.mark.parametrize("phrase", ["apologise for delay", rule("apologise for delay")])
@pytest.mark.parametrize(
    "said",
    ["apologize for delays", "apologising for delay", "apologise for really delay"],
)
def test_inflection_spelling_and_fillers(phrase: str | PhraseRule, said: str) -> None:
    assert words(f"We {said} today.", phrase) == [said]


def test_negation_is_the_options_unless_the_phrase_has_its_own() -> None:
    reply = "Please don't calm down."
    assert words(reply, rule()) == []
    assert words(reply, rule(negated="keep")) == ["calm down"]
    assert words(reply, rule(), negated="keep") == ["calm down"]
    assert words(reply, rule(negated="drop"), negated="keep") == []


def test_place_is_the_options_unless_the_phrase_has_its_own() -> None:
    reply = "Calm down. We look. Calm down."
    assert measured(reply, rule(place="opening")).findings[0].start == 0
    assert measured(reply, rule(place="closing")).findings[0].start == 20
    assert measured(reply, rule(), place="closing").value == 1
    assert measured(reply, rule(place="anywhere"), place="closing").value == 2


def test_unless_undoes_matches_of_its_own_phrase_only() -> None:
    reply = "Do you feel upset, do you feel angry?"
    own = rule("feel (upset|angry)", unless=("upset",))
    assert words(reply, own) == ["feel angry"]
    assert words(reply, own, rule("you feel")) == ["you feel", "you feel angry"]
    assert words(reply, own, unless=("angry",)) == []


@pytest.mark.parametrize("key", ["brand", "product", "country"])
def test_a_phrase_counts_only_where_it_says(key: str) -> None:
    only = rule(**{key: ("Acme", "Bolt")})
    for name, value in (("ACME", 1), ("bolt", 1), ("Other", 0), (None, 0)):
        context = replace(Context(), **{key: name})
        assert measured("Calm down.", only, context=context).value == value
    assert measured("Calm down.", only, "calm down now").value == 0


@pytest.mark.parametrize(
    ("since", "until", "value"),
    [
        ("2026-05-01", "2026-05-01", 1),
        ("2026-05-02", None, 0),
        (None, "2026-04-30", 0),
        (None, "2026-05-01", 1),
    ],
)
def test_a_phrase_counts_on_its_days_only(
    since: str | None, until: str | None, value: float
) -> None:
    dated = rule(since=since, until=until)
    assert measured("Calm down.", dated).value == value
    sent = Context(sent_at="2026-05-01T23:00:00Z")
    reading = Reading(Draft("id", "Calm down.", sent), None, date(2030, 1, 1))
    assert measure(reading, Options(phrases=(dated,))).value == value


def test_the_owner_stands_in_the_finding() -> None:
    found = measured("Calm down.", rule(owner="Legal, J. Ruiz")).findings
    assert [f.message for f in found] == ["Says 'Calm down' (Legal, J. Ruiz)."]
    both = rule("down now", owner="Legal"), rule(owner="Care"), rule("now", owner="Legal")
    assert measured("Calm down now.", *both).findings[0].message == (
        "Says 'Calm down now' (Care; Legal)."
    )


def test_an_owner_cannot_drive_the_terminal() -> None:
    message = measured("Calm down.", rule(owner="Le\x1b[31mgal\nteam\u202e")).findings[0].message
    assert message.isprintable()


def test_severity_is_what_a_place_counts() -> None:
    severe = rule(severity=3)
    assert measured("Calm down. Calm down. Relax.", severe, "relax").value == 7
    assert measured("Calm down now.", severe, "down now", rule("now", severity=2)).value == 3


def test_a_required_phrase_is_a_credit() -> None:
    (found,) = measured("Calls are recorded.", rule("calls are recorded"), kind="required").findings
    assert found.polarity is Polarity.CREDIT


def test_one_automaton_finds_all_phrases_of_a_criterion() -> None:
    phrases = ("relax", rule("calm down", "cool it", unless=("please",)), rule("chill"))
    assert phrase_book(phrases) is phrase_book(tuple(phrases))
    assert words("Relax. Cool it. Chill. Please calm down.", *phrases) == [
        "Relax",
        "Cool it",
        "Chill",
    ]


def test_stored_options_are_read_under_the_old_name() -> None:
    old = {"any": ["calm down"], "lists": [], "negated": "drop"}
    assert options_from_data(Options, old) == Options(phrases=("calm down",))


RUBRIC = """\
rubric: 1
id: bank
title: Bank
version: "1"
status: draft
pass_mark: 50
criteria:
  - id: no-promises
    section: legal
    skill: compliance
    title: Promises nothing
    why: Promises bind.
    source: House rule 12
    scorer: phrases
    options:
      phrases:
        - risk free
        - {say: [guaranteed returns, "(best|safe) investment"], severity: 3, owner: "Legal, J. R."}
        - {say: summer bonus, brand: Acme, country: [DE, AT], from: 2026-06-01, until: 2026-08-31}
    bands: [{score: 2, at_most: 0}, {score: 1, at_most: 2}, {score: 0}]
    weight: 10
    message: Say what it is.
    examples:
      - {reply: Here are the terms., score: 2}
      - {reply: It is risk free., score: 1, spans: [risk free]}
      - {reply: A guaranteed return!, score: 0}
      - {reply: A summer bonus!, score: 1, brand: acme, country: de, sent_at: 2026-06-01}
      - {reply: A summer bonus!, score: 2, brand: acme, country: ch, sent_at: 2026-06-01}
      - {reply: A summer bonus!, score: 2, brand: acme, country: de, sent_at: 2026-09-01}
"""
CHILD = """\
rubric: 1
id: shop
title: Shop
version: "1"
status: draft
extends: bank
criteria:
  - id: no-promises
    options:
"""


def read(folder: Path, text: str, name: str = "bank") -> Rubric:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return read_rubric(path, option_types(), catalogue.channels())


def test_a_file_says_all_of_it_and_its_examples_can_show_it(tmp_path: Path) -> None:
    rubric = read(tmp_path, RUBRIC)
    assert rubric.criteria[0].options.phrases == (
        "risk free",
        PhraseRule(
            say=("guaranteed returns", "(best|safe) investment"), severity=3, owner="Legal, J. R."
        ),
        PhraseRule(
            say=("summer bonus",),
            brand=("Acme",),
            country=("DE", "AT"),
            since="2026-06-01",
            until="2026-08-31",
        ),
    )
    assert [r.fault for r in run_examples(rubric)] == [None] * 6


def test_a_stored_rubric_reads_back_the_same(tmp_path: Path) -> None:
    rubric = read(tmp_path, RUBRIC)
    stored = json.loads(json.dumps(rubric_to_data(rubric)))
    back = rubric_from_data(stored, option_types())
    assert back.criteria[0].options == rubric.criteria[0].options
    assert digest(back) == rubric.digest


def test_a_phrase_without_conditions_has_one_digest_however_listed(tmp_path: Path) -> None:
    first = read(tmp_path, RUBRIC)
    listed = read(tmp_path, RUBRIC.replace("brand: Acme", "brand: [Acme]"))
    assert listed.digest == first.digest
    assert read(tmp_path, RUBRIC.replace("severity: 3", "severity: 2")).digest != first.digest


def test_show_writes_phrases_as_the_file_does(tmp_path: Path) -> None:
    said = " ".join(" ".join(line.split()) for line in rubric_lines(read(tmp_path, RUBRIC)))
    assert (
        "{phrases: [risk free, {say: [guaranteed returns, (best|safe) investment], "
        'owner: "Legal, J. R.", severity: 3}, {say: summer bonus, brand: Acme, '
        "country: [DE, AT], from: 2026-06-01, until: 2026-08-31}]"
    ) in said


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("phrases-: [risk free]", [("guaranteed returns", "(best|safe) investment"), 1]),
        ("phrases-: [summer bonus]", ["risk free", ("guaranteed returns", "(best|safe) investment")]),
        ("phrases-: [guaranteed returns]", ["risk free", ("(best|safe) investment",), 1]),
        ("phrases-: [{say: summer bonus}, risk free, guaranteed returns]", [("(best|safe) investment",)]),
        (
            "phrases-: [risk free, summer bonus]\n      phrases+: [{say: risk free, severity: 2}]",
            [("guaranteed returns", "(best|safe) investment"), ("risk free",)],
        ),
        (
            "phrases+: [{say: risk free, severity: 2}]\n      phrases-: [risk free, summer bonus]",
            [("guaranteed returns", "(best|safe) investment"), ("risk free",)],
        ),
    ],
)  # fmt: skip
def test_a_child_adds_and_removes_phrases(tmp_path: Path, change: str, left: list[Any]) -> None:
    read(tmp_path, RUBRIC)
    child = read(tmp_path, CHILD + f"      {change}\n", "shop")
    found = [p if isinstance(p, str) else p.say for p in child.criteria[0].options.phrases]
    assert found == [("summer bonus",) if item == 1 else item for item in left]


def test_options_are_plain_data() -> None:
    options = Options(phrases=("a", rule("b", brand=("Acme",))))
    plain = json.loads(json.dumps(asdict(options)))
    assert options_from_data(Options, plain) == options
