"""Rubrics and scorers as lines to read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from coach.files.given import plain_options
from coach.language.plain import one_line
from coach.model.rubric import Band, Criterion, Example, Rubric
from coach.render.scorer_docs import OptionDoc, ScorerDoc

_WIDTH = 80
_LABEL = 10
_UNCLEAR = re.compile(r"[,{}\[\]]|: ")  # in a text among other values


def rubric_lines(rubric: Rubric) -> Iterator[str]:
    """A rubric to read: head, then the criteria by section with everything they say."""
    yield f"{rubric.title} ({rubric.ref})"
    extends = f", extends {', then '.join(rubric.lineage)}" if rubric.lineage else ""
    weights = sum(c.weight for c in rubric.criteria)
    yield (
        f"{rubric.status.value}{extends}; pass mark {rubric.pass_mark:g}; "
        f"{len(rubric.criteria)} criteria, weights sum to {weights}"
    )
    for section, title in rubric.sections.items():
        criteria = [c for c in rubric.criteria if c.section == section]
        if not criteria:
            continue
        yield ""
        yield f"{title} ({section})"
        for criterion in criteria:
            yield ""
            yield from criterion_lines(criterion)


def criterion_lines(criterion: Criterion) -> Iterator[str]:
    """One criterion with its bands, reasons and examples."""
    weight = f"weight {criterion.weight}" if criterion.weight else "shown, not counted"
    flags = ", critical: below half the total is 0" if criterion.critical else ""
    flags += ", below half its section counts nothing" if criterion.fails else ""
    yield f"  {criterion.id}: {criterion.title}"
    yield from _entry("counts", f"{weight}{flags}; skill {criterion.skill}")
    scorer = criterion.scorer + _options(criterion.options)
    yield from _entry("scorer", scorer)
    yield from _entry("bands", "; ".join(_band(b) for b in criterion.bands))
    applies = _applies(criterion)
    if applies:
        yield from _entry("applies", applies)
    yield from _entry("why", criterion.why)
    yield from _entry("source", criterion.source)
    yield from _entry("advice", criterion.message)
    for example in criterion.examples:
        yield from _example(example)


def scorer_lines(doc: ScorerDoc, whole: bool) -> Iterator[str]:
    """A scorer with its options; ``whole``: everything its documentation says."""
    yield f"{doc.name}: {doc.title}"
    if whole and doc.text:
        yield ""
        for line in doc.text.splitlines():
            yield f"  {line}".rstrip()
        yield ""
    if not doc.options and whole:
        yield "  no options"
    for option in doc.options:
        yield from _option(option)


def _option(option: OptionDoc) -> Iterator[str]:
    default = "required" if option.required else f"default {_value(option.default)}"
    said = f"  {option.name} ({option.kind}; {default})"
    text = f"{said}: {option.text}" if option.text else said
    yield from _wrapped(text, "", "      ")


def _entry(label: str, text: str) -> Iterator[str]:
    yield from _wrapped(text, f"    {label:<{_LABEL}}", " " * (4 + _LABEL))


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    text = text if text.startswith(" ") else one_line(text)
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _band(band: Band) -> str:
    ends = []
    if band.at_least is not None:
        ends.append(f"at least {band.at_least:g}")
    if band.at_most is not None:
        ends.append(f"at most {band.at_most:g}")
    return f"{band.score} for {' and '.join(ends) or 'anything else'}"


def _applies(criterion: Criterion) -> str:
    parts = []
    when = criterion.when
    for name in ("channel", "visibility", "brand", "product", "country", "customer"):
        wanted = getattr(when, name)
        if wanted:
            parts.append(f"{name} {' or '.join(wanted)}")
    if criterion.valid.since:
        parts.append(f"from {criterion.valid.since}")
    if criterion.valid.until:
        parts.append(f"until {criterion.valid.until}")
    return "; ".join(parts)


def _options(options: Any) -> str:
    """The options as a rubric file would have them, without those left empty."""
    told = {k: v for k, v in plain_options(options).items() if v not in (None, (), "")}
    return " " + _value(told) if told else ""


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(_value(v) for v in value)}]"
    if isinstance(value, str) and _UNCLEAR.search(value):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {_value(v)}" for k, v in value.items()) + "}"
    return str(value)


def _example(example: Example) -> Iterator[str]:
    score = "not applicable" if example.score is None else f"gets {example.score}"
    named = (example.channel, example.visibility, example.brand, example.product, example.country)
    place = ", ".join(one_line(name) for name in named if name)
    said = f"{score}{f' ({place})' if place else ''}: {one_line(example.reply)}"
    if example.customer:
        said += f" [customer: {one_line(example.customer)}]"
    if example.spans:
        said += f" [points at: {', '.join(repr(one_line(s)) for s in example.spans)}]"
    if example.todo:
        said += f" [todo: {one_line(example.todo)}]"
    yield from _entry("example", said)
