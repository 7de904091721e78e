"""Canned wording: how much of a reply is template, or the agent's own earlier replies again.

The share of the reply's words that stand in a run of at least four words also found, in that order,
in a template (corpora/lexicons/templates.yaml) or an earlier reply. Greetings, names, handles and
links do not count. Runs rather than whole-text similarity, because a template with a name pasted in
must still be seen, and because a run can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from coach.language.lexicons import lexicon
from coach.language.text import Text
from coach.signals.columns import columns, without
from coach.signals.runs import runs

RUN = 4
Span = tuple[int, int]


@lru_cache(maxsize=4096)
def _runs(text: str, length: int = RUN) -> frozenset[tuple[str, ...]]:
    stems = [w.stem for w in Text(text).words if w.kind == "word" or w.kind == "number"]
    return frozenset(runs(stems, length))


@lru_cache(maxsize=1)
def _templates() -> frozenset[tuple[str, ...]]:
    return frozenset().union(*(_runs(str(t)) for t in lexicon("templates")["templates"]))


def measure(
    reply: Text, earlier: Iterable[str] = (), exempt: Iterable[str] = ()
) -> tuple[float, tuple[Span, ...]]:
    """The canned share, 0-1, and the canned runs as spans; (0.0, ()) for a reply without words.

    earlier: the agent's own earlier replies. exempt: wording that must be used word for word.
    """
    _, _, _, every, kinds, _, others = columns(reply)
    skipped = [i for i in others if kinds[i] != "number"]
    stems = without(every, skipped)
    if not stems:
        return 0.0, ()
    own = frozenset().union(*(_runs(text, 6) for text in earlier))
    if not own and _templates().isdisjoint(runs(stems, RUN)):
        return 0.0, ()
    words = without(reply.tokens, skipped)
    required = frozenset().union(*(_runs(text, RUN) for text in exempt))
    canned = [False] * len(words)
    allowed = [False] * len(words)
    for length, known, flags in (
        (RUN, _templates(), canned),
        (6, own, canned),
        (RUN, required, allowed),
    ):
        if not known:
            continue
        for i in range(len(stems) - length + 1):
            if tuple(stems[i : i + length]) in known:
                flags[i : i + length] = [True] * length
    marked = [c and not a for c, a in zip(canned, allowed, strict=True)]
    spans: list[Span] = []
    for i, flag in enumerate(marked):
        if not flag:
            continue
        if i and marked[i - 1]:
            spans[-1] = (spans[-1][0], words[i].end)
        else:
            spans.append((words[i].start, words[i].end))
    return sum(marked) / len(words), tuple(spans)
