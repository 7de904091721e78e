import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.store.text import dump_json, load_json, pack, unpack

ANY_TEXT = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(ANY_TEXT)
def test_every_text_reads_back_as_it_was(text: str) -> None:
    assert unpack(pack(text)) == text


@given(ANY_TEXT)
def test_what_is_stored_is_utf8_without_nul(text: str) -> None:
    assert "\x00" not in pack(text).encode("utf-8").decode("utf-8")


@given(JSON)
def test_every_value_reads_back_as_it_was(value: object) -> None:
    assert load_json(dump_json(value)) == value


@pytest.mark.parametrize(
    "text", ["\ud83d\ude00", "\x1ad800", "\\u001ad800", "\x1a\x1a001a", "a\x00b", "\udfff"]
)
def test_texts_that_look_like_their_own_escape(text: str) -> None:
    assert unpack(pack(text)) == text
    assert load_json(dump_json({text: [text]})) == {text: [text]}


def test_ordinary_text_is_stored_as_it_is() -> None:
    assert pack("3 hrs 😡 naïve") == "3 hrs 😡 naïve"


@given(JSON)
def test_stored_json_is_json_to_everybody(value: object) -> None:
    json.loads(dump_json(value))


def test_a_mapping_that_is_no_dict_is_kept() -> None:
    from types import MappingProxyType

    assert load_json(dump_json({"a": MappingProxyType({"b": (1, 2)})})) == {"a": {"b": [1, 2]}}


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_json({"value": float("nan")})
