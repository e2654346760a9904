"""Finding the kernel that a text means."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.files import KernelFileError
from kernelview.files.kernels import KERNEL_SUFFIXES, save_kernel
from kernelview.kernels import (
    Kernel,
    KernelError,
    build,
    family_names,
    preset,
    preset_names,
    recipe_for,
)
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.find_kernel import find_kernel, find_recipe


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_found_by_its_name(name: str) -> None:
    assert find_kernel(name) == preset(name)


@pytest.mark.parametrize("name", [name for name in family_names() if name not in preset_names()])
def test_every_family_is_found_by_its_name(name: str) -> None:
    assert find_kernel(name) == build(recipe_for(name))


@pytest.mark.parametrize("text", ["Sobel x", "SOBEL_X", " sobel-x "])
def test_names_are_read_as_people_write_them(text: str) -> None:
    assert find_kernel(text) == preset("sobel-x")


@pytest.mark.parametrize(
    "text", ["gaussian:sigma=2,size=9", "gaussian: size=9, sigma=2", "Gaussian:SIGMA=4/2,size=9,"]
)
def test_a_family_takes_its_settings_in_any_order(text: str) -> None:
    assert find_kernel(text) == build(recipe_for("gaussian", size=9, sigma=2.0))


def test_a_name_that_is_preset_and_family_means_the_preset_until_settings_follow() -> None:
    assert find_kernel("emboss") == preset("emboss")
    assert find_kernel("emboss:angle=90") == build(recipe_for("emboss", angle=90.0))


@pytest.mark.parametrize("text", ["1 0 -1; 2 0 -2; 1 0 -1", "3x3: 1,0,-1 2,0,-2 1,0,-1"])
def test_a_matrix_is_read(text: str) -> None:
    np.testing.assert_array_equal(find_kernel(text).weights, [[1, 0, -1], [2, 0, -2], [1, 0, -1]])


def test_a_kernel_file_is_read(tmp_path: Path) -> None:
    kernel = Kernel([[1, 2]], divisor=3, offset=4, name="mine")
    save_kernel(kernel, tmp_path / "mine.json")
    assert find_kernel(str(tmp_path / "mine.json")) == kernel


def test_a_preset_wins_over_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sobel-x").write_text("1 2 3")
    assert find_kernel("sobel-x") == preset("sobel-x")


def test_a_broken_kernel_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("1 x")
    with pytest.raises(KernelFileError, match=r"mine\.txt.*column 2"):
        find_kernel(str(tmp_path / "mine.txt"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sobelx", "did you mean sobel-x"),
        ("gausian:sigma=2", "did you mean gaussian"),
        ("qqqqqq", "kernelview kernels"),
        ("my kernel 2.txt", "my kernel 2.txt: there is no such kernel file"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(text: str, words: str) -> None:
    with pytest.raises(UseCaseError, match=words):
        find_kernel(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gaussian:radius=2", "no setting 'radius'; it has size, sigma"),
        ("gaussian:sigma", "write sigma=NUMBER"),
        ("gaussian:sigma=", "write sigma=NUMBER"),
        ("gaussian:sigma=99", "0.3 to 16"),
        ("gaussian:size=2.5", "whole number"),
        ("gaussian:sigma=two", "two"),
        ("1 2; 3", "row 2"),
        ("1 2; 3 x", "row 2, column 2"),
    ],
)
def test_a_setting_or_cell_at_fault_is_named(text: str, words: str) -> None:
    with pytest.raises(KernelError, match=words):
        find_kernel(text)


def test_a_recipe_is_found_only_for_families() -> None:
    assert find_recipe("sobel-x") is None
    assert find_recipe("gaussian:sigma=3") == recipe_for("gaussian", sigma=3.0)


@given(st.text(max_size=60))
def test_any_text_gives_a_kernel_or_a_plain_refusal(text: str) -> None:
    found: Kernel | str
    try:
        found = find_kernel(text)
    except (KernelError, UseCaseError, KernelFileError) as error:
        found = str(error)
    assert found


@pytest.mark.parametrize("text", ["5", "-.5 1", "sqrt(4) 5", "[[5]]", "pi/2; 1"])
def test_numbers_of_every_kind_are_read_as_a_matrix(text: str) -> None:
    assert find_kernel(text).weights.size in (1, 2)


def test_a_recipe_with_an_unknown_setting_lists_the_known_ones() -> None:
    with pytest.raises(KernelError, match="wavelength"):
        find_recipe("gabor:lambda=4")


@pytest.mark.parametrize("suffix", KERNEL_SUFFIXES)
def test_a_missing_kernel_file_is_named_as_such_in_every_format(suffix: str) -> None:
    with pytest.raises(UseCaseError, match="there is no such kernel file"):
        find_kernel(f"my kernel 2{suffix}")
