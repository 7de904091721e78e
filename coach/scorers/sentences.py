"""Is written in sentences.

Why: a heap of the right words says nothing to the reader, whatever it touches; readers of broken text
trust neither the text nor the brand. Source: Appelman, Bolls 2011, Article recall, credibility, and
lower grades: the influence of grammatical errors; Pennebaker 2011, The secret life of pronouns, on
function words: half of what people write is made of them.

The value is the share of words, 0 to 1, that stand in something like a clause: four words or more,
a sixth of them function words, in an order English has. Greetings, sign-offs and lists of what to send
do not count against a reply. 0 for a reply that says nothing: a greeting alone, or no act and fewer
than two words of speech ("-2+3 parcel"). Otherwise not applicable to short replies, and never to replies in
another language.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

from coach.model.finding import Finding, Measurement
from coach.scorers.evidence import fault, missing, quote
from coach.signals.reading import Reading

# What says enough on its own.
_ALONE = frozenset(
    "ok okay great noted done perfect brilliant lovely anytime absolutely agreed sure good nice ouch "
    "congratulations congrats welcome cheers likewise indeed certainly exactly awesome wow gosh".split()
)
_FORMS = ("greeting", "sign_off", "time_commitment")
CLAUSE = 4  # words a clause has at least
HEAP = 5  # pieces that make a short reply a heap
SHARE = 0.16  # of them function words
_ARTICLES = frozenset("the a an my every".split())
FUNCTION = (
    frozenset(
        "you he she it we they me him us them your his its our their mine yours this that these "
        "those i am is are was were be been being do does did have has had having will would can "
        "could shall should may might must not no nor and or but if than so as at by for from in "
        "into of off on onto out over to under up with about after before again until while when "
        "where why how what which who whose because since through there here all any some each "
        "both other more most too very just also only own yet still without during between 's "
        "let via ask try "
        "u ur im ill ive youre youve dont cant wont didnt isnt".split()
    )
    | _ARTICLES
)
# What never follows an article, and what no clause ends with.
_AFTER_ARTICLE = frozenset(
    "of for from with and or at the a an i me you we us they them is are was were will has have "
    "about am be my your our their by but if because please thanks sorry".split()
)
_NO_END = _ARTICLES | frozenset(["i", "your", "our", "their"])
# The lists of a word as bits: one look-up a word.
_KNOWN, _ARTICLE, _AFTER, _LAST = 1, 2, 4, 8
_ROLES: dict[str, int] = {}
for _bit, _list in (
    (_KNOWN, FUNCTION), (_ARTICLE, _ARTICLES), (_AFTER, _AFTER_ARTICLE), (_LAST, _NO_END)
):  # fmt: skip
    for _word in _list:
        _ROLES[_word] = _ROLES.get(_word, 0) | _bit
_FOREIGN = frozenset(
    "el los las una para por con su que estamos usted gracias hola nos le les des est pour vous "
    "nous votre avec sur bonjour merci und der die das ist nicht wir sie ihre mit hallo auf ein "
    "het een niet voor wij je il di per che non siamo grazie ciao o os um uma voc\u00ea obrigado "
    "n\u00e3o ola ol\u00e1 se te de la en y et "
    "anda adalah untuk yang dan kerana kamu tidak sudah di ke ya".split()
)


@dataclass(frozen=True, slots=True)
class Options:
    """fewest_words: shorter replies are not judged, unless they are a heap of very short pieces."""

    fewest_words: int = 12


def measure(reading: Reading, options: Options) -> Measurement:
    """The share of words in clauses, with the longest run outside them."""
    clauses = _clauses(reading)
    total = sum([c[2] for c in clauses])
    if total < CLAUSE and (nothing := _nothing(reading)):
        return Measurement(0.0, nothing)
    if total < (options.fewest_words if len(clauses) < HEAP else min(8, options.fewest_words)):
        return Measurement(None, reason="too short to judge")
    mixed = sum([c[4] for c in clauses]) > 1
    loose = [c for c in clauses if not c[3] or (mixed and c[4])]
    share = 1 - sum([c[2] for c in loose]) / total
    if share < 0.5 and _foreign(reading):
        return Measurement(None, reason="the reply is in another language")
    if not loose:
        return Measurement(share)
    start, end, *_ = max(loose, key=_LENGTH)
    return Measurement(
        share,
        shortfall=lambda: (
            fault(start, end, f"{quote(reading.reply.raw, start, end)} is no sentence."),
        ),
    )


def _nothing(reading: Reading) -> tuple[Finding, ...]:
    """What shows that a few words say nothing: they do nothing, and they are no speech."""
    acts = reading.acts
    if any(act not in _FORMS for act in acts):
        return ()
    said = [w for w in reading.body if w.kind in ("word", "number")]
    if not said and "greeting" in acts and not any(w.kind == "emoji" for w in reading.body):
        return (missing(acts["greeting"][0][1], "A greeting alone tells the customer nothing."),)
    if not said or _foreign(reading) or any(w.norm in FUNCTION | _ALONE for w in said):
        return ()
    spoken = sum(w.norm.isalpha() for w in said)
    if spoken > 1 and spoken > len(said) / 2:
        return ()
    if reading.questions and said[0].kind == "number":  # "10:30" can be the answer
        return ()
    words = quote(reading.reply.raw, said[0].start, said[-1].end)
    return (fault(said[0].start, said[-1].end, f"{words} tells the customer nothing."),)


# Start, end, how many words, whether it is like a clause, how many words stand where English has none.
_Clause = tuple[int, int, int, bool, int]
_LENGTH = itemgetter(2)


def _clauses(reading: Reading) -> list[_Clause]:
    """The runs of words between punctuation, line ends and emoji, without greeting and sign-off;
    contracted parts are not counted twice."""
    out: list[_Clause] = []
    home = last = -1
    first = count = function = faults = before = counted = 0
    role_of = _ROLES.get
    for start, end, norm, _, kind, _, clause in reading.body:
        if kind != "word" and kind != "number":
            if kind == "emoji":
                home = -1
            continue
        if clause != home:
            if count:
                stands = count >= CLAUSE and function >= SHARE * count
                out.append((first, last, count, stands, faults + (before & _LAST > 0)))
            home, first, last = clause, start, -1
            count = function = faults = before = 0
        role = role_of(norm, 0)
        if start != last:
            count += 1
            counted = role & _KNOWN
            function += counted
        elif not counted:  # "I'll" is one word
            counted = role & _KNOWN
            function += counted
        if role & _AFTER and before & _ARTICLE:
            faults += 1
        before = role
        last = end
    if count:
        stands = count >= CLAUSE and function >= SHARE * count
        out.append((first, last, count, stands, faults + (before & _LAST > 0)))
    return out


def _foreign(reading: Reading) -> bool:
    words = reading.reply.plain_words
    return sum(w.norm in _FOREIGN for w in words) > 0.15 * len(words)
