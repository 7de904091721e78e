"""Personal data a reply asks the customer for, and whether it asks for it in private.

A data noun counts as asked for when a request governs it: an imperative ("DM us your name"), a
question ("what's your order number?"), a stated need ("we'll need your postcode") or a bare list
("Full name and postcode please"). Warnings ("never post your card number") and statements ("your
booking reference starts with a letter") are none. Words are data:
corpora/lexicons/personal_data.yaml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from coach.language.kept import kept
from coach.language.lexicons import lexicon
from coach.language.private_places import asks_in_public, directs
from coach.language.text import Text, Word
from coach.language.wordings import WordingBook, compile_wording


class DataRequest(NamedTuple):
    """A kind of personal data asked for: the noun's half-open offsets, and how it is asked.

    private: the request itself sends the data to a private place (DM, secure link, phone, e-mail).
    """

    start: int
    end: int
    kind: str
    private: bool


class _Noun(NamedTuple):
    """A data noun: word indices ``first:last``, offsets, kind; bare nouns need company."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    bare: bool


class _Lexicon(NamedTuple):
    book: WordingBook
    kinds: tuple[str, ...]  # the kind of each wording; "" for what is no data
    bare: dict[str, str]
    verbs: frozenset[str]
    others: frozenset[str]
    heads: frozenset[str]  # every noun holds at least one of these
    telling: frozenset[str]  # the words a noun without a wording begins with


@cache
def _lexicon() -> _Lexicon:
    data = lexicon("personal_data")["asked"]
    sources = [(s, kind) for kind, nouns in data["nouns"].items() for s in nouns]
    sources += [(s, "") for s in data["not_data"]]
    bare = {str(word): kind for kind, words in data["bare"].items() for word in words}
    return _Lexicon(
        WordingBook(compile_wording(s) for s, _ in sources),
        tuple(kind for _, kind in sources),
        bare,
        frozenset(data["verbs"]),
        frozenset(data["other_verbs"]),
        frozenset(str(word) for word in data["heads"]),
        frozenset(["your", *bare, *_HASHED]),
    )


_NUMBER = frozenset("number numbers no nos num id".split())
_HASH = re.compile(r"\s?#(?!\w)")
_HASHED = (
    dict.fromkeys(
        "order account acct case ticket booking confirmation reservation tracking claim reference "
        "skymile rewards flyer member".split(),
        "order_number",
    )
    | dict.fromkeys("phone contact cell mobile telephone".split(), "phone")
    | {"card": "card"}
)
_SUBJECTS = frozenset(
    "i we they he she it who which that someone team colleague agent this".split()
)
_AUX = frozenset(
    (
        "can could will would may might must should shall do does did have has had be am is are "
        "was were been going able to not just also already now then kindly gladly happily only "
        "first still please always never 'll"
    ).split()
)
_STOPS = frozenset(
    "i we they he she it so because if when while once before until unless as who that".split()
)
_FINITE = frozenset(
    "is are was were has had have will can could would should does did do am been".split()
)
_AGAINST = frozenset("not never don't avoid refrain stop without nor neither no cannot".split())
_NOUN_OR_VERB = frozenset(
    "number address email list note text state show mention post type comment tweet message fire "
    "ping pop bring inbox chat whatsapp form put add complete".split()
)
_LEADS_TO = frozenset("you u able need want like ask request mind please have".split())
_NO_REFUSAL = frozenset("problem worries worry only sure hesitate forget".split())
_MODALS = frozenset("can could may might shall would do".split())
_BETWEEN = frozenset(
    "please just also kindly to quickly first ask for possibly then again have get trouble you "
    "still".split()
)
_YOU_DID = frozenset("did have when once after as since".split())
_DETERMINERS = frozenset(
    "your the a an any their his her its this that customer account registered".split()
)
_MACHINES = frozenset(["in", "into", "at", "on"])
_KEYPADS = frozenset("machine atm cashpoint terminal reader keypad till checkout lock".split())
_WANT = frozenset(["need", "require", "want"])


@lru_cache(maxsize=32)
def data_requests_in(text: Text) -> tuple[DataRequest, ...]:
    """The personal data a reply asks for, in order, without overlaps."""
    if _lexicon().heads.isdisjoint(text.norms):
        return ()
    nouns = _nouns(text)
    if not nouns:
        return ()
    return _Requests(text, nouns).found()


def _nouns(text: Text) -> list[_Noun]:
    lex = _lexicon()
    words, raw = text.words, text.raw
    spans: list[tuple[int, int, str]] = []
    for match in lex.book.find(text):
        gap = raw[match.start : match.end]
        if "," in gap or ";" in gap or "\n" in gap or " (" in gap:
            continue
        spans.append((match.first, match.last, lex.kinds[match.wording]))
    spans.sort(key=lambda s: (s[0] - s[1], s[0]))
    taken: set[int] = set()
    out: list[_Noun] = []
    for first, last, kind in spans:
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            if kind:
                out.append(_Noun(first, last, words[first].start, words[last - 1].end, kind, False))
    numbered = {n.first for n in out if words[n.last - 1].norm in _NUMBER}
    telling = lex.telling
    for i, word in enumerate(words):
        if word[2] not in telling and word[3] not in _HASHED:
            continue
        if i in taken or word.kind != "word":
            continue
        if i + 2 < len(words) and word.norm == "your" and i + 1 not in taken:
            tail = words[i + 2]
            if (
                tail.norm in _NUMBER
                and i + 2 not in taken
                and raw[word.end] == raw[words[i + 1].end] == " "
            ):
                taken.update((i + 1, i + 2))
                out.append(_Noun(i + 1, i + 3, words[i + 1].start, tail.end, "order_number", False))
                continue
        hashed = _HASHED.get(word.stem) or _HASHED.get(word.norm)
        mark = _HASH.match(raw, word.end) if hashed else None
        follows = i + 2 < len(words) and words[i + 1].norm in ("and", "or")
        if hashed and follows and word.norm not in lex.bare and i + 2 in numbered:
            out.append(
                _Noun(i, i + 1, word.start, word.end, hashed, False)
            )  # "order and ... number"
            continue
        if hashed and mark:
            out.append(_Noun(i, i + 1, word.start, mark.end(), hashed, False))
        elif word.norm in lex.bare:
            out.append(_Noun(i, i + 1, word.start, word.end, lex.bare[word.norm], True))
    out.sort()
    return out


class _Requests:
    """The requests of one text."""

    def __init__(self, text: Text, nouns: list[_Noun]) -> None:
        self.text, self.words, self.nouns = text, text.words, nouns
        self.lex = _lexicon()
        self.inside = {i for n in nouns if not n.bare for i in range(n.first, n.last)}

    @kept
    def bounds(self) -> dict[int, tuple[int, int]]:
        """Sentence -> its first word and the one after its last."""
        return {n: part for n, part in enumerate(self.text.parts) if part[0] < part[1]}

    def found(self) -> tuple[DataRequest, ...]:
        company = [n for n in self.nouns if n.bare and self._in_company(n)]
        self.inside |= {n.first for n in company}
        asked = [(n, self._asked(n)) for n in self.nouns if not n.bare or n in company]
        good = {id(n): frame for n, frame in asked if frame is not None}
        out = []
        for noun in self.nouns:
            if id(noun) in good and not self._typed_elsewhere(noun):
                private = self._private(noun, good[id(noun)])
                out.append(DataRequest(noun.start, noun.end, noun.kind, private))
        return tuple(out)

    def _typed_elsewhere(self, noun: _Noun) -> bool:
        """Whether it goes into a machine: "put the card in a reader with your PIN" asks for nothing."""
        clause = self.words[noun.first].clause
        return any(
            word.norm in _MACHINES
            and self.words[i + 1].norm in _DETERMINERS
            and self.words[min(i + 2, len(self.words) - 1)].norm in _KEYPADS
            for i, word in enumerate(self.words[:-1])
            if word.clause == clause
        )

    def _in_company(self, noun: _Noun) -> bool:
        """Whether a bare noun ("name", "phone") is a thing asked for and not something else."""
        words, first, last = self.words, noun.first, noun.last
        sentence = words[first].sentence
        before = words[first - 1].norm if first and words[first - 1].sentence == sentence else ""
        after = words[last] if last < len(words) and words[last].sentence == sentence else None
        tail = self.text.raw[noun.end : noun.end + 2]
        reach = _REACH.match(self.text.raw, noun.end)
        ends = (
            reach is not None
            or after is None
            or tail[:1] in ",.;?!)&/:-"
            or after.norm in _AFTER_NOUN
            or after.kind != "word"
        )
        if not ends or before in ("an", "by", "via", "our"):
            return False
        if noun.kind == "phone":
            if words[first].norm == "number":
                return before == "your" or reach is not None
            return self._listed(noun)
        if noun.kind in ("card", "national_id"):
            return self._listed(noun)
        if noun.kind == "email":
            if after is not None and after.norm in ("us", "me", "we", "i"):
                return False
            earlier = words[first - 2].norm if first > 1 else ""
            owned = (
                before in ("your", "contact", "account", "registered", "'s") or earlier == "your"
            )
            return owned or self._listed(noun)
        if noun.kind == "order_number":
            return before in ("your", "a", "the", "any") or self._listed(noun)
        if noun.kind == "address":
            return before in ("your", "full") or self._listed(noun)
        return before in ("your", "full") or self._listed(noun)

    def _listed(self, noun: _Noun) -> bool:
        """Whether another data noun stands right beside it in a list."""
        at = self.nouns.index(noun)
        raw = self.text.raw
        for other in self.nouns[max(0, at - 1) : at] + self.nouns[at + 1 : at + 2]:
            left, right = (other, noun) if other.start < noun.start else (noun, other)
            between = raw[left.end : right.start].lower()
            if self.words[left.first].sentence == self.words[
                right.first
            ].sentence and _LIST_GAP.fullmatch(between):
                return True
        return False

    # -- is it asked for -------------------------------------------------------------------------
    def _asked(self, noun: _Noun) -> int | None:
        """The index of the word that asks for a noun; None when nothing does."""
        words = self.words
        first, last = self.bounds[words[noun.first].sentence]
        if self._left_out(noun, first) or _ELSEWHERE.match(self.text.raw, noun.end):
            return None
        depth = self._bracket(noun.start)
        i = noun.first - 1
        while i >= first:
            word = words[i]
            if i in self.inside:
                i -= 1
                continue
            if self._bracket(word.start) != depth and self._bracket(word.start) is not None:
                i -= 1
                continue
            verdict = self._governs(i, first, noun)
            if verdict is True:
                return i
            if verdict is False:
                break
            i -= 1
        fragment = self._fragment(noun, first, last)
        return self._wanted_after(noun, last) if fragment is None else fragment

    def _bracket(self, at: int) -> int | None:
        """The start of the bracket a place stands in, if it does."""
        raw = self.text.raw
        opening = raw.rfind("(", 0, at)
        return opening if opening >= 0 and ")" not in raw[opening:at] and ")" in raw[at:] else None

    def _left_out(self, noun: _Noun, first: int) -> bool:
        """ "without your account number", "not your card number", "no need for ..."."""
        words = self.words
        clause = words[noun.first].clause
        for i in range(noun.first - 1, max(first - 1, noun.first - 5), -1):
            word = words[i]
            if word.clause != clause:
                return False
            if word.norm in ("without", "excluding", "except", "minus"):
                return True
            if word.norm in ("not", "no", "never", "than", "of") and i >= noun.first - 2:
                if word.norm == "of":
                    return words[i - 1].norm == "instead" if i > first else False
                if word.norm == "than":
                    return words[i - 1].norm == "rather" if i > first else False
                return True
            if word.norm == "need" and i > first and words[i - 1].norm in ("no", "not"):
                return True
            if word.norm in self.lex.verbs:
                return False
        return False

    def _governs(self, i: int, first: int, noun: _Noun) -> bool | None:
        """True: this word asks for what follows. False: it rules asking out. None: go on left."""
        words = self.words
        word = words[i]
        norm = word.norm
        previous = words[i - 1].norm if i > first else ""
        if norm in ("what", "which", "what's", "whats"):
            return self._question(i, noun)
        if norm in (
            "have",
            "get",
            "take",
            "grab",
            "know",
            "ask",
            "got",
            "see",
            "borrow",
            "collect",
            "obtain",
            "trouble",
        ):
            if self._inverted(i, first) or (
                norm == "have" and previous in ("me", "us") and words[i - 2].norm == "let"
            ):
                return True
            if norm in ("have", "got") and self._you_have(i, first):
                return True
            return None if norm == "know" and previous in ("us", "me") else False
        if norm == "just" and previous and words[i - 1].clause != word.clause:
            return "need" in {w.norm for w in words[first:i]} or None  # "no need for X, just Y"
        if norm == "for" and previous in ("look", "looking", "ask", "asking"):
            return self._we_need(i, first)
        if norm in _WANT or (norm == "like" and previous in ("would", "'d", "d")):
            return self._we_need(i, first)
        if norm == "be" and word.end - word.start <= 3:
            return self._question(i, noun)
        if (
            norm in ("us", "me")
            and previous == "let"
            and i + 1 < len(words)
            and words[i + 1].norm in ("know", "have")
        ):
            return not self._refused(i - 1, first)
        base = self._base(word)
        if base in self.lex.verbs:
            asks = self._imperative(i, first)
            if asks is not None:
                return asks
        if norm in _STOPS and not (norm == "that" and previous in ("with", "need", "of")):
            return False
        if norm in _FINITE:
            return None if norm in ("is", "are", "was") and previous in ("what", "which") else False
        if base in self.lex.others:
            return self._other(i, first, noun)
        return None

    def _base(self, word: Word) -> str:
        norm = word.norm
        if norm.endswith("ing") and len(norm) > 5:
            root = norm[:-3]
            for candidate in (root, root + "e", root[:-1]):
                if candidate in self.lex.verbs:
                    return candidate
        return norm

    def _other(self, i: int, first: int, noun: _Noun) -> bool | None:
        """A verb that leads elsewhere stops the search, unless it is a noun here."""
        words = self.words
        previous = words[i - 1].norm if i > first else ""
        if previous in _DETERMINERS or previous in _NOUN_BEFORE:
            return None
        calls = words[i].norm in ("call", "ring", "phone") and noun.first - i < 9
        if calls and "with" in [w.norm for w in words[max(i, noun.first - 3) : noun.first]]:
            return not self._refused(i, first)
        return False

    def _imperative(self, i: int, first: int) -> bool | None:
        """Whether a verb is a request to the customer; None when it is no verb here."""
        words = self.words
        word = words[i]
        j = i - 1
        previous = words[j].norm if j >= first else ""
        if i + 1 < len(words) and words[i + 1].norm in ("them", "him", "her"):
            return False  # "give them your address": somebody else is told, not the brand
        if word.norm.endswith("ing") and self._base(word) != word.norm:
            if previous in ("mind", "by", "you", "consider", "try", "start"):
                return not self._refused(i, first)
            return False if previous in ("for", "avoid", "not", "without", "of", "from") else None
        if previous in _DETERMINERS or previous in (
            "our",
            "my",
            "this",
            "of",
            "by",
            "via",
            "in",
            "through",
            "on",
            "direct",
            "private",
            "from",
            "an",
        ):
            return None  # "a DM", "by email", "your post"
        if self.text.raw[word.start : word.end].lower() in ("dms", "dm's", "pms", "messages"):
            return None
        if previous == "to":
            return self._infinitive(i, first)
        if previous in ("and", "or") and word.norm in _NOUN_OR_VERB and self._data(i - 2):
            return None
        polite = False
        while j >= first and words[j].norm in _AUX | {
            "directly",
            "simply",
            "either",
            "quickly",
            "perhaps",
            "maybe",
            "instead",
            "and",
            "or",
            "so",
        }:
            if words[j].clause != word.clause:
                break
            polite = polite or words[j].norm in ("please", "kindly")
            j -= 1
        if self._refused(i, first):
            return False
        if polite:
            return True
        if j >= first and words[j].clause == word.clause:
            subject = words[j].norm
            if subject in _SUBJECTS and j + 1 < i:
                return self._inverted(i, first) if subject in ("i", "we") else False
            if subject in ("i", "we"):
                return self._inverted(i, first)
            if subject in _SUBJECTS:
                return False
            if subject == "you":
                return j == first or words[j - 1].norm not in _YOU_DID
        if word.norm in _NOUN_OR_VERB:
            starts = i == first or words[i - 1].clause != word.clause or previous in _BEFORE_VERB
            return True if starts else None
        return True

    def _data(self, i: int) -> bool:
        """Whether a word belongs to a data noun."""
        return i in self.inside or any(n.first <= i < n.last for n in self.nouns)

    def _infinitive(self, i: int, first: int) -> bool | None:
        """Asking by an infinitive: "need you to send", "able to share", "to confirm" up front."""
        words = self.words
        if self._refused(i - 1, first) or self._refused(i, first):
            return False
        for j in range(i - 2, max(first - 1, i - 8), -1):
            norm = words[j].norm
            if norm in _LEADS_TO:
                k = j - 1
                while k >= first and words[k].norm in _AUX:
                    k -= 1
                ours = k >= first and words[k].norm in ("i", "we", "they")
                if ours and norm in ("need", "want", "like", "have", "able"):
                    return words[i].norm in ("confirm", "verify")
                return True
            if norm in ("i", "we", "they", "team", "feel", "free"):
                return norm in ("feel", "free")
        return words[i].norm in ("confirm", "verify", "provide") and i - 1 == first

    def _refused(self, i: int, first: int) -> bool:
        """Whether "don't", "never", "no need to" stands over a verb in its clause."""
        words = self.words
        clause = words[i].clause
        for j in range(i - 1, max(first - 1, i - 7), -1):
            word = words[j]
            if word.clause != clause or word.norm in ("so", "please", "because", "but"):
                return False
            if word.norm in _AGAINST or word.norm in ("nobody", "noone"):
                asked = j > first and words[j - 1].norm in ("why", "if", "whether")
                after = words[j + 1].norm if j + 1 < len(words) else ""
                return not (word.norm == "not" and asked) and after not in _NO_REFUSAL
        return False

    def _inverted(self, i: int, first: int) -> bool:
        """ "can we have", "may I get", "could I take"."""
        words = self.words
        for j in range(i - 1, max(first - 1, i - 5), -1):
            if words[j].norm in ("i", "we") and j > first:
                return words[j - 1].norm in _MODALS and not self._refused(i, first)
            if words[j].norm not in _BETWEEN:
                return False
        return False

    def _you_have(self, i: int, first: int) -> bool:
        """ "do you have an order number (you can DM me)?"."""
        words = self.words
        norms = [w.norm for w in words[max(first, i - 4) : i]]
        sentence = self.bounds[words[i].sentence]
        if "you" not in norms:
            return False
        if "if" in norms:
            rest = {w.norm for w in words[i : sentence[1]]}
            return bool(rest & {"send", "dm", "share", "provide", "give", "reply", "pm", "post"})
        return bool({"do", "have", "would"} & set(norms[:-1])) and self._asking(words[i].sentence)

    def _asking(self, sentence: int) -> bool:
        _, last = self.bounds[sentence]
        end = self.words[last - 1].end
        return "?" in self.text.raw[end : end + 3]

    def _we_need(self, i: int, first: int) -> bool:
        words = self.words
        if self._refused(i, first):
            return False
        for j in range(i - 1, max(first - 1, i - 6), -1):
            norm = words[j].norm
            if norm in ("you", "u"):
                return False
            if norm in ("i", "we", "team", "they", "agent", "colleague"):
                return True
        return i == first or words[i - 1].norm in (
            "just",
            "still",
            "also",
            "only",
            "and",
            "will",
            "'ll",
            "we'll",
            "please",
        )

    def _question(self, i: int, noun: _Noun) -> bool | None:
        """Asking by "what" or "which": "what's your name?"; other questions ask for no data."""
        words = self.words
        word = words[i]
        if word.norm in ("what", "which", "whats", "what's"):
            between = [w.norm for w in words[i + 1 : noun.first]]
            if all(
                n in _QUESTION_GAP or n in ("'s", "be") or j + i + 1 in self.inside
                for j, n in enumerate(between)
            ):
                return not self._refused(i, self.bounds[word.sentence][0])
        return None

    def _fragment(self, noun: _Noun, first: int, last: int) -> int | None:
        """A sentence of nothing but data nouns: "Order number and postcode please"."""
        words = self.words
        raw = self.text.raw
        here = [n for n in self.nouns if first <= n.first < last]
        start = words[first].start
        run = [n for n in here if not n.bare or self._listed(n)]
        if run and _OPENING.fullmatch(raw[start : run[0].start].lower()):
            end = run[0].end
            for other in run[1:]:
                if not _LIST_GAP.fullmatch(raw[end : other.start].lower()):
                    break
                end = other.end
            rest = raw[end : words[last - 1].end + 2].lower()
            if noun.start < end and (
                end > run[0].end or _PLEASE.match(rest) or raw[start : start + 4].lower() == "your"
            ):
                ends = _CLOSED.match(rest) is not None
                if ends or (
                    end > run[0].end and rest[:1] in ",&" and not _VERB_AFTER.search(rest[:40])
                ):
                    return noun.first
            if (
                noun.start >= end
                and end > run[0].end
                and not _VERB_AFTER.search(rest[:40])
                and rest[:1] in ",&"
            ):
                return noun.first
        return None

    def _wanted_after(self, noun: _Noun, last: int) -> int | None:
        """ "your order number would help", "full name and postcode needed", "your ref please"."""
        end = noun.end
        stop = self.words[last - 1].end
        rest = self.text.raw[end : stop + 2].lower()
        found = _WANTED.match(rest)
        if not found:
            return None
        first = self.bounds[self.words[noun.first].sentence][0]
        if any(
            w.norm in ("we", "i", "our", "never", "not", "no", "have", "send", "sent")
            for w in self.words[max(first, noun.first - 4) : noun.first]
        ):
            return None
        return noun.first

    # -- where to ----------------------------------------------------------------------------------
    def _private(self, noun: _Noun, frame: int) -> bool:
        words = self.words
        sentence = words[noun.first].sentence
        verb = words[frame].norm
        if (
            verb in ("dm", "pm", "inbox", "message", "email", "whatsapp", "dming")
            and frame < noun.first
            and words[frame].kind == "word"
        ):
            return True
        part = self._sentence(sentence)
        if asks_in_public(part):
            return False
        if directs(part, strict=False):
            return True
        numbers = sorted(self.bounds)
        at = numbers.index(sentence)
        if at:
            before = self._sentence(numbers[at - 1])
            if directs(before, strict=True):
                return True
        if at + 1 < len(numbers):
            after = self._sentence(numbers[at + 1])
            if directs(after, strict=True):
                return True
        return False

    def _sentence(self, number: int) -> str:
        """The sentence, lower case, without what it forbids."""
        first, last = self.bounds[number]
        end = self.words[last - 1].end
        return self.text.raw[self.words[first].start : end + 1].lower().replace("’", "'")


_REACH = re.compile(
    r"\s(?:that\s)?(?:(?:we|i) (?:can|could|may)|(?:for us )?to) (?:best )?"
    r"(?:reach|call|contact|ring|phone) you\b",
    re.I,
)
_NOUN_BEFORE = frozenset(["this", "our", "my", "of", "by", "with", "via", "phone", "direct"])
_ELSEWHERE = re.compile(
    r"\s?(?:of|for|at|to)\s(?:the|that|this|our|a|which|your (?:local|nearest))\s[^.,!?;]{0,25}"
    r"\b(?:stores?|shop|branch|restaurant|location|company|hotel|office|centre|center|seller"
    r"|driver|depot|outlet|dealer|airport|agent)\b", re.I,
)  # fmt: skip
_AFTER_NOUN = frozenset(
    (
        "and or please for so with to in via by as on here also associated linked registered used "
        "from plus thanks we i is over through using if at that you now then when along attached "
        "below address privately securely directly"
    ).split()
)
_LIST_GAP = re.compile(
    r"[\s(]*(?:,|&amp;|&|/|\+|\band\b|\bor\b|\bplus\b|\bas well as\b|\balong with\b|\binc\w*\b)"
    r"(?:[\s,]|\b(?:and|or|your|the|a|an|also|full|any|on the account|associated|possibly)\b)*"
)
_QUESTION_GAP = frozenset(
    (
        "is are was your the be 's exact full current best please registered a an account "
        "associated and or"
    ).split()
) | frozenset(["you", "number,"])
_BEFORE_VERB = frozenset(
    "please kindly just and then to can you could would pls or simply also".split()
)
_OPENING = re.compile(
    r"(?>@\w+\s*|(?:hi|hello|hey)\b[^.!?,\n]{0,30}[,!]?|(?:and|also|plus|your|the|please|just|a)\s"
    r"|\(?\d/\d\)?|[.…\s-])*+"
)
_PLEASE = re.compile(r"[\s,]*(?:please|pls|plz)\b|\s*\?")
_CLOSED = re.compile(
    r"(?:[\s,]*(?:please|pls|plz|thanks|on the account|for the account|for assistance|associated"
    r"|asap|too|as well))*\s*(?:[.?!)…/*-]|$)"
)
_VERB_AFTER = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|must|should|starts?|begins?|ends?|appears?"
    r"|looks?|helps?|shows?|updated|need)\b"
)
_WANTED = re.compile(
    r"[^.!?;]{0,60}?\b(?:(?:would|will|may|might)\s(?:be\s(?:great|helpful|useful|needed|required"
    r"|good|ideal|perfect|handy|fantastic|appreciated)|help|do)|(?:is|are)\s(?:needed|required)"
    r"|needed\b|required\b|must\sbe\s(?:sent|given|provided))"
    r"|^[\s,]{0,2}(?:please|pls|plz)\s?[.!?,)]?\s*$", re.I,
)  # fmt: skip
