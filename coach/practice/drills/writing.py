"""What drills in writing share: the situation a case makes, its context, and goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.files.drill_reader import says
from coach.language.acts import acts_of
from coach.language.text import Text
from coach.model.drill import Case, Fact
from coach.model.scenario import (
    Audience,
    Brand,
    Choice,
    Customer,
    Decision,
    Notes,
    Scenario,
)
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Speaker, Turn
from coach.practice.drills.result import Goal

ACTS: Mapping[str, str] = {
    "apology": "an apology",
    "thanks": "thanks",
    "greeting": "a greeting",
    "sign_off": "who signs",
    "acknowledge": "the word that shows you understood",
    "take_ownership": "that you take it on",
    "ask_details": "the question",
    "request_private": "the way to a private message",
    "give_link": "the link",
    "offer_help": "the offer of help",
    "handoff": "who takes over",
    "warn_personal_data": "the warning about personal data",
    "next_step": "the next step",
    "time_commitment": "the time",
    "explain": "the explanation",
    "resolve": "what was done",
    "compensate": "the compensation",
}

FEWEST_WORDS = 3
COURTESIES = frozenset({"greeting", "thanks", "sign_off"})  # said without saying anything yet


def situation(drill: str, title: str, case: Case, rubric: str, facts: tuple[str, ...]) -> Scenario:
    """The case of a drill as a situation: one post, and what the agent knows."""
    public = case.visibility.value == "public"
    return Scenario(
        id=drill,
        title=title,
        channel=case.channel,
        visibility=case.visibility,
        brand=Brand(case.brand, case.brand, "", ""),
        customer=Customer(case.handle, case.name),
        audience=Audience(),
        turns=(Turn(Speaker.CUSTOMER, case.post),),
        facts=facts,
        concerns=(),
        decision=Decision(Choice.REPLY_PUBLIC if public else Choice.REPLY_PRIVATE, (), ""),
        rubric=rubric,
        skills=(),
        difficulty=1,
        exemplars=(),
        notes=Notes(),
        source="",
    )


def fact_goals(text: str, facts: Iterable[Fact]) -> list[Goal]:
    """One goal for each fact."""
    return [
        Goal(f"Says {fact.what}", says(text, fact.wordings), f"for example '{fact.wordings[0]}'")
        for fact in facts
    ]


def act_goals(text: str, acts: Iterable[str]) -> list[Goal]:
    """One goal for each act that must stay."""
    found = acts_of(Text(text))
    return [
        Goal(
            f"Keeps {ACTS[act]}",
            act in found,
            _words(text, found.get(act, ())),
            free=act in COURTESIES,
        )
        for act in acts
    ]


def _words(text: str, spans: Iterable[tuple[int, int]]) -> str:
    quoted = [f"'{text[start:end]}'" for start, end in spans]
    return ", ".join(quoted) if quoted else "not found"


def worded(text: str) -> bool:
    """Whether there are words enough to say something: three that have a letter."""
    return sum(any(c.isalpha() for c in word) for word in text.split()) >= FEWEST_WORDS


def percent_of(card: Scorecard, criterion: str) -> float | None:
    """The per cent of one mark; None when it was not scored."""
    return next((m.percent for m in card.of(MarkStatus.SCORED) if m.criterion == criterion), None)


def limit_goal(count: int, limit: int, weight: float = 1.0) -> Goal:
    """The goal of keeping to a length."""
    over = count - limit
    said = f"{count:,} of {limit:,}" + (f", {over:,} too many" if over > 0 else "")
    return Goal(f"At most {limit:,} characters", 0 < count <= limit, said, weight, free=True)
