"""Keeps personal data out of sight: asks for none in public and repeats none.

Why: what stands in a public post is read, copied and misused by strangers, and asking for it there
teaches customers to post it. Asking in a DM, over a secure link, by phone or by e-mail is fine, and
saying so counts: "Please DM us the bag tag number (not here, it's public)" is clean.
Source: PRACTICE.md, compliance; GDPR art. 5(1)(f) and PCI DSS scope, worded as company policy.

The value counts breaches: personal data the reply asks for without sending it to a private place,
and personal data that stands in the reply. Data can be asked for without its name ("where do you
live?"): the lists of wordings say how; words spelt out ("p.i.n") are read as what they say. Brand
hotlines, brand mailboxes and the agent's own sign-off are no personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from coach.language.data_requests import data_requests_in
from coach.language.personal_data import KINDS
from coach.language.phrase_lists import list_names, matches_by_list
from coach.language.sign_offs import sign_offs
from coach.language.text import Text
from coach.language.unmask import unmasked
from coach.language.wordings import negated
from coach.model.channel import Visibility
from coach.model.finding import NOTHING, Measurement
from coach.scorers.evidence import fault, home_of, in_order, joined, quote
from coach.signals.reading import Reading, Span

_TITLES = {
    "card": "the card number", "iban": "the bank account", "email": "the e-mail address",
    "phone": "the phone number", "national_id": "an identity number", "ip": "the IP address",
    "address": "the address", "date_of_birth": "the date of birth",
    "order_number": "the order or account number", "password": "a password or PIN",
    "name": "the full name",
}  # fmt: skip

_PUBLIC = Visibility.PUBLIC  # Python 3.11 looks it up slowly
_SECURE = re.compile(
    r"\b(?:secure|safe|encrypted|protected)\s+(?:\w+\s+)?(?:link|form|page|portal|upload|site)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a breach.

    asked: kinds of personal data the reply must not ask for.
    repeated: kinds that must not stand in the reply.
    lists: names of lists in corpora/lexicons/phrases.yaml whose wordings ask for personal data.
    where: "public" marks public replies only, and a request that itself sends the data to a private
    place does not count; "anywhere" marks private replies and requests too, unless a secure link is
    offered.
    """

    asked: tuple[str, ...] = KINDS
    repeated: tuple[str, ...] = tuple(kind for kind in KINDS if kind != "name")
    lists: tuple[str, ...] = ("personal_questions", "secret_questions")
    where: Literal["public", "anywhere"] = "public"

    def check(self) -> Iterator[tuple[str, str]]:
        """Kinds that do not exist, as (option, message)."""
        for i, name in enumerate(self.lists):
            if name not in list_names():
                yield f"lists.{i}", f"no shipped list is called '{name}'"
        for name, kinds in (("asked", self.asked), ("repeated", self.repeated)):
            for i, kind in enumerate(kinds):
                if kind not in KINDS:
                    yield (
                        f"{name}.{i}",
                        f"'{kind}' is no kind of personal data; use {', '.join(KINDS)}",
                    )


def measure(reading: Reading, options: Options) -> Measurement:
    """Breaches in the reply, with the words that make them."""
    public = reading.context.visibility is _PUBLIC
    if options.where == "public" and not public:
        return Measurement(None, reason="the reply is not read in public")
    requests = data_requests_in(reading.reply)
    unnamed = _unnamed(reading, options)
    if not requests and not unnamed and not reading.personal_data:
        return NOTHING
    place = "where everyone can read it" if public else "in a plain message"
    # Even a private message is no place for what `anywhere` forbids.
    private = public and options.where == "public"
    remedy = "ask for it in a DM" if private else "send a secure link for it"
    raw = reading.reply.raw
    public_only = options.where == "public"
    secure = bool(requests) and not public_only and bool(_SECURE.search(raw))
    findings = [
        fault(
            r.start,
            r.end,
            f"{quote(raw, r.start, r.end)} asks for {_TITLES[r.kind]} {place}; "
            f"{'nobody should ever ask for it' if r.kind == 'password' else remedy}.",
        )
        for r in requests
        if r.kind in options.asked and not (r.private if public_only else secure)
    ]
    findings += [
        fault(start, end, f"{quote(raw, start, end)} asks for personal data {place}; {remedy}.")
        for start, end in unnamed
    ]
    signed = [(s.start, s.end) for s in sign_offs(raw)] if reading.personal_data else []
    findings += [
        fault(start, end, f"Repeats {_TITLES[kind]} {place}; leave it out.")
        for start, end, kind in reading.personal_data
        if kind in options.repeated and not any(s <= start and end <= e for s, e in signed)
    ]
    return Measurement(float(len(findings)), in_order(findings)) if findings else NOTHING


def _unnamed(reading: Reading, options: Options) -> list[Span]:
    """Where personal data is asked for without its name, or with the name spelt out."""
    text = reading.reply
    found: list[Span] = []
    if not reading.phrases.keys().isdisjoint(options.lists):
        found = [
            (match.start, match.end)
            for name in options.lists
            for match in reading.phrases.get(name, ())
            if not negated(text, match.first) and not _moved(reading, match.start, options)
        ]
    plain = unmasked(text.raw)
    if plain is not None and len(plain.text) < len(text.raw):
        words = Text(plain.text)
        asked = [
            (r.start, r.end)
            for r in data_requests_in(words)
            if r.kind in options.asked and (options.where == "anywhere" or not r.private)
        ]
        phrases = matches_by_list(words)
        asked += [
            (m.start, m.end)
            for name in options.lists
            for m in phrases.get(name, ())
            if not negated(words, m.first)
        ]
        for start, end in asked:
            span = plain.span(start, end)
            if span[1] - span[0] > end - start and not _moved(reading, span[0], options):
                found.append(span)
    return joined(found) if found else found


def _moved(reading: Reading, at: int, options: Options) -> bool:
    """Whether the sentence of a question, or the one before, goes to a private place or a link."""
    sentences = reading.reply.sentences
    home = max(home_of(sentences, at), 0)
    near = sentences[max(0, home - 1) : home + 1] or [(0, 0)]
    places = [*reading.acts.get("give_link", ())]
    if options.where == "public":
        places += reading.acts.get("request_private", ())
    return any(near[0][0] <= s < near[-1][1] for s, _ in places)
