"""Personal data in texts and in requests, case by case."""

from __future__ import annotations

import pytest

from coach.language.data_requests import data_requests_in
from coach.language.personal_data import personal_data_in
from coach.language.text import Text


def found(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind in personal_data_in(Text(text))]


def asked(text: str) -> list[tuple[str, str, bool]]:
    return [(r.kind, text[r.start : r.end], r.private) for r in data_requests_in(Text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My card is 4111 1111 1111 1111, exp 12/26", [("card", "4111 1111 1111 1111")]),
        (
            "card: ４１１１－１１１１－１１１１－１１１１",
            [("card", "４１１１－１１１１－１１１１－１１１１")],
        ),
        ("IBAN GB82 WEST 1234 5698 7654 32 thanks", [("iban", "GB82 WEST 1234 5698 7654 32")]),
        ("Mail me at jo.smith@gmail.com", [("email", "jo.smith@gmail.com")]),
        ("it's jo (at) mail dot com", [("email", "jo (at) mail dot com")]),
        ("My number is 07911 123456", [("phone", "07911 123456")]),
        ("Ring me on +44 20 7946 0958", [("phone", "+44 20 7946 0958")]),
        ("We can call you back on 07911 123456", [("phone", "07911 123456")]),
        ("@care 9899955881", [("phone", "9899955881")]),
        ("my number is O79ll l23456", [("phone", "O79ll l23456")]),
        ("My SSN is 123-45-6789.", [("national_id", "123-45-6789")]),
        ("NINO AB 12 34 56 C", [("national_id", "AB 12 34 56 C")]),
        ("my PAN is ABCPE1234F", [("national_id", "ABCPE1234F")]),
        ("My IP is 81.2.69.142", [("ip", "81.2.69.142")]),
        ("I live at 12 High Street, Leeds LS1 4AP", [("address", "12 High Street, Leeds LS1 4AP")]),
        ("My zip code is 14086", [("address", "14086")]),
        ("DOB: 3 May 1990", [("date_of_birth", "3 May 1990")]),
        ("my password is hunter2", [("password", "hunter2")]),
        ("The PIN is 4821", [("password", "4821")]),
        ("My name is Steve Collier and I am cross", [("name", "Steve Collier")]),
        ("Full name: Maria del Carmen Lopez", [("name", "Maria del Carmen Lopez")]),
        ("order #112-1234567-1234567 is late", [("order_number", "112-1234567-1234567")]),
        ("booking ref is MQFTPX", [("order_number", "MQFTPX")]),
        ("order number 4111 1111 1111 1111", [("order_number", "4111 1111 1111 1111")]),
        ("Case 00197387 & 00197126", [("order_number", "00197387"), ("order_number", "00197126")]),
    ],
)
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call us on 0345 810 1010 or 0800 298 0298.",
        "You'll need to call 0208 707 4480 I'm afraid.",
        "Our number is 020 7946 0958. Text 61201.",
        "Contact our store on 0117 904 4444. Please call ahead: 0117 904 4444",
        "Write to care@acme.com or uk.support@acme.co.uk",
        "iOS 11.0.3.1, Spotify v8.4.25.106; go to 192.168.0.1",
        "Flight 5737 at 10:30 cost £1,200.00 on 12/10/2017, gate 12",
        "It takes 5 minutes down the road, 24 hours a day.",
        "Your password is wrong, please reset. My password is not working.",
        "My name is Steve. Your name is on the list.",
        "The bar code is 5012345678900 and the model is 9876543210",
        "Bank card 4111 1111 1111 1112 has a wrong check digit",
        "Dial *122*23# or 198/12345, lines open 0600-2300",
        "@216929 https://t.co/4111111111111111 #100happydays",
    ],
)
def test_stays_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Please reply with your booking ref, full name and card number",
            [("order_number", "booking ref", False), ("name", "full name", False),
             ("card", "card number", False)],
        ),
        (
            "Please DM us the bag tag number (not here, it's public) and I'll call you by 5pm. ^JT",
            [("order_number", "bag tag number", True)],
        ),
        ("don't DM us, just post your card number here", [("card", "card number", False)]),
        ("Reply here with your order number. Or DM us.", [("order_number", "order number", False)]),
        ("we'll DM you; what's your order number?", [("order_number", "order number", False)]),
        ("What's your order number? Send it by DM please.",
         [("order_number", "order number", True)]),
        ("Please share your order number here: https://t.co/a",
         [("order_number", "order number", True)]),
        ("Please call us with your account number", [("order_number", "account number", True)]),
        ("May we have your number please?", [("phone", "number", False)]),
        ("We'll need your postcode and surname.",
         [("address", "postcode", False), ("name", "surname", False)]),
        ("Order number please?", [("order_number", "Order number", False)]),
        ("Can you DM me your Name and acct # or phone #?",
         [("name", "Name", True), ("order_number", "acct #", True), ("phone", "phone #", True)]),
    ],
)  # fmt: skip
def test_requests(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Please don't share your card number here.",
        "Never post your PIN. We'll never ask for your PIN.",
        "There's no need for your order number.",
        "You can track it without your account number.",
        "Your card number is on the front.",
        "The booking reference starts with a letter.",
        "I have updated your address and confirmed your order number.",
        "Which phone model do you have? Which flight number? What is the error code?",
        "Is your phone connected? Is your card working?",
        "Please remove the photo which contains your email address.",
        "Please let us know the name of the store.",
        "You'll need your booking reference to check in.",
    ],
)
def test_no_requests(text: str) -> None:
    assert asked(text) == []
