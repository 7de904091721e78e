"""Acts: what a reply does (apologises, asks, hands over, promises ...), each with its words.

Rules are data (corpora/lexicons/acts.yaml); what cannot be said as a phrase (who signs, what is a
question, what is left over as an explanation) is code here. Public: ``acts_of(text)``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from coach.language.elided import with_subjects
from coach.language.forms import stem
from coach.language.grammar import Grammar
from coach.language.lexicons import lexicon
from coach.language.sign_offs import greetings, links, sign_offs
from coach.language.text import Text, Word

ACTS = (
    "apology", "thanks", "greeting", "sign_off", "acknowledge", "take_ownership", "ask_details",
    "request_private", "give_link", "offer_help", "handoff", "warn_personal_data", "next_step",
    "time_commitment", "explain", "resolve", "compensate",
)  # fmt: skip
Span = tuple[int, int]
_DENIABLE = ("apology", "acknowledge", "take_ownership", "next_step", "offer_help", "handoff")
_DENIALS = frozenset(["not", "never", "refuse", "decline", "hardly", "neither", "nor"])
_WRITERS = frozenset(["i", "we", "nobody"])
# Acts whose words also look like another's: where both claim a span, the one on the right keeps it.
_STRONGER = {
    "request_private": ("warn_personal_data",),
    "ask_details": ("offer_help", "warn_personal_data"),
    "acknowledge": ("offer_help", "thanks", "ask_details"),
    "resolve": ("handoff",),
    "next_step": ("request_private", "ask_details", "offer_help", "warn_personal_data", "thanks"),
}  # fmt: skip
_BEFORE_QUESTION = ("greeting", "thanks", "apology", "acknowledge", "offer_help", "take_ownership")
# How clauses begin: those that say nothing alone, those that hang on what was claimed before them,
# those that ask, and those whose subject stands first.
_HEADS = frozenset("if when once until whenever should unless what which".split())
_TAILS = _HEADS.union(
    "so whether while where before after via to for who please with using by that of on in from at".split()
)
_LINKS = frozenset("and but however also then or ah oh ohh hm hmm aw aww well".split())
_JOINTS = frozenset("please kindly and so or as but because".split())
_ASKING = frozenset(
    "can could would will do does did is are was were have has may what which when where who how "
    "why".split()
)
_SUBJECTS = frozenset("i we it they this these that there he she its".split())
_DETERMINERS = frozenset("the a an our all no some many most each every both any only".split())
_OBJECTS = frozenset("a an me us him them".split())
# The fewest words of a statement: any, with a subject, before a claim in its clause, without a verb.
_STATEMENT, _SHORT, _CUT, _WHOLE = 4, 3, 6, 7
_EXPLAIN_TOO = ("time_commitment", "give_link", "explain")
_NO_EXPLANATION = tuple(act for act in ACTS if act not in _EXPLAIN_TOO)
_AMOUNT = frozenset("%£$€")  # "by 25%" is no time
_SIGNED = ("/", "^", "*")  # "/TY" is who signs
_WORDS = ("word", "number")
_PAGE = re.compile(r"(?<![\d/])\d/\d(?![\d/])")
# "with a description of the issue you 1 ^XS / @642699 are having": one sentence over two posts.
_BROKEN = re.compile(
    r"(?<![.!?\s])[ .…>]*\(?\d(?: ?/ ?\d)?\)?(?: *[\^*/-] ?\w{1,12})? *\n@\w+ *(?=[a-z.…-])"
    r"(?:\.{2,}|…|-?\(cont'?d\))?"
)
# "Please contact Dyson": who is to be asked is known by the capital alone.
_NAMED = re.compile(
    r"(?:[Cc]ontact(?:ing)?|[Rr]each(?:ing)? out to|in touch with|[Cc]heck(?:ing)? (?:directly )?with"
    r"|(?:[Ss]peak|[Tt]alk)(?:ing)? (?:directly )?(?:to|with)|[Ww]ork(?:ing)? directly with"
    r"|(?:[Cc]ontinue|[Kk]eep) (?:to )?(?:work|deal)(?:ing)? with|[Tt]weet(?= @)"
    r"|(?:[Pp]lease|need to|best to|recommend|suggest) call(?:ing)?|(?:friends|folks) at)"
    r" (?:the )?(?:@\w|(?!DM|PM|Us\b|Me\b|I\b|Settings|Siri|Alexa|[MTWFS]\w+day)[A-Z])\w+"
    r"(?: [A-Z]\w+)*"
)
_NAMING = (
    "ontact", "out to", "touch with", "heck with", "king with", "ly with", "eak to", "eak with",
    "king to", "alk to", "alk with", "ork with", "eal with", "ing with", "lease call", "to call",
    "weet @", "end call", "ds at", "ks at",
)  # fmt: skip
# "We're disappointed to hear that": what the writer feels names nothing of the customer's.
_FELT = frozenset("disappointed upset worried concerned saddened shocked devastated".split())
_LEARNT = frozenset(("to", verb) for verb in "hear see know learn read find note".split())
_BEFORE_NAME = frozenset("with for in on at from to by".split())
_AT_ONCE = 10  # characters between a verb and what shows that its clause is a mere pleasantry
_NEAR = 30  # characters of a span its doer can stand in; what follows is what it is done to


@cache
def _grammar() -> Grammar:
    data = lexicon("acts")
    topics = {
        f"{act} {part}": phrases
        for act, rule in data["acts"].items()
        for part, phrases in rule.items()
    }
    return Grammar(topics, data["lists"], data["skip"], data["breaks"])


@cache
def _empty() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon("acts")["empty"].split())


def acts_of(text: Text) -> dict[str, tuple[Span, ...]]:
    """The acts found, each with its half-open offsets in order; acts not found are left out."""
    whole = text.raw
    text, moved = with_subjects(_in_one(text))
    phrases = _grammar().find(text)
    found: dict[str, list[Span]] = {act: [] for act in ACTS}
    for topic, spans in phrases.items():
        act, part = topic.split()
        if part == "any":
            undone = phrases.get(f"{act} unless")
            near = _AT_ONCE if act == "explain" else 0
            found[act] = [s for s in spans if not _undone(s, undone, near)] if undone else spans
    if dated := phrases.get("time_commitment dated"):
        days = phrases.get("time_commitment day", [])
        undone = phrases.get("time_commitment unless", [])
        days = [
            d
            for d in days
            if any(a <= d[0] and d[1] <= b for a, b in dated) and not _undone(d, undone)
        ]
        found["time_commitment"] = _merge([*found["time_commitment"], *days])
    times = found["time_commitment"]
    found["time_commitment"] = [
        s for s in times if _AMOUNT.isdisjoint(text.raw[slice(*s)]) and not _paged(text, s)
    ]
    found["handoff"] = _merge([*found["handoff"], *_named(text, phrases)])
    mere = phrases.get("ask_details bare", [])
    found["ask_details"] = [s for s in found["ask_details"] if not _mostly(s, mere)]
    found["resolve"] = [s for s in found["resolve"] if not _asks(text, *_sentence(text, s[0]))]
    bare = [s for s in found["acknowledge"] if not _names(text, s)]
    found["acknowledge"] = [s for s in found["acknowledge"] if s not in bare]
    _drop_denied(text, found)
    found["thanks"] = [s for s in found["thanks"] if whole[s[0] - 1 : s[0]] not in _SIGNED]
    found["greeting"] = greetings(whole)
    found["sign_off"] = [(s.start, s.end) for s in sign_offs(whole)]
    found["give_link"] = links(text)
    for act, spans in found.items():
        if spans and act not in ("sign_off", "thanks") and found["sign_off"]:
            found[act] = [_clipped(s, found["sign_off"], text.raw) for s in spans]
    _questions(text, found, phrases.get("next_step questions", []))
    found["next_step"] = _merge([*found["next_step"], *_polite(text, found, phrases)])
    for weaker, stronger in _STRONGER.items():
        if found[weaker]:
            claimed = [s for act in stronger for s in found[act]]
            found[weaker] = [s for s in found[weaker] if not _mostly(s, claimed)]
    found["next_step"] = _merge([*found["next_step"], *_tried(text, phrases)])
    if private := found["request_private"]:
        private = [*private, *phrases.get("next_step link", ())]
        found["next_step"] = [s for s in found["next_step"] if not _begun(s, private)]
    found["explain"] = _explanations(text, found, phrases, bare)
    if moved:
        found = {act: [(moved.get(s, s), e) for s, e in spans] for act, spans in found.items()}
    return {act: tuple(found[act]) for act in ACTS if found[act]}


def _paged(text: Text, span: Span) -> bool:
    """Whether the number that ends a span counts the posts: "is watched by 1/3"."""
    return bool(_PAGE.search(text.raw, span[0], span[1] + 2))


def _in_one(text: Text) -> Text:
    """A text whose posts break off in mid-sentence with their counters blanked out, offsets kept."""
    if "\n" not in text.raw or not _BROKEN.search(text.raw):
        return text
    return Text(_BROKEN.sub(lambda m: " " * len(m.group()), text.raw))


def _named(text: Text, phrases: dict[str, list[Span]]) -> Iterator[Span]:
    """The companies and people the customer is sent to by name."""
    if not any(map(text.raw.__contains__, _NAMING)):
        return
    undone = phrases.get("handoff unless", [])
    for match in _NAMED.finditer(text.raw):
        if not _undone(match.span(), undone) and not _asks(text, *_sentence(text, match.start())):
            yield match.span()


def _names(text: Text, span: Span) -> bool:
    """Whether an acknowledgement says more than that something is wrong, or well: not "Sorry to hear
    you are having trouble, Jo", but "sorry your lamp is broken"."""
    said = [w for w in text.within(*span) if w.kind in _WORDS]
    norms = [w.norm for w in said]
    known = next((n for n, two in enumerate(pairwise(norms), 1) if two in _LEARNT), 0)
    empty = _empty()
    named = [
        n
        for n, w in enumerate(said)
        if w.kind == "word"
        and w.stem not in empty
        and (not known or n > known or (n < known and w.norm not in _FELT))
    ]
    last = len(said) - 1
    called = named == [last] and text.raw[said[last].start].isupper()  # "that, Jo" without comma
    return bool(named) and not (called and last and said[last - 1].norm not in _BEFORE_NAME)


def _drop_denied(text: Text, found: dict[str, list[Span]]) -> None:
    """Takes out what the writer says they do not do: "I won't apologise", "I can't see why"."""
    if _DENIALS.isdisjoint(text.norms):
        return
    denials = [i for i, norm in enumerate(text.norm_of) if norm in _DENIALS]
    words = text.words

    def denied(start: int) -> bool:
        first = bisect_left(words, (start,))
        if first == len(words) or words[first].start != start:
            return False
        for i in denials:
            if i < first <= i + 2 and words[i].clause == words[first].clause:
                before = {w.norm for w in words[max(0, i - 3) : i]}
                return bool(before & _WRITERS)
        return False

    for act in _DENIABLE:
        found[act] = [s for s in found[act] if not denied(s[0])]


def _clipped(span: Span, closings: list[Span], raw: str) -> Span:
    """A span without the signature its last clause ran into."""
    for start, _ in closings:
        if span[0] < start < span[1]:
            return span[0], len(raw[:start].rstrip(" \n(,.!"))
    return span


def _questions(text: Text, found: dict[str, list[Span]], steps: list[Span]) -> None:
    """A question asks for details, unless it offers, instructs or asks to go elsewhere."""
    if "?" not in text.raw:
        return
    steps = [s for s in steps if not _begun(s, found["request_private"])]
    other = [*steps, *found["offer_help"], *found["request_private"], *found["warn_personal_data"]]
    found["next_step"] = _merge([*found["next_step"], *steps])
    questions: list[Span] = []
    for start, end in text.sentences:
        asks = _asks(text, start, end) and text.raw[start:end].strip("? ")
        if not asks:
            continue
        begin = _after(_asked(start, end, text), text, found)
        told = any(begin <= s < begin + _NEAR or s < end <= e + 1 for s, e in steps)
        if not told and not any(_mostly((at, end), other, share=0.5) for at in (start, begin)):
            questions.append((begin, end))
    asked = [s for s in found["ask_details"] if not _begun(s, steps)]
    found["ask_details"] = _merge([*asked, *questions])


def _asked(start: int, end: int, text: Text) -> int:
    """Where the asking clause of a question begins, when a whole statement stands before it."""
    words = [w for w in text.within(start, end) if w.kind in _WORDS]
    if not words or words[0].norm in _ASKING or words[0].norm in _HEADS:
        return start
    for before, word in pairwise(words):
        if word.clause != before.clause and word.norm in _ASKING:
            return word.start if words.index(word) >= _STATEMENT else start
    return start


def _polite(text: Text, found: dict[str, list[Span]], phrases: dict[str, list[Span]]) -> list[Span]:
    """What comes after a "please" and asks for nothing else is an instruction."""
    claimed = [s for act in _STRONGER["next_step"] for s in found[act]]
    undone = phrases.get("next_step unless", [])
    return [
        s
        for s in phrases.get("next_step polite", ())
        if " " in text.raw[s[0] : s[1]] and not _begun(s, claimed) and not _undone(s, undone)
    ]


def _tried(text: Text, phrases: dict[str, list[Span]]) -> list[Span]:
    """Questions whether a remedy was tried or helps: they ask, and say what to do."""
    undone = phrases.get("next_step untried", [])
    tried = [s for s in phrases.get("next_step tried", ()) if not touches(s, undone)]
    return [s for s in tried if _asks(text, *_sentence(text, s[0]))]


def _after(start: int, text: Text, found: dict[str, list[Span]]) -> int:
    """Where a question goes on after the greeting, thanks or apology its sentence begins with."""
    done = [s for act in _BEFORE_QUESTION for s in found[act]]
    for word in text.words:
        if word.start >= start and word.kind in _WORDS:
            start = word.start
            last = max((e for s, e in done if s <= start < e), default=0)
            if not last:
                break
            start = last
    return start


def _explanations(
    text: Text, found: dict[str, list[Span]], phrases: dict[str, list[Span]], bare: list[Span]
) -> list[Span]:
    """Statements about the matter: what no request, thanks, apology or closing has claimed."""
    idle = phrases.get("explain unless", [])
    shown = [s[0] for s in phrases.get("explain any", ()) if not _undone(s, idle, _AT_ONCE)]
    out = [s for s in phrases.get("explain short", ()) if not _undone(s, idle)]
    claimed = _merge([*bare, *(s for act in _NO_EXPLANATION for s in found[act])])
    out = [s for s in out if not touches(s, claimed)]
    for words, follows, then in _unclaimed(text, claimed, found["greeting"]):
        verbs = [at for at in shown if words[0].start <= at < words[-1].end]
        if said := _statement(text, words, follows, then, verbs, idle):
            out.append(said)
    return sorted(out)


def _statement(
    text: Text,
    words: list[Word],
    follows: bool,
    then: Word | None,
    verbs: list[int],
    idle: list[Span],
) -> Span | None:
    """The statement some unclaimed words make: one with a subject or a verb, and no mere remnant."""
    cut = then is not None and then.clause == words[-1].clause and then.norm not in _JOINTS
    while len(words) > 1 and words[0].norm in _LINKS:
        words = words[1:]
    start, end = words[0].start, words[-1].end
    rest = [w for w in words if w.clause != words[0].clause]
    if words[0].norm in _HEADS:  # its own clause counts with a second one, or a second verb
        words = rest if rest or len(verbs) < 2 or then else words
    elif rest and _begun((start, words[0].end), idle):
        words, follows, start = rest, True, rest[0].start
    first = words[0].norm if words else ""
    subject = first in _SUBJECTS
    if len(words) < (_CUT if cut else _SHORT if subject else _STATEMENT):
        return None
    if not then and _asks(text, *text.sentences[words[0].sentence]):
        return None
    if follows or then:
        opens = first == "while" and not follows  # "While we have no lift here, you can ..."
        if (first in _TAILS and not opens) or (
            follows and first in _OBJECTS and start == words[0].start
        ):
            return None
    elif first in _DETERMINERS and len(words) >= _WHOLE:
        subject = text.raw[words[0].start].isupper()
    told = subject and not _undone((words[0].start, end), idle, _AT_ONCE)
    return (start, end) if told or any(at >= words[0].start for at in verbs) else None


def _unclaimed(
    text: Text, claimed: list[Span], greeted: list[Span]
) -> Iterator[tuple[list[Word], bool, Word | None]]:
    """The words between claims by sentence; whether a claim precedes; and the next claimed word."""
    words: list[Word] = []
    follows = False
    sentence = -1
    claims = iter([*claimed, (len(text.raw) + 1, len(text.raw) + 1)])
    start, end = next(claims)
    edges = {e for _, e in greeted}
    for word in text.words:
        at = word[0]
        if word[5] != sentence:
            if words:
                yield words, follows, None
            words, follows, sentence = [], False, word[5]
        while at >= end:
            start, end = next(claims)
        if at >= start:
            if words:
                yield words, follows, word
            words, follows = [], end not in edges
        elif word[4] in _WORDS:
            words.append(word)
    if words:
        yield words, follows, None


def _sentence(text: Text, at: int) -> Span:
    return next((s for s in text.sentences if s[0] <= at < s[1]), (at, at))


def _asks(text: Text, start: int, end: int) -> bool:
    """Whether a sentence is a question."""
    return "?" in text.raw[max(start, end - 3) : end]


def _merge(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def touches(span: Span, others: list[Span]) -> bool:
    """Whether a span overlaps another."""
    start, end = span
    for s, e in others:  # noqa: SIM110 - asked many times of every reply; any() takes twice the time
        if s < end and start < e:
            return True
    return False


def _undone(span: Span, others: list[Span], soon: int = 0) -> bool:
    """Whether another span covers a span's beginning, or its end if it begins near by.

    With ``soon`` one that begins within so many characters of the span's beginning does too.
    """
    start, end = span
    for s, e in others:  # noqa: SIM110 - as above
        if (s <= start + soon and start < e) or (s < end <= e and s < start + _NEAR):
            return True
    return False


def _begun(span: Span, others: list[Span]) -> bool:
    """Whether another span covers a span's beginning, or begins at once after it."""
    start = span[0]
    for s, e in others:  # noqa: SIM110 - as above
        if s <= start + _AT_ONCE and start < e:
            return True
    return False


def _mostly(span: Span, others: list[Span], share: float = 0.6) -> bool:
    """Whether other spans cover at least ``share`` of a span."""
    start, end = span
    covered = 0
    for s, e in others:
        if s < end and start < e:
            covered += min(e, end) - max(s, start)
    return covered >= share * (end - start)
