"""Warnings about criteria that want opposite things: one requires what another forbids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from coach.files.node import Node
from coach.language.wording_samples import samples_of
from coach.model.channel import Channel
from coach.model.problem import Problem
from coach.model.rubric import Criterion
from coach.scorers.phrases import Options
from coach.services.lint_phrases import Entry, entries_of, shown, value, warning
from coach.services.lint_scope import Scope, narrowed, scope_of


@dataclass(frozen=True, slots=True)
class _Forbidden:
    """A wording or shipped list that a criterion forbids, as options with nothing else in them."""

    criterion: str
    what: str
    options: Options
    scope: Scope
    node: Node


# a required wording stands where it must, and otherwise in the middle, where it may
_FRAMES = {"anywhere": "Qxv.\n{}\nQxv.", "opening": "{}\nQxv.", "closing": "Qxv.\n{}"}


def clash_warnings(
    criteria: Iterable[tuple[Criterion, Node]],
    channels: Mapping[str, Channel],
    today: date,
    file: str,
) -> Iterator[Problem]:
    """Required wordings that never come without a forbidden one, where both criteria apply.

    criteria: those of the scorer ``phrases`` with their nodes.
    """
    criteria = tuple(criteria)
    forbidden = [
        part
        for criterion, node in criteria
        if criterion.options.kind == "forbidden"
        for part in _parts(criterion, node, channels)
    ]
    for criterion, node in criteria:
        if criterion.options.kind != "required":
            continue
        scope = scope_of(criterion.when, criterion.valid, channels)
        for entry in entries_of(criterion.options, node.child("options")):
            where = narrowed(scope, entry.rule)
            place = entry.rule.place or criterion.options.place
            for part in forbidden:
                here = entry.node if entry.node.place.file == file else part.node
                both = where.meet(part.scope)
                if here.place.file != file or both.empty or both.until < today.isoformat():
                    continue
                if _clash(entry.wording, _FRAMES[place], part):
                    yield warning(here, "contradictory", _message(criterion.id, entry, part))
                    break


def _clash(wording: str, frame: str, part: _Forbidden) -> bool:
    samples = samples_of(wording)
    return samples.whole and all(value(frame.format(t), part.options) for t in samples.texts)


def _message(wanting: str, entry: Entry, part: _Forbidden) -> str:
    return (
        f"'{wanting}' wants {shown(entry.wording)} and '{part.criterion}' forbids {part.what}; "
        "change one of the two"
    )


def _parts(
    criterion: Criterion, node: Node, channels: Mapping[str, Channel]
) -> Iterator[_Forbidden]:
    options: Options = criterion.options
    scope = scope_of(criterion.when, criterion.valid, channels)
    for entry in entries_of(options, node.child("options")):
        alone = replace(options, phrases=(entry.anywhere,), lists=())
        what = shown(entry.wording)
        yield _Forbidden(criterion.id, what, alone, narrowed(scope, entry.rule), entry.node)
    for n, name in enumerate(options.lists):
        alone = replace(options, phrases=(), lists=(name,))
        what = f"what is in the list '{name}'"
        yield _Forbidden(criterion.id, what, alone, scope, node.near(("options", "lists", n)))
