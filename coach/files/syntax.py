"""What the YAML parser says, in the words of somebody who writes rubrics."""

from __future__ import annotations

from typing import Any

from coach.files.node import Place
from coach.files.wording import visible
from coach.model.problem import Problem

_INDENT = "check the indentation: keys that belong together start in the same column"
# parser's wording -> ours; the first that matches counts
_MEANING = (
    (
        "mapping values are not allowed",
        "a ':' is not expected here; put text that holds ': ' in quotes, or check the indentation",
    ),
    (
        "could not find expected ':'",
        "there is no ':' after this; write 'key: value', or indent text that goes on",
    ),
    (
        "expected <block end>, but found '<scalar>'",
        "text is not expected here; "
        "put all of it in one pair of quotes, double a single quote inside single quotes, "
        "or check the indentation",
    ),
    ("expected <block end>", f"this does not line up with what is above; {_INDENT}"),
    ("sequence entries are not allowed", f"a '-' is not expected here; {_INDENT}"),
    ("mapping keys are not allowed", f"a '?' is not expected here; quote it, or {_INDENT}"),
    (
        "unknown escape character",
        "there is no such escape; double the backslash, or use single quotes",
    ),
    ("hexdecimal numbers", "the escape is not complete; double the backslash"),
    (
        "expected the node content",
        "a value is missing here; write it, or quote a text that starts with a mark such as , ] }",
    ),
    (
        "but got",
        "a ',' or a closing bracket is missing before this; "
        "quote text that holds brackets or commas",
    ),
    ("unclosed", f"a bracket is not closed above; close it, or {_INDENT}"),
    ("block scalar", f"the lines of this block text do not line up; {_INDENT}"),
    ("expected alphabetic or numeric character", "text that starts with * or & must be in quotes"),
)


def syntax_problem(error: Any, last: Place) -> Problem:
    """A ruamel.yaml error as a Problem. ``last`` is used where the error has no place."""
    said = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", None) or "")
    place = _place(mark, last)
    if "cannot start any token" in said:
        return _wrong_start(said, place)
    if "quoted scalar" in context and ("end of stream" in said or "document separator" in said):
        return _place(opened, last).problem("syntax", "the quote opened here is never closed")
    if "but got '<stream end>'" in said:
        return _place(opened, last).problem("syntax", "the bracket opened here is never closed")
    if "could not find expected ':'" in said:
        place = _place(opened, last)
    if "directive" in context or "tag" in said:
        return place.problem("syntax", "quote text that starts with % or !")
    for part, meaning in _MEANING:
        if part in said or (part == "block scalar" and part in context):
            return place.problem("syntax", meaning)
    shown = visible(said.lower()) or "it breaks off"
    return place.problem("syntax", f"this is not YAML ({shown}); {_INDENT}")


def _wrong_start(said: str, place: Place) -> Problem:
    character = said.partition("character ")[2].partition(" that")[0]
    if "\\t" in character:
        return place.problem("tab", "a tab cannot be used to indent or to space; use spaces")
    return place.problem("syntax", f"text that starts with {character[1:-1]} must be in quotes")


def _place(mark: Any, last: Place) -> Place:
    if mark is None:
        return last
    return Place(last.file, mark.line + 1, mark.column + 1)
