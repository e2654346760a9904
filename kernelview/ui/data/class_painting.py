"""Paints a class to tick: its name, and how many pictures it has as a bar in two parts."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kernelview.ui.theme import Theme

BAR_HEIGHT, CHIP_HEIGHT, ROW_HEIGHT = 36.0, 24.0, 24.0
GAP = 3.0


@dataclass(frozen=True)
class ClassItem:
    """A class as it is drawn; `share` is its pictures' share of the largest class's."""

    name: str
    is_ticked: bool
    is_current: bool
    is_hovered: bool
    train: int = 0
    test: int = 0
    largest: int = 1


def paint_column(painter: QPainter, box: QRectF, item: ClassItem, theme: Theme) -> None:
    """Paint a standing bar above the name."""
    bar = QRectF(box.x() + 2, box.y(), box.width() - 4, BAR_HEIGHT)
    _paint_bar(painter, bar, item, theme, standing=True)
    chip = QRectF(box.x() + 0.5, bar.bottom() + GAP + 0.5, box.width() - 1, CHIP_HEIGHT - 1)
    _paint_chip(painter, chip, item, theme)
    painter.setPen(QColor(theme.text if item.is_ticked else theme.muted))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, item.name)


def paint_row(painter: QPainter, box: QRectF, item: ClassItem, theme: Theme) -> None:
    """Paint the name beside a lying bar and its count."""
    chip = box.adjusted(0.5, 1.5, -0.5, -1.5)
    chip.setWidth(round(box.width() * 0.54))
    _paint_chip(painter, chip, item, theme)
    painter.setPen(QColor(theme.text if item.is_ticked else theme.muted))
    inner = chip.adjusted(6, 0, -4, 0)
    metrics = painter.fontMetrics()
    name = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, int(inner.width()))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    count = QRectF(box.right() - 40, box.y(), 40, box.height())
    painter.setPen(QColor(theme.muted))
    if item.train + item.test:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(count, flags, f"{item.train + item.test:,}")
    bar = QRectF(chip.right() + 8, box.y() + 8, count.left() - chip.right() - 10, 8)
    _paint_bar(painter, bar, item, theme, standing=False)


def _paint_chip(painter: QPainter, chip: QRectF, item: ClassItem, theme: Theme) -> None:
    fill = QColor(theme.accent if item.is_ticked else theme.text)
    fill.setAlpha(46 if item.is_ticked else 14 if item.is_hovered else 0)
    edge = QColor(theme.accent)
    if not item.is_current:
        edge = QColor(theme.line)
        edge.setAlpha(0 if item.is_ticked else 255)
    painter.setBrush(fill)
    painter.setPen(QPen(edge, 1.0))
    painter.drawRoundedRect(chip, 4, 4)


def _paint_bar(
    painter: QPainter, box: QRectF, item: ClassItem, theme: Theme, *, standing: bool
) -> None:
    length = box.height() if standing else box.width()
    start = 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    for count, strength in ((item.train, 255), (item.test, 110)):
        colour = QColor(theme.accent)
        colour.setAlpha(strength)
        size = length * count / max(item.largest, 1)
        if standing:
            part = QRectF(box.x(), box.bottom() - start - size, box.width(), size)
        else:
            part = QRectF(box.x() + start, box.y(), size, box.height())
        painter.fillRect(part, colour)
        start += size
    if standing:
        painter.fillRect(QRectF(box.x(), box.bottom(), box.width(), 1), QColor(theme.line))
