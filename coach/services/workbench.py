"""The workbench: a rubric or scenario checked and scored from its text while it is being edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coach.engine import score_reading
from coach.files.rubric_reader import read_rubric
from coach.files.scenario_reader import read_scenario
from coach.files.strict_yaml import parse_document
from coach.files.text_file import LIMIT
from coach.model.channel import Channel
from coach.model.problem import CoachError, FileProblems, Problem
from coach.model.rubric import Rubric
from coach.model.scenario import Scenario
from coach.model.scorecard import Scorecard
from coach.model.thread import Context, Draft, Speaker
from coach.practice.conversation import context_of
from coach.scorers import SCORERS, option_types
from coach.services import catalogue, packs
from coach.services.compare import counts_alike
from coach.services.editable import Kind, kind_of
from coach.services.preview_replies import Replies, stored_replies
from coach.services.rubrics import EXAMPLE_DAY, Case, cases_of, results_of
from coach.services.versions import reading as reading_store
from coach.signals.reading import Reading

MOST = 200  # replies scored at once
_STORED = 20
_STOCK = (
    "Thank you for contacting us. We apologise for any inconvenience this may have caused. "
    "Your feedback is important to us."
)
Stop = Callable[[], bool]
_Key = tuple[str, Context, date]


@dataclass(frozen=True, slots=True)
class Sample:
    """A reply to score. group: where it comes from, in words. criterion: whose example it is.

    line: where it stands in the edited file; 0 when it does not.
    """

    id: str
    group: str
    label: str
    draft: Draft
    criterion: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ScoredSample:
    """A sample with its scorecard. fault: why it fails as an example; None when it does not."""

    sample: Sample
    card: Scorecard
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class BenchView:
    """What came of a text. With problems there is neither rubric nor scenario, and no scores.

    starts: the first line of each criterion the file writes, with its id, in the file's order.
    """

    text: str
    kind: Kind
    problems: tuple[Problem, ...] = ()
    rubric: Rubric | None = None
    scenario: Scenario | None = None
    channel: Channel | None = None
    scored: tuple[ScoredSample, ...] = ()
    starts: tuple[tuple[int, str], ...] = ()

    @property
    def passed(self) -> int:
        """How many of the samples pass."""
        return sum(scored.card.passed for scored in self.scored)


class StoppedError(Exception):
    """A newer text is there, so this one's scores are not wanted any more."""


class Bench:
    """Checks and scores the text of one file again and again; readings of replies are kept.

    db: where the store is; its newest replies are samples too.
    """

    def __init__(self, path: Path, kind: Kind, db: Path) -> None:
        self.path = path
        self._kind = kind
        self._db = db
        self._readings: dict[_Key, Reading] = {}
        self._last: Rubric | None = None
        self._cards: dict[_Key, Scorecard] = {}  # under the last rubric
        self._stored: tuple[Draft, ...] | None = None

    def view(self, text: str, stop: Stop = lambda: False) -> BenchView:
        """What a text is worth. Never raises for what is wrong with it.

        stop: asked now and then; when it says so StoppedError is raised.
        """
        kind = kind_of(text) or self._kind
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > LIMIT:
            message = f"the text is larger than {LIMIT:,} bytes; split the file"
            return BenchView(text, kind, (Problem(str(self.path), 1, 1, "too-large", message),))
        try:
            if kind == "scenario":
                return self._scenario_view(text, stop)
            return self._rubric_view(text, stop)
        except FileProblems as found:
            return BenchView(text, kind, found.problems, starts=_starts(text))
        except CoachError as error:  # something beside the file, such as the shipped scenarios
            problem = Problem(str(self.path), 1, 1, "unscored", str(error))
            return BenchView(text, kind, (problem,), starts=_starts(text))

    def rubric(self, text: str) -> Rubric:
        """The rubric of a text. Raises FileProblems."""
        channels, library = catalogue.channels(), packs.rubric_library()
        return read_rubric(self.path, option_types(), channels, library, text)

    def drafts(self, view: BenchView) -> tuple[Draft, ...]:
        """The samples of a view, each reply once, as drafts to compare rubrics on."""
        drafts = [scored.sample.draft for scored in view.scored]
        return tuple({(d.text, d.context): d for d in drafts}.values())

    # rubrics

    def _rubric_view(self, text: str, stop: Stop) -> BenchView:
        rubric = self.rubric(text)
        starts = _starts(text)
        own = {name for _, name in starts}
        scored: list[ScoredSample] = []
        cards: dict[_Key, Scorecard] = {}
        scorer = _Scorer(self._last, rubric)
        for sample, day, fault in self._samples(rubric, own or {c.id for c in rubric.criteria}):
            if stop():
                raise StoppedError
            if len(scored) == MOST:
                break
            reading = self._reading(sample.draft, day)
            key = (sample.draft.text, sample.draft.context, day)
            cards[key] = scorer.card(reading, day, self._cards.get(key))
            said = fault(reading) if fault is not None else None
            scored.append(ScoredSample(sample, cards[key], said))
        self._last, self._cards = rubric, cards
        self._forget()
        return BenchView(text, "rubric", rubric=rubric, scored=tuple(scored), starts=starts)

    def _samples(
        self, rubric: Rubric, own: set[str]
    ) -> Iterator[tuple[Sample, date, Callable[[Reading], str | None] | None]]:
        """Samples with the day they are scored on and what tells why one fails as an example."""
        for n, case in enumerate(cases_of(rubric, EXAMPLE_DAY)):
            criterion, example = case.criterion, case.example
            if criterion.id not in own:
                continue

            def fault(reading: Reading, case: Case = case) -> str | None:
                (result,) = results_of(rubric, [replace(case, reading=reading)], SCORERS)
                return result.fault

            name = f"example {n} of {criterion.id}"
            group = f"Examples of {criterion.id}"
            line = example.line
            sample = Sample(name, group, example.reply, case.reading.draft, criterion.id, line)
            yield sample, case.reading.today, fault
        today = date.today()
        for scenario in _near(rubric):
            for n, exemplar in enumerate(scenario.exemplars):
                draft = Draft(f"{scenario.id} {n + 1}", exemplar.reply, context_of(scenario))
                yield Sample(draft.id, "Exemplars", exemplar.reply, draft), today, None
        for draft in self._from_store(rubric):
            name = f"stored {draft.id}"
            yield Sample(name, "Replies of the store", draft.text, draft), today, None

    def _from_store(self, rubric: Rubric) -> tuple[Draft, ...]:
        if self._stored is None:
            self._stored = ()
            try:
                with reading_store(self._db) as store:
                    if store is not None:
                        found = stored_replies(store, [rubric], Replies(), _STORED)
                        self._stored = tuple(found)
            except CoachError:  # no store, or nothing in it: the other samples will do
                pass
        return self._stored

    # scenarios

    def _scenario_view(self, text: str, stop: Stop) -> BenchView:
        names = (*catalogue.rubric_ids(), *packs.rubric_names())
        known = catalogue.criteria_of
        scenario = read_scenario(self.path, catalogue.channels(), names, text, known)
        rubric = catalogue.rubric(scenario.rubric)
        today = date.today()
        scored = []
        for sample in _replies_to(scenario):
            if stop():
                raise StoppedError
            reading = self._reading(sample.draft, today)
            scored.append(ScoredSample(sample, score_reading(reading, rubric, today)))
        self._forget()
        channel = catalogue.channel(scenario.channel)
        return BenchView(text, "scenario", (), rubric, scenario, channel, tuple(scored))

    # readings

    def _reading(self, draft: Draft, day: date) -> Reading:
        key = (draft.text, draft.context, day)
        if key not in self._readings:
            channel = catalogue.channels().get(draft.context.channel)
            self._readings[key] = Reading(draft, channel, day)
        return self._readings[key]

    def _forget(self) -> None:
        """Lets go of readings of replies that are long rewritten."""
        if len(self._readings) > 3 * MOST:
            self._readings.clear()


class _Scorer:
    """Scores by a rubric; marks of criteria that are as in the rubric before are not made again."""

    def __init__(self, before: Rubric | None, rubric: Rubric) -> None:
        known = {c.id: c for c in before.criteria} if before is not None else {}
        self._rubric = rubric
        self._alike = {
            c.id for c in rubric.criteria if c.id in known and counts_alike(known[c.id], c)
        }
        changed = tuple(c for c in rubric.criteria if c.id not in self._alike)
        self._changed = replace(rubric, criteria=changed)

    def card(self, reading: Reading, day: date, before: Scorecard | None) -> Scorecard:
        """The scorecard of a reading; before: the one of the rubric before."""
        if before is None:
            return score_reading(reading, self._rubric, day)
        marks = {mark.criterion: mark for mark in before.marks if mark.criterion in self._alike}
        if self._changed.criteria:
            fresh = score_reading(reading, self._changed, day)
            marks |= {mark.criterion: mark for mark in fresh.marks}
        return replace(
            before,
            rubric=self._rubric.ref,
            pass_mark=self._rubric.pass_mark,
            marks=tuple(marks[c.id] for c in self._rubric.criteria),
        )


def _starts(text: str) -> tuple[tuple[int, str], ...]:
    """The lines criteria of a text start at, as far as it can be read."""
    root = parse_document(text, "").root
    listed = root.child("criteria") if root is not None and isinstance(root.value, dict) else None
    items = listed.value if listed is not None and isinstance(listed.value, list) else []
    found = []
    for item in items:
        name = item.child("id") if isinstance(item.value, dict) else None
        if name is not None and isinstance(name.value, str):
            found.append((item.place.line, name.value))
    return tuple(found)


def criterion_at(starts: Iterable[tuple[int, str]], line: int) -> str | None:
    """The criterion a line belongs to, lines from 1; None above the first."""
    found = None
    for start, name in starts:
        if start > line:
            break
        found = name
    return found


def _near(rubric: Rubric) -> tuple[Scenario, ...]:
    """The shipped scenarios the rubric, or the nearest one it extends, is for; else all."""
    scenarios = catalogue.scenarios()
    for name in (rubric.id, *rubric.lineage):
        found = tuple(s for s in scenarios if s.rubric == name)
        if found:
            return found
    return scenarios


def _replies_to(scenario: Scenario) -> Iterator[Sample]:
    """The scenario's exemplars, then replies that must not do well."""
    context = context_of(scenario)
    for n, exemplar in enumerate(scenario.exemplars, 1):
        draft = Draft(f"exemplar {n}", exemplar.reply, context)
        yield Sample(draft.id, "Exemplars: these should pass", exemplar.reply, draft)
    for name, reply in _bad_replies(scenario):
        draft = Draft(name, reply, context)
        yield Sample(name, "Bad replies: none of these should pass", reply, draft)


def _bad_replies(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for n, bad in enumerate(scenario.bad_replies, 1):
        yield f"bad reply {n}", bad.reply
    yield "a stock reply", _STOCK
    said = [turn.text for turn in scenario.turns if turn.speaker is Speaker.CUSTOMER]
    if said:
        yield "the customer's own words", said[-1]
    others = (s for s in catalogue.scenarios() if s.id != scenario.id)
    for other in sorted(others, key=lambda s: s.channel != scenario.channel)[:1]:
        yield f"a reply to {other.id}", other.exemplars[0].reply
