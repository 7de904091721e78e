"""Drills: one module for each kind, all pure. ``KINDS`` says what each is, in the field's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.model.drill import DrillKind


@dataclass(frozen=True, slots=True)
class About:
    """A kind of drill: its title, what one does, what the score means. ``way``: how one answers."""

    title: str
    does: str
    means: str
    way: str  # write, mark, sort or choose


KINDS: Mapping[DrillKind, About] = {
    DrillKind.PERSONAL_DATA: About(
        "Personal-data reflexes",
        "Ten posts and drafts: mark what must not stand there, or say it is fine.",
        "what you found; items that are fine count as far as you found the others",
        "mark",
    ),
    DrillKind.SPOT: About(
        "Spot the fault",
        "Somebody else's reply: mark the words that cost marks.",
        "how many faults you found, and how few other words you marked",
        "mark",
    ),
    DrillKind.SHORTEN: About(
        "Shorten to fit",
        "A reply too long: cut it, and keep what the customer needs.",
        "how much of what had to stay is there; half of it when too long",
        "write",
    ),
    DrillKind.REWRITE: About(
        "Rewrite a canned reply",
        "A reply anybody could have got: write it anew for this one customer.",
        "the goals you met; leaving things out alone earns nothing",
        "write",
    ),
    DrillKind.STYLE_SWITCH: About(
        "Style switch",
        "The same matter as a post, an e-mail and a chat, one after the other.",
        "the mean mark for register over the three replies",
        "write",
    ),
    DrillKind.DE_ESCALATION: About(
        "De-escalation",
        "An angry customer: bring them round within three replies.",
        "the marks this drill is about; half of them if the customer stays upset",
        "write",
    ),
    DrillKind.TRIAGE: About(
        "Triage queue",
        "Ten posts, a few minutes: what first, and what with each?",
        "half for the order, half for the decisions",
        "sort",
    ),
    DrillKind.BLUNDER: About(
        "Famous kinds of blunder",
        "Mishaps of a kind that happened, with invented brands: what would you do?",
        "the mean of the points of your answers",
        "choose",
    ),
}
