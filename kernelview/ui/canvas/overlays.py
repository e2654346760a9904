"""What is drawn over the pictures: tags, the wipe's handle, the kernel's window, messages."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from kernelview.ui.canvas.qimage import to_qimage
from kernelview.ui.theme import SPACING, Theme

CHECK = 8
_LIGHT_SQUARES = 255, 220
_DARK_SQUARES = 92, 70
HANDLE_WIDTH = 14.0
HANDLE_HEIGHT = 36.0
WIDEST_MESSAGE = 420.0


def behind_transparent(*, dark: bool) -> QColor:
    """Return the middle of the two greys of the checkerboard."""
    light_square, dark_square = _DARK_SQUARES if dark else _LIGHT_SQUARES
    middle = (light_square + dark_square) // 2
    return QColor(middle, middle, middle)


def checkerboard(*, dark: bool) -> QBrush:
    """Return the squares that show through transparent pixels."""
    light_square, dark_square = _DARK_SQUARES if dark else _LIGHT_SQUARES
    squares = QPixmap(2 * CHECK, 2 * CHECK)
    squares.fill(QColor(light_square, light_square, light_square))
    painter = QPainter(squares)
    painter.fillRect(0, 0, CHECK, CHECK, QColor(dark_square, dark_square, dark_square))
    painter.fillRect(CHECK, CHECK, CHECK, CHECK, QColor(dark_square, dark_square, dark_square))
    painter.end()
    return QBrush(squares)


def paint_tag(painter: QPainter, text: str, corner: QPointF, theme: Theme, font: QFont) -> None:
    """Paint a small label whose upper left corner is `corner`."""
    high = QFontMetricsF(font).height() + SPACING / 2
    box = QRectF(corner.x(), corner.y(), tag_width(text, font), high)
    _paint_plate(painter, box, theme)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def tag_width(text: str, font: QFont) -> float:
    """Return how wide a label of this text is."""
    return QFontMetricsF(font).horizontalAdvance(text) + 2 * SPACING


def paint_wipe_handle(painter: QPainter, x: float, height: float, theme: Theme) -> None:
    """Paint the line between picture and result, with a grip in the middle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0, 110), 3.0))
    painter.drawLine(QLineF(x, 0, x, height))
    painter.setPen(QPen(QColor("#ffffff"), 1.0))
    painter.drawLine(QLineF(x, 0, x, height))
    grip = QRectF(x - HANDLE_WIDTH / 2, (height - HANDLE_HEIGHT) / 2, HANDLE_WIDTH, HANDLE_HEIGHT)
    painter.setPen(QPen(QColor(0, 0, 0, 90), 1.0))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(grip, HANDLE_WIDTH / 2, HANDLE_WIDTH / 2)
    painter.setPen(QPen(QColor(theme.muted), 1.4))
    middle = grip.center()
    for offset in (-2.0, 2.0):
        painter.drawLine(
            QLineF(middle.x() + offset, middle.y() - 6, middle.x() + offset, middle.y() + 6)
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_window(painter: QPainter, window: QRectF, pixel: QRectF, theme: Theme) -> None:
    """Outline the kernel's window and, inside it, the pixel under its anchor."""
    for box, width in ((window, 2.0), (pixel, 1.5)):
        # A light outline around a dark one reads on any picture; the accent says which it is.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_mitred(QColor(0, 0, 0, 150), width + 2))
        painter.drawRect(box)
        painter.setPen(_mitred(QColor(255, 255, 255, 220), width + 1))
        painter.drawRect(box)
        painter.setPen(_mitred(QColor(theme.accent), width))
        painter.drawRect(box)


def paint_cross(painter: QPainter, centre: QPointF, pane: QRectF) -> None:
    """Mark a place with a thin cross through the pane, open around the place itself."""
    gap = 10.0
    arms = [
        QLineF(pane.left(), centre.y(), centre.x() - gap, centre.y()),
        QLineF(centre.x() + gap, centre.y(), pane.right(), centre.y()),
        QLineF(centre.x(), pane.top(), centre.x(), centre.y() - gap),
        QLineF(centre.x(), centre.y() + gap, centre.x(), pane.bottom()),
    ]
    for colour, width in ((QColor(0, 0, 0, 70), 3.0), (QColor(255, 255, 255, 150), 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLines(arms)


def paint_message(
    painter: QPainter, area: QRectF, title: str, text: str, theme: Theme, font: QFont
) -> None:
    """Paint a title and a sentence in the middle of `area`."""
    large = QFont(font)
    large.setPixelSize(round(font.pixelSize() * 1.35))
    large.setWeight(QFont.Weight.DemiBold)
    inner = QRectF(0, 0, min(WIDEST_MESSAGE, area.width() - 4 * SPACING), area.height())
    inner.moveCenter(area.center())
    wrapped = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    title_high = QFontMetricsF(large).boundingRect(inner, int(wrapped), title).height()
    text_high = QFontMetricsF(font).boundingRect(inner, int(wrapped), text).height()
    top = area.center().y() - (title_high + SPACING + text_high) / 2
    painter.setFont(large)
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(inner.x(), top, inner.width(), title_high), int(wrapped), title)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    below = QRectF(inner.x(), top + title_high + SPACING, inner.width(), text_high)
    painter.drawText(below, int(wrapped), text)


def paint_scale(
    painter: QPainter, corner: QPointF, white: float, theme: Theme, font: QFont
) -> None:
    """Paint the signed scale from -white to white; `corner` is its lower right corner."""
    text = f"{white:g}"
    metrics = QFontMetricsF(font)
    wide, high = 128.0, 8.0
    margin = metrics.horizontalAdvance(f"−{text}") + 2 * SPACING
    box = QRectF(0, 0, wide + 2 * margin, metrics.height() + SPACING / 2)
    box.moveBottomRight(corner)
    _paint_plate(painter, box, theme)
    bar = QRectF(box.x() + margin, box.center().y() - high / 2, wide, high)
    colours = theme.diverging(np.linspace(-1, 1, int(wide)))
    painter.drawImage(bar, _image_of(colours))
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    middle = Qt.AlignmentFlag.AlignCenter
    painter.drawText(QRectF(box.x(), box.y(), margin, box.height()), middle, f"−{text}")
    painter.drawText(QRectF(bar.right(), box.y(), margin, box.height()), middle, f"+{text}")


def _image_of(colours: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> QImage:
    return to_qimage(colours.reshape(1, -1, 3))


def _paint_plate(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plate = QColor(theme.panel)
    plate.setAlpha(225)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(plate)
    painter.drawRoundedRect(box, 4.0, 4.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _mitred(colour: QColor, width: float) -> QPen:
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.SquareCap,
        Qt.PenJoinStyle.MiterJoin,
    )
