"""The shapes of a drill file: what all share, and what each kind has of its own."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from coach.files.rubric_shape import VisibilityName
from coach.files.scenario_shape import DecisionFile, ExemplarFile
from coach.files.shapes import FormatOne, Given, Id, Name, Shape, Text

ActName = Literal[
    "apology", "thanks", "greeting", "sign_off", "acknowledge", "take_ownership", "ask_details",
    "request_private", "give_link", "offer_help", "handoff", "warn_personal_data", "next_step",
    "time_commitment", "explain", "resolve", "compensate",
]  # fmt: skip
FOCUS = ["acknowledge", "respect", "next-step"]


class FactFile(Shape):
    """Something that must be said."""

    noun: ClassVar[str] = "a fact to keep"

    what: Text = Field(description="What it is, such as the day of the visit.")
    any: list[Text] = Field(
        min_length=1, description="Wordings; one of them must stand in the reply."
    )


class CaseFile(Shape):
    """The post that is answered, and where."""

    noun: ClassVar[str] = "a case"

    channel: Text = Field(description="Where it happens, such as x or email.")
    visibility: VisibilityName = Field(description="public or private.")
    brand: Text = Field(description="The company the agent writes for, invented.")
    handle: Text = Field(description="The customer's handle, in quotes when it starts with @.")
    name: Annotated[Text | None, Given] = Field(
        default=None, description="What the agent may call the customer, if known."
    )
    post: Text = Field(description="What the customer wrote.")


class HeadFile(Shape):
    """What every drill file has."""

    noun: ClassVar[str] = "a drill"

    drill: FormatOne = Field(description="The number of the file format: 1.")
    id: Id = Field(description="The drill's name in commands and results.")
    title: Text = Field(description="The drill's name for people.")
    about: Text = Field(description="What one does in it, in a sentence.")
    minutes: int = Field(ge=1, le=60, description="About how many minutes it takes.")
    source: Text = Field(description="Where the drill comes from.")


class StyleSwitchFile(HeadFile):
    """The same matter as a post, an e-mail and a chat."""

    noun: ClassVar[str] = "a style_switch drill"

    kind: Literal["style_switch"] = Field(description="style_switch.")
    matters: list[Id] = Field(
        default=[], description="The matters to take scenarios from; left out, all there are."
    )


class DeEscalationFile(HeadFile):
    """Conversations with an angry customer."""

    noun: ClassVar[str] = "a de_escalation drill"

    kind: Literal["de_escalation"] = Field(description="de_escalation.")
    scenarios: list[Name] = Field(
        min_length=1, description="Scenarios in which the customer answers; one a run."
    )
    focus: list[Name] = Field(
        default=FOCUS, min_length=1, description="The criteria the drill is about."
    )


class ShortenFile(HeadFile):
    """An overlong reply to cut."""

    noun: ClassVar[str] = "a shorten drill"

    kind: Literal["shorten"] = Field(description="shorten.")
    case: CaseFile = Field(description="The post that is answered, and where.")
    reply: Text = Field(description="The reply that is too long.")
    limit: int = Field(ge=40, description="How long it may be, counted as the channel counts.")
    acts: list[ActName] = Field(default=[], description="What the reply must still do.")
    keep: list[FactFile] = Field(min_length=1, description="What the reply must still say.")
    exemplar: ExemplarFile = Field(description="One way to do it; shown afterwards.")


class RewriteFile(HeadFile):
    """A canned reply to make personal."""

    noun: ClassVar[str] = "a rewrite drill"

    kind: Literal["rewrite"] = Field(description="rewrite.")
    case: CaseFile = Field(description="The post that is answered, and where.")
    reply: Text = Field(description="The canned reply.")
    facts: list[Text] = Field(default=[], description="What the agent could look up.")
    keep: list[FactFile] = Field(min_length=1, description="What the reply must say.")
    exemplar: ExemplarFile = Field(description="One way to do it; shown afterwards.")


class SpotFile(HeadFile):
    """Somebody else's reply: mark the words that cost marks."""

    noun: ClassVar[str] = "a spot drill"

    kind: Literal["spot"] = Field(description="spot.")
    scenarios: list[Name] = Field(
        default=[], description="Whose bad replies to take; left out, all scenarios that have some."
    )
    count: int = Field(default=3, ge=1, le=20, description="How many replies a run has.")


class QuickFile(Shape):
    """A post or draft to look through."""

    noun: ClassVar[str] = "an item"

    by: Literal["customer", "agent"] = Field(description="Who wrote it: customer or agent.")
    channel: Text = Field(description="Where it stands, such as x or email.")
    visibility: VisibilityName = Field(description="public or private.")
    text: Text = Field(description="What is written.")
    holds: list[Text] = Field(
        description="The words that must not stand there, exactly; [] when it is fine."
    )
    why: Text = Field(description="Why; agents read it afterwards.")


class PersonalDataFile(HeadFile):
    """Posts and drafts to look through quickly."""

    noun: ClassVar[str] = "a personal_data drill"

    kind: Literal["personal_data"] = Field(description="personal_data.")
    items: list[QuickFile] = Field(min_length=2, description="What to look through.")


class WaitingFile(Shape):
    """A post in the queue."""

    noun: ClassVar[str] = "a post"

    channel: Text = Field(description="Where it stands, such as x or email.")
    handle: Text = Field(description="Who wrote it, in quotes when it starts with @.")
    at: Text = Field(description="When, in words such as 14 min ago.")
    text: Text = Field(description="What was written, exactly.")
    seen: str = Field(default="", description="Who reads along, in a few words.")
    urgency: int = Field(ge=1, le=5, description="1 (can wait) to 5 (now).")
    decision: DecisionFile = Field(description="What to do with it.")


class TriageFile(HeadFile):
    """A queue to put in order."""

    noun: ClassVar[str] = "a triage drill"

    kind: Literal["triage"] = Field(description="triage.")
    brand: Text = Field(description="Whose queue it is, in a sentence.")
    posts: list[WaitingFile] = Field(min_length=3, description="The posts, in any order.")


class OptionFile(Shape):
    """An answer."""

    noun: ClassVar[str] = "an option"

    text: Text = Field(description="The answer, as it could be given.")
    points: int = Field(ge=0, le=100, description="What it is worth: 100 for the best, 0 for none.")
    why: Text = Field(description="Why; shown after the choice.")


class QuestionFile(Shape):
    """Something to decide about the story."""

    noun: ClassVar[str] = "a question"

    ask: Text = Field(description="The question.")
    options: list[OptionFile] = Field(min_length=2, description="The answers, one worth 100.")


class BlunderFile(HeadFile):
    """A story of something that went wrong."""

    noun: ClassVar[str] = "a blunder drill"

    kind: Literal["blunder"] = Field(description="blunder.")
    story: Text = Field(description="What happened.")
    posted: Text = Field(description="What was posted.")
    questions: list[QuestionFile] = Field(min_length=1, description="What to decide.")
    lesson: Text = Field(description="What to take from it, in a sentence or two.")


SHAPES: dict[str, type[HeadFile]] = {
    "style_switch": StyleSwitchFile,
    "de_escalation": DeEscalationFile,
    "shorten": ShortenFile,
    "rewrite": RewriteFile,
    "spot": SpotFile,
    "personal_data": PersonalDataFile,
    "triage": TriageFile,
    "blunder": BlunderFile,
}
