"""Practice line by line, for screen readers and pipes: no colour, no cursor movement."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

import click

from coach.cli.plain_help import USE, PlainHelp
from coach.engine import LONGEST_REPLY
from coach.files.wording import nearest, quoted
from coach.language.plain import plain
from coach.model.attempt import CRISIS, TEST
from coach.model.problem import CoachError
from coach.model.scenario import Choice, Scenario, Team
from coach.practice import crisis
from coach.practice.conversation import ROUNDS
from coach.practice.decide import (
    BEST,
    CHOICES,
    TEAMS,
    WITHOUT_REPLY,
    choices_for,
    verdict,
)
from coach.render.conversation_lines import (
    crisis_lines,
    followed_lines,
    promise_lines,
    summary_lines,
)
from coach.render.lines import scorecard_lines
from coach.render.scenario_lines import exemplar_lines, situation_lines, turn_lines
from coach.services.practise import Outcome, Sitting

_END, _HELP = ".", "?"
_QUIT = ("q", "quit")
_PATIENCE = 20  # wrong answers in a row; a program that answers nonsense would never stop


class EndedError(Exception):
    """The input has ended, or the agent has had enough for now."""


@dataclass
class Talk:
    """Asks and tells, one line at a time. ``clock`` counts seconds."""

    source: TextIO | None
    clock: Callable[[], float] = time.monotonic

    def say(self, text: str = "") -> None:
        """A line, or lines, safe to show."""
        click.echo(plain(text))

    def page(self, lines: Iterable[str]) -> None:
        """Many lines."""
        for line in lines:
            self.say(line)

    def line(self) -> str | None:
        """The next line without its end; None when the input has ended."""
        read = self.source.readline(LONGEST_REPLY + 2) if self.source is not None else ""
        return read.rstrip("\n") if read else None

    def choose(self, question: str, options: Mapping[str, str]) -> str:
        """One of the options, by number or name; ``q`` always ends."""
        self.say()
        self.say(question)
        for number, label in enumerate(options.values(), 1):
            self.say(f"  {number}. {label}")
        self.say("Type a number or a name and press Enter; q quits.")
        for _ in range(_PATIENCE):
            answer = self.line()
            if answer is None or answer.strip().casefold() in _QUIT:
                raise EndedError
            found = _option(answer, options)
            if found is not None:
                return found
            self.say(_wrong(answer, options))
        raise CoachError(f"{_PATIENCE} answers in a row were none of the choices; start again")


@dataclass
class PlainPractice:
    """One agent practising in plain text. ``following``: the next scenario's sitting, if any.

    piped: the input comes from a pipe or a file. Nobody could have known then which questions an old
    draft would lead to, so none is asked and every scenario starts anew.
    """

    talk: Talk
    following: Callable[[], Sitting | None]
    reopen: Callable[[Scenario], Sitting]
    piped: bool = False
    totals: list[float | None] = field(default_factory=list)
    sitting: Sitting | None = None
    unsent: bool = False

    def run(self, sitting: Sitting) -> bool:
        """Practises until the agent quits or the input ends; drafts are kept as they are typed.

        Gives whether anything was sent.
        """
        following: Sitting | None = sitting
        try:
            while following is not None:
                self._scenario(following)
                following = self.following()
            self.talk.say("That was the last scenario there is. Well done.")
        except EndedError:
            pass
        except KeyboardInterrupt:
            self._farewell()
            raise
        self._farewell()
        return bool(self.totals)

    def _scenario(self, sitting: Sitting) -> None:
        if self.sitting is not None:
            self.talk.say()
        if not self._opened(sitting):
            return
        self.sitting = sitting
        self.talk.page(situation_lines(sitting.scenario, sitting.channel))
        sitting = self.sitting = self._resumed(sitting)
        if sitting.last is not None:
            self._told(sitting, sitting.last, sitting.text)
            if not self._go_on(sitting):
                return
        if not sitting.decided:
            self._decide(sitting)
        while True:
            text, seconds = self._reply(sitting)
            self._told(sitting, self._submit(sitting, text, seconds), text)
            if not self._go_on(sitting):
                return

    def _opened(self, sitting: Sitting) -> bool:
        """Whether the agent wants to see it: a crisis is announced, and may be passed over."""
        if sitting.mode != CRISIS or sitting.scenario.crisis is None:
            return True
        self.talk.say(crisis.notice(sitting.scenario.crisis))
        options = {"open": "open it", "skip": "skip it, nothing is kept"}
        if self.talk.choose("What do you want to do?", options) == "open":
            return True
        sitting.skip()
        return False

    def _resumed(self, sitting: Sitting) -> Sitting:
        """Offers what was left unsent last time."""
        if sitting.round == 1 and not sitting.text.strip():
            return sitting
        if self.piped:
            said = "you were in the middle of this; as the input is no terminal, it starts anew"
            old = "\nthe draft of before was:\n" + sitting.text if sitting.last is None else ""
            click.echo(plain(f"{said}{old if sitting.text.strip() else ''}"), err=True)
            sitting.skip()
            return self.reopen(sitting.scenario)
        self.talk.say()
        self.talk.say(f"You stopped in round {sitting.round} of {ROUNDS} last time.")
        added = sitting.turns[len(sitting.scenario.turns) :]
        self.talk.page(turn_lines(added, sitting.scenario.customer.handle))
        self.unsent = sitting.last is None and bool(sitting.text.strip())
        if sitting.text.strip():
            self.talk.say("Your draft:" if self.unsent else "What you sent:")
            self._quote(sitting.text)
        options = {"go on": "go on with it", "start anew": "start anew and drop the draft"}
        if self.talk.choose("What next?", options) == "go on":
            self._said_decision(sitting)
            return sitting
        sitting.skip()
        self.unsent = False
        return self.reopen(sitting.scenario)

    def _decide(self, sitting: Sitting) -> None:
        options = {choice.value: CHOICES[choice] for choice in choices_for(sitting.scenario)}
        choice = Choice(self.talk.choose("What do you do?", options))
        team = None
        if choice is Choice.ESCALATE:
            teams = {team.value: name for team, name in TEAMS.items()}
            team = Team(self.talk.choose("Escalate to whom?", teams))
        sitting.decide(choice, team)
        first = sitting.decisions.first is None
        sitting.settle()
        self._said_decision(sitting)
        if sitting.mode == TEST:
            return
        if first:
            self._verdict(sitting)
        else:
            now = verdict(sitting.scenario, choice, team)
            self.talk.say(f"This time: {now.word}. The first decision is the one that counts.")

    def _said_decision(self, sitting: Sitting) -> None:
        current = sitting.decisions.current
        if current is not None:
            self.talk.say(f"You decided to {current.words}.")

    def _verdict(self, sitting: Sitting) -> None:
        """What the first decision was worth, and why."""
        verdict = sitting.verdict
        if verdict is None:
            return
        worth = "" if sitting.mode == CRISIS else f" {verdict.score:.0f} of 100."
        said = f"Decision:{worth} {verdict.word[:1].upper()}{verdict.word[1:]}."
        self.talk.say(f"{said} Best: {verdict.better}. {verdict.why}")

    def _reply(self, sitting: Sitting) -> tuple[str, float]:
        """The reply as typed, and how long it took in seconds."""
        self.talk.say()
        wanted = sitting.decision not in WITHOUT_REPLY
        limit = f", at most {sitting.limit:,} characters a post" if sitting.limit else ""
        if wanted:
            self.talk.say(f"Round {sitting.round} of {ROUNDS}. Write your reply{limit}.")
        else:
            self.talk.say(
                f"Round {sitting.round} of {ROUNDS}. Nothing has to be written for this. "
                f"Write what you would still send{limit}, or only the dot."
            )
        self.talk.say(
            "It ends with a line that holds only a dot, or with the end of the input; "
            f"q alone on the first line quits. {USE}"
        )
        help_with = PlainHelp(self.talk.say)
        started, before = self.talk.clock(), sitting.seconds
        text = sitting.text
        first, leaving = True, False
        if text:
            self.talk.say("So far, and what you type is added to it:")
            self._quote(text)
        while True:
            line = self.talk.line()
            seconds = before + self.talk.clock() - started
            if line is None and not text.strip():
                raise EndedError
            if line is not None and line.strip().casefold() in _QUIT:
                if first or leaving:
                    raise EndedError
                leaving = True
                self.talk.say(
                    "Only a q, so it was not added. A q once more quits; anything else goes on."
                )
                continue
            first = leaving = False
            if line is None or line.strip() == _END:
                if line is not None and help_with.open_gap(text):
                    continue
                if text.strip() or not wanted:
                    return text, seconds
                self.talk.say("The reply is still empty; write it, then a line with only a dot.")
            elif line.strip() == _HELP:
                help_with.hints(sitting, text)
            elif (mended := help_with.command(sitting, line, text)) is not None:
                if mended != text:
                    self._quote(mended)
                    text = mended
                    self._keep(sitting, text, seconds)
            else:
                text = f"{text}\n{line}" if text else line
                self._keep(sitting, text, seconds)

    def _keep(self, sitting: Sitting, text: str, seconds: float) -> None:
        if len(text) > LONGEST_REPLY:
            raise CoachError(f"the reply is longer than {LONGEST_REPLY:,} characters; shorten it")
        self.unsent = True
        try:
            sitting.save(text, seconds)
        except CoachError as error:
            self._unkept(sitting, error)

    def _submit(self, sitting: Sitting, text: str, seconds: float) -> Outcome:
        tries = sitting.tries
        try:
            outcome = sitting.submit(text, seconds)
        except CoachError as error:
            if sitting.store is None:
                raise
            self._unkept(sitting, error)
            sitting.tries = tries
            outcome = sitting.submit(text, seconds)
        self.unsent = False
        self.totals.append(outcome.attempt.total if text.strip() else None)
        return outcome

    def _unkept(self, sitting: Sitting, error: CoachError) -> None:
        """The store gave up: say so once and go on without it."""
        sitting.store = None
        click.echo(plain(f"{error}\nfrom here on nothing is kept"), err=True)

    def _told(self, sitting: Sitting, outcome: Outcome, text: str) -> None:
        self.talk.say()
        if sitting.round == 1 and sitting.mode == TEST:
            self._verdict(sitting)
            self.talk.say()
        if sitting.mode == CRISIS:
            lines = crisis_lines(outcome.scorecard, sitting.rubric, sitting.scenario, text)
            self.talk.page(lines)
        elif not text.strip():
            self.talk.say("No reply was written, so none was scored.")
        else:
            self.talk.page(scorecard_lines(outcome.scorecard, sitting.rubric, text))
        self._conversation(sitting, outcome)
        before = outcome.before.total if outcome.before is not None else None
        if before is not None and outcome.scorecard.total is not None:
            self.talk.say()
            self.talk.say(
                f"The try before had {before:.1f}, this one {outcome.scorecard.total:.1f}."
            )

    def _conversation(self, sitting: Sitting, outcome: Outcome) -> None:
        """The promises, and at the end how the whole conversation went."""
        if outcome.reaction is not None and outcome.promised:
            self.talk.say()
            self.talk.page(promise_lines(outcome.promised))
        ended = outcome.reaction is None and len(sitting.rounds) > 1
        if ended:
            self.talk.say()
            self.talk.say("The conversation is over.")
            points = sitting.mode != CRISIS
            self.talk.page(summary_lines(sitting.rounds, outcome.followed, points))
        elif outcome.followed:
            self.talk.say()
            self.talk.page(followed_lines(outcome.followed))

    def _go_on(self, sitting: Sitting) -> bool:
        """Whether there is more to write here: another try, or the next round."""
        options = _what_next(sitting)
        while True:
            chosen = self.talk.choose("What next?", options)
            if chosen == "exemplars":
                self.talk.page(exemplar_lines(sitting.scenario))
                continue
            if chosen == "keep":
                self._keep_reply(sitting)
                continue
            if chosen == "answer":
                sitting.go_on()
                self.talk.say()
                self.talk.page(turn_lines(sitting.turns[-1:], sitting.scenario.customer.handle))
                return True
            if chosen == "leave":
                return False
            # nothing that stands there can be changed line by line: the new try starts empty
            sitting.retry()
            sitting.text, sitting.seconds = "", 0.0
            if chosen == "decide":
                self._decide(sitting)
            return True

    def _keep_reply(self, sitting: Sitting) -> None:
        """Keeps the reply just scored; keeping it twice is keeping it."""
        from coach.services.kept import keep

        if sitting.last is None or not sitting.last.attempt.reply.strip():
            self.talk.say("No reply was written, so there is none to keep.")
        elif sitting.store is None:
            self.talk.say("Nothing is kept for a guest; coach agent add NAME keeps what you do.")
        else:
            keep(sitting.store, sitting.last.attempt, sitting.now())
            self.talk.say("Kept; see it with: coach progress --kept")

    def _quote(self, text: str) -> None:
        for line in plain(text).split("\n"):
            self.talk.say(f"    {line}")

    def _farewell(self) -> None:
        sitting = self.sitting
        self.talk.say()
        sent = [total for total in self.totals if total is not None]
        if sent:
            said = "reply" if len(sent) == 1 else "replies"
            self.talk.say(f"{len(sent)} {said} scored, the best {max(sent):.1f}.")
        if sitting is None or not self.unsent:
            self.talk.say("Until next time.")
        elif sitting.store is not None and sitting.agent is not None:
            again = f"coach practice {sitting.scenario.id}"
            self.talk.say(f"Your draft is kept; go on with: {again}")
        else:
            self.talk.say("Your draft was not kept, as there is no agent to keep it for.")


def _what_next(sitting: Sitting) -> dict[str, str]:
    """What can be done after a scorecard; within one scenario a number always means the same."""
    last = sitting.last
    answered = last is not None and last.reaction is not None
    options = {"again": "try again"}
    if answered:
        options["answer"] = "next: the customer answers"
    else:
        options["leave"] = "next: another scenario"
    options["exemplars"] = "see replies that do it well"
    options["keep"] = "keep this reply to look up later"
    if answered:
        options["leave"] = "leave for another scenario"
    if sitting.round == 1 and not _best(sitting):
        options["decide"] = "decide anew and try again"
    return options


def _best(sitting: Sitting) -> bool:
    """Whether the standing decision is the best there is."""
    current = sitting.decisions.current
    if current is None:
        return False
    return verdict(sitting.scenario, current.choice, current.team).score == BEST


def steady_input() -> TextIO | None:
    """Standard input in which no odd byte stops the practice; None when it is closed."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return sys.stdin


def _option(answer: str, options: Mapping[str, str]) -> str | None:
    """The option an answer means: its number, name, label, or an unmistakable beginning."""
    said = " ".join(answer.casefold().replace("_", " ").split())
    if not said:
        return None
    if said.isdecimal():
        number = int(said) if len(said) < 3 else 0
        return list(options)[number - 1] if 1 <= number <= len(options) else None
    names = {name: (name.casefold().replace("_", " "), options[name]) for name in options}
    for name, spoken in names.items():
        if said in spoken:
            return name
    near = [n for n, spoken in names.items() if any(text.startswith(said) for text in spoken)]
    return near[0] if len(near) == 1 else None


def _wrong(answer: str, options: Mapping[str, str]) -> str:
    if not answer.strip():
        return f"Type a number from 1 to {len(options)}, or q to quit."
    near = nearest(answer, options.values())
    remedy = f"did you mean '{near}'?" if near else f"type a number from 1 to {len(options)}"
    return f"{quoted(answer)} is none of the choices; {remedy}"
