"""A widget that looks at part of a picture: zoom, pan, fit."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas.viewport import Viewport

ZOOM_STEPS = (
    *(1 / 64, 1 / 32, 1 / 16, 1 / 12, 1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 2 / 3),
    *(1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0),
)


class ZoomView(QWidget):
    """Holds a viewport and keeps it right when the widget is resized.

    `zoom` is in screen pixels a picture pixel: 1.0 is 100 %, whatever the screen's scale.
    """

    zoom_changed = Signal(float)
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport(1, 1, 1.0, 1.0)
        self._fits = True

    @property
    def zoom(self) -> float:
        """Screen pixels a picture pixel."""
        return self._viewport.scale * self.devicePixelRatioF()

    @property
    def fits(self) -> bool:
        """Whether the whole picture is fitted, and stays so when the widget is resized."""
        return self._fits

    def set_zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom to `factor`, keeping the point `about` (default: the middle) where it is."""
        at = self.place_in_view(about) if about is not None else None
        if at is None:
            at = QPointF(self._viewport.view_width / 2, self._viewport.view_height / 2)
        scale = factor / self.devicePixelRatioF()
        self._change_viewport(self._viewport.with_scale(scale, x=at.x(), y=at.y()), fits=False)

    def zoom_fit(self) -> None:
        """Show the whole picture."""
        self._change_viewport(self._in_widget(self._viewport).fitted(), fits=True)

    def zoom_actual(self) -> None:
        """Show one picture pixel a screen pixel."""
        self.set_zoom(1.0)

    def zoom_in(self) -> None:
        """Go to the next larger zoom."""
        larger = [step for step in ZOOM_STEPS if step > self.zoom * 1.001]
        self.set_zoom(larger[0] if larger else self.zoom)

    def zoom_out(self) -> None:
        """Go to the next smaller zoom."""
        smaller = [step for step in ZOOM_STEPS if step < self.zoom * 0.999]
        self.set_zoom(smaller[-1] if smaller else self.zoom)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by points of the view."""
        self._change_viewport(self._viewport.panned(dx, dy), fits=False)

    def visible_rect(self) -> Rectangle:
        """Return (top, left, bottom, right) of the source pixels in view, ends excluded."""
        return self._viewport.visible()

    def view_width(self) -> float:
        """Return how wide the view is; less than the widget when it is divided."""
        return max(1.0, float(self.width()))

    def place_in_view(self, position: QPointF) -> QPointF | None:
        """Return a position of the widget as one of the view, None between views."""
        return position

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit, or the middle."""
        super().resizeEvent(event)
        self._fit_into_widget()

    def changeEvent(self, event: QEvent) -> None:
        """Keep 100 % at 100 % on a screen of another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.zoom_changed.emit(self.zoom)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Zoom when two fingers pinch."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.set_zoom(self.zoom * (1 + event.value()), event.position())
            return True
        return super().event(event)

    # Inner workings

    def _in_widget(self, viewport: Viewport) -> Viewport:
        wide = self.view_width()
        return viewport.resized(max(1.0, float(self.height())), wide)

    def _fit_into_widget(self) -> None:
        viewport = self._in_widget(self._viewport)
        self._change_viewport(viewport.fitted() if self._fits else viewport, fits=self._fits)

    def _change_viewport(self, viewport: Viewport, *, fits: bool) -> None:
        before, self._viewport = self._viewport, viewport
        self._fits = fits
        if viewport == before:
            return
        self.update()
        if viewport.scale != before.scale:
            self.zoom_changed.emit(self.zoom)
        self.view_changed.emit()
