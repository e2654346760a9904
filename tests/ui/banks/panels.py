"""A shown panel, and what the tests do with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, SignalInstance
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks import BanksPanel
from kernelview.ui.banks.content import Spot
from kernelview.ui.theme import LIGHT
from kernelview.usecases.compare_banks import BankComparison
from tests.ui.library.samples import window_for

LEFT = Qt.MouseButton.LeftButton
THREE = ((0, 0.5), (1, 0.9), (0, 0.7))


@contextmanager
def opened(
    qtbot: QtBot, compared: BankComparison | None = None, *, width: int = 420, height: int = 760
) -> Iterator[BanksPanel]:
    window = window_for(qtbot, width, height)
    panel = BanksPanel(Appearance(LIGHT), window)
    panel.setGeometry(0, 0, width, height)
    panel.show_networks(("First", "Second"), 0)
    panel.show_layers(("conv1", "conv2"), 0)
    panel.show_comparison(compared)
    panel.show()
    yield panel
    panel.deleteLater()


def heard(signal: SignalInstance) -> list[object]:
    told: list[object] = []
    signal.connect(told.append)
    return told


def middle(panel: BanksPanel, spot: Spot) -> QPoint:
    return panel.drawing.tile_of(spot).center().toPoint()


def click(panel: BanksPanel, spot: Spot) -> None:
    QTest.mouseClick(panel.drawing.viewport(), LEFT, pos=middle(panel, spot))


def point_at(panel: BanksPanel, spot: Spot) -> None:
    # A move to where the mouse already is would not be told.
    QTest.mouseMove(panel.drawing.viewport(), QPoint(1, 1))
    QTest.mouseMove(panel.drawing.viewport(), middle(panel, spot))


def press(panel: BanksPanel, *keys: Qt.Key) -> None:
    panel.drawing.setFocus()
    for key in keys:
        QTest.keyClick(panel.drawing, key)


def line_middle(panel: BanksPanel, place: int) -> QPoint:
    """Return where a pair's line is half way between the banks."""
    assert panel.comparison is not None
    made = panel.comparison.pairings[place].place
    assert made is not None
    one = panel.drawing.tile_of(Spot("hand-made", made)).center()
    other = panel.drawing.tile_of(Spot("learned", place)).center()
    begin, end = panel.drawing.columns.lines
    return QPointF((begin + end) / 2, (one.y() + other.y()) / 2).toPoint()


def colour_at(panel: BanksPanel, point: QPoint) -> QColor:
    return panel.drawing.viewport().grab().toImage().pixelColor(point)


def is_near(one: QColor, other: str, limit: int = 40) -> bool:
    wanted = QColor(other)
    return (
        max(
            abs(one.red() - wanted.red()),
            abs(one.green() - wanted.green()),
            abs(one.blue() - wanted.blue()),
        )
        <= limit
    )


def choose(box: QObject, place: int) -> None:
    box.setCurrentIndex(place)  # type: ignore[attr-defined]
    box.activated.emit(place)  # type: ignore[attr-defined]
