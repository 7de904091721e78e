"""Keeps personal data out of sight: asks for none in public and repeats none.

Why: what stands in a public post is read, copied and misused by strangers, and asking for it there
teaches customers to post it. Asking in a DM, over a secure link, by phone or by e-mail is fine, and
saying so counts: "Please DM us the bag tag number (not here, it's public)" is clean.
Source: PRACTICE.md, compliance; GDPR art. 5(1)(f) and PCI DSS scope, worded as company policy.

The value counts breaches: personal data the reply asks for without sending it to a private place,
and personal data that stands in the reply. Brand hotlines, brand mailboxes and the agent's own
sign-off are no personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from coach.language.data_requests import data_requests_in
from coach.language.personal_data import KINDS
from coach.language.sign_offs import sign_offs
from coach.model.channel import Visibility
from coach.model.finding import Measurement
from coach.scorers.evidence import fault, quote
from coach.signals.reading import Reading

_TITLES = {
    "card": "the card number", "iban": "the bank account", "email": "the e-mail address",
    "phone": "the phone number", "national_id": "an identity number", "ip": "the IP address",
    "address": "the address", "date_of_birth": "the date of birth",
    "order_number": "the order or account number", "password": "a password or PIN",
    "name": "the full name",
}  # fmt: skip

_SECURE = re.compile(
    r"\b(?:secure|safe|encrypted|protected)\s+(?:\w+\s+)?(?:link|form|page|portal|upload|site)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a breach.

    asked: kinds of personal data the reply must not ask for.
    repeated: kinds that must not stand in the reply.
    where: "public" marks public replies only, and a request that itself sends the data to a private
    place does not count; "anywhere" marks private replies and requests too, unless a secure link is
    offered.
    """

    asked: tuple[str, ...] = KINDS
    repeated: tuple[str, ...] = tuple(kind for kind in KINDS if kind != "name")
    where: Literal["public", "anywhere"] = "public"

    def check(self) -> Iterator[tuple[str, str]]:
        """Kinds that do not exist, as (option, message)."""
        for name, kinds in (("asked", self.asked), ("repeated", self.repeated)):
            for i, kind in enumerate(kinds):
                if kind not in KINDS:
                    yield (
                        f"{name}.{i}",
                        f"'{kind}' is no kind of personal data; use {', '.join(KINDS)}",
                    )


def measure(reading: Reading, options: Options) -> Measurement:
    """Breaches in the reply, with the words that make them."""
    public = reading.context.visibility is Visibility.PUBLIC
    if options.where == "public" and not public:
        return Measurement(None, reason="the reply is not read in public")
    place = "where everyone can read it" if public else "in a plain message"
    # Even a private message is no place for what `anywhere` forbids.
    private = public and options.where == "public"
    remedy = "ask for it in a DM" if private else "send a secure link for it"
    raw = reading.reply.raw
    public_only = options.where == "public"
    secure = bool(_SECURE.search(reading.reply.raw))
    findings = [
        fault(
            r.start,
            r.end,
            f"{quote(raw, r.start, r.end)} asks for {_TITLES[r.kind]} {place}; "
            f"{'nobody should ever ask for it' if r.kind == 'password' else remedy}.",
        )
        for r in data_requests_in(reading.reply)
        if r.kind in options.asked and not (r.private if public_only else secure)
    ]
    signed = (
        [(s.start, s.end) for s in sign_offs(reading.reply.raw)] if reading.personal_data else []
    )
    findings += [
        fault(start, end, f"Repeats {_TITLES[kind]} {place}; leave it out.")
        for start, end, kind in reading.personal_data
        if kind in options.repeated and not any(s <= start and end <= e for s, e in signed)
    ]
    return Measurement(float(len(findings)), tuple(sorted(findings, key=lambda f: f.start)))
