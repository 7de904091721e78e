"""Runs of drills on scenarios: style switch, and bringing an angry customer round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.model.drill import DeEscalation, StyleSwitch
from coach.model.problem import CoachError
from coach.model.scenario import Reactions
from coach.model.thread import Speaker, Turn
from coach.practice.conversation import ROUNDS, at_path, branch_of
from coach.practice.drills import de_escalation, spot, style_switch
from coach.practice.drills.result import Goal, Result
from coach.practice.drills.writing import percent_of
from coach.services import catalogue
from coach.services.drill_writing import WriteRun

NOTHING = "Ok."  # a reply without anything in it; what it meets is met by doing nothing
AIMS = {
    "acknowledge": "Name what went wrong for this customer",
    "respect": "Blame, mock and doubt nobody",
    "next-step": "Say who does what by when",
}


class StyleSwitchRun(WriteRun):
    """Three replies on one matter, in an order that changes from run to run."""

    def start(self) -> None:
        """The next matter and the next order."""
        assert isinstance(self.drill.content, StyleSwitch)
        wanted = self.drill.content.matters
        every = {m: s for m, s in self.pool.matters.items() if not wanted or m in wanted}
        if not every:
            raise CoachError(
                "no matter has a post, an e-mail and a chat; give three scenarios the same 'matter'"
            )
        who = self.seed.rpartition(":")[0]
        names = spot.shuffled(tuple(every), who)
        self._begin(names[self.number % len(names)], style_switch.order(self.number))

    def _begin(self, matter: str, order: tuple[str, ...]) -> None:
        self.matter, self.order = matter, order
        self.slots = self.pool.matters[matter]
        self.written: list[str] = []
        self.said = ""
        self._at()

    def _at(self) -> None:
        self.step = len(self.written) + 1
        self.scenario = self.slots[self.order[min(self.step, self.steps) - 1]]
        self.turns = self.scenario.turns
        self.text = ""

    @property
    def steps(self) -> int:
        """Three replies."""
        return len(self.order)

    @property
    def ask(self) -> str:
        """Which channel it is now."""
        slot = style_switch.TITLES[self.order[self.step - 1]]
        article = "an" if slot[0] in "aeiou" else "a"
        again = "The same matter again, now" if self.step > 1 else "Answer this"
        return f"{again} as {article} {slot} ({self.channel.title}): write as people do there."

    @property
    def aims(self) -> tuple[str, ...]:
        """Register is judged at the end only: a number while writing would do the switching."""
        return ("Sound as a good reply sounds on this channel", "The register counts, at the end")

    def goals(self, text: str) -> tuple[Goal, ...]:
        """None while writing."""
        return ()

    def take(self, text: str) -> bool:
        """Keeps the reply; the next channel follows."""
        self.written.append(text)
        more = len(self.written) < self.steps
        if more:
            self._at()
        return more

    def state(self) -> dict[str, Any]:
        """Matter, order, replies and draft."""
        kept = {"matter": self.matter, "order": list(self.order)}
        return {**kept, "written": list(self.written), "text": self.text}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes on with the reply that was being written."""
        order = tuple(state["order"])
        if order not in style_switch.ORDERS:
            raise ValueError("no order of the three channels")
        self._begin(state["matter"], order)
        self.written = [str(text) for text in state["written"]]
        self._at()
        self.text = str(state["text"])

    def result(self) -> Result:
        """Register on each channel, and the figures over all runs of style switches."""
        replies, before = [], None
        for slot, text in zip(self.order, self.written, strict=True):
            self.scenario = self.slots[slot]
            self.turns = self.scenario.turns
            low, high = style_switch.band(catalogue.rubric(self.scenario.rubric))
            card = self.card(text)
            marks = [m for m in card.marks if m.percent is not None and m.criterion == "register"]
            formality = card.signals["formality"] if marks else None
            percent = percent_of(card, "register") or 0.0
            replies.append(style_switch.Spoken(slot, formality, low, high, percent, before))
            before = slot
        past = []
        if self.store is not None and self.agent is not None:
            runs = self.store.drill_runs(self.agent.id, kind=self.drill.kind.value)
            past = [run.detail for run in reversed(runs)]
        return style_switch.result(replies, past, self.about.means)


class DeEscalationRun(WriteRun):
    """One conversation: up to three replies, until the customer is brought round."""

    def start(self) -> None:
        """The next scenario."""
        names = spot.shuffled(self.content.scenarios, self.seed.rpartition(":")[0])
        self._begin(names[self.number % len(names)])

    @property
    def content(self) -> DeEscalation:
        """What the drill is made of."""
        assert isinstance(self.drill.content, DeEscalation)
        return self.drill.content

    def _begin(self, name: str) -> None:
        self.scenario = self.pool.scenario(name)
        if self.scenario.reactions is None:
            raise CoachError(f"in the scenario '{name}' the customer never answers; name another")
        self.turns = self.scenario.turns
        self.rounds: list[de_escalation.Round] = []
        self.step, self.text, self.said = 1, "", ""

    @property
    def _branch(self) -> Reactions | None:
        return at_path(self.scenario.reactions, [r.branch for r in self.rounds])

    @property
    def steps(self) -> int:
        """As many replies as the conversation may still take, three at most."""
        return min(ROUNDS, len(self.rounds) + _depth(self._branch))

    @property
    def _left(self) -> int:
        return max(self.steps - self.step + 1, 1)

    @property
    def part(self) -> str:
        """Which reply, and how many may follow: a conversation ends early where nobody goes on."""
        if self._left == 1:
            return f"reply {self.step}, the last" if self.step > 1 else "one reply"
        return f"reply {self.step}, then up to {self._left - 1} more"

    @property
    def ask(self) -> str:
        """Bring them round."""
        left = self._left
        replies = "this one reply" if left == 1 else f"up to {left} replies"
        if self.step > 1:
            replies = "this last reply" if left == 1 else f"up to {left} more replies"
        return f"This customer is upset. Bring them round: you have {replies}."

    @property
    def aims(self) -> tuple[str, ...]:
        """The marks in focus."""
        rubric = catalogue.rubric(self.scenario.rubric)
        titles = {c.id: c.title for c in rubric.criteria}
        return tuple(AIMS.get(name) or titles.get(name, name) for name in self.content.focus)

    def goals(self, text: str) -> tuple[Goal, ...]:
        """None while writing: the customer's answer tells."""
        return ()

    def take(self, text: str) -> bool:
        """The customer answers; it goes on until they are brought round or the rounds are over."""
        branch = self._branch
        assert branch is not None
        card = self.card(text)
        answer = branch_of(branch, card)
        name = next(n for n in de_escalation.FELT if getattr(branch, n) is answer)
        self.rounds.append(de_escalation.round_of(name, card, self.content.focus))
        added = (Turn(Speaker.AGENT, text), Turn(Speaker.CUSTOMER, answer.text))
        self.turns = (*self.turns, *added)
        self.said = de_escalation.FELT[name] + "."
        more = name != "good" and len(self.rounds) < self.steps and self._branch is not None
        if more:
            self.step, self.text = len(self.rounds) + 1, ""
        return more

    def state(self) -> dict[str, Any]:
        """The conversation so far, and the draft."""
        added = self.turns[len(self.scenario.turns) :]
        return {
            "scenario": self.scenario.id,
            "added": [[turn.speaker.value, turn.text] for turn in added],
            "rounds": [[r.branch, dict(r.marks)] for r in self.rounds],
            "text": self.text,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes on in the round that was being written."""
        if state["scenario"] not in self.content.scenarios:
            raise ValueError("the scenario is no part of the drill any more")
        self._begin(state["scenario"])
        self.rounds = [
            de_escalation.Round(str(branch), {str(k): float(v) for k, v in marks.items()})
            for branch, marks in state["rounds"]
        ]
        if self._branch is None:
            raise ValueError("the conversation is over")
        added = tuple(Turn(Speaker(who), str(text)) for who, text in state["added"])
        self.turns = (*self.turns, *added)
        self.step = len(self.rounds) + 1
        self.text = str(state["text"])
        self.said = de_escalation.FELT[self.rounds[-1].branch] + "." if self.rounds else ""

    def result(self) -> Result:
        """Brought round or not, and the marks in focus."""
        rubric = catalogue.rubric(self.scenario.rubric)
        titles = {criterion.id: criterion.title for criterion in rubric.criteria}
        return de_escalation.result(self.rounds, self._free(), titles, self.about.means)

    def _free(self) -> frozenset[str]:
        """The criteria in focus that a reply which says nothing meets."""
        card = self.card(NOTHING, turns=self.scenario.turns)
        percents = {name: percent_of(card, name) for name in self.content.focus}
        return frozenset(name for name, percent in percents.items() if percent and percent >= 50)


def _depth(branch: Reactions | None) -> int:
    """How many more times the customer answers, at most."""
    if branch is None:
        return 0
    following = (branch.good, branch.middling, branch.bad)
    return 1 + max(_depth(reaction.next) for reaction in following)
