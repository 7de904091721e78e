"""Text from outside as Textual can show it: plain, without markup, offsets kept."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from coach.language.plain import one_line, plain

Part = str | tuple[str, str] | Content


def shown(text: str, style: str = "") -> Content:
    """Foreign text to show over several lines."""
    return Content.styled(plain(text), style)


def line(text: str, width: int | None = None) -> str:
    """Foreign text on one line, cut with … to ``width`` cells."""
    return one_line(text, width)


def reason_of(said: str) -> str:
    """An error's message without the place and the word id, which are for files and logs."""
    _, found, rest = said.partition("error[")
    reason = rest.partition("] ")[2] if found else ""
    return reason[:1].upper() + reason[1:] + "." if reason and "\n" not in said else said


def shown_offset(text: str, offset: int) -> int:
    """Where an offset of the text stands in its shown form."""
    return len(plain(text[:offset]))


def marked(text: str, spans: Sequence[tuple[int, int, str]]) -> Content:
    """Foreign text with styles on spans given in its own offsets."""
    content = Content(plain(text))
    for start, end, style in spans:
        content = content.stylize(style, shown_offset(text, start), shown_offset(text, end))
    return content


def joined(*parts: Part) -> Content:
    """Our own words and contents, one after the other."""
    return Content.assemble(*parts)
