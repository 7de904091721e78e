"""Is signed as the channel expects.

Why: a name makes somebody answerable; each channel has its own form. Source: house styles differ; the
forms per channel are in docs/trainers.md and can be changed in the rubric.

The value is 2 when signed in one of the wanted styles, 1 when signed some other way, 0 when unsigned.
Who signs with name and role has signed with a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.language.sign_offs import sign_offs
from coach.model.finding import Measurement
from coach.scorers.evidence import credit, fault, missing, quote
from coach.signals.reading import Reading

STYLES = ("initials", "name", "role", "closing")


@dataclass(frozen=True, slots=True)
class Options:
    """styles: the wanted forms: initials (^JT), name, role (name and role), closing (Kind regards, name)."""

    styles: tuple[str, ...] = ("initials", "name")

    @classmethod
    def check(cls, options: Options) -> Iterable[tuple[str, str]]:
        """Faults no type can show: (option, what is wrong)."""
        for style in options.styles:
            if style not in STYLES:
                yield "styles", f"'{style}' is no style; the styles are {', '.join(STYLES)}"


def measure(reading: Reading, options: Options) -> Measurement:
    """How well the reply is signed."""
    raw = reading.reply.raw
    signed = [s for s in sign_offs(raw) if s.style in STYLES]
    if not signed:
        return Measurement(0.0, (missing(len(raw), "Nobody signs this reply."),))
    for sign in signed:
        if sign.style in options.styles or (sign.style == "role" and "name" in options.styles):
            return Measurement(
                2.0, (credit(sign.start, sign.end, f"Signed {quote(raw, sign.start, sign.end)}."),)
            )
    sign = signed[-1]
    wanted = " or ".join(options.styles)
    return Measurement(
        1.0,
        (
            fault(
                sign.start,
                sign.end,
                f"Signed {quote(raw, sign.start, sign.end)}; this channel expects {wanted}.",
            ),
        ),
    )
