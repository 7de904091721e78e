"""Rewrite a canned reply: the same matter, written for this one customer."""

from __future__ import annotations

from coach.model.drill import Rewrite
from coach.model.scorecard import Scorecard
from coach.practice.drills.result import Goal
from coach.practice.drills.writing import fact_goals, limit_goal, percent_of, worded

FREE = frozenset({"canned", "this-case"})  # a reply without words meets these too
# criterion -> (per cent its mark must reach, the goal in words)
MARKS = {
    "canned": (100.0, "In your own words: no run of words from the canned reply"),
    "personal-touch": (50.0, "Speaks to this person"),
    "concern": (50.0, "Names what the customer wrote about"),
    "this-case": (100.0, "Nothing in it from another case"),
}


def goals(
    drill: Rewrite, text: str, count: int, limit: int | None, card: Scorecard
) -> tuple[Goal, ...]:
    """The goals of a rewritten reply, all of the same weight; none for an empty one.

    card: its scorecard, with the canned reply among the agent's earlier ones.
    """
    if not text.strip():
        return ()
    found = []
    for criterion, (least, title) in MARKS.items():
        percent = percent_of(card, criterion)
        if percent is not None:
            free, said = criterion in FREE, f"mark {percent:.0f} of 100"
            if not free and not worded(text):
                percent, said = 0.0, "too few words to say it"
            found.append(Goal(title, percent >= least, said, free=free))
    found += fact_goals(text, drill.keep)
    if limit is not None:
        found.append(limit_goal(count, limit))
    return tuple(found)
