"""The text of a new scenario file: commented, and right as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.files.yaml_text import quoted_scalar, scalar
from coach.services.starters import ScenarioAnswers, check_text, ending

_HANDLE_LENGTH = 20
_SAID = "Two weeks now and nobody answers me. Where is my order?"
_BAD = "We apologise for any inconvenience. Your query has been passed on to the relevant team."
_REPLY = (
    "Hi Sam, two weeks without an answer is far too long, I'm sorry. I'm asking the warehouse "
    "where your order is and will write to you here by 5pm today. ^AB"
)


def scenario_text(answers: ScenarioAnswers, scenario_id: str, name: str) -> str:
    """The text of a scenario file. Raises CoachError for answers a file cannot hold.

    name: what the file will be called, for the notes at its end.
    """
    for what in ("title", "brand", "trade"):
        check_text(what, getattr(answers, what))
    lines = [*_head(answers, scenario_id), *_people(answers), *_situation(answers)]
    lines += ending(
        "scenario",
        name,
        "write your own turns, facts and exemplars: the situation here is only a sample.",
        "quote concerns word for word from the customer's turns.",
    )
    return "\n".join(lines) + "\n"


def _head(answers: ScenarioAnswers, scenario_id: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=scenario.schema.json"
    yield "# Lines that start with # are notes for you; coach does not read them."
    yield "# The number of the file format."
    yield "scenario: 1"
    yield "# The name in commands and results."
    yield f"id: {scalar(scenario_id)}"
    yield "# The name for people."
    yield f"title: {scalar(answers.title)}"
    yield "# Where it happens."
    yield f"channel: {answers.channel}"
    yield "# Who can read the reply: public or private."
    yield f"visibility: {answers.visibility}"


def _people(answers: ScenarioAnswers) -> Iterator[str]:
    yield "# The company the agent writes for, invented."
    yield "brand:"
    yield f"  name: {scalar(answers.brand)}"
    yield f"  handle: {quoted_scalar('@' + _handle(answers.brand))}"
    yield f"  trade: {scalar(answers.trade)}"
    yield "  # How the brand sounds."
    yield "  voice: Plain and friendly. First names, no slogans."
    yield "  # Rules the agent must keep, one sentence each."
    yield "  policies:"
    yield "    - Order numbers only in a private message."
    yield "# Who wrote, and what the agent may know about them."
    yield "customer:"
    yield '  handle: "@sam_r"'
    yield "  name: Sam"
    yield "  # The variety of English they write, when it is marked, such as Scots or Indian."
    yield "  # english: Scots"
    yield "  known: Customer since last spring, one order under way."
    yield "  # Earlier contacts, oldest first."
    yield "  history: []"
    yield "# Who else reads along."
    yield "audience:"
    yield "  followers: 120"
    yield f"  watching: {'A few friends.' if answers.visibility == 'public' else 'Nobody.'}"


def _situation(answers: ScenarioAnswers) -> Iterator[str]:
    yield "# What was written so far, oldest first; the customer's turn is the last."
    yield "turns:"
    yield "  - speaker: customer"
    yield "    at: 20 min ago"
    yield f"    text: {scalar(_SAID)}"
    yield "# What the agent could look up."
    yield "facts:"
    yield "  - The order left the warehouse on Monday."
    yield "# What the reply must address, word for word from the customer's turns."
    yield "concerns:"
    yield "  - nobody answers me"
    yield "  - Where is my order"
    yield "# What to do: reply_public, reply_private, escalate, hold, monitor or report."
    yield "decision:"
    yield f"  best: {answers.decision}"
    yield "  # Other choices that will do."
    yield "  acceptable: []"
    yield "  why: Write here why this is the best choice; agents read it afterwards."
    if answers.decision != "escalate":
        yield "  # Only where 'best' or 'acceptable' say escalate: legal, press, safety, fraud or product."
        yield "  # escalate_to: legal"
    else:
        yield "  # The team to escalate to: legal, press, safety, fraud or product."
        yield "  escalate_to: product"
    yield "# The rubric that scores the reply."
    yield f"rubric: {answers.rubric}"
    yield "# What it trains: tone, empathy, register, compliance, responsiveness, decision."
    yield "skills: [empathy, responsiveness]"
    yield "# 1 (easy) to 5 (hard)."
    yield f"difficulty: {answers.difficulty}"
    yield "# How the customer answers a good, a middling and a bad reply. Leave it out, and one reply is"
    yield "# all. 'next' under a text goes on with the same three keys, up to three rounds in all."
    yield "reactions:"
    yield "  # Criteria of the rubric whose marks choose the answer; left out, the total does."
    yield "  # by: [acknowledge, respect]"
    yield "  good:"
    yield f"    text: {scalar('Thank you, that is all I wanted to know.')}"
    yield "  middling:"
    yield f"    text: {scalar('And when will I have it?')}"
    yield "  bad:"
    yield f"    text: {scalar('Copied from a list. Never again.')}"
    yield "# Replies that do it well, and why."
    yield "exemplars:"
    yield f"  - reply: {scalar(_REPLY)}"
    yield "    note: Names the wait, says who does what by when."
    yield "# Replies that fail, and why; drills show them. May be left out."
    yield "bad_replies:"
    yield f"  - reply: {scalar(_BAD)}"
    yield "    note: Fits everybody, answers nothing, and says no day."
    yield "# A name that joins scenarios in which the same happened on a post, by e-mail and in a chat."
    yield "# matter: late-order"
    yield "# Where people may come to harm: self_harm, injury, discrimination, data_breach, press or"
    yield "# pile_on. Such a scenario is practised without points, with 'rubric: crisis'."
    yield "# crisis: injury"
    yield "# What specialists have to say: pr, legal, writing. May be left out."
    yield "# notes:"
    yield "#   legal: Name no cause before it is known."
    yield "# Where the situation comes from."
    yield "source: Written for our team."


def _handle(brand: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", brand)[:_HANDLE_LENGTH] or "brand"
