"""Personal-data reflexes: what must not stand in a post or a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.language.personal_data import personal_data_in
from coach.language.text import Text
from coach.model.drill import PersonalData, Quick
from coach.model.finding import Polarity
from coach.model.scorecard import Scorecard
from coach.practice.drills.marking import Item, Truth, fit
from coach.practice.drills.result import Line, Result, earned, graded

KINDS: Mapping[str, str] = {
    "card": "a card number",
    "iban": "a bank account",
    "email": "an e-mail address",
    "phone": "a phone number",
    "national_id": "an identity number",
    "ip": "an IP address",
    "address": "an address",
    "date_of_birth": "a date of birth",
    "order_number": "an order or account number",
    "password": "a password or PIN",
    "name": "a full name",
}
CRITERIA = ("personal-data", "asks-safely")


def item_of(number: int, quick: Quick, place: str) -> Item:
    """An item to mark. place: where it stands, in words."""
    who = "A customer's post" if quick.by == "customer" else "Your draft"
    truths = tuple(_truth(quick, words) for words in quick.holds)
    return Item(str(number), quick.text, f"{who} · {place}", truths, quick.why)


def _truth(quick: Quick, words: str) -> Truth:
    start = quick.text.index(words)
    return Truth(start, start + len(words), kind_of(quick.text, start, start + len(words)))


def kind_of(text: str, start: int, end: int) -> str:
    """What coach's finder calls the words; a plain sentence part where it names nothing."""
    kinds = [KINDS[f.kind] for f in personal_data_in(Text(text)) if f.start < end and start < f.end]
    return kinds[0] if kinds else "what must not be asked or told here"


def found_by_coach(quick: Quick, card: Scorecard | None) -> tuple[tuple[int, int], ...]:
    """What coach itself finds: data in a customer's post; in a draft what its rubric faults.

    card: the scorecard of a draft; None for a customer's post.
    """
    if card is None:
        return tuple((f.start, f.end) for f in personal_data_in(Text(quick.text)))
    return tuple(
        (f.start, f.end)
        for mark in card.marks
        if mark.criterion in CRITERIA
        for f in mark.findings
        if f.polarity is Polarity.FAULT and f.start < f.end
    )


def items(drill: PersonalData, places: Mapping[str, str]) -> tuple[Item, ...]:
    """All items of a drill. places: the titles of the channels by id."""
    return tuple(
        item_of(number, quick, f"{places[quick.channel]}, {quick.visibility.value}")
        for number, quick in enumerate(drill.items, 1)
    )


def result(
    every: Sequence[Item], marked: Sequence[frozenset[int]], seconds: float, means: str
) -> Result:
    """The mean share over the items; those that are fine count as far as the others were found.

    The time is told and does not count.
    """
    lines = [Line(f"{seconds:.0f} seconds for {len(every)} items; the time is not scored.")]
    shares = []
    for number, (item, chosen) in enumerate(zip(every, marked, strict=True), 1):
        got = fit(item, chosen)
        shares.append(got.share)
        lines.append(graded(f"{number}. {verdict(item, chosen)}", got.share, item.why))
    parts = [(share / 100, 1.0, bool(i.truths)) for i, share in zip(every, shares, strict=True)]
    score = earned(
        [(share, weight) for share, weight, holds in parts if holds],
        [(share, weight) for share, weight, holds in parts if not holds],
    )
    if any(item.truths for item in every) and not any(marked):
        lines.insert(0, Line("Saying that all is fine finds nothing, so it earns nothing.", False))
    detail = {"shares": [round(share, 1) for share in shares]}
    return Result(score, means, tuple(lines), detail)


def verdict(item: Item, chosen: frozenset[int]) -> str:
    """One sentence on one item."""
    got = fit(item, chosen)
    if not item.truths:
        return "Right, it is fine." if not chosen else "It is fine as it stands; nothing to mark."
    named = ", ".join(f"'{item.text[t.start : t.end]}' ({t.why})" for t in item.truths)
    if got.misses:
        missed = ", ".join(f"'{item.text[t.start : t.end]}' ({t.why})" for t in got.misses)
        return f"Missed: {missed}."
    if got.extra:
        words = "1 word" if len(got.extra) == 1 else f"{len(got.extra)} words"
        return f"Found {named}, with {words} too many."
    return f"Right: {named}."
