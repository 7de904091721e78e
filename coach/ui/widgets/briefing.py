"""What an agent may know before answering: customer, audience, brand, policies, facts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.model.scenario import Scenario
from coach.ui.safe import Part, joined, line


class Briefing(VerticalScroll, can_focus=True):
    """The side panel; folded where room is short."""

    DEFAULT_CSS = """
    Briefing { padding: 0 1 1 2; border-left: blank; scrollbar-size-vertical: 1; }
    Briefing:focus { border-left: outer $border; }
    Briefing Static { height: auto; }
    """

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(id="briefing")
        self._scenario = scenario

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(briefing(self._scenario), markup=False)


def briefing(scenario: Scenario) -> Content:
    """All there is to know, under short headings."""
    customer, audience, brand = scenario.customer, scenario.audience, scenario.brand
    called = f" ({line(customer.name)})" if customer.name else ""
    parts: list[Part] = [*_head("Customer"), f"{line(customer.handle)}{called}. "]
    parts += [line(customer.known), "\n", *_list(customer.history)]
    if audience.watching:
        parts += ["\n", *_head("Who watches"), line(audience.watching), "\n"]
    if scenario.facts:
        parts += ["\n", *_head("What you can look up"), *_list(scenario.facts)]
    if brand.policies:
        parts += ["\n", *_head("Policies"), *_list(brand.policies)]
    parts += ["\n", *_head(f"How {line(brand.name)} sounds"), line(brand.voice)]
    return joined(*parts)


def summary(scenario: Scenario) -> str:
    """The briefing in one line, for where it is folded."""
    known = line(scenario.customer.known) or line(scenario.customer.handle)
    return f"{len(scenario.facts)} facts, {len(scenario.brand.policies)} policies. {known}"


def _head(title: str) -> tuple[Part, ...]:
    return ((title, "bold $primary"), "\n")


def _list(items: tuple[str, ...]) -> list[Part]:
    return [f"- {line(item)}\n" for item in items]
