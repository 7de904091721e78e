"""Turns and threads: what has been said before a reply, and what a reply answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coach.model.channel import Visibility


class Speaker(StrEnum):
    """Who wrote a turn."""

    CUSTOMER = "customer"
    AGENT = "agent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """One post or message. ``at`` is free text or ISO 8601, as the source had it."""

    speaker: Speaker
    text: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Everything known about the place a reply goes to, except the reply itself.

    turns: the thread before the reply, oldest first.
    earlier: the agent's own earlier replies, for the canned check.
    customer_name: what the agent may call the customer, when known.
    concerns: the customer's words a reply must address, when a scenario names them.
    facts: what the agent could look up; using them is no invention.
    country: where the customer is, named as the records name it.
    danger: somebody is known to be at risk of harm, whatever the customer's words say.
    """

    channel: str = "x"
    visibility: Visibility = Visibility.PUBLIC
    turns: tuple[Turn, ...] = ()
    agent: str | None = None
    brand: str | None = None
    product: str | None = None
    customer_handle: str | None = None
    customer_name: str | None = None
    sent_at: str | None = None
    earlier: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    country: str | None = None
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply to be scored, with the posts it was split over (half-open code point spans)."""

    id: str
    text: str
    context: Context
    posts: tuple[tuple[int, int], ...] = ()
