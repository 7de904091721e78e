"""Scenarios: a realistic situation to practise, and what a good answer takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coach.model.channel import Visibility
from coach.model.thread import Turn


class Choice(StrEnum):
    """What an agent can decide to do with a situation."""

    REPLY_PUBLIC = "reply_public"
    REPLY_PRIVATE = "reply_private"
    ESCALATE = "escalate"
    HOLD = "hold"
    MONITOR = "monitor"
    REPORT = "report"


class Team(StrEnum):
    """Who a situation can be escalated to."""

    LEGAL = "legal"
    PRESS = "press"
    SAFETY = "safety"
    FRAUD = "fraud"
    PRODUCT = "product"


class Crisis(StrEnum):
    """Kinds of situation in which people may come to harm: practised without points."""

    SELF_HARM = "self_harm"
    INJURY = "injury"
    DISCRIMINATION = "discrimination"
    DATA_BREACH = "data_breach"
    PRESS = "press"
    PILE_ON = "pile_on"


@dataclass(frozen=True, slots=True)
class Brand:
    """The company the agent writes for; brands are invented."""

    name: str
    handle: str
    trade: str
    voice: str
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """Who wrote, and what the agent may know about them. ``english``: the variety they write."""

    handle: str
    name: str | None = None
    english: str = ""
    known: str = ""
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """Who else reads along."""

    followers: int = 0
    watching: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The best choice, the ones that will do, and the reason."""

    best: Choice
    acceptable: tuple[Choice, ...]
    why: str
    escalate_to: Team | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """How the customer answers, and how that goes on (at most three rounds in all)."""

    text: str
    next: Reactions | None = None


@dataclass(frozen=True, slots=True)
class Reactions:
    """The customer's next turn after a good, a middling and a bad reply.

    by: the criteria whose marks choose between them; empty: the total chooses.
    """

    good: Reaction
    middling: Reaction
    bad: Reaction
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A reply that does it well, with a note on why."""

    reply: str
    note: str


@dataclass(frozen=True, slots=True)
class BadReply:
    """A reply that fails, with a note on what is wrong with it."""

    reply: str
    note: str


@dataclass(frozen=True, slots=True)
class Notes:
    """What public relations, legal and writing people would say."""

    pr: str = ""
    legal: str = ""
    writing: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One situation. ``difficulty`` runs from 1 (easy) to 5 (hard).

    matter: joins scenarios in which the same thing happened on different channels.
    """

    id: str
    title: str
    channel: str
    visibility: Visibility
    brand: Brand
    customer: Customer
    audience: Audience
    turns: tuple[Turn, ...]
    facts: tuple[str, ...]
    concerns: tuple[str, ...]
    decision: Decision
    rubric: str
    skills: tuple[str, ...]
    difficulty: int
    exemplars: tuple[Exemplar, ...]
    notes: Notes
    source: str
    reactions: Reactions | None = None
    bad_replies: tuple[BadReply, ...] = ()
    crisis: Crisis | None = None
    matter: str | None = None
    file: str = ""
