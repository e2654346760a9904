import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel
from kernelview.ui.editor.cell_text import fitting
from kernelview.ui.editor.frequency_colours import magnitude_colours
from kernelview.ui.editor.grid_geometry import SMALLEST_RULED_CELL
from kernelview.ui.editor.grid_painting import heat_colours, wants_dark_ink
from kernelview.ui.theme import DARK, LIGHT, Theme
from tests.ui.editor.samples import open_desk


def luminance(colours: np.ndarray) -> np.ndarray:
    part = colours / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_figures_have_aa_contrast_on_every_colour_of_the_scale(theme: Theme) -> None:
    colours = theme.diverging(np.linspace(-1, 1, 401)[np.newaxis])
    ground = luminance(colours)
    dark, light = luminance(np.zeros(3)), 1.0
    ink = np.where(wants_dark_ink(colours), dark, light)
    contrast = (np.maximum(ground, ink) + 0.05) / (np.minimum(ground, ink) + 0.05)
    assert contrast.min() >= 4.5


def test_the_largest_magnitude_has_the_end_of_the_scale_and_zero_its_middle() -> None:
    colours = heat_colours(np.array([[-4.0, 0.0, 2.0]]), LIGHT)
    ends = LIGHT.diverging(np.array([-1.0, 0.0, 0.5]))
    assert colours[0].tolist() == ends.tolist()


def test_a_kernel_of_zeros_is_neutral() -> None:
    neutral = LIGHT.diverging(np.zeros(1))[0].tolist()
    assert heat_colours(np.zeros((2, 2)), LIGHT).reshape(-1, 3).tolist() == [neutral] * 4


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (9, 9), (31, 31), (99, 99), (1, 99), (99, 1)])
def test_each_cell_is_painted_in_its_colour(qtbot: QtBot, shape: tuple[int, int]) -> None:
    weights = np.linspace(-1, 1, shape[0] * shape[1]).reshape(shape)
    desk = open_desk(qtbot)
    desk.show(Kernel(weights, anchor=(0, 0)))
    picture = desk.grid.grab().toImage()
    cell = (shape[0] - 1, shape[1] - 1)
    rect = desk.grid.geometry_of_cells.cell_rect(cell)
    # In small cells the middle; otherwise a corner, which figures and lines leave free.
    corner = rect.bottomLeft() + (rect.center() - rect.bottomLeft()) / 4
    place = rect.center() if rect.width() < SMALLEST_RULED_CELL else corner
    expected = QColor(*(int(part) for part in heat_colours(weights, desk.grid._theme)[cell]))
    assert picture.pixelColor(place) == expected


def test_text_is_rounded_until_it_fits() -> None:
    assert fitting(0.123456, lambda text: len(text) <= 6) == "0.1235"
    assert fitting(-0.123456, lambda text: len(text) <= 4) == "−.12"
    assert fitting(-0.000321, lambda text: len(text) <= 5) == "−3e−4"
    assert fitting(-0.000321, lambda text: len(text) <= 2) == "≈0"
    assert fitting(12345.0, lambda text: len(text) <= 2) == ""


def test_a_value_that_fits_is_shown_exactly() -> None:
    assert fitting(-2.0, lambda _: True) == "−2"
    assert fitting(-5e-05, lambda _: True) == "−5e−5"
    assert fitting(1 / 3, lambda _: True) == repr(1 / 3)


def test_magnitudes_grow_brighter_all_the_way() -> None:
    brightness = luminance(magnitude_colours(np.linspace(0, 3, 64), 3.0))
    assert (np.diff(brightness) > 0).all()


def test_a_response_of_zeros_has_the_lowest_colour() -> None:
    assert magnitude_colours(np.zeros(2), 0.0).tolist() == [[0x44, 0x01, 0x54]] * 2
