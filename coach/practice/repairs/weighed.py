"""Weighing: every proposed edit is scored by the engine; only what raises the total is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from coach.engine import score_reading
from coach.model.channel import Channel
from coach.model.finding import Repair
from coach.model.rubric import Rubric
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Draft
from coach.practice.repairs import added, cuts, private, words
from coach.practice.repairs.case import Case
from coach.practice.repairs.edits import Edit, between
from coach.signals.reading import Reading

LEAST = 0.5  # points a repair must bring
MOST = 6  # repairs offered at once
LONGEST = 6_000  # characters of a reply that repairs are looked for in
_STEPS = 4  # edits that may be made one of


@dataclass(frozen=True)
class Bench:
    """Where texts are scored: one context, one rubric, one day."""

    draft: Draft
    rubric: Rubric
    channel: Channel | None
    today: date

    def read(self, text: str) -> tuple[Reading, Scorecard]:
        """A text as it would be read and marked in the reply's place."""
        reading = Reading(replace(self.draft, text=text, posts=()), self.channel, self.today)
        return reading, score_reading(reading, self.rubric, self.today)


def repairs_of(
    draft: Draft,
    rubric: Rubric,
    channel: Channel | None,
    today: date,
    signer: str = "",
    team: str = "",
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Repair, ...]:
    """The repairs of a reply, the one that brings most first; none for an empty or endless reply.

    signer: the name the agent signs with. team: who the matter goes to, in words.
    stop: asked before each scoring; once it says so, nothing is returned.
    Each total is the engine's, with gaps left as they stand.
    """
    if not draft.text.strip() or len(draft.text) > LONGEST:
        return ()
    bench = Bench(draft, rubric, channel, today)
    reading, card = bench.read(draft.text)
    total = card.total
    if total is None or not any(True for _ in card.of(MarkStatus.SCORED)):
        return ()
    case = Case(reading, card, rubric, signer, team)
    best: dict[tuple[str, int, int], Repair] = {}
    seen: set[str] = {draft.text}
    for edit in proposed(case, bench):
        new = edit.applied(draft.text)
        if stop():
            return ()
        if new in seen:
            continue
        seen.add(new)
        after = bench.read(new)[1]
        if after.total is None or after.total < total + LEAST:
            continue
        if edit.text.strip() and _worse(card, after):  # leaving words out does no new harm
            continue
        repair = Repair(
            edit.criterion, edit.start, edit.end, edit.text, after.total, edit.message, edit.gap
        )
        key = (edit.criterion, edit.start, edit.end)
        if key not in best or best[key].total < repair.total:
            best[key] = repair
    return _chosen(best)


def proposed(case: Case, bench: Bench) -> Iterator[Edit]:
    """Every edit worth weighing."""
    yield from private.moved(case)
    yield from private.money(case)
    yield from added.acknowledged(case)
    yield from added.next_step(case)
    yield from added.taken_up(case)
    yield from added.named(case)
    yield from added.signed(case)
    yield from added.thanked(case)
    yield from added.lacking(case)
    yield from words.plainer(case)
    yield from words.in_register(case)
    yield from words.calmer(case)
    yield from words.in_person(case)
    yield from words.put_right(case)
    yield from cuts.cuts(case)
    yield from _unstopped(case, bench)
    yield from cuts.shortened(case, lambda text: bench.read(text)[1].total_without_critical or 0.0)


def _unstopped(case: Case, bench: Bench) -> Iterator[Edit]:
    """One edit against everything that undoes other marks; alone each might bring nothing."""
    stops = _stops(case.card)
    if len(stops) < 2:
        return
    text, now = case.text, case
    for _ in range(_STEPS):
        left = _stops(now.card)
        if not left:
            break
        tries: list[tuple[float, int, Edit, Reading, Scorecard]] = []
        for edit in _against(now, left):
            reading, card = bench.read(edit.applied(text))
            if _stops(card) < left:
                tries.append((card.total_without_critical or 0.0, -len(tries), edit, reading, card))
        if not tries:
            break
        _, _, edit, reading, card = max(tries)
        text = edit.applied(text)
        now = replace(case, reading=reading, card=card)
    first = next(m for m in case.card.marks if m.criterion in stops)
    made = between(first.criterion, case.text, text, "Takes out all that spoils the rest.")
    if made and text.strip():
        yield made


def _against(case: Case, stops: frozenset[str]) -> Iterator[Edit]:
    """The edits meant for some marks."""
    found = [private.moved(case), cuts.cuts(case), words.in_register(case), words.calmer(case)]
    yield from (edit for edits in found for edit in edits if edit.criterion in stops)


def _worse(before: Scorecard, after: Scorecard) -> bool:
    """Whether a critical mark fails, or a mark takes its whole section down, that did not before."""
    return not _stops(after) <= _stops(before)


def _stops(card: Scorecard) -> frozenset[str]:
    """The marks that undo others: critical ones and those that fail their section."""
    return frozenset(
        m.criterion
        for m in card.of(MarkStatus.SCORED)
        if (m.critical or m.fails_section) and m.percent is not None and m.percent < 50
    )


def _chosen(best: dict[tuple[str, int, int], Repair]) -> tuple[Repair, ...]:
    """The best repair of each mark, then the others; at most a handful."""
    ranked = sorted(best.values(), key=lambda r: (-r.total, r.end - r.start, r.start))
    first: list[Repair] = []
    rest: list[Repair] = []
    for repair in ranked:
        (first if repair.criterion not in {r.criterion for r in first} else rest).append(repair)
    return tuple(sorted((*first, *rest)[:MOST], key=lambda r: (-r.total, r.start)))
