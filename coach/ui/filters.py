"""Which scenarios the library shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coach.model.channel import Channel
from coach.model.scenario import Scenario

NAMES = ("channel", "trade", "skill", "level", "kind")
CRISIS, CONVERSATION, SINGLE = "crisis", "conversation", "one reply"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is kept; an empty value keeps all. ``words``: all of them must occur."""

    channel: str = ""
    trade: str = ""
    skill: str = ""
    level: str = ""
    kind: str = ""
    words: str = ""

    def keeps(self, scenario: Scenario) -> bool:
        """Whether the scenario is shown."""
        for name in NAMES:
            wanted = getattr(self, name)
            if wanted and wanted not in _VALUES[name](scenario):
                return False
        text = _text(scenario)
        return all(word in text for word in self.words.casefold().split())


def kind_of(scenario: Scenario) -> str:
    """What one goes through: a crisis, a conversation over several rounds, or one reply."""
    if scenario.crisis is not None:
        return CRISIS
    return SINGLE if scenario.reactions is None else CONVERSATION


def options(
    scenarios: Sequence[Scenario], name: str, channels: Mapping[str, Channel]
) -> tuple[tuple[str, str], ...]:
    """The values of a filter with their titles and how many scenarios have them."""
    counts = Counter(value for s in scenarios for value in _VALUES[name](s))
    order = sorted(counts, key=lambda value: title(name, value, channels).casefold())
    return tuple((v, f"{title(name, v, channels)} ({counts[v]})") for v in order)


def title(name: str, value: str, channels: Mapping[str, Channel]) -> str:
    """A filter's value as it is shown."""
    if name == "channel" and value in channels:
        return channels[value].title
    return f"level {value}" if name == "level" else value


_VALUES: Mapping[str, Callable[[Scenario], tuple[str, ...]]] = {
    "channel": lambda s: (s.channel,),
    "trade": lambda s: (s.brand.trade,),
    "skill": lambda s: s.skills,
    "level": lambda s: (str(s.difficulty),),
    "kind": lambda s: (kind_of(s),),
}


def _text(scenario: Scenario) -> str:
    said = (turn.text for turn in scenario.turns)
    about = (scenario.title, scenario.brand.name, scenario.id, kind_of(scenario))
    return "\n".join((*about, *said)).casefold()
