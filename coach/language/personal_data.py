"""Personal data standing in a text: card, phone and order numbers, addresses, names and the like.

Own rules with checksums (python-stdnum) and number plans (phonenumbers): general recognisers take
28 ms a text and call order numbers phones. What a brand gives out about itself (hotlines, short
codes, help@ mailboxes) is not personal data. Offsets hold because every folding is one character
for one character.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from coach.language import data_patterns as p
from coach.language.number_plans import (
    any_national_id,
    is_card,
    is_iban,
    is_issued,
    national_ids,
    phone_kind,
)
from coach.language.text import Text

KINDS = (
    "card", "iban", "email", "phone", "national_id", "ip", "address", "date_of_birth",
    "order_number", "password", "name",
)  # fmt: skip
_BRAND = ""  # kind of a claim that keeps words from looser rules and is not reported


class PersonalData(NamedTuple):
    """A piece of personal data: half-open code point offsets and its kind."""

    start: int
    end: int
    kind: str


def personal_data_in(text: Text) -> tuple[PersonalData, ...]:
    """The personal data of a text, in order and without overlaps."""
    raw = text.raw
    if _SIGN.search(raw) is None:
        low = raw.lower()
        if not (_has_trigger(low) or ((" one " in low or "seven" in low) and _spoken(low) > 2)):
            return ()
    return _Search(raw).found()


_SIGN = re.compile(r"[\d@＠①-⑨⓪]")
_SPOKEN_DIGITS = {
    "zero": "0", "nought": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "o": "0",
}  # fmt: skip
_APART = frozenset(":,%$£€₹")
_OWNED = re.compile(r"(?:my|his|her|your|customer's)\b", re.I)
_LEET = frozenset("oOlI")
_LEET_DIGITS = str.maketrans("oOlI", "0011")
_IBAN_CHARS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .-")


def _has_trigger(low: str) -> bool:
    # Written out: this runs on every reply, and a generator would double its cost.
    return (
        "pass" in low or "name" in low or " ref" in low or "booking" in low or " dot " in low
        or "(at" in low or "[at" in low or "pnr" in low or "locator" in low
        or "confirmation" in low or "reservation" in low or low.startswith("ref")
    )  # fmt: skip


def _spoken(low: str) -> int:
    """How many different digit words stand in a text; a spelled-out number has several."""
    return (
        ("three" in low) + ("four" in low) + ("five" in low) + ("six" in low) + ("seven" in low)
        + ("eight" in low) + ("nine" in low) + ("zero" in low) + ("one one" in low) * 2
    )  # fmt: skip


class _Folding(dict[int, str]):
    """What people write for plain characters: full-width digits, odd spaces, dashes, quotes."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        digit = unicodedata.digit(char, None)
        if digit is not None:
            out = str(digit)
        elif category in ("Zs", "Cf") or code in (0xFE0F, 0x20E3):
            out = " "
        elif category == "Pd" or code == 0x2212:
            out = "-"
        else:
            plain = unicodedata.normalize("NFKC", char)
            out = plain if len(plain) == 1 else char
        self[code] = out
        return out


_FOLD = _Folding(
    {code: chr(code) for code in range(128)} | {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
)


def _has_email(text: str) -> bool:
    """Whether an @ has something of an address before it, unlike a handle's."""
    at = text.find("@")
    while at >= 0:
        if at and (text[at - 1].isalnum() or text[at - 1] in "_.-+"):
            return True
        if text[at + 1 : at + 2] == " ":
            return True
        at = text.find("@", at + 1)
    return False


def _blank(match: re.Match[str]) -> str:
    return "\x00" * (match.end() - match.start())


def _clusters(text: str, runs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Runs of digits that stand within three characters of each other: (start, end, digits), what a
    number of any kind must have. Most texts have no large one - times and prices are none - and are
    spared the costly patterns."""
    clusters: list[tuple[int, int, int]] = []
    first = digits = 0
    last = -9
    for start, end in runs:
        if start - last > 3 or not _APART.isdisjoint(text[last:start]):
            if digits:
                clusters.append((first, last, digits))
            first, digits = start, 0
        digits += end - start
        last = end
    if digits:
        clusters.append((first, last, digits))
    return clusters


def _items(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The codes that runs of digits stand in: letters, digits, "-" and "/"."""
    last = len(text)
    reached = 0
    for start, end in runs:
        if end <= reached:
            continue
        while start and (text[start - 1].isalnum() or text[start - 1] in "-/"):
            start -= 1
        while end < last and (text[end].isalnum() or text[end] in "-/"):
            end += 1
        reached = end
        yield start, end


def _within(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches within a part of a text, of a pattern that looks two characters ahead at most."""
    for match in pattern.finditer(text, start, end + 2):
        if match.start() >= end:
            return
        yield match


def _at_runs(
    pattern: re.Pattern[str], text: str, runs: list[tuple[int, int]], *before: int
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with so many letters before its first run of digits."""
    last = 0
    for start, _ in runs:
        for letters in before:
            at = start - letters
            if letters and not text[at:start].isalpha():
                continue
            if at >= last and (match := pattern.match(text, at)):
                last = match.end()
                yield match
                break


class _Search:
    """One text being searched; earlier claims keep their words from later, looser rules."""

    def __init__(self, raw: str) -> None:
        text = raw if raw.isascii() else raw.translate(_FOLD)
        self.whole = text
        if "//" in text or "www." in text or ".co" in text or ".ly/" in text:
            text = p.URL.sub(_blank, text)
        if "@" in text:
            text = p.HANDLE.sub(_blank, text)
        if "#" in text:
            text = p.HASHTAG.sub(_blank, text)
        self.text = text
        low = text.lower()
        self.low = low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)
        self.runs = [match.span() for match in p.DIGITS.finditer(text)]
        self.digits = sum(end - start for start, end in self.runs)
        self.clusters = _clusters(text, self.runs)
        self.close = max([digits for _, _, digits in self.clusters], default=0)
        self.claims: list[PersonalData] = []
        self._before: dict[tuple[int, int], str] = {}  # several rules ask for the same place

    def found(self) -> tuple[PersonalData, ...]:
        text, low, digits = self.text, self.low, self.digits
        if " dot " in low or "at)" in low or "at]" in low or _has_email(self.whole):
            self._emails()
        if "pass" in low or (
            digits >= 3
            and ("pin" in low or "otp" in low or "cv" in low or "code" in low or "word" in low)
        ):
            self._passwords()
        self._orders()
        if digits >= 3 and ("born" in low or "birth" in low or "dob" in low or "d.o.b" in low):
            self._dates()
        if digits >= 4:
            self._ips()
        if digits >= 6:
            self._accounts()
        if self.close >= 6 or any(e - s == 4 and text[s - 1 : s].isalpha() for s, e in self.runs):
            self._national_ids()
        if self.close >= 7 or (digits >= 7 and self._mixed()):
            self._numbers()
        if digits:
            self._addresses()
        if "name" in low or "passenger" in low:
            self._names()
        if _spoken(low) > 2:
            self._spoken()
        return tuple(sorted(claim for claim in self.claims if claim.kind))

    def claim(self, start: int, end: int, kind: str) -> bool:
        if start >= end or not self.free(start, end):
            return False
        self.claims.append(PersonalData(start, end, kind))
        return True

    def free(self, start: int, end: int) -> bool:
        return not any(s < end and start < e for s, e, _ in self.claims)

    def before(self, start: int, reach: int = 80) -> str:
        """What stands before a place in its sentence."""
        if (start, reach) not in self._before:
            part = self.text[max(0, start - reach) : start]
            last = 0
            for stop in p.SENTENCE_END.finditer(part):
                last = stop.end()
            self._before[start, reach] = part[last:]
        return self._before[start, reach]

    def after(self, end: int, reach: int = 40) -> str:
        return self.text[end : end + reach]

    # -- words with a value ----------------------------------------------------------------------
    def _emails(self) -> None:
        for match in p.EMAIL.finditer(self.whole):
            local, _, domain = match.group().lower().rpartition("@")
            self._email(*match.span(), local, domain.split(".")[0])
        if " dot " in self.low or "at)" in self.low or "at]" in self.low or "(dot" in self.low:
            for match in p.HIDDEN_EMAIL.finditer(self.whole):
                if self.free(*match.span()):
                    local = re.split(r"[^\w.+-]+(?:at\b)?|\bat\b", match.group().lower())[0]
                    self._email(*match.span(), local, "")

    def _email(self, start: int, end: int, local: str, host: str) -> None:
        lists = p.lists()
        parts = [local] if host in lists.freemail else [local, *re.split(r"[._+-]", local)]
        given = not lists.mailboxes.isdisjoint(parts) or p.EMAIL_GIVEN.search(self.before(start))
        self.claim(start, end, _BRAND if given else "email")

    def _passwords(self) -> None:
        for match in p.PASSWORD.finditer(self.text):
            word = match["word"].lower()
            if "\x00" in match["value"] or not self._is_secret(match, word):
                continue
            postal = "pin" in word and "code" in word and len(match["value"]) == 6
            self.claim(*match.span("value"), "address" if postal else "password")

    def _is_secret(self, match: re.Match[str], word: str) -> bool:
        value = match["value"]
        if "word" not in word and "pass" not in word and not word.startswith("pwd"):
            short = word.startswith(("cv", "security"))
            return bool(re.fullmatch(rf"(?:[A-Za-z]-?)?\d{{{3 if short else 4},8}}", value))
        first = re.split(r"[.,;!?:]", value.lower())[0]
        if len(value) < 4 or first in p.lists().not_passwords or not match["link"].strip():
            return False
        if first.isalpha() and first.endswith(("ed", "ing", "ly", "able")):
            return False
        if re.search(r"\d|[^\w\s'-]|[a-z][A-Z]", value):
            return True
        if self.text[match.start("value") - 1] in "\"'":
            return True
        own = p.OWN_SECRET.search(self.before(match.start())[-30:])
        ends = p.SECRET_ENDS.match(self.after(match.end()))
        return bool(own and ends) and ":" not in match["link"]

    def _orders(self) -> None:
        text, low = self.text, self.low
        if self.close >= 6 or "1Z" in text:
            for match in _at_runs(p.ORDER_SHAPE, text, self.runs, 2, 0):
                if not p.THING.search(self.before(match.start())):
                    self.claim(*match.span(), "order_number")
        if self.digits >= 3:
            for start, end in _items(text, self.runs):
                if end - start > 3:
                    for match in _within(p.VALUE, text, start, end):
                        if len(match.group()) > 3:
                            self._order(*match.span(), match.group())
        if (
            "booking" in low or "ref" in low or "locator" in low or "confirmation" in low
            or "reservation" in low or "pnr" in low
        ):  # fmt: skip
            for match in p.LETTERS.finditer(text):
                if match.group() not in p.lists().not_codes and self._booked(*match.span()):
                    self._claim_order(*match.span())

    def _booked(self, start: int, end: int) -> bool:
        keyed = p.KEYED.search(self.before(start))
        if keyed and p.BOOKED.search(keyed.group()):
            shouting = self.text[max(0, start - 30) : start].isupper()
            return not shouting or bool(re.search(r"[:=#]|\bis\b", keyed.group(), re.I))
        after = p.KEYED_AFTER.search(self.after(end))
        return bool(after and p.BOOKED.search(after.group()))

    def _order(self, start: int, end: int, value: str) -> None:
        digits = sum(map(str.isdigit, value))
        if not self.free(start, end) or p.MEASURE.fullmatch(value):
            return
        before = self.before(start)
        keyed = p.KEYED.search(before)
        if keyed is None:
            if digits >= 3 and p.THING.search(before):
                more = p.MORE_DIGITS.match(self.text, end) if value.isdigit() else None
                self.claim(start, more.end() if more else end, _BRAND)
            elif digits >= 4 and p.KEYED_AFTER.search(self.after(end)):
                self._claim_order(start, end)
            return
        numbered = p.NUMBERED.search(keyed["rest"] + keyed["mark"]) is not None
        plain = numbered or p.PLAINLY.search(keyed.group()) is not None
        goes_on = plain and value.isdigit() and p.MORE_DIGITS.match(self.text, end) is not None
        if keyed["head"]:  # "ref QW 4471 9920 13"
            if not goes_on and not (plain and value.isdigit() and digits >= 5):
                return
            start -= len(keyed["head"])
        elif keyed["loose"] and not numbered:
            account = p.ACCOUNT.fullmatch(keyed["loose"]) and value.isdigit()
            if not (account and 7 <= digits <= 12):
                return
        if digits < (3 if plain else 5):
            code = value.isalnum() and value.isupper() and 5 <= len(value) <= 8
            if not (code and p.BOOKED.search(keyed.group())):
                return
        year = value.isdigit() and len(value) == 4 and not goes_on
        if not numbered and (p.DATE.fullmatch(value) or year):
            return
        self._claim_order(start, end)

    def _claim_order(self, start: int, end: int) -> None:
        text = self.text
        if text[start:end].replace("-", "").split(" ")[-1].isdigit():
            more = p.MORE_DIGITS.match(text, end)
            end = more.end() if more else end
        while self.claim(start, end, "order_number"):
            following = p.AND_VALUE.match(text, end)
            if following is None or len(following["value"]) < 5:
                return
            start, end = following.span("value")
            if sum(map(str.isdigit, text[start:end])) < 3:
                return

    # -- shapes ----------------------------------------------------------------------------------
    def _dates(self) -> None:
        for match in p.DATE.finditer(self.text):
            born = p.BORN.search(self.text[max(0, match.start() - 40) : match.start()])
            said = born.group().lower() if born else ""
            if "day" in said and not re.search(r"\d{4}|\bis\b|:", said + match.group()):
                continue  # a birthday party on the 5th is no date of birth
            if born or p.BORN_AFTER.search(self.after(match.end())):
                self.claim(*match.span(), "date_of_birth")

    def _ips(self) -> None:
        text = self.text
        joined = [text[a[1] : b[0]] for a, b in pairwise(self.runs)]
        if joined.count(".") >= 3:
            for match in p.IPV4.finditer(text):
                self._ip(*match.span(), match.group())
        if p.COLONS.search(text):
            for match in p.IPV6.finditer(text):
                self._ip(*match.span(), match.group())

    def _ip(self, start: int, end: int, value: str) -> None:
        try:
            address = ipaddress.ip_address(value)
        except ValueError:
            return
        before = self.before(start, 50)
        if not p.IP_WORD.search(before) and not p.IP_AFTER.search(self.after(end)):
            # a router's or name server's address in an instruction belongs to nobody
            public = address.is_global and value not in ("8.8.8.8", "8.8.4.4", "1.1.1.1")
            if not public or p.VERSION.search(before):
                return
        self.claim(start, end, "ip")

    def _accounts(self) -> None:
        text = self.text
        if self.digits >= 8:
            for match in _at_runs(p.IBAN, text, self.runs, 2):
                self._iban(match.start(), match.group()[:2].upper())
        low = self.low
        if "sort" in low or "routing" in low or "bsb" in low or "ifsc" in low or "bank" in low:
            for match in p.BANK_NUMBER.finditer(text):
                before = self.before(match.start())
                split = not match.group().isalnum()
                if p.BANK.search(before) or (split and p.SORTED.search(before)):
                    self.claim(*match.span(), "iban")

    def _iban(self, start: int, country: str) -> None:
        text, length = self.text, p.lists().iban.get(country, 0)
        taken, at = "", start
        while length and at < len(text) and len(taken) < length and text[at] in _IBAN_CHARS:
            taken += text[at] if text[at].isalnum() else ""
            at += 1
        if len(taken) == length and not text[at : at + 1].isalnum():
            # with a wrong check number it is no account, and its digits are no card either
            self.claim(start, at, "iban" if is_iban(taken) else _BRAND)

    def _may_be_identity(self) -> bool:
        """Whether any identity number's shape is here: it begins where the word of its first digits
        does, or with two letters and a space before them."""
        text, shapes = self.text, any_national_id()
        for start, _ in self.runs:
            while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                start -= 1
            if shapes.match(text, start) or (start > 2 and shapes.match(text, start - 3)):
                return True
        return False

    def _national_ids(self) -> None:
        if not self._may_be_identity():
            return
        for shape, words, check, needs in national_ids():
            if self.close < 6 and needs != "upper":
                continue
            for match in shape.finditer(self.text):
                if not self.free(*match.span()):
                    continue
                value = match.group()
                known = not needs or (needs == "upper" and value.isupper())
                if not known and words is not None:
                    known = words.search(self.before(match.start(), 60)) is not None
                if known and check(value):
                    self.claim(*match.span(), "national_id")

    def _mixed(self) -> bool:
        """Whether a letter that looks like a digit stands beside one."""
        text = self.text
        return any(
            text[start - 1 : start] in _LEET or text[end : end + 1] in _LEET
            for start, end in self.runs
        )

    def _numbers(self) -> None:
        text = self.text
        if self._mixed():
            text = p.LEET.sub(_unleet, text)
            for match in p.RUN.finditer(text):
                self._run(*match.span(), text)
            return
        for start, end, digits in self.clusters:
            if digits >= 7:  # up to four characters stand before the first digit: "+ (+"
                for match in _within(p.RUN, text, max(0, start - 4), end):
                    self._run(*match.span(), text)

    def _run(self, start: int, end: int, text: str) -> None:
        """Cards and phones within a run of digits and separators."""
        groups = [m.span() for m in re.compile(r"\d+").finditer(text, start, end)]
        at = start
        i = 0
        while i < len(groups):
            last = self._card(groups, i, text)
            if last:
                if groups[i][0] > at:
                    self._phone(at, groups[i - 1][1] if i else at, text)
                at, i = groups[last - 1][1], last
            else:
                i += 1
        if at > start:
            rest = re.compile(r"\(?\+?\d").search(text, at, end)
            if rest:
                self._phone(rest.start(), end, text)
        elif self.free(start, end):
            self._phone(start, end, text)

    def _card(self, groups: list[tuple[int, int]], i: int, text: str) -> int:
        """Claims the longest card that starts with a group; the group after it, or 0."""
        best = 0
        number = ""
        named = False
        if sum(e - s for s, e in groups[i : i + 19]) >= 13:
            named = p.CARD_WORD.search(self.before(groups[i][0])) is not None
        for j in range(i, len(groups)):
            number += text[slice(*groups[j])]
            if len(number) > 19:
                break
            if len(number) >= 13 and (named or is_issued(number)) and is_card(number):
                best = j + 1
        if best and self.claim(groups[i][0], groups[best - 1][1], "card"):
            return best
        return 0

    def _phone(self, start: int, end: int, text: str) -> None:
        written = text[start:end]
        if written.startswith("(") and ")" not in written:
            start, written = start + 1, written[1:]
        digits = "".join(filter(str.isdigit, written))
        if not 7 <= len(digits) <= 15 or p.NOT_PHONE.fullmatch(written):
            return
        before = self.before(start)
        if not self.free(start, end) or p.THING.search(before):
            return
        # 011 dials out of the US, but Bristol and Leeds begin so too, with eleven digits
        abroad = digits.startswith("00") or (digits.startswith("011") and len(digits) > 11)
        kind = phone_kind(digits, "+" in written or abroad)
        label = p.PHONE_LABEL.search(before)
        if label is None and (kind is None or kind == "weak"):
            return
        if kind == "brand":
            return
        staff = p.GIVEN_AFTER.search(self.after(end)) or p.STAFF_LINE.search(before)
        if staff and kind != "mobile":
            return
        owned = label and _OWNED.match(label.group()) and not p.WE.search(label.group())
        line = None if owned else p.BRAND_LINE.search(before)
        if line and not p.PERSONAL.search(line.group()):
            ours = p.WE.search(before)
            if ours or (label is None and kind != "mobile"):
                return
        self.claim(start, end, "phone")

    def _spoken(self) -> None:
        for match in p.SPOKEN.finditer(self.text):
            digits, times = "", 1
            for word in re.findall(r"[a-z]+|\d", match.group().lower()):
                if word in ("double", "treble", "triple"):
                    times = 2 if word == "double" else 3
                elif word != "plus":
                    digits += (word if word.isdigit() else _SPOKEN_DIGITS[word]) * times
                    times = 1
            end = match.start() + len(match.group().rstrip(" ,.-\n"))
            if is_issued(digits) and is_card(digits):
                self.claim(match.start(), end, "card")
            elif 9 <= len(digits) <= 15 and len(set(digits)) > 2:
                self.claim(match.start(), end, "phone")

    # -- places and people -----------------------------------------------------------------------
    def _addresses(self) -> None:
        text, low = self.text, self.low
        for run in self.runs:
            house = p.HOUSE.match(text, run[0])
            if house is None:
                continue
            street = p.lists().street.match(text, house.end())
            if street and self._is_street(house.start(), street):
                unit = p.UNIT.search(text[max(0, house.start() - 18) : house.start()])
                start = house.start() - (len(unit.group()) if unit else 0)
                self.claim(start, self._to_postcode(street.end()), "address")
        shapes = []
        if "str" in low or "platz" in low or "allee" in low or "gasse" in low:
            shapes.append(p.GERMAN_STREET)
        if "rue" in low or "avenue" in low or "boulevard" in low or "quai" in low:
            shapes.append(p.FRENCH_STREET)
        if "box" in low:
            shapes.append(p.PO_BOX)
        for shape in shapes:
            for match in shape.finditer(text):
                if not p.BRAND_PLACE.search(self.before(match.start())):
                    self.claim(match.start(), self._to_postcode(match.end()), "address")
        if self.close >= 4 or any(s and text[s - 1].isalpha() for s, _ in self.runs):
            for match in _at_runs(p.POSTCODE, text, self.runs, 2, 1, 0):
                start = self._postcode(match)
                if start >= 0:
                    self.claim(start, match.end(), "address")

    def _is_street(self, start: int, street: re.Match[str]) -> bool:
        before = self.before(start)
        names = street["names"].split()
        if any(w.lower() in p.lists().not_streets for w in names) or p.BRAND_PLACE.search(before):
            return False
        if not [w for w in names if not w[0].isdigit()] and not re.search(
            p.ORDINAL_STREET, " " + street["names"]
        ):
            return False
        word = street["plain"] or street["capital"]
        capitals = all(w[0].isupper() or w[0].isdigit() for w in names)
        if capitals and (word[0].isupper() or street["plain"]):
            return True
        return p.LIVES.search(before) is not None

    def _to_postcode(self, end: int) -> int:
        """The end of an address that goes on with a town and a postcode."""
        code = p.POSTCODE.search(self.text, end, end + 60)
        if code is None:
            return end
        between = self.text[end : code.start()]
        parts = [part.strip() for part in between.split(",")]
        if re.search(r"[.!?]\s|\n", between) or not all(map(p.TOWN.fullmatch, parts)):
            return end
        named = code["uk"] or code["ca"] or p.lists().state.search(between)
        listed = len(parts) > 1 and (code["us"] or code["six"])
        return code.end() if named or listed else end

    def _postcode(self, match: re.Match[str]) -> int:
        """Where the address around a postcode begins; -1 when it is none."""
        before = self.before(match.start())
        if p.BRAND_PLACE.search(before):
            return -1
        if p.POST_WORD.search(before):
            return match.start()
        value = match.group()
        if match["uk"] or match["ca"]:
            spaced = match["uks"] or match["cas"]
            sure = value.isupper() and (spaced or (len(value) > 4 and p.LIVES.search(before)))
            return match.start() if sure else -1
        if match["us"] or match["au"]:
            base = max(0, match.start() - 40)
            state = p.lists().state.search(self.text[base : match.start()])
            if state and (match["us"] or state["state"] in p.AUSTRALIAN):
                return base + state.start("state")
        return -1

    def _names(self) -> None:
        for match in p.NAMED.finditer(self.text):
            value = p.NAME.match(self.text, match.end())
            if value is None or p.NOT_PERSON.search(self.before(match.start())):
                continue
            end = _name_end(value.group(), bool(match["full"] or match["mine"]))
            if end:
                self.claim(value.start(), value.start() + end, "name")


def _unleet(match: re.Match[str]) -> str:
    value = match.group()
    digits = sum(map(str.isdigit, value))
    return value.translate(_LEET_DIGITS) if digits * 5 >= len(value) * 2 else value


def _name_end(value: str, mine: bool) -> int:
    """How much of the words after "name is" is a full name; 0 for none or a first name."""
    words: list[re.Match[str]] = []
    for word in re.finditer(r"\S+", value):
        plain = word.group().rstrip(".").lower()
        upper = word.group()[0].isupper()
        if plain in p.lists().not_names:
            break
        if words and words[0].group()[0].isupper() and not upper and plain not in p.PARTICLES:
            break
        words.append(word)
        if word.group().endswith(".") and plain not in p.TITLES and len(plain) > 1:
            break
    while words and words[-1].group().lower() in p.PARTICLES:
        words.pop()
    parts = [w for w in words if w.group().rstrip(".").lower() not in p.TITLES]
    lower = bool(words) and not words[0].group()[0].isupper()
    if len(parts) < 2 or (lower and (not mine or len(words) > 3)):
        return 0
    return words[-1].end() - words[-1].group().endswith(".")
