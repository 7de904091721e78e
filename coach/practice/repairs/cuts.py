"""Cuts: what blames, sells, guesses or was pasted in leaves the reply; a long one is shortened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coach.language.wordings import Match
from coach.model.finding import Polarity
from coach.model.scorecard import Mark, MarkStatus
from coach.practice.repairs.case import Case, Span, words_in
from coach.practice.repairs.edits import Edit, between, without

FEWEST = 3  # words a reply keeps
MOST_SENTENCES = 14  # of a reply that is shortened by leaving out whole ones
_OPENERS = frozenset(
    "please kindly we our your you the this that it if as to for in on at there unfortunately could "
    "can would will what when how just so but and all any do is are my no yes thanks sorry also".split()
)
_PASTED = 0.5  # share of a sentence that must be pasted in before all of it goes
_SUBSTANCE = ("next_step", "answers", "concern", "acknowledge", "deed", "acts")
_NO_CUT = frozenset(
    "register length ownership redirect readability personal_data right_name calm".split()
)


def cuts(case: Case) -> Iterator[Edit]:
    """Sentences left out: one by one for each mark, and all of a mark at once."""
    for mark in case.short.values():
        criterion = case.criteria[mark.criterion]
        if criterion.scorer in _NO_CUT:
            continue
        harmful = mark.critical or mark.fails_section or criterion.section == "compliance"
        homes: list[Span] = []
        for fault in case.faults(mark):
            home = case.sentence_of(fault.start)
            last = case.sentence_of(fault.end - 1)
            start = case.after_greeting if home[0] < case.after_greeting < home[1] else home[0]
            span = (start, max(home[1], last[1]))
            if span[0] < span[1] and span not in homes and _may_go(case, span, harmful):
                homes.append(span)
        for home in homes:
            yield from _cut(case, mark.criterion, [home])
        if len(homes) > 1:
            yield from _cut(case, mark.criterion, homes)


def _cut(case: Case, criterion: str, spans: list[Span]) -> Iterator[Edit]:
    new = _after_greeting(case, without(case.text, spans))
    if words_in(new) < FEWEST:
        return
    edit = between(criterion, case.text, new, "Leaves out what does harm or says nothing.")
    if edit:
        yield edit


def _after_greeting(case: Case, text: str) -> str:
    """What now follows the greeting goes on with a small letter, as it did: "Hi Leo, please ..."."""
    at = case.after_greeting
    head, rest = text[:at], text[at:]
    if not head.rstrip().endswith(",") or "\n" in head:
        return text
    first = rest.split(" ", 1)[0]
    return head + rest[:1].lower() + rest[1:] if first.lower() in _OPENERS else text


def _may_go(case: Case, span: Span, harmful: bool) -> bool:
    """Whether a sentence can go without taking anything the customer needs with it."""
    if harmful:
        return True
    pasted = [*case.reading.canned[1], *((m.start, m.end) for m in _stock(case))]
    length = sum(1 for w in case.reading.reply.plain_words if span[0] <= w.start < span[1])
    inside = sum(
        1
        for w in case.reading.reply.plain_words
        if span[0] <= w.start < span[1] and any(s <= w.start < e for s, e in pasted)
    )
    if length and inside / length < _PASTED:
        return False
    return not any(
        f.polarity is Polarity.CREDIT and span[0] <= f.start < span[1]
        for m in case.card.of(MarkStatus.SCORED)
        if case.criteria[m.criterion].scorer in _SUBSTANCE and m.percent
        for f in m.findings
    )


def _stock(case: Case) -> list[Match]:
    lists = ("corporate", "non_apologies", "idle", "marketing", "pitch", "about_itself", "doubt")
    return [m for name in lists for m in case.reading.phrases.get(name, ())]


def shortened(case: Case, total_of: Callable[[str], float]) -> Iterator[Edit]:
    """A reply over its channel's limit without the sentences that matter least.

    total_of: the total a text would get, critical marks aside.
    """
    for mark in case.by_scorer("length"):
        kept = list(case.sentences)
        if len(kept) > MOST_SENTENCES or len(kept) < 2:
            continue
        gone: list[Span] = []
        best = case.text
        while len(kept) > 1 and _too_long(mark, case, best):
            tries = [
                (total_of(text), -len(text), span, text)
                for span in kept
                if words_in(text := without(case.text, sorted([*gone, span]))) >= FEWEST
            ]
            if not tries:
                break
            _, _, chosen, best = max(tries)
            kept.remove(chosen)
            gone.append(chosen)
        if gone and not _too_long(mark, case, best):
            edit = between(mark.criterion, case.text, best, "Shortens it to fit the channel.")
            if edit:
                yield edit


def _too_long(mark: Mark, case: Case, text: str) -> bool:
    """Whether a text is still over the limit, judged by its share of the reply's length."""
    allowed = max(
        (band.at_most or 0.0 for band in case.criteria[mark.criterion].bands if band.score),
        default=1.0,
    )
    return (mark.value or 0.0) * len(text) / max(len(case.text), 1) > allowed
