from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.files import KernelFileError, load_kernel, load_kernels, save_kernel
from kernelview.files.kernel_imagemagick import (
    is_imagemagick,
    parse_imagemagick,
    write_imagemagick,
)
from kernelview.kernels import Kernel, KernelError
from tests.files.impulse import impulse
from tests.files.strategies import kernels

# The example of ImageMagick's usage pages.
SOBEL = "3x3: -1,0,1 -2,0,2 -1,0,1"


def test_the_usual_form_is_written_and_read() -> None:
    kernel = Kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    assert write_imagemagick(kernel) == f"{SOBEL}\n".encode()
    assert parse_imagemagick(SOBEL.encode()) == (kernel,)


@given(kernel=kernels())
def test_every_kernel_without_offset_comes_back_with_its_anchor(kernel: Kernel) -> None:
    plain = Kernel(kernel.effective_weights, anchor=kernel.anchor)
    data = write_imagemagick(kernel.replace(offset=0))
    assert parse_imagemagick(data) == (plain,)
    assert is_imagemagick(data)


def test_an_impulse_shows_the_kernel_turned_as_correlation_turns_it() -> None:
    (kernel,) = parse_imagemagick(write_imagemagick(Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])))
    assert impulse(kernel) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


def test_impulses_are_those_that_imagemagick_shows() -> None:
    # What `convert -morphology Correlate` of ImageMagick 6.9.11 makes of a single 10, over 10.
    (moved,) = parse_imagemagick(b"3x3+0+1: 1,2,3 4,5,6 7,8,9")
    shown = [[0, 0, 0, 0, 0], [9, 8, 7, 0, 0], [6, 5, 4, 0, 0], [3, 2, 1, 0, 0], [0, 0, 0, 0, 0]]
    assert impulse(moved, 5) == shown
    (even,) = parse_imagemagick(b"2x2: 1,2 3,4")
    assert impulse(even) == [[4, 3, 0], [2, 1, 0], [0, 0, 0]]
    (lower,) = parse_imagemagick(b"2x2+1+1: 1,2 3,4")
    assert impulse(lower) == [[0, 0, 0], [0, 4, 3], [0, 2, 1]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("3: 1 2 3, 4 5 6, 7 8 9", [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        ("2X1:-,5", [[0, 5]]),
        ("2x1: nan 5;", [[0, 5]]),
        ("1,2,3 4,5,6\n7,8,9\n", [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        ("\ufeff 7 ", [[7]]),
    ],
)
def test_text_is_read_as_imagemagick_reads_it(text: str, rows: list[list[float]]) -> None:
    (kernel,) = parse_imagemagick(text.encode())
    assert kernel.weights.tolist() == rows


def test_a_list_of_kernels_gives_all(tmp_path: Path) -> None:
    (tmp_path / "list.kernel").write_text("1x2: 1,2;\n2x1+0+0: 3,4 ; 5;")
    found = load_kernels(tmp_path / "list.kernel")
    assert [kernel.weights.tolist() for kernel in found] == [[[1], [2]], [[3, 4]], [[5]]]
    assert found[1].anchor == (0, 0)
    (tmp_path / "list.txt").write_text("1x2: 1,2; 1: 5")
    assert len(load_kernels(tmp_path / "list.txt")) == 2
    assert load_kernel(tmp_path / "list.txt").name == "list"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" ;; ", "empty"),
        ("Gaussian:0x2", "built into ImageMagick"),
        ("@file", "number 1: '@file'"),
        ("3x3@: 1,2,3,4,5,6,7,8,9", "several turned kernels"),
        ("3x3: 1,2", "takes 9 numbers; there are 2"),
        ("100x100: 1", "99 rows"),
        ("0x3:", "99 rows"),
        ("2x2+2+0: 1 2 3 4", "anchor"),
        ("1 2 3 4", "4 numbers without a size"),
        ("1 2 3", "3 numbers without a size"),
        ("inf", "built into"),
        ("1x1: inf", "row 1, column 1"),
        ("1x1: 1e999", "row 1, column 1"),
        ("1,2,3,4,x,6,7,8,9", "number 5: 'x'"),
        ("1 " * 101**2, "99"),
        ("1;" * 4097, "at most 4096"),
    ],
)
def test_other_text_is_refused(text: str, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        parse_imagemagick(text.encode())


@given(text=st.text(alphabet="123x:+-,. ;@n\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(KernelError):
        assert parse_imagemagick(text.encode())


def test_an_offset_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KernelFileError, match=r"offset 128; give it to the command as -bias"):
        save_kernel(Kernel([[1]], offset=128), tmp_path / "a.kernel")
    assert not (tmp_path / "a.kernel").exists()
    with pytest.raises(KernelError, match="UTF-8"):
        parse_imagemagick(b"\xff")


def test_the_divisor_is_divided_in() -> None:
    data = write_imagemagick(Kernel(np.ones((1, 2)), divisor=4))
    assert data == b"2x1+1+0: 0.25,0.25\n"
