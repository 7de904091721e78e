"""Fits the channel: the length of the longest post as a share of the channel's limit.

Why: a post over the limit is cut or refused. Length is counted as the channel counts it.
Source: corpora/channels.yaml, each limit with its own source.

The value is length / limit of the longest post: 1.0 is exactly full. Not applicable where the
channel sets no limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.language.length import Count, count_of
from coach.language.text import Text
from coach.model.finding import Measurement
from coach.scorers.evidence import fault
from coach.signals.reading import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """limit: characters a post may have; left out, the channel's own limit."""

    limit: int | None = None


def measure(reading: Reading, options: Options) -> Measurement:
    """Length of the longest post over its limit."""
    channel = reading.channel
    place = channel.place(reading.context.visibility) if channel else None
    limit = options.limit or (place.limit if place else None)
    if not limit:
        return Measurement(None, reason="this channel sets no limit")
    count = count_of(channel)
    worst = 0.0
    findings = []
    posts = reading.posts
    for start, end in posts:
        text = reading.reply if len(posts) == 1 else Text(reading.draft.text[start:end])
        length = count(text)
        worst = max(worst, length / limit)
        if length > limit:
            at = _where_full(text, limit, length, count)
            findings.append(
                fault(start + at, end, f"{length - limit} of {length} characters over {limit}.")
            )
    return Measurement(worst, tuple(findings))


def _where_full(text: Text, limit: int, length: int, count: Count) -> int:
    """The offset at which the limit is reached, by bisection."""
    raw = text.raw
    at = len(raw) - (length - limit)  # right where each character after it counts one, as most do
    if at > 0 and count(text, at) <= limit < count(text, at + 1):
        return at
    low, high = 0, len(raw)
    while low < high:
        middle = (low + high + 1) // 2
        if count(text, middle) <= limit:
            low = middle
        else:
            high = middle - 1
    return low
