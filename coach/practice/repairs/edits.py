"""Edits: proposed changes of a reply, and the marked gaps that only the agent can fill."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coach.language.sign_offs import greetings, sign_offs
from coach.language.text import Text

SAYS_SOMETHING = 3  # words a reply has at least before anything is added to it
GAP = re.compile(
    r"\[(?:time|date|day|name|number|amount|link|[A-Za-z][\w'’,/-]*(?: [\w'’,/-]+){1,9})\]"
)
# What is left of a sentence whose gap was taken out and not filled: "by .", ": .", "I'll and write".
_EMPTIED = re.compile(
    r":[ \t]*\.(?![.\w])|\b(?:by|about|with|to|that)[ \t]+[.,](?![.\w])"
    r"|(?:'ll|’ll|\bwill)\s+(?:and\b|by\b|\.)"
)
_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_STOP = re.compile(r"\s+([,.;:!?])(?!\))")
_OPENING = re.compile(r"(?:^|(?<=[.!?]\s)|(?<=\n))([^\S\n]*[,;:.]+[^\S\n]*)+")
_ENDED = re.compile(r"[.!?…]\s+\Z|\n\s*\Z")
_INSIDE = "'’-"  # what may stand inside a word
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``start:end`` of the reply by ``text``; offsets in code points.

    criterion: the mark it is meant for. message: what it does, in a sentence.
    """

    criterion: str
    start: int
    end: int
    text: str
    message: str = ""

    def applied(self, text: str) -> str:
        """The reply with the edit made."""
        return text[: self.start] + self.text + text[self.end :]

    @property
    def gap(self) -> bool:
        """Whether the new words hold a gap that the agent must fill."""
        return bool(GAP.search(self.text))


def gaps_in(text: str) -> tuple[Span, ...]:
    """The marked gaps of a draft: some words, or a word such as time, in square brackets."""
    return tuple(m.span() for m in GAP.finditer(text) if text[m.end() : m.end() + 1] != "(")


def written(text: str) -> str:
    """The text as far as it is written: sentences with an open or an emptied gap are blanked.

    What is blanked becomes spaces, so that offsets stay; line ends are kept.
    """
    open_at = [start for start, _ in gaps_in(text)]
    open_at += [m.start() for m in _EMPTIED.finditer(text)]
    if not open_at:
        return text
    letters = list(text)
    for start, end in Text(text).sentences:
        if any(start <= at < end for at in open_at):
            letters[start:end] = [c if c == "\n" else " " for c in letters[start:end]]
    return "".join(letters)


def says_something(text: str) -> bool:
    """Whether a reply says anything that can be worked on, greeting and signature aside."""
    formal = [*greetings(text), *((s.start, s.end) for s in sign_offs(text))]
    words = Text(text).plain_words
    return sum(not any(s <= w.start < e for s, e in formal) for w in words) >= SAYS_SOMETHING


def between(criterion: str, old: str, new: str, message: str) -> Edit | None:
    """The smallest edit that makes one text of the other, at the borders of words.

    Stops that change take the word before them along: "screw!" becomes "screw.", as a stop alone says
    nothing to who reads the edit.
    """
    if old == new:
        return None
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while start and not (old[start - 1].isspace() or (_ends(old, start) and _ends(new, start))):
        start -= 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    while end and not (_begins(old, len(old) - end) and _begins(new, len(new) - end)):
        end -= 1
    stop = new[start : len(new) - end].strip()
    if stop and not any(c.isalnum() for c in stop + old[start : len(old) - end]):
        while start and not old[start - 1].isspace():
            start -= 1
    return Edit(criterion, start, len(old) - end, new[start : len(new) - end], message)


def _ends(text: str, at: int) -> bool:
    """Whether no word goes on at an offset."""
    return at >= len(text) or not (text[at].isalnum() or text[at] in _INSIDE)


def _begins(text: str, at: int) -> bool:
    """Whether no word has begun before an offset."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in _INSIDE)


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with some spans taken out, and the spaces around them mended."""
    return replaced(text, [(start, end, "") for start, end in spans])


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with spans replaced; of two that overlap the first one counts.

    What then begins a sentence gets its capital letter.
    """
    out = ""
    at = 0
    raised: list[int] = []
    for start, end, new in sorted(changes, key=lambda c: (c[0], -c[1])):
        if start < at:
            continue
        out += text[at:start]
        if not out.strip() or _ENDED.search(out):
            raised.append(len(out))
        out += new
        at = end + 1 if not new and text[end : end + 1] == "," else end
    out += text[at:]
    for place in raised:
        out = out[:place] + opened(out[place:])
    return tidy(out)


def tidy(text: str) -> str:
    """Double spaces, spaces before stops and small letters after a stop mended."""
    text = _SPACES.sub(" ", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n[ \t]+", "\n", text)
    text = _BEFORE_STOP.sub(r"\1", text)
    text = _OPENING.sub("", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()


def opened(sentence: str) -> str:
    """A sentence with a capital letter."""
    for i, letter in enumerate(sentence):
        if letter.isalpha():
            if sentence[i + 1 : i + 2] == ")":  # "a) yes"
                break
            return sentence[:i] + letter.upper() + sentence[i + 1 :]
        if letter not in " '\"(“‘,;":
            break
    return sentence


def joined(before: str, sentence: str, after: str) -> str:
    """A sentence set between two pieces of text, with the spaces or paragraphs it needs."""
    gap = "\n\n" if "\n\n" in before + after else " "
    head, tail = before.rstrip(), after.lstrip()
    if not head:
        first = ""
    elif "\n" in before[len(head) :]:
        first = before
    else:
        first = f"{head}{'.' if head[-1].isalnum() else ''}{gap}"
    return f"{first}{sentence}{gap if tail else ''}{tail}"
