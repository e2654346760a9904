"""Laws of the kernels' text: what is written reads back; what is not a matrix is refused."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.kernels import (
    TEXT_STYLES,
    Kernel,
    KernelError,
    TextStyle,
    format_matrix,
    format_number,
    parse_matrix,
    parse_number,
)
from tests.kernels.strategies import ANY_FLOATS, kernels

FINITE = st.floats(allow_nan=False, allow_infinity=False)
NEARLY_A_MATRIX = st.text(alphabet="0123456789.-+*/^ ,;\t\n[](){}eEpisqrtx:<>@#_'\"", max_size=60)


@given(FINITE)
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert parse_number(format_number(value)) == value


@given(kernels(cells=ANY_FLOATS), st.sampled_from(TEXT_STYLES))
def test_weights_read_back_in_every_style(kernel: Kernel, style: TextStyle) -> None:
    back = parse_matrix(format_matrix(kernel, style))
    np.testing.assert_array_equal(back.weights, kernel.weights)


@given(kernels())
def test_numpy_text_keeps_the_divisor_and_imagemagick_the_anchor(kernel: Kernel) -> None:
    assert parse_matrix(format_matrix(kernel, "numpy")).divisor == kernel.divisor
    assert parse_matrix(format_matrix(kernel, "imagemagick")).anchor == kernel.anchor


def kernel_or_none(text: str) -> Kernel | None:
    """What else may be raised fails the test."""
    try:
        return parse_matrix(text)
    except KernelError:
        return None


def number_or_none(text: str) -> float | None:
    try:
        return parse_number(text)
    except KernelError:
        return None


@settings(max_examples=500)
@given(st.text(max_size=60) | NEARLY_A_MATRIX)
def test_any_text_is_a_kernel_or_a_kernel_error(text: str) -> None:
    kernel = kernel_or_none(text)
    assert kernel is None or isinstance(kernel, Kernel)


@settings(max_examples=500)
@given(st.text(max_size=60) | NEARLY_A_MATRIX)
def test_any_text_is_a_finite_number_or_a_kernel_error(text: str) -> None:
    number = number_or_none(text)
    assert number is None or np.isfinite(number)
