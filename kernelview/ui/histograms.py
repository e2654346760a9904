"""Counts the histograms beside the window, and only while they are looked at."""

from PySide6.QtCore import QObject, Signal

from kernelview.engine import white_level
from kernelview.jobs import Job, Progress
from kernelview.ui.histogram import HistogramPanel
from kernelview.ui.histogram.histogram_data import Histogram, make_histogram
from kernelview.ui.live_result import Result
from kernelview.ui.runner import Runner

LANE = "histogram"


class Histograms(QObject):
    """Shows the histograms of the latest result when its panel is in sight."""

    crashed = Signal(object)

    def __init__(
        self, runner: Runner, panel: HistogramPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._panel = runner, panel
        self._wanted: Result | None = None
        self._shown: Result | None = None
        self._before: tuple[object, Histogram] | None = None

    def show_result(self, result: Result) -> None:
        """Take a new result; count it now if somebody looks."""
        self._wanted = result
        self.refresh()

    def refresh(self) -> None:
        """Count what is wanted, not shown yet and looked at."""
        result = self._wanted
        if result is None or result is self._shown or not self._panel.isVisible():
            return
        self._runner.start(LANE, self._count(result), done=self._show, failed=self.crashed.emit)

    def _count(self, result: Result) -> Job[tuple[Result, Histogram, Histogram]]:
        image = result.document.image
        white = white_level(image.pixels)
        yield Progress(0, 2, "counting")
        known = self._before
        if known is not None and known[0] is image:
            before = known[1]
        else:
            before = make_histogram(image.pixels, white=white)
        yield Progress(1, 2, "counting")
        return result, before, make_histogram(result.rendering.values, white=white)

    def _show(self, counted: tuple[Result, Histogram, Histogram]) -> None:
        result, before, after = counted
        self._before = (result.document.image, before)
        self._shown = result
        self._panel.show_histograms(
            before, after, shown=result.rendering.shown, mode=result.document.show
        )
