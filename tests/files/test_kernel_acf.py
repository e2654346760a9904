import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from kernelview.files.kernel_acf import acf_notes, parse_acf, write_acf
from kernelview.kernels import Kernel, KernelError, preset, resize
from kernelview.kernels.centring import into_square
from tests.files.impulse import impulse

SOBEL = Kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], offset=128)
# Sobel x, scale 1, offset 128, as Photoshop's file specification lays it out.
SOBEL_BYTES = bytes.fromhex(
    "0000 0000 0000 0000 0000 0000 ffff 0000 0001 0000 0000 fffe 0000 0002"
    "0000 0000 ffff 0000 0001 0000 0000 0000 0000 0000 0000 0001 0080"
)


def _file(weights: list[int], divisor: int = 1, offset: int = 0) -> bytes:
    return struct.pack(">27h", *weights, divisor, offset)


def test_sobel_is_written_byte_for_byte_as_published() -> None:
    assert len(SOBEL_BYTES) == 54
    assert write_acf(SOBEL) == SOBEL_BYTES
    assert parse_acf(SOBEL_BYTES) == SOBEL


@given(
    weights=arrays.arrays("float64", (5, 5), elements=st.integers(-999, 999)),
    divisor=st.integers(1, 9999),
    offset=st.integers(-9999, 9999),
)
def test_a_kernel_of_whole_numbers_comes_back(
    weights: NDArray[np.float64], divisor: int, offset: int
) -> None:
    weights[0, 0] = weights[0, 0] or 1
    kernel = Kernel(weights, divisor=divisor, offset=offset)
    assert parse_acf(write_acf(kernel)) == kernel
    assert acf_notes(kernel) == ()


@given(weights=arrays.arrays("float64", (5, 5), elements=st.floats(-1, 1)))
def test_any_weights_come_back_nearly(weights: NDArray[np.float64]) -> None:
    largest = np.abs(weights).max()
    if 0 < largest < 0.05:
        weights, largest = weights / largest, 1
    kernel = Kernel(weights)
    back = into_square(parse_acf(write_acf(kernel)), 5, "")
    error = np.abs(back.effective_weights - weights).max()
    assert error <= 1e-3 * largest
    assert bool(acf_notes(kernel)) == (error > 1e-12 * largest)


@pytest.mark.parametrize("name", ["box-3", "box-5", "gaussian-5", "unsharp-5", "log-5"])
def test_fractions_become_whole_numbers_exactly(name: str) -> None:
    kernel = Kernel(preset(name).effective_weights)
    back = parse_acf(write_acf(kernel))
    np.testing.assert_allclose(back.effective_weights, kernel.weights, rtol=1e-12)
    assert acf_notes(kernel) == ()


def test_rounded_weights_say_by_how_much() -> None:
    kernel = Kernel([[0.123456789, 1 / 3, np.pi]])
    back = parse_acf(write_acf(kernel)).effective_weights[1]
    error = np.abs(back - kernel.weights[0]).max() / np.pi
    (note,) = acf_notes(kernel)
    assert 1e-12 < error < 1e-3
    assert f"{error:.2g} of the largest" in note


def test_an_impulse_shows_the_kernel_turned_as_correlation_turns_it() -> None:
    # The golden test: 1 to 9 over a single 1 gives 9 to 1.
    kernel = parse_acf(write_acf(Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])))
    assert impulse(kernel) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


@pytest.mark.parametrize("anchor", [(0, 0), (0, 2), (2, 1)])
def test_a_moved_anchor_is_written_as_it_is_applied(anchor: tuple[int, int]) -> None:
    kernel = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]], anchor=anchor)
    assert impulse(parse_acf(write_acf(kernel)), 5) == impulse(kernel, 5)


@pytest.mark.parametrize(
    ("kernel", "reason"),
    [
        (Kernel(np.ones((7, 7))), "5 × 5 weights about the anchor; this kernel needs 7 × 7"),
        (Kernel(np.ones((4, 4)), anchor=(0, 0)), "needs 7 × 7"),
        (Kernel([[1000, 1]]), "largest weight over the divisor is 1000; at most 999"),
        (Kernel([[1e300]]), "at most 999"),
        (Kernel([[1e-5, 1e-5 / 3]]), "no nearer"),
        (Kernel([[1e-310]]), "no nearer"),
        (Kernel([[1]], offset=10_000), "-9999 to 9999"),
        (Kernel([[1]], offset=0.5), "whole number"),
    ],
)
def test_what_photoshop_cannot_hold_is_refused(kernel: Kernel, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        write_acf(kernel)


def test_a_large_empty_margin_is_left_out() -> None:
    assert parse_acf(write_acf(resize(SOBEL, 99, 99))) == SOBEL
    assert parse_acf(write_acf(Kernel(np.zeros((9, 9))))).shape == (3, 3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "54 bytes; this file has 0"),
        (SOBEL_BYTES + b"\0", "has 55"),
        (b'"AppState" { "appid" "440" }', "54 bytes"),
        (_file([1000] + [0] * 24), "row 1, column 1 is 1000"),
        (_file([0] * 24 + [-32768]), "row 5, column 5"),
        (_file([1] * 25, divisor=0), "scale is 0"),
        (_file([1] * 25, divisor=-1), "scale is -1"),
        (_file([1] * 25, divisor=10_000), "scale"),
        (_file([1] * 25, offset=10_000), "offset"),
        (SOBEL_BYTES[::-1], "is 256|is -|scale"),
    ],
)
def test_other_bytes_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        parse_acf(data)


@given(data=st.binary(min_size=54, max_size=54))
def test_any_54_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(KernelError):
        assert into_square(parse_acf(data), 5, "").weights.shape == (5, 5)
