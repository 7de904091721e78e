"""Reading level.

Automated readability index: 4.71 x characters / word + 0.5 x words / sentence - 21.43.
Source: Smith, Senter 1967, AMRL-TR-66-220. It needs no syllable dictionary, so it works offline and
without the GPL word list behind textstat's syllable formulas.
"""

from __future__ import annotations

from coach.language.text import Text
from coach.signals.bounds import within
from coach.signals.columns import columns, without

FEWEST_WORDS = 8


def grade_level(text: Text) -> float | None:
    """US school grade, 0-18; None under eight words, where the formula means nothing."""
    starts, ends, _, _, _, sentences, others = columns(text)
    words = len(starts) - len(others)
    if words < FEWEST_WORDS:
        return None
    letters = sum(ends) - sum(starts) - sum([ends[i] - starts[i] for i in others])
    filled = len(set(without(sentences, others)))
    grade = 4.71 * letters / words + 0.5 * words / filled - 21.43
    return within(grade, 0.0, 18.0)


def long_sentences(text: Text, most: int) -> list[tuple[int, int]]:
    """Sentences of more than ``most`` words, as spans."""
    found = []
    for span, (begun, end) in zip(text.sentences, text.parts, strict=True):
        if end - begun > most:  # of words, links, handles and emoji together
            words = [w for w in text.words[begun:end] if w[4] == "word" or w[4] == "number"]
            if len(words) > most:
                found.append(span)
    return found
