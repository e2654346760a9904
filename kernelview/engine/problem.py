"""One correlation to be done, checked and made uniform: what every method receives."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.borders import Border
from kernelview.kernels import Kernel, trimmed

FLOAT32 = np.dtype(np.float32)
FLOAT64 = np.dtype(np.float64)

Picture = NDArray[Any]

# Half a unit of rounding error a step, and as many steps as OpenCV sums in a row.
_FLOAT32_ERROR = 2.0**-24
_LONGEST_SUM = 130
_FLOAT32_WHOLE = 2.0**24
_FLOAT32_RANGE = 1e30


@dataclass(frozen=True, eq=False)
class Problem:
    """A picture's shape (H, W, C) and dtype, and what is to be done to it.

    Methods compute in `working` (float32 or float64) and return that, or `output` where they
    can round and clip as they go. `finite` is False when a NaN or an infinity may be among
    the values, `even` when some value may tower over the others.
    """

    shape: tuple[int, int, int]
    dtype: np.dtype[Any]
    kernel: Kernel
    border: Border
    constant: float
    working: np.dtype[Any]
    output: np.dtype[Any]
    finite: bool = True
    even: bool = True

    @property
    def values(self) -> int:
        """How many values the picture has."""
        height, width, channels = self.shape
        return height * width * channels

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """The kernel's weights over its divisor."""
        return self.kernel.effective_weights

    @property
    def anchor(self) -> tuple[int, int]:
        """The kernel's anchor (row, column)."""
        return self.kernel.anchor

    @property
    def offset(self) -> float:
        """What is added to each sum."""
        return self.kernel.offset

    @property
    def rounding(self) -> float:
        """Nanoseconds a value that it takes to go from the working dtype to the output."""
        return 0.1 if self.output != self.working else 0.0

    @property
    def conversions(self) -> float:
        """Nanoseconds a value to make the picture the working dtype first, and to round last."""
        return self.rounding + (0.1 if self.dtype != self.working else 0.0)

    @property
    def before(self) -> tuple[int, int]:
        """Rows and columns that the kernel reaches above and left of its anchor."""
        return self.kernel.anchor

    @property
    def after(self) -> tuple[int, int]:
        """Rows and columns that the kernel reaches below and right of its anchor."""
        rows, columns = self.kernel.shape
        return rows - 1 - self.anchor[0], columns - 1 - self.anchor[1]


# The same kernel comes again and again: for each strip, tile and channel of a live picture.
@lru_cache(maxsize=256)
def problem_of(
    shape: tuple[int, int, int],
    dtype: np.dtype[Any],
    kernel: Kernel,
    border: Border,
    constant: float,
    output: np.dtype[Any],
) -> Problem:
    """Return the problem with the dtype that it is to be computed in.

    Rows and columns of zeros round the kernel are left out.
    """
    kernel = trimmed(kernel)
    beyond = constant if border == "constant" else 0.0
    working = working_dtype(dtype, output, kernel, beyond)
    return Problem(shape, dtype, kernel, border, beyond, working, output)


def default_output(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return float32 for 8- and 16-bit integers and float32, float64 for all others."""
    small = dtype.kind in "iu" and dtype.itemsize <= 2
    return FLOAT32 if small or dtype == FLOAT32 else FLOAT64


def largest_of(dtype: np.dtype[Any]) -> float:
    """Return the largest magnitude that bool or an integer dtype holds."""
    if dtype.kind == "b":
        return 1.0
    limits = np.iinfo(dtype)
    return float(max(-int(limits.min), int(limits.max)))


def working_dtype(
    dtype: np.dtype[Any], output: np.dtype[Any], kernel: Kernel, constant: float
) -> np.dtype[Any]:
    """Return float32 where it is precise enough for the output, otherwise float64."""
    if dtype.itemsize > 4 or (dtype.kind in "iu" and dtype.itemsize > 2) or output == FLOAT64:
        return FLOAT64
    gain = float(np.abs(kernel.effective_weights).sum())
    values = (gain, abs(kernel.offset), abs(constant))
    if (gain and gain < 1 / _FLOAT32_RANGE) or max(values) > _FLOAT32_RANGE:
        return FLOAT64
    if output.kind == "f":
        return FLOAT32
    return FLOAT32 if _rounds_right(dtype, output, kernel, constant) else FLOAT64


def _rounds_right(
    dtype: np.dtype[Any], output: np.dtype[Any], kernel: Kernel, constant: float
) -> bool:
    # Whatever rounds by way of integers makes something else of a NaN than 0.
    if dtype.kind == "f" or output.itemsize > 2 or not isfinite(constant):
        return False
    largest = largest_of(dtype)
    weights = kernel.effective_weights
    reach = float(np.abs(weights).sum()) * max(largest, abs(constant)) + abs(kernel.offset)
    whole = bool((weights == np.rint(weights)).all()) and constant.is_integer()
    if whole and reach < _FLOAT32_WHOLE:
        return True
    return reach * min(weights.size, _LONGEST_SUM) * _FLOAT32_ERROR <= 0.5
