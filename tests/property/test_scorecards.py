"""Whatever is typed: spans in bounds, scorecards that are JSON, faults that never pay."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.engine import score
from coach.language.plain import plain
from coach.model.channel import Visibility
from coach.model.scorecard import MarkStatus, Scorecard
from coach.model.thread import Context, Draft, Speaker, Turn
from coach.render.wire import scorecard_line
from coach.services import catalogue

TODAY = date(2026, 1, 15)
_PIECES = st.sampled_from(
    [
        "Hi Jo,", "I'm so sorry", "your bag is late", "DM us", "please", "4111 1111 1111 1111",
        "https://a.example/b", "@jo", "\U0001f62c", "\n", "\u202e", "\u200b", "e\u0301", "\x1b[31m",
        "not here", "by 5pm.", "^JT", "Kindly", "as per policy", "\ud800", "&amp;", "[red]",
        "your card number?", "10 Downing Street", "jo@mail.example", "LOL", "I'll", "refund", "!!!",
    ]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join))
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def scored(reply: str, customer: str, rubric: str = "social-care") -> Scorecard:
    context = Context("x", Visibility.PUBLIC, (Turn(Speaker.CUSTOMER, customer),))
    return score(Draft("id", reply, context), catalogue.rubric(rubric), catalogue.channels(), TODAY)


@SLOW
@given(TEXT, TEXT)
def test_no_scorer_breaks_and_every_span_is_in_bounds(reply: str, customer: str) -> None:
    card = scored(reply, customer)
    assert [m.reason for m in card.of(MarkStatus.FAILED)] == []
    spans = [(f.start, f.end) for m in card.marks for f in m.findings]
    spans += [span for found in card.acts.values() for span in found]
    spans += [(start, end) for start, end, _ in card.personal_data]
    assert all(0 <= start <= end <= len(reply) for start, end in spans)
    assert all(plain(f.message) == f.message for m in card.marks for f in m.findings)


@SLOW
@given(TEXT, TEXT)
def test_a_line_is_utf8_json_and_reads_back(reply: str, customer: str) -> None:
    line = scorecard_line(scored(reply, customer))
    line.encode("utf-8")
    assert "\n" not in line
    data = json.loads(line)
    assert data["total"] is None or 0 <= data["total"] <= 100
    assert json.loads(json.dumps(data)) == data


@SLOW
@given(TEXT)
def test_scoring_is_reproducible(reply: str) -> None:
    assert scorecard_line(scored(reply, "late again")) == scorecard_line(
        scored(reply, "late again")
    )


@SLOW
@given(
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.sampled_from(
        [
            ("non-apology", " We apologise for any inconvenience."),
            ("corporate", " As per our policy, rest assured."),
            ("personal-data", " Please reply with your card number here."),
            ("canned", " Thank you for your valuable feedback."),
            ("liability", " It was entirely our fault."),
        ]
    ),
)
def test_more_faults_never_raise_a_mark(reply: str, added: tuple[str, str]) -> None:
    criterion, fault = added

    def per_cent(text: str) -> float:
        marks = {m.criterion: m.percent for m in scored(text, "my bag is lost").marks}
        per_cent = marks[criterion]
        return 100.0 if per_cent is None else per_cent  # not applicable: nothing against it

    assert per_cent(reply + "." + fault) <= per_cent(reply + ".")
