"""Replies worth keeping: an agent's own collection, to look through and to search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.model.problem import CoachError
from coach.services import catalogue

if TYPE_CHECKING:
    from coach.model.attempt import Agent, Attempt
    from coach.store import KeptReply, Store


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept reply with the titles of what it answered. number: from 1, the last kept first."""

    number: int
    title: str
    channel: str
    reply: KeptReply


def keep(store: Store, attempt: Attempt, now: str) -> None:
    """Keeps the reply of an attempt. Raises CoachError when nothing was written."""
    if not attempt.id:
        raise CoachError("this reply was not stored, so it cannot be kept; practise under a name")
    if not attempt.reply.strip():
        raise CoachError("nothing was written here, so there is no reply to keep")
    store.keep_reply(attempt.agent, attempt.id, now)


def toggle(store: Store, attempt: Attempt, now: str) -> bool:
    """Keeps the reply, or keeps it no longer; says whether it is kept now."""
    if attempt.id and store.keeps_reply(attempt.agent, attempt.id):
        store.drop_reply(attempt.agent, attempt.id)
        return False
    keep(store, attempt, now)
    return True


def kept_replies(store: Store, agent: Agent, words: str = "") -> tuple[Kept, ...]:
    """The kept replies in which every word occurs: in the reply, the scenario or the channel.

    The numbers are those of the whole collection, whatever is searched for.
    """
    wanted = words.casefold().split()
    scenarios = {s.id: s.title for s in catalogue.scenarios()}
    channels = catalogue.channels()
    found = []
    for number, reply in enumerate(store.kept_replies(agent.id), 1):
        channel = channels.get(reply.channel)
        one = Kept(
            number,
            scenarios.get(reply.scenario, reply.scenario),
            channel.title if channel else reply.channel,
            reply,
        )
        text = f"{one.title}\n{one.channel}\n{reply.reply}".casefold()
        if all(word in text for word in wanted):
            found.append(one)
    return tuple(found)


def drop(store: Store, agent: Agent, number: int) -> Kept:
    """Keeps the reply of that number no longer. Raises CoachError when there is none."""
    replies = kept_replies(store, agent)
    if not 1 <= number <= len(replies):
        have = f"there are {len(replies)}" if replies else "none is kept"
        raise CoachError(f"there is no kept reply {number}; {have}")
    chosen = replies[number - 1]
    store.drop_reply(agent.id, chosen.reply.attempt)
    return chosen
