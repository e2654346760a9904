from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kernelview.ui.style_sheet import CONTROLS, FUSION_DARKER, apply_theme
from kernelview.ui.theme import DARK, LIGHT, Theme


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, LIGHT)


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.1."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", CONTROLS)
def test_the_outlines_of_controls_stand_out_from_the_panel(
    application: QApplication, theme: Theme, name: str
) -> None:
    apply_theme(application, theme)
    taken = QApplication.palette(name)  # type: ignore[call-overload] # takes text, no bytes
    window = taken.color(QPalette.ColorRole.Window)
    outline = window.darker(round(FUSION_DARKER * 100))
    one, other = sorted((luminance(outline), luminance(QColor(theme.panel))))

    assert (other + 0.05) / (one + 0.05) >= 3


def test_what_is_no_control_keeps_the_colour_of_the_window(
    application: QApplication, qtbot: QtBot
) -> None:
    apply_theme(application, DARK)
    label = QLabel()
    qtbot.addWidget(label)

    assert label.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
