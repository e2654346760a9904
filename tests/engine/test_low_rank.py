"""Rules of the low-rank method."""

import numpy as np
import pytest

from kernelview.engine.methods import low_rank
from kernelview.kernels import Kernel, build, recipe_for
from tests.engine.expected import assert_close, some_kernel, some_picture
from tests.engine.running import check_many_channels, check_method, problem_for, run_method


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 8), (13, 13), (31, 3), (20, 40)])
def test_every_border_shape_and_dtype_is_right(size: tuple[int, int]) -> None:
    kernel = some_kernel(*size, divisor=3, offset=0.25, anchor=(size[0] - 1, 0))
    check_method(low_rank, kernel)


@pytest.mark.parametrize("name", ["laplacian-of-gaussian", "difference-of-gaussians"])
def test_round_band_passes_have_rank_2(name: str) -> None:
    problem = problem_for(some_picture((9, 9), np.float32), build(recipe_for(name, size=21)))
    assert low_rank.reason(problem) == "rank 2: 2 × (21 + 21) taps a pixel instead of 441"


def test_integers_ask_for_fewer_products_than_floats() -> None:
    generator = np.random.default_rng(3)
    weights = np.ones((15, 15)) / 225 + generator.normal(size=(15, 15)) * 1e-8
    image = some_picture((40, 50), np.uint8)
    ranks = [
        int(low_rank.reason(problem_for(image, Kernel(weights), output=output)).split()[1][:-1])
        for output in ("u1", "f4", "f8")
    ]
    assert ranks[0] == 1 < ranks[1] < ranks[2] == 15
    for output in ("u1", "f4", "f8"):
        found = run_method(low_rank, image, Kernel(weights), output=output)
        assert_close(found, image, Kernel(weights))


def test_whole_number_kernels_of_whole_numbers_are_exact() -> None:
    image = some_picture((30, 31), np.uint8)
    kernel = Kernel([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
    found = run_method(low_rank, image, kernel)
    np.testing.assert_array_equal(found, np.rint(found))
    assert_close(found, image, kernel)


def test_results_do_not_depend_on_the_number_of_threads() -> None:
    image = some_picture((1000, 700), np.float32)
    kernel = some_kernel(5, 5)
    one, five = (run_method(low_rank, image, kernel, threads=count) for count in (1, 5))
    np.testing.assert_array_equal(one, five)


def test_a_kernel_of_nothing_gives_the_offset() -> None:
    found = run_method(low_rank, some_picture((5, 6), np.uint8), Kernel(np.zeros((3, 4)), offset=2))
    assert (found == 2).all()


def test_any_number_of_channels_is_right() -> None:
    check_many_channels(low_rank, some_kernel(4, 3))
