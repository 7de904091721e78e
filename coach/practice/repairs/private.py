"""Private things out of public: personal data, payment data and money talk go where they belong."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.data_requests import data_requests_in
from coach.practice.repairs.case import Case, Span
from coach.practice.repairs.edits import Edit, between, replaced

# The least that finds a case, in this order; everything else can wait.
_LEAST = (
    ("order_number", "your reference or order number"),
    ("email", "the e-mail address we have for you"),
    ("phone", "the number to ring you on"),
    ("name", "your name"),
    ("address", "your postcode"),
)
_MESSAGES = {"x": "a DM", "instagram": "a DM", "bluesky": "a DM", "mastodon": "a DM"}
_WITHOUT_PRIVATE = frozenset(("google_play", "app_store", "google_review", "tiktok", "youtube"))


def moved(case: Case) -> Iterator[Edit]:
    """Requests for personal data sent to a private place; data that stands in public taken out.

    One edit mends every breach at once: one that is left would keep the total at 0.
    """
    marks = [m for m in case.by_scorer("personal_data") if case.faults(m)]
    if not marks:
        return
    standing = [(p.start, p.end) for p in case.reading.personal_data]
    homes: list[Span] = []
    taken: list[Span] = []
    for mark in marks:
        for fault in case.faults(mark):
            if any(s < fault.end and fault.start < e for s, e in standing):
                taken.append((fault.start, fault.end))
                continue
            home = case.sentence_of(fault.start)
            if home[0] < home[1] and home not in homes:
                homes.append(home)
    homes.sort()
    for sentence in _asked(case) if homes else ("",):
        changes: list[tuple[int, int, str]] = [(s, e, "") for s, e in taken]
        changes += [(s, e, sentence if n == 0 else "") for n, (s, e) in enumerate(homes)]
        message = (
            "Asks for what is needed in private, and for no more."
            if homes
            else "Leaves out the personal data."
        )
        new = replaced(case.text, changes)
        edit = between(marks[0].criterion, case.text, new, message)
        if edit:
            yield edit


def _asked(case: Case) -> Iterator[str]:
    """Sentences that ask for the least, in the right place."""
    kinds = [r.kind for r in data_requests_in(case.reading.reply)]
    wanted = next((words for kind, words in _LEAST if kind in kinds), _LEAST[0][1])
    channel = case.reading.context.channel
    if not case.public:
        yield "Please never send a card number, PIN or password; I'll [how you check it instead]."
        yield "I'll [how you check it without such data]."
        return
    if channel in _WITHOUT_PRIVATE:
        yield (
            f"Please write to [where it is private] with {wanted} (not here, it's public). I'll "
            "[what you do with it]."
        )
        return
    place = _MESSAGES.get(channel, "a private message")
    yield (
        f"Please send me {place} with {wanted} (not here, it's public). I'll "
        "[what you do with it] by [time]."
    )
    yield f"Please send me {place} (no personal data here, it's public). I'll [what you do]."


def money(case: Case) -> Iterator[Edit]:
    """Talk of compensation under a public complaint moved to a private message."""
    for mark in case.by_scorer("acts"):
        faults = case.faults(mark)
        if "compens" not in mark.criterion or not faults:
            continue
        homes = sorted({case.sentence_of(f.start) for f in faults})
        place = _MESSAGES.get(case.reading.context.channel, "a private message")
        for sentence in ("", f"Please send me {place}, and we'll look at your case together."):
            new = replaced(
                case.text, [(s, e, sentence if n == 0 else "") for n, (s, e) in enumerate(homes)]
            )
            edit = between(mark.criterion, case.text, new, "Keeps talk about money out of public.")
            if edit:
                yield edit
