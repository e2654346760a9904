import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.whole_weights import WholeLimits, whole_weights

LIMITS = WholeLimits(weight=999, divisor=9999)


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
