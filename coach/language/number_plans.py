"""Checksums and number plans: which digits are a card, a bank account, a phone or an identity."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import NamedTuple

# Issuer prefixes with the lengths they use; without them every tenth long number is a "card".
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}"
    r"|62\d{14,17}|(?:50|5[6-9]|6[0-9])\d{11,17}|8[12]\d{14}"
)
_REGIONS = ("GB", "AU", "FR", "DE", "NG", "KE", "ZA", "IE", "NL", "IT", "IN")
_GB_BRAND = re.compile(r"0(?:800|808|3\d\d|84|87|9[01])")


def is_card(number: str) -> bool:
    """Whether digits could be a card number: length and Luhn."""
    from stdnum import luhn

    return 13 <= len(number) <= 19 and len(set(number)) > 1 and bool(luhn.is_valid(number))


def is_issued(number: str) -> bool:
    """Whether an issuer gives out cards that begin so and are so long."""
    return _ISSUERS.fullmatch(number) is not None


def is_iban(account: str) -> bool:
    """Whether letters and digits pass the IBAN checksum; the caller checks the length."""
    from stdnum.iso7064 import mod_97_10

    return bool(mod_97_10.is_valid((account[4:] + account[:4]).upper()))


@lru_cache(maxsize=8192)
def phone_kind(digits: str, international: bool) -> str | None:
    """fixed, mobile, brand (free, shared-cost, premium), weak (needs a phone word) or None."""
    regions: tuple[str | None, ...]
    if international:
        number, regions = "+" + digits.removeprefix("011").lstrip("0"), (None,)
    elif _with_country(digits):
        number, regions = "+" + digits, (None,)
    elif len(digits) == 10 and digits[0] in "23456789":
        number, regions = digits, ("US", "IN")
    elif digits[0] == "0" and 9 <= len(digits) <= 12:
        if _GB_BRAND.match(digits):
            return "brand"
        number, regions = digits, _REGIONS
    else:
        return "weak" if len(digits) == 9 and digits[0] in "679" else None
    found = None
    for region in regions:
        kind = _valid_kind(number, region)
        if kind == "brand" or kind == "mobile":
            return kind
        found = found or kind
        if found and region != "US":
            return found
    return found


def _with_country(digits: str) -> bool:
    size = len(digits)
    return (
        (size == 11 and digits[0] == "1")
        or (size == 12 and digits.startswith(("91", "44")))
        or (size == 13 and digits.startswith("234"))
    )


def _valid_kind(number: str, region: str | None) -> str | None:
    import phonenumbers as pn

    try:
        parsed = pn.parse(number, region)
    except pn.NumberParseException:
        return None
    if not pn.is_valid_number(parsed):
        # a number written with its country is meant as one, also in a range not yet handed out
        return "mobile" if region is None and pn.is_possible_number(parsed) else None
    kind = pn.number_type(parsed)
    types = pn.PhoneNumberType
    if kind == types.MOBILE:
        return "mobile"
    given_out = (types.TOLL_FREE, types.PREMIUM_RATE, types.SHARED_COST, types.UAN, types.PAGER)
    return "brand" if kind in (*given_out, types.VOICEMAIL) else "fixed"


class NationalId(NamedTuple):
    """A shape of identity number: its pattern, the words that name it, and a check.

    needs: "" when the shape speaks for itself, "word" when it must be named,
    "upper" when it must be named or written in capitals.
    """

    shape: re.Pattern[str]
    words: re.Pattern[str] | None
    check: Callable[[str], bool]
    needs: str


def _stdnum(module: str) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        return bool(import_module(f"stdnum.{module}").is_valid(value))

    return check


def _ssn(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return digits[:3] not in ("000", "666") and digits[3:5] != "00" and digits[5:] != "0000"


def _nino(value: str) -> bool:
    return value[:2].upper() not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")


def _any(value: str) -> bool:
    return True


def _named(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b[^.!?]{{0,25}}$", re.I)


_LICENCE = r"(?:driving|driver'?s?)\slicen[cs]e"
_SSN_WORDS = r"ssn|social(?:\ssecurity)?|itin"
_IDS = (
    rf"{_SSN_WORDS}|national\sinsurance|n\.?i\.?\s(?:number|no)|nino|aadha+r|adha+r|uidai|pan"
    r"|tax|cpf|dni|nif|nie|personnummer|cpr|national\sid|id(?:entity)?(?:\s(?:card|number|no))?"
)


@cache
def national_ids() -> tuple[NationalId, ...]:
    """The identity numbers looked for, strictest first."""
    ids = _named(_IDS)
    aadhaar = _stdnum("in_.aadhaar")

    def shape(pattern: str, flags: int = re.I) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w+-])(?<!\d[ -])(?:{pattern})(?![\w-]|[ -]\d)", flags)

    return (
        NationalId(shape(r"(?!9)\d{3}-\d{2}-\d{4}"), None, _ssn, ""),
        NationalId(shape(r"\d{3}[- ]\d{2}[- ]\d{4}"), ids, _ssn, "word"),
        NationalId(shape(r"\d{9}"), _named(_SSN_WORDS), _ssn, "word"),
        NationalId(
            shape(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d\d\s?\d\d\s?\d\d\s?[A-D]"),
            ids, _nino, "upper",
        ),
        NationalId(shape(r"[2-9]\d{3}[ -]\d{4}[ -]\d{4}"), None, aadhaar, ""),
        NationalId(shape(r"[2-9]\d{11}"), ids, aadhaar, "word"),
        NationalId(shape(r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]"), ids, _any, "upper"),
        NationalId(shape(r"\d{3}\.\d{3}\.\d{3}-\d{2}"), None, _stdnum("br.cpf"), ""),
        NationalId(
            shape(r"[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]"),
            None, _stdnum("it.codicefiscale"), "",
        ),
        NationalId(
            shape(r"[12]\s?\d\d\s?(?:0[1-9]|1[0-2])\s?(?:\d\d|2[AB])\s?\d{3}\s?\d{3}\s?\d\d"),
            None, _stdnum("fr.nir"), "",
        ),
        NationalId(shape(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d"), None, _stdnum("be.nn"), ""),
        NationalId(shape(r"(?:\d{8}|[XYZ]\d{7})-?[A-Z]"), ids, _stdnum("es.nif"), "word"),
        NationalId(shape(r"\d{6}(?:\d\d)?[-+]\d{4}"), ids, _any, "word"),
        NationalId(
            shape(r"\d{3}[ -]?\d{3}[ -]?\d{3,4}"),
            _named(r"sin|tfn|bsn|nhs(?:\s(?:number|no))?|tax\sfile(?:\snumber)?"), _any, "word",
        ),
        NationalId(
            shape(r"\d{11}"), _named(r"pesel|cpf|national\sid|identity|nin|bvn"), _any, "word"
        ),
        NationalId(
            shape(r"(?=\w*\d{3})[A-Z]{0,5}\d{2}[A-Z0-9]{3,12}"),
            _named(
                rf"passport|{_LICENCE}|national\sid(?:entity)?|identity|identification"
                r"|id\s(?:card|number|no)|id\sis|tax\sid|medicare|nhs"
            ),
            _any, "word",
        ),
    )  # fmt: skip


@cache
def any_national_id() -> re.Pattern[str]:
    """The shapes of all identity numbers in one."""
    return re.compile("|".join(known.shape.pattern for known in national_ids()), re.I)
