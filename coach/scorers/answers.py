"""Answers what was asked.

Why: a question left standing brings the customer back, angrier. Source: Ordenes et al. 2019,
Cutting through content clutter; Einwiller, Steilen 2015, Handling complaints on social network sites.

The value runs from 0 to 1, the mean over the questions: 1 when the reply gives the kind of answer a
question asks for (when: a time; how: steps; where: a place or link; yes or no), 0.5 when it moves the
question on (asks for what it needs, hands it to a named place, says how it usually is), 0 when it passes
it by; what only lets the customer wait moves nothing. Of numbered
questions each counts, and a move counts only where it takes up their words; else the last two count. A
question in return answers nothing: it moves the matter on at best; nor does a shrug ("no idea").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coach.language.acts import touches
from coach.language.case_blind import CaseBlind
from coach.language.text import Text
from coach.model.finding import Measurement
from coach.scorers.evidence import any_in, credit, home_of, missing, quote, quoted
from coach.scorers.firmness import general_spans, hollow, idle_spans, waiting_spans
from coach.signals.reading import Reading, Span
from coach.signals.situation import Situation

_KINDS = (
    ("when", re.compile(r"\b(when|what time|how long|how soon|which day|what day|eta|by when)\b", re.I)),
    ("price", re.compile(r"\b(how much|what.{0,12}(cost|price|fee)|refund|compensat)", re.I)),
    ("where", re.compile(r"\b(where|which (store|branch|link|page|number)|address)\b", re.I)),
    ("how", re.compile(r"\b(how (do|can|to|would|should|am|come)|what (do|should|can) i do|what now"
                       r"|any idea)\b", re.I)),
    ("why", re.compile(r"\b(why|how come|what('s| is) (going on|wrong|the (reason|point|problem"
                       r"|issue)))\b", re.I)),
    ("who", re.compile(r"\b(who|which (team|department|person))\b", re.I)),
)  # fmt: skip
_GIVES = {
    "when": ("time_commitment",),
    "price": ("compensate", "resolve", "explain"),
    "where": ("give_link", "explain", "next_step"),
    "how": ("next_step", "give_link", "explain", "resolve"),
    "why": ("explain",),
    "who": ("handoff", "explain", "take_ownership"),
    "whether": ("explain", "resolve", "next_step", "time_commitment", "compensate"),
}
_MOVES_ON = (
    "ask_details", "request_private", "handoff", "take_ownership", "give_link", "next_step",
    "explain", "resolve", "time_commitment",
)  # fmt: skip
_PROMISES = ("next_step", "take_ownership", "handoff")
_SAID = (
    r"(?:yes|no|yep|yeah|nope|correct|that's right|absolutely|certainly|of course|not yet)\b"
    r"(?=\s*[,.!:;\n-]|\s+(?:we|it|you|i|there|they|that)\b)"
)
_YES_NO = re.compile(r"(?:^|[.!?\n,:]\s*|\b(?:hi|hey|hello)\s+\w+\W+)(?:@\w+\s+)*" + _SAID, re.I)
_YES_OR_NO = CaseBlind(r"\b" + _SAID)  # wherever it stands
_TIME = re.compile(
    r"\b(\d{1,2}[:.]\d\d|\d{1,2}\s?(?:am|pm|h\b)|noon|midnight|midday|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"today|the day|tonight|tomorrow|"
    r"(?:by|before|afore|until|till|from|at|after)\s\d{1,2}(?![\w/%£$€]|[.,]\d)|"
    r"(?:this|next|on|by|in)\s(?:week|month|spring|summer|autumn|winter|january|february|march|"
    r"april|may|june|july|august|september|october|november|december)|\d+(?:-\d+)?\s(?:business |working )?"
    r"(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?))\b",
    re.I,
)
_MONEY = re.compile(r"[$€£₹]\s?\d|\d\s?(?:%|p\b|usd|eur|gbp|euros?|pounds?|dollars?)", re.I)

_NUMBERED = re.compile(r"(?<![\w.,:/-])\(?\d[.)](?=\s)")
_DIGIT_MARKED = re.compile(r"\d[.)]\s")  # quick, and nearly never there
_MOST = 8  # numbered questions looked at
_NO_IDEA = r"(?:no idea|not a clue|no clue|dunno|beats me|who knows)"
_SHRUG = re.compile(rf"\b{_NO_IDEA}\b", re.I)
_SHRUGS = CaseBlind(_NO_IDEA)
_OWN_CASE = (Situation.COMPLAINT, Situation.DANGER)
_SHAPES = {"price": _MONEY, "when": _TIME, "whether": _YES_NO}


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


@lru_cache(maxsize=256)
def question_kind(question: str) -> str:
    """The kind of answer a question asks for."""
    for kind, pattern in _KINDS:
        if pattern.search(question):
            return kind
    return "whether"


def measure(reading: Reading, options: Options) -> Measurement:
    """How far the customer's questions are answered."""
    customer = reading.customer
    if customer is None or not reading.questions:
        return Measurement(None, reason="the customer asks nothing")
    counted = _counted(customer.raw, reading.questions)
    # The last two questions are what the customer waits for; rhetoric tends to come first. Who
    # numbers them waits for an answer to each.
    asked = counted or reading.questions[-2:]
    best, findings = 0.0, []
    for part in asked:
        question = customer.raw[part[0] : part[1]]
        value, span = _answer(reading, customer, part)
        if counted and value < 1.0 and not reading.takes_up(customer, part):
            value, span = 0.0, None
        best += value / len(asked)
        if span and value == 1.0:
            words = quote(reading.reply.raw, *span)
            findings.append(credit(*span, f"{words} answers {quoted(question.strip())}."))
        elif span:
            words = quote(reading.reply.raw, *span)
            findings.append(credit(*span, f"{words} moves the question on."))
        else:
            findings.append(
                missing(len(reading.reply.raw), f"{quoted(question.strip())} stays open.")
            )
    return Measurement(best, tuple(findings))


def _counted(raw: str, questions: list[Span]) -> list[Span]:
    """The questions of a customer who numbers them, on lines of their own or in one sentence."""
    if _DIGIT_MARKED.search(raw) is None:
        return []
    marks = [m.start() for m in _NUMBERED.finditer(raw)]
    if len(marks) < 2:
        return []
    found = []
    for mark, following in zip(marks, [*marks[1:], len(raw)], strict=True):
        line = raw.find("\n", mark)
        end = min(following, line if line > 0 else following)
        if any(start < end and mark < stop for start, stop in questions):
            found.append((mark, end))
    return found[:_MOST] if len(found) > 1 else []


def _answer(reading: Reading, customer: Text, part: Span) -> tuple[float, Span | None]:
    """How far one question is answered, and by which words."""
    kind = question_kind(customer.raw[part[0] : part[1]])
    acts = reading.working_acts
    raw = reading.reply.raw
    shape = _SHAPES.get(kind)
    sentences = reading.reply.sentences
    asked = [s for s in sentences if "?" in raw[max(s[0], s[1] - 3) : s[1]]] if "?" in raw else []
    own = _own_case(reading)
    nothing = [*idle_spans(reading), *(waiting_spans(reading) if own else ())]
    # Who asks how things are is told how they usually are; who complains asks about their own case.
    general = general_spans(reading, spoken=kind == "when") if own else []
    loose = [*general, *nothing]
    if shape is not None and (kind != "whether" or _YES_OR_NO.search(raw)):
        for found in shape.finditer(raw):
            if touches(found.span(), loose) or (
                kind == "whether" and _others(reading, found.end(), part)
            ):
                continue
            if kind == "whether" or not _inside(found.start(), raw, asked):
                return 1.0, found.span()
    given = [act for act in _GIVES[kind] if act in acts]
    about = [t.start for t in reading.takes_up(customer, part)] if given else []
    shrugs = bool(given) and _SHRUGS.search(raw) is not None
    for act in given:
        for start, end in acts[act]:
            if _inside(start, raw, asked):
                continue
            # An explanation answers only when it is about what was asked.
            home = home_of(sentences, start)
            sentence = (start, end) if home < 0 else sentences[home]
            if (shrugs and _SHRUG.search(raw, *sentence)) or touches((start, end), loose):
                continue
            if act in _PROMISES and hollow(reading, (start, end)):
                continue
            if any_in(about, *sentence):
                return 1.0, (start, end)
    for act in _MOVES_ON:
        for span in acts.get(act, ()):
            if touches(span, nothing) or (act == "explain" and _others(reading, span[1], part)):
                continue
            return 0.5, span
    return 0.0, None


def _own_case(reading: Reading) -> bool:
    return reading.situation in _OWN_CASE


def _others(reading: Reading, end: int, part: Span) -> bool:
    """Whether what ends at a place goes with another question: its sentence takes up that one's words
    and none of this one's."""
    customer = reading.customer
    if customer is None or len(reading.questions) < 2:
        return False
    sentence = next((s for s in reading.reply.sentences if s[0] < end <= s[1]), (end, end))

    def met(question: Span) -> bool:
        taken = reading.takes_up(customer, question)
        return any(sentence[0] <= t.start < sentence[1] for t in taken)

    return not met(part) and any(met(other) for other in reading.questions if other != part)


def _inside(at: int, raw: str, questions: list[Span]) -> bool:
    """Whether a place stands in a question and not in a statement before it: "We don't, do you?"."""
    return any(s <= at < e and "," not in raw[at:e] for s, e in questions)
