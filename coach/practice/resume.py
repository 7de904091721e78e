"""What a draft needs besides its words, so that a sitting goes on exactly where it stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coach.model.attempt import TEST
from coach.model.scenario import Choice, Team
from coach.model.thread import Speaker, Turn
from coach.practice.conversation import Round
from coach.practice.decide import Decided, Decisions

_TEST = "test:"  # no scenario's id holds a colon


def draft_name(scenario: str, mode: str) -> str:
    """The name a sitting's draft is kept under: a test has a draft of its own."""
    return f"{_TEST}{scenario}" if mode == TEST else scenario


def drafted(name: str) -> tuple[str, bool]:
    """The scenario of a draft's name, and whether it is a test."""
    return name.removeprefix(_TEST), name.startswith(_TEST)


@dataclass(frozen=True, slots=True)
class Resume:
    """The state of a sitting beside its draft. ``sent``: the draft is the reply that was sent last."""

    session: str
    tries: int = 0
    turns: tuple[Turn, ...] = ()
    path: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    sent: bool = False

    def to_data(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "session": self.session,
            "tries": self.tries,
            "turns": [{"speaker": t.speaker.value, "text": t.text, "at": t.at} for t in self.turns],
            "path": list(self.path),
            "rounds": [
                {
                    "number": r.number,
                    "decision": r.decision,
                    "totals": list(r.totals),
                    "reply": r.reply,
                    "branch": r.branch,
                }
                for r in self.rounds
            ],
            "decisions": {
                "made": [_decided(d) for d in self.decisions.made],
                "at": self.decisions.at,
                "first": _decided(self.decisions.first) if self.decisions.first else None,
            },
            "sent": self.sent,
        }


def resume_from(data: Mapping[str, Any], session: str, decision: str | None) -> Resume:
    """The state of a saved draft. session, decision: what holds where the data says nothing."""
    decided = data.get("decisions") or {}
    made = tuple(map(_read, decided.get("made", ())))
    if not made and decision:
        made = (Decided(Choice(decision)),)
    first = decided.get("first")
    return Resume(
        session=data.get("session", session),
        tries=data.get("tries", 0),
        turns=_turns(data.get("turns", ())),
        path=tuple(data.get("path", ())),
        rounds=tuple(
            Round(r["number"], r["decision"], tuple(r["totals"]), r["reply"], r["branch"])
            for r in data.get("rounds", ())
        ),
        decisions=Decisions(
            made, decided.get("at", len(made)), _read(first) if first is not None else None
        ),
        sent=data.get("sent", False),
    )


def _turns(found: Iterable[Mapping[str, Any]]) -> tuple[Turn, ...]:
    return tuple(Turn(Speaker(t["speaker"]), t["text"], t.get("at")) for t in found)


def _decided(decided: Decided) -> dict[str, str | None]:
    return {"choice": decided.choice.value, "team": decided.team.value if decided.team else None}


def _read(data: Mapping[str, Any]) -> Decided:
    team = data.get("team")
    return Decided(Choice(data["choice"]), Team(team) if team else None)
