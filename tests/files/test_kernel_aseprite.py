from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from kernelview.files import KernelFileError, load_kernel, load_kernels, save_kernel, save_kernels
from kernelview.files.kernel_aseprite import (
    aseprite_notes,
    is_aseprite,
    parse_aseprite,
    write_aseprite,
)
from kernelview.kernels import Kernel, KernelError
from tests.files.impulse import impulse

# As in Aseprite's own file: comments, signs, automatic numbers, names with brackets.
STOCK = r"""# Aseprite convolution matrices            -*- Shell-script -*-
#
#   matrix-name w h cx cy { data } div bias target

brightness 1 1 0 0 { 1 } 1 +8 rgb
negative 1 1 0 0 { -1 } auto auto rgb

blur-5x3-left 5 3 0 1
  { 2 3 2 1 0
    6 4 3 2 1
    2 3 2 1 0 } auto auto rgba

blur-5x5-diagonal(\) 1 1 0 0 { 1 } 8 0 a  # a comment
"two words" 3 3 1 1
  { -1  0  1
    -2  0  2
    -1  0  -0.5e0 } auto auto rgba
edges 3 3 1 1 { -1 -1 -1 -1 8 -1 -1 -1 -1 } auto auto rgb
"""


def test_the_stock_file_is_read_as_aseprite_reads_it() -> None:
    brightness, negative, blur, diagonal, named, edges = parse_aseprite(STOCK.encode())
    assert brightness == Kernel([[1]], offset=8, name="brightness")
    assert negative == Kernel([[-1]], divisor=1, offset=255, name="negative")
    rows = [[2, 3, 2, 1, 0], [6, 4, 3, 2, 1], [2, 3, 2, 1, 0]]
    assert blur == Kernel(rows, divisor=32, anchor=(1, 0), name="blur-5x3-left")
    assert diagonal == Kernel([[1]], divisor=8, name="blur-5x5-diagonal(\\)")
    assert (named.name, named.divisor, named.offset) == ("two words", 1.5, 255)
    assert (edges.divisor, edges.offset) == (1, 128)


def test_a_file_is_written_in_aseprites_layout() -> None:
    kernel = Kernel([[2, 3], [6, 4]], divisor=15, offset=3, anchor=(1, 0), name="blur")
    text = "blur 2 2 0 1\n  { 2 3\n    6 4 } 15 3 rgb\n"
    assert write_aseprite([kernel]).decode() == text
    assert write_aseprite([kernel, kernel]).decode() == f"{text}\n{text}"


def _aseprite_kernels() -> st.SearchStrategy[Kernel]:
    return st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
        lambda shape: st.builds(
            Kernel,
            arrays.arrays("float64", shape, elements=st.integers(-900, 900)),
            divisor=st.integers(1, 9999),
            offset=st.integers(-1000, 1000),
            anchor=st.tuples(st.integers(0, shape[0] - 1), st.integers(0, shape[1] - 1)),
            name=st.text(min_size=1, max_size=50).filter(str.isprintable),
        )
    )


@given(kernels=st.lists(_aseprite_kernels(), min_size=1, max_size=5))
def test_kernels_of_whole_numbers_come_back_with_their_names(kernels: list[Kernel]) -> None:
    data = write_aseprite(kernels)
    assert list(parse_aseprite(data)) == kernels
    assert is_aseprite(data)
    assert max(map(len, data.split(b"\n"))) < 4095


@given(weights=arrays.arrays("float64", (17, 17), elements=st.floats(-1, 1)))
def test_other_weights_come_back_nearly(weights: NDArray[np.float64]) -> None:
    weights[8, 8] = 2
    kernel = Kernel(weights)
    (back,) = parse_aseprite(write_aseprite([kernel]))
    assert np.abs(back.effective_weights - weights).max() < 1e-3
    # Aseprite keeps 256ths in 32 bits, and multiplies them by levels of up to 255.
    parts = back.weights * 256
    assert (parts == np.trunc(parts)).all()
    assert np.abs(parts).sum() * 255 < 2**31
    assert back.divisor * 256 < 2**31


def test_rounded_weights_say_by_how_much() -> None:
    kernel = Kernel([[np.pi, np.e, 0.1]])
    (note,) = aseprite_notes(kernel)
    assert "256ths" in note
    (back,) = parse_aseprite(write_aseprite([kernel]))
    error = np.abs(back.effective_weights - kernel.weights).max() / np.pi
    assert 0 < error < 1e-6
    assert f"{error:.2g}" in note
    assert aseprite_notes(Kernel([[1 / 9, 1 / 9]])) == ()


def test_an_impulse_shows_the_kernel_turned_as_correlation_turns_it() -> None:
    kernel = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    assert impulse(parse_aseprite(write_aseprite([kernel]))[0]) == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


@pytest.mark.parametrize(
    ("kernel", "reason"),
    [
        (Kernel(np.ones((33, 3))), "at most 32 × 32; this kernel is 33 × 3"),
        (Kernel([[1e7]]), "sum to 1e.07 without signs; Aseprite takes 8421376"),
        (Kernel([[1e308, 1e308]]), "sum to inf"),
        (Kernel([[1e-9, 1e-9 / 3]]), "would put its weights off by"),
        (Kernel([[1]], offset=1e9), "offset"),
        (Kernel([[1]], offset=0.5), "whole number"),
        (Kernel([[1]], name="é" * 126), "name is too long"),
    ],
)
def test_what_aseprite_cannot_hold_is_refused(kernel: Kernel, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        write_aseprite([kernel])


def test_names_keep_what_aseprite_would_take_for_syntax() -> None:
    names = ['say "a\\b"', "# no comment", "{", "a b", "x\ty\0z"]
    back = parse_aseprite(write_aseprite([Kernel([[1]], name=name) for name in names]))
    assert [kernel.name for kernel in back] == [*names[:4], "x y z"]
    assert parse_aseprite(write_aseprite([Kernel([[1]])]))[0].name == "kernel"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no kernel"),
        ("# only a comment", "no kernel"),
        ("a 3 3 1 1 { 1 2 3", "kernel 1, 'a': the file ends"),
        ("a 1 1 0 0 { 1 } 1 0 rgb b 1 1 0", "kernel 2, 'b': the file ends"),
        ("a 1 1 0 0 1 } 1 0 rgb", "'1' stands where '{' belongs"),
        ("a 1 1 0 0 { 1 2 } 1 0 rgb", "'2' stands where '}' belongs"),
        ("a 100 1 0 0 { 1 }", "size is 100"),
        ("a 99999999999 1 0 0 { 1 }", "size is 1e"),
        ("a 1.5 1 0 0 { 1 }", "size is 1.5"),
        ("a 0 1 0 0 { 1 }", "size is 0"),
        ("a 1 1 1 0 { 1 } 1 0 rgb", "centre is 1"),
        ("a 1 1 0 -1 { 1 } 1 0 rgb", "centre is -1"),
        ("a 1 1 0 0 { nan } 1 0 rgb", "row 1, column 1: 'nan'"),
        ("a 1 1 0 0 { 1e999 } 1 0 rgb", "too large"),
        ("a 2 1 0 0 { 1e308 1e308 } auto 0 rgb", "divisor"),
        ("a 1 1 0 0 { 1 } 0 0 rgb", "divisor is 0"),
        ("a 1 1 0 0 { 1 } x 0 rgb", "the divisor: 'x'"),
        ("a 1 1 0 0 { 1 } 1 inf rgb", "the bias: 'inf'"),
        ("a 1 1 0 0 { 1 } 1 0 xyz", "channels are 'xyz'"),
        ('"open', "does not close"),
        ('"' + "\\" * 100_001, "does not close"),
        ("a 1 1 0 0 { 1 } 1 0 r\n" * 4097, "more than 4096"),
        ("# \n" * 300_000, "no kernel"),
        (" " * 900_000, "no kernel"),
    ],
)
def test_other_text_is_refused_with_the_kernel_at_fault(text: str, reason: str) -> None:
    with pytest.raises(KernelError, match=reason):
        parse_aseprite(text.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(KernelError, match="UTF-8"):
        parse_aseprite(b"a\xff")


@given(text=st.text(alphabet='a1 0{}."\\#\n-rgb', max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    is_aseprite(text.encode())
    with suppress(KernelError):
        assert parse_aseprite(text.encode())


def test_a_file_gives_its_first_kernel_or_all(tmp_path: Path) -> None:
    path = tmp_path / "convmatr.def"
    path.write_text(STOCK)
    assert [kernel.name for kernel in load_kernels(path)][:2] == ["brightness", "negative"]
    assert load_kernel(path).name == "brightness"
    (tmp_path / "stock.txt").write_text(STOCK)
    assert load_kernels(tmp_path / "stock.txt") == load_kernels(path)


def test_several_kernels_go_into_one_file(tmp_path: Path) -> None:
    kernels = [Kernel([[number]], name=f"k{number}") for number in range(1, 4)]
    assert save_kernels(kernels, tmp_path / "all.def") == ()
    assert list(load_kernels(tmp_path / "all.def")) == kernels
    with pytest.raises(KernelFileError, match="holds one kernel, not 3"):
        save_kernels(kernels, tmp_path / "all.acf")
    (note,) = save_kernel(Kernel([[np.pi, 1]]), tmp_path / "pi.def")
    assert "256ths" in note
