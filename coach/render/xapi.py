"""Attempts as xAPI statements for learning record stores.

Source: Experience API 1.0.3, part two (statements); the verbs and the activity type are of the ADL
vocabulary. A statement keeps its id however often it is exported, so nothing is counted twice.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from coach.model.attempt import Attempt

HOME_PAGE = "https://coach.invalid"  # reserved (RFC 2606): belongs to nobody
_VERBS = "http://adlnet.gov/expapi/verbs"
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment"
_SPACE = uuid.UUID("6f1e7d0c-1d0b-5b7e-9a53-0c7a9a3f1b52")  # coach's own, for ids made of names
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+(?:/[^\s<>\"{}|\\^`?#]*)?", re.IGNORECASE)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def is_home_page(address: str) -> bool:
    """Whether the address can name where accounts live: an absolute http or https address."""
    return _WEB.fullmatch(address) is not None


def statement(
    attempt: Attempt,
    agent: str,
    home_page: str,
    *,
    title: str = "",
    difficulty: int | None = None,
    with_reply: bool = False,
) -> dict[str, Any]:
    """One attempt as a statement, ready for JSON.

    agent: the account's name at the home page. title, difficulty (1-5): of the scenario, where it
    is known. A decision without a reply has no score and is "attempted".
    """
    base = home_page.rstrip("/")
    name = text(agent)
    return {
        "id": str(_of(base, name, attempt.session, str(attempt.id), attempt.sent_at)),
        "actor": {
            "objectType": "Agent",
            "name": name,
            "account": {"homePage": home_page, "name": name},
        },
        "verb": _verb(attempt),
        "object": {
            "objectType": "Activity",
            "id": f"{base}/scenarios/{quote(text(attempt.scenario), safe='')}",
            "definition": {
                "type": _SIMULATION,
                "name": {"en": text(title) or text(attempt.scenario) or "scenario"},
            },
        },
        "result": _result(attempt, with_reply),
        "context": _context(attempt, base, difficulty),
        "timestamp": _time(attempt.sent_at),
    }


def text(foreign: str) -> str:
    """Text as JSON readers elsewhere take it: without control characters and half characters."""
    return _HIDDEN.sub("\ufffd", foreign)


def _verb(attempt: Attempt) -> dict[str, Any]:
    word = "attempted"
    if attempt.total is not None:
        word = "passed" if attempt.passed else "failed"
    return {"id": f"{_VERBS}/{word}", "display": {"en": word}}


def _result(attempt: Attempt, with_reply: bool) -> dict[str, Any]:
    result: dict[str, Any] = {"completion": True}
    if attempt.total is not None:
        raw = round(min(max(attempt.total, 0.0), 100.0), 2)
        result["score"] = {"scaled": round(raw / 100, 4), "raw": raw, "min": 0, "max": 100}
        result["success"] = attempt.passed
    result["duration"] = f"PT{max(attempt.seconds, 0.0):.2f}S"
    if with_reply and attempt.reply:
        result["response"] = text(attempt.reply)
    return result


def _context(attempt: Attempt, base: str, difficulty: int | None) -> dict[str, Any]:
    more: dict[str, Any] = {
        "channel": text(attempt.channel),
        "decision": text(attempt.decision),
        "round": attempt.round,
        "try": attempt.number,
        "mode": text(attempt.mode),
        "skills": {text(k): round(v, 2) for k, v in attempt.skills.items()},
    }
    if attempt.decision_score is not None:
        more["decision-score"] = round(attempt.decision_score, 2)
    if difficulty is not None:
        more["difficulty"] = difficulty
    return {
        "registration": str(_session(attempt.session)),
        "platform": f"coach {text(attempt.coach_version)}",
        "revision": text(attempt.rubric),
        "language": "en",
        "contextActivities": {
            "grouping": [
                {
                    "objectType": "Activity",
                    "id": f"{base}/rubrics/{quote(text(attempt.rubric), safe='@')}",
                    "definition": {"type": _ASSESSMENT, "name": {"en": text(attempt.rubric)}},
                }
            ]
        },
        "extensions": {f"{base}/xapi/{key}": value for key, value in more.items()},
    }


def _session(session: str) -> uuid.UUID:
    try:
        return uuid.UUID(hex=session)
    except ValueError:
        return _of("session", session)


def _of(*parts: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, "\n".join(map(text, parts)))


def _time(sent_at: str) -> str:
    """RFC 3339 with the zone; times without one are UTC, as the store keeps them."""
    when = datetime.fromisoformat(sent_at)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
