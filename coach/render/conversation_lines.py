"""A conversation round by round, its promises, and a crisis without points, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.plain import one_line
from coach.model.rubric import Rubric
from coach.model.scenario import Scenario
from coach.model.scorecard import Scorecard
from coach.practice import crisis
from coach.practice.conversation import FELT, Round, whole
from coach.practice.promises import Followed, Promise, State

NOT_COUNTED = "Promises are shown, not counted: words cannot say whether the deed was done."
_WORDS = 70
_SIGN = {State.KEPT: "+", State.TAKEN_UP: "~", State.NOT_MENTIONED: "-"}


def round_line(one: Round, points: bool = True) -> str:
    """One round: the decision, the last total, and how the customer took it."""
    said = [one_line(one.decision)] if one.number == 1 else []
    if points:
        tries = f" (try {len(one.totals)})" if len(one.totals) > 1 else ""
        said.append(f"{one.total:.0f} of 100{tries}" if one.total is not None else "no total")
    elif len(one.totals) > 1:
        said.append(f"{len(one.totals)} tries")
    if one.branch is not None:
        said.append(f"the customer {FELT[one.branch]}")
    return f"Round {one.number}: {'; '.join(said) or 'sent'}"


def whole_line(rounds: Sequence[Round]) -> str:
    """The mean over the rounds, with how many it is made of."""
    mean, n = whole(rounds)
    if mean is None:
        return "The whole: no total, as no round has one"
    of = "round" if n == 1 else "rounds"
    return f"The whole: {mean:.0f} of 100, the mean of the last try of {n} {of}"


def summary_lines(
    rounds: Sequence[Round], followed: Sequence[Followed], points: bool = True
) -> Iterator[str]:
    """The conversation so far: each round, what became of the promises, and the whole."""
    for one in rounds:
        yield round_line(one, points)
    if points:
        yield whole_line(rounds)
    if followed:
        yield ""
        yield from followed_lines(followed)


def promised_line(promise: Promise) -> str:
    """A promise: its words, kind and time."""
    when = f", {one_line(promise.when, 30)}" if promise.when else ", no time given"
    return f"'{one_line(promise.words, _WORDS)}' ({promise.said}{when})"


def promise_lines(promises: Sequence[Promise]) -> Iterator[str]:
    """What a reply promised, for the rounds to come."""
    if promises:
        yield "You promised"
        for promise in promises:
            yield f"  {promised_line(promise)}"


def followed_line(one: Followed) -> str:
    """What became of a promise: its words, and those that came back to it."""
    said = f"{_SIGN[one.state]} {promised_line(one.promise)}: {one.state.value}"
    if one.words:
        said += f" in round {one.round}, '{one_line(one.words, _WORDS)}'"
    return said


def followed_counted(followed: Sequence[Followed]) -> str:
    """What became of the promises, on one line."""
    if len(followed) == 1:
        one = followed[0]
        said = f"Promise '{one_line(one.promise.words, 40)}': {one.state.value}"
    else:
        states = [one.state for one in followed]
        counted = [f"{states.count(s)} {s.value}" for s in State if s in states]
        said = f"Promises: {', '.join(counted)}"
    return f"{said} (shown, not counted)"


def followed_lines(followed: Sequence[Followed]) -> Iterator[str]:
    """What became of the promises of earlier rounds."""
    if followed:
        yield "Promises from earlier rounds"
        for one in followed:
            yield f"  {followed_line(one)}"
        yield f"  {NOT_COUNTED}"


def crisis_lines(card: Scorecard, rubric: Rubric, scenario: Scenario, reply: str) -> Iterator[str]:
    """A crisis reply as a list of points kept and missed, who takes over, and a word of care."""
    advice = {c.id: c.message for c in rubric.criteria}
    points = crisis.points_of(card, rubric)
    yield f"{crisis.counted(points)}. {crisis.NO_POINTS}"
    yield ""
    for point in points:
        yield f"  {point.kept.value}: {point.title}"
        for start, end in point.spans[:3]:
            yield f"      '{one_line(reply[start:end], _WORDS)}'"
        if point.kept is not crisis.Kept.KEPT:
            yield f"      > {advice[point.criterion]}"
    over = crisis.takes_over(scenario)
    yield ""
    if over is not None:
        yield f"Who takes over: {over}."
    yield crisis.CARE
