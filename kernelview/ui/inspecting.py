"""Takes the pixel under the mouse apart for the inspector, or the one that is pinned."""

from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QObject

from kernelview.document import Document, Inspection, inspect
from kernelview.engine import Convolve, EngineError, white_level
from kernelview.ui.canvas import Canvas, InspectorPanel, shown_text
from kernelview.ui.live_result import LiveResult
from kernelview.ui.stage_input import input_around

CHANNEL_NAMES = ("red", "green", "blue")

Place = tuple[int, int]


class Inspecting(QObject):
    """Knows which pixel is inspected and what the stage in hand receives there."""

    def __init__(
        self,
        canvas: Canvas,
        panel: InspectorPanel,
        result: LiveResult,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._canvas, self._panel, self._result = canvas, panel, result
        self._document: Document | None = None
        self._place: Place | None = None
        self._pinned = False
        self._channel = 0

    @property
    def place(self) -> Place | None:
        """The inspected pixel of the source, (row, column)."""
        return self._place

    @property
    def is_pinned(self) -> bool:
        """Whether the pixel stays while the mouse moves on."""
        return self._pinned

    def show_document(self, document: Document) -> None:
        """Inspect the same pixel of another document."""
        if self._document is not None and self._document.image.pixels.shape != (
            document.image.pixels.shape
        ):
            self._place, self._pinned = None, False
        self._document = document
        self.refresh()

    def hover(self, place: Place | None) -> None:
        """Inspect the pixel under the mouse, unless one is pinned or the window slides."""
        if not self._pinned and not self._panel.is_playing:
            self._place = place
            self.refresh()

    def pin(self, row: int, column: int) -> None:
        """Keep a pixel; the same one again lets it go."""
        self._pinned = not (self._pinned and self._place == (row, column))
        self._place = (row, column)
        self.refresh()

    def set_pinned(self, pinned: bool) -> None:  # noqa: FBT001 - a slot
        """Keep the pixel that is inspected now, or let it go."""
        self._pinned = pinned and self._place is not None
        self.refresh()

    def step_to(self, row: int, column: int) -> None:
        """Inspect the next pixel of the walk."""
        self._place = (row, column)
        self._canvas.show_pixel(row, column)
        self.refresh()

    def choose_channel(self, channel: int) -> None:
        """Inspect the red, green or blue channel of a colour picture (0, 1, 2)."""
        self._channel = channel
        self.refresh()

    def set_step_range(self) -> None:
        """Let the walk cover what is in view."""
        self._panel.set_step_range(*self._canvas.visible_rect())

    def refresh(self) -> None:
        """Show the inspection of the pixel again, with what is known now."""
        found = self._inspection()
        if found is None:
            self._canvas.clear_highlight()
            self._panel.show_inspection(None, pinned=False, channel="")
            return
        inspection, channel = found
        white = self._white()
        self._panel.show_inspection(
            inspection,
            pinned=self._pinned,
            channel=channel,
            white=white,
            shown=self._shown(inspection, white),
        )
        if self._place is not None and (self._pinned or self._panel.isVisible()):
            self._canvas.set_highlight(*self._place, inspection.weights.shape, inspection.anchor)
        else:
            self._canvas.clear_highlight()

    def _inspection(self) -> tuple[Inspection, str] | None:
        document, place = self._document, self._place
        if document is None or place is None:
            return None
        try:
            pixels, (row, column) = input_around(document, place)
        except EngineError:
            return None
        plane, channel = self._plane(pixels)
        pipeline = document.pipeline
        inspection = inspect(
            plane,
            document.kernel,
            row=row,
            column=column,
            border=pipeline.border,
            constant=pipeline.constant,
            turned=pipeline.turned,
        )
        return inspection, channel

    def _plane(self, pixels: NDArray[Any]) -> tuple[NDArray[Any], str]:
        if pixels.ndim == 2:
            return pixels, ""
        channel = min(self._channel, pixels.shape[2] - 1)
        return pixels[:, :, channel], CHANNEL_NAMES[channel]

    def _white(self) -> float:
        return white_level(self._document.image.pixels) if self._document is not None else 1.0

    def _shown(self, inspection: Inspection, white: float) -> str:
        tally, document = self._result.tally, self._document
        if tally is None or document is None:
            return ""
        stages = [stage for stage in document.pipeline.stages if stage.enabled]
        if len(stages) != 1 or not isinstance(stages[0], Convolve):
            return ""
        return shown_text(
            inspection.value, document.show, white=white, low=tally.low, high=tally.high
        )
