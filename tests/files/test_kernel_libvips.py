from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.files import load_kernel, save_kernel
from kernelview.files.kernel_libvips import is_libvips, libvips_notes, parse_libvips, write_libvips
from kernelview.kernels import Kernel, KernelError, preset, preset_names
from tests.files.impulse import impulse
from tests.files.strategies import kernels

# The example of libvips' own documentation of matrix files.
SHARPEN = b"3 3 8 0\n-1 -1 -1\n-1 16 -1\n-1 -1 -1\n"
SHARPENING = Kernel([[-1, -1, -1], [-1, 16, -1], [-1, -1, -1]], divisor=8)


def test_the_documented_example_is_read_and_written_byte_for_byte() -> None:
    assert parse_libvips(SHARPEN) == SHARPENING
    assert write_libvips(SHARPENING) == SHARPEN


@given(kernel=kernels())
def test_every_kernel_comes_back_applied_alike(kernel: Kernel) -> None:
    back = parse_libvips(write_libvips(kernel))
    assert (back.divisor, back.offset) == (kernel.divisor, kernel.offset)
    if libvips_notes(kernel):
        assert back.weights.any() == kernel.weights.any()
        assert impulse(back, 15) == impulse(kernel, 15)
    else:
        np.testing.assert_array_equal(back.weights, kernel.weights)


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_comes_back_whole(name: str) -> None:
    kernel = preset(name)
    back = parse_libvips(write_libvips(kernel)).replace(name=kernel.name)
    assert back == kernel or libvips_notes(kernel)


def test_an_impulse_shows_the_kernel_turned_as_correlation_turns_it() -> None:
    kernel = parse_libvips(write_libvips(Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])))
    assert impulse(kernel) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


def test_a_moved_anchor_is_brought_to_the_middle_and_said() -> None:
    kernel = Kernel([[1, 2, 3], [4, 5, 6]], anchor=(0, 0))
    back = parse_libvips(write_libvips(kernel))
    assert back.weights.tolist() == [[0] * 5, [0, 0, 1, 2, 3], [0, 0, 4, 5, 6]]
    (note,) = libvips_notes(kernel)
    assert "3 × 5" in note
    with pytest.raises(KernelError, match=r"would be 197 × 197"):
        write_libvips(Kernel(np.ones((99, 99)), anchor=(0, 0)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 1\n1 2", Kernel([[1, 2]])),
        ("2 1 4\n1 2", Kernel([[1, 2]], divisor=4)),
        ('"2","1","4.5","-3"\r\n"1"\t,2\r\n', Kernel([[1, 2]], divisor=4.5, offset=-3)),
        ("\ufeff2,1 4 1e1 what follows\n 1 , 2 is ignored\nhere\ntoo", None),
    ],
)
def test_text_is_read_as_libvips_reads_it(text: str, expected: Kernel | None) -> None:
    expected = expected or Kernel([[1, 2]], divisor=4, offset=10)
    assert parse_libvips(text.encode()) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "first line"),
        (b"\n3 3\n", "first line"),
        (b"3\n1 2 3", "first line"),
        (b"MATLAB 5.0 MAT-file, Platform: GLNXA64" + bytes(100), "MATLAB's .mat"),
        (b"\x89HDF\r\n\x1a\n", "MATLAB's .mat"),
        (b"\xff\xfe3 3", "UTF-8"),
        (b"x 3\n", "line 1: 'x'"),
        (b"3.5 3\n", "3.5 × 3"),
        (b"0 3\n", "0 × 3"),
        (b"-3 3\n", "-3 × 3"),
        (b"100 100\n", "100 × 100"),
        (b"99999999999999999999 1\n1", "1e\\+20 × 1"),
        (b"1e999 1\n1", "too large"),
        (b"nan 1\n1", "'nan'"),
        (b"3 3\n1 2 3\n1 2 3", "promises 3 rows; there are 2"),
        (b"3 2\n1 2 3\n1 2", "row 2 has 2 numbers"),
        (b"3 2\n1 2 3\n1 2 x", "row 2, column 3: 'x'"),
        (b"1 1\ninf", "row 1, column 1: 'inf'"),
        (b"1 1 0\n1", "divisor is 0"),
        (b"1 1 1 1e400\n1", "too large"),
        (b"1 1\n" + b"1" * 500_000, "no plain number"),
    ],
)
def test_other_text_is_refused_with_the_place(data: bytes, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        parse_libvips(data)


@given(text=st.text(alphabet='123 0,.-e\t\n"x', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    is_libvips(text.encode())
    with suppress(KernelError):
        parse_libvips(text.encode())


def test_a_matrix_file_is_told_from_rows_of_cells(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SHARPEN)
    assert load_kernel(tmp_path / "a.txt") == SHARPENING.replace(name="a")
    # This is as well a matrix of four rows, which is what a .txt means.
    (tmp_path / "b.txt").write_text("3 3 1\n1 2 3\n4 5 6\n7 8 9\n")
    assert load_kernel(tmp_path / "b.txt").shape == (4, 3)
    (tmp_path / "b.mat").write_text("3 3 1\n1 2 3\n4 5 6\n7 8 9\n")
    assert load_kernel(tmp_path / "b.mat").shape == (3, 3)
    assert save_kernel(SHARPENING, tmp_path / "c.mat") == ()
    assert (tmp_path / "c.mat").read_bytes() == SHARPEN
