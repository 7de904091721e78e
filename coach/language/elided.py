"""Who acts where the subject is left out: "Have asked the depot and will post it here by 5".

Short replies drop the "I" that every reader supplies, at the head of a sentence or behind "and". What is
found is the verb that lacks its subject; ``with_subjects`` writes the "I" in without moving anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coach.language.text import Text, Word

Span = tuple[int, int]
_SIGN = re.compile(
    r"\b(?:and|then|but)\s+(?:will|have|shall)\b|(?:^|[.!?,:\n]\s*)(?:have|will)\s", re.I
)
_VERBS = frozenset(["will", "have", "shall"])
_JOINS = frozenset(["and", "then", "but"])
_WRITERS = frozenset(["i", "we"])
_SUBJECTS = frozenset(["he", "she", "they", "who"])
_OTHERS = _SUBJECTS | frozenset(
    "you it which that there this someone somebody nobody team depot crew driver "
    "engineer manager colleague parcel order".split()
)
_DONE = frozenset(
    "sent spoken found put taken made got let rung rang told left took given gone had done seen "
    "written read booked".split()
)
_NOT_AFTER = (
    _WRITERS | _OTHERS | frozenset(["a", "an", "the", "your", "to", "no", "any", "been", "not"])
)
_GREETING = 2
_WRITTEN = {"have": "I've", "will": "I'll"}


@lru_cache(maxsize=16)
def implied(text: Text) -> tuple[Span, ...]:
    """The verbs whose subject is the writer and is left out, in order."""
    words = text.words
    verbs = [i for i, norm in enumerate(text.norm_of) if norm in _VERBS]
    # The pattern alone would be slow: most verbs follow a word of their own clause.
    if not any(_may_open(words, i) for i in verbs) or not _SIGN.search(text.raw):
        return ()
    out: list[Span] = []
    said = [w for w in words if w.kind == "word"]
    for at, word in enumerate(said):
        if word.norm not in _VERBS or at + 1 >= len(said):
            continue
        before = said[at - 1] if at else None
        following = said[at + 1].norm
        if following in _NOT_AFTER:
            continue
        if before is not None and before.norm in _JOINS and before.sentence == word.sentence:
            if _writer_speaks(said[:at], word.sentence):
                out.append((word.start, word.end))
        elif _opens(said[:at], word) and word.norm in _WRITTEN:
            if word.norm == "have" and not _past(following):
                continue
            start, end = text.sentences[word.sentence]
            if "?" not in text.raw[max(start, end - 3) : end]:
                out.append((word.start, word.end))
    return tuple(out)


def with_subjects(text: Text) -> tuple[Text, dict[int, int]]:
    """The text with the missing "I" written in, as long as before; and, for each "I" that stands where
    another word stood, the offset of the verb it belongs to."""
    verbs = implied(text)
    if not verbs:
        return text, {}
    letters = list(text.raw)
    moved: dict[int, int] = {}
    for start, end in verbs:
        head = text.raw[:start].rstrip()
        joined = re.search(r"\b(?:and|then|but)$", head, re.I)
        if joined is None:
            letters[start:end] = _WRITTEN[text.raw[start:end].lower()]
            continue
        first, last = joined.span()
        letters[first:last] = [",", *" " * (last - first - 2), "I"]
        moved[last - 1] = start
    return Text("".join(letters)), moved


def _may_open(words: list[Word], at: int) -> bool:
    """Whether a word is the first of its clause, or follows a joint or no word at all."""
    if not at:
        return True
    before = words[at - 1]
    return before[6] != words[at][6] or before[2] in _JOINS or before[4] != "word"


def _opens(before: list[Word], word: Word) -> bool:
    """Whether a word is the first of its sentence, a greeting aside: "Hi Jo, have asked"."""
    mine = [w for w in before if w.sentence == word.sentence]
    return not mine or (len(mine) <= _GREETING and mine[-1].clause != word.clause)


def _writer_speaks(before: list[Word], sentence: int) -> bool:
    """Whether the last subject named in the sentence is the writer, or its first verb lacks one."""
    mine = [w for w in before if w.sentence == sentence]
    for word in reversed(mine):
        if word.norm in _WRITERS:
            return True
        if word.norm in _SUBJECTS or (word.norm in _OTHERS and not _object(word, mine)):
            return False
    heads = [w for i, w in enumerate(mine) if not i or mine[i - 1].clause != w.clause]
    return any(w.norm == "have" or _past(w.norm) for w in heads)


def _object(word: Word, words: list[Word]) -> bool:
    """Whether a word stands behind a verb or a determiner and so is no subject of what follows."""
    at = words.index(word)
    return at > 0 and words[at - 1].clause == word.clause


def _past(norm: str) -> bool:
    return norm in _DONE or (norm.endswith("ed") and len(norm) > 4)
