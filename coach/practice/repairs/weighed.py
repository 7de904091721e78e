"""Weighing: every proposed edit is scored by the engine; only what raises the total is offered.

They come in the order of what the customer needs: what hurts goes first, then answers, then warmth
and what happens next, then form. While something in the reply hurts, nothing is offered that leaves
it there.

A gap is no answer. Until it is filled, the total counts its sentence as not written.
"""

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
from coach.practice.repairs.case import Case, words_in
from coach.practice.repairs.edits import Edit, between, says_something, written
from coach.signals.reading import Reading

LEAST = 0.5  # points a repair must bring
MOST = 6  # repairs offered at once
LONGEST = 6_000  # characters of a reply that repairs are looked for in
_STEPS = 4  # edits that may be made one of
_SURER = 3.0  # points that a gap must bring more than words that need none
HURTS, ANSWERS, CARE, FORM = range(4)
_HURTFUL = ("phrases", "right_name")  # scorers whose faults hurt where they take a section down
_ANSWERING = ("answers", "concern", "responsiveness", "length")


class StoppedError(Exception):
    """Nobody waits for the repairs any more."""


@dataclass(frozen=True)
class Bench:
    """Where texts are scored: one context, one rubric, one day. stop: asked before each scoring."""

    draft: Draft
    rubric: Rubric
    channel: Channel | None
    today: date
    stop: Callable[[], bool] = lambda: False

    def read(self, text: str) -> tuple[Reading, Scorecard]:
        """A text as it would be read and marked in the reply's place. Raises StoppedError."""
        if self.stop():
            raise StoppedError
        reading = Reading(replace(self.draft, text=text, posts=()), self.channel, self.today)
        return reading, score_reading(reading, self.rubric, self.today)

    def counted(self, text: str, card: Scorecard) -> float:
        """The total of a text, 0-100, of which ``card`` is the scorecard as it stands.

        An open or emptied gap brings nothing: of the totals with and without its sentence the lower.
        """
        total = card.total or 0.0
        left = written(text)
        if left != text:
            total = min(total, self.read(left)[1].total or 0.0) if left.strip() else 0.0
        return total


def repairs_of(
    draft: Draft,
    rubric: Rubric,
    channel: Channel | None,
    today: date,
    signer: str = "",
    team: str = "",
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Repair, ...]:
    """The repairs of a reply, the most needed first; none for one that says nothing or is endless.

    signer: the name the agent signs with. team: who the matter goes to, in words.
    stop: asked before each scoring; once it says so, nothing is returned.
    Each total is the engine's, with sentences that hold a gap counted as not written. No repair leaves
    fewer words than a reply needs.
    """
    if len(draft.text) > LONGEST or not says_something(draft.text):
        return ()
    fewest = min(words_in(draft.text), cuts.FEWEST)
    try:
        return _weighed(Bench(draft, rubric, channel, today, stop), signer, team, fewest)
    except StoppedError:
        return ()


def _weighed(bench: Bench, signer: str, team: str, fewest: int) -> tuple[Repair, ...]:
    draft = bench.draft
    reading, card = bench.read(draft.text)
    case = Case(reading, card, bench.rubric, signer, team)
    if card.total is None:
        return ()
    total = bench.counted(draft.text, card)
    best: dict[tuple[str, int, int], Repair] = {}
    seen: set[str] = {draft.text}
    for edit in proposed(case, bench):
        new = edit.applied(draft.text)
        if new in seen or words_in(new) < fewest:
            continue
        seen.add(new)
        after = bench.read(new)[1]
        if after.total is None or after.total < (card.total if edit.gap else total) + LEAST:
            continue
        if edit.text.strip() and _worse(card, after):  # leaving words out does no new harm
            continue
        counted = bench.counted(new, after)
        if counted < (total if edit.gap else total + LEAST):
            continue
        repair = Repair(
            edit.criterion,
            edit.start,
            edit.end,
            edit.text,
            counted,
            edit.message,
            edit.gap,
            after.total if edit.gap else None,
        )
        key = (edit.criterion, edit.start, edit.end)
        if key not in best or _worth(best[key]) < _worth(repair):
            best[key] = repair
    needs = {criterion: need(case, criterion) for criterion in case.criteria}
    return _chosen(best, needs, any(needs[criterion] == HURTS for criterion in case.short))


def need(case: Case, criterion: str) -> int:
    """How soon the customer needs a mark mended: HURTS, ANSWERS, CARE or FORM, the lowest first.

    HURTS: personal data, threats, offence and blame that stand in the reply. ANSWERS: questions and
    complaints nobody takes up, and a reply too long to be sent. CARE: warmth and what happens next.
    """
    mark, meant = case.short.get(criterion), case.criteria[criterion]
    grave = meant.section == "compliance" or meant.critical or meant.fails == "section"
    hurtful = meant.section == "compliance" or meant.scorer in _HURTFUL
    if grave and hurtful and mark is not None and case.faults(mark):
        return HURTS
    if meant.scorer in _ANSWERING:
        return ANSWERS
    return FORM if meant.section == "form" else CARE


def _worth(repair: Repair) -> float:
    """By which of several repairs of one place the best is chosen; what needs no gap is surer."""
    return repair.total if repair.filled is None else repair.filled - _SURER


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
    first = min(
        (m.criterion for m in case.card.marks if m.criterion in stops),
        key=lambda criterion: need(case, criterion),
    )
    made = between(first, case.text, text, "Takes out all that spoils the rest.")
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


def _chosen(
    best: dict[tuple[str, int, int], Repair], needs: dict[str, int], hurting: bool
) -> tuple[Repair, ...]:
    """The best repair of each mark, then the others, the most needed first; at most a handful.

    hurting: whether something in the reply hurts; then nothing is offered that leaves it there.
    """
    offered = [r for r in best.values() if not hurting or needs[r.criterion] == HURTS]
    ranked = sorted(
        offered, key=lambda r: (needs[r.criterion], -_worth(r), r.end - r.start, r.start)
    )
    first: list[Repair] = []
    rest: list[Repair] = []
    for repair in ranked:
        (first if repair.criterion not in {r.criterion for r in first} else rest).append(repair)
    return tuple(sorted((*first, *rest)[:MOST], key=ranked.index))
