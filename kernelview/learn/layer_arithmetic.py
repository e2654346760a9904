"""One value of a layer taken apart: what came in, the weights, and the sum."""

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.activations import ActivationName, activate
from kernelview.learn.layers import (
    Activation,
    BatchNormalization,
    Convolution,
    Dense,
    Flatten,
    Layer,
    Pooling,
)
from kernelview.learn.layers.windows import padding_sizes
from kernelview.learn.perception import UnitArithmetic

Place = tuple[int, ...]
Values = NDArray[np.float64]


def layer_arithmetic(layer: Layer, inputs: Values, place: Place) -> UnitArithmetic:
    """Return the arithmetic at `place` of what the layer gives; its last index is the unit."""
    match layer:
        case Convolution():
            return _convolved(layer, inputs, place)
        case Pooling():
            return _pooled(layer, inputs, place)
        case Dense():
            return _dense(layer, inputs[place[:-1]], place[-1])
        case BatchNormalization():
            return _normalised(layer, inputs[place], place[-1])
        case Activation():
            return _activated(layer.activation, inputs[place[:-1]], place[-1])
        case Flatten():
            return _passed_on(inputs.reshape(-1)[place[-1]])
        case _:
            return _passed_on(inputs[place])


def _convolved(layer: Convolution, inputs: Values, place: Place) -> UnitArithmetic:
    indices, padding = [], np.zeros(layer.kernel_size, np.bool_)
    for axis, window in enumerate(layer.kernel_size):
        before, _ = padding_sizes(
            inputs.shape[axis],
            window,
            stride=layer.strides[axis],
            padding=layer.padding,
            dilation=layer.dilation_rate[axis],
        )
        steps = np.arange(window) * layer.dilation_rate[axis]
        cells = place[axis] * layer.strides[axis] - before + steps
        outside = (cells < 0) | (cells >= inputs.shape[axis])
        padding |= outside.reshape([-1 if one == axis else 1 for one in range(layer.axes)])
        indices.append(np.where(outside, 0, cells))
    window_values = np.where(padding[..., np.newaxis], 0.0, inputs[np.ix_(*indices)])
    kernels = layer.parameters[0].values
    sums = window_values.reshape(-1) @ kernels.reshape(-1, layer.filters).astype(np.float64)
    weighted = _weighted(layer, window_values, sums, place[-1])
    marked = np.broadcast_to(padding[..., np.newaxis], window_values.shape)
    return replace(weighted, padding=marked) if padding.any() else weighted


def _dense(layer: Dense, inputs: Values, unit: int) -> UnitArithmetic:
    kernel = layer.parameters[0].values.astype(np.float64)
    return _weighted(layer, inputs, inputs @ kernel, unit)


def _weighted(
    layer: Convolution | Dense, window: Values, sums: Values, unit: int
) -> UnitArithmetic:
    """Return the products of a unit; `sums` are those of all units, which softmax needs."""
    weights = layer.parameters[0].values[..., unit].astype(np.float64)
    biases: Any = layer.parameters[1].values if layer.use_bias else np.zeros(len(sums))
    totals = sums + biases
    products = window * weights
    bias = float(biases[unit])
    return UnitArithmetic(
        window=window,
        weights=weights,
        products=products,
        bias=bias,
        total=float(products.sum()) + bias,
        activation=layer.activation,
        value=_value(layer.activation, totals, unit),
    )


def _pooled(layer: Pooling, inputs: Values, place: Place) -> UnitArithmetic:
    parts = []
    for axis, window in enumerate(layer.pool_size):
        length, stride = inputs.shape[axis], layer.strides[axis]
        before, _ = padding_sizes(length, window, stride=stride, padding=layer.padding)
        start = place[axis] * stride - before
        # What is outside is no part of a maximum, and none of a mean.
        parts.append(slice(max(0, start), min(start + window, length)))
    cells = inputs[(*parts, slice(place[-1], place[-1] + 1))]
    takes_largest = layer.kind.startswith("Max")
    value = float(cells.max() if takes_largest else cells.mean())
    return UnitArithmetic(cells, None, None, 0.0, value, "linear", value)


def _normalised(layer: BatchNormalization, value: float, unit: int) -> UnitArithmetic:
    """Return the normalisation as what it is in use: a weight and a bias."""
    held = {one.name: float(one.values[unit]) for one in layer.parameters}
    scale = held.get("gamma", 1.0) / sqrt(held["moving_variance"] + layer.epsilon)
    bias = held.get("beta", 0.0) - held["moving_mean"] * scale
    total = value * scale + bias
    window, weights, products = (np.array([one]) for one in (value, scale, value * scale))
    return UnitArithmetic(window, weights, products, bias, total, "linear", total)


def _activated(function: ActivationName, totals: Values, unit: int) -> UnitArithmetic:
    window, total = totals[unit : unit + 1], float(totals[unit])
    value = _value(function, totals, unit)
    return UnitArithmetic(window, None, None, 0.0, total, function, value)


def _passed_on(value: float) -> UnitArithmetic:
    held = float(value)
    return UnitArithmetic(np.array([held]), None, None, 0.0, held, "linear", held)


def _value(function: ActivationName, totals: Values, unit: int) -> float:
    with np.errstate(all="ignore"):
        return float(activate(function, totals)[unit])
