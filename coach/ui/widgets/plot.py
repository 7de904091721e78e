"""The plot of the days. The only module that imports plotext."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import RenderResult
from textual.color import Color
from textual_plotext import PlotextPlot

from coach.practice.growth import Point

LABELS = 5  # columns that the labels of the vertical axis take


class DaysPlot(PlotextPlot):
    """Each day's mean as a dot, the recent level as a line, its 95 % band shaded."""

    def __init__(self, points: Sequence[Point]) -> None:
        super().__init__(id="plot")
        self._points: tuple[Point, ...] = ()
        self.show(points)

    def show(self, points: Sequence[Point]) -> None:
        """Draws these days, of which there is at least one, the oldest first."""
        self._points = tuple(points)
        self.refresh()

    def render(self) -> RenderResult:
        """Draws anew, as size or colours may have changed."""
        plot, colours = self.plt, self.app.theme_variables
        line = Color.parse(colours["primary"]).rgb
        faint = Color.parse(colours["secondary"]).rgb
        first = date.fromisoformat(self._points[0].day)
        # by their distance, so that a break looks like one
        at = [(date.fromisoformat(point.day) - first).days for point in self._points]
        known = [
            (x, p.level, p.half)
            for x, p in zip(at, self._points, strict=True)
            if p.level is not None and p.half is not None
        ]
        plot.clear_data()
        if known:
            shade = band(known, max(self.size.width - LABELS, 2), max(self.size.height - 2, 2))
            plot.scatter(*shade, marker="░", color=faint)
            plot.plot(
                [x for x, _, _ in known], [y for _, y, _ in known], marker="braille", color=line
            )
        plot.scatter(at, [p.mean for p in self._points], marker="·", color=line)
        plot.ylim(0, 100)
        plot.yticks([0, 50, 100], ["0", "50", "100"])
        ticks = sorted({0, len(at) // 2, len(at) - 1})
        plot.xticks([at[i] for i in ticks], [self._points[i].day for i in ticks])
        plot.frame(False)
        return super().render()


def band(
    known: Sequence[tuple[int, float, float]], columns: int, rows: int
) -> tuple[list[float], list[float]]:
    """Points that shade the error around a level, one for each cell it covers.

    known: (day, level, half), the oldest first; between two days the edges run straight.
    """
    first, last = known[0][0], known[-1][0]
    xs: list[float] = []
    ys: list[float] = []
    at = 0
    for column in range(columns):
        x = first + (last - first) * column / (columns - 1)
        while at + 1 < len(known) - 1 and known[at + 1][0] <= x:
            at += 1
        (x0, y0, half0), (x1, y1, half1) = known[at], known[min(at + 1, len(known) - 1)]
        part = (x - x0) / (x1 - x0) if x1 > x0 else 0.0
        level, half = y0 + (y1 - y0) * part, half0 + (half1 - half0) * part
        low, high = max(level - half, 0.0), min(level + half, 100.0)
        steps = max(round((high - low) / 100 * rows), 1)
        for step in range(steps + 1):
            xs.append(x)
            ys.append(low + (high - low) * step / steps)
    return xs, ys
