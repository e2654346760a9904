import numpy as np
import pytest

from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.digit.unit_content import cell_words, rounded, unit_content
from tests.ui.digit.samples import convolved, dense, pooled


def text(value: float) -> str:
    return number_text(value, digits=4)


def test_the_lines_of_a_convolution_add_up_to_its_value() -> None:
    arithmetic = convolved()
    content = unit_content(arithmetic)
    assert arithmetic.products is not None

    assert content.lines == (
        ("Products", text(float(arithmetic.products.sum()))),
        ("+ bias", "−0.25"),
        ("= total", text(arithmetic.total)),
        ("Value (relu)", text(arithmetic.value)),
    )


def test_of_several_input_maps_the_one_that_matters_most_comes_first() -> None:
    arithmetic = convolved(5)
    content = unit_content(arithmetic)
    assert arithmetic.products is not None
    sums = arithmetic.products.sum((0, 1))

    assert (content.channel, content.channels) == (4, 5)
    assert content.lines[:2] == (
        ("Input map 4", text(float(sums[4]))),
        ("+ 4 others", text(float(sums[:4].sum()))),
    )
    assert content.window is not None
    assert np.array_equal(content.window, arithmetic.window[..., 4])


def test_another_input_map_can_be_looked_at() -> None:
    arithmetic = convolved(5)
    content = unit_content(arithmetic, 2)
    assert arithmetic.weights is not None
    assert content.weights is not None

    assert content.lines[0][0] == "Input map 2"
    assert np.array_equal(content.weights, arithmetic.weights[..., 2])


@pytest.mark.parametrize("per_channel", [True, False])
def test_cells_beyond_the_edge_are_told(per_channel: bool) -> None:
    arithmetic = convolved(2, padding=True)
    if not per_channel:
        assert arithmetic.padding is not None
        object.__setattr__(arithmetic, "padding", arithmetic.padding[..., 0])
    content = unit_content(arithmetic)
    assert content.outside is not None

    assert content.outside.tolist() == [[True] * 3, [False] * 3, [False] * 3]
    assert "beyond the edge" in cell_words(content, 0, 1)
    assert "beyond the edge" not in cell_words(content, 1, 1)


def test_a_cell_tells_its_exact_numbers() -> None:
    arithmetic = convolved()
    content = unit_content(arithmetic)
    assert arithmetic.weights is not None
    assert arithmetic.products is not None
    parts = [
        number_text(float(each[1, 2, 0]))
        for each in (arithmetic.window, arithmetic.weights, arithmetic.products)
    ]

    assert cell_words(content, 1, 2) == "{} × {} = {}".format(*parts)


def test_a_pooling_marks_the_value_it_takes() -> None:
    largest, mean = unit_content(pooled()), unit_content(pooled("AveragePooling2D"))

    assert (largest.lines, largest.marked) == ((("Largest", "2"),), (0, 1))
    assert (mean.lines, mean.marked) == ((("Mean", "1"),), None)
    assert largest.weights is largest.products is None


def test_a_dense_unit_names_the_inputs_that_matter_most() -> None:
    arithmetic = dense()
    content = unit_content(arithmetic)
    assert arithmetic.products is not None
    shown = arithmetic.order[:6]
    rest = float(arithmetic.products.sum() - arithmetic.products[shown].sum())

    assert content.lines[0] == ("Input 7: 1 × −5", "−5")
    assert content.lines[6] == ("+ 44 others", number_text(rest, digits=3))
    assert content.lines[-1] == ("Value (softmax)", "0.98")
    assert content.window is None


def test_few_decimals_keep_small_numbers_short_and_none_is_a_minus_zero() -> None:
    values = rounded(np.array([[-0.0004, 0.12345], [1.5, -0.3]]))

    assert values.tolist() == [[0.0, 0.12], [1.5, -0.3]]
    assert not np.signbit(values[0, 0])
