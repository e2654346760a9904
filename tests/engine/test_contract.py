"""What every method must do, held against an independent sum."""

from typing import Any

import numpy as np
import pytest

from kernelview.engine import BORDERS, METHODS, Border, EngineError, Method, correlate
from kernelview.engine.methods import TABLE
from kernelview.engine.problem import problem_of
from kernelview.kernels import Kernel
from tests.engine.expected import assert_close, some_kernel, some_picture

INPUTS = ("?", "u1", "i1", "u2", "i2", "u4", "i4", "f2", "f4", "f8")
OUTPUTS = (None, "u1", "i1", "u2", "i2", "u4", "i4", "f2", "f4", "f8")
SIDES = (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 16, 33)
ORDINARY = ((1, 7), (7, 1), (2, 5), (3, 8), (5, 33), (1, 33))
# OpenCV goes over to a Fourier transform at areas of 50 and of 130, depending on the dtype.
ABOUT_50 = ((7, 7), (5, 10), (1, 49), (1, 50), (50, 1))
ABOUT_130 = ((3, 43), (10, 13), (13, 10), (2, 65), (1, 99), (21, 21))
RECTANGLES = (*ORDINARY, *ABOUT_50, *ABOUT_130)

# By Fourier transforms or factors, whole numbers come out as nearly whole ones; running sums
# are not for a picture with a NaN, as in the tests that these methods alone have to pass.
EXACT = tuple(method for method in METHODS if method not in ("fourier", "low-rank", "box"))

methods = pytest.mark.parametrize("method", METHODS)
exact_methods = pytest.mark.parametrize("method", EXACT)
borders = pytest.mark.parametrize("border", BORDERS)


def refuses_nan(method: Method, image: Any, kernel: Kernel) -> bool:
    """Whether a method says beforehand that it is not for a picture with a NaN."""
    height, width, *channels = image.shape
    shape = (height, width, channels[0] if channels else 1)
    problem = problem_of(shape, image.dtype, kernel, "reflect", 0.0, image.dtype)
    return TABLE[method].minds_nan(problem) or TABLE[method].minds_range(problem)


def kernel_for(method: Method, rows: int, columns: int, **settings: Any) -> Kernel:
    """Random weights with the structure that a method asks for."""
    if method == "low-rank":
        first = some_kernel(rows, columns, separable=True, seed=1)
        second = some_kernel(rows, columns, separable=True, seed=2)
        return Kernel(first.weights + second.weights, **settings)
    if method == "box":
        return Kernel(np.full((rows, columns), 0.7), **settings)
    if method == "sparse":
        return some_taps(rows, columns, **settings)
    return some_kernel(rows, columns, separable=method == "separable", **settings)


def some_taps(rows: int, columns: int, **settings: Any) -> Kernel:
    """Random weights, most of them 0: the corners, and some between."""
    kernel = some_kernel(rows, columns, **settings)
    kept = np.random.default_rng((rows, columns)).random((rows, columns)) < 20 / (rows * columns)
    kept[0, 0] = kept[-1, -1] = True
    return kernel.replace(weights=np.where(kept, kernel.weights, 0))


@methods
@borders
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("dtype", ["u1", "f4", "f8"])
def test_every_size_and_border_is_right(
    method: Method, border: Border, side: int, dtype: str
) -> None:
    image = some_picture((19, 23), dtype)
    kernel = kernel_for(method, side, side, divisor=3, offset=0.25)
    found = correlate(image, kernel, border=border, constant=0.5, method=method)
    assert_close(found, image, kernel, border=border, constant=0.5 * (border == "constant"))


@methods
@borders
@pytest.mark.parametrize("shape", RECTANGLES)
@pytest.mark.parametrize("dtype", ["u1", "u2", "f4", "f8"])
def test_rectangles_are_right_about_the_fourier_limits(
    method: Method, border: Border, shape: tuple[int, int], dtype: str
) -> None:
    image = some_picture((37, 61, 3), dtype)
    kernel = kernel_for(method, *shape)
    found = correlate(image, kernel, border=border, constant=7, method=method)
    assert_close(found, image, kernel, border=border, constant=7.0 * (border == "constant"))


@methods
@borders
@pytest.mark.parametrize("shape", [(1, 4), (4, 1), (2, 3), (3, 3), (4, 4)])
def test_every_anchor_is_right(method: Method, border: Border, shape: tuple[int, int]) -> None:
    image = some_picture((6, 7), np.float64)
    for anchor in np.ndindex(shape):
        kernel = kernel_for(method, *shape, anchor=anchor)
        found = correlate(image, kernel, border=border, constant=-2, method=method)
        assert_close(found, image, kernel, border=border, constant=-2.0 * (border == "constant"))


@methods
@pytest.mark.parametrize("dtype", INPUTS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("side", [3, 8])
def test_every_pair_of_dtypes_is_right(
    method: Method, dtype: str, output: str | None, side: int
) -> None:
    image = some_picture((20, 17, 3), dtype)
    kernel = kernel_for(method, side, side, divisor=1e7 if output == "f2" else 2, offset=3)
    found = correlate(image, kernel, method=method, out_dtype=output)
    single = dtype in {"u1", "i1", "u2", "i2", "f4"}
    assert found.dtype == np.dtype(output or ("f4" if single else "f8"))
    assert_close(found, image, kernel)


@methods
@pytest.mark.parametrize("gain", [1e-3, 1, 37.7, 1e5, 1e12, 1e38])
@pytest.mark.parametrize("dtype", ["u1", "i2", "u2"])
def test_integers_are_right_whatever_the_gain(method: Method, gain: float, dtype: str) -> None:
    image = some_picture((15, 16), dtype)
    kernel = kernel_for(method, 3, 4)
    kernel = kernel.replace(weights=kernel.weights * gain)
    assert_close(correlate(image, kernel, method=method, out_dtype=dtype), image, kernel)


@methods
def test_weights_beyond_float32_are_right_as_float32(method: Method) -> None:
    image = np.full((5, 6), 60_000, np.uint16)
    tiny = Kernel(np.full((2, 2), 1e-44))
    assert_close(correlate(image, tiny, method=method), image, tiny)
    cancelling = Kernel([[1e39, -1e39]])
    assert_close(correlate(image, cancelling, method=method), image, cancelling)


@methods
def test_a_large_offset_that_cancels_costs_no_precision(method: Method) -> None:
    image = np.full((5, 5), 200, np.uint8)
    kernel = Kernel(np.full((3, 3), 1e6 / 9), offset=-2e8 + 100.0)
    found = correlate(image, kernel, method=method, out_dtype=np.uint8)
    assert np.abs(found.astype(int) - 100).max() <= 1


@methods
@borders
@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2), (3, 5), (1, 1, 3), (2, 3, 4)])
@pytest.mark.parametrize("size", [(2, 2), (3, 3), (7, 12), (31, 31), (99, 98)])
def test_pictures_smaller_than_the_kernel_are_right(
    method: Method, border: Border, shape: tuple[int, ...], size: tuple[int, int]
) -> None:
    for dtype in ("u1", "f8"):
        image = some_picture(shape, dtype)
        kernel = kernel_for(method, *size)
        found = correlate(image, kernel, border=border, constant=300.5, method=method)
        assert_close(found, image, kernel, border=border, constant=300.5 * (border == "constant"))


@methods
@pytest.mark.parametrize("channels", [1, 2, 4, 5, 128, 129, 300])
@pytest.mark.parametrize("size", [(3, 3), (8, 9)])
def test_any_number_of_channels_is_filtered(
    method: Method, channels: int, size: tuple[int, int]
) -> None:
    image = some_picture((9, 8, channels), np.uint8)
    kernel = kernel_for(method, *size, offset=1)
    assert_close(correlate(image, kernel, method=method), image, kernel)


@methods
@pytest.mark.parametrize("size", [(3, 3), (9, 9), (13, 13)])
@pytest.mark.parametrize("dtype", ["u1", "f4", ">u2", ">f8"])
def test_layout_byte_order_and_read_only_make_no_difference(
    method: Method, size: tuple[int, int], dtype: str
) -> None:
    base = some_picture((40, 36, 6), np.dtype(dtype).newbyteorder("=")).astype(dtype)
    base.setflags(write=False)
    kernel = kernel_for(method, *size)
    views = (base[::2, ::3, 1:4], base[::-1, :, ::-2], base.transpose(1, 0, 2), base[:, :, 3])
    for view in (*views, np.asfortranarray(base)):
        before = view.copy()
        assert_close(correlate(view, kernel, method=method), view, kernel)
        np.testing.assert_array_equal(view, before)


@methods
@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("size", [(3, 3), (7, 7), (5, 10), (10, 13), (21, 22)])
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_one_nan_spreads_no_further_than_the_kernel_reaches(
    method: Method, poison: float, size: tuple[int, int], dtype: str
) -> None:
    image = some_picture((64, 60, 2), dtype)
    image[30, 31, 0] = poison
    kernel = kernel_for(method, *size, anchor=(1, 2))
    if refuses_nan(method, image, kernel):
        with pytest.raises(EngineError, match=r"NaN|tower"):
            correlate(image, kernel, method=method)
        return
    found = correlate(image, kernel, method=method)
    hit = np.zeros(image.shape, bool)
    for row, column in np.argwhere(kernel.weights):
        hit[30 - row + 1, 31 - column + 2, 0] = True
    np.testing.assert_array_equal(~np.isfinite(found), hit)
    clean = np.where(np.isfinite(image), image, 0)
    wanted = correlate(clean, kernel, method="reference")
    np.testing.assert_allclose(found[~hit], wanted[~hit], atol=1e-4 if dtype == "f4" else 1e-11)


@pytest.mark.parametrize("size", [(3, 3), (13, 13)])
def test_auto_keeps_a_nan_from_under_the_weights_that_are_0(size: tuple[int, int]) -> None:
    weights = np.zeros(size)
    weights[:, 0] = 1  # rank 1
    image = np.ones((40, 40), np.float32)
    image[20, 20] = np.nan
    found = correlate(image, weights)
    assert np.isnan(found).sum() == size[0]


@exact_methods
def test_a_border_constant_that_is_nan_stays_at_the_border(method: Method) -> None:
    found = correlate(
        np.ones((30, 30)), np.ones((9, 9)), border="constant", constant=np.nan, method=method
    )
    assert np.isnan(found[0]).all()
    assert np.isfinite(found[4:-4, 4:-4]).all()


@exact_methods
@pytest.mark.parametrize("dtype", ["u1", "i1", "u2", "i2", "u4", "i4"])
def test_integer_output_rounds_half_to_even_and_clips(method: Method, dtype: str) -> None:
    limits = np.iinfo(dtype)
    values = np.array([[0.5, 1.5, 2.5, 3.49, -0.5, 1e12, -1e12, np.nan, np.inf, -np.inf]])
    found = correlate(values, [[1.0]], out_dtype=dtype, method=method)
    low, high = limits.min, limits.max
    np.testing.assert_array_equal(found[0], [0, 2, 2, 3, 0, high, low, 0, high, low])


@exact_methods
def test_rounding_an_8_bit_picture_goes_half_to_even(method: Method) -> None:
    image = np.array([[1, 3, 5, 7, 255]], np.uint8)
    kernel = Kernel([[1]], divisor=2)
    found = correlate(image, kernel, out_dtype=np.uint8, method=method)
    np.testing.assert_array_equal(found, [[0, 2, 2, 4, 128]])


@exact_methods
def test_golden_impulse(method: Method) -> None:
    """Correlation of an impulse gives the turned kernel (kornia#2263, Pillow#7204)."""
    image = np.zeros((7, 7))
    image[3, 3] = 1
    column, row = np.array([[1.0], [2], [3]]), np.array([[4.0, 5, 6]])
    weights = column * row if method == "separable" else np.arange(1.0, 10).reshape(3, 3)
    found = correlate(image, weights, method=method)
    np.testing.assert_allclose(found[2:5, 2:5], weights[::-1, ::-1], rtol=0, atol=1e-15)
    assert np.count_nonzero(found) == 9


def test_the_separable_method_refuses_a_kernel_of_rank_2() -> None:
    with pytest.raises(EngineError, match="rank 1"):
        correlate(np.ones((4, 4)), [[1, 2], [3, 4]], method="separable")


@methods
@borders
@pytest.mark.parametrize("size", [(3, 3), (7, 7), (10, 13), (31, 30)])
@pytest.mark.parametrize(
    ("dtype", "output"), [("u1", "u1"), ("u1", "f4"), ("u2", "u2"), ("f4", "f4"), ("f8", "f8")]
)
def test_the_number_of_threads_changes_nothing(
    method: Method, border: Border, size: tuple[int, int], dtype: str, output: str
) -> None:
    image = some_picture((701, 97), dtype)
    kernel = kernel_for(method, *size, offset=0.5)
    one, two, five = (
        correlate(image, kernel, border=border, out_dtype=output, method=method, threads=threads)
        for threads in (1, 2, 5)
    )
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(one, five)
