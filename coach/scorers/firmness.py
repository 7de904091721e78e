"""What in a reply binds nobody: promises of nothing, waiting, general remarks, times that are no times.

Shared by the scorers that ask what is done, said or promised for this customer. The wordings are lists of
corpora/lexicons/phrases.yaml (``idle``, ``waiting``, ``general``, ``passing_on``). Source: Packard, Berger
2021, How concrete language shapes customer satisfaction; Einwiller, Steilen 2015 (defensive accounts).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from coach.language.acts import touches
from coach.language.forms import stem
from coach.language.text import Text
from coach.scorers.evidence import any_in
from coach.signals.reading import Reading, Span
from coach.signals.topics import content_words

_NO_TIME = re.compile(
    r"(?:very\s+|really\s+)?(?:asap|shortly|soon|soonest|momentarily|in due course|before long|in no time"
    r"|at the earliest|as (?:soon|fast|quick|quickly|early) as (?:possible|practical|\w+ can|\w+(?: \w+)?))",
    re.I,
)
_HOPES = frozenset("hope hopefully hoping pray praying fingers luck wish wishing".split())
_CONDITIONS = frozenset(["if", "unless", "should"])
_FITS_ANY = (
    "look check checked investigate investigation investigating review sort peek gander help assist "
    "detail details info information team colleague colleagues department manager contact message inbox "
    "email mail chat moment minute soon update answer reply reach share pass forward escalate raise note "
    "log case matter query request feedback comment comments concern drop pop shoot send priority relevant "
    "responsible appropriate folks happy love glad possible experience further closer quick hear post "
    "meantime course received"
)


def idle_spans(reading: Reading) -> list[Span]:
    """Where the reply promises nothing."""
    return _listed(reading, "idle")


def waiting_spans(reading: Reading) -> list[Span]:
    """Where all the customer can do is wait, or turn to somebody else."""
    return _listed(reading, "waiting")


def not_yet_known(reading: Reading) -> list[Span]:
    """Where the reply tells what nobody can say yet."""
    return _listed(reading, "not_yet_known")


def passing_on(reading: Reading) -> list[Span]:
    """Where the matter is noted or handed on."""
    return _listed(reading, "passing_on")


def general_spans(reading: Reading, *, spoken: bool = False) -> list[Span]:
    """The sentences that tell how things usually are and not how this case is.

    A sentence in which somebody says "I" or asks something speaks about the case all the same, yet gives
    no time for it; spoken: with these sentences.
    """
    found = reading.phrases.get("general", ())
    if not found:
        return []
    raw, words = reading.reply.raw, reading.reply.words
    homes = {words[m.first].sentence for m in found}
    own = set() if spoken else {w.sentence for w in words if w.norm == "i"}
    return [
        span
        for n, span in enumerate(reading.reply.sentences)
        if n in homes and n not in own and "?" not in raw[max(span[0], span[1] - 3) : span[1]]
    ]


def apart(spans: Iterable[Span], others: list[Span]) -> list[Span]:
    """The spans that overlap none of some others."""
    return [s for s in spans if not touches(s, others)] if others else list(spans)


def firm_times(reading: Reading) -> list[Span]:
    """The times somebody can be held to: none that is vague, hoped for, usual or under a condition."""
    raw = reading.reply.raw
    times = [
        s
        for s in reading.working_acts.get("time_commitment", ())
        if not _NO_TIME.fullmatch(raw[slice(*s)].strip())
    ]
    if not times:
        return []
    loose = [*general_spans(reading, spoken=True), *_hoped(reading), *_conditions(reading)]
    return apart(times, loose)


def hollow(reading: Reading, span: Span) -> bool:
    """Whether a span has no word that would not fit any case."""
    return not any_in(_telling(reading.reply), *span)


@lru_cache(maxsize=16)
def _telling(text: Text) -> list[int]:
    """Where the words stand that would not fit any case."""
    fits = _fits_any()
    return [
        w.start for w in content_words(text) if w.kind in ("word", "number") and w.stem not in fits
    ]


def _listed(reading: Reading, name: str) -> list[Span]:
    found = reading.phrases.get(name)
    return [(m.start, m.end) for m in found] if found else []


def _hoped(reading: Reading) -> list[Span]:
    """The sentences that hope."""
    if _HOPES.isdisjoint(reading.reply.norms):
        return []
    homes = {w.sentence for w in reading.reply.words if w.norm in _HOPES}
    return [span for n, span in enumerate(reading.reply.sentences) if n in homes]


def _conditions(reading: Reading) -> list[Span]:
    """The clauses that a condition opens."""
    if _CONDITIONS.isdisjoint(reading.reply.norms):
        return []
    out: list[Span] = []
    clause, opened = -1, False
    for start, end, norm, _, _, _, home in reading.reply.words:
        if home != clause:
            clause, opened = home, norm in _CONDITIONS
            if opened:
                out.append((start, end))
        elif opened:
            out[-1] = (out[-1][0], end)
    return out


@lru_cache(maxsize=1)
def _fits_any() -> frozenset[str]:
    return frozenset(stem(word) for word in _FITS_ANY.split())
