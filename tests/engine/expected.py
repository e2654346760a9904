"""An independent answer: numpy.pad and a sliding sum in float64."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine import Border
from kernelview.kernels import Kernel


def padded_sum(
    image: NDArray[Any], kernel: Kernel, *, border: Border = "reflect", constant: float = 0.0
) -> NDArray[np.float64]:
    """What correlate must give, before any rounding."""
    values = image.astype(np.float64)
    rows, columns = kernel.shape
    row, column = kernel.anchor
    margins = [(row, rows - 1 - row), (column, columns - 1 - column)] + [(0, 0)] * (image.ndim - 2)
    if border == "constant":
        padded = np.pad(values, margins, mode="constant", constant_values=constant)
    else:
        padded = np.pad(values, margins, mode=border)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, axis=(0, 1))
    total: NDArray[np.float64] = np.einsum("...ij,ij->...", windows, kernel.weights)
    return total / kernel.divisor + kernel.offset


def reach(image: NDArray[Any], kernel: Kernel, *, constant: float = 0.0) -> float:
    """sum|k| · max|x|: what the precision of a result is measured by."""
    largest = max(float(np.abs(image.astype(np.float64)).max()), abs(constant))
    return float(np.abs(kernel.effective_weights).sum()) * largest + abs(kernel.offset)


def assert_close(
    found: NDArray[Any],
    image: NDArray[Any],
    kernel: Kernel,
    *,
    border: Border = "reflect",
    constant: float = 0.0,
) -> None:
    """Hold a result to the contract: 1e-12, 1e-5, or one level for integers."""
    wanted = padded_sum(image, kernel, border=border, constant=constant)
    if found.dtype.kind in "iu":
        limits = np.iinfo(found.dtype)
        wanted = np.clip(np.rint(wanted), limits.min, limits.max)
        tolerance = 1.0
    else:
        share = {2: 1e-3, 4: 1e-5, 8: 1e-12}[found.dtype.itemsize]
        tolerance = share * reach(image, kernel, constant=constant)
    assert found.shape == image.shape
    worst = float(np.abs(found.astype(np.float64) - wanted).max())
    assert worst <= tolerance, f"off by {worst:.3g}, allowed {tolerance:.3g}"


def some_picture(shape: tuple[int, ...], dtype: Any = np.float64, *, seed: int = 0) -> NDArray[Any]:
    """Random pixels over the whole range of an integer dtype, -1 to 2 for floats."""
    generator = np.random.default_rng(seed)
    kind = np.dtype(dtype)
    if kind.kind == "b":
        return generator.random(shape) < 0.5
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        return generator.integers(limits.min, limits.max, shape, dtype=kind, endpoint=True)
    return (generator.random(shape) * 3 - 1).astype(kind)


def some_kernel(
    rows: int, columns: int, *, separable: bool = False, seed: int = 1, **settings: Any
) -> Kernel:
    """Random weights of both signs; of rank 1 when `separable`."""
    generator = np.random.default_rng((seed, rows, columns))
    if separable:
        weights = np.outer(generator.normal(size=rows), generator.normal(size=columns))
    else:
        weights = generator.normal(size=(rows, columns))
    return Kernel(weights, **settings)
