"""Warnings about what can never count: past dates, places that do not exist, values out of reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from coach.files.node import Node
from coach.files.wording import quoted
from coach.model.channel import Channel, Visibility
from coach.model.problem import Problem
from coach.model.rubric import Criterion
from coach.scorers.phrase_rules import PhraseRule
from coach.services.lint_phrases import shown, warning
from coach.services.lint_scope import narrowed, scope_of


def criterion_warnings(
    criterion: Criterion, node: Node, channels: Mapping[str, Channel], today: date, file: str
) -> Iterator[Problem]:
    """What of a criterion written in a file can never count again."""
    until = criterion.valid.until
    at = node.near(("valid", "until"))
    if until and until < today.isoformat() and at.place.file == file:
        message = f"this criterion ended on {until}; remove it, or change 'until'"
        yield warning(at, "dead", message)
    yield from _places(criterion, node, channels, file)
    yield from _bands(criterion, node, file)
    if criterion.scorer == "phrases":
        yield from _phrases(criterion, node, channels, today, file)


def _places(
    criterion: Criterion, node: Node, channels: Mapping[str, Channel], file: str
) -> Iterator[Problem]:
    wanted = {Visibility(name) for name in criterion.when.visibility}
    at = node.near(("when", "channel"))
    if not wanted or at.place.file != file:
        return
    for n, name in enumerate(criterion.when.channel):
        sides = set(channels[name].places) if name in channels else wanted
        if not wanted & sides:
            item = at.child(n) or at
            message = (
                f"the channel {quoted(name)} is {' or '.join(s.value for s in sides)} only, so "
                "this never applies there; leave it out, or change 'visibility'"
            )
            yield warning(item, "dead", message)


def _phrases(
    criterion: Criterion, node: Node, channels: Mapping[str, Channel], today: date, file: str
) -> Iterator[Problem]:
    whole = scope_of(criterion.when, criterion.valid, channels)
    listed = node.near(("options", "phrases"))
    for n, phrase in enumerate(criterion.options.phrases):
        item = listed.child(n)
        if item is None or item.place.file != file or not isinstance(phrase, PhraseRule):
            continue
        name = shown(str(phrase))
        if phrase.until and phrase.until < today.isoformat():
            message = f"the phrase {name} ended on {phrase.until}; remove it, or change 'until'"
            yield warning(item.near(("until",)), "dead", message)
        elif narrowed(whole, phrase).empty and not whole.empty:
            message = (
                f"the phrase {name} never counts: its conditions and those of the criterion "
                "exclude each other; change one of them"
            )
            yield warning(item, "dead", message)


def section_warnings(root: Node, used: set[str]) -> Iterator[Problem]:
    """Sections with a title and no criterion. root: the whole file."""
    sections = root.child("sections")
    if sections is None or not isinstance(sections.value, dict):
        return
    for name, node in sections.value.items():
        if name not in used:
            at = Node(node.value, node.key or node.place)
            message = f"no criterion is in the section {quoted(name)}; remove it"
            yield warning(at, "dead", message)


def _bands(criterion: Criterion, node: Node, file: str) -> Iterator[Problem]:
    values = _values(criterion)
    listed = node.child("bands")
    if values is None or listed is None:
        return
    reached = {
        next(n for n, band in enumerate(criterion.bands) if band.holds(value)) for value in values
    }
    for n, item in enumerate(listed.value):
        if n not in reached and item.place.file == file:
            message = (
                f"no value reaches this band: {_range(criterion)}, and the bands above come "
                "first; remove it, or change its ends"
            )
            yield warning(item, "dead", message)


def _range(criterion: Criterion) -> str:
    if criterion.scorer == "acts":
        return f"'acts' counts 0 to {len(criterion.options.any)} here"
    first = ", ".join(str(value) for value in (_values(criterion) or ())[:3])
    return f"'phrases' counts {first} and so on here"


def _values(criterion: Criterion) -> list[int] | None:
    """The values a scorer can give, as far as the bands tell them apart; None where unknown."""
    if criterion.scorer == "acts":
        return list(range(len(criterion.options.any) + 1))
    if criterion.scorer != "phrases":
        return None
    ends = [e for b in criterion.bands for e in (b.at_least, b.at_most) if e is not None]
    steps = {p.severity if isinstance(p, PhraseRule) else 1 for p in criterion.options.phrases}
    steps |= {1} if criterion.options.lists else set()
    top = int(min(max((abs(e) for e in ends), default=0), 10_000)) + max(steps) + 1
    values = {0}
    for number in range(1, top + 1):
        if any(number - step in values for step in steps):
            values.add(number)
    return sorted(values)
