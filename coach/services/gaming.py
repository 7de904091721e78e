"""The gaming audit: replies written to please the scorer and not the customer. None may pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.engine import score
from coach.model.problem import CoachError
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.practice.conversation import context_of
from coach.services import catalogue
from coach.services.fairness import DAY, Row, entries


@dataclass(frozen=True, slots=True)
class Attack:
    """A reply that does not deserve to pass. exploit: why it still does."""

    id: str
    kind: str
    rubric: str
    draft: Draft
    exploit: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """An attack with its scorecard."""

    attack: Attack
    card: Scorecard

    @property
    def passes(self) -> bool:
        """Whether the attack reached the pass mark."""
        return self.card.passed

    @property
    def earned(self) -> tuple[str, ...]:
        """The marks that brought points, the heaviest first, as ``criterion per cent x weight``."""
        marks = [m for m in self.card.of(MarkStatus.SCORED) if m.percent and m.weight]
        marks.sort(key=lambda m: -(m.percent or 0) * m.weight)
        return tuple(f"{m.criterion} {m.percent:g}x{m.weight}" for m in marks)


_KEYS = frozenset(
    "id kind scenario customer channel visibility brand handle name reply exemplar_of exploit".split()
)


def attacks() -> tuple[Attack, ...]:
    """The attacks of corpora/replies/attacks.yaml. Raises CoachError."""
    return tuple(_attack(entry) for entry in entries("attacks.yaml", "attacks"))


def _attack(entry: Mapping[str, Any]) -> Attack:
    unknown = set(entry) - _KEYS
    if unknown:
        raise CoachError(f"attacks.yaml: {entry['id']}: unknown {', '.join(sorted(unknown))}")
    if "scenario" in entry:
        context = context_of(catalogue.scenario(entry["scenario"]))
    else:
        context = Context(
            channel=entry.get("channel", "x"),
            visibility=catalogue.visibility(entry.get("visibility", "public")),
            turns=(Turn(Speaker.CUSTOMER, entry["customer"]),),
            brand=entry.get("brand"),
            customer_handle=entry.get("handle"),
            customer_name=entry.get("name"),
        )
    if "exemplar_of" in entry:
        reply = catalogue.scenario(entry["exemplar_of"]).exemplars[0].reply
    else:
        reply = entry["reply"]
    rubric = catalogue.default_rubric(context.channel, context.visibility)
    draft = Draft(entry["id"], reply, context)
    return Attack(entry["id"], entry["kind"], rubric, draft, entry.get("exploit"))


def result_of(attack: Attack) -> Result:
    """Scores an attack with the rubric of its channel."""
    rubric = catalogue.rubric(attack.rubric)
    return Result(attack, score(attack.draft, rubric, catalogue.channels(), DAY))


def results() -> tuple[Result, ...]:
    """Every shipped attack, scored."""
    return tuple(result_of(attack) for attack in attacks())


def measure() -> list[Row]:
    """For each kind of attack and for all: how many pass, and the highest total."""
    found = results()
    kinds = list(dict.fromkeys(result.attack.kind for result in found))
    rows = []
    for name in [*kinds, "all"]:
        of_kind = [r for r in found if name in (r.attack.kind, "all")]
        passing = [r.attack.id for r in of_kind if r.passes]
        worst = max(of_kind, key=lambda r: r.card.total or 0.0)
        n = len(of_kind)
        rows.append(Row(name, "attacks that pass", len(passing), n, ", ".join(passing)))
        rows.append(Row(name, "highest total", worst.card.total, n, worst.attack.id))
    return rows
