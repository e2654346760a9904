"""A network looks at a picture, and each value it makes of it is told to the last product."""

import numpy as np
import pytest

from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.errors import LearnError
from kernelview.learn.perceiving import Perception, perceive, unit_arithmetic
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network
from tests.learn.networks import EVERY_KIND, TWO_CONVOLUTIONS, network, picture, plan

STRIDED = plan(
    layer("Conv2D", filters=2, kernel_size=(3, 3), strides=(2, 3), padding="same"),
    layer("Conv2D", filters=2, kernel_size=(2, 2), dilation_rate=(2, 1), activation="softmax"),
    layer("Dense", units=4, activation="softmax"),
    layer("Flatten"),
    layer("BatchNormalization", center=False, scale=False),
    layer("Dense", units=None, use_bias=False),
    layer("Activation", activation="softmax"),
)
SIGNAL = plan(
    layer("Conv1D", filters=3, kernel_size=3, padding="same", activation="relu"),
    layer("MaxPooling1D", pool_size=2),
    layer("Conv1D", filters=4, kernel_size=2, strides=2),
    layer("Flatten"),
    layer("Dense", units=None, activation="softmax"),
)


def looked(blueprint: Blueprint) -> tuple[Sequential, Perception]:
    model = network(blueprint)
    return model, perceive(model, picture())


def test_there_are_maps_of_each_layer_and_a_probability_of_each_class() -> None:
    model, perception = looked(EVERY_KIND)
    assert [one.name for one in perception.maps] == [one.name for one in model.layers]
    assert [one.values.shape for one in perception.maps] == [
        one.output_shape for one in model.layers
    ]
    assert np.allclose(perception.probabilities, model.predict(picture()[np.newaxis])[0])
    assert perception.probabilities.sum() == pytest.approx(1)
    assert not perception.maps[0].values.flags.writeable


@pytest.mark.parametrize("shape", [(8, 9, 2), (9, 8), (9, 8, 1)])
def test_a_picture_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(LearnError, match=r"takes pictures of \(9, 8, 2\)"):
        perceive(network(), np.zeros(shape))


def test_a_picture_with_nan_is_refused() -> None:
    with pytest.raises(LearnError, match="finite"):
        perceive(network(), np.full((9, 8, 2), np.nan))


@pytest.mark.parametrize("blueprint", [EVERY_KIND, TWO_CONVOLUTIONS, STRIDED])
def test_the_arithmetic_of_every_value_gives_the_value_of_the_map(blueprint: Blueprint) -> None:
    model, perception = looked(blueprint)
    for maps in perception.maps:
        values = maps.values.reshape((1,) * (3 - maps.values.ndim) + maps.values.shape)
        for (row, column, unit), value in np.ndenumerate(values):
            told = unit_arithmetic(model, perception, maps.name, unit, row, column)
            assert told.value == pytest.approx(float(value), rel=1e-4, abs=1e-5), maps.name
            assert told.kind == maps.kind
            if told.products is not None:
                assert told.weights is not None
                assert told.window.shape == told.weights.shape
                assert np.array_equal(told.products, told.window * told.weights)
                assert told.total == pytest.approx(told.products.sum() + told.bias)


def test_a_signal_is_taken_apart_by_its_steps() -> None:
    shape, classes = (11, 2), 3
    model = build_network(SIGNAL, shape, classes, seed=3)
    signal = np.random.default_rng(0).random(shape, np.float32)
    perception = perceive(model, signal)
    for maps in perception.maps[:3]:
        for (step, unit), value in np.ndenumerate(maps.values):
            told = unit_arithmetic(model, perception, maps.name, unit, 0, step)
            assert told.value == pytest.approx(float(value), rel=1e-4, abs=1e-6)
    edge = unit_arithmetic(model, perception, "conv1", 0, 0, 0)
    assert edge.window.shape == (3, 2)
    assert edge.padding is not None
    assert edge.padding[:, 0].tolist() == [True, False, False]


def test_cells_outside_the_picture_are_marked_and_count_nothing() -> None:
    model, perception = looked(EVERY_KIND)
    corner = unit_arithmetic(model, perception, "conv1", 0, 0, 7)
    assert corner.padding is not None
    # Two columns wide, the window of "same" has its odd one after.
    assert corner.padding[..., 0].tolist() == [[True, True], [False, True], [False, True]]
    assert not corner.window[corner.padding].any()
    assert unit_arithmetic(model, perception, "conv1", 0, 4, 4).padding is None


def test_the_cell_that_wins_a_pooling_comes_first() -> None:
    model, perception = looked(EVERY_KIND)
    told = unit_arithmetic(model, perception, "pool1", 1, 2, 2)
    assert told.window.shape == (2, 2, 1)
    assert told.weights is None
    assert told.window.reshape(-1)[told.order[0]] == told.window.max() == told.value
    assert told.window.reshape(-1).tolist() == pytest.approx(
        perception.maps[1].values[4:6, 4:6, 1].reshape(-1).tolist()
    )
    # The last of nine rows has no second one: the window ends with the map.
    assert unit_arithmetic(model, perception, "pool1", 1, 4, 2).window.shape == (1, 2, 1)


def test_the_largest_contributions_of_a_dense_unit_come_first() -> None:
    model, perception = looked(EVERY_KIND)
    told = unit_arithmetic(model, perception, "dense1", 2, 0, 0)
    assert told.products is not None
    sizes = np.abs(told.products)[told.order]
    assert (np.diff(sizes) <= 0).all()
    assert sizes[0] == np.abs(told.products).max()


@pytest.mark.parametrize(
    ("name", "unit", "row", "column"),
    [
        ("conv1", 4, 0, 0),
        ("conv1", -1, 0, 0),
        ("conv1", 0, 9, 0),
        ("conv1", 0, 0, -1),
        ("dense1", 5, 0, 0),
        ("dense1", 0, 1, 0),
    ],
)
def test_a_place_that_is_not_there_is_refused(name: str, unit: int, row: int, column: int) -> None:
    model, perception = looked(EVERY_KIND)
    with pytest.raises(LearnError, match="there is no unit"):
        unit_arithmetic(model, perception, name, unit, row, column)


def test_an_unknown_layer_and_another_network_are_refused() -> None:
    model, perception = looked(EVERY_KIND)
    with pytest.raises(LearnError, match="no layer is called 'conv9'; there are conv1"):
        unit_arithmetic(model, perception, "conv9", 0, 0, 0)
    with pytest.raises(LearnError, match="another network"):
        unit_arithmetic(network(TWO_CONVOLUTIONS), perception, "conv1", 0, 0, 0)
