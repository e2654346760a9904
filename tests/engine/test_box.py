"""Rules of the box method."""

import numpy as np
import pytest

from kernelview.engine.methods import box
from kernelview.kernels import Kernel
from tests.engine.expected import assert_close, some_kernel, some_picture
from tests.engine.running import check_many_channels, check_method, problem_for, run_method


def surround(rows: int, columns: int) -> Kernel:
    """A box of -1, a box of 2 within it, and a single 5."""
    weights = np.full((rows, columns), -1.0)
    weights[1:-2, 2:-1] = 2
    weights[rows // 2, columns // 2] = 5
    return Kernel(weights, divisor=7, offset=0.25, anchor=(0, columns - 1))


@pytest.mark.parametrize("size", [(1, 1), (2, 5), (3, 3), (13, 13), (31, 8), (1, 40)])
@pytest.mark.parametrize("divisor", [1, 3])
def test_every_border_shape_and_dtype_is_right(size: tuple[int, int], divisor: float) -> None:
    kernel = Kernel(np.ones(size), divisor=divisor * size[0] * size[1], anchor=(size[0] - 1, 0))
    check_method(box, kernel)


@pytest.mark.parametrize("size", [(7, 7), (21, 17)])
def test_sums_of_boxes_are_right_at_every_border(size: tuple[int, int]) -> None:
    check_method(box, surround(*size))


def test_sums_of_16_bit_integers_are_exact() -> None:
    image = some_picture((120, 130), np.uint16)
    kernel = Kernel(np.ones((16, 16)))
    found = run_method(box, image, kernel, output="f4")
    assert_close(found, image, kernel)
    np.testing.assert_array_equal(found, np.rint(found))


def test_a_long_picture_of_floats_does_not_drift() -> None:
    image = some_picture((3, 40_000), np.float64) + 1e3
    kernel = Kernel(np.ones((1, 31)), divisor=31)
    assert_close(run_method(box, image, kernel), image, kernel)


def test_only_sums_of_few_boxes_apply() -> None:
    image = some_picture((9, 9), np.float32)
    assert box.applies(problem_for(image, surround(9, 9)))
    assert not box.applies(problem_for(image, some_kernel(5, 5)))
    assert not box.applies(problem_for(image, Kernel(np.zeros((2, 2)))))


def test_floats_mind_what_stays_in_a_running_sum_and_integers_do_not() -> None:
    for dtype, minds in ((np.float32, True), (np.uint8, False)):
        problem = problem_for(some_picture((9, 9), dtype), surround(9, 9))
        assert box.minds_nan(problem) == box.minds_range(problem) == minds


def test_results_do_not_depend_on_the_number_of_threads() -> None:
    image = some_picture((1000, 700), np.float32)
    one, five = (run_method(box, image, surround(9, 9), threads=count) for count in (1, 5))
    np.testing.assert_array_equal(one, five)


def test_any_number_of_channels_is_right() -> None:
    check_many_channels(box, surround(7, 7))
