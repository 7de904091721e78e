"""Examples for the criteria of a starter, each measured before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from coach.files.wording import quoted, visible
from coach.model.finding import Measurement
from coach.model.problem import CoachError
from coach.model.rubric import Band
from coach.model.thread import Context, Draft
from coach.scorers import phrases, register
from coach.signals.reading import Reading

_LONGEST = 400  # characters of a phrase
_GREETED = ("Hi Ann, {}.", "Ann: {}", "{}")
# From slang to a legal letter, so that every band of some width holds one and leaves one out.
_BY_FORMALITY = (
    "lol yeah no worries, gonna sort that for ya now",
    "Yeah, sorry about that! Gonna check it right now, hang on.",
    "Hi Sam, thanks! I'll check it now and let you know by 5.",
    "Hi Sam, I've sent a new card today, so you'll have it on Friday.",
    "I have checked your order, and the new card will reach you on Friday.",
    "Hi Sam, I have sent a new card today and you should have it by Friday.",
    "Your replacement card has been issued today and will be delivered on Friday.",
    "Following a review of your account, a replacement card has been issued and will be delivered "
    "on Friday.",
    "We hereby acknowledge receipt of the correspondence concerning the outstanding amount, which "
    "remains subject to the agreement.",
    "We hereby acknowledge receipt of the aforementioned correspondence concerning the matter of "
    "the outstanding amount, the settlement of which remains subject to the provisions of the "
    "contractual agreement.",
)
_INNOCENT = (
    "Hi Ann, your new card is in the post today.",
    "It works again since noon, thank you for waiting.",
    "Fixed.",
    "Done!",
)
_NOTATION = re.compile(r"[()|?=<>]|\.\.\.|\b_\b")
_STAND_INS = {
    "<num>": "12",
    "<url>": "https://example.com",
    "<email>": "jo@mail.example",
    "<phone>": "020 7946 0018",
    "<mention>": "@jo",
    "<time>": "5pm",
    "<name>": "Jo",
    "<emoji>": "\U0001f642",
    "_": "it",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A reply with the words a finding points at; None where that is not to be checked."""

    reply: str
    spans: tuple[str, ...] | None = None


def check_phrase(phrase: str) -> str:
    """The phrase, when it can be looked for. Raises CoachError with what is wrong with it."""
    if len(phrase) > _LONGEST:
        raise CoachError(f"a phrase has at most {_LONGEST} characters; give a shorter one")
    for _, fault in phrases.Options.check(phrases.Options(phrases=(phrase,))):
        raise CoachError(f"{visible(fault, _LONGEST)}; write it in words")
    saying(phrase)
    return phrase


def saying(phrase: str) -> Sample:
    """A reply that says the phrase. Raises CoachError when none can be made."""
    options = phrases.Options(phrases=(phrase,))
    literal, spelt = phrase.strip(), _spelt_out(phrase)
    for words in (spelt, literal) if _NOTATION.search(phrase) else (literal,):
        for frame in _GREETED:
            reply = frame.format(words)
            found = phrases.measure(_reading(reply), options)
            if found.value and reply.strip():
                return Sample(reply, _words(reply, found))
    message = f"no example can be made of the phrase {quoted(phrase)}"
    raise CoachError(f"{message}; leave out what is no word, and words such as 'not' before it")


def silent_on(listed: Sequence[str]) -> Sample:
    """A reply that says none of the phrases. Raises CoachError when coach knows none."""
    options = phrases.Options(phrases=tuple(listed), negated="keep")
    for reply in _INNOCENT:
        if not phrases.measure(_reading(reply), options).value:
            return Sample(reply, ())
    shown = ", ".join(map(quoted, listed))
    raise CoachError(f"every reply says one of {shown}; use longer phrases")


def in_register(low: float, high: float, bands: Iterable[Band]) -> tuple[Sample, Sample]:
    """A reply with the highest score of the bands and one with the lowest.

    low, high: the band of formality, -3 to 3. Raises CoachError when no reply of ours gets one.
    """
    every = tuple(bands)
    highest, lowest = max(b.score for b in every), min(b.score for b in every)
    found: dict[int, Sample] = {}
    for reply, formality in _formality():
        value = max(0.0, formality - high) + min(0.0, formality - low)
        band = next((band for band in every if band.holds(value)), None)
        if band is not None:
            found.setdefault(band.score, Sample(reply))
    if highest not in found or lowest not in found:
        message = f"the register {low:g},{high:g} leaves no reply inside it or none far outside"
        raise CoachError(f"{message}; choose a band about 1 to 3 wide between -3 and 3")
    return found[highest], found[lowest]


def check_register(low: float, high: float) -> None:
    """Raises CoachError when the two numbers make no band of formality."""
    if not -3 <= low < high <= 3:
        raise CoachError(
            f"the register {low:g},{high:g} is no band; give the lower number first, "
            "both from -3 (slang) to 3 (legal letter)"
        )


def default_register_bands() -> tuple[Band, ...]:
    """The bands a register criterion of one's own starts with."""
    return (Band(2, -0.001, 0.001), Band(1, -0.4, 0.4), Band(0))


@cache
def _formality() -> tuple[tuple[str, float], ...]:
    """Our replies with their formality; those in the middle first, as they read best."""
    wide = register.Options(low=-0.0001, high=0.0001)
    values = [(r, register.measure(_reading(r), wide).value or 0.0) for r in _BY_FORMALITY]
    return tuple(sorted(values, key=lambda pair: abs(pair[1] + 0.5)))


def _spelt_out(wording: str) -> str:
    """Words that a wording finds: the first of several, nothing for a gap, a stand-in for a kind."""
    text, before = wording, ""
    while text != before:
        before = text
        text = re.sub(r"\(([^()|]*)(?:\|[^()]*)?\)\??", r" \1 ", text)
    words = text.partition("|")[0].split()
    plain = [_STAND_INS.get(word.rstrip("?"), word.rstrip("?").lstrip("=")) for word in words]
    return " ".join(word for word in plain if not word.startswith("..."))


def _reading(reply: str) -> Reading:
    return Reading(Draft("starter", reply, Context()), None)


def _words(reply: str, found: Measurement) -> tuple[str, ...]:
    return tuple(reply[finding.start : finding.end] for finding in found.findings)
