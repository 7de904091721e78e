# ruff: noqa: E501 - the page's markup reads best unbroken
"""Scorecards as CSV rows, table rows and an HTML page; each escapes foreign text in its own way."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TextIO

from coach.language.plain import one_line
from coach.model.finding import Polarity
from coach.model.rubric import Rubric
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Draft

COLUMNS = ("id", "agent", "channel", "visibility", "rubric", "total", "total_without_critical",
           "passed", "failed_critical", "not_applicable", "reply")  # fmt: skip

_FORMULA = frozenset("=+-@|%＝＋－＠｜％﹦﹢﹣﹫﹪−")


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula, control characters shown.

    Source: OWASP, CSV injection: a leading = + - @ tab or return gets an apostrophe, their wide and
    small forms too, which some spreadsheets read alike.
    """
    shown = one_line(text)
    return "'" + shown if shown.lstrip()[:1] in _FORMULA else shown


class CsvSheet:
    """A CSV file: a row a reply, a column a criterion (per cent; empty when not applicable)."""

    def __init__(self, file: TextIO, criteria: Sequence[str]) -> None:
        self._criteria = tuple(criteria)
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow((*COLUMNS, *self._criteria))

    def add(self, draft: Draft, card: Scorecard) -> None:
        """Writes one reply's row."""
        percents = {m.criterion: m.percent for m in card.marks if m.percent is not None}
        context = draft.context
        self._writer.writerow(
            (
                cell(card.id),
                cell(context.agent or ""),
                context.channel,
                context.visibility.value,
                card.rubric,
                _number(card.total),
                _number(card.total_without_critical),
                "yes" if card.passed else "no",
                " ".join(m.criterion for m in card.critical_failures),
                len(card.of(MarkStatus.NOT_APPLICABLE)),
                cell(draft.text),
                *(_number(percents.get(name)) for name in self._criteria),
            )
        )


def table_head() -> str:
    """The heading of the table."""
    return f"{'total':>6}  {'':4}  {'id':<24}  {'faults':<30}  reply"


def table_row(draft: Draft, card: Scorecard) -> str:
    """One reply as a table row of about a terminal's width."""
    total = "  n/a" if card.total is None else f"{card.total:5.1f}"
    word = "pass" if card.passed else "CRIT" if card.critical_failures else "fail"
    faults = sorted(
        (m for m in card.of(MarkStatus.SCORED) if m.percent is not None and m.percent < 100),
        key=lambda m: (m.percent or 0.0) * m.weight - 100 * m.weight,
    )
    names = ", ".join(m.criterion for m in faults if m.weight)
    return (
        f"{total:>6}  {word:4}  {_short_id(card.id):<24}  {one_line(names, 30):<30}  "
        f"{one_line(draft.text, 60)}"
    )


def _short_id(name: str, width: int = 24) -> str:
    """An id cut in its middle: its end tells the replies of a thread apart."""
    shown = one_line(name)
    if len(shown) <= width:
        return shown
    return f"{shown[: width - 9]}…{shown[-8:]}"


def html_page(
    title: str, rows: Iterable[tuple[Draft, Scorecard, Rubric]], foot: Iterable[str] = ()
) -> Iterator[str]:
    """An HTML page, piece by piece; opens offline, runs no script, everything escaped by jinja2."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    yield environment.from_string(_HEAD).render(title=title)
    row = environment.from_string(_ROW)
    for draft, card, rubric in rows:
        titles = {c.id: c for c in rubric.criteria}
        yield row.render(
            card=card,
            id=one_line(card.id),
            pieces=list(marked_pieces(draft.text, card)),
            customer=[one_line(t.text) for t in draft.context.turns[-2:]],
            marks=[(m, titles[m.criterion]) for m in card.of(MarkStatus.SCORED)],
            left=[
                (m, one_line(m.reason or ""))
                for m in card.marks
                if m.status is not MarkStatus.SCORED
            ],
        )
    # The summary is complete only after the last row.
    yield environment.from_string(_FOOT).render(foot=list(foot))


def marked_pieces(text: str, card: Scorecard) -> Iterator[tuple[str, str, str]]:
    """The reply in pieces (text, "", "credit" or "fault", messages): its evidence marked."""
    spans = [
        (f.start, f.end, f.polarity, f.message)
        for m in card.of(MarkStatus.SCORED)
        for f in m.findings
        if f.end > f.start
    ]
    cuts = sorted({0, len(text), *(s for s, *_ in spans), *(e for _, e, *_ in spans)})
    from coach.language.plain import plain

    for start, end in pairwise(cuts):
        over = [s for s in spans if s[0] <= start and end <= s[1]]
        polarity = ""
        if over:
            fault = any(p is Polarity.FAULT for _, _, p, _ in over)
            polarity = "fault" if fault else "credit"
        yield plain(text[start:end]), polarity, plain(" ".join(m for *_, m in over))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
article{border-top:1px solid #ccc;padding:1rem 0}
blockquote{margin:.3rem 0;color:#555}
.reply{white-space:pre-wrap;font-size:1.05rem;margin:.5rem 0}
.credit{border-bottom:2px solid #2a7d2a}.fault{border-bottom:3px double #b00020}
.fault::before{content:"− ";color:#b00020}.credit::before{content:"+ ";color:#2a7d2a}
table{border-collapse:collapse}td{padding:.1rem .8rem .1rem 0;vertical-align:top}
.total{font-weight:600}details{margin-top:.3rem}
@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}blockquote{color:#aaa}}
</style>
<h1>{{ title }}</h1>
"""
_ROW = """<article>
<div class="total">{{ id }}: {% if card.total is none %}no total{% else %}{{ "%.1f"|format(card.total) }}{% endif %},
{{ "passed" if card.passed else "not passed" }} (pass mark {{ card.pass_mark }})
{% for mark in card.critical_failures %} critical: {{ mark.criterion }}{% endfor %}</div>
{% for text in customer %}<blockquote>{{ text }}</blockquote>{% endfor %}
<div class="reply">{% for text, polarity, why in pieces %}{% if polarity %}<span class="{{ polarity }}" title="{{ why }}">{{ text }}</span>{% else %}{{ text }}{% endif %}{% endfor %}</div>
<details><summary>{{ marks|length }} marks</summary><table>
{% for mark, criterion in marks %}<tr><td>{{ mark.score }}/{{ criterion.highest }}</td><td>{{ criterion.title }}</td>
<td>{% for f in mark.findings %}{{ f.message }} {% endfor %}</td></tr>
{% endfor %}{% for mark, why in left %}<tr><td>n/a</td><td>{{ mark.criterion }}</td><td>{{ why }}</td></tr>
{% endfor %}</table></details>
</article>
"""
_FOOT = """<footer>{% for line in foot %}<p>{{ line }}</p>{% endfor %}</footer></html>
"""
