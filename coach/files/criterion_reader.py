"""Reads one criterion, with everything it inherits in place, and checks what shapes cannot."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from coach.files.node import Node
from coach.files.options import read_options
from coach.files.problems import check
from coach.files.rubric_shape import CriterionFile, ExampleFile, ValidFile, WhenFile
from coach.files.wording import instead, quoted
from coach.model.problem import Problem
from coach.model.rubric import Band, Criterion, Example, Valid, When


def read_criterion(
    node: Node, file: str, scorers: Mapping[str, type[Any]], channels: Collection[str]
) -> tuple[Criterion | None, list[Problem]]:
    """The criterion, or None and every problem of it.

    Lines are those of ``file``; what was inherited from another file has line 0.
    """
    checked = check(CriterionFile, node)
    parts = {k: n for k, n in node.value.items() if k not in checked.bad}
    options, problems = _options(node, parts, scorers)
    problems += checked.problems
    problems += _band_problems(parts)
    problems += _channel_problems(parts, channels)
    problems += _valid_problems(parts)
    problems += _example_problems(node, parts)
    found = checked.model
    if found is None or problems or checked.bad:
        return None, problems
    examples = (parts["examples"].value, found.examples)
    return Criterion(
        id=found.id,
        section=found.section,
        skill=found.skill,
        title=found.title,
        why=found.why,
        source=found.source,
        scorer=found.scorer,
        bands=tuple(Band(b.score, b.at_least, b.at_most) for b in found.bands),
        weight=found.weight,
        message=found.message,
        options=options,
        critical=found.critical,
        fails=found.fails,
        when=when_of(found.when),
        valid=valid_of(found.valid),
        examples=tuple(example_of(e, _line(n, file)) for n, e in zip(*examples, strict=True)),
        line=_line(node, file),
    ), []


def when_of(shape: WhenFile | None) -> When:
    """The conditions of the model from their shape."""
    shape = shape or WhenFile()
    return When(
        channel=tuple(shape.channel or ()),
        visibility=tuple(shape.visibility or ()),
        brand=tuple(shape.brand or ()),
        product=tuple(shape.product or ()),
        country=tuple(shape.country or ()),
        customer=tuple(shape.customer or ()),
    )


def valid_of(shape: ValidFile | None) -> Valid:
    """The period of the model from its shape."""
    return Valid(shape.since, shape.until) if shape else Valid()


def example_of(shape: ExampleFile, line: int) -> Example:
    """The example of the model from its shape."""
    return Example(
        reply=shape.reply,
        score=shape.score,
        customer=shape.customer,
        spans=None if shape.spans is None else tuple(shape.spans),
        channel=shape.channel,
        visibility=shape.visibility,
        brand=shape.brand,
        product=shape.product,
        country=shape.country,
        sent_at=shape.sent_at,
        earlier=tuple(shape.earlier),
        todo=shape.todo,
        line=line,
    )


def _line(node: Node, file: str) -> int:
    return node.place.line if node.place.file == file else 0


def _options(
    node: Node, parts: Mapping[str, Node], scorers: Mapping[str, type[Any]]
) -> tuple[Any, list[Problem]]:
    scorer = parts.get("scorer")
    if scorer is None:
        return None, []
    if scorer.value not in scorers:
        remedy = instead(scorer.value, scorers, "`coach rubric scorers` lists them")
        message = f"there is no scorer {quoted(scorer.value)}; {remedy}"
        return None, [scorer.place.problem("unknown-scorer", message)]
    given = node.child("options")
    if given is not None and not isinstance(given.value, dict):
        return None, []  # its shape is reported already
    built, problems = read_options(scorer.value, scorers[scorer.value], given, node)
    return built, [_plus_explained(problem, given) for problem in problems]


def _plus_explained(problem: Problem, given: Node | None) -> Problem:
    """``name+`` where nothing is inherited deserves more than 'did you mean'."""
    for key in given.value if given is not None else ():
        if problem.word == "unknown-option" and problem.message.startswith(f"'{key}' "):
            if not key.endswith(("+", "-")):
                break
            message = f"'{key}' changes an inherited list, and nothing is inherited here"
            message += f"; write {quoted(key[:-1])}"
            place = given.key_place((key,)) if given is not None else None
            return place.problem("not-inherited", message) if place else problem
    return problem


def _band_problems(parts: Mapping[str, Node]) -> list[Problem]:
    if "bands" not in parts:
        return []
    problems = []
    ranges: list[tuple[float, float]] = []
    for node in parts["bands"].value:
        band = node.data()
        least, most = band.get("at_least"), band.get("at_most")
        low = -math.inf if least is None else least
        high = math.inf if most is None else most
        if low > high:
            message = "no value fits this band: at_least is above at_most; swap them"
            problems.append(node.place.problem("bands-order", message))
        elif _covered(low, high, ranges):
            message = "no value reaches this band: the bands above it hold them all; move it up"
            problems.append(node.place.problem("bands-order", message))
        ranges.append((low, high))
    if ranges[-1] != (-math.inf, math.inf):
        message = "the last band must hold every value left; leave out its at_least and at_most"
        problems.append(parts["bands"].value[-1].place.problem("bands-gap", message))
    if len({node.data()["score"] for node in parts["bands"].value}) == 1:
        message = "all bands have the same score; give them different ones"
        problems.append(parts["bands"].place.problem("bands-same", message))
    return problems


def _covered(low: float, high: float, ranges: list[tuple[float, float]]) -> bool:
    """Whether closed ranges together hold every value from low to high."""
    reach, held = low, False  # held: whether the point `reach` itself is in a range
    while True:
        ends = [e for s, e in ranges if s <= reach and (e > reach or (not held and e == reach))]
        if not ends:
            return False
        if max(ends) >= high:
            return True
        reach, held = max(ends), True


def _channel_problems(parts: Mapping[str, Node], channels: Collection[str]) -> list[Problem]:
    named: list[Node] = []
    when = parts.get("when")
    place = when.child("channel") if when else None
    if place is not None:
        named += place.value if isinstance(place.value, list) else [place]
    if "examples" in parts:
        named += [n for e in parts["examples"].value if (n := e.child("channel")) is not None]
    return [
        node.place.problem(
            "unknown-channel",
            f"there is no channel {quoted(node.value)}; {instead(node.value, channels)}",
        )
        for node in named
        if isinstance(node.value, str) and node.value not in channels
    ]


def _valid_problems(parts: Mapping[str, Node]) -> list[Problem]:
    period = parts["valid"].data() if "valid" in parts else None
    if not period or not (period.get("from") and period.get("until")):
        return []
    if period["from"] <= period["until"]:
        return []
    message = "'until' is before 'from'; swap them"
    return [parts["valid"].near(("until",)).place.problem("valid-order", message)]


def _example_problems(node: Node, parts: Mapping[str, Node]) -> list[Problem]:
    if "examples" not in parts:
        return []
    problems = []
    scores = [b.data()["score"] for b in parts["bands"].value] if "bands" in parts else []
    shown = set()
    for example in parts["examples"].value:
        data = example.data()
        score = data["score"]
        if scores and score is not None and score not in scores:
            message = f"{score} is the score of no band; use one of: "
            message += ", ".join(str(s) for s in sorted(set(scores))) + ", null"
            problems.append(example.near(("score",)).place.problem("example-score", message))
        if not data.get("todo"):
            shown.add(score)
        for index, span in enumerate(data.get("spans") or ()):
            if span not in data["reply"]:
                message = f"{quoted(span)} is not in the reply; copy the exact words"
                place = example.near(("spans", index)).place
                problems.append(place.problem("span-missing", message))
    wanted = {"highest": max(scores), "lowest": min(scores)} if scores else {}
    missing = [f"the {name} score, {s}" for name, s in wanted.items() if s not in shown]
    if missing:
        message = f"no example without a todo shows {' or '.join(missing)}; add one"
        problems.append(node.key_place(("examples",)).problem("examples-missing", message))
    return problems
