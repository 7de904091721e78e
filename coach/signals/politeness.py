"""Politeness of a text, in standard deviations: 0 is the average request, 1 clearly polite.

Estimates the mean z score five people gave, on the scale of Danescu-Niculescu-Mizil et al., "A
computational approach to politeness" (ACL 2013), from words, runs of two and three words, how
sentences begin, character n-grams and the strategies below, which follow table 3 of that paper. It
is a conditional mean, so it spreads less than people's scores: nine in ten of the agents' replies
in brand threads lie between -0.3 and 0.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log, log1p, sqrt

from coach.language.text import Text
from coach.signals.joint import POLITENESS, sums
from coach.signals.linear import EDGE, Counts, Stream, keyed, load, moving, shouts, stream, weighed
from coach.signals.once import once
from coach.signals.term import Term

# Strategy -> its words, then its pairs and runs of three words after each bar.
STRATEGIES: dict[str, str] = {
    "gratitude": "thanks thank appreciate appreciated appreciates grateful thankful"
    "|much appreciated",
    "deference": "great good nice interesting awesome excellent wonderful impressive helpful "
    "fantastic amazing|good work|nice work|great work|good job|great job|good point|well done",
    "greeting": "hi hello hey dear greetings|good morning|good afternoon|good evening|hi there",
    "apology": "sorry apologize apologise apologies apology apologizing excuse forgive pardon oops "
    "regret|my bad",
    "please": "please",
    "counterfactual": "could would might",
    "could_you": "|could you|would you|could i|might you|could we|would it",
    "can_you": "|can you|will you|can i|can we",
    "wonder": "mind wonder wondering|do you mind|i wonder|was wondering|you mind",
    "possible": "possible possibly|be possible",
    "choice": "|if you|if so|if possible|if not",
    "let_me": "|let me|me know|let us|us know|feel free",
    "help": "help assist assistance advice suggestion suggestions guidance helping",
    "first": "i me my mine myself",
    "first_plural": "we our us ours",
    "second": "you",
    "second_own": "your yours yourself",
    "hedge": "maybe perhaps think thought believe suppose guess seems seem appears suggest assume "
    "possibly probably likely usually generally somewhat sometimes rather almost apparently "
    "basically sort kind kinda"
    "|i think|i believe|a bit|a little|not sure|i guess|i suppose|seems to",
    "factual": "really actually honestly surely obviously clearly|in fact|in reality|the point"
    "|the fact|the truth|of course",
    "by_the_way": "btw|by the|the way",
    "negative": "wrong bad stupid ridiculous nonsense false lie lying lies hate idiot vandalism "
    "vandal attack attacks biased bias pov unfair rude offensive absurd silly pathetic joke "
    "garbage crap damn hell shit fuck fucking bullshit terrible horrible awful useless pointless "
    "worthless disgusting insult insulting harassment harass accuse accused accusing "
    "blame fault fail failed "
    "failure mess disruptive troll trolling ignorant ignorance arrogant lazy dishonest censorship "
    "unacceptable waste annoying poor worse worst stop|so called",
    "accusing": "|did you|why did|you did|do you|have you|you have|you are|are you|you were"
    "|were you|you just|you think|you even|even bother|you read|you not|you keep|you never",
    "challenge": "why huh seriously exactly sigh ever even|why not|why do|why did|why are|why is"
    "|what is|what the|what do|so what|who are",
    "negation": "no not never nothing none nobody",
    "positive": "love like enjoy enjoyed happy glad pleased best better perfect welcome cool "
    "congratulations congrats useful hope hopefully wish kind kindly pleasure excited fine "
    "wonderfully thoughtful",
    "consult": "look review check comment opinion thoughts feedback input opinions feel willing "
    "interested able chance time when|take a|have a|a look|your thoughts|what you",
    "obligation": "must should need have shall required never always|you should|you must|you need"
    "|need to|have to",
    "contrast": "but however although though",
    "so": "so then and",
    "prove": "explain justify reason evidence prove proof source sources claim claims",
    "link": "<url>", "number": "<num>", "smile": ":) ;) :-) :d ;-) <3 =)",
    "dots": "...", "quote": "\" '", "bracket": "( )", "colon": ":", "comma": ",", "dash": "- – —",
    "semicolon": ";", "question": "? ??", "exclamation": "! !!", "insistent": "?? !!",
}  # fmt: skip
STARTS = (
    "i my", "you your", "please", "what why who how where when which", "so then and but or",
    "could would can may might", "thanks thank", "hi hello hey dear",
    "is are do does did was were has have", "if", "no not", "ok okay well yes oh", "don stop",
    "the this that it there", "also btw",
)  # fmt: skip
_SHAPES = ("words", "sentences", "shouted", "word_length", "long", "to_question", "asks_last",
           "thanks_last", "thanks_first", "please_inside", "sorry_first", "last_length",
           "brief", "short")  # fmt: skip
MEASURES = (
    *STRATEGIES,
    *("opens_" + start.split()[0] for start in STARTS),
    *("begins_" + start.split()[0] for start in STARTS),
    *_SHAPES,
)
_SIZE = len(STRATEGIES)
_WORD, _SEVEN = _SIZE, _SIZE + 1
_START = {word: i for i, listed in enumerate(STARTS) for word in listed.split()}
_PAIRS = {
    pair: 1 << (16 * i)
    for i, listed in enumerate(STRATEGIES.values())
    for pair in listed.split("|")[1:]
}
_OPENERS = frozenset(pair.rpartition(" ")[0] for pair in _PAIRS if pair.count(" ") == 2)
_NEXT: dict[str, set[str]] = {}
for _first, _second, *_ in map(str.split, _PAIRS):
    _NEXT.setdefault(_first, set()).add(_second)
_ENDS = frozenset(". ! ? ... !! ??".split())
_THANKS = frozenset("thanks thank appreciated".split())
# A count n weighs 1 + ln n: a second "please" says less than the first.
_DAMPED = [0.0, 1.0, *(1 + log(n) for n in range(2, 400))]
_LAST = 399


def _shape(key: str) -> list[int]:
    if not key[0].isalpha():
        return []
    return [_WORD, _SEVEN] if len(key) > 6 else [_WORD]


COUNTS = Counts((listed.split("|")[0] for listed in STRATEGIES.values()), _shape)


def reading(text: Text) -> tuple[Stream, list[int]]:
    """The token stream with runs of three words and sentence beginnings; and where sentences begin."""
    read = stream(text)
    keys, pairs = read.keys, read.pairs
    begins = beginnings(*keyed(text))
    more: list[str] = []
    if begins:
        more = [f"{a} {b}" for a, b in zip([EDGE, *keys[:-1]], pairs[1:], strict=True)]
        more += _opened(keys, begins)
    return Stream(keys, [*pairs, *more], text), begins


def beginnings(keys: list[str], marks: list[int]) -> list[int]:
    """Where sentences begin; the handles a reply starts with are no part of its first sentence.
    marks: where the keys are that are no words."""
    first, last = 0, len(keys) - 1
    while first <= last and keys[first] == "<mention>":
        first += 1
    if first > last:
        return []
    return [first, *[i + 1 for i in marks if keys[i] in _ENDS and first < i < last]]


def _opened(keys: list[str], begins: list[int]) -> list[str]:
    """The keys of the beginnings: of each its first word and its first two words; the first of the
    text has keys of its own."""
    followed = [*keys, EDGE]
    first = begins[0]
    out = [f"^{keys[first]}", f"^{keys[first]} {followed[first + 1]}"]
    for i in begins:
        key = keys[i]
        out.append(f"|{key}")
        out.append(f"|{key} {followed[i + 1]}")
    return out


def measures(text: Text, keys: list[str], begins: Sequence[int]) -> list[float]:
    """The strategies and the shape of a text: damped counts, logarithms of lengths, yes or no."""
    counts, words, seven = _counted(keys, begins)
    return [*_damped(counts), *_whole(text, keys, begins, words, seven)]


def _damped(counts: list[int]) -> list[float]:
    return [_DAMPED[count] for count in counts]


def _counted(keys: list[str], begins: Sequence[int]) -> tuple[list[int], int, int]:
    """How often each strategy and each beginning occurs; how many words, and long words, there are."""
    pairs = [f"{a} {b}" for a, b in pairwise(keys) if a in _NEXT and b in _NEXT[a]]
    if not _OPENERS.isdisjoint(pairs):
        pairs += [f"{a} {b} {c}" for a, b, c in zip(keys, keys[1:], keys[2:], strict=False)]
    out = COUNTS.count(keys, _SIZE + 2, pairs, _PAIRS)
    words, seven = out[_SIZE:]
    size = len(STARTS)
    starts = [0] * (2 * size)
    first = begins[0] if begins else 0
    if begins:
        opened = _START.get(keys[first])
        if opened is not None:
            starts[opened] = 1
        for i in begins[1:]:
            begun = _START.get(keys[i])
            if begun is not None:
                starts[size + begun] += 1
    counts = [*out[:_SIZE], *starts]
    if max(counts) > _LAST:
        counts = [min(count, _LAST) for count in counts]
    return counts, words, seven


def _whole(
    text: Text, keys: list[str], begins: Sequence[int], words: int, seven: int
) -> list[float]:
    """The shape of a text."""
    first = begins[0] if begins else 0
    n = words or 1
    opening = keys[first : first + 4]
    asked = len(keys)
    if "?" in text.raw:
        for i in keyed(text)[1]:
            if keys[i][0] == "?":
                asked = i
                break
    return [
        log1p(words), log1p(len(begins)), log1p(len(shouts(text))),
        len("".join(keys)) / n, seven / n, log1p(asked), float(keys[-1:] in (["?"], ["??"])),
        float(not _THANKS.isdisjoint(keys[-8:])), float(not _THANKS.isdisjoint(opening)),
        float("please" in keys[first + 1 :]), float("sorry" in opening),
        log1p(len(keys) - (begins[-1] if begins else 0)), float(words < 8), float(words < 16),
    ]  # fmt: skip


@once
def _measured(text: Text) -> tuple[list[str], list[int], list[int], list[float]]:
    """The token keys of a text, where its sentences begin, and its measures, not yet damped."""
    keys, marks = keyed(text)
    begins = beginnings(keys, marks)
    counts, words, seven = _counted(keys, begins)
    return keys, begins, counts, _whole(text, keys, begins, words, seven)


def value(text: Text) -> float:
    """The politeness of a text as a z score; 0 for a text without words."""
    keys, begins, counts, shape = _measured(text)
    if not shape[0]:
        return 0.0
    model = load("politeness")
    dense = model.dense
    opened = sum(filter(None, map(model.pairs.get, _opened(keys, begins))))
    found: float = model.bias + sums(text)[POLITENESS] + opened / sqrt(len(set(keys)))
    found += sum([w * _DAMPED[n] for w, n in zip(dense, counts, strict=False) if n])
    return found + weighed(dense[len(counts) :], shape)


def terms(text: Text, least: float = 0.0) -> tuple[Term, ...]:
    """The words that moved the politeness most, up and down; none that moved it less than ``least``."""
    read = stream(text)
    dense = _damped(_measured(text)[2][:_SIZE])
    return moving(read, load("politeness").shares(read, COUNTS, dense), least=least)
