"""A reading: a reply with its context, and everything the scorers ask of them, worked out once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from coach.language.acts import acts_of
from coach.language.elided import implied
from coach.language.kept import kept
from coach.language.personal_data import PersonalData, personal_data_in
from coach.language.phrase_lists import matches_by_list
from coach.language.text import Text, Word, known_text
from coach.language.wordings import Match
from coach.model.channel import Channel
from coach.model.thread import Context, Draft, Speaker
from coach.signals.columns import without
from coach.signals.phrasing import non_apologies
from coach.signals.phrasing import spoiling as spoiling_in
from coach.signals.situation import Situation, questions_in, situation_of
from coach.signals.topics import Taken, taken_up

if TYPE_CHECKING:
    from coach.signals.empathy import Empathy

Span = tuple[int, int]


@lru_cache(maxsize=256)
def _brand_stems(brand: str) -> frozenset[str]:
    return frozenset(w.stem for w in Text(brand).words)


@lru_cache(maxsize=16)
def _situation(customer: Text | None, opening: bool) -> Situation:
    return situation_of(customer, opening=opening)


@dataclass(frozen=True)
class Reading:
    """A draft being scored. Every property is computed at first use and then kept.

    channel: the channel's facts; None for a channel nobody described.
    today: the day on which it is judged when the context has no date.
    """

    draft: Draft
    channel: Channel | None = None
    today: date = date.min

    @property
    def context(self) -> Context:
        """Where the reply goes and what came before it."""
        return self.draft.context

    @kept
    def day(self) -> str:
        """The ISO date by which dated criteria and phrases are judged."""
        return (self.context.sent_at or "")[:10] or self.today.isoformat()

    @kept
    def reply(self) -> Text:
        """The reply as words."""
        return Text(self.draft.text)

    @kept
    def body(self) -> list[Word]:
        """The words of the reply without its greeting and its signature."""
        words = self.reply.words
        left_out: set[int] = set()
        for start, end in (*self.acts.get("greeting", ()), *self.acts.get("sign_off", ())):
            left_out.update(range(bisect_left(words, (start,)), bisect_left(words, (end,))))
        return without(words, sorted(left_out))

    @property
    def posts(self) -> tuple[Span, ...]:
        """The posts the reply was split over; one post unless the draft says otherwise."""
        return self.draft.posts or ((0, len(self.draft.text)),)

    @kept
    def customer(self) -> Text | None:
        """What the customer said last: their turns since the agent spoke, joined by newlines."""
        turns: list[str] = []
        for turn in reversed(self.context.turns):
            if turn.speaker is Speaker.AGENT:
                if turns:
                    break
                continue
            turns.append(turn.text)
        return known_text("\n".join(reversed(turns))) if turns else None

    @kept
    def situation(self) -> Situation:
        """The kind of the customer's last turn; danger where it is known, whatever the words say."""
        if self.context.danger:
            return Situation.DANGER
        spoken = any(t.speaker is Speaker.AGENT for t in self.context.turns)
        return _situation(self.customer, not spoken)

    @kept
    def questions(self) -> list[Span]:
        """What the customer asked, as spans of ``customer``."""
        return questions_in(self.customer) if self.customer else []

    @kept
    def acts(self) -> dict[str, tuple[Span, ...]]:
        """What the reply does, with its words."""
        return acts_of(self.reply)

    @kept
    def unsaid_subjects(self) -> tuple[Span, ...]:
        """The verbs of the reply whose subject "I" is left out: "Have asked the depot"."""
        return implied(self.reply)

    @kept
    def personal_data(self) -> tuple[PersonalData, ...]:
        """Personal data standing in the reply."""
        return personal_data_in(self.reply)

    @kept
    def politeness(self) -> float | None:
        """Politeness as people rate it, z score; None for a reply without words."""
        from coach.signals.politeness import value

        return value(self.reply) if self.reply.plain_words else None

    @kept
    def formality(self) -> float | None:
        """Formality as people rate it, -3 to 3; None for a reply without words."""
        from coach.signals.formality import value

        return value(self.reply) if self.reply.plain_words else None

    @kept
    def sentiment(self) -> float | None:
        """Sentiment of the reply, -1 to 1."""
        from coach.signals.sentiment import value

        return value(self.reply) if self.reply.plain_words else None

    @kept
    def offence(self) -> float | None:
        """How likely people would call the reply offensive, 0 to 1."""
        from coach.signals.offence import value

        return value(self.reply) if self.reply.plain_words else None

    @kept
    def own_words(self) -> Text:
        """The reply with template runs and non-apologies blanked out, offsets unchanged.

        Empathy is read off this: feeling that was pasted in is not felt by anybody.
        """
        spans = [*self.pasted, *non_apologies(self.phrases)]
        if not spans:
            return self.reply
        letters = list(self.reply.raw)
        for start, end in spans:
            letters[start:end] = " " * (end - start)
        return Text("".join(letters))

    @kept
    def empathy(self) -> Empathy | None:
        """The three mechanisms, each 0 to 2; None without words or customer."""
        from coach.signals.empathy import value

        if self.customer is None or not self.reply.plain_words:
            return None
        return value(self.own_words, self.customer)

    @kept
    def responsiveness(self) -> float | None:
        """How well the reply takes up what the customer said, 0 to 1; None without customer."""
        from coach.signals.responsiveness import value

        if not self.reply.plain_words or self.customer is None:
            return None
        return value(self.reply, self.customer, self.acts)

    @kept
    def taken_up(self) -> list[Taken]:
        """The words of the reply that take up words of the customer's last turn."""
        return self.takes_up(self.customer) if self.customer else []

    def takes_up(self, text: Text, part: Span | None = None) -> list[Taken]:
        """The words of the reply that take up words of a text, or of a part of it; selling takes
        nothing up."""
        found, selling = taken_up(self.reply, text, part), self.spoiling
        if not selling:
            return found
        return [t for t in found if not any(s <= t.start < e for s, e in selling)]

    @kept
    def phrases(self) -> dict[str, list[Match]]:
        """The wordings of the shipped lists that stand in the reply, by list."""
        return matches_by_list(self.reply)

    @kept
    def spoiling(self) -> list[Span]:
        """Where the reply sells or blames."""
        return spoiling_in(self.reply, self.phrases)

    @kept
    def details(self) -> list[Taken]:
        """What is taken up of this customer's case, signatures and the brand's own name aside.

        A word of the same matter alone is too little; it counts when a second one stands with it.
        """
        signed = self.acts.get("sign_off", ())
        brand = _brand_stems(self.context.brand or "")
        found = [
            t
            for t in self.taken_up
            if not any(s <= t.start < e for s, e in signed)
            and self.reply.raw[t.start : t.end].lower() not in brand
        ]
        return found if len(found) > 1 or any(t.exact for t in found) else []

    @kept
    def working_acts(self) -> dict[str, tuple[Span, ...]]:
        """The acts that do something for the customer: none that sells, blames or was pasted in."""
        idle = [*self.spoiling, *self.pasted]
        if not idle:
            return self.acts
        return {
            act: kept
            for act, spans in self.acts.items()
            if (kept := tuple(x for x in spans if not any(s < x[1] and x[0] < e for s, e in idle)))
        }

    @kept
    def canned(self) -> tuple[float, tuple[Span, ...]]:
        """The share of the reply that is template or the agent's own earlier text, and where."""
        from coach.signals.canned import measure

        return measure(self.reply, self.context.earlier)

    @kept
    def pasted(self) -> tuple[Span, ...]:
        """The canned runs that are template. What repeats the agent's own earlier reply is canned too,
        but it was written by them, and loses its marks there and nowhere else."""
        from coach.signals.canned import measure

        if not self.context.earlier:
            return self.canned[1]
        return measure(self.reply)[1]

    @kept
    def grade_level(self) -> float | None:
        """US school grade of the wording; None under eight words."""
        from coach.signals.readability import grade_level

        return grade_level(self.reply)
