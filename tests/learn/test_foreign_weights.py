"""Weights of Keras and PyTorch: a network here computes with them what it computes there."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.learn.blueprint import layer
from kernelview.learn.errors import LearnError
from kernelview.learn.foreign_weights import weights_from_keras, weights_from_torch
from kernelview.learn.layers import Conv1D, Dense, Flatten, MaxPooling1D
from kernelview.learn.sequential import Sequential
from kernelview.learn.tensors import tensors_from_bytes, tensors_to_bytes
from tests.learn.networks import EVERY_KIND, network, picture, plan

PLAN = plan(
    layer("Conv2D", filters=4, kernel_size=(3, 2), activation="relu"),
    layer("Flatten"),
    layer("BatchNormalization", epsilon=1e-5),
    layer("Dropout", rate=0.5),
    layer("Dense", units=5, activation="relu"),
    layer("Dense", units=None, activation="softmax"),
)
Array = NDArray[np.float64]


def torch_state() -> dict[str, Array]:
    """Return weights as nn.Sequential names and shapes them: Conv2d, ReLU, Flatten, ..."""
    random = np.random.default_rng(8)
    shapes = {
        "0.weight": (4, 2, 3, 2), "0.bias": (4,),
        "3.weight": (196,), "3.bias": (196,), "3.running_mean": (196,), "3.running_var": (196,),
        "3.num_batches_tracked": (),
        "5.weight": (5, 196), "5.bias": (5,),
        "7.weight": (3, 5), "7.bias": (3,),
    }  # fmt: skip
    return {name: random.uniform(0.1, 0.5, shape) for name, shape in shapes.items()}


def torch_answer(state: dict[str, Array], pixels: NDArray[Any]) -> Array:
    """Compute channels first, as PyTorch does, one sum after the other."""
    image = np.moveaxis(pixels.astype(np.float64), -1, 0)
    kernel = state["0.weight"]
    maps = np.zeros((4, 7, 7))
    for row, column in np.ndindex(7, 7):
        window = image[:, row : row + 3, column : column + 2]
        maps[:, row, column] = (kernel * window).sum(axis=(1, 2, 3)) + state["0.bias"]
    flat = np.maximum(maps, 0).reshape(-1)
    deviation = np.sqrt(state["3.running_var"] + 1e-5)
    flat = (flat - state["3.running_mean"]) / deviation * state["3.weight"] + state["3.bias"]
    hidden = np.maximum(state["5.weight"] @ flat + state["5.bias"], 0)
    powers = np.exp(state["7.weight"] @ hidden + state["7.bias"])
    return np.asarray(powers / powers.sum())


@pytest.mark.parametrize("form", ["names", "alphabetical", "in order", "safetensors"])
def test_with_the_weights_of_pytorch_it_computes_what_pytorch_computes(form: str) -> None:
    state = torch_state()
    given: Any = {
        "names": state,
        "alphabetical": dict(sorted(state.items())),
        "in order": list(state.values()),
        "safetensors": tensors_from_bytes(tensors_to_bytes(state, {}))[0],
    }[form]
    model = network(PLAN)
    weights, _ = weights_from_torch(given, model)
    model.set_weights(weights)
    found = model.predict(picture()[np.newaxis])[0]
    assert np.allclose(found, torch_answer(state, picture()), atol=1e-5)
    assert found.std() > 0.01


def test_the_notes_say_what_was_turned() -> None:
    _, notes = weights_from_torch(torch_state(), network(PLAN))
    assert notes[0] == "conv1.kernel: (out, in, kh, kw) turned to (kh, kw, in, out)"
    assert notes[1] == "conv1.bias: as it is"
    assert "norm1.gamma: from channel by channel to place by place" in notes[2]
    assert "dense1.kernel: (out, in) turned to (in, out), its inputs from channel" in notes[6]
    assert notes[8] == "dense2.kernel: (out, in) turned to (in, out)"


def test_numbered_layers_are_taken_by_their_numbers() -> None:
    model = Sequential([Dense(3, input_shape=(3,)), Dense(3)])
    model.build(seed=1)
    state = {
        "10.bias": np.full(3, 4.0), "10.weight": np.full((3, 3), 3.0),
        "9.bias": np.full(3, 2.0), "9.weight": np.full((3, 3), 1.0),
    }  # fmt: skip
    weights, _ = weights_from_torch(state, model)
    assert [one.flat[0] for one in weights] == [1, 2, 3, 4]


def test_a_signal_is_turned_too() -> None:
    model = Sequential([Conv1D(2, 3, input_shape=(6, 2)), MaxPooling1D(2), Flatten(), Dense(1)])
    model.build(seed=1)
    kernel = np.arange(12.0).reshape(2, 2, 3)
    dense = np.array([[1.0, 2.0, 30.0, 40.0]])
    weights, notes = weights_from_torch([kernel, np.zeros(2), dense, np.zeros(1)], model)
    assert np.array_equal(weights[0][1], kernel[:, :, 1].T)
    # Two channels of two places: place by place it is one of each.
    assert weights[2][:, 0].tolist() == [1, 30, 2, 40]
    assert notes[0] == "conv1.kernel: (out, in, length) turned to (length, in, out)"


def test_one_channel_alone_needs_no_other_order() -> None:
    model = Sequential([Flatten(input_shape=(2, 3, 1)), Dense(1)])
    model.build(seed=1)
    weights, notes = weights_from_torch([[[0, 1, 2, 3, 4, 5]], [0.0]], model)
    assert weights[0][:, 0].tolist() == [0, 1, 2, 3, 4, 5]
    assert notes[0] == "dense1.kernel: (out, in) turned to (in, out)"


def test_weights_of_keras_are_taken_as_they_are() -> None:
    model, other = network(EVERY_KIND, seed=1), network(EVERY_KIND, seed=2)
    weights, notes = weights_from_keras([one.tolist() for one in other.get_weights()], model)
    model.set_weights(weights)
    inputs = picture()[np.newaxis]
    assert np.array_equal(model.predict(inputs), other.predict(inputs))
    assert len(notes) == 1
    assert weights[0].dtype == np.float32
    assert not weights[0].flags.writeable


def changed(place: int, values: Any) -> list[Any]:
    arrays: list[Any] = network(PLAN).get_weights()
    arrays[place] = values
    return arrays


@pytest.mark.parametrize(
    ("arrays", "reason"),
    [
        (changed(0, np.zeros((4, 2, 3, 2))), r"kernel comes as \(4, 2, 3, 2\) .*\(3, 2, 2, 4\)"),
        (changed(1, np.full(4, np.nan)), "conv1.*bias would hold NaN"),
        (changed(1, np.full(4, 1e300)), "conv1.*bias would hold NaN or infinity"),
        (changed(1, ["a"] * 4), "numbers, not"),
        (changed(1, [[1], [1, 2]]), "no array of numbers"),
        (changed(1, [True] * 4), "numbers, not bool"),
        ([], "has 10 weights, not 0"),
    ],
)  # fmt: skip
def test_weights_that_do_not_fit_are_refused_by_layer(arrays: list[Any], reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        weights_from_keras(arrays, network(PLAN))


def test_weights_of_pytorch_that_do_not_fit_are_refused_by_layer() -> None:
    state = torch_state() | {"5.weight": np.zeros((196, 5))}
    with pytest.raises(LearnError, match=r"dense1.*comes as \(196, 5\) .* wanted as \(5, 196\)"):
        weights_from_torch(state, network(PLAN))
    with pytest.raises(LearnError, match="has 10 weights, not 9"):
        weights_from_torch(list(torch_state().values())[1:], network(PLAN))


def test_a_network_without_weights_is_refused() -> None:
    with pytest.raises(LearnError, match="build"):
        weights_from_torch([], Sequential([Dense(3)]))
