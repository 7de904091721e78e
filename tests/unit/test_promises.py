"""Promises: found with their words, kind and time, and followed through later replies."""

from __future__ import annotations

import pytest

from coach.practice.promises import Followed, State, followed_in, promises_in
from coach.render.conversation_lines import followed_lines, promise_lines


def found(reply: str) -> list[tuple[str, str, str]]:
    return [(p.words, p.kind, p.when) for p in promises_in(reply)]


@pytest.mark.parametrize(
    ("reply", "promises"),
    [
        ("I'll write by 6.", [("I'll write by 6", "contact", "by 6")]),
        ("By 6 I'll write to you.", [("I'll write to you", "contact", "By 6")]),
        ("We will refund it.", [("We will refund it", "money", "")]),
        (
            "I'll check with the depot and get back to you by 5.",
            [
                ("I'll check with the depot", "look", ""),
                ("and get back to you by 5", "contact", "by 5"),
            ],
        ),
        (
            "You'll hear from me tomorrow. ^AB",
            [("You'll hear from me tomorrow", "contact", "tomorrow")],
        ),
        (
            "Jo from our safety team will ring you by noon.",
            [("our safety team will ring you by noon", "contact", "by noon")],
        ),
        (
            "I'll send a new lid tonight /RC",
            [("I'll send a new lid tonight", "send", "tonight")],
        ),
        ("I'll pass this on to the crew.", [("I'll pass this on to the crew", "pass_on", "")]),
        ("We'll fix it today.", [("We'll fix it today", "fix", "today")]),
    ],
)
def test_promises_are_found(reply: str, promises: list[tuple[str, str, str]]) -> None:
    assert found(reply) == promises


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I'd be happy to help.",
        "We'll be glad to look into that for you.",
        "We will do our best to answer soon.",
        "I've refunded it.",
        "We will not refund it.",
        "Will you write to us?",
        "Shall I check the second charge?",
        "You will have to return it to the shop.",
        "Write to me and send the photo.",
        "It'll be handy.",
    ],
)
def test_what_binds_nobody_is_no_promise(reply: str) -> None:
    assert found(reply) == []


def test_offsets_point_into_the_reply() -> None:
    reply = "Oh no 😢 Kim. I'll ring you at 5."
    (promise,) = promises_in(reply, 2)
    assert reply[promise.start : promise.end] == promise.words == "I'll ring you at 5"
    assert promise.round == 2


@pytest.mark.parametrize(
    ("made", "later", "state", "words"),
    [
        ("I'll refund it.", "I've refunded it today.", State.KEPT, "I've refunded it today"),
        ("I'll refund it.", "The refund is on its way.", State.KEPT, "refund is on its way"),
        (
            "I'll refund it.",
            "We'll refund it on Monday.",
            State.TAKEN_UP,
            "We'll refund it on Monday",
        ),
        ("I'll refund it.", "Did you ask for a refund?", State.TAKEN_UP, "refund"),
        ("I'll refund it.", "It will be refunded once it is back.", State.TAKEN_UP, None),
        ("I'll refund it.", "Which colour was it?", State.NOT_MENTIONED, ""),
        ("I'll check with the depot.", "I've spoken to them.", State.KEPT, "I've spoken to them"),
        ("I'll check with the depot.", "The depot closes at 5.", State.TAKEN_UP, "depot"),
        ("I'll check it.", "I haven't checked it yet.", State.NOT_MENTIONED, None),
        (
            "I'll write by 6.",
            "Here is the answer from the depot.",
            State.KEPT,
            "Here is the answer from the depot",
        ),
        ("I'll write by 6.", "As promised: you board at 7.", State.KEPT, "As promised"),
        ("I'll write by 6.", "I said I would write, sorry.", State.TAKEN_UP, "I said I would"),
        ("I'll pass it on to Jo.", "We forwarded it to Jo.", State.KEPT, "forwarded it to Jo"),
    ],
)
def test_later_replies_keep_take_up_or_forget(
    made: str, later: str, state: State, words: str | None
) -> None:
    (followed,) = followed_in([(1, made), (2, later)])
    if words is None:
        assert followed.state is not State.KEPT
    else:
        assert (followed.state, followed.words) == (state, words)


def test_the_best_of_the_later_replies_counts() -> None:
    replies = [(1, "I'll refund it."), (2, "Which card was it?"), (3, "I've refunded it.")]
    (followed,) = followed_in(replies)
    assert (followed.state, followed.round) == (State.KEPT, 3)
    both = followed_in([(1, "I'll refund it."), (2, "I'll ring you at 5."), (3, "Hello.")])
    assert [(f.promise.round, f.state) for f in both] == [
        (1, State.NOT_MENTIONED), (2, State.NOT_MENTIONED),
    ]  # fmt: skip


def test_the_lines_say_that_nothing_is_counted() -> None:
    followed: tuple[Followed, ...] = followed_in([(1, "I'll ring you at 5."), (2, "Hello.")])
    lines = list(followed_lines(followed))
    assert lines[1] == "  - 'I'll ring you at 5' (to write or ring, at 5): not mentioned"
    assert "not counted" in lines[-1]
    assert list(promise_lines(promises_in("We will refund it."))) == [
        "You promised",
        "  'We will refund it' (money, no time given)",
    ]
