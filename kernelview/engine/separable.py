"""The separable method: a rank-1 kernel as one pass along the columns and one along the rows."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.errors import EngineError
from kernelview.engine.opencv import DEPTHS, channel_groups
from kernelview.engine.padding import pad_part, strips_of
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel, separable_factors

Factors = tuple[NDArray[np.float64], NDArray[np.float64]]

# What the factors may miss, as a share of the sum of absolute weights: a tenth of what a
# float64 result may be off.
_TOLERANCE = 1e-13
_STRIP_VALUES = 2**17


@lru_cache(maxsize=256)
def factors(kernel: Kernel) -> Factors | None:
    """Return a column and a row whose outer product is the weights over the divisor.

    None when the rank is not 1, or the product misses the weights by more than rounding.
    """
    found = separable_factors(kernel)
    if found is None:
        return None
    column, row = found
    missed = np.abs(np.outer(column, row) - kernel.weights).sum()
    precise = missed <= _TOLERANCE * np.abs(kernel.weights).sum()
    return (column / kernel.divisor, row) if precise else None


def applies(problem: Problem) -> bool:
    """The kernel must have rank 1."""
    return factors(problem.kernel) is not None


def minds_nan(problem: Problem) -> bool:
    """A NaN spreads under the weights that are 0, too."""
    del problem
    return True


def minds_range(problem: Problem) -> bool:
    """Every result is a sum of its own."""
    del problem
    return False


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    slower = 1.0 if problem.working == FLOAT32 else 2.5
    nanoseconds = slower * (0.15 + 0.02 * sum(problem.kernel.shape)) + problem.conversions
    return 3e-5 + problem.values * nanoseconds * 1e-9


def reason(problem: Problem) -> str:
    """Say what it does."""
    rows, columns = problem.weights.shape
    return f"rank 1: {rows} + {columns} taps a pixel instead of {rows * columns}"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result by a pass along the columns and one along the rows."""

    def fill(rows: slice) -> None:
        for channels in channel_groups(image.shape[2]):
            _fill_strip(image[:, :, channels], problem, result[rows, :, channels], rows)

    _, width, depth = problem.shape
    rows = max(1, _STRIP_VALUES // (width * depth), 2 * problem.weights.shape[0])
    workers.run(fill, strips_of(image.shape[0], rows))


def _fill_strip(image: Picture, problem: Problem, result: Picture, rows: slice) -> None:
    found = factors(problem.kernel)
    if found is None:
        raise EngineError("the separable method needs a kernel of rank 1")
    column, row = found
    height, width, _ = result.shape
    source = pad_part(image, problem, rows, slice(0, width), problem.working)
    values = cv2.sepFilter2D(
        source,
        DEPTHS[problem.working],
        row,
        column,
        anchor=(0, 0),
        delta=problem.offset,
        borderType=cv2.BORDER_REPLICATE,
    ).reshape(source.shape)
    finish_into(values[:height, :width], result)
