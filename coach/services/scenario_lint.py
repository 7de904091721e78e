"""Warnings about scenarios: what can be read and yet does nothing, or says the opposite of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach.engine import LONGEST_REPLY, marks_alone
from coach.files.node import Node
from coach.files.node import Path as Steps
from coach.files.pack_names import RUBRICS, pack_of
from coach.files.scenario_reader import folded
from coach.files.strict_yaml import read_document
from coach.files.wording import quoted
from coach.language.length import length_on
from coach.model.problem import CoachError, Problem
from coach.model.rubric import Rubric
from coach.model.scenario import Choice, Reactions, Scenario
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Draft
from coach.practice.conversation import BRANCHES, context_of, reaction_of
from coach.practice.crisis import HAND_OVER
from coach.services import catalogue
from coach.services.scenarios import Read, read_files


@dataclass(frozen=True, slots=True)
class Linted:
    """How many files were read, the problems that make one unusable, and the warnings."""

    files: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A warning before its place is known: the steps to what it is about."""

    at: Steps
    word: str
    message: str


def lint_scenarios(paths: Sequence[Path], today: date) -> Linted:
    """Every problem and every warning of scenario files and folders.

    Without paths the shipped scenarios are checked. Exemplars and bad replies are scored as on the
    day ``today`` wherever the rubric can be read.
    """
    read, files, problems = read_files(paths)
    shipped = {s.id: s for s in catalogue.scenarios()}
    matters = Counter(
        s.matter for s in {**shipped, **{r.scenario.id: r.scenario for r in read}}.values()
    )
    warnings: list[Problem] = []
    for one in read:
        root = read_document(one.file).root
        if root is None:
            continue
        for doubt in _doubts(one, root, shipped, matters, today):
            line = root.near(doubt.at)
            place = line.place if isinstance(doubt.at[-1], int) else line.key or line.place
            found = place.problem(doubt.word, doubt.message)
            warnings.append(
                Problem(found.file, found.line, found.column, found.word, found.message, "warning")
            )
    return Linted(files, problems, tuple(sorted(set(warnings))))


def _doubts(
    one: Read,
    root: Node,
    shipped: dict[str, Scenario],
    matters: Counter[str | None],
    today: date,
) -> Iterator[_Doubt]:
    scenario = one.scenario
    own = shipped.get(scenario.id)
    if own is not None and Path(own.file).resolve() != one.file.resolve():
        yield _Doubt(
            ("id",),
            "shipped-id",
            f"a shipped scenario is called {quoted(scenario.id)}, too, and their attempts would be "
            "counted together; choose another id",
        )
    if scenario.matter is not None and matters[scenario.matter] < 2:
        yield _Doubt(
            ("matter",),
            "lonely-matter",
            f"no other scenario here has the matter {quoted(scenario.matter)}; check the folder that "
            "holds them all, give another one this matter, or leave it out",
        )
    yield from _about_decision(scenario)
    rubric = _rubric_of(one)
    yield from _about_rubric(scenario, rubric)
    reactions = root.child("reactions")
    if scenario.reactions is not None and reactions is not None:
        yield from _about_by(scenario.reactions, reactions, rubric, ("reactions",))
    yield from _about_replies(scenario, rubric, today)


def _about_decision(scenario: Scenario) -> Iterator[_Doubt]:
    decision = scenario.decision
    escalates = Choice.ESCALATE in (decision.best, *decision.acceptable)
    if decision.escalate_to is not None and not escalates and scenario.crisis is None:
        yield _Doubt(
            ("decision", "escalate_to"),
            "unused-team",
            "escalating will not do here, so no team is ever asked for; add 'escalate' to "
            "'acceptable', or leave 'escalate_to' out",
        )
    if decision.best in decision.acceptable:
        place = decision.acceptable.index(decision.best)
        yield _Doubt(
            ("decision", "acceptable", place),
            "best-twice",
            f"{quoted(decision.best.value)} is the best choice already; leave it out here",
        )


def _about_rubric(scenario: Scenario, rubric: Rubric | None) -> Iterator[_Doubt]:
    places = {
        place.rubric: channel.title
        for channel in catalogue.channels().values()
        for place in channel.places.values()
    }
    own = catalogue.channel(scenario.channel).place(scenario.visibility)
    usual = own.rubric if own is not None else ""
    if scenario.rubric in places and scenario.rubric != usual:
        yield _Doubt(
            ("rubric",),
            "other-channel",
            f"{quoted(scenario.rubric)} is made for {places[scenario.rubric]}; for "
            f"{quoted(scenario.channel)}, {scenario.visibility.value}, write {quoted(usual)}",
        )
    if rubric is None:
        return
    for_crises = any(criterion.id == HAND_OVER for criterion in rubric.criteria)
    if scenario.crisis is not None and not for_crises:
        yield _Doubt(
            ("rubric",),
            "no-crisis-rubric",
            "this is a crisis, but its rubric is not for one; write 'crisis', or a rubric of your own "
            f"that extends it and so has the criterion {quoted(HAND_OVER)}",
        )
    if scenario.crisis is None and for_crises:
        yield _Doubt(
            ("rubric",),
            "no-crisis",
            f"{quoted(scenario.rubric)} is for crises, but this scenario is none; add 'crisis' with its "
            "kind, or take the rubric of the channel",
        )


def _about_by(
    reactions: Reactions, node: Node, rubric: Rubric | None, at: Steps
) -> Iterator[_Doubt]:
    weights = {c.id: c.weight for c in rubric.criteria} if rubric is not None else {}
    if node.child("by") is not None and not reactions.by:
        message = "'by' names no criterion, so the total chooses; name some, or leave it out"
        yield _Doubt((*at, "by"), "empty-by", message)
    for n, name in enumerate(reactions.by):
        if name in reactions.by[:n]:
            message = f"{quoted(name)} stands here twice and counts once; leave one out"
            yield _Doubt((*at, "by", n), "twice-in-by", message)
        elif weights.get(name) == 0:
            message = (
                f"{quoted(name)} has weight 0 in this rubric: the customer would answer by a mark "
                "that counts nothing; name another criterion"
            )
            yield _Doubt((*at, "by", n), "no-weight", message)
    for name in BRANCHES:
        following = reaction_of(reactions, name).next
        below = (*at, name, "next")
        if following is not None and node.reaches((name, "next")):
            yield from _about_by(following, node.near((name, "next")), rubric, below)


def _about_replies(scenario: Scenario, rubric: Rubric | None, today: date) -> Iterator[_Doubt]:
    channel = catalogue.channel(scenario.channel)
    place = channel.place(scenario.visibility)
    limit = place.limit if place is not None else None
    good = {folded(e.reply) for e in scenario.exemplars}
    for n, exemplar in enumerate(scenario.exemplars):
        at: Steps = ("exemplars", n, "reply")
        length = length_on(channel, exemplar.reply)
        if limit is not None and length > limit:
            message = f"this has {length:,} characters, a post here at most {limit:,}; shorten it"
            yield _Doubt(at, "too-long", message)
        card = _card(scenario, exemplar.reply, rubric, today)
        if card is not None and card.total is not None and not card.passed:
            message = f"this exemplar fails: {_marked(card)}; {_costly(card)}"
            yield _Doubt(at, "failing-exemplar", message)
    for n, bad in enumerate(scenario.bad_replies):
        at = ("bad_replies", n, "reply")
        if folded(bad.reply) in good:
            message = "this is word for word an exemplar, too; it cannot be both: change one"
            yield _Doubt(at, "good-and-bad", message)
            continue
        card = _card(scenario, bad.reply, rubric, today)
        if card is not None and card.passed:
            message = (
                f"this bad reply passes: {_marked(card)}; make worse what its note names, or take a "
                "rubric that marks it"
            )
            yield _Doubt(at, "passing-bad-reply", message)


def _card(scenario: Scenario, reply: str, rubric: Rubric | None, today: date) -> Scorecard | None:
    if rubric is None or len(reply) > LONGEST_REPLY:
        return None
    draft = Draft(scenario.id, reply, context_of(scenario))
    return marks_alone(draft, rubric, catalogue.channels(), today)


def _marked(card: Scorecard) -> str:
    return f"total {card.total or 0.0:.1f}, pass mark {card.pass_mark:g}"


def _costly(card: Scorecard) -> str:
    """The marks that cost an exemplar most, critical ones first."""
    if card.critical_failures:
        names = [quoted(mark.criterion) for mark in card.critical_failures]
        return f"a critical mark fails: {', '.join(names)}"
    lost = [
        ((100 - m.percent) * m.weight, m.criterion)
        for m in card.of(MarkStatus.SCORED)
        if m.percent is not None and m.percent < 100 and m.weight
    ]
    names = [quoted(name) for _, name in sorted(lost, key=lambda pair: (-pair[0], pair[1]))[:3]]
    return f"it loses most in {', '.join(names)}"


def _rubric_of(one: Read) -> Rubric | None:
    """The scenario's rubric; for a pack that is still being written, from its own folder."""
    name = one.scenario.rubric
    pack = pack_of(one.file)
    try:
        if pack is not None and name.startswith(f"{pack.id}/"):
            return catalogue.read(pack.folder / RUBRICS / f"{name.split('/', 1)[1]}.yaml")
        return catalogue.rubric(name)
    except CoachError:
        return None
