"""The shape of a rubric file."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import Field, create_model

from coach.files.shapes import (
    FormatOne,
    Given,
    Id,
    IsoDate,
    Name,
    OneOrMore,
    Shape,
    Text,
    Version,
)

Skill = Literal["tone", "empathy", "register", "compliance", "responsiveness", "decision"]
VisibilityName = Literal["public", "private"]
CustomerKind = Literal["complaint", "danger", "question", "thanks", "statement", "none"]


class BandFile(Shape):
    """A score for values in a range, both ends included; a missing end is open."""

    noun: ClassVar[str] = "a band"

    score: int = Field(ge=-1000, le=1000, description="The score a value in this band gets.")
    at_least: Annotated[float | None, Given] = Field(
        default=None, description="The lowest value of the band. Left out: no lower end."
    )
    at_most: Annotated[float | None, Given] = Field(
        default=None, description="The highest value of the band. Left out: no upper end."
    )


class WhenFile(Shape):
    """Where a criterion applies. Every condition given must hold."""

    noun: ClassVar[str] = "a condition"

    channel: Annotated[list[Text] | None, OneOrMore, Given] = Field(
        default=None, description="One channel or a list of channels, such as x or email."
    )
    visibility: Annotated[list[VisibilityName] | None, OneOrMore, Given] = Field(
        default=None, description="public, private, or a list of both."
    )
    brand: Annotated[list[Text] | None, OneOrMore, Given] = Field(
        default=None, description="One brand or a list of brands, named as in the records."
    )
    product: Annotated[list[Text] | None, OneOrMore, Given] = Field(
        default=None, description="One product or a list of products, named as in the records."
    )
    country: Annotated[list[Text] | None, OneOrMore, Given] = Field(
        default=None, description="One country or a list of countries, named as in the records."
    )
    customer: Annotated[list[CustomerKind] | None, OneOrMore, Given] = Field(
        default=None,
        description="What the customer's turn is: complaint, question, thanks, statement, or "
        "none when there is no customer text. One of them or a list.",
    )


class ValidFile(Shape):
    """The dates between which a criterion applies."""

    noun: ClassVar[str] = "a period"

    since: Annotated[IsoDate | None, Given] = Field(
        default=None, alias="from", description="The first day it applies, such as 2026-01-31."
    )
    until: Annotated[IsoDate | None, Given] = Field(
        default=None, description="The last day it applies, such as 2026-12-31."
    )


class ExampleFile(Shape):
    """A reply with the score it must get: a test of the criterion and its documentation."""

    noun: ClassVar[str] = "an example"

    reply: Text = Field(description="The reply to score.")
    score: int | None = Field(
        description="The score the reply must get: a score of one of the bands, "
        "or null when the criterion must not apply."
    )
    customer: Annotated[Text | None, Given] = Field(
        default=None, description="What the customer wrote, when the score depends on it."
    )
    spans: Annotated[list[str] | None, Given] = Field(
        default=None,
        description="The exact words the findings must point at, in order: the faults when the "
        'score is below the highest, the credits when it is the highest. "" stands for a place '
        "where something is missing. An empty list: there must be no finding at all. Left out: "
        "not checked.",
    )
    channel: Annotated[Text | None, Given] = Field(
        default=None,
        description="The channel; left out: the first one that uses this rubric, else x.",
    )
    visibility: Annotated[VisibilityName | None, Given] = Field(
        default=None,
        description="public or private; left out: where the rubric is used, else public.",
    )
    brand: Annotated[Text | None, Given] = Field(
        default=None, description="The brand, for a criterion that applies to some brands only."
    )
    product: Annotated[Text | None, Given] = Field(
        default=None, description="The product or trade, for a criterion that depends on it."
    )
    country: Annotated[Text | None, Given] = Field(
        default=None, description="The country, for a criterion that applies to some countries."
    )
    sent_at: Annotated[IsoDate | None, Given] = Field(
        default=None,
        description="The day of the reply, such as 2026-01-31, for what applies between dates "
        "only. Left out: a day on which the criterion applies.",
    )
    earlier: list[Text] = Field(
        default=[], description="The agent's own earlier replies, for what sounds copied."
    )
    todo: Annotated[Text | None, Given] = Field(
        default=None,
        description="Why the example does not get its score today. Such an example must fail, "
        "so that it is noticed when it starts to pass.",
    )


class CriterionFile(Shape):
    """One thing a reply is marked for."""

    noun: ClassVar[str] = "a criterion"

    id: Id = Field(description="The criterion's name in results, such as names-the-problem.")
    section: Id = Field(description="The part of the rubric it is shown under, such as tone.")
    skill: Skill = Field(description="The skill that practice progress counts it under.")
    title: Text = Field(description="What a good reply does, in a few words.")
    why: Text = Field(description="Why it matters; agents read this next to their mark.")
    source: Text = Field(description="What the criterion rests on: a study, a policy, a person.")
    scorer: Text = Field(
        description="What measures it; `coach rubric scorers` lists the names and their options."
    )
    options: dict[str, Any] = Field(
        default={},
        description="The scorer's settings. In a rubric that extends another, `name+` adds to "
        "an inherited list and `name-` removes from it.",
    )
    bands: list[BandFile] = Field(
        min_length=2,
        description="How the measured value becomes a score: the first band that holds the "
        "value counts. The last band has no ends, so that every value finds one.",
    )
    weight: int = Field(
        ge=0, le=100, description="How much it counts, 0 to 100. 0: shown, not counted."
    )
    critical: bool = Field(
        default=False, description="true: below half of its range, the whole total is 0."
    )
    fails: Annotated[Literal["section"] | None, Given] = Field(
        default=None,
        description="section: below half of its range, the marks of its section count nothing.",
    )
    when: Annotated[WhenFile | None, Given] = Field(
        default=None, description="Where it applies; left out: everywhere."
    )
    valid: Annotated[ValidFile | None, Given] = Field(
        default=None, description="The dates between which it applies; left out: always."
    )
    message: Text = Field(
        description="What to do instead: one full sentence about the reply, never the person."
    )
    examples: list[ExampleFile] = Field(
        min_length=1,
        description="Replies with the score they must get; at least one with the highest and "
        "one with the lowest score. `coach rubric test` runs them.",
    )


def _override() -> type[Shape]:
    """CriterionFile with every key but ``id`` optional, and ``examples+``."""
    fields: dict[str, Any] = {
        name: (info.annotation, _optional(info))
        for name, info in CriterionFile.model_fields.items()
        if name != "id"
    }
    fields["id"] = (Id, CriterionFile.model_fields["id"])
    fields["more_examples"] = (
        list[ExampleFile],
        Field(default=[], alias="examples+", description="Examples added to the inherited ones."),
    )
    doc = "Changes to an inherited criterion: the keys given replace the inherited ones."
    model = create_model("CriterionOverride", __base__=Shape, __doc__=doc, **fields)
    model.noun = CriterionFile.noun
    return cast("type[Shape]", model)


def _optional(info: Any) -> Any:
    copy = info._copy()
    copy.default = None
    return copy


CriterionOverride = _override()


class RubricFile(Shape):
    """A rubric: what replies are marked for, how much it counts, and when a reply passes."""

    noun: ClassVar[str] = "a rubric"

    rubric: FormatOne = Field(description="The number of the file format: 1.")
    id: Id = Field(description="The rubric's name in commands and results, such as social-care.")
    title: Text = Field(description="The rubric's name for people.")
    version: Version = Field(
        description='The version as text, such as "1.0"; raise it with each published change.'
    )
    status: Literal["draft", "published", "archived"] = Field(
        description="draft, published or archived."
    )
    extends: Annotated[Name | None, Given] = Field(
        default=None,
        description="The rubric whose criteria this one inherits: its id, or pack/id for one of "
        "an installed pack.",
    )
    pass_mark: Annotated[float | None, Given] = Field(
        default=None,
        ge=0,
        le=100,
        description="The total from which a reply passes, 0 to 100. Required, unless the "
        "rubric extends another.",
    )
    sections: dict[str, Text] = Field(
        default={}, description="The titles of the sections: section id, then title."
    )
    drop: list[Id] = Field(
        default=[], description="Ids of inherited criteria that this rubric does without."
    )
    criteria: list[dict[str, Any]] = Field(
        default=[],
        description="What replies are marked for. In a rubric that extends another, a "
        "criterion with an inherited id changes the inherited one.",
    )
