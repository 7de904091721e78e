"""A preview of a rubric as lines of at most 78 columns, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coach.language.plain import one_line, padded
from coach.model.finding import Polarity
from coach.model.preview import Moved, Part, Preview, Shift, Spread
from coach.model.rubric import Criterion, Rubric
from coach.model.rubric_change import Difference
from coach.model.scorecard import Mark
from coach.render.rubric_diff import short
from coach.render.wire import PLACES
from coach.render.wrap import wrapped

_BAR = 24
_NAME = 21
_WHAT = 21
_WORDS = 3  # findings of a mark that are quoted
_SHIFTS = 4  # criteria shown of a reply
_SIGN = {Polarity.CREDIT: "+", Polarity.FAULT: "-"}


def preview_lines(preview: Preview, difference: Difference) -> Iterator[str]:
    """A preview to read: sums, distribution, criteria, the replies that change most."""
    yield from _sums(preview)
    yield ""
    yield from _plot(preview)
    if preview.parts:
        yield ""
        yield from _criteria(preview, difference)
    if preview.most:
        yield ""
        many = len(preview.most)
        yield "The reply that changes" if many == 1 else f"The {many} replies that change most"
        for moved in preview.most:
            yield ""
            yield from _reply(preview, moved)


def preview_data(preview: Preview) -> dict[str, Any]:
    """A preview as plain data, numbers rounded as in the wire format."""
    return {
        "old": preview.old.ref,
        "new": preview.new.ref,
        "n": preview.n,
        "compared": preview.compared,
        "changed": preview.changed,
        "change": _number(preview.change),
        "interval": preview.interval and [_number(end) for end in preview.interval],
        "now_pass": preview.now_pass,
        "now_fail": preview.now_fail,
        "pass_mark_alone": preview.pass_mark_alone,
        "before": _spread_data(preview.before, preview.old),
        "after": _spread_data(preview.after, preview.new),
        "criteria": [_part_data(part) for part in preview.parts],
        "most": [_moved_data(moved) for moved in preview.most],
    }


def _sums(preview: Preview) -> Iterator[str]:
    n, compared = preview.n, preview.compared
    yield f"replies         {n:,}"
    share = f" ({_percent(preview.changed, compared)})" if compared else ""
    yield f"totals changed  {preview.changed:,} of {compared:,}{share}"
    if preview.change is not None:
        said = f"{preview.before.mean:.2f} -> {preview.after.mean:.2f}, "
        said += f"change {_signed(preview.change, 2)}"
        if preview.interval is not None:
            low, high = preview.interval
            said += f" (95 % interval {_signed(low, 2)} to {_signed(high, 2)})"
        yield from wrapped(said, "mean total      ", " " * 16)
    before, after = preview.before, preview.after
    yield (
        f"passed          {before.passed:,} -> {after.passed:,} of {n:,} "
        f"({_percent(before.passed, n)} -> {_percent(after.passed, n)})"
    )
    yield f"cross the mark  {preview.now_pass:,} now pass, {preview.now_fail:,} now fail"
    if preview.old.pass_mark != preview.new.pass_mark:
        yield (
            f"pass mark       {preview.old.pass_mark:g} -> {preview.new.pass_mark:g}; "
            f"it alone makes {preview.pass_mark_alone:,} cross"
        )
    for word, field in (
        ("critical", "critical"),
        ("without total", "unscored"),
        ("broken marks", "failed_marks"),
    ):
        was, now = getattr(before, field), getattr(after, field)
        if was or now:
            yield f"{word:<16}{was:,} -> {now:,}"


def _plot(preview: Preview) -> Iterator[str]:
    """The two distributions, row by row side by side, both to the same scale."""
    before, after = preview.before, preview.after
    rows = [(_bin(n), before.bins[n], after.bins[n], n) for n in range(len(before.bins))]
    rows.reverse()
    if before.critical or after.critical:
        rows.append(("critical", before.critical, after.critical, -1))
    most = max(1, *(max(was, now) for _, was, now, _ in rows))
    yield f"{'total':<9}  {'before':<{_BAR + 9}}{'after'}"
    for label, was, now, n in rows:
        left = _bar(was, most, _in_bin(preview.old.pass_mark, n, len(before.bins)))
        right = _bar(now, most, _in_bin(preview.new.pass_mark, n, len(before.bins)))
        yield f"{label:>8}  {left:<{_BAR + 9}}{right}".rstrip()
    yield f"{'':>8}  > the row the pass mark lies in"


def _bin(n: int) -> str:
    return f"{n * 10}-{n * 10 + (10 if n == 9 else 9)}"


def _in_bin(mark: float, n: int, bins: int) -> bool:
    return n == min(int(mark * bins / 100), bins - 1)


def _bar(count: int, most: int, pass_mark: bool) -> str:
    length = round(count / most * (_BAR - 1)) if count else 0
    bar = "#" * max(length, 1 if count else 0)
    edge = ">" if pass_mark else "|"
    return f"{edge}{bar} {count:,}" if count else edge


def _criteria(preview: Preview, difference: Difference) -> Iterator[str]:
    head = f"{'criterion':<{_NAME}}{'what changed':<{_WHAT}}"
    yield f"{head}{'lower':>7}{'higher':>8}{'new':>6}{'gone':>6}{'points':>9}"
    for part in preview.parts:
        what = _what(part.criterion, difference)
        yield (
            f"{_cell(part.criterion, _NAME)}{_cell(what, _WHAT)}{part.lower:>7,}"
            f"{part.higher:>8,}{part.begun:>6,}{part.ceased:>6,}{_signed(part.points, 2):>9}"
        )
    if preview.change is not None:
        yield f"{'together':<{_NAME + _WHAT + 27}}{_signed(preview.change, 2):>9}"
    yield from wrapped(
        "lower, higher, new, gone: how many marks changed so. points: the criterion's part of "
        "the mean change of the total."
    )


def _what(criterion: str, difference: Difference) -> str:
    """What was changed in the rubric, in a word or two; texts aside."""
    texts = ("title", "why", "source", "message", "skill", "examples")
    changes = [c for c in difference.of(criterion) if c.what not in texts]
    if len(changes) == 1:
        return short(changes[0])
    return ", ".join(dict.fromkeys(c.what.rpartition(".")[2] for c in changes))


def _cell(text: str, width: int) -> str:
    return padded(one_line(text, width - 1), width)


def _reply(preview: Preview, moved: Moved) -> Iterator[str]:
    passed = _passed(moved.passed_before)
    if moved.passed_before != moved.passed_after:
        passed += f" -> {_passed(moved.passed_after)}"
    said = f"{moved.before:.1f} -> {moved.after:.1f}, {passed}"
    yield from wrapped(f"{one_line(moved.id, 40)}: {said}", "", "  ")
    yield from wrapped(f'"{moved.reply}"', "  ", "   ", most=2)
    old, new = ({c.id: c for c in r.criteria} for r in (preview.old, preview.new))
    shifts = [shift for shift in moved.shifts if abs(shift.points) >= 0.05]
    for shift in shifts[:_SHIFTS]:
        yield from _shift(moved.reply, shift, old, new)
    left = len(shifts) - _SHIFTS
    if left > 0:
        yield f"    and {left} more {'criterion' if left == 1 else 'criteria'}"


def _shift(
    reply: str, shift: Shift, old: dict[str, Criterion], new: dict[str, Criterion]
) -> Iterator[str]:
    said = _marks(shift, old.get(shift.criterion), new.get(shift.criterion))
    yield from wrapped(
        f"{shift.criterion} {said} ({_signed(shift.points, 1)} points)", "    ", "      "
    )
    before, after = _words(reply, shift.before), _words(reply, shift.after)
    if before == after:
        if after:
            yield from wrapped(f"words: {after}", "      ", "        ", most=3)
        return
    yield from wrapped(f"before: {before or 'no words'}", "      ", "        ", most=3)
    yield from wrapped(f"now: {after or 'no words'}", "      ", "        ", most=3)


def _marks(shift: Shift, old: Criterion | None, new: Criterion | None) -> str:
    """What became of a mark: its score, and how it counts where that changed."""
    was, now = _score(shift.before, old), _score(shift.after, new)
    said = was if was == now else f"{was} -> {now}"
    before, after = shift.before, shift.after
    if before is None or after is None:
        return f"{said}, weight {old.weight if old else new.weight if new else 0}"
    if before.weight != after.weight:
        said += f", weight {before.weight} -> {after.weight}"
    if before.critical != after.critical:
        said += ", critical now" if after.critical else ", no longer critical"
    if before.fails_section != after.fails_section:
        said += ", fails its section now" if after.fails_section else ", fails no section now"
    if before.section != after.section:
        said += f", in section {after.section} now"
    return said


def _score(mark: Mark | None, criterion: Criterion | None) -> str:
    if mark is None or criterion is None:
        return "absent"
    if mark.score is None:
        return mark.status.value.replace("_", " ")
    return f"{mark.score}/{criterion.highest}"


def _words(reply: str, mark: Mark | None) -> str:
    """The words a mark points at, + for credits and - for faults."""
    findings = mark.findings if mark is not None else ()
    said = []
    for found in findings[:_WORDS]:
        words = reply[found.start : found.end]
        quoted = f"'{one_line(words, 40)}'" if words else one_line(found.message, 60)
        said.append(f"{_SIGN[found.polarity]} {quoted}")
    if len(findings) > _WORDS:
        said.append(f"and {len(findings) - _WORDS} more")
    return ", ".join(said)


def _passed(passed: bool) -> str:
    return "passed" if passed else "not passed"


def _percent(count: int, n: int) -> str:
    return f"{100 * count / n:.1f} %" if n else "none"


def _signed(value: float, places: int) -> str:
    text = f"{value:+.{places}f}"
    return text[1:] if not float(text) else text


def _spread_data(spread: Spread, rubric: Rubric) -> dict[str, Any]:
    return {
        "pass_mark": rubric.pass_mark,
        "passed": spread.passed,
        "mean": _number(spread.mean),
        "bins": list(spread.bins),
        "critical": spread.critical,
        "unscored": spread.unscored,
        "failed_marks": spread.failed_marks,
    }


def _part_data(part: Part) -> dict[str, Any]:
    return {
        "criterion": part.criterion,
        "marks": part.marks,
        "lower": part.lower,
        "higher": part.higher,
        "new": part.begun,
        "gone": part.ceased,
        "points": _number(part.points),
    }


def _moved_data(moved: Moved) -> dict[str, Any]:
    return {
        "id": moved.id,
        "reply": moved.reply,
        "before": _number(moved.before),
        "after": _number(moved.after),
        "passed_before": moved.passed_before,
        "passed_after": moved.passed_after,
        "criteria": [_shift_data(moved.reply, shift) for shift in moved.shifts],
    }


def _shift_data(reply: str, shift: Shift) -> dict[str, Any]:
    return {
        "criterion": shift.criterion,
        "points": _number(shift.points),
        "before": _mark_words(reply, shift.before),
        "after": _mark_words(reply, shift.after),
    }


def _mark_words(reply: str, mark: Mark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    return {
        "status": mark.status.value,
        "score": mark.score,
        "percent": _number(mark.percent),
        "weight": mark.weight,
        "words": [reply[found.start : found.end] for found in mark.findings],
        "reason": mark.reason,
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)
