"""Figures as a table, as JSON records and as docs/model-cards.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import Any

from coach.signals.training.figures import Figure

_HERE = Path(__file__).parent
_HEAD = (
    "signal", "part", "metric", "value", "95 % interval", "n", "naive", "its interval", "published",
    "people", "note",
)  # fmt: skip
_NUMBERS = frozenset(["value", "n", "naive", "published", "people"])
_NOT_YET = "Not measured yet."
_INTRODUCTION = """\
# Model cards

Written by `coach bench --cards docs/model-cards.md`; the fixed parts are cards.yaml and tried.yaml in
coach/signals/training.

Every figure is on texts the measured model was not fitted on. Intervals are 95 % percentile bootstrap
intervals over texts. **naive** is TF-IDF (word 1-2, character 2-4 grams) with ridge or logistic regression
on the same folds and all their texts (for responsiveness the cosine of both texts; for sentiment fitted on
the labelled tweets alone). **published** is what others report on the same kind of data, often with other
splits; **people** is one person against the others. The target of a figure is naive, published and people,
as far as there is one; a target that is missed is named under the table.
"""


def _known(value: float | None) -> float | None:
    return None if value is None or isnan(value) else value


def _number(value: float | None) -> str:
    known = _known(value)
    return "-" if known is None else f"{known:.3f}"


def _between(low: float | None, high: float | None) -> str:
    if _known(low) is None or _known(high) is None:
        return "-"
    return f"[{_number(low)}, {_number(high)}]"


def _cells(figure: Figure) -> list[str]:
    return [
        figure.signal, figure.part, figure.metric, _number(figure.value),
        _between(figure.low, figure.high), f"{figure.n:,}", _number(figure.naive),
        _between(figure.naive_low, figure.naive_high), _number(figure.published),
        _number(figure.people), figure.note or "",
    ]  # fmt: skip


def table(figures: Sequence[Figure]) -> str:
    """The figures in columns."""
    rows = [list(_HEAD), *(_cells(figure) for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
    lines = []
    for row in rows:
        sides = zip(_HEAD, row, widths, strict=True)
        cells = [c.rjust(w) if name in _NUMBERS else c.ljust(w) for name, c, w in sides]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def records(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """The figures as JSON objects; an undefined number is null."""
    return [
        {k: _known(v) if isinstance(v, float) else v for k, v in asdict(figure).items()}
        for figure in figures
    ]


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in lines
    )


def missed(figures: Sequence[Figure]) -> list[str]:
    """What each figure was expected to reach and did not."""
    found = []
    for figure in figures:
        value = _known(figure.value)
        for name in ("naive", "published", "people"):
            target = _known(getattr(figure, name))
            if value is not None and target is not None and value < target:
                gap = f"{_number(value)} against {_number(target)}"
                found.append(f"{figure.part}, {figure.metric}: below {name}, {gap}")
    return found


def figures_block(figures: Sequence[Figure]) -> str:
    """The figures of one card."""
    if not figures:
        return _NOT_YET
    if figures[0].signal == "acts":
        return _acts_block(figures)
    cells = [_cells(figure)[1:] for figure in figures]
    kept = [i for i in range(len(_HEAD) - 1) if any(row[i] not in ("", "-") for row in cells)]
    text = _grid([_HEAD[1:][i] for i in kept], [[row[i] for i in kept] for row in cells])
    if any(_known(f.naive) or _known(f.published) or _known(f.people) for f in figures):
        misses = missed(figures)
        text += "\n\n" + (
            "Targets missed:\n\n- " + "\n- ".join(misses) if misses else "No target missed."
        )
    return text


def _acts_block(figures: Sequence[Figure]) -> str:
    by: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        by.setdefault(figure.part, {})[figure.metric] = figure

    def cell(own: Mapping[str, Figure], metric: str) -> str:
        figure = own.get(metric)
        if figure is None:
            return "-"
        value, bounds = _number(figure.value), _between(figure.low, figure.high)
        return value if bounds == "-" else f"{value} {bounds}"

    parts = ("unseen replies", "other replies")
    wanted = [f"{m}, {part}" for part in parts for m in ("precision", "recall", "F1")]
    text = [
        _grid(
            ["act", f"kappa of the passes (n {figures[0].n:,})"],
            [[act, cell(own, "kappa of the passes")] for act, own in by.items() if len(own) > 6],
        )
    ]
    for k, part in enumerate(parts):
        rows = []
        for act, own in by.items():
            last = own[wanted[3 * k + 2]]
            three = [cell(own, metric) for metric in wanted[3 * k : 3 * k + 3]]
            rows.append([act, *three, f"{last.n:,}", last.note or ""])
        head = ["act", "precision", "recall", "F1", "n", "note"]
        text.append(f"On the {part}:\n\n" + _grid(head, rows))
    return "\n\n".join(text)


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- figures of {name} -->", f"<!-- end of figures of {name} -->"


def kept_block(text: str, name: str) -> str:
    """The figures of one card as a file has them."""
    begin, end = _marks(name)
    match = re.search(f"{re.escape(begin)}\n(.*?)\n{re.escape(end)}", text, re.DOTALL)
    return match[1] if match else _NOT_YET


def without_figures(text: str) -> str:
    """The text with every card's figures cut out."""
    return re.sub(
        r"(<!-- figures of (\w+) -->\n).*?(\n<!-- end of figures of \2 -->)", r"\1\3", text,
        flags=re.DOTALL,
    )  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    from ruamel.yaml import YAML

    found = YAML(typ="base", pure=True).load((_HERE / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def cards(
    names: Sequence[str], found: Mapping[str, Sequence[Figure]], old: str, sizes: Mapping[str, int]
) -> str:
    """The page: a card for each name, with new figures or those of the ``old`` page."""
    fixed, tries = _read("cards.yaml"), _read("tried.yaml")
    parts = [_INTRODUCTION]
    for name in names:
        begin, end = _marks(name)
        block = figures_block(found[name]) if name in found else kept_block(old, name)
        parts.append(f"## {name}\n")
        card = fixed.get(name)
        if card:
            size = f"{round(sizes[name] / 1000):,} kB of weights" if name in sizes else "no weights"
            parts.append(
                f"**Measures.** {card['measures']} **Unit:** {card['unit']} **Size:** {size}.\n\n"
                f"**Data.** {card['data']}\n\n**Method.** {card['method']}"
            )
        parts.append(f"{begin}\n{block}\n{end}\n")
        if name in tries:
            rows = [[str(what), str(figure)] for what, figure in tries[name]["tries"]]
            parts.append(f"**Tried** ({tries[name]['measure']}):\n")
            parts.append(_grid(["what", "figure"], rows) + "\n")
        if card:
            parts.append("**Known failures.**\n\n- " + "\n- ".join(card["failures"]) + "\n")
    return "\n".join(parts)
