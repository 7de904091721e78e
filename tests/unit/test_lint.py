"""Warnings about rubrics that are right and still do not do what they seem to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from coach.cli.errors import run
from coach.files.shipped import shipped_rubrics
from coach.services.lint import lint_rubrics

TODAY = date(2026, 5, 1)
HEAD = """\
rubric: 1
id: mine
title: Mine
version: "1"
status: draft
pass_mark: 50
criteria:
"""
CRITERION = """\
  - id: {id}
    section: tone
    skill: tone
    title: Something
    why: Because.
    source: A person
    scorer: phrases
    options: {options}
    bands: {bands}
    weight: {weight}
    message: Do it well.{more}
    examples:
      - {{reply: "{good}", score: 1}}
      - {{reply: "{bad}", score: 0}}
"""


def criterion(options: str, name: str = "first", more: str = "", **parts: str) -> str:
    required = "kind: required" in options
    bands = "at_least: 1" if required else "at_most: 0"
    given = {
        "bands": f"[{{score: 1, {bands}}}, {{score: 0}}]",
        "weight": "10",
        "good": "Hello.",
        "bad": "Bye.",
        **parts,
    }
    more = f"\n    {more}" if more else ""
    return CRITERION.format(id=name, options=options, more=more, **given)


def warned(folder: Path, *criteria: str, head: str = HEAD) -> list[str]:
    """The warnings as LINE:COLUMN WORD message."""
    path = folder / "mine.yaml"
    path.write_text(head + "".join(criteria), encoding="utf-8")
    linted = lint_rubrics([path], TODAY)
    assert linted.checked.problems == ()
    assert all(w.severity == "warning" and w.file == str(path) for w in linted.warnings)
    return [f"{w.line}:{w.column} {w.word} {w.message}" for w in linted.warnings]


def forbidding(phrases: str, **more: str) -> str:
    return criterion(f"{{phrases: [{phrases}]}}", **more)


def test_the_shipped_rubrics_give_no_warning() -> None:
    linted = lint_rubrics([], TODAY)
    assert linted.checked.files == len(list(shipped_rubrics().glob("*.yaml")))
    assert linted.warnings == ()


def test_a_sound_rubric_gives_no_warning(tmp_path: Path) -> None:
    fine = (
        'calm down, "(so|but) calm", {say: relax, until: 2026-05-01}, "please call us ...4 now", '
        '{say: easy does it, unless: it, brand: Acme}, "e.g. this", "=feel (bad|sad)", feel better'
    )
    assert warned(tmp_path, forbidding(fine)) == [
        "15:119 contradictory 'unless' undoes every match of 'easy does it' ('it' is in all of "
        "them); remove one of the two"
    ]
    assert warned(tmp_path, forbidding(fine.replace("unless: it", "unless: joke"))) == []


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (
            "calm down, please calm down",
            "15:36 shadowed 'please calm down' adds nothing: 'calm down' on line 15 finds the same "
            "places; remove it",
        ),
        (
            '=feel sad, feel sad',
            "15:25 shadowed '=feel sad' adds nothing: 'feel sad' on line 15 finds the same places; "
            "remove it",
        ),
        (
            'calm ...4 down, "calm (yourself|you) down"',
            "15:41 shadowed 'calm (yourself|you) down' adds nothing: 'calm ...4 down' on line 15 "
            "finds the same places; remove it",
        ),
        (
            '{say: [calm down, calm down now]}',
            "15:43 shadowed 'calm down now' adds nothing: 'calm down' on line 15 finds the same "
            "places; remove it",
        ),
        (
            'thank you. Call us',
            "15:25 never 'thank you. Call us' runs over the end of a sentence, as no match ever "
            "does; write it as two wordings",
        ),
        (
            '{say: old one, until: 2026-04-30}',
            "15:47 dead the phrase 'old one' ended on 2026-04-30; remove it, or change 'until'",
        ),
    ],
)  # fmt: skip
def test_a_phrase_that_does_nothing(tmp_path: Path, phrases: str, expected: str) -> None:
    assert warned(tmp_path, forbidding(phrases)) == [expected]


@pytest.mark.parametrize(
    "phrases",
    [
        "worry, don't worry",  # negated, so the longer one is the only one that counts
        "feel sad, =sad",
        "calm ...2 down, calm ...4 down please",
        "{say: calm down, brand: Acme}, please calm down",
        "{say: calm down, until: 2026-12-31}, please calm down",
        "{say: calm down, place: opening}, please calm down",
        "{say: calm down, unless: please}, please calm down",
        "calm down, {say: please calm down, severity: 2}",
        "calm down, {say: please calm down, owner: Legal}",
        "calm down, {say: please calm down, negated: keep}",
        "please? calm _ down, calm down",
        "see <url>, see <email>",
    ],
)
def test_what_only_looks_shadowed(tmp_path: Path, phrases: str) -> None:
    assert warned(tmp_path, forbidding(phrases)) == []


def test_a_wording_under_unless_that_another_covers(tmp_path: Path) -> None:
    options = "{phrases: [calm down], unless: [they told us, they told us so, they told]}"
    assert warned(tmp_path, criterion(options)) == []
    options = "{phrases: [calm down], unless: ['they (told|said)', they told]}"
    assert warned(tmp_path, criterion(options)) == [
        "15:66 shadowed 'they told' adds nothing: 'they (told|said)' undoes the same; remove it"
    ]


@pytest.mark.parametrize(
    ("phrase", "more", "dead"),
    [
        ("{say: hi, brand: Acme}", "when: {brand: acme}", False),
        ("{say: hi, brand: Acme}", "when: {brand: [Bolt]}", True),
        ("{say: hi, country: DE}", "when: {country: [AT, CH]}", True),
        ("{say: hi, product: loans}", "when: {brand: Bolt}", False),
        ("{say: hi, from: 2026-06-01}", "valid: {until: 2026-05-31}", True),
        ("{say: hi, from: 2026-05-31}", "valid: {until: 2026-05-31}", False),
    ],
)
def test_conditions_that_exclude_each_other(
    tmp_path: Path, phrase: str, more: str, dead: bool
) -> None:
    expected = [
        "15:25 dead the phrase 'hi' never counts: its conditions and those of the criterion exclude "
        "each other; change one of them"
    ]
    assert warned(tmp_path, forbidding(phrase, more=more)) == (expected if dead else [])


def test_a_criterion_that_can_never_apply(tmp_path: Path) -> None:
    when = "when: {channel: [x, email], visibility: public}"
    assert warned(tmp_path, forbidding("hi", more=when)) == [
        "19:25 dead the channel 'email' is private only, so this never applies there; leave it "
        "out, or change 'visibility'"
    ]
    assert warned(tmp_path, forbidding("hi", more="valid: {until: 2026-04-30}")) == [
        "19:20 dead this criterion ended on 2026-04-30; remove it, or change 'until'"
    ]
    assert warned(tmp_path, forbidding("hi", more="valid: {until: 2026-05-01}")) == []
    assert warned(tmp_path, forbidding("hi", weight="0")) == []


def test_sections_nobody_uses(tmp_path: Path) -> None:
    head = HEAD.replace("criteria:", "sections: {tone: Tone, legal: Legal}\ncriteria:")
    assert warned(tmp_path, forbidding("hi"), head=head) == [
        "7:24 dead no criterion is in the section 'legal'; remove it"
    ]


@pytest.mark.parametrize(
    ("options", "bands", "reached"),
    [
        ("{phrases: [hi]}", "[{score: 1, at_most: 0}, {score: 0, at_most: 1}, {score: 0}]", True),
        ("{phrases: [hi]}", "[{score: 1, at_most: 0}, {score: 0, at_most: 0.5}, {score: 0}]", False),
        ("{phrases: [{say: hi, severity: 2}]}",
         "[{score: 1, at_most: 0}, {score: 0, at_most: 1}, {score: 0}]", False),
        ("{phrases: [{say: hi, severity: 2}, yo]}",
         "[{score: 1, at_most: 0}, {score: 0, at_most: 1}, {score: 0}]", True),
    ],
)  # fmt: skip
def test_bands_no_value_reaches(tmp_path: Path, options: str, bands: str, reached: bool) -> None:
    found = warned(tmp_path, criterion(options, bands=bands))
    assert bool(found) is not reached
    assert all(" dead no value reaches this band: 'phrases' " in w for w in found)


def test_bands_of_acts(tmp_path: Path) -> None:
    acts = criterion(
        "{any: [thanks, apology]}",
        bands="[{score: 1, at_least: 3}, {score: 1, at_least: 2}, {score: 0}]",
    ).replace("scorer: phrases", "scorer: acts")
    assert warned(tmp_path, acts) == [
        "16:13 dead no value reaches this band: 'acts' counts 0 to 2 here, and the bands above come "
        "first; remove it, or change its ends"
    ]


WANT = "{phrases: [sorry to hear it, we value you], kind: required}"


def clash(want: str = WANT, ban: str = "{phrases: [value]}", one: str = "", two: str = "") -> str:
    return criterion(want, "wants", one) + criterion(ban, "bans", two)


def test_required_and_forbidden(tmp_path: Path) -> None:
    assert warned(tmp_path, clash()) == [
        "15:43 contradictory 'wants' wants 'we value you' and 'bans' forbids 'value'; change one of "
        "the two"
    ]
    inconvenience = "{phrases: [sorry for any inconvenience], kind: required}"
    assert warned(tmp_path, clash(inconvenience, "{lists: [non_apologies]}")) == [
        "15:25 contradictory 'wants' wants 'sorry for any inconvenience' and 'bans' forbids what is "
        "in the list 'non_apologies'; change one of the two"
    ]


@pytest.mark.parametrize(
    "criteria",
    [
        clash(ban="{phrases: [we value you too]}"),
        clash(ban="{phrases: [value], unless: [we value you]}"),
        clash(ban="{phrases: [value], place: opening}"),
        clash(want=WANT.replace("kind", "place: closing, kind"), ban="{phrases: [value], place: opening}"),
        clash(one="when: {channel: email}", two="when: {channel: x}"),
        clash(one="when: {visibility: public}", two="when: {visibility: private}"),
        clash(one="when: {brand: Acme}", two="when: {brand: Bolt}"),
        clash(one="when: {customer: thanks}", two="when: {customer: complaint}"),
        clash(one="when: {country: DE}", ban="{phrases: [{say: value, country: AT}]}"),
        clash(one="valid: {from: 2026-06-01}", two="valid: {until: 2026-05-31}"),
        clash(want="{phrases: [{say: we value you, product: loans}], kind: required}",
              ban="{phrases: [{say: value, product: cards}]}"),
    ],
)  # fmt: skip
def test_what_only_looks_contradictory(tmp_path: Path, criteria: str) -> None:
    assert warned(tmp_path, criteria) == []


def test_a_place_both_share_is_contradictory(tmp_path: Path) -> None:
    ban = "{phrases: [value], place: opening}"
    found = warned(tmp_path, clash(WANT.replace("kind", "place: opening, kind"), ban))
    assert [w.split()[1] for w in found] == ["contradictory"]


def test_only_what_is_written_in_the_file_is_warned_about(tmp_path: Path) -> None:
    head = HEAD.replace("id: mine", "id: parent")
    parent = tmp_path / "parent.yaml"
    parent.write_text(
        head + criterion(WANT, "wants") + forbidding("calm down, please calm down", name="calm"),
        encoding="utf-8",
    )
    child = HEAD.replace("pass_mark: 50", "extends: parent")
    assert warned(tmp_path, head=child.replace("criteria:\n", "")) == []
    added = "  - id: calm\n    options:\n      phrases+: [you must calm down, value]\n"
    assert warned(tmp_path, added, head=child) == [
        "10:18 shadowed 'you must calm down' adds nothing: 'calm down' on line 29 finds the same "
        "places; remove it",
        "10:38 contradictory 'wants' wants 'we value you' and 'calm' forbids 'value'; change one of "
        "the two",
    ]


def test_hostile_wordings_do_not_stop_the_lint(tmp_path: Path) -> None:
    nested = "x " + "(a (b (c d?)?)?)? " * 20 + "z"
    gaps = "x " + "...20 y? " * 30 + "z"
    many = "x " + "(a|b c|d e f|g) " * 30 + "z"
    phrases = ", ".join(f'"{p}"' for p in (nested, gaps, many))
    assert warned(tmp_path, forbidding(phrases)) == []


def out(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(args)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_check_prints_warnings_and_fails_when_strict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(HEAD + forbidding("hi you, hi"), encoding="utf-8")
    line = (
        "mine.yaml:15:25: warning[shadowed] 'hi you' adds nothing: 'hi' on line 15 finds the same "
        "places; remove it\n"
    )
    said = "1 rubric file checked; 1 warning\n"
    assert out(capsys, "rubric", "check", "mine.yaml") == (0, line, said)
    assert out(capsys, "rubric", "check", "mine.yaml", "--strict") == (1, line, said)
    code, stdout, _ = out(capsys, "rubric", "check", "mine.yaml", "--json")
    (told,) = json.loads(stdout)
    assert (code, told["severity"], told["word"]) == (0, "warning", "shadowed")


def test_errors_come_first_and_a_bad_file_has_no_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(HEAD + forbidding("hi you, hi"), encoding="utf-8")
    bad = HEAD.replace("mine", "other") + forbidding("hi you, hi").replace("weight", "wieght")
    Path("zbad.yaml").write_text(bad, encoding="utf-8")
    code, stdout, stderr = out(capsys, "rubric", "check", "mine.yaml", "zbad.yaml")
    assert code == 1
    assert [line.split()[1] for line in stdout.splitlines()] == [
        "error[unknown-key]",
        "warning[shadowed]",
    ]
    assert stderr == "2 rubric files checked; 1 problem in 1 file, 1 warning\n"
