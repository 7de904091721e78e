"""Offence: the probability (0 to 1) that people would call a text offensive or hateful.

Only words of a hand-made lexicon of insults, slurs, profanity and threats carry weight, and never
a negative one. A model free to use all words learns from the fitting data (tweets, Davidson et al.
2017) that dialect is offensive: Sap et al. (ACL 2019) and Davidson et al. (2019) show it for
African American English. ``training/offence.py`` measures the difference on paired texts.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import exp, sqrt

from coach.language.text import Text
from coach.signals.linear import Linear, Stream, keys_of, load, moving, stream
from coach.signals.term import Term

# Kinds of offensive words, mild to severe. Words that are offensive in one sense only ("trash",
# "bird", "cracker", "colored") are left out: the fitting data was collected by searching for them.
LEXICON: dict[str, str] = {
    "mild": "damn damned dammit damnit goddamn hell heck crap crappy sucks sucked suck bloody arse "
    "freaking frigging friggin screwed darn piss pissed pissing bollocks wtf omfg wth tf ffs",
    "profanity": "fuck fucking fuckin fucked fucks fuckn fck fcking fuk fuc fucc f*ck f**k f***ing "
    "motherfucking clusterfuck shit shits shitty shitting bullshit sh*t s**t horseshit ass asses "
    "af lmfao idgaf foh",
    "insult": "stupid dumb idiot idiots idiotic moron morons moronic imbecile imbeciles loser "
    "losers pathetic clown clowns coward cowards liar liars ugly fat dumbass dumbo dimwit fool "
    "fools foolish jerk jerks creep scum scumbag trashy crybaby brainless braindead "
    "clueless pig pigs "
    "worthless disgusting ignorant nitwit twit wanker tosser weirdo lunatic psycho nutjob "
    "whiny brat snowflake karen",
    "abuse": "bitch bitches bitching bitchy biatch b*tch cunt cunts twat twats asshole assholes "
    "arsehole dick dicks dickhead dickheads prick pricks bastard bastards motherfucker "
    "motherfuckers fucker fuckers mf mfs pussy pussies douche douchebag douchebags jackass "
    "shithead shithole dipshit cocksucker cock cocks stfu gtfo",
    "sexist": "hoe hoes ho hos whore whores slut sluts slutty skank skanks thot thots tramp "
    "slag slags",
    "slur": "faggot faggots fag fags faggy dyke dykes tranny trannies homo homos queers retard "
    "retards retarded tard libtard spastic nigger niggers chink chinks gook gooks spic spics spick "
    "wetback wetbacks beaner beaners kike kikes paki pakis raghead ragheads towelhead "
    "coon coons jigaboo "
    "darkie sandnigger honky cripple mongoloid mongol zipperhead gyppo redskin",
    "reclaimed": "nigga niggas niggaz niggah niggahs nigguh niggs nig niggs niccas queer",
    "violent": "kys|kill yourself|kill you|kill u|hang yourself|shoot you|beat you|slap you"
    "|punch you|smack you|rape you|hope you die|die in|your throat|should die|to die|burn in",
    "dismissive": "|shut up|the fuck|fuck off|fuck you|piss off|screw you|go away|get lost|suck my|"
    "kiss my|my ass|your ass|you suck|bite me|in hell|up yours|eat shit|drop dead",
}
KINDS = tuple(LEXICON)
_WORDS: dict[str, int] = {}
_PAIRS: dict[str, int] = {}
for _number, _listed in enumerate(LEXICON.values()):
    _singles, *_doubles = _listed.split("|")
    _WORDS |= dict.fromkeys(_singles.split(), _number)
    _PAIRS |= dict.fromkeys(_doubles, _number)
_SINGLES = frozenset([*_WORDS, *(f"#{word}" for word in _WORDS)])
_DOUBLES = frozenset(tuple(pair.split(" ")) for pair in _PAIRS)
_TARGETS = frozenset(["you", "your", "yourself"])
# Pairs that wound only in some company: one of these words stands right before, or right after.
_ONLY_AFTER = {
    "to die": "deserve deserves deserved need needs ought you u people",
    "should die": "you u people they all yall",
    "your throat": "slit cut rip",
}
_ONLY_BEFORE = {"burn in": "hell", "die in": "a hell pain"}
# Violence offered to nobody ("shoot you a message"), or that others did or said ("did he beat you").
_HANDED = frozenset("a an over".split())
_OTHERS = frozenset("he she they someone somebody anyone anybody who nobody".split())
_COMING = frozenset("will ll gonna should shall".split())
# Asking somebody how they are, as guidelines on suicide advise: "are you thinking to kill yourself?".
_WONDERED = frozenset("to would might will".split())
_CARING = frozenset(
    "want wanting wish think thinking thought thoughts mean feel feeling afraid plan planning "
    "try tried trying how".split()
)
_NEAR = 6  # tokens before a pair in which its company is looked for
_VIOLENT = KINDS.index("violent")
_LEVELLED = frozenset(
    i for i, kind in enumerate(KINDS) if kind in ("insult", "abuse", "sexist", "slur", "reclaimed")
)
MEASURES = (*KINDS, "any", "more", "insult_at_you")


def _struck(read: Stream) -> list[tuple[int, int]]:
    """The pairs of the lexicon that wound where they stand: their place among the pairs, and kind."""
    if _PAIRS.keys().isdisjoint(read.pairs):
        return []
    return [
        (i, kind)
        for i, pair in enumerate(read.pairs)
        if (kind := _PAIRS.get(pair)) is not None and _wounds(pair, i, read.keys)
    ]


def _wounds(pair: str, at: int, keys: list[str]) -> bool:
    """Whether a pair, keys ``at - 1`` and ``at``, is meant for the reader."""
    before = keys[max(0, at - 1 - _NEAR) : at - 1]
    last = before[-1] if before else ""
    following = keys[at + 1] if at + 1 < len(keys) else ""
    if pair in _ONLY_AFTER:
        return last in _ONLY_AFTER[pair].split()
    if pair in _ONLY_BEFORE:
        return following in _ONLY_BEFORE[pair].split()
    if pair.endswith((" you", " u")) and _PAIRS[pair] == _VIOLENT:
        told = not _OTHERS.isdisjoint(before) and _COMING.isdisjoint(before)
        return following not in _HANDED and not told
    if pair.endswith(" yourself"):
        urged = before[-2:-1] in (["you"], ["u"]) and last == "to"
        return urged or last not in _WONDERED or _CARING.isdisjoint(before)
    return True


def listed(key: str) -> bool:
    """Whether a token stands in the offence lexicon."""
    return key.lstrip("#") in _WORDS


def measures(read: Stream) -> list[float]:
    """How many words of each kind there are (capped), how many in all, and at whom."""
    out = [0.0] * len(MEASURES)
    keys = read.keys
    size = len(KINDS)
    hits = 0
    for i, key in enumerate(keys):
        kind = _WORDS.get(key if key[0] != "#" else key[1:])
        if kind is None:
            continue
        hits += 1
        out[kind] = min(2.0, out[kind] + 1)
        if kind in _LEVELLED and not _TARGETS.isdisjoint(keys[max(0, i - 4) : i]):
            out[size + 2] = 1.0
    for _, kind in _struck(read):
        hits += 1
        out[kind] = min(2.0, out[kind] + 1)
    out[size] = float(hits > 0)
    out[size + 1] = float(min(3, max(0, hits - 1)))
    return out


@lru_cache(maxsize=1)
def _model() -> Linear:
    return load("offence")


def _clean(read: Stream) -> bool:
    """Whether no token or pair of the text stands in the lexicon: the usual case."""
    return _innocent(read.keys) or (_plain(read.keys) and not _struck(read))


def _innocent(keys: list[str]) -> bool:
    """Whether a text is clean, whatever its pairs would mean where they stand; answered fast."""
    return _plain(keys) and _DOUBLES.isdisjoint(pairwise(keys))


def _plain(keys: list[str]) -> bool:
    """Whether no token stands in the lexicon."""
    return _SINGLES.isdisjoint(keys)


def raw(read: Stream, model: Linear) -> float:
    """The log-odds of a text."""
    if _clean(read):
        return model.bias
    return model.value(read, measures(read))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def value(text: Text) -> float:
    """The probability, 0 to 1, that the text is offensive or hateful."""
    model = _model()
    return _chance(model.bias if _innocent(keys_of(text)) else raw(stream(text), model))


def terms(text: Text) -> tuple[Term, ...]:
    """The offensive words and how much each alone raises the probability; none in a clean text."""
    read = stream(text)
    if _clean(read):
        return ()
    model = _model()
    scale = 1 / sqrt(len(set(read.keys)))
    none = _chance(model.bias)
    shares = [0.0] * len(read.keys)
    for i, key in enumerate(read.keys):
        kind = _WORDS.get(key.lstrip("#"))
        if kind is not None:
            odds = model.dense[kind] + model.dense[len(KINDS)] + model.words[key] * scale
            shares[i] = _chance(model.bias + odds) - none
    for i, kind in _struck(read):
        alone = _chance(model.bias + model.dense[kind] + model.dense[len(KINDS)]) - none
        shares[i - 1] = max(shares[i - 1], alone)
        shares[i] = max(shares[i], alone)
    return moving(read, shares)
