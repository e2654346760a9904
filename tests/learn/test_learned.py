"""Learned kernels: named, taken out, edited and put back."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.kernels import Kernel
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.errors import LearnError
from kernelview.learn.learned import (
    KernelAddress,
    KernelLayer,
    kernel_layers,
    learned_kernel,
    parse_address,
    with_kernel,
)
from kernelview.learn.run_record import Weights
from tests.learn.networks import (
    CLASSES,
    EVERY_KIND,
    SHAPE,
    TWO_CONVOLUTIONS,
    network,
    picture,
    plan,
    weights_of,
)

NAMES = st.text(st.characters(exclude_characters="/", categories=["L", "N", "P"]), min_size=1)
NUMBERS = st.integers(0, 999_999)
WEIGHTS = weights_of(network(TWO_CONVOLUTIONS))


def layers_of(blueprint: Blueprint, weights: Weights) -> tuple[KernelLayer, ...]:
    return kernel_layers(blueprint, SHAPE, len(CLASSES), weights)


def put(address: str, kernel: Kernel, weights: Weights = WEIGHTS) -> Weights:
    where = parse_address(address)
    return with_kernel(weights, TWO_CONVOLUTIONS, SHAPE, len(CLASSES), where, kernel)


def taken(address: str, weights: Weights = WEIGHTS) -> Kernel:
    where = parse_address(address)
    (found,) = [one for one in layers_of(TWO_CONVOLUTIONS, weights) if one.name == where.layer]
    return learned_kernel(found, where)


@given(layer=NAMES, unit=NUMBERS, channel=NUMBERS | st.none())
def test_an_address_is_its_text_and_back(layer: str, unit: int, channel: int | None) -> None:
    address = KernelAddress(layer, unit, channel)
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    ["", "conv1", "conv1/", "/7", "conv1/-1", "conv1/7/", "conv1/7/3/2", "conv1/ 7", "conv1/1e3",
     "conv1/٣", "conv1/²", "conv1/1234567", "conv1/x"],
)  # fmt: skip
def test_any_other_text_is_no_address(text: str) -> None:
    with pytest.raises(LearnError, match='like "conv1/7"'):
        parse_address(text)


def test_the_convolutional_layers_have_their_weights_without_a_copy() -> None:
    weights = weights_of(network(EVERY_KIND))
    first, second = layers_of(EVERY_KIND, weights)
    assert (first.name, first.activation) == ("conv1", "relu")
    assert (second.name, second.activation) == ("conv2", "tanh")
    assert first.kernels.shape == (3, 2, 2, 4)
    assert second.kernels.shape == (2, 2, 4, 3)
    assert np.shares_memory(first.kernels, weights[0])
    assert first.bias is not None
    assert np.array_equal(first.bias, weights[1])
    assert second.bias is None
    # Between them lie the four weights of the normalisation.
    assert np.array_equal(second.kernels, weights[6])
    assert not first.kernels.flags.writeable
    assert weights[0].flags.writeable


def test_a_network_without_convolution_has_none() -> None:
    dense = plan(layer("Flatten"), layer("Dense", units=None, activation="softmax"))
    assert layers_of(dense, weights_of(network(dense))) == ()


def test_the_kernels_of_a_signal_have_one_row() -> None:
    signal = plan(layer("Conv1D", filters=2, kernel_size=3), layer("Flatten"), layer("Dense"))
    kernels: Any = np.arange(12.0).reshape(3, 2, 2)
    rest = (np.zeros(2), np.zeros((6, 3)), np.zeros(3))
    (found,) = kernel_layers(signal, (5, 2), 3, (kernels, *rest))
    assert found.kernels.shape == (1, 3, 2, 2)
    address = KernelAddress("conv1", 1, 0)
    assert learned_kernel(found, address).weights.tolist() == [[1, 5, 9]]
    new = with_kernel((kernels, *rest), signal, (5, 2), 3, address, Kernel([[7, 8, 9]]))
    assert new[0].shape == (3, 2, 2)
    assert new[0][:, 0, 1].tolist() == [7, 8, 9]


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        (WEIGHTS[:-1], "more than these 4"),
        ((*WEIGHTS, WEIGHTS[0]), "has 5 weights, not 6"),
        ((WEIGHTS[2], *WEIGHTS[1:]), r"conv1.*kernel is \(3, 3, 2, 4\), not \(2, 2, 4, 3\)"),
        ((), "more than these 0"),
    ],
)
def test_weights_of_another_network_are_refused(weights: Weights, reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        layers_of(TWO_CONVOLUTIONS, weights)


def test_a_kernel_is_named_by_its_address_and_is_the_channel_or_their_mean() -> None:
    one, mean = taken("conv2/1/3"), taken("conv2/1")
    assert (one.name, mean.name) == ("conv2/1/3", "conv2/1")
    assert np.array_equal(one.weights, WEIGHTS[2][:, :, 3, 1])
    assert np.allclose(mean.weights, WEIGHTS[2][:, :, :, 1].mean(axis=2))
    assert (one.divisor, one.offset, one.anchor) == (1, 0, (1, 1))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("conv2/3", "units 0 to 2"),
        ("conv2/0/4", "channels 0 to 3"),
        ("conv1/4", "units 0 to 3"),
    ],
)
def test_an_address_outside_the_layer_is_refused(address: str, reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        taken(address)
    with pytest.raises(LearnError, match=reason):
        put(address, Kernel([[1]]))


def test_a_layer_that_is_not_there_or_no_convolution_is_refused() -> None:
    for name in ("conv3", "dense1"):
        with pytest.raises(LearnError, match=f"called '{name}'"):
            put(f"{name}/0", Kernel([[1]]))
    with pytest.raises(LearnError, match="no kernel of conv1"):
        learned_kernel(layers_of(TWO_CONVOLUTIONS, WEIGHTS)[0], KernelAddress("conv2", 0))


def test_a_kernel_too_large_for_the_editor_and_one_with_nan_are_refused() -> None:
    for kernels in (np.zeros((1, 100, 1, 1)), np.full((1, 1, 1, 1), np.nan)):
        found = KernelLayer("conv1", kernels, None, "linear")
        with pytest.raises(LearnError, match="conv1/0 cannot be taken out"):
            learned_kernel(found, KernelAddress("conv1", 0))


@pytest.mark.parametrize("address", ["conv1/2/0", "conv2/0/3", "conv1/1", "conv2/2"])
def test_a_kernel_put_back_unchanged_changes_nothing(address: str) -> None:
    new = put(address, taken(address))
    assert all(np.allclose(a, b, atol=1e-7) for a, b in zip(new, WEIGHTS, strict=True))


def test_only_the_one_kernel_changes_and_the_old_weights_stay() -> None:
    before = [one.copy() for one in WEIGHTS]
    new = put("conv2/1/2", Kernel([[1, 2], [3, 4]], divisor=4, offset=99))
    assert taken("conv2/1/2", new).weights.tolist() == [[0.25, 0.5], [0.75, 1]]
    assert all(np.array_equal(a, b) for a, b in zip(WEIGHTS, before, strict=True))
    assert all(new[place] is WEIGHTS[place] for place in (0, 1, 3, 4))
    changed = new[2] != WEIGHTS[2]
    assert changed[:, :, 2, 1].all()
    assert changed.sum() == 4
    assert not new[2].flags.writeable
    assert new[2].dtype == np.float32


def test_without_a_channel_the_mean_becomes_the_kernel_and_the_differences_stay() -> None:
    wanted = Kernel([[1.0, -2.0], [0.0, 0.5]])
    new = put("conv2/0", wanted)
    assert np.allclose(taken("conv2/0", new).weights, wanted.weights, atol=1e-6)
    unit, old = new[2][..., 0], WEIGHTS[2][..., 0]
    assert np.allclose(
        unit - unit.mean(axis=2, keepdims=True), old - old.mean(axis=2, keepdims=True), atol=1e-6
    )


def test_the_network_computes_with_what_was_put_back() -> None:
    model = network(TWO_CONVOLUTIONS)
    new = put("conv1/0/1", Kernel([[0, 0, 0], [0, 5, 0], [0, 0, 0]]))
    model.set_weights(list(put("conv1/0/0", Kernel([[0]]), new)))
    maps = model.passes.outputs(picture()[np.newaxis], upto=1)[0, ..., 0]
    wanted = picture()[1:-1, 1:-1, 1] * 5 + WEIGHTS[1][0]
    assert np.allclose(maps, np.maximum(wanted, 0), atol=1e-5)


@pytest.mark.parametrize(
    ("kernel", "wanted"),
    [
        (Kernel([[5]]), [[0, 0, 0], [0, 5, 0], [0, 0, 0]]),
        (Kernel([[1, 2, 3]]), [[0, 0, 0], [1, 2, 3], [0, 0, 0]]),
        (Kernel([[1, 2], [3, 4]]), [[1, 2, 0], [3, 4, 0], [0, 0, 0]]),
        (Kernel([[1, 2], [3, 4]], anchor=(0, 0)), [[0, 0, 0], [0, 1, 2], [0, 3, 4]]),
    ],
)
def test_a_smaller_kernel_has_its_anchor_in_the_middle(
    kernel: Kernel, wanted: list[list[float]]
) -> None:
    assert taken("conv1/0/0", put("conv1/0/0", kernel)).weights.tolist() == wanted


@pytest.mark.parametrize(
    ("kernel", "reason"),
    [
        (Kernel([[1.0] * 5] * 5), "5 × 5; conv1/0 has room for 3 × 3"),
        (Kernel([[1.0] * 4]), "1 × 4; conv1/0 has room for 3 × 3"),
        (Kernel([[1.0] * 3] * 3, anchor=(0, 1)), "anchor is not in its middle"),
        (Kernel([[1.0] * 3], anchor=(0, 2)), "anchor is not in its middle"),
        (Kernel([[1e300]]), "too large for a network of float32"),
    ],
)
def test_a_kernel_that_does_not_fit_is_refused_with_the_reason(kernel: Kernel, reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        put("conv1/0", kernel)


def test_a_kernel_behind_layers_of_many_weights_finds_its_own() -> None:
    weights = weights_of(network(EVERY_KIND))
    address, kernel = KernelAddress("conv2", 1, 2), Kernel([[1, 2], [3, 4]])
    new = with_kernel(weights, EVERY_KIND, SHAPE, len(CLASSES), address, kernel)
    changed = [place for place, (a, b) in enumerate(zip(new, weights, strict=True)) if a is not b]
    assert changed == [6]
    assert new[6][:, :, 2, 1].tolist() == [[1, 2], [3, 4]]
