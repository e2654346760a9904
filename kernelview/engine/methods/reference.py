"""The reference method: one multiplication and one sum a tap, in float64."""

import numpy as np

from kernelview.engine.methods.blocks import Block, blocks_of, window_at
from kernelview.engine.padding import pad_part
from kernelview.engine.problem import FLOAT64, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

_SECONDS_A_TAP = 0.5e-9
# Blocks of float64 that stay in the processor's cache.
_BLOCK_VALUES = 2**15


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

    workers.run(
        lambda block: finish_into(_sums(image, problem, block), result[block.places]),
        blocks_of(problem, _BLOCK_VALUES),
    )


@np.errstate(over="ignore", invalid="ignore")
def _sums(image: Picture, problem: Problem, block: Block) -> Picture:
    channels = image[:, :, block.channels]
    padded = pad_part(channels, problem, block.rows, block.columns, FLOAT64)
    total = np.full(block.shape, problem.offset, FLOAT64)
    product = np.empty_like(total)
    for row, column in np.argwhere(problem.weights):
        window = window_at(padded, block, row, column)
        np.multiply(window, problem.weights[row, column], out=product)
        np.add(total, product, out=total)
    return total
