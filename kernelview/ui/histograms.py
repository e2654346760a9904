"""Shows the histograms: the picture's, counted beside the window, and the result's as it comes."""

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document
from kernelview.engine import white_level
from kernelview.engine.tally import Tally
from kernelview.ui.histogram import HistogramPanel
from kernelview.ui.histogram.histogram_data import count_picture
from kernelview.ui.live_result import Result
from kernelview.ui.runner import Runner

LANE = "histogram"


class Histograms(QObject):
    """Shows what is known of the values, while its panel is in sight."""

    crashed = Signal(object)

    def __init__(
        self, runner: Runner, panel: HistogramPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._panel = runner, panel
        self._document: Document | None = None
        self._tally: Tally | None = None
        # The picture whose histogram is shown or counted.
        self._counted: object = None
        self._is_shown = True

    def show_document(self, document: Document) -> None:
        """Count the picture, if it is another and somebody looks."""
        before, self._document = self._document, document
        if before is None or before.image is not document.image:
            self._runner.cancel(LANE)
            self._counted = self._tally = None
            self._is_shown = False
        self.refresh()

    def show_tally(self, document: Document, tally: Tally) -> None:
        """Take what is known of the result so far."""
        self._document, self._tally = document, tally
        self._is_shown = False
        self.refresh()

    def show_result(self, result: Result) -> None:
        """Take what is known of the whole result."""
        self.show_tally(result.document, result.rendering.tally)

    def clear_result(self) -> None:
        """Show that there is no result."""
        self._tally = None
        self._is_shown = False
        self.refresh()

    def refresh(self) -> None:
        """Show what is not shown yet, if somebody looks."""
        document = self._document
        if document is None or not self._panel.isVisible():
            return
        if self._counted is not document.image:
            self._panel.show_before(None)
            self._counted = document.image
            job = count_picture(document.image.pixels)
            self._runner.start(
                LANE, job, done=self._panel.show_before, failed=self.crashed.emit, patience=0.0
            )
        if not self._is_shown:
            self._is_shown = True
            white = white_level(document.image.pixels)
            self._panel.show_after(self._tally, white=white, mode=document.show)
