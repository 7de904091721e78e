"""Drills line by line, for screen readers and pipes: numbers and words typed."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from coach.cli.plain_practice import EndedError, Talk
from coach.model.drill import Option, Question
from coach.model.problem import CoachError
from coach.practice.decide import CHOICES
from coach.practice.drills.marking import words_of
from coach.render.drill_lines import detail_lines, goal_lines, result_lines, wrapped
from coach.render.scenario_lines import situation_lines, turn_lines
from coach.services.drill_answers import BlunderRun, TriageRun
from coach.services.drill_marking import MarkRun
from coach.services.drill_run import Run
from coach.services.drill_writing import OneReplyRun, WriteRun
from coach.services.drills import name_of

_END, _HELP, _UNDO = ".", "?", "u"
_QUIT = frozenset({"q", "quit"})
_PATIENCE = 20  # wrong answers in a row; a program that answers nonsense would never stop
SORTING = (
    "Type an order, the most urgent first (4 1 7; those you leave out follow as they stand), or a "
    "number with what to do with that post (4 escalate). ? shows the queue, u takes the last step "
    "back, a line with only a dot compares, q quits."
)
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@dataclass
class PlainDrill:
    """One drill in plain text. ``clock`` counts seconds."""

    talk: Talk
    clock: Callable[[], float] = time.monotonic
    _since: float = field(default=0.0, init=False)

    def run(self, run: Run) -> None:
        """Does the drill until it is done, the agent quits or the input ends."""
        self._since = self.clock()
        self._say(f"{run.about.title}: {run.drill.title}")
        self.talk.page(wrapped(f"{run.drill.about} About {run.drill.minutes} minutes."))
        try:
            self._resume(run)
            self._does(run)
        except EndedError:
            self._farewell(run)
            return
        except KeyboardInterrupt:
            self._farewell(run)
            raise
        finished = run.finish(self._seconds(run))
        self.talk.say()
        self.talk.page(result_lines(finished.result, finished.tally))

    def _resume(self, run: Run) -> None:
        if not run.resumed:
            return
        options = {"go on": "go on where you stopped", "start anew": "start anew"}
        self.talk.say()
        if self.talk.choose("You stopped in the middle last time.", options) == "start anew":
            run.anew()

    def _page(self, lines: Iterable[str]) -> None:
        """Lines made elsewhere, each broken at words under its own beginning."""
        for line in lines:
            indent = line[: len(line) - len(line.lstrip(" "))]
            self.talk.page(wrapped(line.lstrip(" "), indent) if line else [""])

    def _say(self, text: str) -> None:
        """A line, broken at words where it is longer than the screen is wide."""
        self.talk.page(wrapped(text))

    def _does(self, run: Run) -> None:
        if isinstance(run, WriteRun):
            self._write(run)
        elif isinstance(run, MarkRun):
            self._mark(run)
        elif isinstance(run, TriageRun):
            self._sort(run)
        elif isinstance(run, BlunderRun):
            self._choose(run)

    def _seconds(self, run: Run) -> float:
        now = self.clock()
        run.seconds, self._since = run.seconds + now - self._since, now
        return run.seconds

    def _line(self) -> str:
        line = self.talk.line()
        if line is None or line.strip().casefold() in _QUIT:
            raise EndedError
        return line

    def _farewell(self, run: Run) -> None:
        self.talk.say()
        if run.store is not None and run.agent is not None:
            name = shlex.quote(name_of(run.drill))
            self.talk.say(f"Stopped; go on with: coach practice --drill {name}")
        else:
            self.talk.say("Stopped. Nothing was kept, as there is no agent to keep it for.")

    # writing

    def _write(self, run: WriteRun) -> None:
        more = True
        while more:
            self.talk.say()
            if run.said:
                self.talk.say(run.said)
            if run.scenario.skills:
                self._page(situation_lines(run.scenario, run.channel))
                added = run.turns[len(run.scenario.turns) :]
                self._page(turn_lines(added, run.scenario.customer.handle))
            else:
                self._given(run)
            self.talk.say()
            self.talk.page(wrapped(run.ask))
            for aim in run.aims:
                self.talk.page(wrapped(aim, "  - "))
            limit = f" At most {run.limit:,} characters." if run.limit else ""
            self.talk.page(
                wrapped(
                    f"Write your reply.{limit} It ends with a line that holds only a dot. A line "
                    "with only a question mark shows how it stands, one with only u takes the last "
                    "line back, q quits."
                )
            )
            more = run.submit(self._reply(run), self._seconds(run))

    def _given(self, run: WriteRun) -> None:
        """A reply that is given, and what is known."""
        scenario = run.scenario
        self.talk.page(wrapped(scenario.turns[0].text, f"{scenario.customer.handle}: "))
        content = run.drill.content
        self.talk.say()
        self.talk.page(wrapped(getattr(content, "reply", ""), "The reply: "))
        facts = getattr(content, "facts", ())
        if facts:
            self.talk.say()
            self.talk.say("You know:")
            for fact in facts:
                self.talk.page(wrapped(fact, "  - "))

    def _reply(self, run: WriteRun) -> str:
        lines: list[str] = []
        given = isinstance(run, OneReplyRun)
        if run.resumed and run.text and not (given and run.text == _given_reply(run)):
            self.talk.say("So far, and what you type is added to it:")
            self.talk.page(wrapped(run.text, "    "))
            lines = run.text.split("\n")
        while True:
            line = self._line()
            said = line.strip()
            if said == _END:
                if "\n".join(lines).strip():
                    return "\n".join(lines)
                self._say("There is nothing yet; write it, then a line with only a dot. q quits.")
            elif said == _HELP:
                self._stands(run, "\n".join(lines))
            elif said.casefold() == _UNDO:
                lines = lines[:-1]
                self.talk.say(f"Taken back; {len(lines)} lines are left.")
                run.save("\n".join(lines), self._seconds(run))
            else:
                lines.append(line)
                run.save("\n".join(lines), self._seconds(run))

    def _stands(self, run: WriteRun, text: str) -> None:
        if not text.strip():
            self._say("Write a line first, then ? shows how it stands. q quits.")
            return
        limit = f" of {run.limit:,}" if run.limit else ""
        self.talk.say(f"{run.count(text):,}{limit} characters.")
        self.talk.page(goal_lines(run.goals(text)))

    # marking

    def _mark(self, run: MarkRun) -> None:
        more = True
        while more:
            self._text(run)
            if run.judged:
                self._marked(run)
            else:
                self._how(run)
                self._marks(run)
            self.talk.say(f"{run.share:.0f} of 100")
            if run.compares:
                self._say(run.compares)
            self.talk.page(detail_lines(run.verdict()))
            more = run.go_on()
            if more:
                run.keep(self._seconds(run))

    def _text(self, run: MarkRun) -> None:
        """The text to mark, its words numbered, under what it answers."""
        item = run.item
        self.talk.say()
        self._say(f"{run.at + 1} of {len(run.items)}. {run.ask}")
        self.talk.page(wrapped(item.above, "  "))
        self.talk.say()
        words = words_of(item.text)
        numbered = " ".join(f"{n}:{item.text[s:e]}" for n, (s, e) in enumerate(words, 1))
        self.talk.page(wrapped(numbered, "    "))

    def _how(self, run: MarkRun) -> None:
        fine = ", 'fine' if there is nothing to mark" if run.may_be_fine else ""
        self._say(
            f"Type numbers (3 or 2-5) or the words themselves{fine}. u takes the last mark back; ? "
            "shows the text again; a line with only a dot compares; q quits."
        )

    def _marks(self, run: MarkRun) -> None:
        wrong = 0
        while wrong < _PATIENCE:
            said = self._line().strip()
            try:
                if said == _END:
                    run.judge()
                elif said == _HELP:
                    self._text(run)
                    self._marked(run)
                    self._how(run)
                elif said.casefold() == "fine" and run.may_be_fine:
                    run.fine()
                elif said.casefold() == _UNDO:
                    run.undo()
                    self._marked(run)
                else:
                    run.toggle_each(spans_of(said, run.item.text))
                    self._marked(run)
            except CoachError as error:
                wrong += 1
                self._say(f"{error}; q quits")
                continue
            wrong = 0
            run.keep(self._seconds(run))
            if run.judged:
                return
        raise CoachError(f"{_PATIENCE} answers in a row could not be read; start again")

    def _marked(self, run: MarkRun) -> None:
        words = words_of(run.item.text)
        chosen = [run.item.text[slice(*words[n])] for n in sorted(run.marking.marked)]
        self._say(f"Marked: {' '.join(chosen) or 'nothing'}")

    # sorting

    def _sort(self, run: TriageRun) -> None:
        self._say(run.content.brand)
        self._queue(run)
        self._say(SORTING)
        wrong = 0
        while wrong < _PATIENCE:
            said = self._line().strip()
            try:
                if said == _END:
                    run.ready()
                    return
                if said == _HELP:
                    self._queue(run)
                    self._say(SORTING)
                elif said.casefold() == _UNDO:
                    run.undo()
                    self._queue(run)
                else:
                    self._sorted(run, said)
            except CoachError as error:
                wrong += 1
                self._say(f"{error}; q quits")
                continue
            wrong = 0
            run.keep(self._seconds(run))
        raise CoachError(f"{_PATIENCE} answers in a row could not be read; start again")

    def _sorted(self, run: TriageRun, said: str) -> None:
        number, _, words = said.partition(" ")
        if number.isdecimal() and words.strip() and not words.strip()[0].isdecimal():
            run.decide_number(_numbers(number, len(run.queue.order))[0], words)
            choice = run.decision(int(number) - 1)
            self.talk.say(f"{number}: {CHOICES[choice] if choice else ''}")
            return
        run.first(_numbers(said, len(run.queue.order)))
        self._queue(run)

    def _queue(self, run: TriageRun) -> None:
        for place in range(len(run.queue.order)):
            post, choice = run.post(place), run.decision(place)
            notes = ", ".join(part for part in (post.channel, post.at, post.seen) if part)
            self.talk.say()
            self._say(f"{place + 1}. {post.handle} ({notes})")
            self.talk.page(wrapped(post.text, "   "))
            self.talk.say(f"   {CHOICES[choice] if choice else 'nothing decided yet'}")

    # choosing

    def _choose(self, run: BlunderRun) -> None:
        self.talk.say()
        self.talk.page(wrapped(run.content.story))
        self.talk.say()
        self.talk.page(wrapped(run.content.posted, "Posted: "))
        for question, answer in zip(run.content.questions, run.answers, strict=False):
            self._answered(question, question.options[answer])
        more = True
        while more:
            if run.chosen is None:
                chosen = run.choose(self._pick(run))
                run.keep(self._seconds(run))
                self._why(chosen)
            else:
                self._answered(run.question, run.question.options[run.chosen])
            more = run.go_on()
            if more:
                run.keep(self._seconds(run))

    def _answered(self, question: Question, chosen: Option) -> None:
        """A question that was answered before the drill was stopped."""
        self.talk.say()
        self._say(question.ask)
        self._say(f"You answered: {chosen.text}")
        self._why(chosen)

    def _why(self, chosen: Option) -> None:
        self._say(f"{chosen.points} of 100. {chosen.why}")

    def _pick(self, run: BlunderRun) -> int:
        """The place of the answer that is chosen, from 0."""
        self._question(run)
        most = len(run.options)
        for _ in range(_PATIENCE):
            said = self._line().strip()
            if said == _HELP:
                self.talk.say()
                self.talk.page(wrapped(run.content.story))
                self.talk.page(wrapped(run.content.posted, "Posted: "))
                self._question(run)
            elif said.isdecimal() and len(said) < 3 and 1 <= int(said) <= most:
                return int(said) - 1
            else:
                self._say(f"Type a number from 1 to {most}; ? tells the story again, q quits.")
        raise CoachError(f"{_PATIENCE} answers in a row were none of the choices; start again")

    def _question(self, run: BlunderRun) -> None:
        self.talk.say()
        self._say(run.question.ask)
        for number, option in enumerate(run.options, 1):
            self.talk.page(wrapped(option.text, f"  {number}. "))
        self._say("Type a number and press Enter; ? tells the story again, q quits.")


def _given_reply(run: WriteRun) -> str:
    return str(getattr(run.drill.content, "reply", ""))


def spans_of(said: str, text: str) -> list[tuple[int, int]]:
    """Words by number (from 1) or as they stand in the text, as spans of numbers from 0.

    Raises CoachError for what is neither.
    """
    words = words_of(text)
    parts = said.replace(",", " ").split()
    if parts and all(_RANGE.fullmatch(part) for part in parts):
        spans = []
        for part in parts:
            found = _RANGE.fullmatch(part)
            assert found is not None
            first = int(found.group(1))
            last = int(found.group(2) or first)
            if not 1 <= first <= last <= len(words):
                raise CoachError(f"'{part}' is no place in the text; it has {len(words)} words")
            spans.append((first - 1, last - 1))
        return spans
    at = text.casefold().find(said.casefold()) if said else -1
    if at < 0:
        raise CoachError(
            "these words are not in the text; type them as they stand, or numbers (? helps)"
        )
    end = at + len(said)
    inside = [n for n, (start, stop) in enumerate(words) if start < end and at < stop]
    return [(inside[0], inside[-1])]


def _numbers(said: str, most: int) -> list[int]:
    """Places from 0. Raises CoachError for anything else."""
    parts = said.replace(",", " ").split()
    if not parts or not all(part.isdecimal() and len(part) < 5 for part in parts):
        raise CoachError("type numbers, or a number and what to do with that post")
    found = [int(part) for part in parts]
    for number in found:
        if not 1 <= number <= most:
            raise CoachError(f"there is no post {number}; they go from 1 to {most}")
    if len(set(found)) < len(found):
        raise CoachError("a post stands there twice; name each once")
    return [number - 1 for number in found]
