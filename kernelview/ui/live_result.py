"""Keeps the canvas showing the result of the document in hand."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document
from kernelview.engine import EngineError, Rendering
from kernelview.engine.region import Rectangle
from kernelview.jobs import Job
from kernelview.ui.canvas import Canvas
from kernelview.ui.runner import Runner
from kernelview.usecases.render_visible import PartialRendering, render_in_view

LANE = "result"


@dataclass(frozen=True, eq=False)
class Result:
    """What a document's picture became, and how long that took in seconds."""

    document: Document
    rendering: Rendering
    seconds: float


class LiveResult(QObject):
    """Renders after every edit, the part in view first; older results never replace newer."""

    rendered = Signal(object)
    part_shown = Signal()
    started = Signal()
    failed = Signal(str)
    crashed = Signal(object)
    _part_ready = Signal(object, object)

    def __init__(self, runner: Runner, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._canvas = canvas
        self._document: Document | None = None
        self._latest: Result | None = None
        self._part_ready.connect(self._show_part)

    @property
    def latest(self) -> Result | None:
        """The last whole result, which may be that of an earlier document."""
        return self._latest

    @property
    def is_current(self) -> bool:
        """Whether the last whole result is that of the document in hand."""
        return (
            self._latest is not None
            and self._document is not None
            and _renders_alike(self._latest.document, self._document)
        )

    def show_document(self, document: Document) -> None:
        """Show a document's picture, and its result as soon as it is there."""
        before, self._document = self._document, document
        if before is None or before.image is not document.image:
            self._latest = None
            self._canvas.set_source(document.image.pixels)
        elif _renders_alike(before, document):
            return
        self.started.emit()
        job = self._render(document, self._canvas.visible_rect())
        self._runner.start(
            LANE, job, done=self._show, failed=lambda error: self._fail(document, error)
        )

    def _render(self, document: Document, view: Rectangle) -> Job[Result]:
        """Runs on a worker: nothing of the canvas is touched here."""
        started = time.perf_counter()
        rendering = yield from render_in_view(
            document, view, show_part=lambda part: self._part_ready.emit(document, part)
        )
        return Result(document, rendering, time.perf_counter() - started)

    def _show_part(self, document: Document, part: PartialRendering) -> None:
        if document is self._document and not self.is_current:
            self._canvas.set_result(part.pixels, complete=False, region=part.region)
            self.part_shown.emit()

    def _show(self, result: Result) -> None:
        if self._document is None or result.document.image is not self._document.image:
            return
        self._latest = result
        self._canvas.set_result(result.rendering.pixels, complete=True)
        self.rendered.emit(result)

    def _fail(self, document: Document, error: Exception) -> None:
        if isinstance(error, EngineError | MemoryError):
            if self._document is None or not _renders_alike(document, self._document):
                return
            self._latest = None
            self._canvas.set_result(None, complete=True)
            self.failed.emit(str(error) or "there is not enough memory for this result")
        else:
            self.crashed.emit(error)


def _renders_alike(one: Document, other: Document) -> bool:
    return one.image is other.image and one.pipeline == other.pipeline and one.show == other.show
