from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from kernelview.ui.editor.grid_geometry import LARGEST_CELL, MARGIN, GridGeometry
from kernelview.ui.editor.selection import Selection

shapes = st.tuples(st.integers(1, 99), st.integers(1, 99))
widths = st.integers(240, 420)


@given(shapes, widths, st.data())
def test_the_middle_of_each_cell_is_that_cell(
    shape: tuple[int, int], width: int, data: st.DataObject
) -> None:
    geometry = GridGeometry.fitted(shape, width)
    cell = (
        data.draw(st.integers(0, shape[0] - 1)),
        data.draw(st.integers(0, shape[1] - 1)),
    )
    assert geometry.cell_at(geometry.cell_rect(cell).center()) == cell


@given(shapes, widths)
def test_every_kernel_fits_its_width_and_is_no_taller_than_wide(
    shape: tuple[int, int], width: int
) -> None:
    geometry = GridGeometry.fitted(shape, width)
    assert geometry.left >= MARGIN
    assert geometry.area.right() <= width - MARGIN
    assert geometry.height <= width
    assert 1 <= geometry.cell_width <= LARGEST_CELL


def test_a_point_outside_is_no_cell_but_has_a_nearest_one() -> None:
    geometry = GridGeometry.fitted((3, 3), 300)
    assert geometry.cell_at(QPoint(0, 0)) is None
    assert geometry.nearest_cell(QPoint(-50, 5000)) == (2, 0)


def test_figures_vanish_when_cells_get_small() -> None:
    assert GridGeometry.fitted((9, 9), 320).shows_numbers
    assert not GridGeometry.fitted((31, 31), 320).shows_numbers


def test_a_single_row_stays_tall_enough_to_hit() -> None:
    assert GridGeometry.fitted((1, 99), 320).cell_height >= 24


def test_a_block_spans_from_its_first_to_its_last_cell() -> None:
    geometry = GridGeometry.fitted((3, 3), 300)
    block = geometry.block_rect(Selection((0, 0), (2, 1)))
    assert block.width() == 2 * geometry.cell_width
    assert block.height() == 3 * geometry.cell_height
