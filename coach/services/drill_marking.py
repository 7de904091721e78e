"""Runs of drills in which one marks words: faults of a reply, and personal data."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from coach.engine import score
from coach.model.drill import PersonalData, Spot
from coach.model.problem import CoachError
from coach.model.thread import Draft
from coach.practice.conversation import context_of
from coach.practice.drills import personal_data, spot
from coach.practice.drills.marking import Item, Marking, fit
from coach.practice.drills.result import Line, Result, graded
from coach.services import catalogue
from coach.services.drill_run import Run


class MarkRun(Run):
    """Texts to mark, one after the other. Each is judged once, then the next one comes."""

    items: tuple[Item, ...]
    at: int
    marking: Marking
    judged: bool
    done: list[frozenset[int]]

    @property
    def item(self) -> Item:
        """The text to mark now."""
        return self.items[self.at]

    @property
    @abstractmethod
    def ask(self) -> str:
        """What to do, in a sentence."""

    @property
    def may_be_fine(self) -> bool:
        """Whether marking nothing is an answer."""
        return False

    @property
    def compares(self) -> str:
        """What the marks are compared with, where that has to be told."""
        return ""

    @abstractmethod
    def verdict(self) -> list[Line]:
        """What the marks were worth, once the text is judged."""

    @property
    def share(self) -> float:
        """How well the marks fit, 0-100."""
        return fit(self.item, self.marking.marked).share

    def toggle(self, first: int, last: int) -> None:
        """Marks words by number, or takes their marks off."""
        if not self.judged:
            self.marking = self.marking.toggled(first, last)

    def toggle_each(self, spans: Iterable[tuple[int, int]]) -> None:
        """Marks several spans of words, or takes their marks off, in one step."""
        if not self.judged:
            self.marking = self.marking.toggled_each(spans)

    def undo(self) -> None:
        """Takes the last step back; what is judged stays."""
        if not self.judged:
            self.marking = self.marking.undone()

    def fine(self) -> None:
        """Says that nothing is to be marked; that is an answer, and is judged at once."""
        if not self.judged and self.may_be_fine:
            self.marking = self.marking.cleared()
            self.judged = True

    def judge(self) -> None:
        """Compares the marks. Raises CoachError when nothing is marked: silence is no answer."""
        if not self.marking.marked and not self.judged:
            remedy = ", or say that it is fine" if self.may_be_fine else " first"
            raise CoachError(f"mark at least one word{remedy}")
        self.judged = True

    def go_on(self) -> bool:
        """To the next text; False when that was the last one."""
        self.done.append(self.marking.marked)
        if len(self.done) == len(self.items):
            return False
        self.at += 1
        self.marking, self.judged = Marking(), False
        return True

    def state(self) -> dict[str, Any]:
        """Which texts, and all marks."""
        return {
            "items": [item.id for item in self.items],
            "done": [sorted(marked) for marked in self.done],
            "marked": sorted(self.marking.marked),
            "judged": self.judged,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes on with the text that was being marked."""
        self._take([str(name) for name in state["items"]])
        self.done = [frozenset(map(int, marked)) for marked in state["done"]]
        self.at = len(self.done)
        self.marking = Marking(frozenset(map(int, state["marked"])))
        self.judged = bool(state["judged"])
        if self.at >= len(self.items):
            raise IndexError("all texts were done")

    def _take(self, names: list[str]) -> None:
        self.items = self.found(names)
        self.at, self.marking, self.judged, self.done = 0, Marking(), False, []

    @abstractmethod
    def found(self, names: list[str]) -> tuple[Item, ...]:
        """The texts of these names. Raises KeyError for a name that is gone."""


class SpotRun(MarkRun):
    """Replies that fail, drawn anew for each run."""

    def start(self) -> None:
        """As many replies as the drill wants, those least often seen first."""
        content = self.drill.content
        assert isinstance(content, Spot)
        wanted = content.scenarios
        every = [s for s in self.pool.scenarios.values() if not wanted or s.id in wanted]
        self._replies = {name: (s, text) for name, s, text in spot.replies(every)}
        order = spot.shuffled(tuple(self._replies), self.seed.rpartition(":")[0])
        names: list[str] = []
        first = self.number * content.count
        for step in range(len(order)):
            name = order[(first + step) % len(order)]
            if spot.fits(self._item(name)):
                names.append(name)
            if len(names) == content.count:
                break
        if not names:
            raise CoachError("no scenario of this drill has a bad reply; add 'bad_replies' to one")
        self._take(names)

    def found(self, names: list[str]) -> tuple[Item, ...]:
        """The replies of these names."""
        return tuple(self._item(name) for name in names)

    def _item(self, name: str) -> Item:
        scenario, reply = self._replies[name]
        rubric = catalogue.rubric(scenario.rubric)
        today = datetime.fromisoformat(self.now()).date()
        draft = Draft(name, reply, context_of(scenario))
        card = score(draft, rubric, catalogue.channels(), today)
        place = catalogue.channel(scenario.channel).title
        return spot.item_of(name, scenario, reply, card, rubric, place)

    @property
    def ask(self) -> str:
        """What to look for."""
        return "Somebody sent this reply. Mark the words that cost marks."

    @property
    def compares(self) -> str:
        """The rubric, which does not see all that a person sees."""
        return spot.COMPARES

    def verdict(self) -> list[Line]:
        """Found, missed and marked beside it."""
        return spot.fit_lines(self.item, self.marking.marked)

    def result(self) -> Result:
        """The mean over the replies."""
        return spot.result(self.items, self.done, self.about.means)


class PersonalDataRun(MarkRun):
    """Posts and drafts of one set, in an order of their own for each run."""

    def start(self) -> None:
        """The items of the set, shuffled."""
        content = self.drill.content
        assert isinstance(content, PersonalData)
        places = {name: channel.title for name, channel in catalogue.channels().items()}
        self._items = {item.id: item for item in personal_data.items(content, places)}
        self._take(list(spot.shuffled(tuple(self._items), self.seed)))

    def found(self, names: list[str]) -> tuple[Item, ...]:
        """The items of these numbers."""
        return tuple(self._items[name] for name in names)

    @property
    def ask(self) -> str:
        """What to look for."""
        return "Mark what must not stand here, or say that it is fine."

    @property
    def may_be_fine(self) -> bool:
        """Half of them are."""
        return True

    def verdict(self) -> list[Line]:
        """One sentence, and why."""
        said = personal_data.verdict(self.item, self.marking.marked)
        return [graded(said, self.share, self.item.why)]

    def result(self) -> Result:
        """What was found over the items, with the time."""
        return personal_data.result(self.items, self.done, self.seconds, self.about.means)
