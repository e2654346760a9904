"""The entry points: convolve, banks, choice, defaults."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import METHODS, choose_method, convolve, correlate, correlate_bank
from kernelview.engine import methods as table
from kernelview.kernels import Kernel, preset, preset_names
from tests.engine.expected import assert_close, padded_sum, some_kernel, some_picture


def test_convolution_of_an_impulse_gives_the_kernel_itself() -> None:
    image = np.zeros((7, 7))
    image[3, 3] = 1
    weights = np.arange(1.0, 10).reshape(3, 3)
    np.testing.assert_array_equal(convolve(image, weights)[2:5, 2:5], weights)
    np.testing.assert_array_equal(correlate(image, weights)[2:5, 2:5], weights[::-1, ::-1])


@pytest.mark.parametrize("shape", [(2, 2), (4, 3), (1, 6), (5, 5)])
def test_convolution_mirrors_the_anchor(shape: tuple[int, int]) -> None:
    image = some_picture((9, 8))
    for row, column in np.ndindex(shape):
        kernel = some_kernel(*shape, anchor=(row, column), divisor=2, offset=1)
        mirrored = (shape[0] - 1 - row, shape[1] - 1 - column)
        turned = kernel.replace(weights=kernel.weights[::-1, ::-1], anchor=mirrored)
        found = convolve(image, kernel)
        np.testing.assert_allclose(found, padded_sum(image, turned), rtol=0, atol=1e-12)


def test_a_bank_is_its_kernels_one_by_one() -> None:
    image = some_picture((12, 13, 3), np.uint8)
    plain = np.array([[1.0, -1.0]])
    bank: list[Kernel | NDArray[np.float64]] = [
        some_kernel(3, 3, seed=1),
        some_kernel(5, 2, seed=2, offset=4),
        plain,
    ]
    found = correlate_bank(image, bank, border="wrap", out_dtype=np.int16)
    assert found.shape == (3, 12, 13, 3)
    for result, kernel in zip(found, bank, strict=True):
        wanted = correlate(image, kernel, border="wrap", out_dtype=np.int16)
        np.testing.assert_array_equal(result, wanted)


def test_a_bank_may_be_one_array() -> None:
    assert correlate_bank(np.ones((4, 5)), np.ones((6, 3, 3))).shape == (6, 4, 5)


def test_lists_are_pictures_and_kernels_too() -> None:
    found = correlate([[1, 2, 3]], [[1, 1, 1]], border="constant")
    np.testing.assert_array_equal(found, [[3, 6, 5]])


def test_the_picture_is_left_as_it_is_and_the_result_is_new() -> None:
    image = some_picture((6, 6), np.float32)
    before = image.copy()
    found = correlate(image, [[1.0]])
    assert not np.shares_memory(found, image)
    found[...] = 7
    np.testing.assert_array_equal(image, before)


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_right_on_8_bits_and_as_float(name: str) -> None:
    image = some_picture((23, 21, 3), np.uint8)
    kernel = preset(name)
    assert_close(correlate(image, kernel), image, kernel)
    assert_close(correlate(image, kernel, out_dtype=np.uint8), image, kernel)
    assert_close(correlate(image, kernel, out_dtype=np.float64), image, kernel)


@pytest.mark.parametrize(
    ("dtype", "kernel", "method"),
    [
        (np.uint8, np.ones((31, 31)), "box"),
        (np.float64, np.ones((99, 99)), "box"),
        (np.uint8, np.outer(np.arange(1, 22), np.arange(1, 22)), "separable"),
        (np.uint8, np.outer(np.ones(7), np.arange(7)) + np.diag(np.arange(7) == 3), "low-rank"),
        (np.uint8, np.eye(31)[::-1], "sparse"),
        (np.uint8, np.random.default_rng(0).random((31, 31)), "fourier"),
        (np.uint8, np.random.default_rng(0).random((3, 3)), "direct"),
        (np.float32, np.eye(2), "direct"),
    ],
)
def test_auto_chooses_by_rank_and_cost(
    dtype: type[np.generic], kernel: NDArray[np.float64], method: str
) -> None:
    choice = choose_method((3000, 4000, 3), dtype, kernel)
    assert choice.method == method
    assert choice.reason


def test_correctness_comes_before_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a NaN in the picture auto leaves the separable method, though it is cheapest."""
    ran: list[str] = []
    for name in METHODS:
        row = table.TABLE[name]

        def spied(image, problem, result, workers, name=name, row=row):  # type: ignore[no-untyped-def]
            ran.append(name)
            row.correlate(image, problem, result, workers)

        changes = {**vars(row), "correlate": spied}
        monkeypatch.setitem(table.TABLE, name, table.MethodRow(**changes))
    image = np.ones((500, 500), np.float32)
    weights = np.outer(np.arange(9) - 4, np.arange(9) - 4)
    correlate(image, weights)
    image[0, 0] = np.inf
    correlate(image, weights)
    assert ran == ["separable", "direct"]


def test_an_offset_and_divisor_are_applied_once() -> None:
    kernel = Kernel([[2, 2]], divisor=4, offset=10)
    np.testing.assert_array_equal(correlate(np.full((2, 3), 8, np.uint8), kernel), 18)
    np.testing.assert_array_equal(convolve(np.full((2, 3), 8, np.uint8), kernel), 18)
