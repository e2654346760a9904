"""The curves as a picture for a page: on white, with a title and a legend."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from kernelview.learn.run_record import RunRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.curve_data import METRICS, Metric, RunCurves
from kernelview.ui.curves.curve_plot import CurvePlot, Overlay
from kernelview.ui.curves.curve_words import METRIC_WORDS, UNIT_WORDS
from kernelview.ui.curves.extents import extent_of
from kernelview.ui.curves.legend import LegendEntry, paint_legend
from kernelview.ui.series import run_colours, training_colour, validation_colour
from kernelview.ui.theme import LIGHT, SPACING, Theme

PictureKind = Literal["png", "svg"]
SIZE = QSize(1120, 400)
SHARPNESS = 2  # pixels of the PNG a unit of SIZE
MARGIN = 2 * SPACING
LEGEND_HEIGHT, HEADING_HEIGHT, FOOT_HEIGHT = 28, 24, 20


def legend_entries(
    run: RunCurves, overlays: Sequence[Overlay], theme: Theme
) -> tuple[LegendEntry, ...]:
    """Return what the legend says of a run and those beside it."""
    entries = []
    if not run.is_empty:
        training = training_colour(theme)
        entries = [
            LegendEntry("training", training, pointed=True),
            LegendEntry("validation", validation_colour(), pointed=True),
        ]
        if len(run.trace.points):
            entries.append(LegendEntry("each batch", training, faint=True))
    return (*entries, *(LegendEntry(one.name, one.colour, is_run=True) for one in overlays))


def curves_picture(
    run: RunCurves, records: Sequence[RunRecord], kind: PictureKind, *, logarithmic: bool = False
) -> bytes:
    """Return a run's curves, and those of the records beside it, as a PNG's or SVG's bytes."""
    colours = run_colours(LIGHT)
    overlays = tuple(
        Overlay(record.name, record.history, colours[min(place, len(colours) - 1)])
        for place, record in enumerate(records)
    )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = _picture() if kind == "png" else _drawing(buffer)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, run, overlays, logarithmic=logarithmic)
    painter.end()
    if isinstance(device, QImage):
        device.save(buffer, "PNG")  # type: ignore[call-overload] # text, as Qt's own pages show
    buffer.close()
    return bytes(data.data())


def record_picture(record: RunRecord, kind: PictureKind) -> bytes:
    """Return a kept run's curves as a PNG's or SVG's bytes."""
    return curves_picture(RunCurves(0, record.history), (), kind)


def _picture() -> QImage:
    image = QImage(SIZE * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    image.fill(QColor(LIGHT.panel))
    return image


def _drawing(buffer: QBuffer) -> QPaintDevice:
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(SIZE)
    drawing.setViewBox(QRectF(0, 0, SIZE.width(), SIZE.height()))
    drawing.setTitle("Loss and accuracy")
    drawing.setDescription("Drawn by KernelView")
    return drawing


def _paint(
    painter: QPainter, run: RunCurves, overlays: tuple[Overlay, ...], *, logarithmic: bool
) -> None:
    text = QColor(LIGHT.text)
    legend = QRectF(MARGIN, SPACING, SIZE.width() - 2 * MARGIN, LEGEND_HEIGHT)
    paint_legend(painter, legend, legend_entries(run, overlays, LIGHT), text)
    width = (SIZE.width() - 3 * MARGIN) / len(METRICS)
    top = legend.bottom()
    for place, metric in enumerate(METRICS):
        left = MARGIN + place * (width + MARGIN)
        _paint_heading(painter, QRectF(left, top, width, HEADING_HEIGHT), metric)
        height = SIZE.height() - top - HEADING_HEIGHT - FOOT_HEIGHT - SPACING
        area = QRectF(left, top + HEADING_HEIGHT, width, height)
        log = logarithmic and metric == "loss"
        _paint_plot(painter, area, metric, run, overlays, logarithmic=log)
        foot = QRectF(left, area.bottom(), width, FOOT_HEIGHT)
        painter.setPen(QColor(LIGHT.muted))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, "epochs")


def _paint_plot(
    painter: QPainter,
    area: QRectF,
    metric: Metric,
    run: RunCurves,
    overlays: tuple[Overlay, ...],
    *,
    logarithmic: bool,
) -> None:
    """Paint a plot that is laid out as if it were shown."""
    plot = CurvePlot(metric, Appearance(LIGHT), in_lines=True)
    plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    plot.resize(area.size().toSize())
    plot.show()
    plot.draw(run, overlays, extent_of(metric, run, overlays, logarithmic=logarithmic))
    painter.save()
    plot.view.render(painter, area, plot.view.rect())
    painter.restore()
    plot.close()
    plot.deleteLater()


def _paint_heading(painter: QPainter, box: QRectF, metric: Metric) -> None:
    heading, unit = METRIC_WORDS[metric], UNIT_WORDS[metric]
    font = QFont(painter.font())
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(QColor(LIGHT.text))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, left, heading)
    indent = painter.fontMetrics().horizontalAdvance(heading) + SPACING
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.muted))
    painter.drawText(box.adjusted(indent, 0, 0, 0), left, unit)
