"""Each refusal says which limit it is, and what would be right."""

import re

import numpy as np
import pytest

from kernelview.kernels import Kernel, KernelError, preset
from kernelview.kernels.code import GROUPS, TARGETS, Border, code_for, target

SOBEL = preset("sobel-x")
ONES = {side: Kernel(np.ones((side, side)), divisor=side * side) for side in (7, 17, 31, 99)}


def refusal(kernel: Kernel, target_id: str, *, border: Border = "edge", constant: float = 0) -> str:
    with pytest.raises(KernelError) as caught:
        code_for(kernel, target_id, border=border, constant=constant)
    return str(caught.value)


@pytest.mark.parametrize(
    ("side", "target_id", "words"),
    [
        (7, "pillow", "Pillow takes 5 × 5 weights about the anchor; this kernel needs 7 × 7"),
        (7, "vapoursynth", "3 × 3 or 5 × 5 weights about the anchor, or one row or column"),
        (17, "svg", "at most 256 weights (browsers draw no more); this kernel is 17 × 17 = 289"),
        (17, "ffmpeg", "at most 225 weights; this kernel has 289 other than 0"),
        (31, "glsl", "at most 896 weights"),
    ],
)
def test_a_kernel_too_large_is_refused_with_the_size_that_fits(
    side: int, target_id: str, words: str
) -> None:
    assert words in refusal(ONES[side], target_id)


@pytest.mark.parametrize("target_id", ["imagemagick", "gmic"])
def test_what_a_shell_cannot_hand_over_is_refused(target_id: str) -> None:
    code_for(ONES[99].replace(divisor=1.0), target_id, border="edge")
    words = refusal(Kernel(np.full((99, 99), 1 / 9801)), target_id)
    assert "at most 128 KiB at a time; this kernel takes 2" in words


@pytest.mark.parametrize("target_id", ["opencv", "scipy", "numpy", "pytorch", "keras"])
def test_the_largest_kernel_can_be_written_as_python(target_id: str) -> None:
    assert code_for(ONES[99], target_id).count("1,") > 9000


def test_zeros_round_a_small_kernel_do_not_make_it_too_large() -> None:
    padded = Kernel(np.pad(SOBEL.weights, 4))
    assert code_for(padded, "pillow") == code_for(SOBEL.replace(name=""), "pillow").replace(
        "3 x 3", "11 x 11"
    )
    assert 'mode="s"' in code_for(padded, "vapoursynth")
    assert "convolution=" in code_for(padded, "ffmpeg")


def test_weights_without_whole_numbers_are_refused_where_only_those_go() -> None:
    kernel = Kernel([[1.0, 1e-5, 0.0], [0.0, 1000.25, 0.0], [0.0, 0.0, 3.0]])
    assert "whole weights up to 1023" not in code_for(SOBEL, "vapoursynth")
    assert "rounded to whole numbers" in code_for(kernel, "vapoursynth").lower()
    assert "at most 1023 fits" in refusal(kernel.replace(divisor=0.1), "vapoursynth")


@pytest.mark.parametrize("target_id", ["imagemagick", "ffmpeg", "pillow", "vapoursynth"])
def test_a_constant_that_is_no_level_is_refused(target_id: str) -> None:
    assert "choose 0 to 255" in refusal(SOBEL, target_id, border="constant", constant=300)


@pytest.mark.parametrize("target_id", ["ffmpeg", "pillow", "vapoursynth"])
def test_a_constant_between_two_levels_is_refused(target_id: str) -> None:
    words = refusal(SOBEL, target_id, border="constant", constant=1.5)
    assert "choose a whole number, 0 to 255" in words


def test_a_page_knows_no_constant_but_0() -> None:
    assert "no constant beyond the edge but 0, not 40" in refusal(
        SOBEL, "svg", border="constant", constant=40
    )


def test_what_is_beyond_32_bits_is_refused() -> None:
    for target_id in ("pillow", "pytorch", "keras", "glsl", "svg", "gmic", "imagej-macro"):
        assert "reckons in 32 bits" in refusal(Kernel([[1e39]]), target_id)


def test_a_constant_that_is_not_finite_is_refused() -> None:
    assert "needs a finite number" in refusal(
        SOBEL, "numpy", border="constant", constant=float("nan")
    )


def test_an_unknown_target_or_border_is_refused_with_those_there_are() -> None:
    assert "there are opencv, scipy" in refusal(SOBEL, "cobol")
    assert "there are reflect, symmetric" in refusal(
        SOBEL,
        "numpy",
        border="round",  # type: ignore[arg-type]
    )


def test_targets_are_told_apart_and_grouped() -> None:
    ids = [entry.id for entry in TARGETS]
    assert len(set(ids)) == len(ids) == 13
    assert [entry.group for entry in TARGETS] == sorted(
        (entry.group for entry in TARGETS), key=GROUPS.index
    )
    assert target("svg").suffix == ".svg"


@pytest.mark.parametrize("target_id", [entry.id for entry in TARGETS])
def test_a_name_cannot_break_out_of_its_comment(target_id: str) -> None:
    evil = "x\n\\\nimport os --> <script> */ ' \" `rm -rf $HOME` \u202e\x00"
    code = code_for(SOBEL.replace(name=evil), target_id, border="edge")
    named = [line for line in code.splitlines() if "import os" in line]
    assert len(named) == 1
    assert re.match(r"(#|//|<!--) x import os script rm -rf \$HOME", named[0])
    without = code_for(SOBEL.replace(name="y"), target_id, border="edge")
    assert code.replace(named[0], "") == without.replace(
        next(line for line in without.splitlines() if re.match(r"(#|//|<!--) y, 3", line)), ""
    )


@pytest.mark.parametrize("target_id", [entry.id for entry in TARGETS])
def test_the_code_says_what_it_does(target_id: str) -> None:
    code = code_for(SOBEL, target_id, border="edge")
    assert "Sobel x, 3 x 3: cross-correlation, border edge, aa|abc|cc." in code
    turned = code_for(SOBEL, target_id, border="edge", true_convolution=True)
    assert "Sobel x, 3 x 3: convolution, border edge" in turned
    assert code.endswith("\n")
    assert all(line == line.rstrip() for line in code.splitlines())
    if target_id != "glsl":
        assert "picture.png" in code
