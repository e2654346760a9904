import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel, frei_chen_shares
from tests.ui.editor.samples import SOBEL, Desk, open_desk

BOX = Kernel(np.ones((3, 3)), divisor=9.0, name="Box")
LAPLACIAN = Kernel([[0, 1, 0], [1, -4, 1], [0, 1, 0]])


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot)


def test_the_facts_of_a_box(desk: Desk) -> None:
    desk.show(BOX)
    values = {name: label.text() for name, label in desk.panel.facts.values.items()}
    assert values == {"Sum": "9", "Gain": "1", "Norm": "3", "Rank": "1"}
    assert "Low-pass" in desk.panel.facts.passband.text()


def test_the_factors_of_a_separable_kernel_are_named(desk: Desk) -> None:
    assert "column [1  2  1] × row [−1  0  1]" in desk.panel.facts.factors.text()
    desk.show(LAPLACIAN)
    assert "Not separable: a sum of 2" in desk.panel.facts.factors.text()


def test_the_shares_show_for_three_by_three_alone(desk: Desk) -> None:
    shares = frei_chen_shares(SOBEL)
    assert shares is not None
    assert f"Edge {shares.edge * 100:.0f} %" in desk.panel.facts.shares.legend["edge"].text()
    desk.show(Kernel(np.ones((5, 5))))
    assert not desk.panel.facts.shares.isVisible()


def test_the_middle_of_the_response_is_the_gain(desk: Desk) -> None:
    desk.show(BOX.replace(divisor=4.5))
    desk.panel.frequencies.setFocus()
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Right)
    assert desk.panel.frequencies.reading() == "x 0, y 0: 2"
    assert desk.panel.frequencies.accessibleDescription() == "x 0, y 0: 2"


def test_the_pointer_reads_the_response_under_it(desk: Desk) -> None:
    plot = desk.panel.frequencies
    QTest.mouseMove(plot, plot.area.center())
    QTest.mouseMove(plot, plot.area.topLeft())
    assert plot.reading() == f"x −0.5, y −0.5: {plot.response[0, 0]:.3g}"
    QTest.mouseMove(plot, plot.area.topLeft() / 4)
    assert plot.reading() == ""


def test_many_edits_between_two_paints_cost_one_response(desk: Desk) -> None:
    desk.panel.frequencies.grab()
    assert desk.panel.frequencies._response is not None
    for value in range(5):
        desk.panel.frequencies.show_kernel(Kernel([[float(value)]]))
        assert desk.panel.frequencies._response is None
    desk.panel.frequencies.grab()
    assert float(desk.panel.frequencies.response.max()) == 4
