from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from kernelview.files import KernelFileError, load_kernel, save_kernel
from kernelview.files.kernel_imagej import imagej_notes, parse_imagej, write_imagej
from kernelview.kernels import Kernel, KernelError
from tests.files.impulse import impulse
from tests.files.strategies import kernels


def test_rows_are_written_as_imagej_saves_them() -> None:
    sobel = Kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    assert write_imagej(sobel) == b"-1 0 1\n-2 0 2\n-1 0 1\n"
    assert imagej_notes(sobel) == ()


@given(kernel=kernels())
def test_a_kernel_comes_back_with_odd_sides_applied_alike(kernel: Kernel) -> None:
    small = Kernel(kernel.effective_weights % 1000, anchor=kernel.anchor)
    back = parse_imagej(write_imagej(small))
    rows, columns = back.shape
    assert (rows % 2, columns % 2) == (1, 1)
    assert impulse(back, 15) == impulse(small, 15)
    assert bool(imagej_notes(small)) == (back.shape != small.shape)


def test_an_even_kernel_is_filled_up_and_said(tmp_path: Path) -> None:
    (note,) = save_kernel(Kernel([[1, 2], [3, 4]]), tmp_path / "a.txt")
    assert note == "filled up with zeros to 3 × 3, which ImageJ centres alike"
    assert (tmp_path / "a.txt").read_text() == "1 2 0\n3 4 0\n0 0 0\n"
    assert impulse(load_kernel(tmp_path / "a.txt")) == [[0, 0, 0], [0, 4, 3], [0, 2, 1]]


def test_an_impulse_shows_the_kernel_turned_as_correlation_turns_it() -> None:
    kernel = parse_imagej(write_imagej(Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])))
    assert impulse(kernel) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


@pytest.mark.parametrize(
    ("kernel", "reason"),
    [
        (Kernel([[1]], offset=1), r"lose the offset 1; \.json keeps it"),
        (Kernel([[1e39]]), "32 bits"),
        (Kernel(np.ones((98, 98)), anchor=(0, 0)), "195 × 195"),
    ],
)
def test_what_imagej_cannot_hold_is_refused(kernel: Kernel, reason: str, tmp_path: Path) -> None:
    with pytest.raises(KernelFileError, match=reason):
        save_kernel(kernel, tmp_path / "a.txt")
    assert not (tmp_path / "a.txt").exists()


def test_a_cell_that_imagej_would_take_for_0_is_refused() -> None:
    with pytest.raises(KernelError, match="row 2, column 1"):
        parse_imagej(b"1 2\nx 4\n")
