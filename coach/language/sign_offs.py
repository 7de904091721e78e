"""Greetings, sign-offs and links: how a post opens, who signs it, and what it points to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from coach.language.text import Text


class SignOff(NamedTuple):
    """Who signs, or a closing wish. style: initials, name, role, closing, wish."""

    start: int
    end: int
    style: str


# Capitals of the Latin alphabets: names are signed in all of them.
_UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ]"
# What may follow a signature to the end of its line: a link, a page counter, emoji, closing marks.
_TAIL = (
    r"(?:\s|[)\]\"'.!]|\(?\d\s?(?:/|of)\s?\d\)?|\d|https?://\S+"
    r"|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f])*(?=\n|\Z)"
)
_MARKED = re.compile(r"[\^*~/–—-]-?\s?([^\W\d_][\w'’.]*(?:[\s-]" + _UPPER + r"[\w'’]*)?)" + _TAIL)
_CLOSING = re.compile(
    r"\b((?:(?:kind(?:est)?|best|warm(?:est)?|many|with kind)\s+)?(?:regards|rgds|wishes)"
    r"|(?:yours\s+)?(?:sincerely|faithfully|truly)|cheers|all the best|take care|many thanks"
    r"|thanks|best|ty)"
    r"(?:\s+(?:from|again))?\s*[,.!\-–—:]*\s*"
    r"((?-i:" + _UPPER + r"[\w'’]*(?:[\s-]" + _UPPER + r"[\w'’]*)?))?" + _TAIL, re.I)  # fmt: skip
_CLOSERS = tuple("regards rgds wishes erely fully truly cheers care best hanks ty".split())
_NAME = re.compile(
    r"(?<=[.!?)…\n])\s*("
    + _UPPER
    + r"[^\W\d_][^\W\d_'’-]{0,13}(?:[\s-]"
    + _UPPER
    + r"[^\W\d_]*\.?)?(?:,\s"
    + _UPPER
    + r"\w+(?:\s"
    + _UPPER
    + r"\w+)?)?)"
    + _TAIL
)
_ROLE = re.compile(
    r"(?:^|(?<=\n))\s*[-–—]?\s*(" + _UPPER + r"[\w'’]+(?:[\s-]" + _UPPER + r"[\w'’]+)?\s*"
    r"(?:,|\||-|–|\(|\bfrom\b"
    r"|\bat\b|\bof\b)\s*"
    r"[^\n.!?]{0,40}(?:team|support|care|manager|staff|service|services|help|relations|"
    r"desk|community|specialist|lead|developer|engineer)[^\n.!?]{0,40})\s*(?=\n|\Z)")  # fmt: skip
# A name and a place or part of the house: on a line of its own or after a dash in any words ("- Bea,
# front of house at the Lantern"), after a sentence in capitals ("Ana at Plodwell").
_TITLED = re.compile(
    r"(?:(?:^|(?<=\n))\s*[-–—^~]?|(?<=[.!?)…\s])[-–—^~])\s?("
    + _UPPER
    + r"[\w'’]+(?:[\s-]"
    + _UPPER
    + r"[\w'’]+)?(?:,|\s(?:at|from|of|with|in))\s(?:[\w'’&]+[\s-]){0,6}[\w'’&]+)"
    + _TAIL
)
_PLACED = re.compile(
    r"(?<=[.!?)…])\s+("
    + _UPPER
    + r"[\w'’]+(?:,|\s(?:at|from|of))\s(?:the\s)?"
    + _UPPER
    + r"[\w'’&]*"
    r"(?:\s(?:of\s|the\s|&\s|and\s)?" + _UPPER + r"[\w'’&]*){0,4})" + _TAIL
)
# A clause that talks is no signature: "Meanwhile, the shop is open".
_TALK = frozenset(
    "i we you they he she it is are was were be been am will would can could shall should may might "
    "must do does did have has had please your our this monday tuesday wednesday thursday friday "
    "saturday sunday that these those if when not no don't i'm we're "
    "i'll we'll it's that's you're".split()
)
_WISH = re.compile(
    r"\b((?:have (?:a|an) (?:\w+ ){0,2}(?:day|night|evening|weekend|morning|afternoon|one"
    r"|flight|trip|week|"
    r"time|christmas|holiday)|enjoy (?:your|the|it)(?: \w+){0,3}|(?:(?<!to )see you"
    r"|look(?:ing)? forward to)(?: \w+){1,6}|take care"
    r"|(?:hope|wish(?:ing)?) you (?:\w+ ){0,3}(?:day|night|evening|weekend|week|trip|flight)"
    r"|safe travels"
    r"|happy \w+ing|best of luck[^.!?\n]{0,30}|get well soon))\b", re.I)  # fmt: skip
_WISHES = tuple(
    "have a,enjoy,see you,forward to,care,hope you,wish,safe tr,happy ,luck,well soon".split(",")
)
# What goes on after a greeting and is no name: "Hi Ruth, I've looked", "Hello, Please call".
_NO_NAME = (
    r"(?!(?:i|we|you|they|he|she|it|this|that|there|the|your|our|my|please|pls|plz|kindly|sorry|thanks"
    r"|thank|apologies|unfortunately|can|could|would|do|did|does|is|are|have|has|what|which|when|where"
    r"|how|why|if|as|to|just|yes|no|dm|in|at|on|for|not|so)(?![\w-]))"
)
_GREETING = re.compile(
    r"(?:\s*[@＠]\w+,?)*\s*((?:hi+ya|hi+|hello|hey+a?|dear|greetings|howdy|g'?day|"
    r"good\s(?:morning|afternoon|evening|day)|morning|afternoon|evening|aloha|hola|welcome back"
    r"|yo)\b"
    r"(?:[ \t,]+(?:there|all|everyone|everybody|folks|again|team|both|sir|madam|ma'am|valued"
    r"|customer|user|guest|passenger|client|member|friend|traveller|resident|@\w+"
    r"|mr|mrs|ms|miss|dr|" + _NO_NAME + r"(?-i:" + _UPPER + r"[\w'’.-]*))\b)*)", re.I)  # fmt: skip
# Grouped (0345 810 1010, 1-800-379-6453, +44 20 7946 0000, 1-800-GO-FEDEX) or a bare UK number.
_PHONE = re.compile(
    r"(?=[-+.( \d])(?:(?<![\w@#/.:=$£€-])(?:(?:\+\d{1,3}|1)[-. ]?)?(?:\(0?\d{2,4}\) ?"
    r"|\d{2,5}[-. ])\d{3,4}[-. ]?\d{3,4}(?![\w/])"
    r"|(?<![\w@#/.:=-])1?[-. ]?8(?:00|33|44|55|66|77|88)[-. ][A-Z\d][A-Z\d-]{5,10}\b"
    r"|(?<![\w@#/.:=-])0[1-9]\d{8,9}\b|\+\d{10,13}\b)"
)
_NO_TIME = r"(?![\w/:.-]|\s?(?:am|pm|days|hours|min))"
_SHORT_CODE = re.compile(
    r"\b(?=[cdhnprt])(?:call(?:ing)?|dial(?:ing)?|ring|phone"
    r"|(?:call|ring|phone|contact|reach|text) (?:us|\w+) (?:on|at|to)"
    r"|text(?:ing)? \w+ to|number(?: is)?|helpline|hotline|toll free)\s*(?:on |at |us on "
    r"|us at |to )?:?\s*"
    rf"(\*?\d{{3,6}}#?|\+?\d{{7,13}}){_NO_TIME}", re.I)  # fmt: skip
# What stands where any does, from the last letter before it.
_CODE = re.compile(rf"[eglnorst][\s:]*[*+]?\d{{3,13}}#?{_NO_TIME}", re.I)
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
_REACHING = ("call", "dial", "ring", "phon", "contact", "reach", "text", "number", "line", "toll")
# No phone number is without nine such characters in a row, save those with letters.
_RUN = re.compile(r"[+(\d][\d ().+-]{8}")
_BEFORE = 80  # characters before a short code in which it is said to be one
_REACH = 100  # characters at the end of a line in which it is signed
_NOT_NAMES = frozenset(
    (
        "thanks thank sorry dm please yes no ok okay sure great cheers hi hello done this that it "
        "we i you the a an here our your ty regards best good nice enjoy us uk usa pst est gmt am "
        "pm ref"
    ).split()
)


@lru_cache(maxsize=32)
def sign_offs(text: str) -> list[SignOff]:
    """Every sign-off of a text, post by post; line ends separate posts and signature lines."""
    found: list[SignOff] = []
    last = len(text.rstrip())
    listed = text.count("\n- ") + text.startswith("- ") > 1
    for start, end in _lines(text):
        if not end - start > _REACH:
            for match in _ROLE.finditer(text, start, end):
                found.append(SignOff(match.start(1), match.end(1), "role"))
        tail = max(start, end - _REACH)
        if end == last and not listed:
            for pattern in (_TITLED, _PLACED):
                for match in pattern.finditer(text, tail, end):
                    said = match.group(1).lower().replace(",", "").replace("’", "'").split()
                    known = said[0] in _NOT_NAMES or not _TALK.isdisjoint(said)
                    if match.start(1) and not known and not _covered(found, match.start(1)):
                        found.append(SignOff(*match.span(1), "role"))
        for match in _MARKED.finditer(text, tail, end):
            before = text[match.start() - 1] if match.start() else " "
            path = match.group()[0] == "/" and match.group()[1].islower()
            taken = _covered(found, match.start(1)) or (listed and match.start() <= start)
            if (before.isspace() or before in ".!?)") and not path and not taken:
                found.append(SignOff(match.start(), match.end(1), _style(match.group(1), "name")))
                break
        low = text[tail:end].lower()
        if any(map(low.__contains__, _CLOSERS)):
            found += _closings(text, tail, end)
        for match in _NAME.finditer(text, tail, end):
            known = match.group(1).split()[0].rstrip(",").lower() in _NOT_NAMES
            if not known and not _covered(found, match.start(1)):
                found.append(SignOff(*match.span(1), _style(match.group(1), "name")))
    low = text.lower()
    if any(map(low.__contains__, _WISHES)):
        for match in _WISH.finditer(text):
            if not _covered(found, match.start(1)):
                found.append(SignOff(*match.span(1), "wish"))
    return sorted(set(found))


def _closings(text: str, start: int, end: int) -> list[SignOff]:
    found = []
    if end - start < 30:  # a closing on a line of its own: the name is on the next
        following = text.find("\n", end + 1)
        end = following if following > 0 else len(text)
    for match in _CLOSING.finditer(text, start, end):
        said = match.group(1).lower()
        last = match.end() >= len(text) and said == "cheers"
        if match.group(2) or last or said not in ("thanks", "ty", "best", "cheers"):
            last_group = 2 if match.group(2) else 1
            # "Cheers, Jo" signs with a name; it is no formal closing.
            style = "name" if said in ("thanks", "ty", "best", "cheers") else "closing"
            found.append(SignOff(match.start(), match.end(last_group), style))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    if "\n" not in text:
        return [(0, len(text))]
    found = []
    start = 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


@lru_cache(maxsize=32)
def greetings(text: str) -> list[tuple[int, int]]:
    """Opening salutations with the name that follows, as half-open offsets."""
    return [m.span(1) for start, _ in _lines(text) if (m := _GREETING.match(text, start))]


def links(text: Text) -> list[tuple[int, int]]:
    """URLs, e-mail addresses and phone numbers given for use."""
    found: list[tuple[int, int]] = []
    raw, numbers = text.raw, []
    words = text.words
    for i in text.special:
        word = words[i]
        kind = word[4]
        if kind == "url" or kind == "email":
            found.append((word[0], word[1]))
        elif kind == "number" and word[1] - word[0] > 2:
            numbers.append(word[0])
    if numbers:
        if _RUN.search(raw) or any(map(raw.__contains__, _TOLL_FREE)):
            found += [m.span() for m in _PHONE.finditer(raw)]
        near = max(numbers[0] - _BEFORE, 0)
        low = raw[near : numbers[-1]].lower()
        if any(map(low.__contains__, _REACHING)) and (code := _CODE.search(raw, near)):
            near = max(near, code.start() - _BEFORE)
            found += [m.span(1) for m in _SHORT_CODE.finditer(raw, near)]
    return _apart(sorted(found, key=lambda s: (s[0], -s[1])))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [s for n, s in enumerate(spans) if n == 0 or s[0] >= spans[n - 1][1]]


def _style(name: str, otherwise: str) -> str:
    short = len(name) <= 4 and (name.isupper() or (name.islower() and len(name) <= 3))
    return "initials" if short else otherwise


def _covered(found: list[SignOff], start: int) -> bool:
    return any(s.start <= start < s.end for s in found)
