"""Layers: shapes, weights and arguments as Keras 3.15 has them."""

from typing import Any

import numpy as np
import pytest

from kernelview.learn.errors import LearnError
from kernelview.learn.layers import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv1D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling1D,
    MaxPooling2D,
)
from kernelview.learn.layers.windows import padding_sizes

# (length, window, stride, padding, dilation) to the output's length: read off Keras 3.15.
KERAS_LENGTHS = {
    (5, 2, 1, "valid", 1): 4, (5, 2, 1, "valid", 2): 3, (5, 2, 2, "valid", 1): 2,
    (5, 2, 2, "same", 1): 3, (5, 2, 3, "same", 1): 2, (5, 3, 1, "valid", 2): 1,
    (5, 3, 3, "valid", 1): 1, (5, 5, 1, "same", 2): 5, (5, 5, 3, "valid", 1): 1,
    (8, 2, 3, "valid", 1): 3, (8, 3, 2, "valid", 1): 3, (8, 3, 2, "same", 1): 4,
    (8, 3, 3, "valid", 1): 2, (8, 3, 3, "same", 1): 3, (8, 5, 2, "same", 1): 4,
    (9, 2, 2, "valid", 1): 4, (9, 2, 2, "same", 1): 5, (9, 5, 1, "valid", 2): 1,
    (9, 5, 2, "valid", 1): 3, (9, 5, 3, "same", 1): 3,
}  # fmt: skip


def random() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize("case", KERAS_LENGTHS)
def test_windows_are_as_many_as_in_keras(case: tuple[int, int, int, str, int]) -> None:
    length, window, stride, padding, dilation = case
    wanted = KERAS_LENGTHS[case]
    convolution = Conv1D(1, window, stride, padding, dilation_rate=dilation)
    assert convolution.shape_after((length, 2)) == (wanted, 1)
    if dilation == 1:
        assert MaxPooling1D(window, stride, padding).shape_after((length, 2)) == (wanted, 2)


def test_sides_are_reckoned_apart() -> None:
    assert MaxPooling2D((2, 3), padding="same").shape_after((7, 8, 3)) == (4, 3, 3)
    assert AveragePooling2D((3, 2), (1, 2)).shape_after((7, 8, 3)) == (5, 4, 3)
    assert Conv2D(4, (2, 3), (2, 1), "same").shape_after((7, 8, 3)) == (4, 8, 4)


def test_same_padding_puts_the_odd_one_after() -> None:
    assert padding_sizes(8, 3, stride=2, padding="same") == (0, 1)
    assert padding_sizes(9, 3, stride=2, padding="same") == (1, 1)
    assert padding_sizes(5, 2, stride=1, padding="same") == (0, 1)
    assert padding_sizes(5, 3, stride=1, padding="same", dilation=2) == (2, 2)
    assert padding_sizes(5, 3, stride=1, padding="valid") == (0, 0)


def test_weights_have_keras_shapes_and_order() -> None:
    cases: list[tuple[Layer, tuple[int, ...], list[tuple[int, ...]]]] = [
        (Conv2D(7, (3, 2)), (9, 9, 4), [(3, 2, 4, 7), (7,)]),
        (Conv2D(7, 3, use_bias=False), (9, 9, 4), [(3, 3, 4, 7)]),
        (Conv1D(7, 5), (9, 4), [(5, 4, 7), (7,)]),
        (Dense(6), (4, 5), [(5, 6), (6,)]),
        (BatchNormalization(), (4, 5), [(5,)] * 4),
        (BatchNormalization(center=False), (5,), [(5,)] * 3),
        (Flatten(), (4, 5), []),
        (Dropout(0.5), (4, 5), []),
    ]
    for layer, shape, wanted in cases:
        layer.build(shape, random())
        assert [one.shape for one in layer.get_weights()] == wanted
        assert layer.count_params() == sum(int(np.prod(one)) for one in wanted)
    norm = BatchNormalization()
    norm.build((5,), random())
    assert [one.name for one in norm.parameters] == [
        "gamma", "beta", "moving_mean", "moving_variance",
    ]  # fmt: skip
    assert [one.trainable for one in norm.parameters] == [True, True, False, False]


def test_glorot_uniform_fills_its_range_and_no_more() -> None:
    layer = Conv2D(64, 3)
    layer.build((28, 28, 8), random(), np.float64)
    kernel, bias = layer.get_weights()
    limit = np.sqrt(6 / (9 * 8 + 9 * 64))
    assert 0.99 * limit < np.abs(kernel).max() <= limit
    assert kernel.var() == pytest.approx(limit**2 / 3, rel=0.03)
    assert not bias.any()


def test_he_normal_has_its_deviation_and_is_cut() -> None:
    layer = Dense(300, kernel_initializer="he_normal")
    layer.build((200,), random(), np.float64)
    kernel = layer.get_weights()[0]
    assert kernel.std() == pytest.approx(np.sqrt(2 / 200), rel=0.02)
    assert np.abs(kernel).max() <= 2 * np.sqrt(2 / 200) / 0.8796


def test_the_same_random_state_gives_the_same_weights_in_both_precisions() -> None:
    single, double = Dense(4), Dense(4)
    single.build((3,), random(), np.float32)
    double.build((3,), random(), np.float64)
    assert single.get_weights()[0].dtype == np.float32
    assert np.array_equal(single.get_weights()[0], double.get_weights()[0].astype(np.float32))


def test_weights_handed_out_are_copies_and_those_taken_are_written_in_place() -> None:
    layer = Dense(2)
    layer.build((3,), random())
    inside = layer.parameters[0].values
    layer.get_weights()[0][...] = 9
    assert not (inside == 9).any()
    layer.set_weights([np.ones((3, 2)), np.zeros(2, int)])
    assert layer.parameters[0].values is inside
    assert (inside == 1).all()


def test_weights_that_do_not_fit_change_nothing_and_are_named() -> None:
    layer = Dense(2, name="last")
    layer.build((3,), random())
    before = layer.get_weights()
    for wrong in ([np.ones((3, 2))], [np.ones((3, 2)), np.ones(3)], [np.ones((2, 3)), np.ones(2)]):
        with pytest.raises(LearnError, match="last"):
            layer.set_weights(wrong)
    assert all(np.array_equal(a, b) for a, b in zip(before, layer.get_weights(), strict=True))


def test_a_config_makes_the_same_layer_again() -> None:
    layers: list[Layer] = [
        Conv2D(3, (2, 4), (1, 2), "same", activation="tanh", use_bias=False, name="first"),
        MaxPooling2D(3, 2),
        Dense(4, "softmax", trainable=False),
        BatchNormalization(momentum=0.9, scale=False),
        Dropout(0.25),
        Activation("leaky_relu"),
    ]
    for layer in layers:
        assert type(layer)(**layer.get_config()).get_config() == layer.get_config()


@pytest.mark.parametrize(
    ("shape", "layer", "words"),
    [
        ((28, 28), Conv2D(3, 3), r"\(28, 28\) and wants \(height, width, channels\)"),
        ((2, 9, 1), Conv2D(3, 3), r"\(2, 9, 1\) and wants at least \(3, 3, 1\)"),
        ((8, 8, 1), Conv2D(3, 5, dilation_rate=2), r"at least \(9, 9, 1\).*covers 9 × 9"),
        ((4, 4), MaxPooling2D(), "wants"),
        ((1, 4, 2), MaxPooling2D(), "would not fit"),
        ((10000, 10000, 1), Dense(1000), "at most"),
        ((100000,), Dense(100000), "at most"),
    ],
)
def test_a_shape_that_does_not_fit_is_told_with_the_one_that_would(
    shape: tuple[int, ...], layer: Layer, words: str
) -> None:
    layer.name = "layer9"
    with pytest.raises(LearnError, match=words) as caught:
        layer.build(shape, random())
    assert "layer9" in str(caught.value)
    assert not layer.built


@pytest.mark.parametrize(
    "make",
    [
        lambda: Conv2D(0, 3),
        lambda: Conv2D(3, (3, 3, 3)),
        lambda: Conv2D(3, 3.5),  # type: ignore[arg-type]
        lambda: Conv2D(3, 3, padding="full"),
        lambda: Conv2D(3, 3, 2, dilation_rate=2),
        lambda: Conv2D(3, 3, activation="gelu"),
        lambda: Conv2D(3, 3, use_bias="no"),  # type: ignore[arg-type]
        lambda: Conv2D(3, 3, kernel_initializer="lucky"),
        lambda: Dense(True),
        lambda: Dense(10**9),
        lambda: Dense(3, name="a/b"),
        lambda: Dense(3, input_shape=()),
        lambda: Dropout(1.0),
        lambda: Dropout(float("nan")),
        lambda: BatchNormalization(axis=1),
        lambda: MaxPooling2D(-1),
        lambda: Input("28"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(make: Any) -> None:
    with pytest.raises(LearnError):
        make()


def test_one_number_stands_for_all_sides() -> None:
    layer = Conv2D(3, 5, 2)
    assert (layer.kernel_size, layer.strides, layer.dilation_rate) == ((5, 5), (2, 2), (1, 1))
    assert MaxPooling2D(3).strides == (3, 3)
    assert Dense(3, input_dim=64).declared_shape == (64,)
