import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.language.plain import cells, one_line, plain

ANY_TEXT = st.text(st.characters(exclude_categories=()))
NASTY = st.text(
    st.sampled_from(
        "a🏴👩‍💻\u200d\ufe0f1\u20e3\x1b\u202e\u2066\r\n\t\ud83d\U000e0067\U000e007fم\u200cک"
    )
)
UNSEEN = {"Cc", "Cs", "Co", "Zl", "Zp"}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Format characters that can be seen: signs that stand under or over the digits after them.
SEEN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")


def is_safe(character: str) -> bool:
    return (
        (character == "\n" or unicodedata.category(character) not in UNSEEN)
        and character not in BIDI
        and not "\ud800" <= character <= "\udfff"
    )


@given(ANY_TEXT | NASTY)
def test_nothing_that_acts_is_left(text: str) -> None:
    assert all(map(is_safe, plain(text)))
    assert "\n" not in plain(text, newlines=False)
    assert all(map(is_safe, one_line(text)))
    assert "\n" not in one_line(text)


@given(ANY_TEXT | NASTY)
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert one_line(one_line(text)) == one_line(text)


def test_every_character_alone() -> None:
    left = []
    for code in range(0x110000):
        character = chr(code)
        category = unicodedata.category(character)
        hidden = category in UNSEEN or (category == "Cf" and not SEEN.match(character))
        if hidden and character not in "\n\t" and plain(character) != f"‹U+{code:04X}›":
            left.append(f"{code:04X}")
        if category[0] in "LNPSM" and plain(character) != character:
            # the only letters, marks and signs that are escaped are the ones nobody sees
            assert re.match(
                "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]",
                character,
            ), f"{code:04X}"
    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "plain ascii, [red]not markup[/red] =cmd()",
        "naïve Ünïcödé, e\u0301 combining",
        "日本語 葛\U000e0100城 한국어 עברית العربية",
        "نمی\u200cخواهم",  # Persian: 'I do not want', with its non-joiner
        "ක්\u200dර",  # Sinhala: a conjunct, with its joiner
        "👍🏽 👩\u200d💻",
        "👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 ❤\ufe0f ☎\ufe0e 1\ufe0f\u20e3 🇩🇪",
        "England \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "two\nlines\n",
        "٠\u0600١",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "‹U+001B›[31mred"),
        ("\x1b]0;title\x07", "‹U+001B›]0;title‹U+0007›"),
        ("\x9b31m", "‹U+009B›31m"),
        ("pay\u202eLLA", "pay‹U+202E›LLA"),
        ("a\x00b", "a‹U+0000›b"),
        ("cut \ud83d", "cut ‹U+D83D›"),
        ("zero\u200bwidth\u200d", "zero‹U+200B›width‹U+200D›"),
        ("a\ufe0f", "a‹U+FE0F›"),
        ("👍\u200d", "👍‹U+200D›"),
        ("\ue000 \U000f1234", "‹U+E000› ‹U+F1234›"),
        ("over\rwritten", "over‹U+000D›written"),
        ("dos\r\nlines", "dos\nlines"),
        ("a\tb", "a    b"),
        ("hidden\U000e0068\U000e0069", "hidden‹U+E0068›‹U+E0069›"),
        ("\u2028", "‹U+2028›"),
    ],
)
def test_what_is_not_seen_is_shown(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_without_newlines_they_are_shown_too() -> None:
    assert plain("a\nb", newlines=False) == "a‹U+000A›b"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("  two\n lines\t here ", None, "two lines here"),
        ("exactly", 7, "exactly"),
        ("too long", 7, "too lo…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("👩\u200d💻👩\u200d💻", 5, "👩\u200d💻…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("\x1bcdef", 8, "…"),
        ("", 3, ""),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -1, ""),
    ],
)
def test_one_line(text: str, width: int | None, shown: str) -> None:
    assert one_line(text, width) == shown


@given(ANY_TEXT | NASTY, st.integers(0, 40))
def test_one_line_keeps_to_its_width(text: str, width: int) -> None:
    assert cells(one_line(text, width)) <= width
