"""The words and numbers of canvas and inspector."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.document.inspection import Inspection, inspect
from kernelview.engine import Border, ShowMode, show
from kernelview.kernels import Kernel
from kernelview.ui.canvas.cell_values import font_size, value_text
from kernelview.ui.canvas.contrast import takes_dark_text
from kernelview.ui.canvas.number_text import number_text, texts_of
from kernelview.ui.canvas.panes import panes_of
from kernelview.ui.canvas.sum_text import border_text, cell_text, shown_text, sum_text
from kernelview.ui.canvas.value_painting import numbers_that_fit


def taken_apart(kernel: Kernel, border: Border = "reflect", constant: float = 0.0) -> Inspection:
    pixels = np.arange(100, dtype=np.float32).reshape(10, 10)
    return inspect(pixels, kernel, row=0, column=0, border=border, constant=constant, turned=False)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_small_sum_is_written_out() -> None:
    text = sum_text(taken_apart(Kernel([[-1, 2], [0, 3]], anchor=(0, 0))))
    assert plain(text) == "(−1 × 0) + (2 × 1) + (0 × 10) + (3 × 11) = 35"


def test_zero_weights_are_left_out_from_ten_cells_on() -> None:
    weights = np.zeros((5, 5))
    weights[2, 2], weights[2, 3] = 4, -1
    assert plain(sum_text(taken_apart(Kernel(weights)))) == "(4 × 0) + (−1 × 1) = −1"
    assert sum_text(taken_apart(Kernel(np.zeros((5, 5))))) == "0 = 0"


def test_a_large_sum_is_abbreviated() -> None:
    assert "81 products" in sum_text(taken_apart(Kernel(np.ones((9, 9)))))


def test_the_border_is_named() -> None:
    assert border_text(taken_apart(Kernel([[1]]))) == ""
    assert "5 cells lie beyond" in border_text(taken_apart(Kernel(np.ones((3, 3)))))
    constant = border_text(taken_apart(Kernel(np.ones((3, 3))), "constant", 50.0))
    assert constant.endswith("the constant 50.")
    assert "1 cell lies" in border_text(taken_apart(Kernel([[1, 1]]), "wrap"))


def test_a_cell_names_its_source_as_the_status_line_does() -> None:
    found = taken_apart(Kernel(np.ones((3, 3))), "edge")
    assert "pixel x 0, y 0, shown beyond the edge" in cell_text(found, 0, 0)
    assert cell_text(found, 2, 2).endswith("pixel x 1, y 1")


@pytest.mark.parametrize("mode", ["clamp", "absolute", "signed", "stretch"])
@pytest.mark.parametrize("value", [-400.0, -40.0, 0.0, 100.0, 255.0, 300.0])
def test_the_level_in_words_is_the_one_shown(mode: ShowMode, value: float) -> None:
    values = np.linspace(-500, 500, 101, dtype=np.float32).reshape(1, -1)
    values[0, 50] = value
    shown = show(values, mode, white=255.0, dtype=np.uint8)
    words = shown_text(value, mode, white=255.0, low=shown.low, high=shown.high)
    assert words.endswith(f"shown as {shown.pixels[0, 50]}") or words == (
        f"Shown as {shown.pixels[0, 50]}"
    )


def test_clamping_says_what_it_loses() -> None:
    assert shown_text(-3, "clamp", white=255, low=0, high=255) == "Below black: shown as 0"
    assert shown_text(300, "clamp", white=255, low=0, high=255) == "Above white: shown as 255"
    assert "black" in shown_text(float("nan"), "clamp", white=255, low=0, high=255)


@given(st.floats(-1e6, 1e6))
def test_numbers_stay_short_and_close(value: float) -> None:
    text = number_text(value).replace("−", "-")
    assert len(text) <= 14
    assert float(text) == pytest.approx(value, rel=1e-5, abs=1e-300)


@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=9))
def test_rounding_never_touches_the_figures_before_the_point(values: list[float]) -> None:
    for value, text in zip(values, texts_of(values, digits=2), strict=True):
        assert abs(float(text.replace("−", "-")) - value) <= max(
            0.5, 0.05 * abs(value) * (abs(value) < 10)
        )


def test_numbers_are_left_out_when_none_can_be_read() -> None:
    assert numbers_that_fit(np.array([[12345.0]]), 12.0) is None
    fitted = numbers_that_fit(np.array([[-1.0, 2.0]]), 40.0)
    assert fitted == (["−1", "2"], 13)


@pytest.mark.parametrize(
    ("value", "whole", "text"),
    [(255, True, "255"), (-7, True, "−7"), (0.5, False, "0.50"), (float("nan"), False, "nan")],
)
def test_a_pixels_value_is_short(value: float, whole: bool, text: str) -> None:
    assert value_text(value, whole=whole) == text


def test_three_lines_need_a_larger_cell_than_one() -> None:
    assert font_size(32, 3, 3) < font_size(32, 3, 1)
    assert font_size(1000, 3, 1) == 13


def test_text_contrast_is_at_least_four_and_a_half() -> None:
    colours = np.random.default_rng(5).integers(0, 256, (5000, 3)).astype(np.uint8)
    units = colours / 255
    linear = np.where(units <= 0.04045, units / 12.92, ((units + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    dark = takes_dark_text(colours)
    contrast = np.where(dark, (luminance + 0.05) / 0.05, 1.05 / (luminance + 0.05))
    assert contrast.min() >= 4.5


def test_panes_of_a_wipe_share_one_view_and_halves_have_their_own() -> None:
    wipe = panes_of("wipe", width=100, wipe=0.25, has_result=True, original=False)
    assert [(pane.content, pane.left, pane.width, pane.view_left) for pane in wipe] == [
        ("source", 0, 25, 0),
        ("result", 25, 75, 0),
    ]
    halves = panes_of("side-by-side", width=102, wipe=0.5, has_result=True, original=False)
    assert [pane.view_left for pane in halves] == [0, 52]


@pytest.mark.parametrize("mode", ["result", "wipe", "difference"])
def test_the_original_fills_the_canvas(mode: str) -> None:
    (pane,) = panes_of(mode, width=100, wipe=0.5, has_result=True, original=True)  # type: ignore[arg-type]
    assert (pane.content, pane.width, pane.tag) == ("source", 100, "Original")
