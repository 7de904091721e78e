"""Acts of replies: what is found, with its exact words, and what must not be."""

from __future__ import annotations

import pytest

from coach.language.acts import ACTS, acts_of
from coach.language.text import Text

FOUND = [
    ("apology", "So sorry for the mix-up with your parcel, Ada.",
     ["So sorry for the mix-up with your parcel"]),
    ("apology", "We apologise for the noise last night.",
     ["We apologise for the noise last night"]),
    ("apology", "Sorry, we can't hold the bus.", ["Sorry"]),
    ("apology", "No need to apologise, Ben!", []),
    ("apology", "Better safe than sorry, as they say.", []),
    ("thanks", "Thanks for the photo, it helps.", ["Thanks for the photo"]),
    ("thanks", "We appreciate your patience.", ["We appreciate your patience"]),
    ("thanks", "Thanks to the snow the buses are late.", []),
    ("thanks", "The tram runs again. /TY", []),
    ("thanks", "I appreciate your frustration.", []),
    ("greeting", "Hi Ada, the shop is open.", ["Hi Ada"]),
    ("greeting", "Dear Mrs Okafor,\n\nThe meter was read.", ["Dear Mrs Okafor"]),
    ("greeting", "@5512 Good morning! The tram runs.", ["Good morning"]),
    ("greeting", "The hello page is down.", []),
    ("sign_off", "The tram runs again. ^PK", ["^PK"]),
    ("sign_off", "Your seat is free.\n\nKind regards,\nMoses", ["Kind regards,\nMoses"]),
    ("sign_off", "All good now - Ivy", ["- Ivy"]),
    ("sign_off", "It works now. Have a great day!", ["Have a great day"]),
    ("sign_off", "The well-known bug is gone", []),
    ("acknowledge", "I can see why that is upsetting.", ["I can see why that is upsetting"]),
    ("acknowledge", "Two hours without heating is awful.", ["Two hours without heating is awful"]),
    ("acknowledge", "You were right to tell us.", ["You were right to tell us"]),
    ("acknowledge", "I understand how much this trip matters.",
     ["I understand how much this trip matters"]),
    ("acknowledge", "Good morning Kim.", []),
    ("acknowledge", "The lift is on the left.", []),
    ("acknowledge", "We don't want you to feel forgotten.",
     ["n't want you to feel forgotten"]),
    ("acknowledge", "That doesn't sound right.", ["That doesn't sound right"]),
    ("acknowledge", "Glad we could help!", []),
    ("acknowledge", "Which bus were you waiting for?", []),
    ("take_ownership", "I'll look into this with the depot.",
     ["I'll look into this with the depot"]),
    ("take_ownership", "That's our mistake.", ["That's our mistake"]),
    ("take_ownership", "Let me check the stock.", ["Let me check the stock"]),
    ("take_ownership", "We want to make this right.", ["We want to make this right"]),
    ("take_ownership", "We can't look into this here.", []),
    ("take_ownership", "The error message is normal.", []),
    ("take_ownership", "Can you name the shop so I can log this?", ["so I can log this"]),
    ("take_ownership", "I'll call the depot.", ["I'll call the depot"]),
    ("take_ownership", "We've noted your comments.", ["We've noted your comments"]),
    ("take_ownership", "We want to verify one thing.", []),
    ("take_ownership", "We'd be happy to look into it.", []),
    ("ask_details", "Hi Jo, which model do you have?", ["which model do you have?"]),
    ("ask_details", "Please send us your order number.", ["Please send us your order number"]),
    ("ask_details", "Could you tell me the stop and the time?",
     ["Could you tell me the stop and the time?"]),
    ("ask_details", "Please let us know if you need more help.", []),
    ("ask_details", "I'll send you the form tomorrow.", []),
    ("ask_details", "Please send us a DM.", []),
    ("ask_details", "A photo of the box would be handy.", ["photo of the box would be handy"]),
    ("ask_details", "DM us if that fails.", []),
    ("ask_details", "Keep us posted if you need more.", []),
    ("ask_details", "We await your reply.", []),
    ("request_private", "Please DM us your postcode.", ["Please DM us"]),
    ("request_private", "Drop us a message so it stays between us.", ["Drop us a message"]),
    ("request_private", "Please call us on 0800 496 0123.", ["Please call us on 0800 496 0123"]),
    ("request_private", "I'll DM you in a minute.", []),
    ("request_private", "Please don't DM us your card number.", []),
    ("request_private", "Thanks for your DM.", []),
    ("request_private", "Reach out by phone or chat.", ["Reach out by phone or chat"]),
    ("request_private", "Feel free to reach out to us.", []),
    ("give_link", "It is all on https://shop.example/help.", ["https://shop.example/help"]),
    ("give_link", "Ring 020 7946 0018 any day.", ["020 7946 0018"]),
    ("give_link", "Write to care@brand.example today.", ["care@brand.example"]),
    ("give_link", "Order 12345678 left on 20/10/2024.", []),
    ("offer_help", "We're happy to help.", ["We're happy to help"]),
    ("offer_help", "Let me know if you have any questions.",
     ["Let me know if you have any questions"]),
    ("offer_help", "I'm here until ten.", ["I'm here until ten"]),
    ("offer_help", "We are unable to help with rivals' phones.", []),
    ("offer_help", "I hope this helps.", []),
    ("offer_help", "Help is on the way!", ["Help is on the way"]),
    ("offer_help", "Please don't hesitate to ask.", ["Please don't hesitate to ask"]),
    ("offer_help", "Were we able to help?", []),
    ("handoff", "I've passed this to our engineers.", ["I've passed this to our engineers"]),
    ("handoff", "Our billing team will contact you.", ["Our billing team will contact you"]),
    ("handoff", "I've asked the depot to check the tape.",
     ["I've asked the depot to check the tape"]),
    ("handoff", "We can't pass this to another team.", []),
    ("handoff", "You will be directed to our fares desk.",
     ["You will be directed to our fares desk"]),
    ("handoff", "I'll get this logged with the repair team.", ["logged with the repair team"]),
    ("handoff", "The deadline has passed to appeal.", []),
    ("warn_personal_data", "Please don't post your card number here.",
     ["Please don't post your card number here"]),
    ("warn_personal_data", "DM me the code (not here, it's public).", ["not here, it's public"]),
    ("warn_personal_data", "Please post a photo of the box.", []),
    ("next_step", "Please restart the router.", ["Please restart the router"]),
    ("next_step", "Unplug the box and wait a minute.", ["Unplug the box and wait a minute"]),
    ("next_step", "You'll get an e-mail tonight.", ["You'll get an e-mail tonight"]),
    ("next_step", "Have you restarted the router?", []),
    ("next_step", "Does restarting the box help?", ["Does restarting the box help"]),
    ("next_step", "Can you test it again, please?", ["Can you test it again"]),
    ("next_step", "Let's try another cable.", ["Let's try another cable"]),
    ("next_step", "Forms can be found on our site.", ["can be found on our site"]),
    ("next_step", "They will review it today.", ["They will review it today"]),
    ("next_step", "To find the fault, swap the cables.", ["swap the cables"]),
    ("next_step", "It is free so you can use it daily.", []),
    ("next_step", "I'll share your feedback.", []),
    ("time_commitment", "You'll hear from me within 24 hours.", ["within 24 hours"]),
    ("time_commitment", "I'll ring back by 5pm.", ["by 5pm"]),
    ("time_commitment", "A reply takes 3-5 working days.", ["takes 3-5 working days"]),
    ("time_commitment", "You wrote to us two days ago.", []),
    ("time_commitment", "It opens at the end of June.", ["at the end of June"]),
    ("time_commitment", "Trams leave twice an hour.", []),
    ("explain", "The train is late because of a signal fault.",
     ["The train is late because of a signal fault"]),
    ("explain", "Sorry. The shop closes at six on Sundays.", ["The shop closes at six on Sundays"]),
    ("explain", "No.", ["No"]),
    ("explain", "You're welcome!", []),
    ("explain", "Which train was late?", []),
    ("explain", "Please ask the shop as the order was closed by them.",
     ["as the order was closed by them"]),
    ("explain", "If the seal is gone, the shop has to refuse it ^AB",
     ["If the seal is gone, the shop has to refuse it"]),
    ("explain", "We're happy to have helped!", []),
    ("explain", "We'd hate to lose you as a customer.", []),
    ("explain", "We're awaiting your reply on this.", []),
    ("resolve", "I've refunded your order.", ["I've refunded your order"]),
    ("resolve", "The issue has now been fixed.", ["The issue has now been fixed"]),
    ("resolve", "Once the issue is fixed, we'll write.", []),
    ("resolve", "Is the issue fixed?", []),
    ("resolve", "The flight is cancelled.", []),
    ("compensate", "We'll refund the fare.", ["We'll refund the fare"]),
    ("compensate", "There's a free month on your account.", ["free month"]),
    ("compensate", "We can't refund tickets.", []),
    ("compensate", "We'll pop some points on your card.", ["We'll pop some points on your card"]),
    ("compensate", "You can make a claim for compensation.", ["make a claim for compensation"]),
    ("compensate", "Which credit card did you use?", []),
]  # fmt: skip


@pytest.mark.parametrize(("act", "reply", "words"), FOUND)
def test_words_of_an_act(act: str, reply: str, words: list[str]) -> None:
    assert [reply[a:b] for a, b in acts_of(Text(reply)).get(act, ())] == words


def test_every_act_has_cases_for_and_against() -> None:
    for act in ACTS:
        assert any(words for name, _, words in FOUND if name == act)
        assert any(not words for name, _, words in FOUND if name == act)


def test_spans_are_ordered_and_lie_within_the_reply() -> None:
    reply = "Hi Kai 👋 so sorry! I'll check, please DM us your postcode & we’ll fix it by 5pm. ^JO"
    found = acts_of(Text(reply))
    assert {"greeting", "apology", "take_ownership", "request_private", "sign_off"} <= set(found)
    for spans in found.values():
        assert list(spans) == sorted(spans)
        assert all(0 <= start < end <= len(reply) for start, end in spans)
    assert acts_of(Text("")) == {}
