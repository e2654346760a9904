"""Taking a pixel apart gives what the engine computes, cell by cell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.document.errors import DocumentError
from kernelview.document.inspection import Inspection, inspect
from kernelview.engine import BORDERS, Border, convolve, correlate
from kernelview.kernels import Kernel

CONSTANT = 7.25


def inspected(
    picture: np.ndarray, kernel: Kernel, row: int, column: int, **changes: object
) -> Inspection:
    settings_: dict[str, object] = {"border": "reflect", "constant": CONSTANT, "turned": False}
    return inspect(picture, kernel, row=row, column=column, **(settings_ | changes))  # type: ignore[arg-type]


def picture(rows: int = 5, columns: int = 7) -> np.ndarray:
    return np.random.default_rng(5).uniform(0, 255, (rows, columns)).astype(np.float32)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("border", BORDERS)
def test_every_value_is_the_engines(border: Border, turned: bool) -> None:
    weights = np.random.default_rng(6).normal(size=(4, 3))
    source = picture()
    for anchor in [(0, 0), (3, 2), (1, 0), (2, 1)]:
        kernel = Kernel(weights, divisor=2.5, offset=-3.0, anchor=anchor)
        engine = convolve if turned else correlate
        expected = engine(
            source, kernel, border=border, constant=CONSTANT, out_dtype=np.float64, method="auto"
        )
        for row, column in np.ndindex(source.shape):
            found = inspected(source, kernel, row, column, border=border, turned=turned)
            assert found.value == pytest.approx(expected[row, column], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 6),
    columns=st.integers(1, 6),
    kernel_rows=st.integers(1, 9),
    kernel_columns=st.integers(1, 9),
    border=st.sampled_from(BORDERS),
    data=st.data(),
)
def test_kernels_larger_than_the_picture_agree_with_the_engine(
    rows: int,
    columns: int,
    kernel_rows: int,
    kernel_columns: int,
    border: Border,
    data: st.DataObject,
) -> None:
    source = picture(rows, columns)
    row = data.draw(st.integers(0, rows - 1))
    column = data.draw(st.integers(0, columns - 1))
    kernel = Kernel(np.random.default_rng(7).normal(size=(kernel_rows, kernel_columns)))
    expected = correlate(source, kernel, border=border, constant=CONSTANT, out_dtype=np.float64)
    found = inspected(source, kernel, row, column, border=border)
    assert found.value == pytest.approx(expected[row, column], abs=1e-9)


@pytest.mark.parametrize("border", BORDERS)
def test_each_source_is_the_pixel_that_its_cell_shows(border: Border) -> None:
    source = picture()
    found = inspected(source, Kernel(np.ones((5, 5))), 0, 6, border=border)
    for row, line in enumerate(found.sources):
        for column, place in enumerate(line):
            shown = CONSTANT if place is None else source[place]
            assert found.window[row, column] == pytest.approx(shown)


def test_only_the_constant_border_has_cells_without_a_source() -> None:
    for border in BORDERS:
        found = inspected(picture(), Kernel(np.ones((3, 3))), 0, 0, border=border)
        missing = sum(place is None for line in found.sources for place in line)
        assert missing == (5 if border == "constant" else 0)


def test_inside_marks_the_cells_within_the_picture() -> None:
    found = inspected(picture(), Kernel(np.ones((3, 3))), 0, 0)
    assert found.inside.tolist() == [[False] * 3, [False, True, True], [False, True, True]]


def test_products_total_divisor_and_offset_add_up() -> None:
    kernel = Kernel([[1, 2], [3, 4]], divisor=5, offset=10)
    found = inspected(np.full((3, 3), 2.0, np.float32), kernel, 1, 1)
    assert found.products.tolist() == [[2, 4], [6, 8]]
    assert (found.total, found.divisor, found.offset, found.value) == (20, 5, 10, 14)


def test_a_turned_kernel_and_its_anchor_are_given_as_applied() -> None:
    found = inspected(picture(), Kernel([[1, 2, 3], [4, 5, 6]], anchor=(0, 0)), 2, 2, turned=True)
    assert found.weights.tolist() == [[6, 5, 4], [3, 2, 1]]
    assert found.anchor == (1, 2)


def test_nan_in_the_window_reaches_the_value() -> None:
    source = picture()
    source[1, 1] = np.nan
    assert np.isnan(inspected(source, Kernel(np.ones((3, 3))), 2, 2).value)
    assert np.isfinite(inspected(source, Kernel(np.ones((3, 3))), 3, 3).value)


@pytest.mark.parametrize("place", [(-1, 0), (5, 0), (0, -1), (0, 7)])
def test_a_pixel_outside_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(DocumentError, match="outside the 5 × 7 picture"):
        inspected(picture(), Kernel([[1]]), *place)


def test_several_channels_are_refused() -> None:
    with pytest.raises(DocumentError, match="one channel"):
        inspected(np.zeros((4, 4, 3)), Kernel([[1]]), 0, 0)
