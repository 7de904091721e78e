# ruff: noqa: E501 - the page's markup reads best unbroken
"""A certificate of practice as text and as one HTML page that prints and opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.plain import one_line
from coach.render.wrap import wrapped

FEW = "not enough data yet"
MODES = {"practice": "in practice, with feedback", "test": "in tests, without help"}
NO_MEANING = (
    "It was practice: written situations with invented customers. It does not show how somebody "
    "answers real ones.",
    "coach gave the marks by the rubrics named above. No person has reviewed them here.",
    "An estimate is the share of full marks expected on a scenario of middling difficulty on the "
    "day of issue. The true value is expected within the ± in 95 of 100 cases. It is not a grade, "
    "and nobody was compared with anybody.",
    "In practice mode hints were allowed and a scenario may be tried again; the tries are given. "
    "Who sat at the keyboard was not checked.",
    "A difficulty is the level from 1 (easy) to 5 (hard) that the scenario's authors gave it.",
)


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill's estimate, 0-100, with half its 95 % interval; None while it means nothing.

    channel: its title, empty for all channels together. n: attempts.
    """

    skill: str
    channel: str
    n: int
    mean: float | None
    half: float | None


@dataclass(frozen=True, slots=True)
class ChannelWork:
    """How many attempts there were on a channel, and how many of them passed."""

    title: str
    n: int
    passed: int


@dataclass(frozen=True, slots=True)
class PassedLine:
    """A scenario that was passed: level 1-5 (None when no longer known), best total, 0-100.

    tries: attempts in all; number: the try of a sitting that passed earliest; day: the first pass.
    """

    title: str
    channel: str
    difficulty: int | None
    best: float
    tries: int
    number: int
    day: str


@dataclass(frozen=True, slots=True)
class RubricUse:
    """A rubric's ``id@version#digest`` and how many attempts it marked."""

    ref: str
    n: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was shown, on what and when. Days are ISO 8601; first and last None without attempts.

    modes: mode -> attempts. scored: attempts with a total; passed: of these. left_out: crises and
    drills, which carry no points.
    """

    agent: str
    issued: str
    first: str | None
    last: str | None
    modes: tuple[tuple[str, int], ...]
    scored: int
    passed: int
    skills: tuple[SkillLine, ...]
    channels: tuple[ChannelWork, ...]
    scenarios: tuple[PassedLine, ...]
    rubrics: tuple[RubricUse, ...]
    left_out: int
    coach_version: str


def certificate_lines(found: Certificate, width: int = 78) -> Iterator[str]:
    """The certificate as lines of text."""
    yield "Certificate of practice"
    yield f"{one_line(found.agent)}, {_period(found)}"
    yield f"issued {found.issued} by coach {found.coach_version}"
    yield ""
    yield from _table("What was practised", [(said, f"{n:,}") for said, n in _work(found)])
    skills = [(_skill(s), f"{_estimate(s):<20}{_attempts(s.n)}") for s in found.skills]
    yield from _table("Skills, per cent on a middling scenario", skills)
    channels = [
        (one_line(c.title), f"{_attempts(c.n)}, {c.passed:,} passed") for c in found.channels
    ]
    yield from _table("Channels", channels)
    yield f"Scenarios passed: {len(found.scenarios)}"
    for one in found.scenarios:
        yield from wrapped(f"{_level(one)}: {_passed(one)}", "  ", "           ", width)
    yield ""
    yield from _table("Rubrics", [(one_line(r.ref), _attempts(r.n)) for r in found.rubrics])
    yield "What this does not show"
    for said in _no_meaning(found):
        yield from wrapped(said, "  - ", "    ", width)


def certificate_page(found: Certificate) -> str:
    """The certificate as one HTML page: no script, nothing loaded, escaped by jinja2."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_PAGE).render(
        agent=one_line(found.agent),
        period=_period(found),
        issued=found.issued,
        version=found.coach_version,
        work=[(said, f"{n:,}") for said, n in _work(found)],
        skills=[(_skill(s), _estimate(s), f"{s.n:,}", s.mean, s.half) for s in found.skills],
        channels=[(one_line(c.title), f"{c.n:,}", f"{c.passed:,}") for c in found.channels],
        scenarios=[
            (one_line(s.title), one_line(s.channel), s.difficulty or "–", f"{s.best:.0f}",
             s.tries, s.number, s.day)
            for s in found.scenarios
        ],
        rubrics=[(one_line(r.ref), f"{r.n:,}") for r in found.rubrics],
        limits=_no_meaning(found),
    )  # fmt: skip


def _period(found: Certificate) -> str:
    if found.first is None or found.last is None:
        return "nothing practised in this time"
    if found.first == found.last:
        return found.first
    return f"{found.first} to {found.last}"


def _work(found: Certificate) -> list[tuple[str, int]]:
    lines = [(f"attempts {MODES.get(mode, mode)}", n) for mode, n in found.modes if n]
    return [*lines, ("attempts with a total", found.scored), ("of these passed", found.passed)]


def _no_meaning(found: Certificate) -> tuple[str, ...]:
    if not found.left_out:
        return NO_MEANING
    many = "one was practised" if found.left_out == 1 else f"{found.left_out:,} were practised"
    return (*NO_MEANING, f"Crises and drills carry no points and are not in it; {many}.")


def _skill(one: SkillLine) -> str:
    return f"{one_line(one.skill)}, {one_line(one.channel)}" if one.channel else one_line(one.skill)


def _estimate(one: SkillLine) -> str:
    if one.mean is None or one.half is None:
        return FEW
    return f"{one.mean:.0f} ± {one.half:.0f}"


def _attempts(n: int) -> str:
    return f"{n:,} attempt" if n == 1 else f"{n:,} attempts"


def _level(one: PassedLine) -> str:
    return f"level {one.difficulty}" if one.difficulty else "level –"


def _passed(one: PassedLine) -> str:
    times = "1 try" if one.tries == 1 else f"{one.tries:,} tries"
    return (
        f"{one_line(one.title)} ({one_line(one.channel)}): best {one.best:.0f}, first passed "
        f"{one.day}, earliest on try {one.number} of a sitting, {times} in all"
    )


def _table(head: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield head
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        yield f"  {name:<{width}}  {value}".rstrip()
    if not rows:
        yield "  nothing yet"
    yield ""


_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Certificate of practice: {{ agent }}</title>
<style>
body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
header{border-bottom:2px solid #222;margin-bottom:1.5rem}h1{margin:0;font-weight:normal}
.who{font-size:1.6rem;margin:.3rem 0}.muted{color:#555}
h2{font-size:1.05rem;margin:1.6rem 0 .3rem}section{break-inside:avoid}section.long{break-inside:auto}
table{border-collapse:collapse;width:100%}td,th{padding:.15rem .8rem .15rem 0;vertical-align:top;text-align:left}
th{font-weight:normal;color:#555;border-bottom:1px solid #bbb}tr{break-inside:avoid}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.bar{position:relative;height:.7rem;width:10rem;background:#eee;margin-top:.45rem}
.bar i{position:absolute;top:0;height:.7rem;background:#9db8d9}.bar b{position:absolute;top:-.1rem;height:.9rem;width:2px;background:#1c3d6e}
code{font-size:.85rem;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:11pt}.bar,.bar i,.bar b{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@page{margin:18mm}
</style>
<header><h1>Certificate of practice</h1>
<p class="who">{{ agent }}</p>
<p class="muted">{{ period }} · issued {{ issued }} · coach {{ version }}</p></header>
<section><h2>What was practised</h2><table>
{% for said, n in work %}<tr><td>{{ said }}</td><td class="n">{{ n }}</td></tr>
{% endfor %}</table></section>
<section><h2>Skills: per cent expected on a middling scenario</h2><table>
<tr><th>skill</th><th>estimate ± error</th><th></th><th class="n">attempts</th></tr>
{% for name, said, n, mean, half in skills %}<tr><td>{{ name }}</td><td>{{ said }}</td><td>{% if mean is not none %}<div class="bar"><i style="left:{{ [mean - half, 0]|max|round(1) }}%;width:{{ ([mean + half, 100]|min - [mean - half, 0]|max)|round(1) }}%"></i><b style="left:{{ mean|round(1) }}%"></b></div>{% endif %}</td><td class="n">{{ n }}</td></tr>
{% else %}<tr><td colspan="4">nothing yet</td></tr>
{% endfor %}</table></section>
<section><h2>Channels</h2><table>
<tr><th>channel</th><th class="n">attempts</th><th class="n">passed</th></tr>
{% for title, n, passed in channels %}<tr><td>{{ title }}</td><td class="n">{{ n }}</td><td class="n">{{ passed }}</td></tr>
{% else %}<tr><td colspan="3">nothing yet</td></tr>
{% endfor %}</table></section>
<section class="long"><h2>Scenarios passed: {{ scenarios|length }}</h2><table>
<tr><th>scenario</th><th>channel</th><th class="n">level</th><th class="n">best</th><th class="n">tries in all</th><th class="n">passed on try</th><th>first passed</th></tr>
{% for title, channel, level, best, tries, number, day in scenarios %}<tr><td>{{ title }}</td><td>{{ channel }}</td><td class="n">{{ level }}</td><td class="n">{{ best }}</td><td class="n">{{ tries }}</td><td class="n">{{ number }}</td><td>{{ day }}</td></tr>
{% endfor %}</table></section>
<section><h2>Rubrics</h2><table>
{% for ref, n in rubrics %}<tr><td><code>{{ ref }}</code></td><td class="n">{{ n }}</td></tr>
{% else %}<tr><td>nothing yet</td></tr>
{% endfor %}</table></section>
<section><h2>What this does not show</h2><ul>
{% for said in limits %}<li>{{ said }}</li>
{% endfor %}</ul></section>
</html>
"""
