"""Acts: what a reply does (apologises, asks, hands over, promises ...), each with its words.

Rules are data (corpora/lexicons/acts.yaml); what cannot be said as a phrase (who signs, what is a
question, what is left over as an explanation) is code here. Public: ``acts_of(text)``.
"""

from __future__ import annotations

from functools import cache

from coach.language.grammar import Grammar
from coach.language.lexicons import lexicon
from coach.language.sign_offs import greetings, links, sign_offs
from coach.language.text import Text

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
    "take_ownership": ("offer_help",),
    "resolve": ("handoff",),
    "next_step": ("request_private", "ask_details", "offer_help", "warn_personal_data", "thanks"),
}  # fmt: skip
_BEFORE_QUESTION = ("greeting", "thanks", "apology", "acknowledge", "offer_help", "take_ownership")
# A clause beginning so explains nothing by itself: before, or after, the act it belongs to.
_HEADS = frozenset(["if", "when", "once", "until", "please"])
_TAILS = _HEADS.union(
    ["so", "whether", "while", "where", "before", "after", "via", "to", "for", "who", "since"]
)
_EXPLAIN_TOO = ("time_commitment", "give_link", "explain")
_NO_EXPLANATION = tuple(act for act in ACTS if act not in _EXPLAIN_TOO)
_SIGNED = ("/", "^", "*")  # "/TY" is who signs
_WORDS = ("word", "number")
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


def acts_of(text: Text) -> dict[str, tuple[Span, ...]]:
    """The acts found, each with its half-open offsets in order; acts not found are left out."""
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
        days = [d for d in days if any(a <= d[0] and d[1] <= b for a, b in dated)]
        found["time_commitment"] = _merge([*found["time_commitment"], *days])
    bare = phrases.get("ask_details bare", [])
    found["ask_details"] = [s for s in found["ask_details"] if not _mostly(s, bare)]
    found["resolve"] = [s for s in found["resolve"] if not _asks(text, *_sentence(text, s[0]))]
    _drop_denied(text, found)
    found["thanks"] = [s for s in found["thanks"] if text.raw[s[0] - 1 : s[0]] not in _SIGNED]
    found["greeting"] = greetings(text.raw)
    found["sign_off"] = [(s.start, s.end) for s in sign_offs(text.raw)]
    found["give_link"] = links(text)
    for act, spans in found.items():
        if spans and act not in ("sign_off", "thanks") and found["sign_off"]:
            found[act] = [_clipped(s, found["sign_off"], text.raw) for s in spans]
    _questions(text, found, phrases.get("next_step questions", []))
    for weaker, stronger in _STRONGER.items():
        if found[weaker]:
            claimed = [s for act in stronger for s in found[act]]
            found[weaker] = [s for s in found[weaker] if not _mostly(s, claimed)]
    found["explain"] = _explanations(text, found, _short(phrases))
    return {act: tuple(found[act]) for act in ACTS if found[act]}


def _drop_denied(text: Text, found: dict[str, list[Span]]) -> None:
    """Takes out what the writer says they do not do: "I won't apologise", "I can't see why"."""
    denials = [i for i, w in enumerate(text.words) if w.norm in _DENIALS]
    if not denials:
        return
    at = {w.start: i for i, w in enumerate(text.words)}

    def denied(start: int) -> bool:
        first = at.get(start, -1)
        for i in denials:
            if i < first <= i + 2 and text.words[i].clause == text.words[first].clause:
                before = {w.norm for w in text.words[max(0, i - 3) : i]}
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


def _short(phrases: dict[str, list[Span]]) -> list[Span]:
    undone = phrases.get("explain unless", [])
    return [s for s in phrases.get("explain short", ()) if not _undone(s, undone)]


def _questions(text: Text, found: dict[str, list[Span]], steps: list[Span]) -> None:
    """A question asks for details, unless it offers, instructs or asks to go elsewhere."""
    if "?" not in text.raw:
        return
    other = [*steps, *found["offer_help"], *found["request_private"], *found["warn_personal_data"]]
    found["next_step"] = _merge([*found["next_step"], *steps])
    questions: list[Span] = []
    for start, end in text.sentences:
        asks = _asks(text, start, end) and text.raw[start:end].strip("? ")
        if not asks:
            continue
        begin = _after(start, text, found)
        told = any(begin <= s < begin + _NEAR or s < end <= e + 1 for s, e in steps)
        if not told and not any(_mostly((at, end), other, share=0.5) for at in (start, begin)):
            questions.append((begin, end))
    found["ask_details"] = _merge([*found["ask_details"], *questions])


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


def _explanations(text: Text, found: dict[str, list[Span]], short: list[Span]) -> list[Span]:
    """Statements about the matter: what no request, thanks, apology or closing has claimed."""
    hits = sorted([*found["explain"], *short])
    if not hits:
        return []
    taken = [s for act in _NO_EXPLANATION for s in found[act]]
    greeted = [e for _, e in found["greeting"]]
    signed = [s for s, _ in found["sign_off"]]
    out: list[Span] = []
    seen = 0
    for hit in hits:
        if hit[0] < seen or _touches(hit, taken):
            continue
        start, stop = _sentence(text, hit[0])
        if _asks(text, start, stop):
            seen = stop
            continue
        before = max([e for _, e in taken if start < e <= hit[0]], default=start)
        end = seen = min([s for s, _ in taken if hit[1] <= s < stop], default=stop)
        free = [w for w in text.words if before <= w[0] and w[1] <= end and w[4] in _WORDS]
        tail = before > start and before not in greeted
        cut = end < stop and end not in signed
        opening = _TAILS if tail else _HEADS if cut else ()
        least = 6 if cut else 4
        if hit in short or (len(free) >= least and free[0].norm not in opening):
            out.append((free[0].start, free[-1].end))
    return out


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


def _touches(span: Span, others: list[Span]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)


def _undone(span: Span, others: list[Span], soon: int = 0) -> bool:
    """Whether another span covers a span's beginning, or its end if it begins near by.

    With ``soon`` one that begins within so many characters of the span's beginning does too.
    """
    start, end = span
    return any(
        (s <= start + soon and start < e) or (s < end <= e and s < start + _NEAR) for s, e in others
    )


def _mostly(span: Span, others: list[Span], share: float = 0.6) -> bool:
    """Whether other spans cover at least ``share`` of a span."""
    covered = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in others)
    return covered >= share * (span[1] - span[0])
