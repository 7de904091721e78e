"""The customer's words from the agent's side: "my bag is gone" -> "your bag is gone".

Only clauses that stand on their own are turned, and only where nothing is lost: what says something
about the company ("you took my money") is left alone, as repeating it would admit it.
"""

from __future__ import annotations

import re

from coach.language.text import Text
from coach.signals.topics import content_words, topics

QUOTABLE = 4  # words; longer quotations are the customer's text handed back
LONGEST = 13  # words of a clause that can be taken up whole
_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you",
    "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves", "im": "you're",
    "i'm": "you're", "ive": "you've", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "am": "are",
    "we're": "you're", "we've": "you've", "we'll": "you'll", "we'd": "you'd", "ma": "your",
}  # fmt: skip
_MENDED = {
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "wont": "won't",
    "isnt": "isn't", "wasnt": "wasn't", "theres": "there's", "thats": "that's", "hes": "he's",
    "shes": "she's", "whats": "what's", "hasnt": "hasn't", "havent": "haven't", "u": "you",
    "n": "and", "&": "and", "ur": "your", "aint": "isn't", "couldnt": "couldn't",
    "wouldnt": "wouldn't", "nobodys": "nobody's", "w": "with", "cos": "because", "bc": "because",
}  # fmt: skip
_FILLERS = frozenset(
    "lol lmao fr omg tbh pls plz please mate btw ffs wtf smh nah yeah literally actually hello hi "
    "hey ok okay rn like innit pal bro dude".split()
)
_COMPANY = frozenset("you your yours ye u ur yous y'all yourselves yourself".split())
_RUDE = frozenset(
    "damn hell shit shite fuck fucking fucked ass arse crap bloody idiots idiot clowns clown joke "
    "liars liar scam scammers useless stupid thieves rubbish pathetic disgrace muppets".split()
)
_SUBJECTS = frozenset(
    "i we my our the nobody no-one noone it it's he she they there there's theres his her their "
    "this that these those a an i'm im ive i've nobody's nothing none someone somebody everyone ma "
    "hes shes he's she's both all".split()
)
_BARE_SUBJECTS = frozenset("nobody it he she this that nothing someone somebody there".split())
_VERBS = frozenset(
    "is are was were has have had am 's 're 've 'm be been do does did done don't doesn't didn't "
    "can't can cannot could couldn't will won't would wouldn't isn't aren't wasn't weren't hasn't "
    "haven't hadn't went gone came come got broke broken lost left took taken said told saw "
    "fell stuck stopped cut died ran rang rung drove sat kept keeps felt feels made sent paid cost "
    "costs gets goes says means tells looks shows stays needs wants works leaks".split()
)
_NO_PAST = frozenset("red bed need feed seed speed hundred shed".split())
_BREAKS = frozenset("and but so because when while if cos n & or then after as".split())
_JOINING = frozenset("and but so or then & n".split())
_BOUND = frozenset("if unless whether that who which whom because not no".split())
_ASKING = frozenset("who whom what when where why which how whose".split())
_MEASURES = frozenset("much long many soon far".split())
_DETERMINERS = frozenset("my the our a an his her their these those".split())
_PRONOUNS = frozenset("i we it he she they there this that anyone anybody someone".split())
_HEADS = _DETERMINERS | _PRONOUNS
_FOLLOWING = frozenset(
    "not off on out ok okay still to been back even just ever up down lost late here there gone".split()
)
_THIRD = frozenset("they he she he's she's they're hes shes".split())
_MISFORTUNES = frozenset(
    "not no nobody nobody's nothing never none gone lost refused dead broken broke wrong stuck late "
    "cut missing cancelled canceled declined off still only too hardly without twice failed full "
    "damaged cracked snapped cold wet ill sick hurt bleeding empty blocked locked charged overcharged "
    "past again worse leaking leaks crashed crashes delayed waited waiting wait rejected ignored "
    "torn smashed soaked ruined spoiled freezing flooded ripped shut closed stranded short".split()
)
_THINKING = frozenset("have need get still know owe look".split())
_MINDS = frozenset("know think want bothered mind care like worry worried".split())
_EARLY = 7  # words of a clause among which it shows what it tells of
_REACH = 4  # words before the customer's matter in which its subject is looked for
_IS = re.compile(r"(who|what|when|where|why|how)['’]?s", re.I)
_AUX = {
    "is": "is", "are": "are", "am": "are", "was": "was", "were": "were", "can": "can",
    "could": "could", "will": "will", "would": "would", "should": "should", "shall": "should",
    "has": "has", "have": "have", "do": "", "does": "", "may": "can",
}  # fmt: skip
_SPLIT = re.compile(r"[.!?;:\n…]+|\s[-–—]+\s|,")


def stated(customer: str, matter: str) -> str | None:
    """A clause the customer wrote around some words, from the agent's side; None when none fits.

    "@NorthwindAir my connection is gone" and "connection is gone" -> "your connection is gone".
    """
    at = customer.lower().find(matter.lower().strip())
    if at < 0:
        return None
    end = at + len(matter.strip())
    before = _words(customer[_clause_start(customer, at) : at])
    words = _words(customer[at:end])
    begin = next((i for i, w in enumerate(words[:4]) if _norm(w) not in _FILLERS), 0)
    words = words[begin:]
    if not words:
        return None
    reach = 0
    while _norm(words[0]) not in _SUBJECTS:
        reach += 1
        if reach > _REACH or not before or _norm(before[-1]) in _BREAKS:
            return None
        words.insert(0, before.pop())
    ahead = _norm(before[-1]) if before else ""
    if ahead in _BOUND or ahead in _AUX or ahead in _ASKING:
        return None
    low = [_norm(w) for w in words]
    asking = any(w in _ASKING and w not in ("when", "where") for w in low)
    if not 2 <= len(words) <= LONGEST or asking or not _usable(low) or not _has_verb(low):
        return None
    return " ".join(_turn(words))


def asked(question: str) -> str | None:
    """A question as it is reported: "when am I having it back" -> "when you're having it back"."""
    words = [w for w in _words(question.strip().rstrip("?!. ")) if _norm(w) not in _FILLERS]
    while words and _norm(words[0]) in _JOINING:
        words = words[1:]
    if words and (split := _IS.fullmatch(words[0])):
        words[:1] = [split.group(1), "is"]
    low = [_norm(w) for w in words]
    if not 3 <= len(words) <= LONGEST or not _usable(low):
        return None
    if low[0] == "whether":
        return " ".join(_turn(words))
    if low[0] in _ASKING:
        head = 2 if low[0] == "how" and low[1] in _MEASURES else 1
        return _reported(words, low, head)
    if low[0] in ("do", "should", "shall") and low[1] in ("i", "we") and low[2] not in _THINKING:
        return " ".join(["whether to", *_turn(words[2:])])
    if low[0] in _AUX and low[0] not in ("do", "does"):
        inverted = _inverted(words)
        return f"whether {' '.join(inverted)}" if inverted else None
    return None


def asks(matter: str) -> bool:
    """Whether the customer's words ask something."""
    low = [_norm(w) for w in _words(matter)]
    while low and (low[0] in _FILLERS or low[0] in _JOINING):
        low = low[1:]
    if matter.rstrip().endswith("?"):
        return len(low) > 1
    if len(low) < 2:
        return False
    return low[0] in _ASKING or bool(_IS.fullmatch(low[0])) or low[0] in ("whether", *_AUX)


def complains(matter: str) -> bool:
    """Whether the customer's words tell of something that went wrong."""
    return any(w in _MISFORTUNES or w.endswith("n't") for w in map(_norm, _words(matter)))


def _reported(words: list[str], low: list[str], head: int) -> str | None:
    """A question with a question word, in the order of a statement."""
    asking = _turn(words[:head])
    rest = low[head:]
    if len(rest) > 2 and rest[0] in ("do", "should", "shall") and rest[1] in ("i", "we"):
        doing = [w for w in words[head + 2 :] if _norm(w) != "even"]
        return " ".join([*asking, "to", *_turn(doing)])
    if rest[0] == "did" or rest[0] in ("do", "does"):
        return None
    if rest[0] not in _AUX:
        return " ".join(_turn(words))
    if len(rest) > 1 and rest[1] not in _HEADS:
        return " ".join(_turn(words))
    if rest[0] == "is" and len(rest) < 5 and rest[1] in _DETERMINERS and len(rest) > 2:
        return " ".join([*asking, *_turn(words[head + 1 :]), "is"])
    inverted = _inverted(words[head:])
    return " ".join([*asking, *inverted]) if inverted else None


def quoted(matter: str) -> str:
    """The customer's words as a quotation; empty where they are too many to be quoted whole."""
    words = matter.strip().strip(".,;:?!\"'“”")
    return words if 2 <= len(words.split()) <= QUOTABLE and '"' not in words else ""


def _inverted(words: list[str]) -> list[str] | None:
    """Verb and subject in the order of a statement: "is my bag late" -> "your bag is late"."""
    low = [_norm(w) for w in words]
    if len(words) < 3 or low[0] not in _AUX or low[0] in ("do", "does"):
        return None
    subject = 1
    if low[1] in _DETERMINERS:
        # where the subject ends, what follows it shows: "my bag | coming", "the other leg | off"
        ends = (n for n in (2, 3) if n + 1 < len(low) and _predicate(low[n + 1]))
        found = next(ends, None)
        if found is None:
            return None
        subject = found
    elif low[1] not in _PRONOUNS:
        return None
    aux = _AUX[low[0]]
    if low[1] in ("i", "we"):
        aux = {"am": "are", "is": "are", "was": "were", "has": "have"}.get(aux, aux)
        aux = "should" if low[0] == "shall" else aux
    return [*_turn(words[1 : 1 + subject]), aux, *_turn(words[1 + subject :])]


def _predicate(word: str) -> bool:
    return word.endswith(("ing", "ed", "en")) or word in _FOLLOWING


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins in which an offset stands."""
    return max((stop.end() for stop in _SPLIT.finditer(text, 0, at)), default=0)


def _words(text: str) -> list[str]:
    """Words as they are written; handles, tags, links and emoji left out."""
    found = []
    for piece in text.split():
        word = piece.strip('"“”()*_~,;')
        if not word or word[0] in "@#" or word.startswith("http"):
            continue
        if not any(c.isalnum() for c in word) and word != "&":
            continue
        found.append(word)
    return found


def _norm(word: str) -> str:
    return word.lower().replace("’", "'").strip(".!?")


def _usable(low: list[str]) -> bool:
    return not any(w in _COMPANY or w in _RUDE for w in low)


def _has_verb(low: list[str]) -> bool:
    for i, word in enumerate(low[:7]):
        if i == 0:
            if "'" in word or word in ("im", "ive", "theres", "hes", "shes"):
                return True
            continue
        if word in _VERBS or _MENDED.get(word, "") in _VERBS:
            return True
        if word.endswith("n't") or (i == 1 and word.endswith(("'s", "'re", "'ve", "'ll"))):
            return True
        if i > 0 and word.endswith("ed") and len(word) > 4 and word not in _NO_PAST:
            return True
        if low[0] in _BARE_SUBJECTS and i == 1 and word.endswith("s"):
            return True
    return False


def _turn(words: list[str]) -> list[str]:
    out: list[str] = []
    for i, word in enumerate(words):
        low = _norm(word)
        before = _norm(words[i - 1]) if i else ""
        new = _TURNED.get(low) or _MENDED.get(low)
        if new is None:
            if before in ("i", "we") and low in ("am", "was"):
                new = {"am": "are", "was": "were"}[low]
            else:
                new = _quiet(word, first=i == 0)
        if low in _FILLERS and low not in ("like", "actually", "please"):
            continue
        out.append(new)
    return out


def _quiet(word: str, *, first: bool) -> str:
    """A word without shouting; names and abbreviations stay as they are."""
    clean = word.strip(".!?")
    base = Text(clean.lower()).words
    common = bool(base) and (base[0].stem in topics() or not content_words(Text(clean.lower())))
    if clean.isupper() and len(clean) > 1 and common:
        return clean.lower()
    if first and clean[:1].isupper() and clean[1:].islower() and common:
        return clean.lower()
    return clean


def regrettable(clause: str) -> bool:
    """Whether a turned clause tells of something to be sorry for, and blames nobody who is absent."""
    words = [_norm(w) for w in clause.split()]
    return (
        len(words) > 2
        and words[0] not in _THIRD
        and not any(w in _MINDS for w in words)
        and any(w in _MISFORTUNES or w.endswith("n't") for w in words[:_EARLY])
    )
