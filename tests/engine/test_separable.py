"""Rules of the separable method."""

import numpy as np
import pytest

from kernelview.engine.methods import separable
from kernelview.engine.methods.blocks import blocks_of
from kernelview.kernels import Kernel, preset
from tests.engine.expected import assert_close, some_kernel, some_picture
from tests.engine.running import check_many_channels, check_method, problem_for, run_method


@pytest.mark.parametrize("size", [(1, 1), (2, 5), (7, 4), (13, 13), (31, 2)])
def test_every_border_shape_and_dtype_is_right(size: tuple[int, int]) -> None:
    kernel = some_kernel(*size, separable=True, divisor=3, offset=0.25, anchor=(size[0] - 1, 0))
    check_method(separable, kernel)


def test_blocks_make_no_difference() -> None:
    image = some_picture((700, 900), np.float64)
    kernel = some_kernel(9, 9, separable=True)
    assert len(blocks_of(problem_for(image, kernel, border="wrap"), 2**18)) > 2
    found = run_method(separable, image, kernel, border="wrap")
    assert_close(found, image, kernel, border="wrap")


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("side", [3, 9, 31, 99])
def test_smoothing_8_bits_to_8_bits_is_rounded_but_once(side: int, share: float) -> None:
    taper = np.hanning(side + 2)[1:-1]
    row = share * taper / taper.sum()
    kernel = Kernel(np.outer(row, taper / taper.sum()) / share)
    image = some_picture((128, 130), np.uint8)
    exact = run_method(separable, image, kernel, output="f8")
    found = run_method(separable, image, kernel, output="u1")
    assert np.abs(found - exact).max() < 0.501


def test_only_rank_1_applies() -> None:
    image = some_picture((9, 9), np.float32)
    assert separable.applies(problem_for(image, preset("sobel-x")))
    assert not separable.applies(problem_for(image, Kernel([[1, 2], [3, 4]])))
    assert not separable.applies(problem_for(image, Kernel(np.zeros((3, 3)))))


def test_a_nan_stays_in_reach_where_no_weight_is_0() -> None:
    image = np.ones((40, 40), np.float32)
    image[20, 20] = np.nan
    kernel = some_kernel(5, 7, separable=True)
    assert not separable.minds_nan(problem_for(image, kernel))
    assert np.isnan(run_method(separable, image, kernel)).sum() == 35
    assert separable.minds_nan(problem_for(image, preset("sobel-x")))


def test_any_number_of_channels_is_right() -> None:
    check_many_channels(separable, some_kernel(4, 3, separable=True))
