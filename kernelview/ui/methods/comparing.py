"""Keeps the comparison of methods going while its dialog is open."""

from PySide6.QtCore import QObject, QTimer, Signal

from kernelview.document import Document
from kernelview.engine import EngineError
from kernelview.jobs import Progress
from kernelview.ui.methods.methods_dialog import MethodsDialog
from kernelview.ui.runner import Runner
from kernelview.usecases.compare_methods import (
    Compared,
    Comparison,
    compare_methods,
    expect_methods,
)

LANE = "compare-methods"
# An edit is rarely the last one: measuring would only slow down what the person waits for.
CALM_MILLISECONDS = 800


class Comparing(QObject):
    """Measures anew some time after each edit; nothing at all while the dialog is closed."""

    crashed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        dialog: MethodsDialog,
        parent: QObject | None = None,
        *,
        calm_milliseconds: int = CALM_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._runner, self._dialog = runner, dialog
        self._document: Document | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(calm_milliseconds)
        self._calm.timeout.connect(self._measure)
        runner.progressed.connect(self._report)
        dialog.measure_asked.connect(self._measure)
        dialog.stop_asked.connect(self._stop)
        dialog.finished.connect(lambda _: self._stop())

    def open(self) -> None:
        """Open the dialog and measure."""
        self._dialog.open_in_front()
        if self._document is not None:
            self._expect(self._document)
            self._measure()

    def show_document(self, document: Document) -> None:
        """Compare on another picture or kernel from now on."""
        before, self._document = self._document, document
        if self._dialog.isVisible() and (before is None or not _compares_alike(before, document)):
            self._runner.cancel(LANE)
            self._expect(document)
            self._calm.start()

    def _expect(self, document: Document) -> None:
        self._dialog.show_ended("")
        try:
            self._dialog.show_expected(expect_methods(document))
        except EngineError as error:
            self._dialog.show_ended(str(error))

    def _measure(self) -> None:
        self._calm.stop()
        document = self._document
        if document is None or not self._dialog.isVisible():
            return
        self._runner.start(
            LANE,
            compare_methods(document),
            done=self._show,
            failed=self._fail,
            patience=0.0,
        )

    def _stop(self) -> None:
        self._calm.stop()
        self._runner.cancel(LANE)
        self._dialog.show_ended("Stopped")

    def _report(self, lane: str, progress: Progress) -> None:
        if lane == LANE and isinstance(progress, Compared):
            self._dialog.show_step(progress)

    def _show(self, comparison: Comparison) -> None:
        self._dialog.show_comparison(comparison)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, EngineError | MemoryError):
            self._dialog.show_ended(str(error) or "There is not enough memory for it.")
        else:
            self._dialog.show_ended("Measuring failed")
            self.crashed.emit(error)


def _compares_alike(one: Document, other: Document) -> bool:
    return (
        one.image is other.image
        and one.kernel == other.kernel
        and one.pipeline.border == other.pipeline.border
        and one.pipeline.constant == other.pipeline.constant
        and one.pipeline.channels == other.pipeline.channels
    )
