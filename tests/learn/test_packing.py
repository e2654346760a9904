"""Weights side by side, and gradients as one vector."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn import Dense, Flatten, Sequential
from kernelview.learn.layers import trainable_parameters
from kernelview.learn.packing import GradientVector, runs
from tests.learn.samples import bars, small_network


def test_what_learns_lies_in_one_run_and_what_is_tracked_after_it() -> None:
    model = small_network()
    found = runs(model.flat_values, trainable_parameters(model.layers))
    assert [one.size for one in found] == [237]
    found[0][...] = 5
    assert all((one.values == 5).all() for one in trainable_parameters(model.layers))
    assert not any((one == 5).any() for one in model.layers[1].get_weights()[2:])


def test_a_layer_in_between_that_does_not_learn_parts_the_runs() -> None:
    model = Sequential([Dense(4), Dense(5), Dense(6)])
    model.build((3,))
    model.layers[1].trainable = False
    found = runs(model.flat_values, trainable_parameters(model.layers))
    assert [one.size for one in found] == [16, 36]
    assert np.shares_memory(found[1], model.layers[2].parameters[0].values)


def test_gradients_that_lie_side_by_side_are_not_copied() -> None:
    flat = np.arange(10.0)
    views = [flat[:6].reshape(2, 3), flat[6:]]
    vector = GradientVector(10, np.float64)
    for _ in range(2):
        assert vector.of(list(views)) is flat


def test_other_gradients_are_gathered_in_their_order() -> None:
    flat = np.arange(10.0)
    cases: list[list[NDArray[Any]]] = [
        [flat[4:], flat[:4]],
        [flat[:4], flat[:6]],
        [np.ones((2, 3)), np.zeros(4)],
        [flat[:6].reshape(3, 2).T, flat[6:]],
    ]
    vector = GradientVector(10, np.float64)
    for gradients in cases:
        wanted = np.concatenate([one.ravel() for one in gradients])
        assert np.array_equal(vector.of(gradients), wanted)


def test_a_network_that_cannot_learn_is_only_judged() -> None:
    model = Sequential([Flatten(), Dense(3, "softmax")])
    model.build((8, 8, 1), seed=0)
    model.layers[1].trainable = False
    model.compile("adam", "sparse_categorical_crossentropy")
    before = model.flat_values.copy()
    history = model.fit(*bars(20), epochs=2, shuffle=False)
    assert np.array_equal(model.flat_values, before)
    assert history.history["loss"][0] == history.history["loss"][1]
