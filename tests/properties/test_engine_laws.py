"""Laws of correlation and convolution, over random pictures, kernels and settings."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kernelview.engine import (
    BORDERS,
    METHODS,
    SHOW_MODES,
    Border,
    Method,
    ShowMode,
    convolve,
    correlate,
    show,
)
from kernelview.engine.methods import why_not
from kernelview.engine.problem import problem_of
from kernelview.engine.survey import is_even
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel
from tests.engine.expected import assert_close

quick = settings(max_examples=60, deadline=None)

borders = st.sampled_from(BORDERS)
general_methods = st.sampled_from(("reference", "direct"))
numbers = st.floats(-100, 100, allow_subnormal=False).map(lambda value: round(value, 6))
shapes = st.tuples(st.integers(1, 14), st.integers(1, 14))
sizes = st.tuples(st.integers(1, 9), st.integers(1, 9))
Plane = NDArray[np.float64]


def planes(shape: Any = shapes) -> st.SearchStrategy[Plane]:
    return arrays(np.float64, shape, elements=numbers)


@st.composite
def kernels(draw: st.DrawFn, size: Any = sizes) -> Kernel:
    weights = draw(planes(size))
    rows, columns = weights.shape
    anchor = (draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1)))
    divisor = draw(st.sampled_from([1.0, -2.0, 9.0, 0.125]))
    return Kernel(weights, divisor=divisor, offset=draw(numbers), anchor=anchor)


def fitting(
    image: Plane, kernel: Kernel, border: Border = "reflect", constant: float = 0.0
) -> list[Method]:
    """The methods that do not refuse this picture with this kernel."""
    shape = (*image.shape, 1)
    problem = problem_of(shape, image.dtype, kernel, border, constant, image.dtype)
    even = is_even(image[:, :, np.newaxis], Workers(1), constant=problem.constant)
    return [name for name in METHODS if why_not(name, replace(problem, even=even)) is None]


def close(found: NDArray[Any], wanted: NDArray[Any], scale: float) -> None:
    worst = np.abs(found - wanted).max(initial=0)
    assert worst <= 1e-12 * max(scale, 1), f"off by {worst}"


@quick
@given(planes(), kernels(), borders, numbers, st.data())
def test_any_correlation_is_the_padded_sum(
    image: Plane, kernel: Kernel, border: Border, constant: float, data: st.DataObject
) -> None:
    method = data.draw(st.sampled_from(fitting(image, kernel, border, constant)))
    found = correlate(image, kernel, border=border, constant=constant, method=method)
    beyond = constant if border == "constant" else 0.0
    assert_close(found, image, kernel, border=border, constant=beyond)


@quick
@given(planes(), kernels(), borders, st.data())
def test_correlation_is_linear_in_the_picture(
    first: Plane, kernel: Kernel, border: Border, data: st.DataObject
) -> None:
    second = data.draw(planes(first.shape))
    a, b = data.draw(numbers), data.draw(numbers)
    kernel = kernel.replace(offset=0)
    found = correlate(a * first + b * second, kernel, border=border)
    parts = correlate(first, kernel, border=border), correlate(second, kernel, border=border)
    gain = np.abs(kernel.effective_weights).sum()
    close(found, a * parts[0] + b * parts[1], 4e4 * gain)


@quick
@given(planes(), planes(sizes), borders, st.data())
def test_correlation_is_linear_in_the_kernel(
    image: Plane, first: Plane, border: Border, data: st.DataObject
) -> None:
    second = data.draw(planes(first.shape))
    found = correlate(image, first + second, border=border)
    parts = correlate(image, first, border=border), correlate(image, second, border=border)
    close(found, parts[0] + parts[1], 100 * (np.abs(first).sum() + np.abs(second).sum()))


@quick
@given(planes(), kernels(), st.integers(-20, 20), st.integers(-20, 20))
def test_a_shifted_picture_gives_a_shifted_result(
    image: Plane, kernel: Kernel, down: int, right: int
) -> None:
    shifted = correlate(np.roll(image, (down, right), (0, 1)), kernel, border="wrap")
    wanted = np.roll(correlate(image, kernel, border="wrap"), (down, right), (0, 1))
    close(shifted, wanted, 200 * np.abs(kernel.effective_weights).sum() + 100)


@quick
@given(planes(), borders, st.sampled_from(METHODS), sizes, st.data())
def test_the_identity_leaves_the_picture(
    image: Plane, border: Border, method: Method, size: tuple[int, int], data: st.DataObject
) -> None:
    anchor = data.draw(st.integers(0, size[0] - 1)), data.draw(st.integers(0, size[1] - 1))
    weights = np.zeros(size)
    weights[anchor] = 1
    found = correlate(image, Kernel(weights, anchor=anchor), border=border, method=method)
    close(found, image, 100)


@quick
@given(kernels(), st.data())
def test_an_impulse_gives_the_turned_kernel(kernel: Kernel, data: st.DataObject) -> None:
    kernel = kernel.replace(offset=0)
    impulse = np.zeros((31, 31))
    impulse[15, 15] = 1
    method = data.draw(st.sampled_from(fitting(impulse, kernel)))
    rows, columns = kernel.shape
    row, column = kernel.anchor
    wanted = np.zeros((31, 31))
    top, left = 15 - (rows - 1 - row), 15 - (columns - 1 - column)
    wanted[top : top + rows, left : left + columns] = kernel.effective_weights[::-1, ::-1]
    scale = float(np.abs(kernel.effective_weights).sum())
    close(correlate(impulse, kernel, method=method), wanted, scale)


@quick
@given(planes(st.tuples(st.integers(20, 26), st.integers(20, 26))), planes(sizes), planes(sizes))
def test_convolution_is_associative_away_from_the_border(
    image: Plane, first: Plane, second: Plane
) -> None:
    rows = first.shape[0] + second.shape[0] - 1
    columns = first.shape[1] + second.shape[1] - 1
    full = np.zeros((rows, columns))
    for row, column in np.ndindex(second.shape):
        full[row : row + first.shape[0], column : column + first.shape[1]] += (
            first * second[row, column]
        )
    # Anchors at the first cell add up, whatever the sizes.
    one = convolve(image, Kernel(first, anchor=(0, 0)))
    found = convolve(one, Kernel(second, anchor=(0, 0)))
    wanted = convolve(image, Kernel(full, anchor=(0, 0)))
    inside = np.s_[rows - 1 : image.shape[0] - rows + 1, columns - 1 : image.shape[1] - columns + 1]
    scale = 100 * float(np.abs(first).sum()) * float(np.abs(second).sum())
    close(found[inside], wanted[inside], scale)


@quick
@given(planes(), st.data(), borders, numbers)
def test_separable_equals_full(
    image: Plane, data: st.DataObject, border: Border, constant: float
) -> None:
    lengths = st.integers(1, 12)
    # Not so small that their products leave the range of rounding errors.
    cells = numbers.filter(lambda value: abs(value) > 1e-3)
    column = data.draw(arrays(np.float64, lengths, elements=cells))
    row = data.draw(arrays(np.float64, lengths, elements=cells))
    kernel = Kernel(np.outer(column, row), divisor=3, offset=1)
    settings = {"border": border, "constant": constant}
    found = correlate(image, kernel, method="separable", **settings)  # type: ignore[arg-type]
    full = correlate(image, kernel, method="reference", **settings)  # type: ignore[arg-type]
    close(found, full, 100 * np.abs(kernel.effective_weights).sum())


@quick
@given(planes(), kernels(), borders)
def test_convolving_with_a_turned_kernel_is_correlating(
    image: Plane, kernel: Kernel, border: Border
) -> None:
    rows, columns = kernel.shape
    anchor = (rows - 1 - kernel.anchor[0], columns - 1 - kernel.anchor[1])
    turned = kernel.replace(weights=kernel.weights[::-1, ::-1], anchor=anchor)
    np.testing.assert_array_equal(
        convolve(image, turned, border=border), correlate(image, kernel, border=border)
    )


@quick
@given(
    arrays(np.float32, shapes, elements=st.floats(width=32)),
    st.sampled_from(SHOW_MODES),
    st.sampled_from([np.uint8, np.uint16, np.float32]),
    st.sampled_from([1.0, 255.0, 65535.0]),
)
def test_showing_never_wraps_and_keeps_the_order(
    values: NDArray[np.float32], mode: ShowMode, dtype: Any, white: float
) -> None:
    shown = show(values, mode, white=white, dtype=dtype)
    assert np.isfinite(shown.pixels).all()
    assert 0 <= shown.below + shown.above <= values.size
    if mode in {"absolute", "false-colour"}:
        return
    order = np.argsort(values, axis=None)
    order = order[~np.isnan(values.ravel()[order])]
    assert (np.diff(shown.pixels.ravel()[order].astype(float)) >= 0).all()
