"""Counts what the reply does: which of the named acts it contains.

Why: which acts a care reply contains, and where, predicts how the conversation ends.
Source: Oraby et al. 2017, "How may I help you?": modeling Twitter customer service conversations.

The value is the number of different acts of the list that the reply performs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coach.language.acts import ACTS
from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import credit, fault, in_order, quote
from coach.signals.reading import Reading, Span

_NUMBERED = re.compile(r"^\d[.)] [^\n]+", re.M)


@dataclass(frozen=True, slots=True)
class Options:
    """Which acts to look for.

    any: names of acts.
    kind: whether an act speaks for the reply (required) or against it (forbidden).
    """

    any: tuple[str, ...] = ()
    kind: Literal["required", "forbidden"] = "required"

    @classmethod
    def check(cls, options: Options) -> Iterable[tuple[str, str]]:
        """Faults no type can show: (option, what is wrong)."""
        if not options.any:
            yield "any", "no act is named"
        for name in options.any:
            if name not in ACTS:
                yield "any", f"'{name}' is no act; the acts are {', '.join(ACTS)}"


def measure(reading: Reading, options: Options) -> Measurement:
    """The number of different acts found."""
    make = credit if options.kind == "required" else fault
    # Selling is no help, yet selling under a complaint must be seen where acts are forbidden.
    found_in = reading.working_acts if options.kind == "required" else reading.acts
    findings = []
    found = 0
    for act in options.any:
        spans = found_in.get(act, ())
        if act == "next_step" and not spans:
            spans = numbered(reading)
        found += bool(spans)
        for start, end in spans:
            words = quote(reading.reply.raw, start, end)
            findings.append(make(start, end, f"{act.replace('_', ' ').capitalize()}: {words}."))
    return Measurement(float(found), in_order(findings)) if found else NOTHING


def numbered(reading: Reading) -> tuple[Span, ...]:
    """The lines of a numbered list, however they are worded: nobody numbers what is not a step."""
    if "\n" not in reading.reply.raw:
        return ()
    lines = tuple(m.span() for m in _NUMBERED.finditer(reading.reply.raw))
    return lines if len(lines) > 1 else ()
