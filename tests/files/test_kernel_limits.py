import numpy as np
import pytest

from kernelview.files.kernel_limits import whole_offset, without_empty_ring
from kernelview.kernels import Kernel, KernelError


def test_only_an_empty_ring_of_a_5_by_5_kernel_is_left_out() -> None:
    inner = Kernel(np.pad(np.ones((3, 3)), 1))
    assert without_empty_ring(inner) == Kernel(np.ones((3, 3)))
    corner = inner.weights.copy()
    corner[4, 4] = 1
    for kernel in (Kernel(corner), Kernel(np.ones((3, 3))), Kernel(np.pad(np.ones((1, 1)), 3))):
        assert without_empty_ring(kernel) is kernel


@pytest.mark.parametrize(("offset", "expected"), [(128.0, 128), (-0.0, 0), (500.2, 500)])
def test_an_offset_near_a_whole_number_is_that(offset: float, expected: int) -> None:
    assert whole_offset(Kernel([[1]], offset=offset), 9999) == expected


@pytest.mark.parametrize("offset", [0.01, -10_000, 1e300, 127.5])
def test_any_other_offset_is_refused(offset: float) -> None:
    with pytest.raises(KernelError, match="the offset is"):
        whole_offset(Kernel([[1]], offset=offset), 9999)
