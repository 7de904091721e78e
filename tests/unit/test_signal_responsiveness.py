"""Responsiveness: takes up, not parrots; explained; None without a customer."""

import pytest

from coach.language.acts import acts_of
from coach.language.text import Text
from coach.signals import responsiveness
from coach.signals.term import Term

PAIRS = (
    (
        "My parcel was due on Monday and it still says out for delivery. Where is it?",
        "Sorry your parcel is late. What does the tracking page say, and which courier has it?",
    ),
    (
        "The app keeps crashing when I open my playlist on Android since the update.",
        "Thanks for flagging. Does reinstalling the app help, and which Android version is it?",
    ),
    (
        "Stuck on the plane in Boston for two hours, will I make my connecting flight?",
        "We're sorry for the delay. Your next flight has been held, so you can still make it.",
    ),
    (
        "You charged my card twice for the same bill and I want the money back.",
        "That's not right. The second payment will be refunded to your card within three days.",
    ),
)


def _value(reply: Text, customer: Text | None) -> float | None:
    return responsiveness.value(reply, customer, acts_of(reply))


def _terms(reply: Text, customer: Text | None) -> tuple[Term, ...]:
    return responsiveness.terms(reply, customer, acts_of(reply))


@pytest.mark.parametrize("at", range(len(PAIRS)))
def test_the_right_reply_beats_replies_to_others(at: int) -> None:
    customer = Text(PAIRS[at][0])
    values = [_value(Text(reply), customer) or 0.0 for _, reply in PAIRS]
    assert max(values) == values[at]
    assert values[at] > 0.5
    assert all(0 <= v <= 1 for v in values)


def test_parroting_earns_nothing() -> None:
    for customer, reply in PAIRS:
        written = Text(customer)
        assert _value(written, written) == 0
        padded = _value(Text("Hi. " + customer + " Thanks."), written) or 0.0
        honest = _value(Text(reply), written) or 0.0
        assert padded < honest / 2
        shuffled = " ".join(sorted(customer.split()))
        assert (_value(Text(shuffled), written) or 0.0) < honest / 2


def test_copied_sentence_does_not_raise_a_reply() -> None:
    customer, reply = PAIRS[0]
    plain = _value(Text(reply), Text(customer)) or 0.0
    copied = _value(Text(f"{reply} {customer}"), Text(customer)) or 0.0
    assert copied <= plain + 1e-6


def test_no_customer_no_value() -> None:
    reply = Text("We're on it.")
    assert _value(reply, None) is None
    assert _value(reply, Text("")) is None
    assert _value(reply, Text("@brand 😡 !!")) is None
    assert _value(Text(""), Text("Where is my parcel?")) == 0
    assert _terms(reply, None) == ()
    assert responsiveness.pairs(reply, None) == ()


def test_sign_off_and_handle_do_not_count() -> None:
    customer, reply = PAIRS[0]
    plain = _value(Text(reply), Text(customer))
    for dressed in (f"@leo_k {reply} ^AB", f"@118273 {reply} -Amanda", f"{reply} /TF"):
        assert _value(Text(dressed), Text(customer)) == pytest.approx(plain)


def test_terms_and_pairs_are_spans() -> None:
    customer, reply = (Text(t) for t in PAIRS[0])
    terms = _terms(reply, customer)
    assert 0 < len(terms) <= 8
    assert "parcel" in {reply.raw[t.start : t.end] for t in terms if t.weight > 0}
    pairs = responsiveness.pairs(reply, customer)
    words = {
        (reply.raw[p.start : p.end], customer.raw[p.customer_start : p.customer_end]) for p in pairs
    }
    assert ("parcel", "parcel") in words
    assert all(0 < p.weight <= 1 for p in pairs)


def test_same_text_same_value() -> None:
    customer, reply = PAIRS[1]
    first = _value(Text(reply), Text(customer))
    assert first == _value(Text(reply), Text(customer))


def test_a_turn_calls_for_what_fits_its_mood() -> None:
    angry = Text("Third week without heating and nobody comes. I am furious, this is a disgrace.")
    happy = Text("Your driver was so lovely with my gran today, thank you, she is still smiling!")
    sorry = Text("We're so sorry, that is not good enough.")
    thanks = Text("Thank you so much for telling us.")
    for customer, better, worse in ((angry, sorry, thanks), (happy, thanks, sorry)):
        found = _value(better, customer), _value(worse, customer)
        assert found[0] is not None and found[1] is not None and found[0] > found[1]


def test_an_act_in_copied_words_is_not_the_agents() -> None:
    customer = Text("I am sorry but I have asked you three times now where my refund is going to.")
    reply = Text("Look at your statement. " + customer.raw)
    without = Text("Look at your statement.")
    assert "apology" in acts_of(reply)
    said = responsiveness.own_acts(reply, customer, acts_of(reply))
    assert said == responsiveness.own_acts(without, customer, acts_of(without))
