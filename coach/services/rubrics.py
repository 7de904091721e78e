"""Checking rubric files, and running the examples inside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from coach.engine import score_reading
from coach.files.inherit import Sources
from coach.files.pack_names import rubric_files
from coach.files.rubric_reader import find_rubric
from coach.files.shipped import shipped_rubrics
from coach.language.plain import one_line
from coach.model.channel import Channel, Visibility
from coach.model.finding import Measurement, Polarity
from coach.model.problem import CoachError, FileProblems, Problem
from coach.model.rubric import Criterion, Example, Rubric
from coach.model.scorecard import Mark, MarkStatus
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.scorers import SCORERS, option_types
from coach.services import catalogue, packs
from coach.signals.reading import Reading

# An example must mean the same tomorrow, so it never looks at the clock.
EXAMPLE_DAY = date(2026, 1, 1)
_REPLY_SHOWN = 60
_NOWHERE = ("x", Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of an example. ``fault`` says why it fails; None when it does as it should.

    A todo example does as it should while it fails. ``file`` and ``line``: where it is written,
    which for an inherited example is another rubric's file.
    """

    rubric: Rubric
    criterion: str
    example: Example
    mark: Mark
    fault: str | None
    file: str
    line: int

    @property
    def passed(self) -> bool:
        """Whether there is nothing to mend."""
        return self.fault is None

    def line_for(self, file: str) -> str:
        """The result on one line, the file called ``file``."""
        said = self.fault or "passed"
        if self.file != self.rubric.file:
            said = f"in {self.rubric.id} {said}"
        reply = one_line(self.example.reply, _REPLY_SHOWN)
        return f"{file}:{self.line}: example[{self.criterion}] {said}: {reply}"


@dataclass(frozen=True, slots=True)
class Checked:
    """The files looked at and everything wrong with them. ``missing``: a file was not there."""

    files: int
    problems: tuple[Problem, ...]

    @property
    def missing(self) -> bool:
        """Whether a file that was asked for is not there."""
        return any(p.word == "missing-file" for p in self.problems)


def check_rubrics(paths: Sequence[Path] = ()) -> Checked:
    """Every problem of the rubric files and folders; of the shipped ones when none is named.

    What a file extends is looked for beside it, then among the shipped rubrics.
    """
    files, _, problems = rubric_files(paths or [shipped_rubrics()])
    for file in files:
        try:
            catalogue.read(file)
        except FileProblems as found:
            problems += found.problems
    problems += Sources(files).duplicates()
    return Checked(len(files), tuple(sorted(set(problems))))


def home_of(
    rubric: Rubric, channels: Mapping[str, Channel] | None = None
) -> tuple[str, Visibility]:
    """The first channel and visibility that use the rubric, or else one that it extends.

    x in public when no channel does.
    """
    known = catalogue.channels() if channels is None else channels
    for name in (rubric.id, *rubric.lineage):
        for channel in known.values():
            for visibility, place in channel.places.items():
                if place.rubric == name:
                    return channel.id, visibility
    return _NOWHERE


def run_examples(
    rubric: Rubric, scorers: Mapping[str, Any] = SCORERS, today: date = EXAMPLE_DAY
) -> tuple[ExampleResult, ...]:
    """Score every example of every criterion, inherited ones included, and compare.

    An example passes when its mark has the score it names (null: not applicable) and the findings
    point at its ``spans``: the words of the faults when the score is below the highest, of the
    credits when it is the highest, equal and in order; ``""`` is an empty span, and an empty list
    wants no finding at all. A ``todo`` example must not pass. A broken scorer fails both kinds.

    today: the day of the examples, moved into the period in which the criterion and its phrases count.
    """
    return _located(rubric, results_of(rubric, cases_of(rubric, today), scorers))


def toothless(rubric: Rubric, today: date = EXAMPLE_DAY) -> tuple[str, ...]:
    """The criteria whose examples all pass while their scorer measures nothing: they prove nothing.

    Two empty scorers are tried, one that never applies and one that always says 0.
    """
    return _idle(rubric, cases_of(rubric, today))


def examine(rubric: Rubric) -> tuple[tuple[ExampleResult, ...], tuple[str, ...]]:
    """What ``run_examples`` and ``toothless`` say, in little more than the time of the first."""
    cases = cases_of(rubric, EXAMPLE_DAY)
    return _located(rubric, results_of(rubric, cases, SCORERS)), _idle(rubric, cases)


@dataclass(frozen=True, slots=True)
class Case:
    criterion: Criterion
    example: Example
    reading: Reading  # shared by all runs, as working it out takes the time


def cases_of(rubric: Rubric, today: date) -> tuple[Case, ...]:
    channels = catalogue.channels()
    home = home_of(rubric, channels)
    return tuple(
        Case(c, example, _reading(example, c, home, channels, _valid_day(c, today)))
        for c in rubric.criteria
        for example in c.examples
    )


def results_of(
    rubric: Rubric, cases: Iterable[Case], scorers: Mapping[str, Any]
) -> list[ExampleResult]:
    results = []
    for case in cases:
        criterion, example = case.criterion, case.example
        alone = replace(rubric, criteria=(criterion,))
        (mark,) = score_reading(case.reading, alone, case.reading.today, scorers).marks
        fault = _fault(example, criterion, mark)
        results.append(
            ExampleResult(rubric, criterion.id, example, mark, fault, rubric.file, example.line)
        )
    return results


def _idle(rubric: Rubric, cases: Sequence[Case]) -> tuple[str, ...]:
    idle: set[str] = set()
    for value in (None, 0.0):
        empty = SimpleNamespace(measure=lambda *_, v=value: Measurement(v, reason="empty scorer"))
        table = dict.fromkeys((c.scorer for c in rubric.criteria), empty)
        failing = {r.criterion for r in results_of(rubric, cases, table) if not r.passed}
        idle |= {criterion.id for criterion in rubric.criteria} - failing
    return tuple(criterion.id for criterion in rubric.criteria if criterion.id in idle)


def result_data(result: ExampleResult) -> dict[str, Any]:
    """A result as plain data."""
    return {
        "rubric": result.rubric.id,
        "criterion": result.criterion,
        "file": result.file,
        "line": result.line,
        "passed": result.passed,
        "todo": result.example.todo,
        "wanted": result.example.score,
        "score": result.mark.score,
        "value": result.mark.value,
        "status": result.mark.status.value,
        "fault": result.fault,
        "reply": result.example.reply,
    }


def rubrics_named(names: Sequence[str]) -> Iterable[Rubric | FileProblems]:
    """The rubrics of ids or paths, or all shipped ones; the problems of one that cannot be read.

    Raises CoachError for an unknown name.
    """
    for name in names or catalogue.rubric_ids():
        try:
            yield catalogue.rubric(name)
        except FileProblems as found:
            yield found


def _reading(
    example: Example,
    criterion: Criterion,
    home: tuple[str, Visibility],
    channels: Mapping[str, Channel],
    today: date,
) -> Reading:
    channel, visibility = _place(example, home, channels)
    turns = (Turn(Speaker.CUSTOMER, example.customer),) if example.customer else ()
    context = Context(
        channel=channel,
        visibility=visibility,
        turns=turns,
        # an example that names none speaks of the first its criterion is for
        brand=example.brand or next(iter(criterion.when.brand), None),
        product=example.product or next(iter(criterion.when.product), None),
        country=example.country or next(iter(criterion.when.country), None),
        earlier=example.earlier,
        sent_at=example.sent_at,
    )
    draft = Draft(f"{criterion.id}:{example.line}", example.reply, context)
    return Reading(draft, channels.get(channel), today)


def _place(
    example: Example, home: tuple[str, Visibility], channels: Mapping[str, Channel]
) -> tuple[str, Visibility]:
    """Where the example is said; a channel without the home's side is taken on its own side."""
    name = example.channel or home[0]
    if example.visibility:
        return name, Visibility(example.visibility)
    channel = channels.get(name)
    if channel is None or channel.place(home[1]) is not None:
        return name, home[1]
    return name, next(iter(channel.places))


def _valid_day(criterion: Criterion, today: date) -> date:
    """The day of a criterion's examples: within its period, and if there is one, a day on which all
    its dated phrases count."""
    rules = [p for p in getattr(criterion.options, "phrases", ()) if not isinstance(p, str)]
    since = [d for d in (criterion.valid.since, *(rule.since for rule in rules)) if d]
    until = [d for d in (criterion.valid.until, *(rule.until for rule in rules)) if d]
    day = max([today.isoformat(), *since])
    if until and day > min(until):  # no such day; the criterion's own period goes first
        day = max(today.isoformat(), criterion.valid.since or "")
        day = min(day, criterion.valid.until or day)
    return date.fromisoformat(day)


def _fault(example: Example, criterion: Criterion, mark: Mark) -> str | None:
    if mark.status is MarkStatus.FAILED:
        return f"failed, wanted {_score(example.score)} ({mark.reason})"
    differs = _difference(example, criterion, mark)
    if example.todo:
        return None if differs else "passes now; remove its todo"
    return differs


def _difference(example: Example, criterion: Criterion, mark: Mark) -> str | None:
    if mark.score != example.score:
        if mark.status is MarkStatus.NOT_APPLICABLE:
            return f"not applicable, wanted {_score(example.score)} ({mark.reason})"
        return f"scored {mark.score} (value {mark.value:g}), wanted {_score(example.score)}"
    if example.spans is None:
        return None
    shows = Polarity.CREDIT if mark.score == criterion.highest else Polarity.FAULT
    findings = [f for f in mark.findings if f.polarity is shows or not example.spans]
    words = tuple(example.reply[f.start : f.end] for f in findings)
    if words == example.spans:
        return None
    return f"points at {_words(words)}, wanted {_words(example.spans)}"


def _score(score: int | None) -> str:
    return "not applicable" if score is None else str(score)


def _words(words: Sequence[str]) -> str:
    return ", ".join(f"'{one_line(w, _REPLY_SHOWN)}'" for w in words) or "nothing"


def _located(rubric: Rubric, results: list[ExampleResult]) -> tuple[ExampleResult, ...]:
    """Results with the file and line an inherited example is written at."""
    if all(r.line or r.passed for r in results) or not rubric.file:
        return tuple(results)
    folders = [Path(rubric.file).parent, *packs.rubric_library()]
    places: dict[tuple[str, Example], tuple[str, int]] = {}
    for parent in rubric.lineage:
        try:
            found = find_rubric(parent, folders, option_types(), catalogue.channels())
        except CoachError:  # it was there a moment ago; without it the line stays unknown
            break
        for criterion in found.criteria:
            for example in criterion.examples:
                if example.line:
                    key = (criterion.id, replace(example, line=0))
                    places.setdefault(key, (found.file, example.line))
    return tuple(
        r
        if r.line
        else replace(r, file=place[0], line=place[1])
        if (place := places.get((r.criterion, r.example)))
        else r
        for r in results
    )
