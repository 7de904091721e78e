"""coach score: scores the replies of a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from coach.cli.exits import Exit
from coach.cli.options import db_option, settings
from coach.cli.output import text_output
from coach.services.score import Request, Scored, Summary, score_file

if TYPE_CHECKING:
    from coach.model.rubric import Rubric
    from coach.store import Store

FORMATS = ("table", "lines", "jsonl", "csv", "html")


@click.command(name="score", short_help="Score the replies of a file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rubric", metavar="RUBRIC",
              help="Id, file or ID@VERSION of a rubric (default: the channel's own).")  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write here instead of stdout.")
@click.option("--unit", type=click.Choice(("reply", "turn", "thread")), default="reply",
              show_default=True, help="What is one reply in a thread.")  # fmt: skip
@click.option("--no-store", is_flag=True, help="Keep no samples in the store.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes to score with.")  # fmt: skip
@click.option("--repairs", is_flag=True,
              help="Add repairs to jsonl lines; each reply is then scored 20 to 60 times.")  # fmt: skip
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="N",
              help="End with 1 when the quality score is below N.")  # fmt: skip
@db_option
def command(
    file: Path,
    rubric: str | None,
    form: str | None,
    out: Path | None,
    unit: str,
    no_store: bool,
    workers: int,
    repairs: bool,
    fail_under: float | None,
) -> None:
    """Score the replies of FILE: JSONL, CSV, Parquet, or - for JSONL on stdin.

    A record holds id, agent, channel, visibility, thread (or customer_text) and reply; without
    reply the agent's turns of the thread are scored. Rows that cannot be scored are listed on
    stderr with their line and counted; then coach ends with 1.

    \b
    coach score replies.csv --format html --out report.html
    coach score threads.jsonl --rubric social-care --format jsonl --no-store
    """
    chosen = form or ("table" if out is None and sys.stdout.isatty() else "jsonl")
    if repairs and chosen != "jsonl":
        raise click.UsageError(
            "--repairs goes with --format jsonl; coach explain shows one reply's"
        )
    summary = Summary()
    with _store(no_store) as store:
        request = Request(rubric=_rubric(rubric, store), unit=unit, repairs=repairs)  # type: ignore[arg-type]
        scored = _watched(score_file(file, request, summary, workers), summary)
        if store is not None:
            scored = _stored(scored, store, file)
        with text_output(out, file) as target:
            _write(_begun(scored), request, chosen, target, summary, f"coach: {file.name}")
    for line in _said(summary):
        click.echo(line, err=True)
    if summary.rejected:
        raise SystemExit(Exit.FAILED_CHECK)
    if fail_under is not None and (summary.quality is None or summary.quality < fail_under):
        click.echo(f"the quality score is under {fail_under:g}", err=True)
        raise SystemExit(Exit.FAILED_CHECK)


def _store(no_store: bool) -> AbstractContextManager[Store | None]:
    return nullcontext() if no_store else settings().open_store()


def _rubric(name: str | None, store: Store | None) -> Rubric | None:
    """The rubric of a name, if it may be used; what there is to know of it is said on stderr."""
    if not name:
        return None
    from coach.cli.shown import print_line
    from coach.services import catalogue
    from coach.services.standing import to_score_by
    from coach.services.versions import reading

    # an old version is in the store, whether or not new samples are kept in it
    looking = store is None and catalogue.is_reference(name)
    with reading(settings().store_path()) if looking else nullcontext(store) as known:
        found = to_score_by(name, known)
    if found.note:
        print_line(found.note, err=True)
    return found.rubric


def _write(
    scored: Iterator[Scored],
    request: Request,
    form: str,
    target: TextIO,
    summary: Summary,
    title: str,
) -> None:
    from coach.render import sheets
    from coach.render.lines import fault_lines
    from coach.render.wire import scorecard_line
    from coach.services.score import Scoring

    rubric_of = Scoring(request).rubric_of
    if form == "jsonl":
        for s in scored:
            target.write(scorecard_line(s.card) + "\n")
    elif form == "csv":
        sheet = sheets.CsvSheet(target, _criteria(request))
        for s in scored:
            sheet.add(s.draft, s.card)
    elif form == "lines":
        for s in scored:
            for line in fault_lines(s.card, rubric_of(s.draft), s.card.id, s.draft.text):
                target.write(line + "\n")
    elif form == "table":
        target.write(sheets.table_head() + "\n")
        for s in scored:
            target.write(sheets.table_row(s.draft, s.card) + "\n")
    else:
        rows = ((s.draft, s.card, rubric_of(s.draft)) for s in scored)
        for piece in sheets.html_page(title, rows, _Late(summary)):
            target.write(piece)


class _Late:
    """The summary's lines, asked for only when the rows are through."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary

    def __iter__(self) -> Iterator[str]:
        return iter(_said(self._summary))


def _criteria(request: Request) -> list[str]:
    """The criteria that can occur, in order: those of the rubric, or of every shipped one."""
    from coach.services import catalogue

    rubrics = [request.rubric] if request.rubric else map(catalogue.rubric, catalogue.rubric_ids())
    return list(dict.fromkeys(c.id for rubric in rubrics for c in rubric.criteria))


def _said(summary: Summary) -> list[str]:
    """What is said on stderr at the end."""
    lines = [f"line {r.line}: error[rejected] {r.reason}" for r in summary.rejects]
    if summary.rejected > len(summary.rejects):
        lines.append(f"... and {summary.rejected - len(summary.rejects)} more rejected rows")
    if summary.assumed:
        lines.append(
            f"{summary.assumed} replies without channel or visibility were scored as x, public"
        )
    if summary.quality is None:
        lines.append("quality score: none, nothing was scored")
    else:
        said = f"quality score {summary.quality:.2f}"
        if summary.interval:
            said += f" (95 % interval {summary.interval[0]:.2f} to {summary.interval[1]:.2f})"
        lines.append(f"{said}, n {summary.scored}")
        low, high = summary.passed_interval or (0.0, 0.0)
        lines.append(
            f"passed {summary.passed} of {summary.scored}: {100 * (summary.passed_share or 0):.1f} % "
            f"(95 % interval {100 * low:.1f} to {100 * high:.1f})"
        )
    if summary.unscored:
        lines.append(f"without a total: {summary.unscored}")
    if summary.failed_marks:
        lines.append(f"marks left out because a scorer broke: {summary.failed_marks}")
    lines.append(f"rejected rows: {summary.rejected}")
    return lines


def _begun(scored: Iterator[Scored]) -> Iterator[Scored]:
    """The same, its first reply scored already: a bad file fails before anything is written."""
    first = next(scored, None)
    return scored if first is None else chain([first], scored)


def _watched(scored: Iterator[Scored], summary: Summary) -> Iterator[Scored]:
    """Says on a terminal how far a long run has come."""
    if not sys.stderr.isatty():
        yield from scored
        return
    begun = time.monotonic()
    shown = begun
    for n, item in enumerate(scored, 1):
        now = time.monotonic()
        if now - begun > 1 and now - shown > 0.2:
            shown = now
            sys.stderr.write(f"\rscored {n:,} replies, {n / (now - begun):,.0f} a second ")
            sys.stderr.flush()
        yield item
    if shown != begun:
        sys.stderr.write("\r\033[K")


def _stored(scored: Iterator[Scored], store: Store, file: Path) -> Iterator[Scored]:
    """Keeps each sample in the store, a batch at a time, while it passes through."""
    from coach.services.samples import Keeper

    keeper = Keeper(store, str(file))
    for item in scored:
        keeper.add(item)
        yield item
    keeper.flush()
