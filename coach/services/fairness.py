"""The fairness audit: pairs of replies that differ only in who wrote them, or to whom.

A pair says the same under two names, in two dialects, with and without the slips of a second
language, or to a customer with few and with many followers. Both sides must score alike; the gap
is b - a, where a is the form coach is likeliest to have been built on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from coach.engine import MECHANISMS, score
from coach.files.shipped import shipped_corpora
from coach.model.problem import CoachError
from coach.model.scenario import Audience
from coach.model.scorecard import Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.practice.conversation import context_of
from coach.services import catalogue

LARGEST_GAP = 3.0  # points of total a pair may lie apart
DAY = date(2026, 1, 15)  # no dated criterion may move the audit


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure of a bench. value: None when there was nothing to measure it on."""

    name: str
    metric: str
    value: float | None
    n: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair as the file has it; what stands beside ``a`` and ``b`` holds for both.

    name: the customer's name, known to coach. called: a name coach was not told. agent: who signs.
    The three fill {name}, {called} and {agent} in the texts.
    """

    reply: str
    customer: str = ""
    name: str | None = None
    called: str | None = None
    agent: str | None = None
    handle: str | None = None
    followers: int = 0

    def filled(self, text: str) -> str:
        """A text with the names put in."""
        for slot in ("name", "called", "agent"):
            text = text.replace("{" + slot + "}", getattr(self, slot) or "")
        return text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two replies that must score alike. known: why they do not yet."""

    id: str
    group: str
    rubric: str
    a: Draft
    b: Draft
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the sides of a pair lie apart: b - a for each measure both sides have."""

    pair: Pair
    a: Scorecard
    b: Scorecard
    by_measure: Mapping[str, float]

    @property
    def total(self) -> float:
        """The gap in points of total."""
        return self.by_measure.get("total", 0.0)

    @property
    def moved(self) -> tuple[str, ...]:
        """The marks that differ, as ``criterion a -> b`` in per cent."""
        return tuple(
            f"{one.criterion} {_shown(one.percent)} -> {_shown(two.percent)}"
            for one, two in zip(self.a.marks, self.b.marks, strict=True)
            if one.percent != two.percent
        )


def _shown(percent: float | None) -> str:
    return "n/a" if percent is None else f"{percent:g}"


_SIDE = frozenset(f.name for f in fields(Side))
_PAIR = frozenset(["id", "group", "channel", "visibility", "scenario", "brand", "a", "b", "known"])


def entries(name: str, key: str) -> list[dict[str, Any]]:
    """The entries of a file of corpora/replies. Raises CoachError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    path: Path = shipped_corpora() / "replies" / name
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    except OSError as error:
        raise CoachError(f"{path}: {error.strerror or error}") from None
    except YAMLError as error:
        raise CoachError(f"{path}: {error}") from None
    found = data.get(key) if isinstance(data, dict) else None
    if not isinstance(found, list) or not all(isinstance(e, dict) and "id" in e for e in found):
        raise CoachError(f"{path}: '{key}' must be a list of entries, each with an id")
    return found


def pairs() -> tuple[Pair, ...]:
    """The pairs of corpora/replies/fairness.yaml. Raises CoachError."""
    return tuple(_pair(entry) for entry in entries("fairness.yaml", "pairs"))


def _pair(entry: Mapping[str, Any]) -> Pair:
    unknown = set(entry) - _PAIR - _SIDE
    for side in ("a", "b"):
        unknown |= set(entry[side]) - _SIDE
    if unknown:
        raise CoachError(f"fairness.yaml: {entry['id']}: unknown {', '.join(sorted(unknown))}")
    shared = {key: entry[key] for key in _SIDE & set(entry)}
    a, b = (_draft(entry, Side(**{**shared, **entry[side]})) for side in ("a", "b"))
    rubric = catalogue.default_rubric(a.context.channel, a.context.visibility)
    return Pair(entry["id"], entry["group"], rubric, a, b, entry.get("known"))


def _draft(entry: Mapping[str, Any], side: Side) -> Draft:
    return Draft(entry["id"], side.filled(side.reply), _context(entry, side))


def _context(entry: Mapping[str, Any], side: Side) -> Context:
    if "scenario" in entry:
        base = catalogue.scenario(entry["scenario"])
        customer = replace(base.customer, handle=side.handle or base.customer.handle)
        seen = replace(base, customer=customer, audience=Audience(followers=side.followers))
        return context_of(seen)
    said = side.filled(side.customer)
    return Context(
        channel=entry.get("channel", "x"),
        visibility=catalogue.visibility(entry.get("visibility", "public")),
        turns=(Turn(Speaker.CUSTOMER, said),) if said else (),
        agent=side.agent,
        brand=entry.get("brand"),
        customer_handle=side.handle,
        customer_name=side.name,
    )


def gap_of(pair: Pair) -> Gap:
    """Scores both sides of a pair with the rubric of its channel."""
    rubric, channels = catalogue.rubric(pair.rubric), catalogue.channels()
    a, b = (score(side, rubric, channels, DAY) for side in (pair.a, pair.b))
    one, two = _measures(a), _measures(b)
    gaps = {name: two[name] - value for name, value in one.items() if name in two}
    return Gap(pair, a, b, gaps)


def _measures(card: Scorecard) -> dict[str, float]:
    """The total and every signal that has a value; empathy by mechanism."""
    found = {"total": card.total, **card.signals}
    levels = found.pop("empathy", None) or {}
    found |= {f"empathy {name}": levels.get(name) for name in MECHANISMS}
    return {name: float(value) for name, value in found.items() if value is not None}


def gaps() -> tuple[Gap, ...]:
    """The gap of every shipped pair."""
    return tuple(gap_of(pair) for pair in pairs())


def measure() -> list[Row]:
    """Mean and worst absolute gap for each group and for all, total first, then each signal."""
    found = gaps()
    groups = list(dict.fromkeys(gap.pair.group for gap in found))
    rows = [
        row for name in groups for row in _rows(name, [g for g in found if g.pair.group == name])
    ]
    rows += _rows("all", found)
    wide = [gap for gap in found if abs(gap.total) > LARGEST_GAP]
    note = ", ".join(gap.pair.id for gap in wide)
    rows.append(Row("all", f"pairs over {LARGEST_GAP:g} points", len(wide), len(found), note))
    moved = [gap.pair.id for gap in found if gap.moved]
    rows.append(Row("all", "pairs where a mark moves", len(moved), len(found), ", ".join(moved)))
    return rows


def _rows(name: str, found: Iterable[Gap]) -> list[Row]:
    found = list(found)
    rows = []
    measures = dict.fromkeys(measure for gap in found for measure in gap.by_measure)
    for metric in measures:
        have = [gap for gap in found if metric in gap.by_measure]
        sizes = [abs(gap.by_measure[metric]) for gap in have]
        worst = max(have, key=lambda gap: abs(gap.by_measure[metric]))
        lean = sum(gap.by_measure[metric] for gap in have) / len(have)
        rows.append(
            Row(
                name, f"{metric}, mean gap", sum(sizes) / len(have), len(have), f"b - a {lean:+.3f}"
            )
        )
        rows.append(Row(name, f"{metric}, worst gap", max(sizes), len(have), worst.pair.id))
    return rows
