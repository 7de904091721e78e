"""The shape of a scenario file."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from coach.files.rubric_shape import Skill, VisibilityName
from coach.files.shapes import FormatOne, Given, Id, Name, Shape, Text

ChoiceName = Literal["reply_public", "reply_private", "escalate", "hold", "monitor", "report"]
TeamName = Literal["legal", "press", "safety", "fraud", "product"]
CrisisName = Literal["self_harm", "injury", "discrimination", "data_breach", "press", "pile_on"]
_CHOICES = "reply_public, reply_private, escalate, hold, monitor or report"


class BrandFile(Shape):
    """The company the agent writes for. Brands are invented."""

    noun: ClassVar[str] = "a brand"

    name: Text = Field(description="The brand's name, invented.")
    handle: Text = Field(description="The brand's handle, in quotes when it starts with @.")
    trade: Text = Field(description="What the company does, such as airline.")
    voice: Text = Field(description="How the brand sounds, in a sentence or two.")
    policies: list[Text] = Field(
        default=[], description="Rules the agent must keep, one sentence each."
    )


class CustomerFile(Shape):
    """Who wrote, and what the agent may know about them."""

    noun: ClassVar[str] = "a customer"

    handle: Text = Field(description="The customer's handle, in quotes when it starts with @.")
    name: Text | None = Field(default=None, description="What the agent may call them, if known.")
    english: str = Field(
        default="", description="The variety of English they write, such as Scots or Indian."
    )
    known: str = Field(default="", description="What the customer records say.")
    history: list[Text] = Field(default=[], description="Earlier contacts, oldest first.")


class AudienceFile(Shape):
    """Who else reads along."""

    noun: ClassVar[str] = "an audience"

    followers: int = Field(default=0, ge=0, description="How many follow the customer.")
    watching: str = Field(default="", description="Who else is watching, and what they do.")


class TurnFile(Shape):
    """One post or message."""

    noun: ClassVar[str] = "a turn"

    speaker: Literal["customer", "agent", "other"] = Field(
        description="Who wrote it: customer, agent or other."
    )
    at: Annotated[Text | None, Given] = Field(
        default=None, description="When, in words such as 14 min ago."
    )
    text: Text = Field(description="What was written, exactly.")


class DecisionFile(Shape):
    """What to do with the situation."""

    noun: ClassVar[str] = "a decision"

    best: ChoiceName = Field(description=f"The best choice: {_CHOICES}.")
    acceptable: list[ChoiceName] = Field(
        default=[], description="Other choices that will do; may be empty."
    )
    why: Text = Field(description="Why this is the best choice; agents read it afterwards.")
    escalate_to: Annotated[TeamName | None, Given] = Field(
        default=None,
        description="The team to escalate to: legal, press, safety, fraud or product; "
        "required where escalating will do.",
    )


class ReactionFile(Shape):
    """The customer's next turn."""

    noun: ClassVar[str] = "a reaction"

    text: Text = Field(description="What the customer writes.")
    next: Annotated[ReactionsFile | None, Given] = Field(
        default=None, description="How it goes on after the agent's next reply."
    )


class ReactionsFile(Shape):
    """How the customer answers a good, a middling and a bad reply."""

    noun: ClassVar[str] = "a set of reactions"

    good: ReactionFile = Field(description="After a good reply.")
    middling: ReactionFile = Field(description="After a middling reply.")
    bad: ReactionFile = Field(description="After a bad reply.")
    by: list[Name] = Field(
        default=[],
        description="The criteria whose marks choose the branch; left out, the total chooses.",
    )


class ExemplarFile(Shape):
    """A reply that does it well."""

    noun: ClassVar[str] = "an exemplar"

    reply: Text = Field(description="The reply, as it could be sent.")
    note: Text = Field(description="Why it works.")


class BadReplyFile(Shape):
    """A reply that fails."""

    noun: ClassVar[str] = "a bad reply"

    reply: Text = Field(description="The reply, as somebody might send it.")
    note: Text = Field(description="What is wrong with it.")


class NotesFile(Shape):
    """What specialists would say."""

    noun: ClassVar[str] = "a set of notes"

    pr: str = Field(default="", description="What public relations would say.")
    legal: str = Field(default="", description="What the legal department would say.")
    writing: str = Field(default="", description="What a writing coach would say.")


class ScenarioFile(Shape):
    """A realistic situation to practise, and what a good answer takes."""

    noun: ClassVar[str] = "a scenario"

    scenario: FormatOne = Field(description="The number of the file format: 1.")
    id: Id = Field(description="The scenario's name in commands and results.")
    title: Text = Field(description="The scenario's name for people.")
    channel: Text = Field(description="Where it happens, such as x or email.")
    visibility: VisibilityName = Field(description="public or private.")
    brand: BrandFile = Field(description="The company the agent writes for.")
    customer: CustomerFile = Field(description="Who wrote, and what is known about them.")
    audience: AudienceFile = Field(
        default=AudienceFile(), description="Who else reads; may be left out."
    )
    turns: list[TurnFile] = Field(
        min_length=1, description="What was written so far, oldest first; a customer's turn last."
    )
    facts: list[Text] = Field(default=[], description="What the agent could look up.")
    concerns: list[Text] = Field(
        default=[],
        description="What the reply must address, word for word as the customer put it.",
    )
    decision: DecisionFile = Field(description="What to do: reply, escalate, hold, ...")
    rubric: Name = Field(
        description="The rubric that scores the reply: its id, or pack/id for one of a pack."
    )
    skills: list[Skill] = Field(min_length=1, description="The skills it trains.")
    difficulty: int = Field(ge=1, le=5, description="1 (easy) to 5 (hard).")
    reactions: Annotated[ReactionsFile | None, Given] = Field(
        default=None, description="How the customer answers; up to three rounds in all."
    )
    exemplars: list[ExemplarFile] = Field(min_length=1, description="Replies that do it well.")
    bad_replies: list[BadReplyFile] = Field(
        default=[], description="Replies that fail, to learn from; may be left out."
    )
    crisis: Annotated[CrisisName | None, Given] = Field(
        default=None,
        description="For situations in which people may come to harm, practised without points: "
        "self_harm, injury, discrimination, data_breach, press or pile_on.",
    )
    matter: Annotated[Id | None, Given] = Field(
        default=None,
        description="A name that joins scenarios where the same happened on different channels.",
    )
    notes: NotesFile = Field(default=NotesFile(), description="Specialists on it; may be left out.")
    source: Text = Field(description="Where the situation comes from.")
