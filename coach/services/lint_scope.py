"""Where and when something applies, and whether two such scopes meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.model.channel import Channel, Visibility
from coach.model.rubric import Valid, When
from coach.scorers.phrase_rules import PhraseRule

_NAMED = ("brand", "product", "country", "customer")


@dataclass(frozen=True, slots=True)
class Scope:
    """Replies by place, names and day.

    places: pairs of channel and visibility. names: for brand, product, country and customer the
    names allowed, folded; a key that is missing allows all. since, until: ISO dates.
    """

    places: frozenset[tuple[str, Visibility]]
    names: Mapping[str, frozenset[str]]
    since: str = ""
    until: str = "9999-12-31"

    @property
    def empty(self) -> bool:
        """Whether no reply is in it."""
        return not self.places or not all(self.names.values()) or self.until < self.since

    def meet(self, other: Scope) -> Scope:
        """What is in both."""
        keys = {*self.names, *other.names}
        return Scope(
            self.places & other.places,
            {k: _both(self.names.get(k), other.names.get(k)) for k in keys},
            max(self.since, other.since),
            min(self.until, other.until),
        )


def scope_of(when: When, valid: Valid, channels: Mapping[str, Channel]) -> Scope:
    """The scope of a criterion."""
    wanted = {name.casefold() for name in when.channel}
    places = frozenset(
        (channel.id, visibility)
        for channel in channels.values()
        for visibility in channel.places
        if (not wanted or channel.id.casefold() in wanted)
        and (not when.visibility or visibility.value in when.visibility)
    )
    return Scope(places, _names(when, _NAMED), valid.since or "", valid.until or "9999-12-31")


def narrowed(scope: Scope, rule: PhraseRule) -> Scope:
    """The scope of a phrase within that of its criterion."""
    own = Scope(
        scope.places, _names(rule, _NAMED[:3]), rule.since or "", rule.until or "9999-12-31"
    )
    return scope.meet(own)


def within(inner: PhraseRule, outer: PhraseRule) -> bool:
    """Whether a phrase counts wherever and whenever another of its criterion does."""
    for name in _NAMED[:3]:
        allowed, wanted = (_folded(getattr(rule, name)) for rule in (outer, inner))
        if allowed and (not wanted or not wanted <= allowed):
            return False
    return (outer.since or "") <= (inner.since or "") and (inner.until or "9999-12-31") <= (
        outer.until or "9999-12-31"
    )


def _names(source: When | PhraseRule, keys: tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {key: _folded(getattr(source, key)) for key in keys if getattr(source, key)}


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _both(one: frozenset[str] | None, two: frozenset[str] | None) -> frozenset[str]:
    if one is None or two is None:
        return one or two or frozenset()
    return one & two
