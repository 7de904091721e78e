"""What an agent has shown in practice, on what and when, for a certificate that says no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from coach import __version__
from coach.language.plain import one_line
from coach.model.attempt import COUNTED, Agent
from coach.model.problem import CoachError
from coach.render.certificate import (
    Certificate,
    ChannelWork,
    PassedLine,
    RubricUse,
    SkillLine,
    certificate_lines,
    certificate_page,
)
from coach.services import catalogue
from coach.services.progress import span_days, standings
from coach.store import PassedScenario, Store, Tally

_PAGES = (".html", ".htm")
_TEXTS = (".txt", ".text", "")


def certificate(store: Store, agent: Agent, today: date, span: str = "ever") -> Certificate:
    """The certificate of a span of time, issued ``today`` (UTC).

    The attempts are those of the span; the estimates rest on all practice up to today. It reads
    the attempts, so it takes longer the more there are.
    """
    first, last = span_days(span, today)
    tallies = store.tallies(agent.id, first, last)
    counted = [t for t in tallies if t.mode in COUNTED]
    return Certificate(
        agent=agent.name,
        issued=today.isoformat(),
        first=min((t.first[:10] for t in counted), default=None),
        last=max((t.last[:10] for t in counted), default=None),
        modes=tuple((mode, sum(t.n for t in counted if t.mode == mode)) for mode in COUNTED),
        scored=sum(t.scored for t in counted),
        passed=sum(t.passed for t in counted),
        skills=tuple(
            SkillLine(s.skill, s.channel and _title(s.channel), s.n, s.mean, s.half)
            for s in standings(store, agent, today)
            if s.mean is not None or not s.channel
        ),
        channels=_channels(counted),
        scenarios=_scenarios(store.passed_scenarios(agent.id, first, last)),
        rubrics=_rubrics(counted),
        left_out=sum(t.n for t in tallies if t.mode not in COUNTED),
        coach_version=__version__,
    )


def certificate_text(found: Certificate, file: Path) -> str:
    """The certificate for a file: a page when its name ends in .html or .htm, else text.

    Raises CoachError for a name that says it is something else, and where there is nothing to show.
    """
    if file.suffix.casefold() not in (*_PAGES, *_TEXTS):
        raise CoachError(
            f"{file}: error[format] a certificate is a page or text; "
            "name a file that ends in .html (browsers print it, as PDF too) or in .txt"
        )
    if found.first is None:
        raise CoachError(
            f"nothing practised by {one_line(found.agent)} in this time, so there is nothing to "
            "certify; start with: coach practice"
        )
    if file.suffix.casefold() in _PAGES:
        return certificate_page(found)
    return "".join(f"{line}\n" for line in certificate_lines(found))


def write_certificate(store: Store, agent: Agent, today: date, span: str, file: Path) -> None:
    """Writes the certificate. Raises CoachError when the file is there or cannot be written.

    A certificate may have been handed on, so none is ever written over.
    """
    text = certificate_text(certificate(store, agent, today, span), file)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise CoachError(f"{file}: error[there] there is such a file; name another") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"{file}: error[unwritable] the file cannot be written ({reason})"
        raise CoachError(f"{message}; name another place") from None


def _channels(counted: Iterable[Tally]) -> tuple[ChannelWork, ...]:
    names: dict[str, list[Tally]] = {}
    for tally in counted:
        names.setdefault(tally.channel, []).append(tally)
    work = [
        ChannelWork(_title(name), sum(t.n for t in found), sum(t.passed for t in found))
        for name, found in names.items()
    ]
    return tuple(sorted(work, key=lambda one: one.title.casefold()))


def _scenarios(passed: Iterable[PassedScenario]) -> tuple[PassedLine, ...]:
    known = {s.id: s for s in catalogue.scenarios()}
    lines = []
    for found in passed:
        scenario = known.get(found.scenario)
        lines.append(
            PassedLine(
                title=scenario.title if scenario else found.scenario,
                channel=_title(found.channel),
                difficulty=scenario.difficulty if scenario else None,
                best=found.best,
                tries=found.tries,
                number=found.number,
                day=found.first[:10],
            )
        )
    return tuple(sorted(lines, key=lambda one: (-(one.difficulty or 0), one.title.casefold())))


def _rubrics(counted: Iterable[Tally]) -> tuple[RubricUse, ...]:
    uses: dict[str, int] = {}
    for tally in counted:
        uses[tally.rubric] = uses.get(tally.rubric, 0) + tally.n
    return tuple(RubricUse(ref, n) for ref, n in sorted(uses.items()))


def _title(channel: str) -> str:
    known = catalogue.channels().get(channel)
    return known.title if known else channel
