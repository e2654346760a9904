"""Values at the ends of what there is: NaN under zeros, huge constants of the border."""

from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import METHODS, EngineError, Method, correlate, correlate_bank
from kernelview.kernels import Kernel
from tests.engine.expected import padded_sum, reach, some_kernel, some_picture
from tests.engine.test_contract import kernel_for

AnyMethod = Method | Literal["auto"]

methods = pytest.mark.parametrize("method", METHODS)
methods_and_auto = pytest.mark.parametrize("method", [*METHODS, "auto"])


def correlated(image: Any, kernel: Any, method: AnyMethod, **settings: Any) -> NDArray[Any] | None:
    """Return the result, or None where the method says that it is not for these."""
    try:
        return correlate(image, kernel, method=method, **settings)
    except EngineError as error:
        if method == "auto" or "not for this" not in str(error):
            raise
        return None


@methods
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (21, 21)])
def test_a_nan_under_a_kernel_of_zeros_takes_no_part(method: Method, size: tuple[int, int]) -> None:
    image = np.ones((40, 40), np.float32)
    image[20, 20] = np.nan
    kernel = Kernel(np.zeros(size), offset=0.5)
    found = correlated(image, kernel, method)
    assert found is None or (found == 0.5).all()


@pytest.mark.parametrize("method", ["auto", "direct", "sparse"])
def test_a_nan_stays_under_the_taps_where_much_of_a_kernel_is_0(
    method: AnyMethod,
) -> None:
    image = np.ones((64, 64), np.float32)
    image[30, 30] = np.nan
    weights = np.zeros((21, 21))
    weights[0, 0] = weights[0, 20] = weights[20, 20] = 1
    found = correlate(image, weights, method=method)
    assert np.isnan(found).sum() == 3


@methods_and_auto
@pytest.mark.parametrize("dtype", ["u1", "f4", "f8"])
@pytest.mark.parametrize("constant", [1e10, 1e25, np.inf, np.nan])
def test_a_huge_constant_of_the_border_drowns_nothing_inside(
    method: AnyMethod, dtype: str, constant: float
) -> None:
    image = some_picture((60, 64), dtype)
    kernel = kernel_for("direct" if method == "auto" else method, 13, 13)
    found = correlated(
        image,
        kernel,
        method,
        border="constant",
        constant=constant,
    )
    if found is None:
        return
    wanted = correlate(image, kernel, border="constant", method=method)
    middle = (slice(12, -12), slice(12, -12))
    allowed = 1e-3 * reach(image, kernel) * (1e-5 if dtype == "f8" else 1)
    np.testing.assert_allclose(found[middle], wanted[middle], rtol=0, atol=allowed)


def test_auto_does_a_bank_with_a_huge_constant_of_the_border() -> None:
    image = some_picture((90, 94), np.uint8)
    kernels = [some_kernel(31, 31, seed=seed) for seed in range(6)]
    found = correlate_bank(image, kernels, border="constant", constant=1e12)
    for kernel, result in zip(kernels, found, strict=True):
        wanted = correlate(image, kernel, border="constant", method="reference")
        np.testing.assert_allclose(result[31:-31, 31:-31], wanted[31:-31, 31:-31], atol=0.05)


@methods
@pytest.mark.parametrize(
    ("dtype", "output", "constant"),
    [("?", None, 0.25), ("?", None, 7.0), ("f2", None, 1e6), ("f4", "f8", 0.1), ("u1", None, 0.5)],
)
def test_a_constant_that_the_picture_cannot_hold_is_taken_as_it_is(
    method: Method, dtype: str, output: str | None, constant: float
) -> None:
    image = some_picture((9, 8), dtype)
    kernel = Kernel([[0, 0, 1]])
    found = correlated(
        image, kernel, method, border="constant", constant=constant, out_dtype=output
    )
    if found is None:
        return
    allowed = (1e-6 if found.dtype == np.float32 else 1e-12) * reach(
        image, kernel, constant=constant
    )
    np.testing.assert_allclose(found[:, -1], np.full(9, constant), rtol=0, atol=allowed)


@methods
def test_a_constant_that_is_nan_becomes_0_in_integers(method: Method) -> None:
    image = some_picture((40, 40), np.int16)
    weights = np.outer([1, 2, 1], [1, 2, 1]) + np.outer([1, 0, -1], [0.5, 0, -0.5])
    kernel = kernel_for(method, 3, 3) if method in {"separable", "box"} else Kernel(weights)
    found = correlated(
        image, kernel, method, border="constant", constant=np.nan, out_dtype=np.int16
    )
    if found is None:
        return
    assert not found[0].any()


@methods_and_auto
def test_the_mean_of_very_large_numbers_is_one_of_them(
    method: AnyMethod,
) -> None:
    image = np.full((300, 320), 1.5e38, np.float32)
    kernel = Kernel(np.ones((9, 9)), divisor=81)
    found = correlated(image, kernel, method)
    if found is None:
        return
    np.testing.assert_allclose(found, image, rtol=1e-5)


@pytest.mark.parametrize("dtype", ["u1", "u2", "i2"])
def test_few_taps_far_apart_are_summed_tap_by_tap(dtype: str) -> None:
    image = some_picture((64, 64), dtype)
    weights = np.zeros((9, 9))
    weights[0, 0] = weights[0, 8] = weights[8, 0] = weights[8, 8] = weights[4, 4] = 1
    found = correlate(image, weights, method="direct")
    np.testing.assert_array_equal(found, padded_sum(image, Kernel(weights)))


@methods_and_auto
def test_an_infinity_is_clipped_to_the_largest_integer(method: AnyMethod) -> None:
    image = np.ones((30, 31))
    image[15, 16] = np.inf
    weights = np.full((5, 5), 2.0)
    if method != "separable":
        weights[:2, 2:] = 3
    found = correlated(image, weights, method, out_dtype=np.int16)
    assert found is None or (found[13:18, 14:19] == np.iinfo(np.int16).max).all()
