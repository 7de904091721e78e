"""The reply that was sent, its evidence marked: underlined, signed and numbered."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.language.plain import plain
from coach.model.finding import Finding, Polarity
from coach.model.scorecard import MarkStatus, Scorecard
from coach.ui.marks import SIGN, tags_of
from coach.ui.safe import shown_offset

_STYLE = {Polarity.CREDIT: "underline $success", Polarity.FAULT: "bold underline $error"}
NOTHING = "(nothing was sent)"


class Evidence(VerticalScroll, can_focus=True):
    """The reply; the words of the chosen mark stand out."""

    DEFAULT_CSS = """
    Evidence {
        height: auto; max-height: 6; margin: 1 1 0 1; padding: 0 1;
        border-left: outer $border-blurred; scrollbar-size-vertical: 1;
    }
    Evidence:focus { border-left: outer $border; }
    .-tall Evidence { max-height: 12; }
    """

    def __init__(self, reply: str, card: Scorecard) -> None:
        super().__init__(id="evidence")
        self._reply = reply
        self._card = card

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(evidence(self._reply, self._card, ""), id="reply", markup=False)

    def point_at(self, criterion: str) -> None:
        """Makes the words of this mark stand out, and scrolls to them."""
        reply = self.query_one("#reply", Static)
        reply.update(evidence(self._reply, self._card, criterion))
        starts = [f.start for m, f in _findings(self._card) if m == criterion]
        if starts and reply.size.width:
            before = Content(plain(self._reply[: min(starts)])).wrap(reply.size.width)
            self.scroll_to(y=max(len(before) - 2, 0), animate=False)


def evidence(reply: str, card: Scorecard, chosen: str) -> Content:
    """The reply with a tag such as [+3 -5] after the words that marks 3 and 5 are about."""
    if not reply.strip():
        return Content.styled(NOTHING, "$text-muted")
    tags = tags_of(card)
    content = Content(plain(reply))
    ends: dict[int, dict[str, Polarity]] = {}
    numbered: set[str] = set()
    # credits first, so that the colour of a fault wins where both meet
    found = sorted(_findings(card), key=lambda pair: pair[1].polarity is Polarity.FAULT)
    for criterion, finding in found:
        start, end = shown_offset(reply, finding.start), shown_offset(reply, finding.end)
        content = content.stylize(_STYLE[finding.polarity], start, end)
        # one number a mark is enough to find it; all of its words show when it is chosen
        if finding.polarity is Polarity.FAULT or criterion == chosen or criterion not in numbered:
            numbered.add(criterion)
            ends.setdefault(end, {})[criterion] = finding.polarity
    for criterion, finding in found:
        if criterion == chosen:
            start, end = shown_offset(reply, finding.start), shown_offset(reply, finding.end)
            content = content.stylize("bold reverse", start, end)
    for end in sorted(ends, reverse=True):
        content = content[:end] + _tag(ends[end], tags, chosen) + content[end:]
    return content


def legend(reply: str, card: Scorecard) -> str:
    """What a tag in the reply says, in a few words, by the first tag there is; "" without one."""
    first = min(_findings(card), key=lambda pair: pair[1].end, default=None)
    if first is None or not reply.strip():
        return ""
    criterion, finding = first
    number, sign = tags_of(card)[criterion], SIGN[finding.polarity]
    means = "for" if finding.polarity is Polarity.CREDIT else "against"
    return f"{sign}{number} in the reply: {means} mark {number} below"


def _tag(found: dict[str, Polarity], tags: dict[str, int], chosen: str) -> Content:
    parts: list[str | tuple[str, str]] = []
    for criterion, polarity in sorted(found.items(), key=lambda item: tags[item[0]]):
        colour = "$success" if polarity is Polarity.CREDIT else "$error"
        style = f"bold reverse {colour}" if criterion == chosen else f"bold {colour}"
        parts += [" " if parts else "", (f"{SIGN[polarity]}{tags[criterion]}", style)]
    return Content.assemble(("[", "$text-muted"), *parts, ("]", "$text-muted"))


def _findings(card: Scorecard) -> list[tuple[str, Finding]]:
    return [
        (mark.criterion, finding)
        for mark in card.of(MarkStatus.SCORED)
        for finding in mark.findings
        if finding.start < finding.end
    ]
