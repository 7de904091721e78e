"""What is missing: a sentence for the customer's matter, an answer, a next step, a name, a signature.

What coach cannot know stands as a gap in square brackets; the customer's own words are turned to the
agent's side or quoted, never made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coach.language.lexicons import lexicon
from coach.language.sign_offs import greetings
from coach.language.text import Text
from coach.model.thread import Speaker, Turn
from coach.practice.repairs.case import Case, words_in
from coach.practice.repairs.edits import Edit, joined, opened
from coach.practice.repairs.turned import asked, asks, complains, quoted, regrettable, stated
from coach.scorers import answers
from coach.scorers.concern import weight
from coach.scorers.sign_off import Options as Styles
from coach.signals.situation import Situation

_CLOSING = "Kind regards,"
_VAGUE = 9  # words of an apology that can go whole for a better one


def sorry_lines(case: Case) -> list[str]:
    """Sentences that say what happened to the customer and that one is sorry, best first."""
    sorry = "I am sorry" if case.formal else "I'm sorry"
    found = [f"{sorry} that {clause}." for _, clause in regrets(case)]
    return [*found[:3], f"{sorry} about [what happened, in your own words]."]


def regrets(case: Case) -> list[tuple[str, str]]:
    """(matter, clause) of what happened to the customer; what names no thing ("it") comes last."""
    found = []
    for matter in case.matters:
        clause = stated(case.customer_text, matter)
        if clause and regrettable(clause):
            found.append((matter, clause))
    return sorted(found, key=lambda pair: pair[1].split()[0].rstrip("s'") in ("it", "this", "that"))


def acknowledged(case: Case) -> Iterator[Edit]:
    """A sentence for what happened, put first or in place of one that was pasted in."""
    marks = case.by_scorer("acknowledge", "empathy", "concern", "uptake")
    if not marks or "acknowledge" not in {case.criteria[m.criterion].scorer for m in marks}:
        return
    mark = case.by_scorer("acknowledge")[0]
    lines = sorry_lines(case)
    pasted = [case.sentence_of(m.start) for m in case.reading.phrases.get("non_apologies", ())]
    vague = [case.sentence_of(s) for s, _ in case.reading.acts.get("apology", ())]
    pasted += [span for span in vague if words_in(case.text[span[0] : span[1]]) <= _VAGUE]
    for line in lines:
        for start, end in dict.fromkeys(pasted):
            head = max(start, case.after_greeting)
            if head < end and not _holds_more(case, head, end):
                yield Edit(mark.criterion, head, end, line, "Names what you are sorry for.")
        if vague:  # one "sorry" is enough
            continue
        at = case.after_greeting
        new = joined(case.text[:at], line, opened(case.text[at:]))
        yield _inserted(case, mark.criterion, at, new, "Begins with what happened to them.")


def _holds_more(case: Case, start: int, end: int) -> bool:
    """Whether a sentence also asks for or promises something."""
    acts = ("next_step", "ask_details", "request_private", "handoff", "resolve")
    return any(start <= s < end for act in acts for s, _ in case.reading.working_acts.get(act, ()))


def taken_up(case: Case) -> Iterator[Edit]:
    """A sentence for each question nothing answers, then for each complaint nothing takes up."""
    marks = (
        case.by_scorer("concern") or case.by_scorer("answers") or case.by_scorer("responsiveness")
    )
    if not marks:
        return
    criterion = marks[0].criterion
    made = 0
    felt = [m for m, _ in regrets(case)] if case.by_scorer("acknowledge") else []
    for matter in sorted(case.matters, key=lambda m: not asks(m)):
        if matter in felt or _dealt_with(case, matter):
            continue
        for line in _about(case, matter):
            at = case.before_sign_off
            new = joined(case.text[:at], line, case.text[at:])
            yield _inserted(case, criterion, at, new, "Takes up what they also wrote.")
        made += 1
        if made == 3:
            break


def _dealt_with(case: Case, matter: str) -> bool:
    """Whether the reply answers a question, or takes up what is none."""
    if not asks(matter):
        return bool(weight(case.reading.takes_up(Text(matter))))
    turn = Turn(Speaker.CUSTOMER, f"{matter.rstrip('?.! ')}?")
    context = replace(case.reading.context, turns=(turn,))
    alone = replace(case.reading, draft=replace(case.reading.draft, context=context))
    value = answers.measure(alone, answers.Options()).value
    return value is None or value >= 1


def _about(case: Case, matter: str) -> list[str]:
    """Sentences that take up a question or a complaint; none for thanks and small talk."""
    words = quoted(matter)
    if asks(matter):
        if question := asked(matter):
            return [f"You asked {question}: [your answer]."]
        return [f'You asked "{words}": [your answer].'] if words else []
    if case.reading.situation is Situation.THANKS or not complains(matter):
        return []
    clause = stated(case.customer_text, matter)
    if clause and regrettable(clause):
        also = "also " if case.reading.taken_up else ""
        return [f"You {also}wrote that {clause}: [what you do about it]."]
    return [f'About "{words}": [what you do about it].'] if words else []


def next_step(case: Case) -> Iterator[Edit]:
    """What happens next, with the gaps only the agent can fill."""
    for mark in case.by_scorer("next_step"):
        will = "I will" if case.formal else "I'll"
        lines = [
            f"{will} write to you here by [time], even if there is no news yet."
            if mark.value
            else f"{will} [what you do] and write to you by [time].",
            f"{will} [what you do] and write to you by [time].",
        ]
        for line in dict.fromkeys(lines):
            at = case.before_sign_off
            new = joined(case.text[:at], line, case.text[at:])
            yield _inserted(case, mark.criterion, at, new, "Says what happens next.")


def thanked(case: Case) -> Iterator[Edit]:
    """Plain thanks where a review asks for it."""
    for mark in case.by_scorer("acts"):
        if mark.criterion != "thanks":
            continue
        at = case.after_greeting
        new = joined(case.text[:at], "Thanks for the review.", opened(case.text[at:]))
        yield _inserted(case, mark.criterion, at, new, "Thanks them once, plainly.")


def named(case: Case) -> Iterator[Edit]:
    """A greeting with the customer's name, instead of one without."""
    marks = case.by_scorer("personal_touch", "right_name") + [
        m for m in case.by_scorer("acts") if m.criterion == "greeting"
    ]
    if not marks or not case.name:
        return
    mark = marks[0]
    end = "\n\n" if case.formal else " "
    word = "Dear" if case.formal else "Hi"
    found = greetings(case.text)
    if found and found[0][0] < 40:
        start = found[0][0]
        stop = case.after_greeting
        gap = "\n\n" if "\n" in case.text[found[0][1] : stop] else end
        new = case.text[:start] + f"{word} {case.name},{gap}" + _capital(case, stop, gap)
    else:
        start = case.after_greeting
        new = case.text[:start] + f"{word} {case.name},{end}" + case.text[start:]
    yield _inserted(case, mark.criterion, start, new, "Speaks to them by name.")


def lacking(case: Case) -> Iterator[Edit]:
    """Sentences for what some marks miss (list ``missing`` of corpora/lexicons/repairs.yaml)."""
    for name, entry in lexicon("repairs")["missing"].items():
        if name not in case.short or ("{team}" in entry["say"] and not case.team):
            continue
        line = str(entry["say"]).replace("{team}", case.team)
        at = case.before_sign_off if entry["place"] == "last" else case.after_greeting
        new = joined(case.text[:at], line, opened(case.text[at:]))
        yield _inserted(case, name, at, new, "Says what is still missing.")


def _capital(case: Case, at: int, gap: str) -> str:
    return opened(case.text[at:]) if "\n" in gap else case.text[at:]


def signed(case: Case) -> Iterator[Edit]:
    """The agent's own signature in the form the channel has."""
    for mark in case.by_scorer("sign_off"):
        if not case.signer:
            return
        options = case.criteria[mark.criterion].options
        styles = options.styles if isinstance(options, Styles) else ("initials", "name")
        names = case.signer.split()
        initials = "".join(n[0] for n in names).upper()[:3]
        base = case.text.rstrip()
        for fault in case.faults(mark):
            if fault.end >= len(base) - 1:
                base = case.text[: fault.start].rstrip()
        if "initials" in styles:
            tail = f" ^{initials if len(initials) > 1 else names[0].title()}"
        elif "closing" in styles and case.formal:
            tail = f"\n\n{_CLOSING}\n{case.signer}"
        else:
            tail = f" – {names[0]}"
        yield _inserted(
            case, mark.criterion, len(base), base + tail, "Signs it as this channel does."
        )


def _inserted(case: Case, criterion: str, at: int, new: str, message: str) -> Edit:
    """The edit that makes a new text, at a place where the two begin to differ."""
    old = case.text
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    start = min(start, at)
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Edit(criterion, start, len(old) - end, new[start : len(new) - end], message)
