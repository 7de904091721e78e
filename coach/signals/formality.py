"""Formality of a text: -3 very informal, 0 neither, 3 very formal.

Mean rating of five people on the scale of Pavlick and Tetreault, "An empirical analysis of
formality in online communication" (TACL 2016), estimated by a linear model of words, neighbouring
words, character n-grams and the surface measures below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p, sqrt

from coach.language.text import Text
from coach.signals.bounds import within
from coach.signals.joint import FORMALITY, sums
from coach.signals.linear import Counts, cases, keys_of, load, moving, shouts, stream, weighed
from coach.signals.term import Term

_LISTS = {
    "me": "i me my mine myself",
    "you": "you your yours yourself",
    "we": "we us our ours let",
    "slang": "yeah yep yup nope nah ok okay lol lmao haha hahaha hehe wow omg btw imo imho gonna "
    "wanna gotta kinda sorta dunno hey hi hiya dude guy guys man bro mate buddy folks cool awesome "
    "stuff crap damn hell shit fuck ass suck sucks dumb stupid crazy weird huge super "
    "pretty totally "
    "really just like got get gets getting lot lots bit anyway anyways oh ah um uh well heh hmm "
    "yay oops yikes cheers ta tho thru cuz r y n 2 4 b c ya em ain idk tbh thing things kid "
    "kids mom dad big nice",
    "connective": "however therefore furthermore moreover thus hence consequently nevertheless "
    "additionally accordingly although whereas whether regarding concerning pursuant upon within "
    "which whose whom such further respectively subsequently prior ensure provide require receive "
    "request inform assist sincerely regards kindly dear",
    "article": "the a an this these that those",
    "preposition": "of in by for with from to at on into between among under during against "
    "through after before",
    "pronoun": "he she it they him them his its their",
    "be": "is are was were be been being has have had",
    "negative": "not no never nothing",
    "exclamation": "! !!",
    "question": "? ??",
    "shouting": "?? !!",
    "dots": "...",
    "comma": ",",
    "semicolon": "; :",
    "bracket": "( )",
    "quote": '" “ ”',
    "dash": "- – —",
    "number": "<num>",
}
_SHAPES = ("nominal", "adverb", "past", "smile", "contracted", "names")
_RATES = (*_LISTS, *_SHAPES)
_WHOLE = (
    "words", "sentences", "sentence_length", "word_length", "long", "very_long", "short",
    "no_capital", "no_stop", "small_i", "shout", "elongated", "fragment",
)  # fmt: skip
MEASURES = (*_RATES, *_WHOLE)
_NOMINAL = re.compile(r"(?:tions?|ments?|it(?:y|ies)|[ae]nce|ness|ism|ship|sions?)$")
_LONG = re.compile(r"([A-Za-z])\1\1")
# Begins with the apostrophe, which is found fast; the letter before it is looked at afterwards.
_JOINED = re.compile(r"'(?<=\w.)(?:s|m|re|ve|ll|d|t)\b", re.IGNORECASE)
_NAME = b"a A"  # as ``cases`` writes a capital within a sentence
# Positions of the counts that are no rate, behind those of the rates.
_SIZE = len(_RATES)
_WORD, _SEVEN, _TEN, _THREE = _SIZE, _SIZE + 1, _SIZE + 2, _SIZE + 3


def _shape(key: str) -> list[int]:
    """The counts a token adds to because of its form."""
    if not key[0].isalpha():
        return [_RATES.index("smile")] if len(key) > 1 and key[0] not in "<@#.!?0123456789" else []
    found = [_WORD]
    if len(key) > 6:
        found.append(_SEVEN)
    if len(key) > 9:
        found.append(_TEN)
    if len(key) < 4:
        found.append(_THREE)
    if len(key) > 5 and _NOMINAL.search(key):
        found.append(_RATES.index("nominal"))
    if key.endswith("ly"):
        found.append(_RATES.index("adverb"))
    if key.endswith("ed"):
        found.append(_RATES.index("past"))
    return found


COUNTS = Counts(_LISTS.values(), _shape)


def measures(text: Text, keys: list[str]) -> list[float]:
    """The surface measures: rates as counts (3 at most) by the root of the words, then shape."""
    raw = text.raw
    out = COUNTS.count(keys, _SIZE + 4)
    if "'" in raw or "’" in raw:
        out[_SIZE - 2] = _joined(raw)
    out[_SIZE - 1] = cases(text).count(_NAME)
    words, seven, ten, three = out[_SIZE:]
    n = words or 1
    scale = 1 / sqrt(n)
    rates, most = [0.0, scale, 2 * scale], 3 * scale
    sentences = len(text.sentences) or 1
    stripped = raw.strip()
    return [
        *[rates[count] if count < 3 else most for count in out[:_SIZE]],
        log1p(words), log1p(sentences), log1p(words / sentences),
        len("".join(keys)) / n, seven / n, ten / n, three / n,
        float(stripped[:1].islower()), float(stripped[-1:].isalnum()),
        float(" i " in raw or raw.startswith("i ")),
        len(shouts(text)) / n, float(_elongated(text)), float(words < 5),
    ]  # fmt: skip


def _joined(raw: str) -> int:
    """How many contractions there are; of two on end ("I'd've") the first."""
    raw = raw.replace("’", "'")
    count, last, at = 0, -1, raw.find("'")
    while at >= 0:
        found = _JOINED.match(raw, at)
        if found and at != last:
            count += 1
            last = found.end()
        at = raw.find("'", at + 1)
    return count


def _elongated(text: Text) -> bool:
    """Whether a letter stands three times on end; only a word that was folded can have it."""
    raw = text.raw
    signs = raw.encode("latin-1", "replace")
    whole = int.from_bytes(signs, "big")
    # Each sign with the one before it: alike they give 0, and three of them 0 twice.
    if b"\0\0" not in (whole ^ whole >> 8).to_bytes(len(signs), "big"):
        return False
    folded = [w for w in text.words if len(w[2]) != w[1] - w[0]]
    return any(_LONG.search(raw, w[0], w[1]) is not None for w in folded)


def value(text: Text) -> float:
    """The formality of a text, -3 to 3; 0 for a text without words."""
    dense = measures(text, keys_of(text))
    if not dense[_WORD]:
        return 0.0
    model = load("formality")
    found: float = model.bias + sums(text)[FORMALITY] + weighed(model.dense, dense)
    return within(found, -3.0, 3.0)


def shares(text: Text) -> Sequence[float]:
    """What each token adds to the formality, its own part of the surface measures included."""
    read = stream(text)
    model = load("formality")
    dense = measures(text, read.keys)
    return model.shares(read, COUNTS, dense[:_SIZE])


def terms(text: Text) -> tuple[Term, ...]:
    """The words that moved the formality most, up (formal) and down."""
    return moving(stream(text), shares(text))
