from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from kernelview.learn.perceiving import LayerMaps
from kernelview.ui.digit.activation_colours import colour_words
from kernelview.ui.digit.layer_picture import LayerPicture, layer_picture
from kernelview.ui.digit.maps_layout import Cell, MapsLayout
from kernelview.ui.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK])


def maps(*shape: int, kind: str = "Conv2D", low: float = 0.0) -> LayerMaps:
    values = np.random.default_rng(sum(shape)).uniform(low, 1, shape).astype(np.float32)
    return LayerMaps("layer", kind, values)


def luminance(word: int) -> float:
    return QColor(int(word)).lightnessF()


@THEMES
def test_zero_has_the_neutral_colour_on_both_scales(theme: Theme) -> None:
    for signed in (True, False):
        word = colour_words(np.zeros(1), theme, signed=signed, largest=3.0)[0]
        assert QColor(int(word)).name() == theme.zero


@THEMES
def test_larger_activations_stand_out_more(theme: Theme) -> None:
    words = colour_words(np.linspace(0, 1, 9), theme, signed=False, largest=1.0)
    lightness = [luminance(word) for word in words]

    assert lightness == sorted(lightness, reverse=not theme.is_dark)


@THEMES
def test_what_is_no_number_is_painted_as_zero(theme: Theme) -> None:
    words = colour_words(np.array([np.nan, 0.0]), theme, signed=False, largest=1.0)

    assert words[0] == words[1]


def test_every_map_of_a_layer_has_the_same_scale() -> None:
    values = np.zeros((4, 4, 2), np.float32)
    values[..., 0], values[..., 1] = 0.25, 1.0
    atlas = layer_picture(LayerMaps("conv1", "Conv2D", values), LIGHT).atlas
    assert atlas is not None
    whole = colour_words(np.array([0.25, 1.0]), LIGHT, signed=False, largest=1.0)

    assert atlas.pixel(0, 0) == whole[0]
    assert atlas.pixel(0, 4) == whole[1]


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (maps(26, 20, 5), (5, 26, 20)),
        (maps(30, 4, kind="Conv1D"), (4, 1, 30)),
        (maps(7, kind="Dense"), (7, 1, 1)),
    ],
)
def test_maps_are_counted_whatever_the_layer(layer: LayerMaps, shape: tuple[int, ...]) -> None:
    picture = layer_picture(layer, LIGHT)

    assert (picture.units, picture.rows, picture.columns) == shape
    assert picture.atlas is not None
    assert (picture.atlas.height(), picture.atlas.width()) == (shape[0] * shape[1], shape[2])


def test_a_value_is_the_layer_s_own() -> None:
    layer = maps(8, 6, 3)

    assert layer_picture(layer, LIGHT).value(2, 5, 4) == layer.values[5, 4, 2]


@pytest.mark.parametrize("kind", ["Flatten", "Dropout"])
def test_layers_that_change_nothing_have_words_and_no_maps(kind: str) -> None:
    picture = layer_picture(maps(40, kind=kind), LIGHT)

    assert picture.atlas is None
    assert "40 values" in picture.words


def test_large_maps_are_painted_from_fewer_pixels() -> None:
    picture = layer_picture(maps(200, 130, 2), LIGHT)
    assert picture.atlas is not None

    assert max(picture.shown) <= 64
    assert (picture.rows, picture.columns) == (200, 130)


def test_the_words_tell_number_size_and_scale() -> None:
    values = np.zeros((26, 24, 64), np.float32)
    values[0, 0, 0] = 2.5
    assert layer_picture(LayerMaps("c", "Conv2D", values), LIGHT).words == "64 of 24 × 26, 0 to 2.5"
    assert layer_picture(LayerMaps("c", "Conv2D", -values), LIGHT).words == "64 of 24 × 26, ±2.5"


LAYERS = st.lists(
    st.one_of(
        st.tuples(st.integers(1, 40), st.integers(1, 40), st.integers(1, 70)),
        st.tuples(st.integers(1, 300)),
    ),
    min_size=1,
    max_size=4,
)


def pictures(shapes: list[tuple[int, ...]]) -> list[LayerPicture]:
    kinds = {1: "Dense", 3: "Conv2D"}
    return [layer_picture(maps(*shape, kind=kinds[len(shape)]), LIGHT) for shape in shapes]


@given(shapes=LAYERS, width=st.floats(60, 900), zoom=st.sampled_from([1.0, 2.0, 4.0]))
def test_every_value_is_found_where_it_is_drawn(
    shapes: list[tuple[int, ...]], width: float, zoom: float
) -> None:
    layers = pictures(shapes)
    layout = MapsLayout(layers, width, zoom)
    random = np.random.default_rng(len(shapes))
    for number, layer in enumerate(layers):
        for _ in range(4):
            sizes = (layer.units, layer.rows, layer.columns)
            cell = Cell(number, *(int(random.integers(size)) for size in sizes))
            assert layout.cell_at(layout.box(cell).center()) == cell


@given(shapes=LAYERS, width=st.floats(60, 900))
def test_maps_do_not_overlap_and_stay_inside(shapes: list[tuple[int, ...]], width: float) -> None:
    layers = pictures(shapes)
    layout = MapsLayout(layers, width)
    below = 0.0
    for number, layer in enumerate(layers):
        start, end = layout.span(number)
        assert start >= below
        below = end
        tiles = [layout.tile(number, unit) for unit in range(layer.units)]
        assert all(tile.left() >= 0 and tile.right() <= width + 0.01 for tile in tiles)
        assert all(start <= tile.top() and tile.bottom() <= end + 0.01 for tile in tiles)
        for one, other in pairwise(tiles):
            assert not one.intersects(other)
    assert below == pytest.approx(layout.height)


def test_between_maps_there_is_no_value() -> None:
    layout = MapsLayout(pictures([(26, 26, 9)]), 200)
    tile = layout.tile(0, 0)

    assert layout.cell_at(tile.topRight() + QPointF(1.5, 5)) is None
    assert layout.cell_at(QPointF(2, 2)) is None


def test_only_maps_in_view_are_painted() -> None:
    layout = MapsLayout(pictures([(26, 26, 64)]), 200)
    across = layout.across(0)
    first = layout.tile(0, 2 * across)

    assert layout.units_between(0, first.top() + 1, first.bottom() - 1) == range(
        2 * across, 3 * across
    )
