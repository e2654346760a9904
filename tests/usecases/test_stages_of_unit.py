"""A learned unit applied to a picture is what the network computes of it."""

import numpy as np
import pytest

from kernelview.engine import Activate, Convolve, Pipeline, run_pipeline
from kernelview.jobs import run
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.errors import LearnError
from kernelview.learn.learned import KernelAddress, KernelLayer, kernel_layers
from kernelview.learn.perceiving import perceive
from kernelview.learn.sizing import build_network
from kernelview.usecases.stages_of_unit import stages_of_unit

SHAPE = (12, 10, 1)


def blueprint(activation: str, *, use_bias: bool = True) -> Blueprint:
    first = layer("Conv2D", filters=3, kernel_size=3, activation=activation, use_bias=use_bias)
    last = layer("Dense", units=None, activation="softmax")
    return Blueprint("net", (first, layer("Flatten"), last))


@pytest.mark.parametrize("activation", ["relu", "tanh", "linear"])
def test_a_unit_does_to_a_picture_what_it_does_in_the_network(activation: str) -> None:
    plan = blueprint(activation)
    model = build_network(plan, SHAPE, 2, seed=3)
    model.layers[0].parameters[1].values[...] = (-0.2, 0.1, 0.3)
    pixels = np.random.default_rng(1).integers(0, 256, SHAPE[:2], np.uint8)
    (found,) = kernel_layers(plan, SHAPE, 2, tuple(model.get_weights()))
    perception = perceive(model, (pixels[..., np.newaxis] / np.float32(255)))
    for unit in range(3):
        stages = stages_of_unit(found, KernelAddress("conv1", unit), white=255.0)
        shown = run(run_pipeline(pixels, Pipeline(stages)))
        inside = np.asarray(shown, np.float32).reshape(12, 10)[1:-1, 1:-1] / 255
        assert np.allclose(inside, perception.maps[0].values[..., unit], atol=1e-5)


def test_the_bias_is_in_the_units_of_the_picture() -> None:
    found = KernelLayer("conv1", np.ones((1, 1, 1, 2)), np.array([0.5, -0.25]), "relu")
    convolve, activate = stages_of_unit(found, KernelAddress("conv1", 1), white=65535.0)
    assert isinstance(convolve, Convolve)
    assert convolve.kernel.offset == -0.25 * 65535
    assert convolve.kernel.name == "conv1/1"
    assert activate == Activate("relu")


@pytest.mark.parametrize("activation", ["linear", "sigmoid", "leaky_relu", "softmax"])
def test_an_activation_without_a_stage_is_left_out(activation: str) -> None:
    found = KernelLayer("conv1", np.ones((1, 1, 3, 1)), None, activation)
    (convolve,) = stages_of_unit(found, KernelAddress("conv1", 0, 2), white=255.0)
    assert isinstance(convolve, Convolve)
    assert convolve.kernel.offset == 0


def test_an_address_of_another_layer_is_refused() -> None:
    found = KernelLayer("conv1", np.ones((1, 1, 1, 1)), None, "relu")
    with pytest.raises(LearnError, match="no kernel of conv1"):
        stages_of_unit(found, KernelAddress("conv2", 0), white=1.0)
