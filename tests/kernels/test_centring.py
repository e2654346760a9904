from hypothesis import given

from kernelview.kernels import Kernel
from kernelview.kernels.centring import centred, into_square
from tests.files.impulse import impulse
from tests.files.strategies import kernels


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
