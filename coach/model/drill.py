"""Drills: short exercises of one thing each, and what came of doing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from coach.model.channel import Visibility
from coach.model.scenario import Decision, Exemplar


class DrillKind(StrEnum):
    """What a drill makes one do."""

    STYLE_SWITCH = "style_switch"
    DE_ESCALATION = "de_escalation"
    SHORTEN = "shorten"
    REWRITE = "rewrite"
    SPOT = "spot"
    PERSONAL_DATA = "personal_data"
    TRIAGE = "triage"
    BLUNDER = "blunder"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a reply must say: ``what`` it is, and wordings of which one must stand there."""

    what: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Where a reply to cut or to rewrite belongs, and the post it answers."""

    channel: str
    visibility: Visibility
    brand: str
    handle: str
    name: str | None
    post: str


@dataclass(frozen=True, slots=True)
class StyleSwitch:
    """The same matter on three channels. ``matters``: which ones; empty means all there are."""

    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeEscalation:
    """Conversations with an angry customer. ``focus``: the criteria the drill is about."""

    scenarios: tuple[str, ...]
    focus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shorten:
    """An overlong reply to cut under ``limit`` while ``acts`` and ``keep`` stay."""

    case: Case
    reply: str
    limit: int
    acts: tuple[str, ...]
    keep: tuple[Fact, ...]
    exemplar: Exemplar


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A canned reply to write anew for one customer; ``facts`` may be used, ``keep`` must stay."""

    case: Case
    reply: str
    facts: tuple[str, ...]
    keep: tuple[Fact, ...]
    exemplar: Exemplar


@dataclass(frozen=True, slots=True)
class Spot:
    """Replies that fail, to find the words that cost marks; ``count`` of them a run.

    scenarios: whose replies; empty means all that have some.
    """

    scenarios: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Quick:
    """A post or draft to look through; ``holds``: the words that must not stand there."""

    by: str  # customer or agent
    channel: str
    visibility: Visibility
    text: str
    holds: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Posts and drafts to look through quickly."""

    items: tuple[Quick, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post in a queue. urgency: 1 (can wait) to 5 (now)."""

    channel: str
    handle: str
    at: str
    text: str
    seen: str
    urgency: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class Triage:
    """A queue of posts: which first, and what to do with each."""

    brand: str
    posts: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer with its points, 0-100, and the reason."""

    text: str
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something to decide about a story."""

    ask: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Blunder:
    """A story of something that went wrong: what was ``posted``, and what to learn from it."""

    story: str
    posted: str
    questions: tuple[Question, ...]
    lesson: str


Content = StyleSwitch | DeEscalation | Shorten | Rewrite | Spot | PersonalData | Triage | Blunder


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise. ``minutes``: about how long it takes."""

    id: str
    kind: DrillKind
    title: str
    about: str
    minutes: int
    content: Content
    source: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class DrillRun:
    """A drill that was done. score: 0-100, never part of a skill; detail: what it was made of."""

    id: int
    agent: int
    drill: str
    kind: str
    score: float
    seconds: float
    done_at: str
    coach_version: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A drill that was begun: everything needed to go on where it stopped."""

    agent: int
    drill: str
    seconds: float
    saved_at: str
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DrillTally:
    """How often an agent did a drill, the last score and the best one."""

    drill: str
    n: int
    last: float
    best: float
