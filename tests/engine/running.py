"""One method run by itself, without the choice between them."""

from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.engine import BORDERS, Border
from kernelview.engine.problem import Problem, default_output, problem_of
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel
from tests.engine.expected import assert_close, some_picture

SHAPES = ((1, 1), (1, 9), (9, 1), (2, 3, 4), (19, 23), (37, 61, 3), (70, 9, 5))
DTYPES = ("?", "u1", "i1", "u2", "i2", "i4", "f2", "f4", "f8", ">u2", ">f4")


def problem_for(
    image: NDArray[Any],
    kernel: Kernel,
    *,
    border: Border = "reflect",
    constant: float = 0.0,
    output: DTypeLike | None = None,
) -> Problem:
    """The problem of a picture (H, W) or (H, W, C)."""
    height, width = image.shape[:2]
    kind = default_output(image.dtype) if output is None else np.dtype(output)
    shape = (height, width, image[0, 0].size)
    return problem_of(shape, image.dtype, kernel, border, constant, kind)


def run_method(
    method: ModuleType, image: NDArray[Any], kernel: Kernel, *, threads: int = 2, **settings: Any
) -> NDArray[Any]:
    """What the method makes of the picture; the result holds NaN or 99 beforehand."""
    problem = problem_for(image, kernel, **settings)
    assert method.applies(problem)
    assert 0 < method.cost(problem) < 10
    assert method.reason(problem)
    result = np.full(problem.shape, 99 if problem.output.kind in "iu" else np.nan, problem.output)
    method.correlate(image.reshape(problem.shape), problem, result, Workers(threads))
    return result.reshape(image.shape)


def check_method(method: ModuleType, kernel: Kernel) -> None:
    """Hold a method to the contract over borders, shapes and dtypes."""
    for shape in SHAPES:
        for border in BORDERS:
            for dtype in ("u1", "f4", "f8"):
                image = some_picture(shape, dtype)
                found = run_method(method, image, kernel, border=border, constant=0.5)
                constant = 0.5 * (border == "constant")
                assert_close(found, image, kernel, border=border, constant=constant)
    check_dtypes(method, kernel)


def check_dtypes(method: ModuleType, kernel: Kernel) -> None:
    """Hold a method to the contract for every pair of dtypes, and views of pictures."""
    for dtype in DTYPES:
        base = some_picture((30, 44, 6), np.dtype(dtype).newbyteorder("=")).astype(dtype)
        for view in (base[:, :, :3], base[::-2, ::2, 2], base[3:20, 5:30]):
            for output in ("u1", "i2", "f4", "f8"):
                assert_close(run_method(method, view, kernel, output=output), view, kernel)
        threads = [run_method(method, base, kernel, threads=count) for count in (1, 2, 5)]
        assert all(np.array_equal(threads[0], other) for other in threads[1:])


def check_many_channels(method: ModuleType, kernel: Kernel) -> None:
    """Hold a method to the contract where OpenCV does not take all channels at once."""
    for channels in (2, 128, 129, 300):
        for dtype in ("u1", "f4"):
            image = some_picture((40, 30, channels), dtype)
            for output in ("u1", "f4"):
                found = run_method(method, image, kernel, output=output)
                assert_close(found, image, kernel)
