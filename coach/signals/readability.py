"""Reading level.

Automated readability index: 4.71 x characters / word + 0.5 x words / sentence - 21.43.
Source: Smith, Senter 1967, AMRL-TR-66-220. It needs no syllable dictionary, so it works offline and
without the GPL word list behind textstat's syllable formulas.
"""

from __future__ import annotations

from coach.language.text import Text

FEWEST_WORDS = 8


def grade_level(text: Text) -> float | None:
    """US school grade, 0-18; None under eight words, where the formula means nothing."""
    sizes = [w[1] - w[0] for w in text.words if w[4] == "word"]
    if len(sizes) < FEWEST_WORDS:
        return None
    sentences = len({w[5] for w in text.words if w[4] == "word"})
    grade = 4.71 * sum(sizes) / len(sizes) + 0.5 * len(sizes) / sentences - 21.43
    return min(18.0, max(0.0, grade))


def long_sentences(text: Text, most: int) -> list[tuple[int, int]]:
    """Sentences of more than ``most`` words, as spans."""
    found = []
    for span, (begun, end) in zip(text.sentences, text.parts, strict=True):
        if end - begun > most:  # of words, links, handles and emoji together
            words = [w for w in text.words[begun:end] if w[4] == "word" or w[4] == "number"]
            if len(words) > most:
                found.append(span)
    return found
