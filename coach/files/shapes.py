"""What all file shapes share: the base class and the kinds of text they are made of.

The descriptions of keys are what a trainer reads when hovering over a key in an editor.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from coach.files.names import ID_PATTERN, NAME_PATTERN

VERSION_PATTERN = r"^[0-9A-Za-z][0-9A-Za-z._-]*$"
TURN_LENGTH = 20_000
_NAME_LENGTH = 64


class Shape(BaseModel):
    """A mapping in a file. Messages call it ``noun`` and what it holds ``entry``."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    noun: ClassVar[str] = "a mapping"
    entry: ClassVar[str] = "key"


def fault(word: str, message: str) -> PydanticCustomError:
    """A validation error that carries one of our word ids; braces in it mean nothing."""
    escaped = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(word, escaped)


def _not_blank(text: str) -> str:
    if not text.strip():
        raise fault("empty-text", "is empty; write a text")
    if len(text) > TURN_LENGTH:
        raise fault("too-long", f"is longer than {TURN_LENGTH:,} characters; shorten it")
    return text


def _is_id(text: str) -> str:
    if re.fullmatch(ID_PATTERN, text, re.ASCII) and len(text) <= _NAME_LENGTH:
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.lower())[:_NAME_LENGTH].strip("-")
    rule = "an id holds lower-case letters, digits and single hyphens between them"
    raise fault("bad-id", f"is not an id; {rule}" + (f"; write '{better}'" if better else ""))


def _is_name(text: str) -> str:
    pack, slash, name = text.rpartition("/")
    if slash and pack:
        _is_id(pack)
    _is_id(name if slash and pack else text)
    return text


def _is_version(text: str) -> str:
    if re.fullmatch(VERSION_PATTERN, text, re.ASCII) and len(text) <= _NAME_LENGTH:
        return text
    raise fault("bad-version", 'is not a version; write letters, digits and dots such as "1.2"')


def _is_date(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise fault("bad-date", "is not a date; write year-month-day such as 2026-01-31")


def _format_one(number: int) -> int:
    if number != 1:
        message = f"is {number}, a format this version of coach does not know; it reads format 1"
        raise fault("unknown-format", message)
    return number


def _given(value: Any) -> Any:
    """Refuses a key without a value; a key that is left out does not come here."""
    if value is None:
        raise fault("no-value", "has no value; write one, or remove the key")
    return value


def as_list(value: Any) -> Any:
    """One text as a list of one."""
    return [value] if isinstance(value, str) else value


Text = Annotated[
    str,
    AfterValidator(_not_blank),
    Field(json_schema_extra={"minLength": 1, "maxLength": TURN_LENGTH}),
]
Id = Annotated[str, AfterValidator(_is_id), Field(json_schema_extra={"pattern": ID_PATTERN})]
Name = Annotated[str, AfterValidator(_is_name), Field(json_schema_extra={"pattern": NAME_PATTERN})]
Version = Annotated[
    str, AfterValidator(_is_version), Field(json_schema_extra={"pattern": VERSION_PATTERN})
]
IsoDate = Annotated[str, AfterValidator(_is_date), Field(json_schema_extra={"format": "date"})]
FormatOne = Annotated[int, AfterValidator(_format_one), Field(json_schema_extra={"const": 1})]
Given = AfterValidator(_given)


class _OneOrMore(BeforeValidator):
    """Takes one text for a list of one, and says so in the schema."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        part = handler(schema)
        lists = [part] if part.get("type") == "array" else part["anyOf"]
        kinds = [kind for whole in lists for kind in (whole.get("items"), whole) if kind]
        return {"anyOf": kinds}


OneOrMore = _OneOrMore(as_list)
