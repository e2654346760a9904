"""Keeps the canvas showing the result of the document in hand."""

import time
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document
from kernelview.engine import EngineError
from kernelview.engine.tally import Tally
from kernelview.jobs import Job, Progress
from kernelview.ui.canvas import Canvas
from kernelview.ui.canvas.reduced import Reduced
from kernelview.ui.runner import Runner
from kernelview.usecases.live_parts import LivePart, LiveRendering, View
from kernelview.usecases.render_live import render_live

LANE = "result"
LEVELS_LANE = "levels"


@dataclass(frozen=True, eq=False)
class Result:
    """What a document's picture became, and how long that took in seconds."""

    document: Document
    rendering: LiveRendering
    seconds: float


@dataclass(frozen=True)
class Stand:
    """How far a result is: what is in view, and the share of all that is done."""

    in_view_exact: bool
    in_view_approximate: bool
    share: float


@dataclass(eq=False)
class Run:
    """One rendering of a document.

    `reduced` and `has_shown` are written by its worker; `was_seen`: it has shown a part while
    its document was the one in hand.
    """

    document: Document
    shape: tuple[int, int] = (0, 0)
    reduced: Reduced | None = None
    has_shown: bool = False
    was_seen: bool = False
    # What was shown before: freed by the worker, as that takes a while where it is large.
    gone: object = None


class LiveResult(QObject):
    """Renders after every edit, what is in view first; of older renderings nothing is final.

    An edit ends the rendering before it as soon as that has shown something: in a stream of
    edits that come faster than they are rendered, the picture follows, marked as late.
    """

    started = Signal()
    advanced = Signal(object)
    tallied = Signal(object, object)
    rendered = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    crashed = Signal(object)
    # Run, then what the worker tells of it.
    _begun = Signal(object)
    _shown = Signal(object, object)
    _counted = Signal(object, object)

    def __init__(self, runner: Runner, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._canvas = runner, canvas
        self._document: Document | None = None
        self._run: Run | None = None
        self._latest: Result | None = None
        self._tally: Tally | None = None
        self._share = 0.0
        # Read by the workers; a view is a value, so they see one or the next.
        self._view: View | None = None
        self._begun.connect(self._begin)
        self._shown.connect(self._show_part)
        self._counted.connect(self._take_tally)
        runner.progressed.connect(self._advance)
        canvas.view_changed.connect(self._look_again)

    @property
    def latest(self) -> Result | None:
        """The whole result of the document in hand; None until it is there."""
        return self._latest

    @property
    def is_current(self) -> bool:
        """Whether the whole result of the document in hand is there."""
        return self._latest is not None

    @property
    def view(self) -> View | None:
        """What the canvas looks at; may be asked on any thread."""
        return self._view

    @property
    def tally(self) -> Tally | None:
        """What is known so far of the values of the result of the document in hand."""
        return self._tally

    def show_document(self, document: Document) -> None:
        """Show a document's picture, and its result as it comes."""
        before, self._document = self._document, document
        if before is None or before.image is not document.image:
            self._show_source(document)
        elif _renders_alike(before, document):
            return
        self._run = run = Run(document, gone=(self._latest, self._canvas.result))
        self._latest = self._tally = None
        self._share = 0.0
        self.started.emit()
        self._canvas.expect_result()
        self._look_again()
        self._runner.start(
            LANE,
            self._render(run),
            done=lambda result: self._finish(run, result),
            failed=lambda error: self._fail(run, error),
            enough=lambda: run.has_shown,
        )

    def cancel(self) -> None:
        """End the rendering; what it showed stays, marked, and nothing older."""
        self._runner.cancel(LANE)
        if self._run is not None and not self.is_current:
            self._run = None
            self._canvas.abandon_result()
            self.cancelled.emit()

    def _show_source(self, document: Document) -> None:
        image = document.image
        self._canvas.set_source(image.pixels, image.levels)
        self._runner.start(
            LEVELS_LANE,
            self._canvas.build_levels(),
            done=lambda _: self._show_levels(document),
            failed=self.crashed.emit,
            patience=0.0,
        )

    def _show_levels(self, document: Document) -> None:
        if self._document is not None and self._document.image is document.image:
            self._canvas.show_levels()

    def _look_again(self) -> None:
        self._view = self._canvas.view()
        if self._run is not None and not self.is_current:
            self._tell_stand()

    # On a worker: nothing of the canvas is touched here

    def _render(self, run: Run) -> Job[Result]:
        started = time.perf_counter()
        rendering = yield from render_live(run.document, lambda: self.view, Forwarder(self, run))
        if run.reduced is not None:
            for _ in run.reduced.mend(rendering.pixels):
                yield Progress(1, 1, "Filtering")
        return Result(run.document, rendering, time.perf_counter() - started)

    # On the window's thread

    def _begin(self, run: Run) -> None:
        if run is self._run:
            self._canvas.begin_result(run.shape)

    def _show_part(self, run: Run, part: LivePart) -> None:
        newest = self._run
        if run is newest:
            run.was_seen = True
            self._canvas.add_part(part, run.reduced)
            self._tell_stand()
        elif newest is None or newest.document.image is not run.document.image:
            return
        elif not run.was_seen:  # of one that was seen, more would only flicker
            self._canvas.add_late_part(part, run.shape)

    def _take_tally(self, run: Run, tally: Tally) -> None:
        if run is self._run:
            self._tally = tally
            self.tallied.emit(run.document, tally)

    def _advance(self, lane: str, progress: Progress) -> None:
        if lane == LANE and self._run is not None and not self.is_current:
            self._share = progress.fraction
            self._tell_stand()

    def _tell_stand(self) -> None:
        is_exact, is_approximate = self._canvas.shows_exact(), self._canvas.shows_approximate()
        self.advanced.emit(Stand(is_exact, is_approximate, self._share))

    def _finish(self, run: Run, result: Result) -> None:
        if run is not self._run:
            return
        self._latest, self._tally = result, result.rendering.tally
        self._canvas.finish_result(result.rendering.pixels, run.reduced)
        self.rendered.emit(result)

    def _fail(self, run: Run, error: Exception) -> None:
        is_expected = isinstance(error, EngineError | MemoryError)
        if run is self._run:
            self._run = None
            self._canvas.clear_result()
            self.failed.emit(str(error) or "there is not enough memory for this result")
        if not is_expected:
            self.crashed.emit(error)


class Forwarder:
    """Brings what a rendering tells from its worker to the window's thread."""

    def __init__(self, live: LiveResult, run: Run) -> None:
        self._live, self._run = live, run

    def begin(self, shape: tuple[int, int]) -> None:
        """Take the size of the result."""
        self._run.shape = shape
        self._live._begun.emit(self._run)

    def show(self, part: LivePart) -> None:
        """Take a part, and make the smaller levels of an exact one here, beside the window."""
        run = self._run
        run.has_shown = True
        if part.level:
            self._live._shown.emit(run, part)
        else:
            if run.reduced is None:
                channels = 1 if part.pixels.ndim == 2 else int(part.pixels.shape[2])
                run.reduced = Reduced(run.shape, channels)
            self._add(part, run.reduced)
        run.gone = None

    def _add(self, part: LivePart, reduced: Reduced) -> None:
        tell = partial(self._live._shown.emit, self._run, part)
        view = self._live.view
        if view is not None and view.level == 0:
            reduced.add(part.pixels, part.region, tell=tell)
        else:  # the window would only wait for a smaller level
            reduced.add(part.pixels, part.region)
            tell()

    def tally(self, tally: Tally) -> None:
        """Take what is known of the values."""
        self._live._counted.emit(self._run, tally)


def _renders_alike(one: Document, other: Document) -> bool:
    return one.image is other.image and one.pipeline == other.pipeline and one.show == other.show
