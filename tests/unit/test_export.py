"""Exports and certificates: what stands in them, in which form, and what is left out."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from coach import __version__
from coach.model.attempt import Agent, Attempt
from coach.model.problem import CoachError
from coach.render.certificate import certificate_lines, certificate_page
from coach.render.sheets import cell
from coach.render.xapi import HOME_PAGE, is_home_page, statement
from coach.services import learning
from coach.services.certificate import certificate, certificate_text, write_certificate
from coach.services.export import Export, Written, checked, export
from coach.services.progress import progress
from coach.store import Store

TODAY = date(2026, 11, 23)
HOSTILE = "=HYPERLINK(\"http://x\") <b>\x1b[31m\u202e\ud83d\x00 'hi'"
SCENARIO = "airline-tarmac-silence"


@pytest.fixture
def maya(store: Store) -> Agent:
    """An agent with a name that wants to be a formula."""
    return store.add_agent("=Maya", "2026-01-01T00:00:00+00:00")


def attempt(agent: Agent, **given: Any) -> Attempt:
    """A passed attempt."""
    values: dict[str, Any] = {
        "id": 0, "agent": agent.id, "scenario": SCENARIO, "channel": "x",
        "session": uuid.uuid4().hex, "round": 1, "number": 1, "decision": "reply_public",
        "decision_score": 100.0, "reply": "Hello", "rubric": "social-care@1.0#abc",
        "total": 85.456, "passed": True, "seconds": 83.5, "sent_at": "2026-11-20T08:00:00+00:00",
        "coach_version": "1.0", "mode": "practice", "scorecard": {}, "skills": {"tone": 80.0},
    }  # fmt: skip
    return Attempt(**values | given)


def text(store: Store, agent: Agent, wanted: Export) -> tuple[str, Written]:
    written = Written()
    return "".join(export(store, agent, TODAY, wanted, written)), written


# --- CSV and JSON ---


def test_csv(store: Store, maya: Agent) -> None:
    store.add_attempt(attempt(maya, reply=HOSTILE))
    store.add_attempt(attempt(maya, total=None, passed=False, decision="monitor", skills={}))
    store.add_attempt(attempt(maya, scenario="@gone"))
    out, written = text(store, maya, Export("csv", replies=True))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (len(rows), written.n, written.left_out) == (3, 3, 0)
    assert [row["attempt"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["agent"] == "'=Maya"
    assert rows[0]["total"] == "85.46"
    assert rows[0]["skill_tone"] == "80.00"
    assert rows[0]["reply"].startswith("'=HYPERLINK")
    assert rows[0]["difficulty"] in "12345"
    assert (rows[1]["total"], rows[1]["passed"], rows[1]["skill_tone"]) == ("", "", "")
    assert (rows[2]["scenario"], rows[2]["title"], rows[2]["difficulty"]) == (
        "'@gone",
        "'@gone",
        "",
    )
    for sign in ("\x1b", "\u202e", "\x00"):
        assert sign not in out


@pytest.mark.parametrize("kind", ["csv", "json", "xapi"])
def test_crises_and_drills_are_left_out(store: Store, maya: Agent, kind: Any) -> None:
    for mode in ("crisis", "drill:shorten"):
        store.add_attempt(attempt(maya, mode=mode, reply="words of a crisis", scenario="sea"))
    store.add_attempt(attempt(maya, mode="test"))
    out, written = text(store, maya, Export(kind, replies=True))
    assert (written.n, written.left_out) == (1, 2)
    assert "crisis" not in out
    assert "sea" not in out


def test_the_columns_are_the_same_for_everybody(store: Store, maya: Agent) -> None:
    ben = store.add_agent("Ben", "2026-01-01T00:00:00+00:00")
    store.add_attempt(attempt(ben, skills={"tone": 80.0, "my own": 70.0}))
    heads = {text(store, agent, Export("csv"))[0].splitlines()[0] for agent in (maya, ben)}
    assert len(heads) == 1
    skills = [name for name in heads.pop().split(",") if name.startswith("skill_")]
    assert skills == [
        "skill_tone", "skill_empathy", "skill_register", "skill_compliance",
        "skill_responsiveness", "skill_decision", "skill_my own",
    ]  # fmt: skip


def test_a_lead_can_work_out_the_marks_from_the_sheet(store: Store, maya: Agent) -> None:
    for n in range(12):
        marks = {"tone": 60.0 + 3 * n, "empathy": 90.0 - n}
        channel = "x" if n % 2 else "email"
        day = f"2026-11-{10 + n // 4}T08:00:00+00:00"
        store.add_attempt(
            attempt(maya, total=50.0 + 2 * n, channel=channel, skills=marks, sent_at=day)
        )
    store.add_attempt(attempt(maya, total=None, decision="hold", skills={"decision": 100.0}))
    store.add_attempt(attempt(maya, mode="crisis", total=None, skills={}))
    rows = list(csv.DictReader(io.StringIO(text(store, maya, Export("csv"))[0])))

    def mean(column: str, **where: str) -> float:
        found = [r[column] for r in rows if all(r[key].startswith(v) for key, v in where.items())]
        numbers = [float(value) for value in found if value]
        return sum(numbers) / len(numbers)

    view = progress(store, maya, TODAY).ranges["ever"]
    assert [level.name for level in view.channels] == ["email", "x"]
    for level in view.channels:
        assert level.mean == pytest.approx(mean("total", channel=level.name), abs=0.01)
    skills = {level.name: level for level in view.skills}
    assert skills["tone"].mean == pytest.approx(mean("skill_tone"), abs=0.01)
    for day in view.days:
        assert day.mean == pytest.approx(mean("total", sent_at=day.day), abs=0.01)


@pytest.mark.parametrize("sign", list("=+-@|%＝＋－＠｜％﹦﹢﹣﹫−"))
def test_no_cell_is_a_formula(sign: str) -> None:
    for said in (f"{sign}1+1", f"  {sign}cmd()", f"\u3000{sign}1"):
        assert cell(said).startswith("'")
    assert cell(f"a{sign}b") == f"a{sign}b"


def test_no_words_without_asking(store: Store, maya: Agent) -> None:
    store.add_attempt(attempt(maya, reply="a secret"))
    for kind in ("csv", "json", "xapi"):
        out, _ = text(store, maya, Export(kind))
        assert "secret" not in out
        assert "secret" in text(store, maya, Export(kind, replies=True))[0]


def test_json_and_lines(store: Store, maya: Agent) -> None:
    for _ in range(3):
        store.add_attempt(attempt(maya))
    rows = json.loads(text(store, maya, Export("json"))[0])
    lines = [json.loads(x) for x in text(store, maya, Export("json", lines=True))[0].splitlines()]
    assert rows == lines
    assert len(rows) == 3
    assert rows[0]["skills"] == {"tone": 80.0}
    assert rows[0]["total"] == 85.456
    assert [row["attempt"] for row in rows] == [1, 2, 3]


def test_json_holds_the_marks_without_their_words(store: Store, maya: Agent) -> None:
    mark = {
        "criterion": "acknowledge", "status": "scored", "score": 1, "percent": 50.0, "weight": 14,
        "value": 0.0, "reason": None, "findings": [{"start": 0, "end": 5, "polarity": "fault",
                                                    "message": "'Hello' says little"}],
    }  # fmt: skip
    store.add_attempt(attempt(maya, scorecard={"marks": [mark]}))
    (row,) = json.loads(text(store, maya, Export("json"))[0])
    assert row["marks"] == [
        {"criterion": "acknowledge", "status": "scored", "score": 1, "percent": 50.0, "weight": 14}
    ]


def test_nothing_to_export(store: Store, maya: Agent) -> None:
    assert json.loads(text(store, maya, Export("xapi"))[0]) == []
    assert text(store, maya, Export("json", lines=True))[0] == ""
    assert len(text(store, maya, Export("csv"))[0].splitlines()) == 1


def test_the_span_of_time(store: Store, maya: Agent) -> None:
    for day in ("2026-11-23", "2026-11-17", "2026-11-16", "2026-12-01"):
        store.add_attempt(attempt(maya, sent_at=f"{day}T23:59:59+00:00"))
    found = {
        span: len(json.loads(text(store, maya, Export("json", span))[0]))
        for span in ("today", "week", "ever")
    }
    assert found == {"today": 1, "week": 2, "ever": 3}


def test_only_ones_own_and_only_current(store: Store, maya: Agent) -> None:
    from coach.store import Correction

    other = store.add_agent("Ben", "2026-01-01T00:00:00+00:00")
    store.add_attempt(attempt(other))
    first = store.add_attempt(attempt(maya, total=10.0))
    store.add_attempt(attempt(maya, total=20.0), Correction(first.id, "Lee", "why"))
    rows = json.loads(text(store, maya, Export("json"))[0])
    assert [row["total"] for row in rows] == [20.0]


# --- xAPI ---

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DURATION = re.compile(r"PT\d+(\.\d{1,2})?S")
_KEYS = {"id", "actor", "verb", "object", "result", "context", "timestamp"}


def check_statement(found: dict[str, Any]) -> None:
    """What Experience API 1.0.3, part two, asks of a statement, as far as we use it."""

    def no_null(value: Any) -> None:
        assert value is not None
        for one in value.values() if isinstance(value, dict) else ():
            no_null(one)
        for one in value if isinstance(value, list) else ():
            no_null(one)

    no_null(found)
    assert set(found) == _KEYS
    assert str(uuid.UUID(found["id"])) == found["id"]
    assert uuid.UUID(found["id"]).variant == uuid.RFC_4122
    actor = found["actor"]
    assert set(actor) == {"objectType", "name", "account"}
    assert actor["objectType"] == "Agent"
    assert set(actor["account"]) == {"homePage", "name"}
    assert _IRI.fullmatch(actor["account"]["homePage"])
    assert actor["account"]["name"]
    assert set(found["verb"]) == {"id", "display"}
    assert _IRI.fullmatch(found["verb"]["id"])
    assert all(isinstance(said, str) for said in found["verb"]["display"].values())
    activities = [found["object"], *found["context"]["contextActivities"]["grouping"]]
    for activity in activities:
        assert set(activity) == {"objectType", "id", "definition"}
        assert activity["objectType"] == "Activity"
        assert _IRI.fullmatch(activity["id"])
        assert set(activity["definition"]) == {"type", "name"}
        assert _IRI.fullmatch(activity["definition"]["type"])
        assert activity["definition"]["name"]["en"]
    result = found["result"]
    assert set(result) <= {"score", "success", "completion", "response", "duration"}
    assert _DURATION.fullmatch(result["duration"])
    if "score" in result:
        score = result["score"]
        assert set(score) == {"scaled", "raw", "min", "max"}
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
        assert isinstance(result["success"], bool)
    context = found["context"]
    assert set(context) == {
        "registration", "platform", "revision", "language", "contextActivities", "extensions",
    }  # fmt: skip
    assert str(uuid.UUID(context["registration"])) == context["registration"]
    assert all(_IRI.fullmatch(key) for key in context["extensions"])
    assert datetime.fromisoformat(found["timestamp"]).tzinfo is not None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"total": None, "passed": False, "decision": "monitor", "decision_score": None},
        {"total": 40.0, "passed": False, "session": "no uuid", "sent_at": "2026-11-20T08:00:00"},
        {"scenario": f"x/{HOSTILE}", "reply": HOSTILE, "rubric": HOSTILE, "skills": {HOSTILE: 1.0}},
        {
            "scenario": "ä ö",
            "seconds": -1.0,
            "total": 100.0000001,
            "sent_at": "2026-11-20T08:00+05:00",
        },
    ],
)
def test_statements_are_valid(given: dict[str, Any]) -> None:
    agent = Agent(1, HOSTILE, "")
    found = statement(attempt(agent, **given), agent.name, HOME_PAGE, with_reply=True)
    check_statement(json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8")))


def test_a_statement_says_what_happened(store: Store, maya: Agent) -> None:
    store.add_attempt(attempt(maya))
    out, _ = text(store, maya, Export("xapi", home_page="https://lms.example.com/"))
    (found,) = json.loads(out)
    check_statement(found)
    assert found["verb"]["id"] == "http://adlnet.gov/expapi/verbs/passed"
    assert found["actor"]["account"] == {"homePage": "https://lms.example.com/", "name": "=Maya"}
    assert found["object"]["id"] == f"https://lms.example.com/scenarios/{SCENARIO}"
    assert found["result"]["score"] == {"scaled": 0.8546, "raw": 85.46, "min": 0, "max": 100}
    assert found["result"]["duration"] == "PT83.50S"
    assert found["timestamp"] == "2026-11-20T08:00:00+00:00"
    assert found["context"]["extensions"]["https://lms.example.com/xapi/difficulty"] in range(1, 6)


def test_statements_keep_their_ids(store: Store, maya: Agent) -> None:
    for _ in range(2):
        store.add_attempt(attempt(maya, session="same"))
    one, again = (json.loads(text(store, maya, Export("xapi"))[0]) for _ in range(2))
    assert one == again
    assert len({found["id"] for found in one}) == 2


@pytest.mark.parametrize(
    "address", ["", "lms", "ftp://x", "https://", "https://a b", "https://a?b"]
)
def test_wrong_home_pages(address: str) -> None:
    assert not is_home_page(address)
    with pytest.raises(CoachError, match="no web address"):
        checked(Export("xapi", home_page=address))


# --- certificates ---


class Tags(HTMLParser):
    """Collects what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(store: Store, agent: Agent) -> None:
    """Thirty passed attempts, some failed ones, a crisis."""
    for n in range(30):
        made = attempt(agent, scenario=f"s{n % 5}", skills={"tone": 82.0 + n % 4})
        learning.add(store, made)
    learning.add(store, attempt(agent, total=20.0, passed=False, rubric="other@2.0#def"))
    learning.add(store, attempt(agent, number=2, channel="<i>", mode="test"))
    learning.add(store, attempt(agent, mode="crisis", total=None, passed=False, skills={}))


def test_a_certificate_counts(store: Store, maya: Agent) -> None:
    shown(store, maya)
    found = certificate(store, maya, TODAY)
    assert found.modes == (("practice", 31), ("test", 1))
    assert (found.scored, found.passed, found.left_out) == (32, 31, 1)
    assert (found.first, found.last, found.issued) == ("2026-11-20", "2026-11-20", "2026-11-23")
    assert [(r.ref, r.n) for r in found.rubrics] == [
        ("other@2.0#def", 1), ("social-care@1.0#abc", 31),
    ]  # fmt: skip
    (tone,) = (s for s in found.skills if s.skill == "tone" and not s.channel)
    assert tone.n == 32
    passed = {line.title: line for line in found.scenarios}
    assert passed["s0"].tries == 6
    assert passed["s0"].difficulty is None
    real = next(line for line in found.scenarios if line.difficulty is not None)
    assert (real.number, real.tries, real.channel) == (2, 1, "<i>")


def test_an_empty_certificate_says_so(store: Store, maya: Agent) -> None:
    found = certificate(store, maya, TODAY, "week")
    with pytest.raises(CoachError, match="nothing practised by =Maya in this time"):
        certificate_text(found, Path("maya.html"))
    said = "\n".join(certificate_lines(found))
    assert "nothing practised in this time" in said
    assert "Scenarios passed: 0" in said
    assert "not enough" not in said


def test_the_text_says_what_it_does_not_show(store: Store, maya: Agent) -> None:
    shown(store, maya)
    lines = list(certificate_lines(certificate(store, maya, TODAY)))
    said = " ".join(" ".join(lines).split())
    assert "What this does not show" in said
    assert "No person has reviewed them" in said
    assert "Crises and drills carry no points" in said
    assert f"by coach {__version__}" in said
    assert max(map(len, lines)) <= 80


def test_the_page_opens_offline_and_escapes(store: Store) -> None:
    agent = store.add_agent("<script>x</script>", "2026-01-01T00:00:00+00:00")
    shown(store, agent)
    page = certificate_page(certificate(store, agent, TODAY))
    tags = Tags()
    tags.feed(page)
    assert not tags.names & {"script", "link", "img", "iframe", "i>"}
    assert not tags.attributes & {"src", "href", "onload", "onclick"}
    assert "url(" not in page
    assert "<script>x</script>" in tags.words
    assert "default-src 'none'" in page
    assert "social-care@1.0#abc" in tags.words


def test_a_certificate_is_no_file_of_somebody_else(
    store: Store, maya: Agent, tmp_path: Path
) -> None:
    shown(store, maya)
    file = tmp_path / "maya.html"
    write_certificate(store, maya, TODAY, "ever", file)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(CoachError, match="there is such a file"):
        write_certificate(store, maya, TODAY, "ever", file)
    for name in ("maya.pdf", "maya.docx"):
        with pytest.raises(CoachError, match=r"ends in \.html .* or in \.txt"):
            write_certificate(store, maya, TODAY, "ever", tmp_path / name)
        assert not (tmp_path / name).exists()
    with pytest.raises(CoachError, match="cannot be written"):
        write_certificate(store, maya, TODAY, "ever", tmp_path / "no" / "maya.txt")
