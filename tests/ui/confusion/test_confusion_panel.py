"""What each class is taken for, and the pictures behind it."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.learn.dataset import Dataset
from kernelview.learn.evaluation import Evaluation
from kernelview.ui.confusion import ConfusionPanel
from kernelview.ui.confusion.picture_model import TILE_ROLE
from tests.ui.library.samples import new_appearance, window_for

NAMES = ("Cat", "dog", "OWL")
LABELS = np.array([0, 0, 1, 1, 1, 2])
# Two mistakes: an owl taken for a dog, surely, and a dog for a cat, less so.
SAID = np.array([0, 0, 1, 1, 0, 1])
SURE = np.array([0.9, 0.8, 0.7, 0.9, 0.6, 0.95])


def dataset() -> Dataset:
    images = np.arange(6 * 16, dtype=np.uint8).reshape(6, 4, 4, 1)
    return Dataset("pets", images, LABELS, NAMES)


def evaluation() -> Evaluation:
    probabilities = np.full((6, 3), 0.0, np.float32)
    probabilities[np.arange(6), SAID] = SURE
    return Evaluation(probabilities, LABELS, 0.5)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ConfusionPanel]:
    window = window_for(qtbot, 860, 300)
    panel = ConfusionPanel(new_appearance(), window)
    panel.resize(860, 300)
    panel.show()
    panel.show_evaluation(evaluation(), dataset())
    yield panel
    window.close()


def shown(panel: ConfusionPanel) -> int:
    return panel.pictures.model().rowCount()


def test_the_worst_mistakes_come_first(panel: ConfusionPanel) -> None:
    assert panel.score.text() == "66.7 % right, 2 of 6 wrong"
    assert panel.heading.text() == "Worst mistakes, 2"
    assert shown(panel) == 2


def test_headings_that_a_narrow_panel_cuts_are_whole_in_their_tooltips(
    panel: ConfusionPanel,
) -> None:
    assert panel.score.toolTip() == "66.7 % right, 2 of 6 wrong"
    assert panel.heading.toolTip() == "Worst mistakes, 2"


def test_a_cell_shows_its_pictures_and_escape_goes_back(panel: ConfusionPanel) -> None:
    panel.matrix.choose((1, 0))
    assert panel.heading.text() == "Dog taken for Cat, 1"
    assert shown(panel) == 1
    panel.matrix.setFocus()
    QTest.keyClick(panel.matrix, Qt.Key.Key_Escape)
    assert panel.matrix.choice is None
    assert shown(panel) == 2


def test_the_arrows_move_from_cell_to_cell(panel: ConfusionPanel) -> None:
    panel.matrix.choose((1, 1))
    QTest.keyClick(panel.matrix, Qt.Key.Key_Down)
    QTest.keyClick(panel.matrix, Qt.Key.Key_Left)
    assert panel.matrix.choice == (2, 0)


def test_a_mouse_click_chooses_the_cell_under_it(panel: ConfusionPanel) -> None:
    box = panel.matrix.geometry_of_cells.box(2, 1)
    QTest.mouseClick(panel.matrix, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert panel.matrix.choice == (2, 1)


def test_a_picture_that_is_taken_is_the_networks_input(panel: ConfusionPanel) -> None:
    taken: list[NDArray[np.float32]] = []
    panel.sample_chosen.connect(taken.append)
    panel.matrix.choose((2, 1))
    panel.pictures.setFocus()
    panel.pictures.setCurrentIndex(panel.pictures.model().index(0, 0))
    QTest.keyClick(panel.pictures, Qt.Key.Key_Return)
    assert np.allclose(taken[0], dataset().inputs()[5])


def test_pictures_of_any_number_of_channels_are_shown(panel: ConfusionPanel) -> None:
    images = np.zeros((6, 4, 4, 5), np.uint8)
    panel.show_evaluation(evaluation(), Dataset("bands", images, LABELS, NAMES))
    tile = panel.pictures.model().index(0, 0).data(TILE_ROLE)
    assert (tile.picture.width(), tile.picture.height()) == (4, 4)


def test_the_counts_are_copied_for_a_spreadsheet(panel: ConfusionPanel) -> None:
    panel.matrix.setFocus()
    QTest.keyClick(panel.matrix, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [row[-3:] for row in rows[-3:]] == [["2", "0", "0"], ["1", "2", "0"], ["0", "1", "0"]]


def test_without_an_evaluation_it_says_what_will_be_here(panel: ConfusionPanel) -> None:
    panel.show_evaluation(None, None)
    assert not panel.matrix.isVisible()


def test_a_hundred_classes_are_shown(panel: ConfusionPanel) -> None:
    labels = np.arange(300) % 100
    probabilities = np.eye(100, dtype=np.float32)[(labels + (np.arange(300) % 7 == 0)) % 100]
    names = tuple(f"class {number}" for number in range(100))
    many = Dataset("many", np.zeros((300, 2, 2, 1), np.uint8), labels, names)
    panel.show_evaluation(Evaluation(probabilities, labels, 1.0), many)
    assert panel.grab().width() >= 860
    assert shown(panel) == np.count_nonzero(np.arange(300) % 7 == 0)
