"""Ablation: a silenced unit, a replaced one, and what the counts of pictures tell."""

from dataclasses import replace

import numpy as np
import pytest

from kernelview.jobs import run
from kernelview.kernels import Kernel
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.dataset import Dataset
from kernelview.learn.errors import LearnError
from kernelview.learn.evaluation import evaluate
from kernelview.learn.experiments import Ablation, Trainer, Trial, ablate
from kernelview.learn.experiments.ablation import fitted
from kernelview.learn.learned import placed_weights
from kernelview.learn.sequential import Sequential
from tests.learn.experiment_samples import SETUP, bar_pictures
from tests.learn.networks import CLASSES, SHAPE, network

TEST = bar_pictures(400).test
EDGE = Kernel([[1.0, 0.0, -1.0]] * 3, name="an edge")


def trained() -> Sequential:
    model, _ = run(Trainer(SETUP, bar_pictures()).trained(Trial("learned", 1, 80, 20)))
    return model


def accuracy(model: Sequential, test: Dataset = TEST) -> float:
    return run(evaluate(model, test)).accuracy


def with_weights(model: Sequential, unit: int, kernel: object, bias: object) -> Sequential:
    twin = model.copy()
    kernels, biases = (one.values for one in twin.layers[0].parameters)
    kernels[..., unit] = kernel
    biases[unit] = bias
    return twin


def test_each_unit_is_silenced_and_the_network_is_left_as_it_was() -> None:
    model = trained()
    before = model.flat_values.copy()
    found = run(ablate(model, TEST))
    assert np.array_equal(model.flat_values, before)
    assert found.accuracy == accuracy(model)
    assert found.layer == "conv1"
    for unit, row in enumerate(found.rows):
        assert (row.unit, row.replacement) == (unit, "")
        assert row.accuracy == accuracy(with_weights(model, unit, 0, 0))
        assert row.difference == pytest.approx(row.accuracy - found.accuracy)
        assert row.low < row.difference < row.high


def test_a_silenced_unit_gives_nothing_even_where_its_activation_of_nothing_is_something() -> None:
    blueprint = Blueprint(
        "half awake",
        (
            layer("Conv2D", filters=3, kernel_size=(3, 3), activation="sigmoid"),
            layer("Flatten"),
            layer("Dense", units=None, activation="softmax"),
        ),
    )
    model = network(blueprint)
    images = np.random.default_rng(0).random((50, *SHAPE), np.float32)
    test = Dataset("noise", images, np.arange(50) % 3, CLASSES, white=1.0)
    twin = model.copy()
    dense = twin.layers[2].parameters[0].values
    dense[1::3] = 0
    assert run(ablate(model, test)).rows[1].accuracy == accuracy(twin, test)


def test_a_replacement_has_the_sign_and_the_norm_of_what_was_learned() -> None:
    model = trained()
    before = model.flat_values.copy()
    found = run(ablate(model, TEST, replacements={1: EDGE, 0: Kernel([[1.0]])}))
    assert np.array_equal(model.flat_values, before)
    row = found.rows[3]
    assert (row.unit, row.replacement) == (1, "an edge")
    learned, biases = (one.values for one in model.layers[0].parameters)
    kernel = placed_weights(EDGE, 3, 3, place="here")[..., np.newaxis]
    gain = np.sign((learned[..., 1] * kernel).sum())
    gain *= np.linalg.norm(learned[..., 1]) / np.linalg.norm(kernel)
    twin = with_weights(model, 1, gain * kernel, biases[1])
    assert row.accuracy == accuracy(twin)
    assert [one.unit for one in found.rows] == [0, 1, 0, 1, None]


def test_each_input_channel_keeps_its_own_sign_and_norm() -> None:
    learned = np.random.default_rng(3).normal(size=(3, 3, 4))
    weights = np.arange(9.0).reshape(3, 3) - 3
    found = fitted(learned, weights)
    assert np.allclose(np.linalg.norm(found, axis=(0, 1)), np.linalg.norm(learned, axis=(0, 1)))
    assert ((found * learned).sum(axis=(0, 1)) > 0).all()
    assert np.array_equal(fitted(learned, -weights), found)


def test_putting_a_network_s_own_kernels_back_changes_nothing_that_can_be_told() -> None:
    model = trained()
    own = {unit: Kernel(model.layers[0].parameters[0].values[..., 0, unit]) for unit in range(2)}
    rows = run(ablate(model, TEST, replacements=own)).rows[2:]
    assert [(row.lost, row.won, row.adjusted) for row in rows] == [(0, 0, 1.0)] * 3


def test_what_cannot_be_told_is_said_so_and_what_can_is_named() -> None:
    found = run(ablate(trained(), TEST, replacements={0: EDGE}))
    untold = replace(found, rows=tuple(replace(row, adjusted=0.5) for row in found.rows))
    assert "no difference can be told for 2" in untold.conclusions[1]
    assert not any("costs" in one for one in untold.conclusions)
    costly = tuple(
        replace(row, difference=-0.2, low=-0.3, high=-0.1, adjusted=0.001) for row in found.rows
    )
    named = Ablation("conv1", 0.9, 80, costly).conclusions
    assert named[1].startswith("Silencing conv1/0 costs 20.0 points (95 % interval -30.0 to -10.0")
    assert "Replacing conv1/0 by an edge costs" in " ".join(named)


def test_a_later_layer_can_be_named() -> None:
    images = np.random.default_rng(0).random((20, *SHAPE), np.float32)
    test = Dataset("noise", images, np.arange(20) % 3, CLASSES, white=1.0)
    found = run(ablate(network(), test, layer="conv2", replacements={2: Kernel([[1.0, 2.0]])}))
    assert [row.unit for row in found.rows] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    ("layer_name", "replacements", "message"),
    [
        ("dense1", {}, "no convolution called"),
        ("", {2: EDGE}, "no unit"),
        ("", {0: Kernel([[0.0]])}, "all zeros"),
        ("", {0: Kernel(np.ones((5, 5)))}, "5 × 5"),
    ],
)
def test_what_cannot_be_changed_is_refused(
    layer_name: str, replacements: dict[int, Kernel], message: str
) -> None:
    with pytest.raises(LearnError, match=message):
        run(ablate(trained(), TEST, layer=layer_name, replacements=replacements))
