"""The plot of the days. The only module that imports plotext."""

from __future__ import annotations

from datetime import date

from textual.app import RenderResult
from textual.color import Color
from textual_plotext import PlotextPlot


class DaysPlot(PlotextPlot):
    """The mean of all marks, day by day, in the colours of the look."""

    def __init__(self, days: tuple[tuple[str, float], ...]) -> None:
        super().__init__(id="plot")
        first = date.fromisoformat(days[0][0])
        # by their distance, so that a break looks like one
        self._at = [(date.fromisoformat(day) - first).days for day, _ in days]
        self._days = [day for day, _ in days]
        self._means = [mean for _, mean in days]

    def render(self) -> RenderResult:
        """Draws anew, as size or colours may have changed."""
        plot, line = self.plt, Color.parse(self.app.theme_variables["primary"]).rgb
        plot.clear_data()
        plot.plot(self._at, self._means, marker="braille", color=line)
        plot.scatter(self._at, self._means, marker="●", color=line)
        plot.ylim(0, 100)
        plot.yticks([0, 50, 100], ["0", "50", "100"])
        ticks = sorted({0, len(self._at) // 2, len(self._at) - 1})
        plot.xticks([self._at[i] for i in ticks], [self._days[i] for i in ticks])
        plot.frame(False)
        return super().render()
