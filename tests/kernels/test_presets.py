import subprocess
import sys
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from kernelview.kernels import (
    PRESET_GROUPS,
    Kernel,
    KernelError,
    Preset,
    preset,
    preset_entry,
    preset_names,
    presets,
    turn_45,
)

COMPASS = ("n", "nw", "w", "sw", "s", "se", "e", "ne")
RIGHT = np.broadcast_to(np.arange(9.0) - 4, (9, 9))
DOWN = RIGHT.T
NAMED_IN_THE_PLAN = """
identity box-3 gaussian-3 gaussian-5 gaussian-7 sharpen unsharp-5 high-boost sobel-x sobel-y
sobel-x-5 sobel-y-5 scharr-x scharr-y scharr-x-5 scharr-y-5 prewitt-x prewitt-y prewitt-x-5
prewitt-y-5 roberts-1 roberts-2 farid-x farid-y laplacian-4 laplacian-8 laplacian-5 laplacian-7
log-5 log-9 emboss outline motion-blur course-slide
"""


def answer(kernel: Kernel, picture: np.ndarray) -> float:
    """The kernel's sum over the middle of a picture."""
    rows, columns = kernel.shape
    top, left = picture.shape[0] // 2 - kernel.anchor[0], picture.shape[1] // 2 - kernel.anchor[1]
    window = picture[top : top + rows, left : left + columns]
    return float(np.sum(window * kernel.effective_weights))


def test_every_preset_of_the_plan_is_there() -> None:
    names = set(preset_names())
    assert set(NAMED_IN_THE_PLAN.split()) <= names
    assert {f"kirsch-{side}" for side in COMPASS} <= names
    assert {f"robinson-{side}" for side in COMPASS} <= names
    assert {f"frei-chen-{number}" for number in range(1, 10)} <= names
    assert {f"laws-{a}5{b}5" for a in "leswr" for b in "leswr"} <= names


def test_names_and_labels_are_unique() -> None:
    entries = presets()
    assert len({each.name for each in entries}) == len(entries)
    assert len({each.label for each in entries}) == len(entries)


def test_presets_come_group_by_group_in_the_order_of_the_groups() -> None:
    places = [PRESET_GROUPS.index(each.group) for each in presets()]
    assert set(places) == set(range(len(PRESET_GROUPS)))
    assert places == sorted(places)


@pytest.mark.parametrize("each", presets(), ids=lambda each: each.name)
def test_every_preset_tells_what_it_is_for_and_where_it_comes_from(each: Preset) -> None:
    assert each.kernel.name == each.label
    assert 1 <= each.help.count(". ") + 1 <= 3
    assert each.help.endswith((".", "!"))
    assert 40 <= len(each.help) <= 320
    assert each.source
    assert preset(each.name) == each.kernel
    assert preset_entry(each.name) is each


@pytest.mark.parametrize("name", ["sobel", "SOBEL-X", "", "nothing like it", "x" * 10_000])
def test_an_unknown_name_is_refused_in_few_words(name: str) -> None:
    with pytest.raises(KernelError, match="no preset") as refusal:
        preset(name)
    assert len(str(refusal.value)) < 250


def test_a_near_miss_is_answered_with_the_right_name() -> None:
    with pytest.raises(KernelError, match="sobel-x"):
        preset("sobelx")


@pytest.mark.parametrize("group", ["Edges", "Compass", "Second derivatives", "Texture"])
def test_kernels_for_change_give_0_on_flat_areas(group: str) -> None:
    averages = {"frei-chen-9", "laws-l5l5"}
    for each in presets():
        if each.group == group and each.name not in averages:
            assert abs(each.kernel.weights.sum()) < 1e-15, each.name


@pytest.mark.parametrize("group", ["Blur", "Sharpen"])
def test_blurs_and_sharpeners_keep_the_brightness(group: str) -> None:
    for each in presets():
        if each.group == group:
            assert each.kernel.effective_weights.sum() == pytest.approx(1, abs=1e-15), each.name


@pytest.mark.parametrize("stem", ["sobel", "scharr", "prewitt", "farid"])
def test_x_answers_to_the_right_and_y_downwards(stem: str) -> None:
    for tail in ("", "-5") if stem != "farid" else ("",):
        across, down = preset(f"{stem}-x{tail}"), preset(f"{stem}-y{tail}")
        assert answer(across, RIGHT) > 0.9
        assert answer(down, DOWN) > 0.9
        assert answer(across, DOWN) == pytest.approx(0, abs=1e-15)
        np.testing.assert_array_equal(across.weights.T, down.weights)


def test_sobel_is_as_the_course_has_it() -> None:
    assert preset("sobel-x").weights.tolist() == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert preset("sobel-y").weights.tolist() == [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]


def test_the_course_slide_is_as_printed_and_says_what_is_wrong() -> None:
    assert preset("course-slide").weights.tolist() == [[-1, -2, -1], [0, 0, 0], [-1, -2, -1]]
    assert "-8" in preset_entry("course-slide").help
    assert preset("course-slide").weights.sum() == -8


@pytest.mark.parametrize(("name", "size"), [("sobel-x", 3), ("sobel-x-5", 5), ("scharr-x", -1)])
def test_derivatives_agree_with_opencv(name: str, size: int) -> None:
    across, along = cv2.getDerivKernels(1, 0, size)
    np.testing.assert_allclose(preset(name).weights, np.outer(along, across))


@pytest.mark.parametrize("size", [3, 5])
def test_gaussians_agree_with_opencv(size: int) -> None:
    bell = cv2.getGaussianKernel(size, 0)
    np.testing.assert_allclose(preset(f"gaussian-{size}").effective_weights, bell @ bell.T)


def test_a_farid_ramp_of_1_a_pixel_gives_1() -> None:
    assert answer(preset("farid-x"), RIGHT) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("rose", ["kirsch", "robinson", "prewitt-compass"])
def test_each_compass_kernel_is_its_neighbour_turned_by_45(rose: str) -> None:
    weights = [preset(f"{rose}-{side}").weights for side in COMPASS]
    for place, side in enumerate(COMPASS):
        turned = turn_45(preset(f"{rose}-{side}"), clockwise=False)
        np.testing.assert_array_equal(turned.weights, weights[(place + 1) % 8])


@pytest.mark.parametrize("rose", ["kirsch", "robinson", "prewitt-compass"])
@pytest.mark.parametrize(
    ("side", "picture"), [("n", -DOWN), ("w", -RIGHT), ("s", DOWN), ("e", RIGHT)]
)
def test_the_letter_is_the_bright_side(rose: str, side: str, picture: np.ndarray) -> None:
    answers = {each: answer(preset(f"{rose}-{each}"), picture) for each in COMPASS}
    assert answers[side] > 0
    assert answers[side] == max(answers.values())


def test_frei_chen_is_orthonormal() -> None:
    basis = np.array(
        [preset(f"frei-chen-{number}").effective_weights.ravel() for number in range(1, 10)]
    )
    np.testing.assert_allclose(basis @ basis.T, np.eye(9), atol=1e-15)


def test_laws_are_outer_products_down_then_across() -> None:
    assert preset("laws-l5e5").weights[:, 4].tolist() == [1, 4, 6, 4, 1]
    assert preset("laws-l5e5").weights[0].tolist() == [-1, -2, 0, 2, 1]
    assert preset("laws-e5l5").weights.tolist() == preset("laws-l5e5").weights.T.tolist()


def test_second_derivatives_have_a_positive_centre() -> None:
    for each in presets():
        if each.group == "Second derivatives":
            assert each.kernel.weights[each.kernel.anchor] > 0, each.name


def test_identity_leaves_the_picture_and_shift_moves_it_to_the_right() -> None:
    assert answer(preset("identity"), RIGHT) == 0
    assert answer(preset("shift-right"), RIGHT) == -1


def test_unsharp_is_as_printed() -> None:
    assert preset("unsharp-5").weights[2].tolist() == [-6, -24, 476, -24, -6]
    assert preset("unsharp-5").divisor == 256


def run_fresh(lines: Sequence[str]) -> str:
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_kernels_loads_neither_qt_nor_scipy_nor_opencv() -> None:
    loaded = run_fresh(
        [
            "import sys, kernelview.kernels",
            "heads = {name.split('.')[0] for name in sys.modules}",
            "print(sorted(heads & {'PySide6', 'pyqtgraph', 'scipy', 'cv2', 'PIL'}))",
        ]
    )
    assert loaded == "[]"
