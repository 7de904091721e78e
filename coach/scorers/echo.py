"""Says something of its own instead of handing the customer's words back.

Why: repeating a complaint proves that it was copied, not that it was read; paraphrase is what listeners
feel as understanding. Source: Weger, Castle, Emmett 2010, Active listening in peer interviews: the
influence of message paraphrasing on perceptions of listening skill.

The value is the share of the reply, 0 to 1, that only repeats: words in runs of four and more that the
customer wrote, "my" and "your" being one, or, in a reply of many content words, the share of these that
are the customer's. 0 where fewer than four words in ten are. Greetings and sign-offs aside.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, joined, quote
from coach.signals.reading import Reading
from coach.signals.runs import runs
from coach.signals.topics import content_words

LEAST = 0.4  # of the words must be the customer's before runs are looked for
RUN = 4
MANY = 7  # content words from which their share counts
_OWNERS = frozenset("my your our his her their".split())
_PERSONS = frozenset("i you we he she they me us him them".split())
_ANYBODY = _OWNERS | _PERSONS


@dataclass(frozen=True, slots=True)
class Options:
    """fewest_words: shorter replies are not judged."""

    fewest_words: int = 8


def measure(reading: Reading, options: Options) -> Measurement:
    """The repeated share and the repeated runs."""
    customer = reading.customer
    if customer is None:
        return Measurement(None, reason="no customer text to repeat")
    mine = [w for w in reading.body if w[4] == "word" or w[4] == "number"]
    if len(mine) < options.fewest_words:
        return Measurement(None, reason="too short to judge")
    stems = {w[3] for w in customer.words}
    met = len([w for w in mine if w[3] in stems or w[2] in _ANYBODY])
    if met < LEAST * len(mine):
        return NOTHING
    said = [_folded(w.norm, w.stem) for w in customer.plain_words]
    now = [_folded(w.norm, w.stem) for w in mine]
    theirs = set(runs(said, RUN))
    copied: set[int] = set()
    for i, run in enumerate(runs(now, RUN)):
        if run in theirs:
            copied.update(range(i, i + RUN))
    share = len(copied) / len(mine)
    at = {w.start for w in mine}
    content = [w for w in content_words(reading.reply) if w.start in at]
    if len(content) >= MANY:
        names = {n.lower() for n in (reading.context.customer_name or "").split()}
        own = [w for w in content if w.norm not in names]
        share = max(share, sum(w.stem in stems for w in own) / max(len(own), MANY))
    raw = reading.reply.raw
    spans = joined(
        (mine[i].start, mine[i + 1].start if i + 1 in copied else mine[i].end)
        for i in sorted(copied)
    )
    findings = tuple(fault(s, e, f"{quote(raw, s, e)} repeats the customer.") for s, e in spans)
    return Measurement(share, findings)


def _folded(norm: str, stem: str) -> str:
    if norm in _OWNERS:
        return "my"
    return "i" if norm in _PERSONS else stem
