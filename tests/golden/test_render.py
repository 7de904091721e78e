"""Each output format, byte by byte, for one hand-made scorecard.

To accept a deliberate change: delete the file, run the test once, look at what was written.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.model.channel import Visibility
from coach.model.finding import Finding, Polarity, Repair
from coach.model.rubric import Band, Criterion, Rubric, Status
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.render.lines import fault_lines, scorecard_lines
from coach.render.sheets import CsvSheet, html_page, table_head, table_row
from coach.render.wire import scorecard_line

HERE = Path(__file__).parent
REPLY = "=Hi <b>Jo</b>, sorry you feel that way. \x1b[31m\u202e DM us"


def _criterion(name: str, section: str, title: str, *, critical: bool = False) -> Criterion:
    bands = (Band(2, at_least=1), Band(0))
    return Criterion(
        id=name, section=section, skill="tone", title=title, why="why", source="source",
        scorer="phrases", bands=bands, weight=10, message=f"Advice on {name}.", critical=critical,
    )  # fmt: skip


RUBRIC = Rubric(
    id="golden",
    title="Golden",
    version="1.0",
    status=Status.DRAFT,
    pass_mark=80,
    criteria=(
        _criterion("data", "compliance", "Keeps data private", critical=True),
        _criterion("apology", "tone", "Apologises"),
        _criterion("length", "form", "Fits"),
        _criterion("broken", "form", "Breaks"),
    ),
    sections={"compliance": "Compliance", "tone": "Tone", "form": "Form"},
    digest="0123456789ab",
)
CARD = Scorecard(
    id="=1+1",
    rubric=RUBRIC.ref,
    pass_mark=80,
    marks=(
        Mark("data", "compliance", MarkStatus.SCORED, 10, 2, 100.0, 1.0, critical=True),
        Mark("apology", "tone", MarkStatus.SCORED, 10, 0, 0.0, 0.25,
             (Finding(15, 38, Polarity.FAULT, "Says 'sorry you feel that way'."),
              Finding(1, 12, Polarity.CREDIT, "Greets."))),
        Mark("length", "form", MarkStatus.NOT_APPLICABLE, 10, reason="this channel sets no limit"),
        Mark("broken", "form", MarkStatus.FAILED, 10, reason="the scorer 'x' broke: KeyError: 1"),
    ),
    signals={"politeness": 0.123456, "empathy": {"reactions": 1.0}, "grade_level": None},
    acts={"apology": ((15, 38),)},
    personal_data=((3, 5, "name"),),
    repairs=(Repair("apology", 15, 38, "sorry it is late", 86.0),),
)  # fmt: skip
DRAFT = Draft(
    CARD.id,
    REPLY,
    Context("x", Visibility.PUBLIC, (Turn(Speaker.CUSTOMER, "late <again>"),), agent="@kim"),
)


def _csv() -> str:
    file = io.StringIO()
    CsvSheet(file, [c.id for c in RUBRIC.criteria]).add(DRAFT, CARD)
    return file.getvalue()


FORMATS: dict[str, Callable[[], str]] = {
    "scorecard.jsonl": lambda: scorecard_line(CARD) + "\n",
    "scorecard.txt": lambda: "\n".join(scorecard_lines(CARD, RUBRIC, REPLY)) + "\n",
    "faults.txt": lambda: "\n".join(fault_lines(CARD, RUBRIC, CARD.id, REPLY)) + "\n",
    "table.txt": lambda: f"{table_head()}\n{table_row(DRAFT, CARD)}\n",
    "scorecard.csv": _csv,
    "scorecard.html": lambda: "".join(html_page("Golden", [(DRAFT, CARD, RUBRIC)], ["n 1"])),
}


@pytest.mark.parametrize("name", FORMATS)
def test_bytes(name: str) -> None:
    path = HERE / name
    now = FORMATS[name]()
    if not path.exists():
        path.write_text(now, encoding="utf-8", newline="")
        pytest.fail(f"{name} was missing and has been written; look at it and run again")
    assert now.encode() == path.read_bytes()
    assert "\x1b" not in now
    assert "\u202e" not in now
