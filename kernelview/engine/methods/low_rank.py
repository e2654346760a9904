"""The low-rank method: the kernel as a sum of columns times rows, two passes for each."""

from functools import lru_cache
from math import sqrt

import numpy as np

from kernelview.engine.errors import EngineError
from kernelview.engine.methods.opencv import holds_floats
from kernelview.engine.methods.passes import (
    balanced,
    block_nanoseconds,
    converting,
    fill_by_passes,
)
from kernelview.engine.problem import FLOAT32, Picture, Problem, largest_of
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel, Products, products

# What a result may be off, as a share of sum|weights| x max|value|, and what the singular
# values that are left out may use up of it.
_ALLOWED = {4: 1e-5, 8: 1e-12}
_LEFT_OUT = 0.1
# Rounding errors of a sum grow about with the root of its length; this is on the safe side.
_WORST_OVER_ROOT = 4.0
# Nanoseconds a value, on two cores: what each product but the first costs beyond its passes.
_ADDITION = 0.05


def applies(problem: Problem) -> bool:
    """The products must hold the result's precision although they may cancel each other."""
    found = _products_of(problem)
    return found.missed + found.growth * _rounding(problem) <= _allowed(problem)


def minds_nan(problem: Problem) -> bool:
    """A NaN spreads under the weights that are 0, too, and infinities of two products cancel.

    Where the range is looked at, infinities are found there.
    """
    several = len(_products_of(problem).factors) > 1
    return not problem.weights.all() or (several and not minds_range(problem))


def minds_range(problem: Problem) -> bool:
    """Where small weights are differences of large ones, a value that towers drowns others."""
    several = len(_products_of(problem).factors) > 1
    return several and problem.working == FLOAT32 and holds_floats(problem)


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    factors = _products_of(problem).factors
    passes = sum(block_nanoseconds(problem, product) for product in factors)
    nanoseconds = passes + _ADDITION * (len(factors) - 1) + converting(problem)
    return 6e-5 + problem.values * nanoseconds * 1e-9


def reason(problem: Problem) -> str:
    """Say what it does."""
    rows, columns = problem.weights.shape
    rank = len(_products_of(problem).factors)
    passes = f"{rows} + {columns} taps" if rank == 1 else f"{rank} × ({rows} + {columns}) taps"
    return f"rank {rank}: {passes} a pixel instead of {rows * columns}"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result with the sum of the products' results."""
    if not applies(problem):
        raise EngineError("the low-rank method needs a kernel whose parts do not cancel")
    divisor = problem.kernel.divisor
    factors = [balanced(column / divisor, row) for column, row in _products_of(problem).factors]
    fill_by_passes(image, problem, result, workers, factors)


def _products_of(problem: Problem) -> Products:
    return _kept_products(problem.kernel, _LEFT_OUT * _allowed(problem))


@lru_cache(maxsize=256)
def _kept_products(kernel: Kernel, tolerance: float) -> Products:
    return products(kernel, tolerance)


def _rounding(problem: Problem) -> float:
    """Return what rounding may cost, as a share of all that is added."""
    unit = float(np.finfo(problem.working).eps) / 2
    return _WORST_OVER_ROOT * unit * sqrt(sum(problem.weights.shape))


def _allowed(problem: Problem) -> float:
    """Return what a result may be off; half a level where it is rounded to integers."""
    precise = _ALLOWED[problem.working.itemsize]
    if problem.output.kind == "f" or problem.dtype.kind == "f":
        return precise
    largest = max(largest_of(problem.dtype), abs(problem.constant))
    levels = float(np.abs(problem.weights).sum()) * largest
    return max(precise, 0.5 / levels) if levels else precise
