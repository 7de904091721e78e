"""The difference of two rubrics in words, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from coach.files.given import given
from coach.language.plain import one_line
from coach.model.rubric import Band, Criterion, Example
from coach.model.rubric_change import Change, Difference
from coach.render.wrap import wrapped

_LONG = 60
_QUOTED = ("title", "why", "source", "message", "skill")


def difference_lines(difference: Difference) -> Iterator[str]:
    """A difference to read: the rubric's own changes, then criterion by criterion."""
    old, new = difference.old, difference.new
    yield from wrapped(f"{old.ref} -> {new.ref}", "", "  ")
    if not difference.changes:
        yield "nothing differs"
        return
    for change in difference.of(None):
        yield from change_lines(change)
    weights = [sum(c.weight for c in rubric.criteria) for rubric in (old, new)]
    if weights[0] != weights[1]:
        yield f"all weights together {weights[0]} -> {weights[1]}"
    titles = {c.id: c.title for c in (*old.criteria, *new.criteria)}
    for name in dict.fromkeys(c.criterion for c in difference.changes if c.criterion):
        changes = difference.of(name)
        yield ""
        if changes[0].what not in ("added", "dropped"):
            yield from wrapped(f"{name}: {titles[name]}", "", "  ")
        for change in changes:
            yield from change_lines(change)


def difference_data(difference: Difference) -> dict[str, Any]:
    """A difference as plain data; ``said`` is how ``difference_lines`` puts it."""
    return {
        "old": difference.old.ref,
        "new": difference.new.ref,
        "changes": [
            {
                "criterion": change.criterion,
                "what": change.what,
                "before": _data(change.before),
                "after": _data(change.after),
                "added": _data(change.added),
                "removed": _data(change.removed),
                "said": list(_sentences(change)),
            }
            for change in difference.changes
        ],
    }


def change_lines(change: Change) -> Iterator[str]:
    """One change on lines of at most 78 columns, those of a criterion indented."""
    indent = "  " if change.criterion and change.what not in ("added", "dropped") else ""
    for n, sentence in enumerate(_sentences(change)):
        more = "  " if n and change.what == "added" else ""  # what belongs to a new criterion
        yield from wrapped(sentence, indent + more, indent + more + "    ")


def short(change: Change) -> str:
    """A change in a word or two, for a table."""
    if change.what in ("weight", "scorer"):
        return f"{change.what} {change.before} -> {change.after}"
    return change.what.partition(".")[2] or change.what


def _sentences(change: Change) -> Iterator[str]:
    what, before, after = change.what, change.before, change.after
    group, _, name = what.partition(".")
    if what == "added":
        yield from _added(after)
    elif what == "dropped":
        yield f"dropped {_named(before)}"
    elif what == "order":
        yield f"order of the criteria: {', '.join(after)}"
    elif what == "bands":
        yield from _bands(before, after)
    elif what == "examples":
        yield from _examples(change)
    elif what == "options":
        yield f"options now {_options(after) or 'none'}; before {_options(before) or 'none'}"
    elif what in ("critical", "fails"):
        yield _flag(what, bool(after))
    elif what == "section":
        yield f"moved from section {before} to {after}"
    elif group == "sections":
        yield _section(name, before, after)
    elif group == "when":
        yield f"only for {name} {_either(after)} (before: {_either(before)})"
    elif group == "valid":
        word = "from" if name == "since" else name
        yield f"valid {word} {after or 'any day'} (before: {before or 'any day'})"
    elif isinstance(before, tuple) and isinstance(after, tuple):
        yield from _lists(name or what, change)
    elif what in _QUOTED:
        yield from _text(what, before, after)
    else:
        yield f"{(name or what).replace('_', ' ')} {_value(before)} -> {_value(after)}"


def _added(criterion: Criterion) -> Iterator[str]:
    yield f"added {_named(criterion)}"
    options = _options(given(criterion.options))
    yield f"scorer {criterion.scorer}{f': {options}' if options else ''}"
    yield f"{'; '.join(_band(band) for band in criterion.bands)}"
    for name, wanted in given(criterion.when).items():
        yield f"only for {name} {_either(wanted)}"
    if criterion.valid.since:
        yield f"valid from {criterion.valid.since}"
    if criterion.valid.until:
        yield f"valid until {criterion.valid.until}"


def _named(criterion: Criterion) -> str:
    flags = ", critical" if criterion.critical else ""
    flags += ", fails its section" if criterion.fails else ""
    section = f"section {criterion.section}, weight {criterion.weight}{flags}"
    return f"{criterion.id}: {criterion.title} ({section})"


def _flag(what: str, is_set: bool) -> str:
    if what == "critical":
        return "critical now: below half the total is 0" if is_set else "no longer critical"
    return "below half its section counts nothing now" if is_set else "no longer fails its section"


def _section(name: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"section {name} added: {after}"
    if after is None:
        return f"section {name} dropped"
    return f'title of section {name} "{before}" -> "{after}"'


def _either(names: Sequence[str]) -> str:
    return " or ".join(names) if names else "any"


def _text(what: str, before: str, after: str) -> Iterator[str]:
    if len(before) + len(after) <= _LONG:
        yield f'{what} "{before}" -> "{after}"'
        return
    yield f"{what} now: {after}"
    yield f"{what} before: {before}"


def _lists(name: str, change: Change) -> Iterator[str]:
    if change.added:
        yield f"{name} added: {_quotes(change.added)}"
    if change.removed:
        yield f"{name} removed: {_quotes(change.removed)}"
    if not change.added and not change.removed:
        yield f"{name} in another order: {_quotes(change.after)}"


def _examples(change: Change) -> Iterator[str]:
    for word, examples in (("added", change.added), ("removed", change.removed)):
        for example in examples:
            yield f"example {word}, {_example(example)}"
    if not change.added and not change.removed:
        yield "examples in another order"


def _example(example: Example) -> str:
    score = "not applicable" if example.score is None else f"gets {example.score}"
    todo = ", still to do" if example.todo else ""
    said = f" [customer: {one_line(example.customer)}]" if example.customer else ""
    return f"{score}{todo}: {one_line(example.reply)}{said}"


def _bands(before: Sequence[Band], after: Sequence[Band]) -> Iterator[str]:
    scores = sorted({b.score for b in (*before, *after)}, reverse=True)
    said = False
    for score in scores:
        was = [b for b in before if b.score == score]
        now = [b for b in after if b.score == score]
        if was == now:
            continue
        said = True
        if not was:
            yield f"{_points(score)} {_ranges(now)} (a new band)"
        elif not now:
            yield f"{_points(score)} no longer given (before: {_ranges(was)})"
        else:
            yield f"{_points(score)} {_ranges(now)} instead of {_instead(was, now)}"
    if not said:
        order = ", ".join(str(b.score) for b in after)
        yield f"the bands are tried in another order: {order}; the first that fits counts"


def _instead(was: Sequence[Band], now: Sequence[Band]) -> str:
    """The old range; only its number where the new one is of the same kind."""
    if len(was) == len(now) == 1:
        old, new = was[0], now[0]
        if old.at_most is None and new.at_most is None and None not in (old.at_least, new.at_least):
            return f"{old.at_least:g}"
        if old.at_least is None and new.at_least is None and None not in (old.at_most, new.at_most):
            return f"{old.at_most:g}"
    return _ranges(was)


def _ranges(bands: Sequence[Band]) -> str:
    return " or ".join(_range(band) for band in bands)


def _range(band: Band) -> str:
    if band.at_least is None and band.at_most is None:
        return "for anything else"
    low = "" if band.at_least is None else f"from {band.at_least:g}"
    high = "" if band.at_most is None else f"up to {band.at_most:g}"
    return f"{low} {high}".strip()


def _band(band: Band) -> str:
    return f"{_points(band.score)} {_range(band)}"


def _points(score: int) -> str:
    return f"{score} point{'' if score == 1 else 's'}"


def _options(options: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} {_value(value)}" for name, value in options.items())


def _quotes(items: Sequence[Any]) -> str:
    return ", ".join(f"'{one_line(i)}'" if isinstance(i, str) else _value(i) for i in items)


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return _quotes(value) or "none"
    return one_line(str(value))


def _data(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        data = _data(asdict(value))
        data.pop("line", None)
        return data
    if isinstance(value, Mapping):
        return {str(key): _data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_data(item) for item in value]
    return value
