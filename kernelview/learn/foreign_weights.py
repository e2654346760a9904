"""Weights from Keras and PyTorch, brought into the order and the axes of a network here.

Keras' are as ours: kernels (kh, kw, in, out), dense (in, out), channels last. PyTorch has
(out, in, kh, kw) and (out, in), and flattens a picture channel by channel.
https://keras.io/api/layers and https://pytorch.org/docs/stable/nn.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.layers import (
    BatchNormalization,
    Convolution,
    Dense,
    Flatten,
    Layer,
    Parameter,
)
from kernelview.learn.run_record import Weights
from kernelview.learn.sequential import Sequential

Foreign = Mapping[str, ArrayLike] | Sequence[ArrayLike]
Shape = tuple[int, ...]
# How PyTorch calls the parameters of a layer, in the order of ours.
_TORCH_NAMES = ("weight", "bias", "running_mean", "running_var")

_REORDERED = "from channel by channel to place by place, as Flatten has them here"


@dataclass(frozen=True)
class _Brought:
    """A parameter's values in our axes, and what was done to them."""

    values: NDArray[Any]
    note: str


def weights_from_keras(
    arrays: Sequence[ArrayLike], model: Sequential
) -> tuple[Weights, tuple[str, ...]]:
    """Return what Keras' `get_weights` gave, checked, for `model.set_weights`, and notes.

    Raises LearnError naming the layer, the shape got and the shape wanted.
    """
    parameters = _parameters(model)
    given = [_numbers(one) for one in arrays]
    _check_count(len(given), parameters)
    weights = []
    for (layer, parameter), values in zip(parameters, given, strict=True):
        _check_shape(layer, parameter, values.shape, parameter.values.shape)
        weights.append(_checked(layer, parameter, values))
    return tuple(weights), ("all weights as they are: Keras has them in the same order",)


def weights_from_torch(state: Foreign, model: Sequential) -> tuple[Weights, tuple[str, ...]]:
    """Return a PyTorch `state_dict`, or its arrays in order, for `model.set_weights`, and notes.

    The notes say of each weight what was turned. Names with the same beginning ("conv.weight",
    "conv.bias") belong to one layer; layers come in the order of the first of their names, or
    of their numbers ("0.weight", "10.weight") where they have nothing else. The counters of
    batch normalisation are left out; its epsilon is 1e-5 there. Raises LearnError naming the
    layer, the shape got and the shape wanted.
    """
    parameters = _parameters(model)
    given = [one for one in map(_numbers, _in_order(state)) if one.ndim]
    _check_count(len(given), parameters)
    flattened = _flattened_shapes(model)
    weights, notes = [], []
    for (layer, parameter), values in zip(parameters, given, strict=True):
        brought = _from_torch(layer, parameter, values, flattened.get(layer.name))
        weights.append(_checked(layer, parameter, brought.values))
        notes.append(f"{layer.name}.{parameter.name}: {brought.note}")
    return tuple(weights), tuple(notes)


def _from_torch(
    layer: Layer, parameter: Parameter, values: NDArray[Any], flattened: Shape | None
) -> _Brought:
    wanted = parameter.values.shape
    match layer, parameter.name:
        case Convolution(), "kernel":
            *window, channels, filters = wanted
            _check_shape(layer, parameter, values.shape, (filters, channels, *window))
            axes = (*range(2, values.ndim), 1, 0)
            return _Brought(
                np.transpose(values, axes),
                f"(out, in, {_windows(layer)}) turned to ({_windows(layer)}, in, out)",
            )
        case Dense(), "kernel":
            _check_shape(layer, parameter, values.shape, wanted[::-1])
            if flattened is None:
                return _Brought(values.T, "(out, in) turned to (in, out)")
            return _Brought(
                _channels_last(values.T, flattened),
                f"(out, in) turned to (in, out), its inputs {_REORDERED}",
            )
        case BatchNormalization(), _ if flattened is not None:
            _check_shape(layer, parameter, values.shape, wanted)
            return _Brought(_channels_last(values, flattened), _REORDERED)
    _check_shape(layer, parameter, values.shape, wanted)
    return _Brought(values, "as it is")


def _channels_last(values: NDArray[Any], shape: Shape) -> NDArray[Any]:
    """Bring the first axis from flattened (channels, *places) to flattened (*places, channels)."""
    *places, channels = shape
    apart = values.reshape(channels, *places, *values.shape[1:])
    return np.moveaxis(apart, 0, len(places)).reshape(values.shape)


def _flattened_shapes(model: Sequential) -> dict[str, Shape]:
    """Return, by layers' names, the shape of the maps that come in flattened; up to a Dense."""
    found: dict[str, Shape] = {}
    shape: Shape | None = None
    for layer in model.layers:
        if shape is not None:
            found[layer.name] = shape
        inputs = layer.input_shape or ()
        # One channel alone, or one place alone, is in the same order either way.
        if isinstance(layer, Flatten) and prod(inputs[:-1]) > 1 and inputs[-1] > 1:
            shape = inputs
        elif isinstance(layer, Dense):
            shape = None
    return found


def _in_order(state: Foreign) -> list[ArrayLike]:
    if not isinstance(state, Mapping):
        return list(state)
    groups: dict[str, dict[str, ArrayLike]] = {}
    for name, values in state.items():
        layer, _, parameter = name.rpartition(".")
        groups.setdefault(layer, {})[parameter] = values
    numbered = all(re.fullmatch(r"[0-9]{1,9}", layer) for layer in groups)
    return [
        groups[layer][parameter]
        for layer in (sorted(groups, key=int) if numbered else groups)
        for parameter in _TORCH_NAMES
        if parameter in groups[layer]
    ]


def _parameters(model: Sequential) -> list[tuple[Layer, Parameter]]:
    if not model.built:
        raise LearnError("the network has no weights yet: build(input_shape) comes first")
    return [(layer, parameter) for layer in model.layers for parameter in layer.parameters]


def _numbers(values: ArrayLike) -> NDArray[Any]:
    try:
        array = np.asarray(values)
    except (TypeError, ValueError, RuntimeError) as error:
        raise LearnError(f"a weight is no array of numbers: {error}") from error
    if array.dtype.kind not in "fiu":
        raise LearnError(f"weights are numbers, not {array.dtype}")
    return array


def _checked(layer: Layer, parameter: Parameter, values: NDArray[Any]) -> NDArray[Any]:
    """Return the values in the network's precision, read-only, where all are finite in it."""
    with np.errstate(over="ignore"):
        weights = np.array(values, parameter.values.dtype, order="C")
    if not np.isfinite(weights).all():
        raise layer.error(f"its {parameter.name} would hold NaN or infinity")
    weights.flags.writeable = False
    return weights


def _check_count(count: int, parameters: Sequence[tuple[Layer, Parameter]]) -> None:
    if count != len(parameters):
        raise LearnError(f"the network has {len(parameters)} weights, not {count}")


def _check_shape(layer: Layer, parameter: Parameter, shape: Shape, wanted: Shape) -> None:
    if shape != wanted:
        raise layer.error(f"its {parameter.name} comes as {shape} and is wanted as {wanted}")


def _windows(layer: Layer) -> str:
    return "kh, kw" if layer.kind == "Conv2D" else "length"
