"""Spot the fault: the words of a failing reply that cost marks, as the engine finds them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from coach.model.finding import Polarity
from coach.model.rubric import Rubric
from coach.model.scenario import Scenario
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Speaker
from coach.practice.drills.marking import Item, Truth, fit, runs, words_in, words_of
from coach.practice.drills.result import Line, Result, graded, mean

WHOLE = frozenset({"register"})  # what a whole text sounds like; its words are no faults alone
# what the comparison is with, told on the screens: a rubric's marks are not all a reader sees
COMPARES = "coach compares with what its rubric marks; a person may see more."
BESIDE = "the rubric marks no fault in words marked beside; a person may still see one"
MOST = 0.7  # of the words may be faulty; where all is wrong there is nothing to find


def replies(scenarios: Iterable[Scenario]) -> tuple[tuple[str, Scenario, str], ...]:
    """Every bad reply as (name, scenario, text); crises are no material for a drill."""
    return tuple(
        (f"{scenario.id}#{n}", scenario, bad.reply)
        for scenario in scenarios
        if scenario.crisis is None
        for n, bad in enumerate(scenario.bad_replies)
    )


def shuffled(names: Sequence[str], seed: str) -> tuple[str, ...]:
    """The names in an order that is the same for the same seed."""
    order = sorted(names)
    random.Random(seed).shuffle(order)
    return tuple(order)


def item_of(
    name: str, scenario: Scenario, reply: str, card: Scorecard, rubric: Rubric, place: str
) -> Item:
    """The reply as a text to mark: the fault findings of its scorecard that point at words.

    place: the title of its channel.
    """
    truths: list[Truth] = []
    missing = []
    criteria = {c.id: c for c in rubric.criteria}
    for mark in card.of(MarkStatus.SCORED):
        if not mark.weight or mark.percent is None or mark.percent >= 100:
            continue
        criterion = criteria[mark.criterion]
        faults = [f for f in mark.findings if f.polarity is Polarity.FAULT and f.start < f.end]
        if faults and criterion.scorer not in WHOLE:
            truths += [Truth(f.start, f.end, f.message) for f in faults]
        else:
            missing.append(criterion.title)
    return Item(name, reply, _above(scenario, place), joined(truths), missing=tuple(missing))


def _above(scenario: Scenario, place: str) -> str:
    """Where the reply was sent, and everything that was written before it."""
    handle = scenario.customer.handle
    head = f"{scenario.brand.name}, {place}."
    if len(scenario.turns) == 1:
        return f"{head} {handle} wrote:\n{scenario.turns[0].text}"
    who = {Speaker.CUSTOMER: handle, Speaker.AGENT: scenario.brand.name}
    said = [f"{who.get(t.speaker, 'somebody else')}: {t.text}" for t in scenario.turns]
    return "\n".join([f"{head} What was written so far:", *said])


def joined(truths: Iterable[Truth]) -> tuple[Truth, ...]:
    """Faults that overlap as one, with all their reasons: a reader marks the words once."""
    out: list[Truth] = []
    for truth in sorted(truths, key=lambda t: (t.start, -t.end)):
        if out and truth.start < out[-1].end:
            last = out[-1]
            why = last.why if truth.why in last.why else f"{last.why} {truth.why}"
            out[-1] = Truth(last.start, max(last.end, truth.end), why)
        else:
            out.append(truth)
    return tuple(out)


def fits(item: Item) -> bool:
    """Whether there is something to find, and something that is no fault."""
    faulty = frozenset().union(*(words_in(item.text, truth) for truth in item.truths))
    return 0 < len(faulty) <= MOST * len(words_of(item.text))


def result(items: Sequence[Item], marked: Sequence[frozenset[int]], means: str) -> Result:
    """The mean share over the replies, with each fault hit, missed, and words beside them."""
    lines: list[Line] = []
    shares = []
    for number, (item, chosen) in enumerate(zip(items, marked, strict=True), 1):
        got = fit(item, chosen)
        shares.append(got.share)
        hits = f"{len(got.hits)} of {_counted(len(item.truths), 'fault')} found"
        extra = f", {_counted(len(got.extra), 'word')} marked beside them" if got.extra else ""
        lines.append(graded(f"Reply {number}: {got.share:.0f} of 100; {hits}{extra}", got.share))
        lines += fit_lines(item, chosen)
    detail = {"shares": [round(share, 1) for share in shares]}
    return Result(mean(shares), means, tuple(lines), detail)


def _counted(n: int, noun: str) -> str:
    return f"1 {noun}" if n == 1 else f"{n} {noun}s"


def fit_lines(item: Item, chosen: frozenset[int]) -> list[Line]:
    """What was found, missed and marked beside it, and what a marker cannot point at."""
    got = fit(item, chosen)
    lines = [Line(f"found '{item.text[t.start : t.end]}'", True, t.why) for t in got.hits]
    lines += [Line(f"missed '{item.text[t.start : t.end]}'", False, t.why) for t in got.misses]
    lines += [
        Line(f"marked beside: '{words}'", False, "" if n else BESIDE)
        for n, words in enumerate(runs(item, got.extra))
    ]
    lines += [Line(f"the whole reply also loses marks for: {title}") for title in item.missing]
    return lines
