"""Wording: stock phrases put plainly, a register loosened or tightened, slips put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import combining, normalize

from coach.language.lexicons import lexicon
from coach.language.sign_offs import greetings, sign_offs
from coach.language.text import Text
from coach.language.wordings import WordingBook, compile_wording
from coach.practice.repairs.case import Case, Span
from coach.practice.repairs.edits import Edit, between, replaced
from coach.signals.slips import slips

Change = tuple[int, int, str]
_EMOJI = ("emoji", "smile")
_SHOUT = re.compile(r"[!?]*![!?]*")
_TAG = re.compile(r"\s*#\w+")
_OWN_VERBS = frozenset(
    "apologise apologize understand will 'll can would appreciate regret know see hope".split()
)
_HELPING = frozenset("are 're have 've".split())
_ONE = {"are": "am", "'re": "'m"}


@cache
def _book(name: str) -> tuple[WordingBook, tuple[str, ...]]:
    rows = lexicon("repairs")[name]
    return WordingBook(compile_wording(str(r["say"])) for r in rows), tuple(
        str(r["use"]) for r in rows
    )


def changes(text: Text, name: str) -> list[Change]:
    """What a list of corpora/lexicons/repairs.yaml would put differently; the longest match wins."""
    book, uses = _book(name)
    found = sorted(book.find(text), key=lambda m: (m.start, -m.end))
    out: list[Change] = []
    for match in found:
        if out and match.start < out[-1][1]:
            continue
        use = uses[match.wording]
        if text.raw[match.start].isupper() and use[:1].islower():
            use = use[0].upper() + use[1:]
        out.append((match.start, match.end, use))
    return out


def plainer(case: Case) -> Iterator[Edit]:
    """Stock and company wording put plainly: each alone, and all of a mark at once."""
    every = changes(case.reading.reply, "swaps")
    for mark in case.by_scorer("canned", "phrases", "register", "politeness"):
        spans = [(f.start, f.end) for f in case.faults(mark)]
        mine = [c for c in every if _near(c, spans)]
        for change in mine:
            yield from _swapped(case, mark.criterion, [change])
        if len(mine) > 1:
            yield from _swapped(case, mark.criterion, mine)
    if len(every) > 1 and (marks := case.by_scorer("canned", "phrases")):
        yield from _swapped(case, marks[0].criterion, every)


def _swapped(case: Case, criterion: str, made: list[Change]) -> Iterator[Edit]:
    edit = between(criterion, case.text, replaced(case.text, made), "Says it plainly.")
    if edit:
        yield edit


def _near(change: Change, spans: list[Span]) -> bool:
    return any(s < change[1] and change[0] < e for s, e in spans)


def in_register(case: Case) -> Iterator[Edit]:
    """The reply loosened or tightened towards the register of its channel."""
    for mark in case.by_scorer("register"):
        if not mark.value:
            continue
        loosen = mark.value > 0
        form = [(g.start, g.end) for g in sign_offs(case.text)]
        form += [] if loosen else greetings(case.text)
        listed = changes(case.reading.reply, "loosen" if loosen else "tighten")
        made = [c for c in listed if not _near(c, form)]
        message = "Says it as people speak here." if loosen else "Says it as a letter does."
        if not loosen:
            made += quieter(case.reading.reply)
            if case.name:
                made += _dear(case)
        new = replaced(case.text, made)
        if not loosen:
            new = _whole_sentences(new)
        edit = between(mark.criterion, case.text, new, message)
        if edit:
            yield edit


def calmer(case: Case) -> Iterator[Edit]:
    """Emoji, hashtags and exclamation marks taken out where a mark points at them."""
    for mark in case.by_scorer("phrases", "politeness", "register", "offence", "calm"):
        made = quieter(case.reading.reply)
        spans = [(f.start, f.end) for f in case.faults(mark)]
        if made and any(_near(c, spans) for c in made):
            edit = between(
                mark.criterion, case.text, replaced(case.text, made), "Says it in a calm voice."
            )
            if edit:
                yield edit


def quieter(text: Text) -> list[Change]:
    """Emoji and hashtags out, exclamation marks to stops."""
    raw = text.raw
    out: list[Change] = [(t.start, t.end, "") for t in text.tokens if t.kind in _EMOJI]
    out += [(m.start(), m.end(), "") for m in _TAG.finditer(raw)]
    for match in _SHOUT.finditer(raw):
        out.append((match.start(), match.end(), "?" if "?" in match.group() else "."))
    return out


def _dear(case: Case) -> list[Change]:
    """The greeting of a letter instead of another."""
    found = greetings(case.text)
    if not found or found[0][0] > 3:
        return []
    start, end = found[0]
    called = re.match(r" ([\w'’-]+)[,! ]", case.text[end:])
    if called and _plain(called.group(1)) in {_plain(w) for w in case.customer_names}:
        end += called.end()
    while end < len(case.text) and case.text[end] in " ,!.":
        end += 1
    rest = "" if case.text[end : end + 1] == "\n" else "\n\n"
    return [(start, end, f"Dear {case.name},{rest}")]


def _plain(name: str) -> str:
    """A name without accents and capitals."""
    return "".join(c for c in normalize("NFKD", name) if not combining(c)).casefold()


def _whole_sentences(text: str) -> str:
    """Paragraphs that begin with a capital letter and end with a stop."""
    out = []
    for line in text.split("\n"):
        clean = line.strip()
        if len(clean) > 30 and clean[-1].isalnum():
            clean += "."
        clean = re.sub(r"\bi\b", "I", clean)
        clean = re.sub(r"(^|[.!?] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), clean)
        out.append(clean)
    return "\n".join(out)


def in_person(case: Case) -> Iterator[Edit]:
    """The first "we" that acts made an "I"."""
    for mark in case.by_scorer("ownership"):
        words = case.reading.reply.words
        for i, word in enumerate(words[:-1]):
            verb = words[i + 1]
            after = words[i + 2].norm if i + 2 < len(words) else ""
            if word.norm != "we" or not _mine(case.text[verb.start : verb.end].lower(), after):
                continue
            raw = case.text[verb.start : verb.end]
            new = _ONE.get(raw.lower(), raw)
            space = case.text[word.end : verb.start]
            yield Edit(
                mark.criterion,
                word.start,
                verb.end,
                f"I{space}{new}",
                "Says who takes this on: you.",
            )
            break


def _mine(verb: str, after: str) -> bool:
    """Whether one person can say it as well as a company: "we are looking", not "we are Acme"."""
    if verb in _HELPING:
        return after.endswith(("ing", "ed")) or after in ("sorry", "unable", "aware")
    return verb in _OWN_VERBS


def put_right(case: Case) -> Iterator[Edit]:
    """Slips put right, all at once."""
    for mark in case.by_scorer("slips"):
        made: list[Change] = []
        for slip in slips(case.reading.reply):
            if slip.instead and slip.kind in ("spelling", "grammar"):
                new = slip.instead
                if case.text[slip.start].isupper():
                    new = new[0].upper() + new[1:]
                made.append((slip.start, slip.end, new))
        edit = between(mark.criterion, case.text, replaced(case.text, made), "Puts a slip right.")
        if edit:
            yield edit
