"""Paints a whole canvas from what it holds: one call a paint event."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas import overlays
from kernelview.ui.canvas.cell_values import cells_in
from kernelview.ui.canvas.panes import Pane
from kernelview.ui.canvas.picture_painter import (
    Highlight,
    PicturePainter,
    Pictures,
    backdrop,
    paint_highlight,
    pane_rectangle,
    part_rectangle,
    picture_rectangle,
)
from kernelview.ui.canvas.result_store import ResultStore
from kernelview.ui.canvas.viewport import Viewport
from kernelview.ui.theme import SPACING, Theme

OUTLINE_HOVERED_FROM = 8.0


@dataclass(frozen=True)
class Look:
    """How the pictures are looked at. `wipe_at` is the handle's x, None without one."""

    panes: tuple[Pane, ...]
    viewport: Viewport
    wipe_at: float | None
    hovered: tuple[int, int] | None
    highlight: Highlight | None
    white: float
    focused: bool


class CanvasPainter:
    """Paints pictures, then what lies over them."""

    def __init__(self) -> None:
        self._pictures = PicturePainter()

    def keep_only(self, pictures: Pictures) -> None:
        """Drop what was made for pictures that are gone."""
        self._pictures.parts.keep_only(pictures.layers())

    def forget(self) -> None:
        """Drop all that was made: it is to be made anew."""
        self._pictures.parts.forget()

    def renew(self, result: ResultStore, rectangle: Rectangle) -> None:
        """Take over what has come into a rectangle of the result."""
        for layer in (result.layer, result.difference):
            if layer is not None:
                self._pictures.parts.renew(layer, rectangle)

    def paint(self, widget: QWidget, pictures: Pictures, look: Look, theme: Theme) -> None:
        """Paint everything."""
        painter = QPainter(widget)
        painter.fillRect(widget.rect(), QColor(backdrop(theme)))
        font = QFont(widget.font())
        font.setPixelSize(13)
        if pictures.source is None:
            _paint_empty(painter, QRectF(widget.rect()), theme, font)
        else:
            for pane in look.panes:
                self._pictures.paint_pane(
                    painter, pane, pictures, look.viewport, theme=theme, font=font
                )
            _paint_over(painter, pictures, look, theme, font)
        if look.focused:
            painter.setPen(QPen(QColor(theme.accent), 2.0))
            painter.drawRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1))
        painter.end()


def _paint_empty(painter: QPainter, area: QRectF, theme: Theme, font: QFont) -> None:
    overlays.paint_message(
        painter,
        area,
        "No picture yet",
        "Open a picture, drop one here, paste one from the clipboard, or pick a sample.",
        theme,
        font,
    )


def _paint_over(
    painter: QPainter, pictures: Pictures, look: Look, theme: Theme, font: QFont
) -> None:
    for pane in look.panes:
        if look.highlight is not None:
            paint_highlight(painter, pane, look.viewport, look.highlight, theme)
        elif look.hovered is not None:
            _paint_hovered(painter, pane, look, look.hovered)
    if look.wipe_at is not None:
        overlays.paint_wipe_handle(painter, look.wipe_at, look.viewport.view_height, theme)
    _paint_tags(painter, look, theme, font)
    _paint_mark(painter, pictures, look, theme, font)
    if pictures.has_difference and look.panes[0].content == "difference":
        corner = QPointF(look.viewport.view_width - SPACING, look.viewport.view_height - SPACING)
        overlays.paint_scale(painter, corner, look.white, theme, font)


def _paint_hovered(painter: QPainter, pane: Pane, look: Look, hovered: tuple[int, int]) -> None:
    row, column = hovered
    viewport = look.viewport
    whole = picture_rectangle(pane, viewport)
    pixel = part_rectangle(
        whole, (row, column, row + 1, column + 1), (viewport.height, viewport.width)
    )
    painter.save()
    painter.setClipRect(pane_rectangle(pane, viewport))
    if any(other.view_left != pane.view_left for other in look.panes):
        overlays.paint_cross(painter, pixel.center(), pane_rectangle(pane, viewport))
    if viewport.scale >= OUTLINE_HOVERED_FROM:
        for colour, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(255, 255, 255), 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(pixel)
    painter.restore()


def _paint_mark(
    painter: QPainter, pictures: Pictures, look: Look, theme: Theme, font: QFont
) -> None:
    """Write into the corner of the result that not all of it is exact."""
    for pane in look.panes:
        area = pane_rectangle(pane, look.viewport)
        if pictures.result is None or pane.content == "source" or area.isEmpty():
            continue
        whole = picture_rectangle(pane, look.viewport)
        text = pictures.result.mark(cells_in(area, whole, pictures.result.shape))
        wide = overlays.tag_width(text, font)
        if text and area.width() >= wide + 2 * SPACING:
            corner = QPointF(area.right() - SPACING - wide, SPACING)
            overlays.paint_tag(painter, text, corner, theme, font)


def _paint_tags(painter: QPainter, look: Look, theme: Theme, font: QFont) -> None:
    metrics = QFontMetricsF(font)
    for pane in look.panes:
        wide = metrics.horizontalAdvance(pane.tag) + 4 * SPACING
        if pane.tag and pane.width >= wide:
            corner = QPointF(pane.left + SPACING, SPACING)
            overlays.paint_tag(painter, pane.tag, corner, theme, font)
