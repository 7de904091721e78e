"""Scenarios as lines to read: what the agent sees, and what the trainer wrote behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from coach.language.plain import cells, one_line, padded, plain
from coach.model.channel import Channel
from coach.model.scenario import Audience, Reactions, Scenario
from coach.model.thread import Speaker, Turn

_SEEN = ("id", "title", "channel", "visibility", "brand", "customer", "audience", "turns", "facts",
         "skills", "difficulty")  # fmt: skip
_BRANCHES = ("good", "middling", "bad")


def situation_lines(scenario: Scenario, channel: Channel) -> Iterator[str]:
    """What the agent knows before deciding: place, policies, customer, audience, conversation."""
    brand, customer = scenario.brand, scenario.customer
    yield one_line(scenario.title)
    yield f"{one_line(brand.name)}, {one_line(brand.trade)}; {place(scenario, channel)}"
    yield from _block("How the brand sounds", [brand.voice])
    yield from _block("Policies", brand.policies)
    who = one_line(customer.handle)
    if customer.name:
        who += f" ({one_line(customer.name)})"
    english = f"English they write: {customer.english}" if customer.english.strip() else ""
    yield from _block(f"Customer {who}", [customer.known, *customer.history, english])
    yield from _block("Who reads along", [_audience(scenario.audience)])
    yield from _block("You can look up", scenario.facts)
    yield ""
    yield "The conversation"
    yield from turn_lines(scenario.turns, scenario.customer.handle)


def place(scenario: Scenario, channel: Channel) -> str:
    """Channel, visibility and level in words."""
    return (
        f"{channel.title}, {scenario.visibility.value}; level {scenario.difficulty} of 5; "
        f"{_counted(len(scenario.concerns), 'concern')}"
    )


def turn_lines(turns: Iterable[Turn], handle: str) -> Iterator[str]:
    """A conversation, each turn headed by who speaks; what was written is indented."""
    for turn in turns:
        who = {Speaker.CUSTOMER: one_line(handle), Speaker.AGENT: "you"}.get(
            turn.speaker, "someone else"
        )
        yield f"  {who}{f', {one_line(turn.at)}' if turn.at else ''}:"
        for line in plain(turn.text).split("\n"):
            yield f"    {line}".rstrip()


def behind_lines(scenario: Scenario) -> Iterator[str]:
    """What the agent does not see: concerns, decision, reactions, exemplars, notes."""
    decision = scenario.decision
    yield from _block("The reply must address", scenario.concerns)
    said = [f"best: {decision.best.value}"]
    if decision.acceptable:
        said.append(f"will do: {', '.join(choice.value for choice in decision.acceptable)}")
    if decision.escalate_to:
        said.append(f"escalate to: {decision.escalate_to.value}")
    yield from _block("Decision", [*said, decision.why])
    if scenario.reactions is not None:
        yield ""
        yield "How the customer answers"
        yield from _reactions(scenario.reactions, "  ")
    yield from exemplar_lines(scenario)
    yield from bad_reply_lines(scenario)
    notes = scenario.notes
    named = (("PR", notes.pr), ("legal", notes.legal), ("writing", notes.writing))
    yield from _block("Notes", [f"{name}: {text}" for name, text in named if text])
    skills = ", ".join(scenario.skills)
    said = [f"rubric {scenario.rubric}; skills {skills}"]
    if scenario.crisis is not None:
        said.append(f"crisis: {scenario.crisis.value}; practised without points")
    if scenario.matter is not None:
        said.append(f"matter: {scenario.matter}")
    yield from _block("File", [*said, scenario.source])


def exemplar_lines(scenario: Scenario) -> Iterator[str]:
    """Replies that do it well, each with its note."""
    yield ""
    yield "Replies that do it well" if len(scenario.exemplars) > 1 else "A reply that does it well"
    for exemplar in scenario.exemplars:
        for line in plain(exemplar.reply).split("\n"):
            yield f"    {line}".rstrip()
        yield f"  why: {one_line(exemplar.note)}"


def bad_reply_lines(scenario: Scenario) -> Iterator[str]:
    """Replies that fail, each with what is wrong with it."""
    if scenario.bad_replies:
        yield ""
        yield "Replies that fail" if len(scenario.bad_replies) > 1 else "A reply that fails"
    for bad in scenario.bad_replies:
        for line in plain(bad.reply).split("\n"):
            yield f"    {line}".rstrip()
        yield f"  what is wrong: {one_line(bad.note)}"


def table_lines(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """A table of scenarios; columns as wide as they need to be."""
    rows = [("ID", "CHANNEL", "SIDE", "LEVEL", "TRADE", "SKILLS", "TITLE")]
    rows += [
        (
            s.id, s.channel, s.visibility.value, str(s.difficulty),
            one_line(s.brand.trade, 24), ", ".join(s.skills), one_line(s.title, 50),
        )
        for s in scenarios
    ]  # fmt: skip
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        pairs = zip(row, widths, strict=True)
        yield "  ".join(padded(text, width) for text, width in pairs).rstrip()


def scenario_data(scenario: Scenario, whole: bool = True) -> dict[str, Any]:
    """A scenario as plain data; without ``whole`` only what the agent sees."""
    data: dict[str, Any] = asdict(scenario)
    data.pop("file")
    return data if whole else {key: data[key] for key in _SEEN}


def _block(title: str, texts: Iterable[str]) -> Iterator[str]:
    said = [one_line(text) for text in texts if text.strip()]
    if said:
        yield ""
        yield title
        for text in said:
            yield f"  {text}"


def _audience(audience: Audience) -> str:
    parts = [f"{audience.followers:,} followers"] if audience.followers else []
    return "; ".join([*parts, *([audience.watching] if audience.watching else [])])


def _reactions(reactions: Reactions, indent: str) -> Iterator[str]:
    if reactions.by:
        yield f"{indent}chosen by the marks of {', '.join(map(one_line, reactions.by))}"
    for name in _BRANCHES:
        reaction = getattr(reactions, name)
        yield f"{indent}after a {name} reply: {one_line(reaction.text)}"
        if reaction.next is not None:
            yield from _reactions(reaction.next, indent + "  ")


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")
