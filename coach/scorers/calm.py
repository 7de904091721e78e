"""Stays calm on the page: no exclamation marks, emoji, smileys or hashtags.

Why: where somebody is hurt or a company is accused, marks of cheer and noise read as not caring.
Source: house rule for crises; Riordan, Kreuz 2010, Cues in computer-mediated communication (marks of
excitement carry emotion); WHO 2011, Psychological first aid (speak calmly).

The value is the number of places with such marks; "!!!" is one place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from coach.language.text import Word
from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, quote
from coach.signals.reading import Reading

Kind = Literal["exclamation", "emoji", "hashtag"]
_LOUD = re.compile(r"[!¡！]+(?!=)")
_SAID: dict[Kind, str] = {
    "exclamation": "is loud here; end with a full stop",
    "emoji": "makes light of it; leave it out",
    "hashtag": "calls an audience; leave it out",
}


@dataclass(frozen=True, slots=True)
class Options:
    """kinds: which marks count: exclamation, emoji (smileys too), hashtag."""

    kinds: tuple[Kind, ...] = ("exclamation", "emoji", "hashtag")


def measure(reading: Reading, options: Options) -> Measurement:
    """The number of places with marks of the kinds asked for."""
    raw = reading.reply.raw
    found: list[tuple[int, int, Kind]] = [
        (word.start, word.end, "hashtag" if word.kind == "hashtag" else "emoji")
        for word in reading.reply.words
        if word.kind in ("emoji", "smile") or _is_tag(word)
    ]
    found += [(m.start(), m.end(), "exclamation") for m in _LOUD.finditer(raw)]
    findings = [
        fault(start, end, f"{quote(raw, start, end)} {_SAID[kind]}.")
        for start, end, kind in sorted(found)
        if kind in options.kinds
    ]
    return Measurement(float(len(findings)), tuple(findings)) if findings else NOTHING


def _is_tag(word: Word) -> bool:
    """Whether it is a hashtag; "#1" is a number."""
    return word.kind == "hashtag" and not word.norm.lstrip("#").isdecimal()
