"""Feeds broken files to the readers and the checker: ``python -m tests.property.fuzzing 100000``.

Each input is a piece of a shipped or known-bad file with a few random edits. The readers may refuse
it, once for each fault and at a place that is in the file; anything else is a fault of the readers.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from coach.files.rubric_reader import read_rubric
from coach.files.scenario_reader import read_scenario
from coach.files.shipped import shipped_corpora, shipped_rubrics
from coach.model.problem import FileProblems
from coach.scorers import option_types
from coach.services import catalogue
from coach.services.lint import warnings_of

BAD = Path(__file__).parents[1] / "bad_files"
_BITS = [
    *":-?|>#{}[],'\"&*!%@`~\\\n\t\r ", "- ", ": ", "  ", "\n\n", "---\n", "...\n", "<<: *a", "&a ",
    "!!int ", "null", "yes", "no", "12:30", "0x1f", "1e999", "-.inf", ".nan", "2026-13-45", "é", "😀",
    "\u202e", "\u2028", "\ufeff", "\x00", "\x85", "(a|b)? ...9", "((((", "<num>", "a?" * 30, "_ " * 50,
    "9" * 400, "x" * 5000, "[" * 60, "{a: " * 45,
]  # fmt: skip
_LARGEST = 500_000_000  # bytes the whole process may come to hold


def inputs(seed: int) -> Iterator[tuple[str, str]]:
    """Kind of file ("rubric" or "scenario") and text, without end."""
    chance = random.Random(seed)
    pools = {
        "rubric": [shipped_rubrics(), BAD / "rubric", BAD / "yaml", BAD / "library"],
        "scenario": [shipped_corpora() / "scenarios", BAD / "scenario", BAD / "yaml"],
    }
    texts = {
        kind: [f.read_bytes().decode() for folder in pool for f in sorted(folder.glob("*.yaml"))]
        for kind, pool in pools.items()
    }
    while True:
        kind = chance.choice(("rubric", "rubric", "scenario"))
        text = chance.choice(texts[kind])
        if len(text) > 3000 and chance.random() < 0.9:
            text = _cut(chance, text)
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            text = _edited(chance, text)
        yield kind, text


def _cut(chance: random.Random, text: str) -> str:
    """The head of a rubric with a few of its criteria, so that an input is quick to read."""
    head, *items = text.split("\n  - id: ")
    kept = chance.sample(items, min(len(items), 2))
    return "\n  - id: ".join([head, *kept])


def _edited(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    match chance.randrange(5):
        case 0 | 1:
            return text[:at] + chance.choice(_BITS) + text[at:]
        case 2:
            return text[:at] + text[at + chance.randint(1, 6) :]
        case 3:
            lines = text.split("\n")
            i = chance.randrange(len(lines))
            lines[i : i + 1] = chance.choice(([], [lines[i], lines[i]], ["  " + lines[i]]))
            return "\n".join(lines)
        case _:
            i, j = sorted(chance.randrange(len(text) + 1) for _ in range(2))
            j = min(j, i + 80)
            k = chance.randrange(len(text) + 1)
            return text[:k] + text[i:j] + text[k:]


def check(kind: str, text: str, folder: Path) -> str | None:
    """What is wrong with how the readers took an input; None when all is well."""
    file = folder / f"{kind}.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    lines = text.count("\n") + text.count("\r") + 2
    try:
        if kind == "rubric":
            rubric = read_rubric(file, option_types(), catalogue.channels(), [shipped_rubrics()])
            for warning in warnings_of(rubric, date(2026, 1, 1)):
                if not 1 <= warning.line <= lines:
                    return f"a warning outside the file: {warning}"
        else:
            read_scenario(file, catalogue.channels(), catalogue.rubric_ids())
    except FileProblems as found:
        problems = [p for p in found.problems if p.file == str(file)]
        places = [(p.line, p.column, p.word, p.message) for p in problems]
        if len(set(places)) < len(places):
            return f"a fault is told twice: {sorted(places)}"
        if any(not 1 <= p.line <= lines or p.column < 1 for p in problems):
            return f"a place outside the file: {places}"
        if not found.problems:
            return "refused without a reason"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {error}"
    return None


def run(count: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """Feeds ``count`` inputs; (what is wrong, kind, text) for each that was taken badly."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        source = inputs(seed)
        for _ in range(count):
            kind, text = next(source)
            fault = check(kind, text, Path(folder))
            if fault:
                wrong.append((fault, kind, text))
    return wrong


def main(count: int, seed: int) -> int:
    """Runs and reports; the number of faults."""
    wrong = run(count, seed)
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes on Linux
    for fault, kind, text in wrong[:10]:
        print(f"{fault}\n  {kind}: {text[:300]!r}")
    print(f"{count} inputs, {len(wrong)} taken badly, {peak / 1e6:.0f} MB at most")
    return len(wrong) + (peak > _LARGEST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1) > 0)
