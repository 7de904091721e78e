"""Generated personal data, and things that only look like it, in sentences people write."""

from __future__ import annotations

import random
import string
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from coach.language.data_requests import data_requests_in
from coach.language.personal_data import KINDS, personal_data_in
from coach.language.text import Text

_SIZE = 4000
_GAPS = ("", " ", "-", ".", "\u00a0", "\u2009", " - ", "\u2011")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _digits(rng: random.Random, n: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(n))


def _spaced(rng: random.Random, number: str, sizes: tuple[int, ...] = (4, 4, 4, 4, 4)) -> str:
    gap = rng.choice(_GAPS)
    parts = []
    for size in rng.choice((sizes, (len(number),), (1,) * len(number))):
        parts.append(number[:size])
        number = number[size:]
    return gap.join(part for part in [*parts, number] if part)


def _card(rng: random.Random) -> str:
    prefix, size = rng.choice((("4", 16), ("51", 16), ("37", 15), ("6011", 16), ("2221", 16)))
    body = prefix + _digits(rng, size - len(prefix) - 1)
    number = body + luhn.calc_check_digit(body)
    return rng.choice((str, lambda s: s.translate(_WIDE)))(_spaced(rng, number))


def _bad_card(rng: random.Random) -> str:
    body = "4" + _digits(rng, 14)
    wrong = (int(luhn.calc_check_digit(body)) + rng.randint(1, 9)) % 10
    return f"{body}{wrong}"


def _iban_of(rng: random.Random, wrong: bool) -> str:
    country, bank, size = rng.choice((("GB", "WEST", 14), ("DE", "", 18), ("FR", "", 23)))
    account = bank + _digits(rng, size)
    check = mod_97_10.calc_check_digits(account + country + "")
    if wrong:
        check = f"{(int(check) + rng.randint(1, 90)) % 97:02d}"
    whole = country + check + account
    return (
        " ".join(whole[i : i + 4] for i in range(0, len(whole), 4)) if rng.random() < 0.5 else whole
    )


def _ssn(rng: random.Random) -> str:
    area = rng.choice([n for n in range(1, 900) if n != 666])
    return f"{area:03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"


def _nino(rng: random.Random) -> str:
    gap = rng.choice(("", " "))
    parts = [rng.choice(("AB", "CE", "JK", "WL")), *(_digits(rng, 2) for _ in range(3))]
    return gap.join([*parts, rng.choice("ABCD")])


def _phone(rng: random.Random) -> str:
    tail = _digits(rng, 6)
    return rng.choice(
        (f"07911 {tail}", f"07911{tail}", f"+44 7911 {tail}", f"+447911{tail}", f"98999{tail[:5]}",
         f"+91 98999 {tail[:5]}", f"(212) 736-{tail[:4]}",
         f"0412 {tail[:3]} {tail[3:]}",
         f"212-736-{tail[:4]}", f"+1 212 736 {tail[:4]}", f"0803{tail}7",
         f"+33 6 12 {tail[:2]} {tail[2:4]} {tail[4:]}")
    )  # fmt: skip


def _order(rng: random.Random) -> str:
    return rng.choice(
        (_digits(rng, 8), f"00{_digits(rng, 6)}", f"C1-{_digits(rng, 12)}", _digits(rng, 16),
         f"{_digits(rng, 3)}-{_digits(rng, 2)}-{_digits(rng, 4)}", _digits(rng, 10),
         f"07911{_digits(rng, 6)}",
         f"{_digits(rng, 3)}-{_digits(rng, 7)}-{_digits(rng, 7)}", _bad_card(rng),
         f"MA{_digits(rng, 11)}")
    )  # fmt: skip


def _email(rng: random.Random) -> str:
    who = rng.choice(("jo.smith", "m_ali99", "anna-k", "tom+shop", "x.y.z"))
    return f"{who}@{rng.choice(('gmail.com', 'mail.co.uk', 'uni-bonn.de', 'proton.me'))}"


def _birthday(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1940, 2005)
    return rng.choice(
        (f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}", f"{day} March {year}",
         f"June {day}, {year}", f"{day:02d}.{month:02d}.{year}")
    )  # fmt: skip


def _address(rng: random.Random) -> str:
    street = rng.choice(("High Street", "Oak Road", "Station Lane", "Elm Avenue", "Mill Court"))
    return f"{rng.randint(1, 250)} {street}" + rng.choice(("", ", Leeds LS1 4AP"))


_MAKERS = {
    "card": (_card, ("my card is {}",
                     "They charged {} twice", "card number: {}", "I used {} to pay")),
    "iban": (lambda r: _iban_of(r, False), ("my IBAN is {}", "Refund it to {}", "pay {}")),
    "national_id": (lambda r: r.choice((_ssn, _nino))(r), ("my ID number is {}", "SSN or NI: {}")),
    "phone": (_phone, ("my number is {}",
                       "ring me on {}", "call me back at {}", "Mobile: {}", "{}")),
    "email": (_email, ("mail me at {}", "my address is {}", "{}", "it's {}")),
    "order_number": (
        _order,
        ("order number {}", "my order # {}", "Case number: {}", "booking reference is {}",
         "tracking number {}", "claim ref {}", "ticket no. {}"),
    ),
    "date_of_birth": (_birthday, ("DOB {}", "I was born on {}", "date of birth: {}")),
    "address": (_address, ("I live at {}", "please deliver to {}", "My address is {}")),
    "ip": (
        lambda r: f"81.{r.randint(2, 250)}.{r.randint(1, 250)}.{r.randint(1, 250)}",
        ("my IP is {}", "logged in from {}"),
    ),
    "password": (
        lambda r: r.choice(("hunter", "Tr0ub4dor", "blue-")) + _digits(r, 3),
        ("my password is {}", "password: {}"),
    ),
    "name": (
        lambda r: f"{r.choice(('Ann', 'José', 'Wei'))} {r.choice(('Lee', 'García', 'O’Hara'))}",
        ("my name is {}", "Full name: {}"),
    ),
}  # fmt: skip
_DECOYS = (
    (_bad_card, ("my card is {}", "They charged {} twice")),
    (lambda r: _iban_of(r, True), ("my IBAN is {}", "Refund it to {}")),
    (lambda r: f"0800 {_digits(r, 3)} {_digits(r, 4)}", ("Call us on {}", "Ring {}")),
    (lambda r: f"0117 904 {_digits(r, 4)}", ("Call our store on {}", "Our number is {}")),
    (lambda r: f"{r.randint(1, 12)}.{r.randint(0, 9)}.{r.randint(0, 9)}.{r.randint(1, 250)}",
     ("iOS {}", "Spotify version {}", "I run v{}")),
    (lambda r: f"{r.choice(('BA', 'AK', 'DL'))}{_digits(r, 4)}", ("flight {}", "I'm on {}")),
    (lambda r: f"£{r.randint(1, 9)},{_digits(r, 3)}.{_digits(r, 2)}", ("they charged {}",)),
    (lambda r: f"{r.randint(10, 23)}:{r.randint(10, 59)}", ("the {} to Leeds", "at {}")),
    (lambda r: f"{r.randint(1, 28):02d}/{r.randint(1, 12):02d}/2017", ("it was sent on {}",)),
    (lambda r: f"501{_digits(r, 10)}", ("the bar code is {}", "barcode: {}")),
    (lambda r: f"{r.choice(('help', 'care', 'no-reply'))}@acme.com", ("write to {}", "{}")),
    (lambda r: str(r.randint(2, 90)), ("waited {} minutes down the road", "{} hours on hold")),
    (lambda r: r.choice(("wrong", "not working", "expired")), ("my password is {}",)),
    (lambda r: r.choice(("Steve", "Ann")), ("My name is {}",)),
)  # fmt: skip
_BEFORE = ("", "Hi @acme, ", "Still waiting after 3 days. ", "@216929 Sorry! ", "Nope 😡 ")
_AFTER = ("", ".", " please help", "! Thanks", ", can you check?", " 🙏", " and it's been 2 weeks")


def _sentence(rng: random.Random) -> tuple[str, tuple[int, int, str] | None]:
    """A text and the one piece of personal data in it, if any."""
    if rng.random() < 0.3:
        make, frames = rng.choice(_DECOYS)
        kind = ""
    else:
        kind = rng.choice(tuple(_MAKERS))
        make, frames = _MAKERS[kind]
    value, frame, opening = make(rng), rng.choice(frames), rng.choice(_BEFORE)
    lead, tail = frame.split("{}")
    closing = rng.choice(_AFTER)
    if kind == "name" and closing.startswith(" ") and closing[1:2].isalpha():
        closing = "." + closing
    start = len(opening + lead)
    text = opening + lead + value + tail + closing
    return text, (start, start + len(value), kind) if kind else None


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(20171)
    hits = wrong = missed = 0
    errors: Counter[str] = Counter()
    for _ in range(_SIZE):
        text, expected = _sentence(rng)
        found = [tuple(item) for item in personal_data_in(Text(text))]
        hit = expected in found
        hits += hit
        wrong += len(found) - hit
        missed += expected is not None and not hit
        if found != ([expected] if expected else []):
            errors[f"{expected and expected[2]}: {text!r} -> {found}"] += 1
    precision, recall = hits / (hits + wrong), hits / (hits + missed)
    with capsys.disabled():
        print(f"\npersonal data: precision {precision:.4f}, recall {recall:.4f}, n {_SIZE}")
    assert precision >= 0.97 and recall >= 0.95, "\n".join(list(errors)[:30])


@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None)
def test_order_numbers_are_no_cards_and_no_phones(seed: int) -> None:
    rng = random.Random(seed)
    value = _order(rng)
    frame = rng.choice(_MAKERS["order_number"][1])
    text = frame.format(value)
    kinds = {kind for _, _, kind in personal_data_in(Text(text))}
    assert not kinds & {"card", "phone", "national_id"}, text


_SCRAPS = st.sampled_from(
    ["4111 1111 1111 1111", "jo@x.org", "(at)", " dot ", "my name is ", "07911 123456", "order #",
     "112-1234567-1234567", "\n", "ß", "İ", "🙂", "\u200b", "DM us ", "your ",
     "card number", "not ",
     "12 High Street", "hi ", "one two three four five six seven eight nine", "password: ", "::1"]
)  # fmt: skip


@given(st.lists(st.one_of(_SCRAPS, st.text(max_size=12)), max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_spans_are_in_bounds_and_in_order(raw: str) -> None:
    text = Text(raw)
    last = 0
    for start, end, kind in personal_data_in(text):
        assert last <= start < end <= len(raw)
        assert kind in KINDS
        last = end
    last = 0
    for request in data_requests_in(text):
        assert last <= request.start < request.end <= len(raw)
        assert request.kind in KINDS
        last = request.end
