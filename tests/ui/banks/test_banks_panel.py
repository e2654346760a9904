from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.ui.banks import BanksPanel
from kernelview.ui.banks.content import Spot
from tests.ui.banks.samples import comparison
from tests.ui.library.samples import new_appearance, window_for

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@contextmanager
def shown(qtbot: QtBot, width: int = 420, height: int = 700) -> Iterator[BanksPanel]:
    window = window_for(qtbot, width, height)
    panel = BanksPanel(new_appearance(), window)
    panel.setGeometry(0, 0, width, height)
    panel.show()
    yield panel


def middle(panel: BanksPanel, spot: Spot) -> QPoint:
    return panel.drawing.tile_of(spot).center().toPoint()


def test_a_click_on_either_kernel_of_a_pair_chooses_it(qtbot: QtBot) -> None:
    with shown(qtbot) as panel:
        panel.show_comparison(comparison([(0, 0.5), (1, 0.9), (0, 0.7)]))
        told: list[int] = []
        panel.pair_chosen.connect(told.append)
        for spot in (Spot("learned", 1), Spot("hand-made", 0), Spot("learned", 0)):
            QTest.mouseClick(panel.drawing.viewport(), LEFT, pos=middle(panel, spot))
        assert told == [1, 2, 0]
