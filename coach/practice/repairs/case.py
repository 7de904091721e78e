"""The case of a reply: all that a repair may be made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from coach.language.sign_offs import greetings, sign_offs
from coach.language.text import Text
from coach.model.channel import Visibility
from coach.model.finding import Finding, Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.scorers.register import Options as Band
from coach.signals.reading import Reading

Span = tuple[int, int]
_TITLED = re.compile(
    r"(?<=\b(?:Mr|Ms|Dr))\.? [A-Z][\w'’-]+|(?<=\bMrs)\.? [A-Z][\w'’-]+|(?<=\bMiss)\.? [A-Z][\w'’-]+"
    r"|(?: ?/ ?| (?:or|and) )(?:[Mm]adam|[Ss]ir)(?=,)"
)
_CALLED = re.compile(
    r"(?: dear)?(?: valued)? (?:customer|guest|passenger|client|sir|madam)\b", re.I
)
_NAMED = re.compile(r"[^,]*?[A-Z][\w'’.-]*[^,]*?(?=,)")
FORMAL_FROM = 0.0  # the lower end of a register band from which letters are written


@dataclass(frozen=True)
class Case:
    """A reply as it was read and marked. signer: the name the agent signs with, if known.

    team: who the matter goes to, in words ("safety team"), if that is settled.
    """

    reading: Reading
    card: Scorecard
    rubric: Rubric
    signer: str = ""
    team: str = ""

    @property
    def text(self) -> str:
        """The reply."""
        return self.reading.draft.text

    @property
    def sentences(self) -> list[Span]:
        """The reply's sentences."""
        return self.reading.reply.sentences

    @property
    def public(self) -> bool:
        """Whether everybody can read the reply."""
        return self.reading.context.visibility is Visibility.PUBLIC

    @cached_property
    def short(self) -> dict[str, Mark]:
        """The counted marks that fall short, by criterion; the most to gain first."""
        marks = [
            m
            for m in self.card.of(MarkStatus.SCORED)
            if m.percent is not None and m.percent < 100 and (m.weight or m.critical)
        ]
        marks.sort(key=lambda m: (not m.failed_critical, -(100 - (m.percent or 0)) * m.weight))
        return {m.criterion: m for m in marks}

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The rubric's criteria by id."""
        return {c.id: c for c in self.rubric.criteria}

    def by_scorer(self, *scorers: str) -> list[Mark]:
        """The marks that fall short and are measured by one of some scorers."""
        return [m for m in self.short.values() if self.criteria[m.criterion].scorer in scorers]

    def faults(self, mark: Mark) -> list[Finding]:
        """The fault findings of a mark that point at words."""
        return [f for f in mark.findings if f.polarity is Polarity.FAULT and f.start < f.end]

    def sentence_of(self, at: int) -> Span:
        """The sentence an offset stands in, its stop included."""
        for start, end in self.sentences:
            if start <= at < end:
                return start, end
        return at, at

    @cached_property
    def formal(self) -> bool:
        """Whether the channel wants the register of a letter."""
        options = [c.options for c in self.rubric.criteria if c.scorer == "register"]
        return any(isinstance(o, Band) and o.low > FORMAL_FROM for o in options)

    @cached_property
    def after_greeting(self) -> int:
        """Where the text begins after handles and greeting."""
        found = greetings(self.text)
        if found and found[0][0] <= self._leading:
            end = found[0][1]
            if short := _NAMED.match(self.text, found[0][0], end):
                end = short.end()
            if called := _CALLED.match(self.text, end):
                end = called.end()
            if titled := _TITLED.match(self.text, end):
                end = titled.end()
            while end < len(self.text) and self.text[end] in " ,!.-–:\n":
                end += 1
            return end
        return self._leading

    @cached_property
    def _leading(self) -> int:
        end = 0
        for word in self.reading.reply.tokens:
            if word.kind != "mention" or self.text[end : word.start].strip():
                break
            end = word.end
        while end < len(self.text) and self.text[end].isspace():
            end += 1
        return end

    @cached_property
    def before_sign_off(self) -> int:
        """Where the text ends before wishes and signature."""
        end = len(self.text.rstrip())
        for sign in reversed(sign_offs(self.text)):
            between = self.text[sign.end : end]
            lines = [line.strip(" ,") for line in between.split("\n")]
            if any(line and not _signature(line) for line in lines if any(map(str.isalnum, line))):
                break
            # a wish may stand in the middle of its sentence: "We hope you enjoy your stay"
            end = self.sentence_of(sign.start)[0] if sign.style == "wish" else sign.start
        end = len(self.text[:end].rstrip())
        line = self.text.rfind("\n", 0, end) + 1
        if end == len(self.text.rstrip()) and line and _signature(self.text[line:end]):
            end = len(self.text[:line].rstrip())
        return end

    @cached_property
    def customer_text(self) -> str:
        """All the customer said in the thread, newest last."""
        customer = self.reading.customer
        turns = [t.text for t in self.reading.context.turns if t.speaker.value == "customer"]
        return "\n".join(turns) or (customer.raw if customer else "")

    @cached_property
    def matters(self) -> tuple[str, ...]:
        """What the customer wants taken up: a scenario's concerns, else questions and statements."""
        context = self.reading.context
        if context.concerns:
            return context.concerns
        customer = self.reading.customer
        if customer is None:
            return ()
        asked = [customer.raw[s:e].strip() for s, e in self.reading.questions]
        told = [customer.raw[s:e].strip() for s, e in customer.sentences]
        return tuple(dict.fromkeys([*asked, *told]))[:6]

    @property
    def customer_names(self) -> list[str]:
        """The parts of the customer's name."""
        return (self.reading.context.customer_name or "").split()

    @cached_property
    def name(self) -> str:
        """What to call the customer: the first name, or a handle; empty when there is none."""
        context = self.reading.context
        if context.customer_name:
            whole = context.customer_name.strip()
            titled = whole.split()[0].rstrip(".").lower() in ("mr", "mrs", "ms", "dr", "miss", "mx")
            return whole if self.formal or titled else whole.split()[0]
        handle = (context.customer_handle or "").strip()
        if handle and "." not in handle and " " not in handle:
            return f"@{handle.lstrip('@')}"
        return ""


def _signature(line: str) -> bool:
    """Whether a last line is no sentence but who wrote: "Team T&T"."""
    words = line.split()
    return 0 < len(words) <= 4 and line[-1] not in ".!?…" and words[0][:1].isupper()


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(Text(text).plain_words)
