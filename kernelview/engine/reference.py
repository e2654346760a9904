"""The reference method: pad, then one multiplication and one sum a tap, in float64."""

import numpy as np

from kernelview.engine.borders import pad
from kernelview.engine.problem import FLOAT64, Picture, Problem


def applies(problem: Problem) -> bool:
    """The reference does every problem."""
    del problem
    return True


def minds_nan(problem: Problem) -> bool:
    """A NaN stays within the kernel's reach."""
    del problem
    return False


def cost(problem: Problem) -> float:
    """Return about how many nanoseconds a value takes; measured on two cores."""
    return 2 + 1.0 * int(np.count_nonzero(problem.weights))


@np.errstate(over="ignore", invalid="ignore")
def correlate(image: Picture, problem: Problem) -> Picture:
    """Return sum of weight times pixel, plus the offset, as float64 (H, W, C).

    A weight of 0 takes no part: a NaN under it stays where it is.
    """
    height, width, _ = image.shape
    padded = pad(image, problem.before, problem.after, problem.border, problem.constant, FLOAT64)
    total = np.full(image.shape, problem.offset, FLOAT64)
    product = np.empty(image.shape, FLOAT64)
    for row, column in np.argwhere(problem.weights):
        window = padded[row : row + height, column : column + width]
        np.multiply(window, problem.weights[row, column], out=product)
        np.add(total, product, out=total)
    return total
