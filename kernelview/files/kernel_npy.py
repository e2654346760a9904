"""Kernels as NumPy's .npy: the header is judged before the data is touched."""

from io import BytesIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from kernelview.kernels import LARGEST_SIDE, KernelError


def weights_from_npy(data: bytes) -> NDArray[np.float64]:
    """Return the matrix of a .npy file; KernelError unless it is a small one of real numbers."""
    stream = BytesIO(data)
    try:
        shape, dtype = _header(stream)
    except Exception as error:
        # NumPy's header is a Python literal: bad ones fail in many ways.
        raise KernelError("its .npy header is damaged, or newer than version 2.0") from error
    _check(shape, dtype, len(data) - stream.tell())
    stream.seek(0)
    return np.load(stream, allow_pickle=False).astype(np.float64)  # type: ignore[no-any-return]


def _header(stream: BytesIO) -> tuple[tuple[int, ...], np.dtype[np.generic]]:
    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    shape, _, dtype = readers[npy.read_magic(stream)](stream)
    return shape, dtype


def _check(shape: tuple[int, ...], dtype: np.dtype[np.generic], length: int) -> None:
    if dtype.hasobject or dtype.kind not in "biuf":
        raise KernelError(f"it holds {dtype}; a kernel's weights are real numbers")
    if len(shape) != 2 or not all(1 <= side <= LARGEST_SIDE for side in shape):
        raise KernelError(
            f"its shape is {shape}; a kernel has 1 to {LARGEST_SIDE} rows and columns"
        )
    expected = shape[0] * shape[1] * dtype.itemsize
    if length != expected:
        raise KernelError(f"it has {length} bytes of weights; its header promises {expected}")


def is_npy(data: bytes) -> bool:
    """Tell an .npy file by its first bytes."""
    return data.startswith(npy.MAGIC_PREFIX)


def npy_from_weights(weights: NDArray[np.float64]) -> bytes:
    """Return the .npy bytes of a matrix."""
    stream = BytesIO()
    np.save(stream, weights, allow_pickle=False)
    return stream.getvalue()
