"""The reference method: one multiplication and one sum a tap, in float64."""

import numpy as np

from kernelview.engine.padding import pad_part, strips_of
from kernelview.engine.problem import FLOAT64, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

_SECONDS_A_TAP = 0.5e-9
# Rows of float64 that stay in the processor's cache.
_STRIP_VALUES = 2**15


def applies(problem: Problem) -> bool:
    """The reference does every problem."""
    del problem
    return True


def minds_nan(problem: Problem) -> bool:
    """A NaN stays within the kernel's reach, and weights of 0 take no part."""
    del problem
    return False


def minds_range(problem: Problem) -> bool:
    """Every result is a sum of its own."""
    del problem
    return False


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    return 1e-4 + problem.values * _SECONDS_A_TAP * (4 + int(np.count_nonzero(problem.weights)))


def reason(problem: Problem) -> str:
    """Say what it does."""
    return f"the plain sum of {int(np.count_nonzero(problem.weights))} products in double precision"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result with sum of weight times pixel, plus the offset.

    A weight of 0 takes no part: a NaN under it stays where it is.
    """

    def fill(rows: slice) -> None:
        finish_into(_strip(image, problem, rows), result[rows])

    height, width, channels = image.shape
    workers.run(fill, strips_of(height, max(1, _STRIP_VALUES // (width * channels))))


@np.errstate(over="ignore", invalid="ignore")
def _strip(image: Picture, problem: Problem, rows: slice) -> Picture:
    width = image.shape[1]
    height = rows.stop - rows.start
    padded = pad_part(image, problem, rows, slice(0, width), FLOAT64)
    total = np.full((height, *image.shape[1:]), problem.offset, FLOAT64)
    product = np.empty_like(total)
    for row, column in np.argwhere(problem.weights):
        window = padded[row : row + height, column : column + width]
        np.multiply(window, problem.weights[row, column], out=product)
        np.add(total, product, out=total)
    return total
