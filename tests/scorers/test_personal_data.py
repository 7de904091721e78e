"""The personal_data scorer."""

from __future__ import annotations

import pytest

from coach.language.personal_data import personal_data_in
from coach.language.text import Text
from coach.model.channel import Visibility
from coach.model.finding import Measurement, Polarity
from coach.model.thread import Context, Draft
from coach.scorers.personal_data import Options, measure
from coach.signals.reading import Reading


def measured(
    reply: str, options: Options | None = None, visibility: Visibility = Visibility.PUBLIC
) -> Measurement:
    reading = Reading(Draft("1", reply, Context(visibility=visibility)))
    return measure(reading, options or Options())


def spans(reply: str, options: Options | None = None) -> list[str]:
    return [reply[f.start : f.end] for f in measured(reply, options).findings]


def test_three_requests_are_three_breaches() -> None:
    reply = "Please reply with your booking ref, full name and card number"
    result = measured(reply)
    assert result.value == 3
    assert spans(reply) == ["booking ref", "full name", "card number"]
    assert result.findings[2].message == (
        "'card number' asks for the card number where everyone can read it; ask for it in a DM."
    )
    assert all(f.polarity is Polarity.FAULT for f in result.findings)


def test_asking_in_a_dm_is_clean() -> None:
    reply = "Please DM us the bag tag number (not here, it's public) and I'll call you by 5pm. ^JT"
    assert measured(reply) == Measurement(0.0)


def test_repeated_data_counts_but_not_the_brands_own() -> None:
    assert spans("Booking KMRZFT has been cancelled.") == ["KMRZFT"]
    assert spans("Call us on 0345 810 1010 or mail help@acme.com. Regards, Ann Lee") == []


def test_kinds_can_be_chosen() -> None:
    reply = "Send us your order number. Your IP is 81.2.69.142."
    assert spans(reply, Options(asked=())) == ["81.2.69.142"]
    assert spans(reply, Options(repeated=())) == ["order number"]
    assert next(Options(asked=("crad",)).check())[0] == "asked.0"


def test_private_replies_count_only_anywhere() -> None:
    reply = "Send us your PIN."
    assert measured(reply, visibility=Visibility.PRIVATE).value is None
    anywhere = measured(reply, Options(where="anywhere"), Visibility.PRIVATE)
    assert anywhere.value == 1
    assert "nobody should ever ask" in anywhere.findings[0].message


@pytest.mark.parametrize(
    ("reply", "kinds"),
    [
        ("I can see account 30417782 and will look.", ["order_number"]),
        ("a/c 30417782 sort 00-41-55", ["order_number", "iban"]),
        ("It went to sort code 20-00-00 account 55779911.", ["iban", "order_number"]),
        ("Your ref QW 4471 9920 13 is with us.", ["order_number"]),
        ("Amy rings you at 4; 01 555 0171 is her own number.", []),
        ("Call her on 020 915 0143, that's her desk line.", []),
        ("Your number 020 7946 0123 is on file.", ["phone"]),
        ("Your account 2024 statement is in the post.", []),
    ],
)
def test_accounts_references_and_the_lines_of_staff(reply: str, kinds: list[str]) -> None:
    assert [found.kind for found in personal_data_in(Text(reply))] == kinds
