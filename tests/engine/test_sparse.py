"""Rules of the sparse method."""

import numpy as np
import pytest

from kernelview.engine import BORDERS, Border
from kernelview.engine.methods import sparse
from kernelview.kernels import Kernel, build, recipe_for
from tests.engine.expected import assert_close, some_kernel, some_picture
from tests.engine.running import check_many_channels, check_method, problem_for, run_method


def kernel_of_taps(rows: int, columns: int, taps: int) -> Kernel:
    generator = np.random.default_rng((rows, columns, taps))
    weights = np.zeros(rows * columns)
    weights[generator.choice(rows * columns, taps, replace=False)] = generator.normal(size=taps)
    anchor = (rows - 1, 0)
    return Kernel(weights.reshape(rows, columns), divisor=3, offset=0.25, anchor=anchor)


@pytest.mark.parametrize(
    ("rows", "columns", "taps"),
    [(1, 1, 1), (9, 4, 1), (3, 3, 0), (5, 8, 3), (13, 13, 30), (40, 31, 12)],
)
def test_every_border_shape_and_dtype_is_right(rows: int, columns: int, taps: int) -> None:
    check_method(sparse, kernel_of_taps(rows, columns, taps))


def test_a_full_kernel_is_right_about_the_fourier_limits() -> None:
    image = some_picture((60, 70), np.float64)
    for size in ((7, 7), (9, 9), (5, 10), (7, 14)):
        assert_close(run_method(sparse, image, some_kernel(*size)), image, some_kernel(*size))


@pytest.mark.parametrize("dtype", ["u1", "f4", "f8"])
def test_a_picture_only_moved_keeps_its_very_values(dtype: str) -> None:
    image = some_picture((300, 500, 3), dtype)
    found = run_method(sparse, image, Kernel([[0, 0, 1]]), border="wrap", output=dtype)
    np.testing.assert_array_equal(found, np.roll(image, -1, axis=1))


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("place", [(0, 0), (0, 4), (6, 0), (6, 4), (2, 3)])
@pytest.mark.parametrize("shape", [(7, 5), (40, 31, 3)])
def test_a_picture_moved_any_way_shows_its_border(
    border: Border, place: tuple[int, int], shape: tuple[int, ...]
) -> None:
    weights = np.zeros((7, 5))
    weights[place] = 1
    for anchor in ((3, 2), (0, 4), place):
        kernel = Kernel(weights, anchor=anchor)
        for dtype in ("u1", "u2", "f8", "i4"):
            image = some_picture(shape, dtype)
            found = run_method(sparse, image, kernel, border=border, output=dtype)
            assert_close(found, image, kernel, border=border)


def test_a_nan_stays_from_under_the_weights_that_are_0() -> None:
    image = np.ones((60, 60), np.float32)
    image[30, 30] = np.nan
    kernel = build(recipe_for("motion-blur", size=31, length=31, angle=37))
    found = run_method(sparse, image, kernel)
    assert np.isnan(found).sum() == np.count_nonzero(kernel.weights)
    assert not sparse.minds_nan(problem_for(image, kernel))


def test_a_towering_value_leaves_its_neighbours_alone() -> None:
    image = np.full((60, 60), 0.25, np.float32)
    image[30, 30] = 1e30
    found = run_method(sparse, image, kernel_of_taps(31, 31, 9).replace(offset=0))
    wanted = run_method(
        sparse, np.full_like(image, 0.25), kernel_of_taps(31, 31, 9).replace(offset=0)
    )
    assert np.count_nonzero(found != wanted) == 9


def test_kernels_of_many_taps_are_left_to_others() -> None:
    assert not sparse.applies(problem_for(some_picture((9, 9)), some_kernel(12, 12)))


def test_results_do_not_depend_on_the_number_of_threads() -> None:
    image, kernel = some_picture((1000, 700), np.float32), kernel_of_taps(21, 21, 21)
    one, five = (run_method(sparse, image, kernel, threads=count) for count in (1, 5))
    np.testing.assert_array_equal(one, five)


def test_any_number_of_channels_is_right() -> None:
    check_many_channels(sparse, kernel_of_taps(13, 13, 30))
