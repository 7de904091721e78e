"""Word forms: the normal form and the stem by which wordings match a word as people type it.

Own code, not spaCy: importing spaCy takes 1.9 s and its tokenising alone half the time budget of a
whole scorecard; wordings need only folded case, apostrophes, shorthand, spelling variants and
inflection.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_STRIP = dict.fromkeys(map(ord, INVISIBLE)) | {ord("’"): "'", ord("‘"): "'", ord("´"): "'"}
_LATIN = re.compile("[A-Za-z]")
_LOOKALIKES = str.maketrans(
    "абвгдезіјкмнорстухѕԁԛԝһАВЕІЈКМНОРСТУХЅоαβεικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abbrde3ijkmhopctyxsdqwhABEIJKMHOPCTYXSoabeiknoptuxwABEZHIKMNOPTYX",
)
_LONG = re.compile(r"([a-z])\1{2,}")

# What people type for what they mean; only where the meaning is certain in customer care.
SHORTHAND = {
    "finna": "will", "tryna": "try", "afore": "before",
    "hr": "hour", "hrs": "hours", "min": "minute", "mins": "minutes", "wk": "week", "wks": "weeks",
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "plse": "please", "thx": "thanks",
    "thnx": "thanks", "thanx": "thanks", "tnx": "thanks", "ty": "thanks", "tks": "thanks",
    "cheers": "thanks", "cuz": "because", "cos": "because", "coz": "because", "msg": "message",
    "acct": "account", "tmrw": "tomorrow", "tmw": "tomorrow", "soz": "sorry", "dm'd": "dm",
    "dms": "dm", "pm'd": "dm", "ref": "reference", "no.": "number", "tel": "telephone",
    "regards": "regards", "rgds": "regards", "wifi": "wi-fi", "e-mail": "email", "asap": "asap",
}  # fmt: skip

# base form <- irregular forms
_IRREGULAR = {
    "be": "am is are was were been being", "have": "has had having", "do": "does did done doing",
    "go": "goes went gone going", "get": "gets got gotten getting", "feel": "felt feels feeling",
    "understand": "understood understands understanding", "say": "said says saying",
    "tell": "told tells telling", "find": "found finds finding", "make": "made makes making",
    "take": "took taken takes taking", "give": "gave given gives giving",
    "send": "sent sends sending", "see": "saw seen sees seeing", "know": "knew known knows knowing",
    "think": "thought thinks thinking", "come": "came comes coming", "let": "lets letting",
    "speak": "spoke spoken speaks speaking", "write": "wrote written writes writing",
    "hear": "heard hears hearing", "keep": "kept keeps keeping", "leave": "left leaves leaving",
    "lose": "lost loses losing", "pay": "paid pays paying", "put": "puts putting",
    "bring": "brought brings bringing", "buy": "bought buys buying",
    "hold": "held holds holding", "mean": "meant means meaning", "meet": "met meets meeting",
    "run": "ran runs running", "sit": "sat sits sitting", "wait": "waits waited waiting",
    "fly": "flew flown flies flying", "break": "broke broken breaks breaking",
    "drive": "drove driven drives driving", "forget": "forgot forgotten forgets forgetting",
    "begin": "began begun begins beginning", "choose": "chose chosen chooses choosing",
    "show": "showed shown shows showing", "catch": "caught catches catching",
    "teach": "taught", "spend": "spent", "build": "built", "sell": "sold", "stand": "stood",
    "win": "won", "wear": "wore worn", "grow": "grew grown", "throw": "threw thrown",
    "apology": "apologies",
    "child": "children", "person": "persons people", "man": "men", "woman": "women",
    "i": "i", "this": "these", "that": "those", "us": "us", "always": "always", "thus": "thus",
    "sorry": "sorry sry", "thank": "thanks thanked thanking thankyou", "news": "news",
    "does": "does", "his": "his", "as": "as", "its": "its", "yes": "yes yeah yep yup",
    "customer": "customers cust", "address": "addresses addressed addressing", "dm": "dm dms dming",
    "use": "used uses using", "delay": "delays delayed delaying", "bus": "buses busses",
    "try": "tries tried trying", "plane": "planes", "fee": "fees", "agree": "agreed agrees",
    "process": "processes processed processing", "access": "accesses accessed",
}  # fmt: skip
_BASE = {form: base for base, forms in _IRREGULAR.items() for form in [base, *forms.split()]}
_BASE |= {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "something": "something", "anything": "anything", "nothing": "nothing",
    "everything": "everything", "during": "during", "morning": "morning", "evening": "evening",
    "being": "be", "thing": "thing", "things": "thing", "string": "string", "need": "need",
    "feed": "feed", "indeed": "indeed", "speed": "speed", "bring": "bring", "king": "king",
    "billing": "billing", "booking": "booking", "bookings": "booking", "tracking": "tracking",
    "meeting": "meeting", "building": "building", "red": "red", "bed": "bed", "hundred": "hundred",
    "shipping": "shipping", "spring": "spring", "ring": "ring", "wing": "wing", "sing": "sing",
    "was": "be", "has": "have", "less": "less", "unless": "unless",
    "gas": "gas", "perhaps": "perhaps", "maybe": "maybe", "series": "series", "species": "species",
    "business": "business", "previous": "previous", "various": "various", "serious": "serious",
    "status": "status", "virus": "virus", "bonus": "bonus", "focus": "focus", "plus": "plus",
    "wireless": "wireless", "regardless": "regardless", "across": "across", "miss": "miss",
    "boss": "boss", "pass": "pass", "loss": "loss", "class": "class", "cross": "cross",
    "express": "express", "stress": "stress", "mess": "mess", "guess": "guess",
    "nevertheless": "nevertheless", "afterwards": "afterwards", "towards": "towards",
    "hi": "hi", "bye": "bye", "ios": "ios", "ups": "ups", "sms": "sms", "gps": "gps",
    "united": "united", "limited": "limited", "unlimited": "unlimited", "instead": "instead",
    "excited": "excited", "dear": "dear", "wed": "wed", "ads": "ad", "early": "early",
    "earlier": "early", "earliest": "early", "regards": "regards", "best": "best",
    "sincerely": "sincerely", "deepest": "deep", "agent": "agent", "agents": "agent",
}  # fmt: skip
_BRITISH = {
    "centr": "center", "cheque": "check", "grey": "gray", "favour": "favor", "colour": "color",
    "behaviour": "behavior", "honour": "honor", "labour": "labor", "neighbour": "neighbor",
    "favourit": "favorit", "programm": "program", "licenc": "licens", "defenc": "defens",
    "apologis": "apologiz", "analys": "analyz", "personalis": "personaliz", "cancell": "cancel",
    "travell": "travel", "mould": "mold", "mum": "mom", "pyjama": "pajama",
    "jewellery": "jewelry", "catalogu": "catalog", "enquiry": "inquiry", "enquir": "inquir",
    "net": "internet",
}  # fmt: skip
_ISE = ("alis", "onis", "anis", "oris", "imis", "aris", "ilis", "gnis", "ogis", "athis", "tilis",
        "tomis", "ritis", "masis", "hasis")  # fmt: skip
_SHORT_E = frozenset(
    (
        "name file note date case hope save care move live love hate like time page rate dare "
        "give take make come hide ride wire fire tire hire site rule fine line type wipe wake "
        "bake race face place size code mode vote quote route care fare share tone"
    ).split()
)
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=65536)
def norm(word: str) -> str:
    """Folded form: lower case, NFKC, straight apostrophe, invisible marks and elongation gone."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word.translate(_STRIP))
        if _LATIN.search(word):  # letters of other scripts that pass for Latin ones
            word = word.translate(_LOOKALIKES)
    word = _LONG.sub(r"\1", word.lower())
    return SHORTHAND.get(word, word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form all inflections of a normal form share ("waiting", "waits", "waited" -> "wait").

    A stem is a key, not a word: "share" and "sharing" meet in "shar". Conservative on purpose:
    endings are cut only where the rest is long enough to be a word.
    """
    base = _BASE.get(word)
    if base is not None:
        return base
    result = _cut(word)
    if result.endswith(_ISE):
        return result[:-1] + "z"
    return _BRITISH.get(result, result)


def _cut(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_e(word[:-1])
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWELS.intersection(rest):
            return _restored(rest)
    return _without_e(word)


def _without_e(word: str) -> str:
    """Drops a final e so that "provide" and "providing" meet; short words keep it ("note")."""
    return word[:-1] if len(word) > 4 and word.endswith("e") and word[-2] not in "aeiou" else word


def _restored(rest: str) -> str:
    if rest + "e" in _SHORT_E:
        return _without_e(rest + "e")
    if rest[-1] == "u" or (rest[-1] == "e" and rest[-2] != "e"):
        return rest + "e"
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
        return rest[:-1]
    return rest
