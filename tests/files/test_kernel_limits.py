import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from kernelview.files.kernel_limits import whole_offset, without_empty_ring
from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.centring import centred, into_square
from kernelview.kernels.whole_weights import WholeLimits, whole_weights
from tests.files.impulse import impulse
from tests.files.strategies import kernels

LIMITS = WholeLimits(weight=999, divisor=9999)


@given(kernel=kernels())
def test_a_centred_kernel_is_odd_and_applied_alike(kernel: Kernel) -> None:
    middle = centred(kernel)
    rows, columns = middle.shape
    assert (rows % 2, columns % 2) == (1, 1)
    assert middle.anchor == (rows // 2, columns // 2)
    assert impulse(middle, 15) == impulse(kernel, 15)
    assert middle.replace(weights=kernel.weights, anchor=kernel.anchor) == kernel


@given(kernel=kernels())
def test_a_square_is_applied_alike(kernel: Kernel) -> None:
    assert impulse(into_square(kernel, 13, "It"), 15) == impulse(kernel, 15)


def test_only_an_empty_ring_of_a_5_by_5_kernel_is_left_out() -> None:
    inner = Kernel(np.pad(np.ones((3, 3)), 1))
    assert without_empty_ring(inner) == Kernel(np.ones((3, 3)))
    corner = inner.weights.copy()
    corner[4, 4] = 1
    for kernel in (Kernel(corner), Kernel(np.ones((3, 3))), Kernel(np.pad(np.ones((1, 1)), 3))):
        assert without_empty_ring(kernel) is kernel


@given(
    weights=arrays.arrays("float64", (3, 3), elements=st.integers(-99, 99)),
    divisor=st.integers(1, 500),
)
def test_the_smallest_exact_divisor_is_found(weights: NDArray[np.float64], divisor: int) -> None:
    weights[1, 1] = 99
    whole = whole_weights(Kernel(weights / divisor), LIMITS)
    assert whole.error <= 1e-12
    assert divisor % whole.divisor == 0
    assert whole.notes == ()
    np.testing.assert_allclose(whole.weights / whole.divisor, weights / divisor, rtol=1e-12)


def test_own_whole_numbers_stay_as_they_are() -> None:
    whole = whole_weights(Kernel([[2, 4, 2]], divisor=8), LIMITS)
    assert (whole.weights.tolist(), whole.divisor) == ([[2, 4, 2]], 8)
    turned = whole_weights(Kernel([[2, 4, 2]], divisor=-8), LIMITS)
    assert (turned.weights.tolist(), turned.divisor) == ([[-1, -2, -1]], 4)


def test_no_divisor_would_have_come_nearer() -> None:
    weights = np.array([[0.7311, -0.2113, 0.0577]])
    whole = whole_weights(Kernel(weights), LIMITS)
    errors = [
        np.abs(np.rint(weights * divisor) / divisor - weights).max() / 0.7311
        for divisor in range(1, 1367)
    ]
    assert whole.error == pytest.approx(min(errors))
    assert np.abs(whole.weights).max() <= 999


def test_the_sum_of_the_weights_is_kept_to() -> None:
    limits = WholeLimits(weight=999, divisor=9999, sum=1000)
    whole = whole_weights(Kernel([[1 / 3, np.sqrt(0.1), 0.3]]), limits)
    assert np.abs(whole.weights).sum() <= 1000
    with pytest.raises(KernelError, match="sum to more than 1000"):
        whole_weights(Kernel([[600, -600]]), limits)
    with pytest.raises(KernelError, match="no nearer"):
        whole_weights(Kernel(np.full((5, 5), 0.1) + np.eye(5) / np.pi), WholeLimits(9, 9, 99))


@pytest.mark.parametrize(("offset", "expected"), [(128.0, 128), (-0.0, 0), (500.2, 500)])
def test_an_offset_near_a_whole_number_is_that(offset: float, expected: int) -> None:
    assert whole_offset(Kernel([[1]], offset=offset), 9999) == expected


@pytest.mark.parametrize("offset", [0.01, -10_000, 1e300, 127.5])
def test_any_other_offset_is_refused(offset: float) -> None:
    with pytest.raises(KernelError, match="the offset is"):
        whole_offset(Kernel([[1]], offset=offset), 9999)
