"""Strict YAML: values, positions, and never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.files.strict_yaml import NODES, Document, parse_document, read_document


def read(text: str) -> Document:
    return parse_document(text, "f.yaml")


def words(document: Document) -> list[str]:
    return [problem.word for problem in document.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-12", -12),
        ("+3", 3),
        ("0", 0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        ("2026-01-31", "2026-01-31"),
        ("1.2.3", "1.2.3"),
        ("12:30 h", "12:30 h"),
        ("12:75", "12:75"),
        ("nope", "nope"),
        ("y", "y"),
        ("'no'", "no"),
        ('"12:30"', "12:30"),
        ('"007"', "007"),
        ("٣", "٣"),
        ("-", "-"),
        ("tRUE", "tRUE"),
    ],
)
def test_scalars_by_the_core_schema(text: str, value: Any) -> None:
    document = read(f"a: {text}\n" if text != "-" else "a: '-'\n")
    assert document.problems == ()
    assert document.root is not None
    found = document.root.data()["a"]
    assert found == value
    assert type(found) is type(value)


def test_block_text_is_text() -> None:
    document = read("a: |\n  no\nb: >-\n  12:30\n")
    assert document.root is not None
    assert document.root.data() == {"a": "no\n", "b": "12:30"}


def test_every_key_and_value_has_a_position() -> None:
    root = read("a: 1\nlist:\n  - x\n  - {k: [1, deep]}\n").root
    assert root is not None
    assert root.near(("a",)).place[1:] == (1, 4)
    assert root.key_place(("list",))[1:] == (2, 1)
    assert root.near(("list", 1, "k", 1)).place[1:] == (4, 13)
    assert root.key_place(("list", 1, "k"))[1:] == (4, 6)
    # what is not there has the place of what should hold it
    assert root.near(("list", 7)).place[1:] == (3, 3)
    assert not root.reaches(("list", 7))


def test_columns_count_characters_and_the_byte_order_mark_counts_nothing(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes("\ufeff{é😀: 1, b: no}\r\nc: 1\r\n".encode())
    assert next((p.line, p.column) for p in read_document(file).problems) == (1, 12)


def test_all_scalar_problems_come_at_once_and_a_syntax_error_says_the_rest_was_not_read() -> None:
    assert words(read("a: no\nb: 1_0\na: 12:30\n")) == [
        "boolean-word",
        "odd-number",
        "duplicate-key",
        "clock-number",
    ]
    problems = read("a: no\nb: 'x\n").problems
    assert [p.word for p in problems] == ["boolean-word", "syntax"]
    assert problems[1].message.endswith("the rest of the file was not read")


def test_too_many_values() -> None:
    document = read("[" + "1," * NODES + "1]")
    assert words(document) == ["too-many"]
    assert document.root is None


def test_forty_levels_are_fine() -> None:
    assert read("[" * 39 + "1" + "]" * 39).problems == ()
    assert words(read("[" * 40 + "1" + "]" * 40)) == ["too-deep"]
    assert words(read("- " * 5000 + "1")) == ["too-deep"]


@pytest.mark.parametrize("text", ["\x85", "a: x\u2028y", "a: \x7f", "a: \ud800", "a: \uffff"])
def test_characters_that_are_read_differently_are_refused(text: str) -> None:
    assert words(read(text)) == ["bad-character"]


def test_nothing_is_constructed_from_a_file() -> None:
    document = read("!!python/object/apply:os.system ['true']\n")
    assert words(document) == ["tag"]
    assert document.root is not None
    assert document.root.data() == ["true"]


def test_a_bomb_of_aliases_stays_small() -> None:
    text = "a: &a [x]\n" + "".join(f"k{n}: &k{n} [*a, *a, *a]\n" for n in range(20))
    assert set(words(read(text))) == {"alias"}


MARKS = st.text(alphabet="ab: -[]{}'\"|>&*!%@`#,?\n\t\\0nouxU~.<=", max_size=60)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), MARKS))
def test_no_text_makes_the_reader_trip(text: str) -> None:
    document = read(text)
    assert document.root is not None or document.problems
    for problem in document.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message.isprintable()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_trip(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("bytes") / "f.yaml"
    file.write_bytes(data)
    document = read_document(file)
    assert document.root is not None or document.problems
