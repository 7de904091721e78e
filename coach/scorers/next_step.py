"""Says what happens next, who does it, and by when.

Why: a promise with a name and a time ends the waiting; one without starts it again. Explaining more
helps with aroused customers. Source: Herhausen et al. 2019; Einwiller, Steilen 2015.

The value counts three things: a step (a promise, instructions, a request that moves the case, or
the matter solved), who takes it, and when. 0 to 3. Where the next move is the customer's (a question,
steps to try), saying what follows it stands in for a time. A promise of nothing ("I'll see how it goes")
and what nobody can say yet are no step; steps that would fit any case ("we'll look into it") bring 1.5 at
most, and so does a matter that is only noted or passed on; 1 where all the customer can do is wait for what
may never come ("they'll be in touch if anything turns up"). "Soon", "in due course", what usually takes five
days and a time under a condition are no times.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.acts import touches
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, home_of, in_order, missing, quote
from coach.scorers.firmness import (
    apart,
    firm_times,
    general_spans,
    hollow,
    idle_spans,
    not_yet_known,
    passing_on,
    waiting_spans,
)
from coach.signals.reading import Reading

_STEPS = (
    "next_step", "resolve", "handoff", "request_private", "ask_details", "take_ownership", "give_link",
)  # fmt: skip
_THEIR_MOVE = ("ask_details", "request_private", "next_step")
_OTHERS_DO = frozenset(["will", "i", "we", "they", "he", "she"])
_AFTER = ("take_ownership", "offer_help", "handoff")
STOCK = 1.5
WAITING = 1.0
_WRITERS = frozenset(["i", "we"])
_CONDITIONS = frozenset(["if", "once", "when"])
_PAST = frozenset("have had was were did am are do not understand know hope see".split())
_WHO = frozenset(
    "i we they he she team someone colleague engineer manager specialist crew you".split()
)


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


def measure(reading: Reading, options: Options) -> Measurement:
    """Step, who and when, one point each."""
    acts = reading.working_acts
    raw = reading.reply.raw
    idle = [*idle_spans(reading), *not_yet_known(reading)]
    steps = [(act, span) for act in _STEPS if act in acts for span in apart(acts[act], idle)]
    if not steps:
        return Measurement(
            0.0, (missing(len(raw), "No next step: say what happens now, who does it and when."),)
        )
    span = steps[0][1]
    findings = [credit(*span, f"Next step: {quote(raw, *span)}.")]
    noted = [*passing_on(reading), *general_spans(reading)]
    if done := apart(acts.get("resolve", ()), noted):
        solved = done[0]
        return Measurement(3.0, (credit(*solved, f"Already done: {quote(raw, *solved)}."),))
    value = 1.0
    when = firm_times(reading)
    vague = acts.get("time_commitment", ())
    done = [s for act, s in steps if act != "ask_details"]
    # "When did you order?" asks the customer; "you" in it takes no step.
    who = _who(reading, done, _WHO) or _who(reading, [s for _, s in steps], _WRITERS)
    theirs = any(_to_do(reading, s) for name in _THEIR_MOVE for s in acts.get(name, ()))
    follows = _follows(reading) if who is None or (theirs and not when) else None
    who = who or follows or _with(reading, when)
    if who:
        value += 1
        if who != span:
            findings.append(credit(*who, f"Who: {quote(raw, *who)}."))
    empty = [*idle, *waiting_spans(reading), *general_spans(reading)]
    asks = any(act == "ask_details" for act, _ in steps)
    loose = empty if asks else [*empty, *noted]
    after = [s for name in _AFTER if name in acts for s in apart(acts[name], loose)]
    if not after and follows:
        after = [follows]
    if when:
        value += 1
        findings.append(credit(*when[0], f"When: {quote(raw, *when[0])}."))
    elif theirs and after:
        value += 1
        findings.append(credit(*after[0], f"What follows: {quote(raw, *after[0])}."))
    elif theirs:
        findings.append(missing(span[1], "Say what you will do once the customer has answered."))
    elif vague:
        words = quote(raw, *vague[0])
        findings.append(fault(*vague[0], f"{words} holds nobody to a time: say by when."))
    else:
        findings.append(missing(span[1], "No time: say by when."))
    if value > WAITING and (waits := _waits(reading, steps)):
        return Measurement(
            WAITING,
            (fault(*waits, f"{quote(raw, *waits)} lets the customer wait or go elsewhere."),),
        )
    if value > STOCK and not asks and _stock(reading, [s for _, s in steps]):
        value = STOCK
        findings.append(missing(span[1], "This step would fit any case: say what is done."))
    elif value > STOCK and not when and not asks and _passed(steps, [*noted, *empty]):
        value = STOCK
        findings.append(missing(span[1], "Noted or passed on: say what comes of it, and by when."))
    return Measurement(value, in_order(findings))


def _to_do(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether a step is the customer's to take: nobody else is said to take it."""
    return _OTHERS_DO.isdisjoint([w[2] for w in reading.reply.within(*span)])


def _waits(reading: Reading, steps: list[tuple[str, tuple[int, int]]]) -> tuple[int, int] | None:
    """The words that keep the customer waiting, where no step stands beside them."""
    waiting = waiting_spans(reading)
    if waiting and all(act != "ask_details" and touches(s, waiting) for act, s in steps):
        return waiting[0]
    return None


def _passed(steps: list[tuple[str, tuple[int, int]]], soft: list[tuple[int, int]]) -> bool:
    """Whether every step only notes the matter, hands it on, or lets the customer wait."""
    return all(touches(s, soft) for _, s in steps)


def _stock(reading: Reading, steps: list[tuple[int, int]]) -> bool:
    """Whether no step's sentence names anything of the case."""
    sentences = reading.reply.sentences
    homes = {home_of(sentences, start) for start, _ in steps} - {-1}
    return all(hollow(reading, sentences[n]) for n in homes)


def _who(
    reading: Reading, spans: list[tuple[int, int]], persons: frozenset[str]
) -> tuple[int, int] | None:
    """One of some persons named as acting in or right before a step, or the writer left unsaid there."""
    for start, end in spans:
        for word in reading.reply.within(start - 12, end):
            if word.norm in persons:
                return (word.start, word.end)
        for verb in reading.unsaid_subjects:
            if start - 12 <= verb[0] < end:
                return verb
    return None


def _with(reading: Reading, when: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Who stands in the same clause as a time: "I answer in two days"."""
    text = reading.reply
    if not when or _WRITERS.isdisjoint(text.norms):
        return None
    clauses = {w.clause for span in when for w in text.within(*span)}
    for word in text.words:
        if word.clause in clauses and word.norm in _WRITERS:
            return (word.start, word.end)
    return None


def _follows(reading: Reading) -> tuple[int, int] | None:
    """Who acts after a condition in the same sentence: "if it stays shut, I look at it again"."""
    if _CONDITIONS.isdisjoint(reading.reply.norms) or _WRITERS.isdisjoint(reading.reply.norms):
        return None
    words = reading.reply.words
    home = -1
    for i, word in enumerate(words):
        if word.norm in _CONDITIONS:
            home = word.sentence
        elif (
            word.sentence == home
            and word.norm in _WRITERS
            and words[i - 1].norm not in _CONDITIONS
            and (words[i - 1].clause != word.clause or words[i - 1].norm in ("and", "then"))
            and i + 1 < len(words)
            and words[i + 1].norm not in _PAST
        ):
            return (word.start, word.end)
    return None
