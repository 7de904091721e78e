"""The written shapes of personal data and the words around them, as compiled patterns.

All of them run on folded text (plain digits, spaces, dashes and quotes; see personal_data).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from coach.language.case_blind import CaseBlind
from coach.language.lexicons import lexicon

I = re.I  # noqa: E741
URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|co\.uk|org|net|ly|gl)/\S*", I)
HANDLE = re.compile(r"(?<![\w.+-])@\w+")
HASHTAG = re.compile(r"(?<!\w)#(?=[^\W\d_])\w+")
SENTENCE_END = re.compile(  # the full stop first: few characters are one
    r"[!?\n]|\.(?=\s)(?<!\bno.)(?<!\bnos.)(?<!\bref.)(?<!\btel.)(?<!\bst.)(?<!\bacc.)(?<!\bnum.)", I
)

DIGITS = re.compile(r"[0-9]+")

# -- e-mail --------------------------------------------------------------------------------------
EMAIL = re.compile(r"(?<![\w.+'-])\w(?:[\w.+'-]*\w)?@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}")
_AT = r"\s?[\(\[{<]\s?at\s?[\)\]}>]\s?"
_DOT = r"(?:\s?[\(\[{<]\s?(?:dot|\.)\s?[\)\]}>]\s?|\sdot\s|\.)"
_TLD = r"(?:com|net|org|co|uk|in|de|fr|edu|me|io)\b(?:\sdot\s(?:uk|in|au)\b)?"
HIDDEN_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w+-]+(?:{_DOT}[\w+-]+)*{_AT}[\w-]+(?:{_DOT}[\w-]+)+"
    rf"|(?<![\w.+-])[\w.+-]+(?:\sdot\s[\w+-]+)?\s(?:at|@)\s[\w-]+{_DOT}(?<=[\s)\]]){_TLD}"
    rf"|(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\sdot\s|\s?[\(\[]dot[\)\]]\s?)\w{{2,6}}\b",
    I,
)
EMAIL_GIVEN = re.compile(
    r"\b(?:e-?mail|write(?:\sto)?|contact|reach|message|send\s[^.]{0,20}to)\s(?:us|our)\b"
    r"[^.!?]{0,40}$|\bour\b[^.!?]{0,30}$", I,
)  # fmt: skip

# -- order numbers -------------------------------------------------------------------------------
_BOOKING = (
    r"(?:bookings?|reservations?|confirmation|pnr|(?:record\s|flight\s)?locator|references?|refs?)"
)
_KEYS = (
    r"(?:orders?|cases?|tickets?|tracking|track|claims?|incident|invoice|consignment|awb"
    r"|air\s?waybill|waybill|sr|tn|rma|docket|e-?tickets?|flight\srecord|service\srequest"
    rf"|{_BOOKING})"
)
_LOOSE_KEYS = (
    r"(?:requests?|returns?|refund|customer|member(?:ship)?|policy|file|log|job|transaction|txn"
    r"|utr|accounts?|acct|acc|a/c|query|enquiry|complaint|packages?|parcels?|shipment|contract"
    r"|bag(?:gage|\stag)?|luggage|loyalty|frequent\sflyer|skymiles|rapid\srewards|avios|clubcard"
    r"|nectar|rewards?|record|conversation|chat)"
)
_NUMBER = r"(?:reference|ref|numbers?|nos?|nr|num|nbr|ids?|codes?|locator|card|tag)"
_LINK = (
    r"(?:is|are|was|were|it's|its|the|as|containing|being|below|here|which|attached|my|your"
    r"|under)"
)
KEYED = CaseBlind(
    rf"(?<![\w-])(?:(?P<key>{_KEYS})|(?P<loose>{_LOOSE_KEYS}))"
    rf"(?P<rest>(?:[\s/'(:=.,-]{{0,3}}\b(?:{_NUMBER}|{_LINK})\b)*)(?P<mark>[\s:=.(\[\"'#-]{{0,6}})"
    r"(?P<head>(?-i:[A-Z]{1,4})\s)?$",
)
ACCOUNT = re.compile(r"(?:accounts?|acct|acc|a/c)$", I)
NUMBERED = re.compile(rf"\b{_NUMBER}\b|#", I)
PLAINLY = re.compile(r"\b(?:ref|refs|references?|pnr|locator|tracking|tn|sr|awb)\b|:", I)
BOOKED = re.compile(rf"\b{_BOOKING}\b", I)
KEYED_AFTER = re.compile(
    r"^[\s),.\"']{0,3}(?:is|was|=|as|being|-)\s?(?:my|the|our|your|an?)?\s?"
    rf"(?:{_KEYS}|{_LOOSE_KEYS}\s{_NUMBER})\b(?!\s(?:is|was|a|that))", I,
)  # fmt: skip
_ITEM = r"(?=[A-Za-z0-9/-]*\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*"
VALUE = re.compile(rf"(?<![\w.@£$€₹]){_ITEM}(?!\w)(?![.,]\d)(?!%)")
LETTERS = re.compile(r"(?<![\w@#])[A-Z]{6}(?!\w)")
MORE_DIGITS = re.compile(r"(?:\s\d{3,}(?![\w.,:/-]*\w))+(?:\s\d\d(?![\w,:/%-]|\.\d))?")
AND_VALUE = re.compile(
    r"\s{0,2}(?:,|&amp;|&|\band\b|\bor\b|/|\+)\s{0,2}(?:and\s)?#?"
    rf"(?P<value>{_ITEM})(?!\w)(?![.,:]\d)", I,
)  # fmt: skip
ORDER_SHAPE = re.compile(
    r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])|\b1Z[0-9A-Z]{15,16}\b|\b[A-Z]{2}\d{9}[A-Z]{2}\b"
    r"|\b9[2-5]\d{2}(?:\s?\d{4}){4}\s?\d{2}\b|(?<=#)\d{6,}\b"
)
MEASURE = re.compile(r"\d+(?:st|nd|rd|th|am|pm|h|hrs?|mins?|days?|gb|mb|k|kg|ml)", I)
# Words before a number that is neither personal nor an order: a bar code, a model, a flight.
THING = CaseBlind(
    r"\b(?:bar\s?codes?|sku|ean|upc|isbn|models?|serial|s/n|items?|articles?"
    r"|cat(?:alogue|alog)?|product|part|imei|build|errors?|batch|flights?|trains?|bus(?:es)?"
    r"|version|ver|v|promo(?:tion)?|voucher|coupon|supplier|date\scode|style|stock|firmware"
    r"|update|patch|photos?|isin|registration|reg|ios|android|kb|dimensions?|size)"
    r"(?:[\s.:#/]{0,3}\b(?:codes?|numbers?|nos?|num|id|is|are|was|the|of)\b)*[\s.:#(=-]{0,4}$",
)  # fmt: skip

# -- secrets, birthdays, bank accounts, addresses of machines --------------------------------------
PASSWORD = CaseBlind(
    r"\b(?P<word>pass\s?words?|pass\s?codes?|passphrase|pwd|pin(?:\s?code|\s(?:number|no))?|otp"
    r"|cvv2?|cvc2?|(?:one[\s-]time|security|verification|login|log-?in|access|memorable)\s"
    r"(?:pass\s?code|code|word|password|pin)|2fa(?:\scode)?)\b"
    r"(?:\s(?:for|on)\s(?:the|my|your|that|this|it)?\s?\w+)?"
    r"(?P<link>\s?(?:[:=]|->)\s?|\s(?:is|was)\s?:?\s|\s(?=\d{4,8}\b))[\"'(]{0,2}"
    r"(?P<value>[^\s\"']+(?<![.,!?;:)]))",
)  # fmt: skip
OWN_SECRET = re.compile(r"\b(?:my|your|his|her|the|temporary|new)\s(?:\w+\s)?$", I)
SECRET_ENDS = re.compile(r"\s*(?:[.,;!?)\n]|and\b|but\b|so\b|$)")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DATE = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\s\d{1,2}\s(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-](?:of\s)?{_MONTH}(?:,?[\s-]'?\d{{2,4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:(?:,\s?|\s)\d{{4}})?)(?![\w/]|[.-]\d)", I,
)  # fmt: skip
BORN = re.compile(
    r"\b(?:born(?:\son)?|d\.?o\.?b\.?|date\sof\sbirth|birth\s?dates?|birth\s?days?|b-?day)"
    r"(?:\s(?:is|was|on|the|in|of|being)\b|[\s:=,(.-])*$", I,
)  # fmt: skip
BORN_AFTER = re.compile(
    r"^[\s,)]{0,2}(?:\(|is\s|was\s|-\s)?(?:my\s|the\s)?"
    r"(?:dob|d\.o\.b|date\sof\sbirth|birthday|birth\sdate)\b", I,
)  # fmt: skip
IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?=(?:[\s.-]{0,2}[A-Za-z0-9]){11})")
BANK_NUMBER = re.compile(
    r"(?<![\w.])(?:[A-Z]{4}0[A-Z0-9]{6}|\d{2}[ -]\d{2}[ -]\d{2}|\d{3}-\d{3}|\d{6,18})(?![\w-])"
)
BANK = re.compile(
    r"\b(?:sort\scode|routing(?:\s(?:number|no))?|bsb|ifsc(?:\scode)?"
    r"|bank\s(?:account|acct|a/c)(?:\s(?:number|no))?)(?:\s(?:is|was)\b|[\s:=#.-])*$", I,
)  # fmt: skip
SORTED = re.compile(r"\bsort(?:ing)?(?:\s(?:is|was)\b|[\s:=#.-])*$", I)  # before 00-41-55
IPV4 = re.compile(r"(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\w)")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", I)
COLONS = re.compile(r":[0-9A-Fa-f]{0,4}:")
VERSION = re.compile(
    r"\b(?:v|ver|vers|versions?|ios|ipados|tvos|watchos|android|mac\s?os|osx?|windows|build"
    r"|firmware|software|app|update[ds]?|release|chrome|firefox|safari|edge|drivers?|running"
    r"|patch|rev|sierra|java|flash)\b[^,;]{0,24}$", I,
)  # fmt: skip
IP_WORD = re.compile(r"\bip\b[^,;]{0,24}$", I)
IP_AFTER = re.compile(r"^\W{0,3}(?:is|as|was)\s(?:my|the|an?)\sip\b", I)

# -- places --------------------------------------------------------------------------------------
LIVES = CaseBlind(
    r"\b(?:addresse?s?|live[sd]?|living|deliver(?:ed|y)?|sent?|shipped|ship|post(?:ed)?|home"
    r"|house|moved|based|am|i'm|at|flat|apartment|unit|property|is|:)\b[^.!?]{0,30}$",
)  # fmt: skip
BRAND_PLACE = CaseBlind(
    r"\b(?:our|nearest|local)\b[^.!?]{0,40}\b(?:stores?|shops?|branch(?:es)?|offices?"
    r"|headquarters|hq|restaurants?|depot|centre|center|locations?|hotel|team|address|desk)\b"
    r"|\b(?:visit|pop\sin(?:to)?|write\sto)\s(?:us|our)"
    r"|\b(?:stores?|shops?|branch)\s(?:at|on|in)\b|\bthe\s$",
)  # fmt: skip
POST_WORD = CaseBlind(
    r"\b(?:post\s?code|postal(?:\scode)?|zip(?:\s?code)?|pin\s?code)s?"
    r"(?:\s(?:is|was|of|for|in)\b|[\s:=,-])*$",
)  # fmt: skip
POSTCODE = re.compile(
    r"(?<![\w-])(?:(?P<uk>(?:[A-PR-UWYZ][A-HK-Y]?\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]"
    r"|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY])(?P<uks>\s?)\d[ABD-HJLNP-UW-Z]{2})"
    r"|(?P<ca>[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](?P<cas>[\s-]?)\d[ABCEGHJ-NPRSTV-Z]\d)"
    r"|(?P<us>\d{5}(?:-\d{4})?)|(?P<six>\d{6}|\d{3}\s\d{3})|(?P<au>\d{4}))(?![\w-])", I,
)  # fmt: skip
AUSTRALIAN = frozenset(("NSW", "VIC", "QLD", "TAS", "ACT"))
GERMAN_STREET = re.compile(
    r"(?<!\w)[A-ZÄÖÜ][a-zäöüß]+(?:straße|strasse|str\.|platz|allee|gasse)\s\d{1,4}[a-z]?\b"
)
FRENCH_STREET = re.compile(
    r"(?<![\w.,:/£$€#-])\d{1,4},?\s(?:bis\s|ter\s)?(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin"
    r"|[Aa]llée|[Ii]mpasse|[Qq]uai)\s(?:(?:de\sla|des?|du|d'|la|le)\s?)*"
    r"[A-ZÀ-Þ][\w'-]+(?:\s[A-ZÀ-Þ][\w'-]+)*"
)
PO_BOX = re.compile(r"(?<!\w)p\.?\s?o\.?\sbox\s\d+", I)
HOUSE = re.compile(r"(?<![\w.,:/£$€#-])\d{1,5}(?:-\d{1,4})?[A-Za-z]?,?\s(?=[^\W_])")
UNIT = re.compile(r"(?:flat|apt\.?|apartment|unit|suite|room)\s?#?\w{1,5},?\s$", I)
TOWN = re.compile(r"(?:[A-Z][\w'.-]*\s?){0,4}")
ORDINAL_STREET = re.compile(r"\s\d{1,3}(?:st|nd|rd|th)\s", I)

# -- people and phones ---------------------------------------------------------------------------
_NAME_WORD = r"[^\W\d_](?:[^\W\d_]|['.-](?=[^\W\d_]))*\.?"
NAME = re.compile(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}}")
NAMED = re.compile(
    r"\b(?:(?P<full>full\sname|names?\s(?:on|of)\s(?:the\s|my\s)?(?:account\sholder|account"
    r"|booking|card|order|reservation|policy|ticket)|passenger(?:'s)?(?:\sname)?s?)"
    r"(?:\s(?:is|was|=)\s|\s?[:=-]\s?|\s(?=(?-i:[A-Z])))"
    r"|(?P<mine>my\s(?:own\s)?name(?:\sis|'s|\s?[:=])\s)"
    r"|(?<!\w)names?\s?[:=]\s?|name\sis\s)[\"']?", I,
)  # fmt: skip
NOT_PERSON = re.compile(
    r"\b(?:user|domain|file|store|brand|product|device|screen|nick|company|app|song|artist|band"
    r"|pet|dog|cat|trade|model|host|show|game|hotel|shop|city|station)(?:'s)?\s?$", I,
)  # fmt: skip
PARTICLES = frozenset("van von de der den da di la le bin al el dos del mac st".split())
TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "sir"])
RUN = re.compile(
    r"(?<![\w.,/:*£$€₹-])(?:\+\s?)?\(?\+?\d(?:(?:[\s()/-]|\.(?!\.)){0,3}\d){6,}(?!\w|\*)(?!,\d)"
)
LEET = re.compile(r"(?<!\w)[\doOlI](?:[ .-]?[\doOlI]){8,}(?!\w)")
SPOKEN = re.compile(
    r"\b(?:(?:double|treble|triple|plus|zero|nought|oh|o|one|two|three|four|five|six|seven"
    r"|eight|nine|\d)\b[\s,.-]{0,3}){7,}", I,
)  # fmt: skip
CARD_WORD = re.compile(
    r"\b(?:cards?|visa|mastercard|amex|american\sexpress|debit|credit|maestro|rupay)\b", I
)
_LINE_WORDS = r"(?:phone|mobile|cell(?:phone)?|tel(?:ephone)?|telno|landline|whats\s?app|ph|mob)"
PHONE_LABEL = CaseBlind(
    rf"\b(?:{_LINE_WORDS}|contact\s(?:number|no))\b"
    r"(?:[\s.:#]{0,2}\b(?:numbers?|nos?|num|is|was)\b)*[\s.:#=-]{0,3}$"
    r"|\b(?:my|his|her|your|customer's)\b[^.!?;]{0,24}\b(?:numbers?|nos?|num|line|"
    rf"{_LINE_WORDS})\b[^.!?;]{{0,12}}$"
    r"|\b(?:call|ring|text|phone|reach|contact|message|whatsapp)(?:ed|ing)?\s"
    r"(?:me|you|him|her|them|my\s\w+)\b[^.!?;]{0,30}$",
)  # fmt: skip
PERSONAL = re.compile(
    r"\b(?:me|my|mine|him|his|her|i'm|from|customer's"
    r"|(?:call|ring|text|phone|reach|contact)(?:ed|ing)?\syou)\b", I,
)  # fmt: skip
BRAND_LINE = CaseBlind(
    r"\b(?:call(?:ed|ing)?|dial(?:led|ed|ing)?|ring|rang|phon(?:e[ds]?|ing)|contact(?:ed)?|reach"
    r"|text|txt|sms|whatsapp|fax|speak\s(?:to|with)|talk\sto|(?:in\s)?touch\swith|helplines?"
    r"|hot\s?lines?|toll.?free|free\s?phone|customer\s(?:care|services?|support|relations)"
    r"|(?:our|the|their)\s[^.!?]{0,30}(?:number|line|team|office|desk|store|branch|cent(?:re|er)"
    r"|department|dept|support|care)s?)\b[^!?]{0,70}$",
)  # fmt: skip
WE = re.compile(
    r"\b(?:us|our|we|team|line|store|branch|desk|office|support|customer\s(?:care|service))\b", I
)
GIVEN_AFTER = re.compile(
    r"^[\s),]{0,2}(?:(?:that's|that\sis|is|-)\s(?:our|the\s(?:number|line|team|store|office|desk)"
    r"|(?:her|his|their)\s(?:own|direct|desk|work|office)\s?(?:direct\s)?(?:number|line|phone|mobile|desk)?)"
    r"|(?:reaches|gets|rings|finds)\s(?:us|her|him|them|the|our)(?:\sdirectly)?)\b", I,
)  # fmt: skip
STAFF_LINE = re.compile(
    r"(?<!your\s)(?<!my\s)\b(?:direct|desk|work|office)\s(?:line|number|phone|extension)(?:\s(?:is|on)|[\s:,-])*$"
    r"|(?-i:[A-Z])\w+'s\s(?:own\s)?(?:line|desk)(?:\s(?:is|on)|[\s:,-])*$"
    r"|\bask\sfor\s\w+\s(?:on|at)\s$", I,
)  # fmt: skip
NOT_PHONE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.*|\d{4}[./-]\d{1,2}[./-]\d{1,2}\b.*"
    r"|\d{1,2}\.\d+\.\d+\.\d+(?:\.\d+)*|\d{4}\s?[/-]\s?\d{4}|\d{1,3}(?:\s\d{3}){1,2}(?:\.\d\d)?"
    r"|\d+\.\d+|(?:\d{3,4}[/ ])*\d{3,4}/\d{3,4}|\d{4}(?:\s\d{4})?\s?-\s?\d{4}", re.S,
)  # fmt: skip


class Lists(NamedTuple):
    """The word lists of the lexicon, ready to use."""

    street: re.Pattern[str]
    state: re.Pattern[str]
    mailboxes: frozenset[str]
    freemail: frozenset[str]
    not_passwords: frozenset[str]
    not_names: frozenset[str]
    not_streets: frozenset[str]
    not_codes: frozenset[str]
    iban: dict[str, int]


@cache
def lists() -> Lists:
    """The lists of corpora/lexicons/personal_data.yaml."""
    data: dict[str, Any] = lexicon("personal_data")["found"]
    plain = "|".join(s for s in data["streets"] if not s.endswith("|"))
    capital = "|".join(s[:-1] for s in data["streets"] if s.endswith("|"))
    street = re.compile(
        r"(?P<names>(?:(?:[^\W\d_][\w'.-]*|\d{1,3}(?:st|nd|rd|th))\s){1,4}?)"
        rf"(?:(?P<plain>{plain})|(?P<capital>{capital}))\b(?:\.(?=\s[A-Z]|,))?"
        r"(?:,?\s(?:(?:apt\.?|apartment|unit|suite|flat)\s?#?\w{1,5}|#\w{1,5})\b)?"
        r"(?:\s(?:north|south|east|west|[NSEW]{1,2})\b)?", I,
    )  # fmt: skip
    states = "|".join(data["states"].split())

    def words(key: str) -> frozenset[str]:
        return frozenset(str(word) for word in data[key])

    return Lists(
        street,
        re.compile(rf"\b(?P<state>{states}|{'|'.join(sorted(AUSTRALIAN))})\.?,?\s$"),
        words("mailboxes"), words("freemail"), words("not_passwords"), words("not_names"),
        words("not_streets"), words("not_codes"), dict(data["iban_lengths"]),
    )  # fmt: skip
