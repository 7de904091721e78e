"""The difference of two rubrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from coach.files.given import given, plain_options
from coach.model.rubric import Criterion, Example, Rubric
from coach.model.rubric_change import Change, Difference

_NOT_SAID = frozenset({"criteria", "digest", "file", "lineage"})  # what follows from the rest
_ASIDE = frozenset({"id", "line"})
_NO_MARK = ("title", "why", "source", "message", "skill", "examples", "line")
_ARITHMETIC = ("section", "weight", "critical", "fails")


def difference(old: Rubric, new: Rubric) -> Difference:
    """Everything that differs between two rubrics, with what they inherit in place.

    Criteria are the same when they have the same id. Where a scorer was replaced, its options are
    one change; the lines on which things stand are none.
    """
    return Difference(old, new, tuple(_rubric_changes(old, new)))


def marks_alike(old: Criterion, new: Criterion) -> bool:
    """Whether two criteria give every reply the same score with the same findings."""
    aside: dict[str, Any] = {name: getattr(new, name) for name in (*_NO_MARK, *_ARITHMETIC)}
    return replace(old, **aside) == new


def counts_alike(old: Criterion, new: Criterion) -> bool:
    """Whether two criteria do the same to every total."""
    aside: dict[str, Any] = {name: getattr(new, name) for name in _NO_MARK}
    return replace(old, **aside) == new


def _rubric_changes(old: Rubric, new: Rubric) -> Iterator[Change]:
    for field in fields(Rubric):
        if field.name not in _NOT_SAID:
            yield from _changes(
                None, field.name, getattr(old, field.name), getattr(new, field.name)
            )
    before, after = ({c.id: c for c in rubric.criteria} for rubric in (old, new))
    kept = [name for name in before if name in after]
    now = [name for name in after if name in before]
    if kept != now:
        yield Change(None, "order", tuple(kept), tuple(now))
    for name, criterion in after.items():
        if name in before:
            yield from _criterion_changes(before[name], criterion)
        else:
            yield Change(name, "added", None, criterion)
    for name, criterion in before.items():
        if name not in after:
            yield Change(name, "dropped", criterion, None)


def _criterion_changes(old: Criterion, new: Criterion) -> Iterator[Change]:
    for field in fields(Criterion):
        name, before, after = field.name, getattr(old, field.name), getattr(new, field.name)
        if name in _ASIDE:
            continue
        if name == "options":
            before, after = plain_options(before), plain_options(after)
            if old.scorer != new.scorer:
                yield Change(new.id, name, given(old.options), given(new.options))
                continue
        elif name == "examples":
            before, after = _without_lines(before), _without_lines(after)
        yield from _changes(new.id, name, before, after)


def _changes(criterion: str | None, what: str, before: Any, after: Any) -> Iterator[Change]:
    """The change of a value; of each of its fields where it is made of fields."""
    if before == after and not isinstance(before, Mapping):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from _changes(criterion, f"{what}.{key}", before.get(key), after.get(key))
    elif _made_of_fields(before) and type(before) is type(after):
        for field in fields(before):
            yield from _changes(
                criterion,
                f"{what}.{field.name}",
                getattr(before, field.name),
                getattr(after, field.name),
            )
    elif isinstance(before, tuple) and isinstance(after, tuple):
        added, removed = _without(after, before), _without(before, after)
        yield Change(criterion, what, before, after, added, removed)
    else:
        yield Change(criterion, what, before, after)


def _made_of_fields(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _without_lines(examples: Sequence[Example]) -> tuple[Example, ...]:
    return tuple(replace(example, line=0) for example in examples)


def _without(items: Sequence[Any], others: Sequence[Any]) -> tuple[Any, ...]:
    """The items the others lack, each as often as it is missing."""
    left = list(others)
    missing = []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            missing.append(item)
    return tuple(missing)
