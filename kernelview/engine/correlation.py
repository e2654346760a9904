"""The engine's entry: correlate and convolve any picture with any kernel."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from kernelview.engine.bank import correlate_bank_into
from kernelview.engine.borders import Border
from kernelview.engine.checks import (
    checked_border,
    checked_constant,
    checked_image,
    checked_input_dtype,
    checked_kernel,
    checked_method,
    checked_output,
    checked_shape,
    checked_threads,
)
from kernelview.engine.errors import EngineError
from kernelview.engine.methods import (
    TABLE,
    Method,
    MethodChoice,
    MethodRow,
    cheapest,
    choose,
    row_of,
)
from kernelview.engine.problem import Problem, default_output, problem_of
from kernelview.engine.survey import is_even, is_finite
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel, turn_180

KernelLike = Kernel | ArrayLike


def correlate(
    image: ArrayLike,
    kernel: KernelLike,
    *,
    border: Border = "reflect",
    constant: float = 0.0,
    out_dtype: DTypeLike | None = None,
    method: Method | Literal["auto"] = "auto",
    threads: int | None = None,
) -> NDArray[Any]:
    """Slide the kernel over the picture as it stands: sum / divisor + offset, same H and W.

    `image` is (H, W) or (H, W, C), bool, integer or float; every channel is filtered.
    `border` is what lies outside, as numpy.pad names it, `constant` its value in the
    picture's units. `out_dtype` None gives float32 for 8- and 16-bit integers and float32,
    float64 otherwise; an integer dtype rounds half to even and clips (NaN becomes 0).
    `threads` bounds the threads that the engine itself starts. Raises EngineError.
    """
    workers = Workers(checked_threads(threads))
    pixels = checked_image(image)
    planes = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)
    problem = _problem(
        planes, checked_kernel(kernel), border=border, constant=constant, out_dtype=out_dtype
    )
    row, problem = _method_for(planes, problem, checked_method(method), workers)
    result = np.empty(planes.shape, problem.output)
    row.correlate(planes, problem, result, workers)
    return result.reshape(pixels.shape)


def convolve(
    image: ArrayLike,
    kernel: KernelLike,
    *,
    border: Border = "reflect",
    constant: float = 0.0,
    out_dtype: DTypeLike | None = None,
    method: Method | Literal["auto"] = "auto",
    threads: int | None = None,
) -> NDArray[Any]:
    """Correlate with the kernel turned 180 degrees and its anchor mirrored: true convolution."""
    return correlate(
        image,
        turn_180(checked_kernel(kernel)),
        border=border,
        constant=constant,
        out_dtype=out_dtype,
        method=method,
        threads=threads,
    )


def correlate_bank(
    image: ArrayLike,
    kernels: Sequence[KernelLike] | NDArray[Any],
    *,
    border: Border = "reflect",
    constant: float = 0.0,
    out_dtype: DTypeLike | None = None,
    method: Method | Literal["auto"] = "auto",
    threads: int | None = None,
) -> NDArray[Any]:
    """Correlate with each of N kernels: (N, H, W[, C]).

    "auto" lets kernels share work (borders, products, spectra) where that is faster.
    """
    bank = [checked_kernel(kernel) for kernel in kernels]
    if not bank:
        raise EngineError("the bank holds no kernel; give at least one")
    workers = Workers(checked_threads(threads))
    pixels = checked_image(image)
    planes = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)
    problems = [
        _problem(planes, kernel, border=border, constant=constant, out_dtype=out_dtype)
        for kernel in bank
    ]
    results = np.empty((len(bank), *planes.shape), problems[0].output)
    wanted = checked_method(method)
    if wanted == "auto":
        correlate_bank_into(planes, problems, results, workers)
    else:
        for problem, result in zip(problems, results, strict=True):
            row, surveyed = _method_for(planes, problem, wanted, workers)
            row.correlate(planes, surveyed, result, workers)
    return results.reshape(len(bank), *pixels.shape)


def expected_seconds(shape: Sequence[int], dtype: DTypeLike, kernel: Kernel) -> float:
    """Return about how long "auto" takes for float32 results, from measured costs."""
    return choose_method(shape, dtype, kernel, out_dtype=np.float32).seconds


def choose_method(
    shape: Sequence[int],
    dtype: DTypeLike,
    kernel: KernelLike,
    *,
    border: Border = "reflect",
    out_dtype: DTypeLike | None = None,
) -> MethodChoice:
    """Return what "auto" runs on a finite, even picture of this shape and dtype, and why."""
    kind = checked_input_dtype(dtype)
    checked = checked_kernel(kernel)
    output = checked_output(out_dtype) if out_dtype is not None else default_output(kind)
    return choose(
        problem_of(checked_shape(shape), kind, checked, checked_border(border), 0.0, output)
    )


def _problem(
    planes: NDArray[Any],
    kernel: Kernel,
    *,
    border: Border,
    constant: float,
    out_dtype: DTypeLike | None,
) -> Problem:
    height, width, channels = planes.shape
    return problem_of(
        (height, width, channels),
        planes.dtype,
        kernel,
        checked_border(border),
        checked_constant(constant),
        checked_output(out_dtype) if out_dtype is not None else default_output(planes.dtype),
    )


def _method_for(
    planes: NDArray[Any], problem: Problem, wanted: Method | Literal["auto"], workers: Workers
) -> tuple[MethodRow, Problem]:
    """Return the method's row, and the problem that says what the values allow.

    The values are looked at only where the method asked or chosen for would mind.
    """
    while True:
        row = TABLE[cheapest(problem)] if wanted == "auto" else row_of(wanted, problem)
        surveyed = _surveyed(planes, problem, row, workers)
        if surveyed is problem:
            return row, problem
        problem = surveyed


def _surveyed(planes: NDArray[Any], problem: Problem, row: MethodRow, workers: Workers) -> Problem:
    if problem.finite and row.minds_nan(problem) and not _all_finite(planes, problem, workers):
        return replace(problem, finite=False, even=False)
    asked = problem.even and row.minds_range(problem)
    if asked and not is_even(planes, workers, constant=problem.constant):
        return replace(problem, even=False)
    return problem


def _all_finite(planes: NDArray[Any], problem: Problem, workers: Workers) -> bool:
    return isfinite(problem.constant) and is_finite(planes, workers)
