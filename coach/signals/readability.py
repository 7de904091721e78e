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
    words = [w for w in text.words if w.kind == "word"]
    if len(words) < FEWEST_WORDS:
        return None
    letters = sum(w.end - w.start for w in words)
    sentences = len({w.sentence for w in words}) or 1
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return min(18.0, max(0.0, grade))


def long_sentences(text: Text, most: int) -> list[tuple[int, int]]:
    """Sentences of more than ``most`` words, as spans."""
    counts: dict[int, int] = {}
    for word in text.plain_words:
        counts[word.sentence] = counts.get(word.sentence, 0) + 1
    return [span for n, span in enumerate(text.sentences) if counts.get(n, 0) > most]
