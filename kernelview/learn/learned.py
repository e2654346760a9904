"""A network's learned kernels: found by address, taken out as a Kernel, and put back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel, KernelError
from kernelview.learn.blueprint import Blueprint
from kernelview.learn.errors import LearnError
from kernelview.learn.layers import Layer
from kernelview.learn.layers.convolution import Convolution
from kernelview.learn.planned_layers import planned_layers
from kernelview.learn.run_record import Weights

_LONGEST_NUMBER = 6


@dataclass(frozen=True)
class KernelAddress:
    """Where a kernel stands: a layer's name, its unit and the unit's input channel, from 0.

    `channel` None means the mean over all input channels. The text is "conv1/7" or "conv2/7/3".
    """

    layer: str
    unit: int
    channel: int | None = None

    def __str__(self) -> str:
        unit = f"{self.layer}/{self.unit}"
        return unit if self.channel is None else f"{unit}/{self.channel}"


@dataclass(frozen=True, eq=False)
class KernelLayer:
    """A convolutional layer's `kernels` (kh, kw, in, out) and `bias` (out,), None without one.

    The kernels of a Conv1D have one row. The arrays are read-only views of the weights.
    """

    name: str
    kernels: NDArray[Any]
    bias: NDArray[Any] | None
    activation: str


def parse_address(text: str) -> KernelAddress:
    """Return the address that a text like "conv1/7" or "conv2/7/3" names. Raises LearnError."""
    layer, *numbers = text.split("/")
    if not layer or len(numbers) not in {1, 2} or not all(map(_is_number, numbers)):
        raise LearnError(
            f'a kernel\'s address is like "conv1/7", or "conv2/7/3" for one input channel, '
            f"not {text[:80]!r}"
        )
    unit, channel = int(numbers[0]), int(numbers[1]) if len(numbers) == 2 else None
    return KernelAddress(layer, unit, channel)


def kernel_layers(
    blueprint: Blueprint, input_shape: Sequence[int], classes: int, weights: Weights
) -> tuple[KernelLayer, ...]:
    """Return the convolutional layers with their weights; none where there are none.

    Raises LearnError where the weights are not those of the network.
    """
    return tuple(
        _kernel_layer(layer, arrays)
        for layer, arrays in _layers_with_weights(blueprint, input_shape, classes, weights)
        if isinstance(layer, Convolution)
    )


def learned_kernel(layer: KernelLayer, address: KernelAddress) -> Kernel:
    """Return a kernel as it is applied, named by its address, without the unit's bias.

    An address without a channel gives the mean over the input channels. Raises LearnError.
    """
    _check_address(layer, address)
    unit = layer.kernels[..., address.unit].astype(np.float64)
    chosen = unit.mean(axis=-1) if address.channel is None else unit[..., address.channel]
    try:
        return Kernel(chosen, name=str(address))
    except KernelError as error:
        raise LearnError(f"{address} cannot be taken out: {error}") from error


def with_kernel(
    weights: Weights,
    blueprint: Blueprint,
    input_shape: Sequence[int],
    classes: int,
    address: KernelAddress,
    kernel: Kernel,
) -> Weights:
    """Return the weights with `kernel` at `address`; only the layer's own array is new.

    The weights over the divisor go in, the offset does not: the unit keeps its bias. A smaller
    kernel is filled up with zeros, its anchor in the middle of the unit's window. Without a
    channel in the address, each input channel is changed by the same amount, so that their
    mean becomes the kernel and what tells them apart stays. Raises LearnError for a kernel that
    is larger than the unit's, or that its anchor moves out of the window.
    """
    place = 0
    for layer, arrays in _layers_with_weights(blueprint, input_shape, classes, weights):
        if isinstance(layer, Convolution) and layer.name == address.layer:
            changed = _with_unit(_kernel_layer(layer, arrays), address, kernel)
            new = changed.reshape(arrays[0].shape)
            new.flags.writeable = False
            return (*weights[:place], new, *weights[place + 1 :])
        place += len(arrays)
    raise LearnError(f"no convolutional layer of the network is called {address.layer!r}")


def placed_weights(kernel: Kernel, rows: int, columns: int, *, place: str) -> NDArray[np.float64]:
    """Return the weights over the divisor (rows, columns) with the kernel's anchor in the middle.

    `place` is what the error calls the window. Raises LearnError for a kernel that reaches out.
    """
    own_rows, own_columns = kernel.shape
    size, own_size = f"{rows} × {columns}", f"{own_rows} × {own_columns}"
    if own_rows > rows or own_columns > columns:
        raise LearnError(f"the kernel is {own_size}; {place} has room for {size}")
    top, left = rows // 2 - kernel.anchor[0], columns // 2 - kernel.anchor[1]
    if min(top, left) < 0 or top + own_rows > rows or left + own_columns > columns:
        raise LearnError(
            f"the kernel's anchor is not in its middle: around it, {own_size} weights reach out of "
            f"the {size} window of {place}; put the anchor back in the middle"
        )
    placed = np.zeros((rows, columns))
    placed[top : top + own_rows, left : left + own_columns] = kernel.effective_weights
    return placed


def _layers_with_weights(
    blueprint: Blueprint, input_shape: Sequence[int], classes: int, weights: Weights
) -> Iterator[tuple[Layer, Weights]]:
    """Return each layer of the plan and its own arrays, whose shapes are as they should be."""
    shape, place = tuple(input_shape), 0
    for layer in planned_layers(blueprint, classes):
        shape, plans = layer.checked_plan(shape)
        arrays = weights[place : place + len(plans)]
        place += len(plans)
        for plan, values in zip(plans, arrays, strict=False):
            if values.shape != plan.shape:
                raise layer.error(f"its {plan.name} is {plan.shape}, not {values.shape}")
        if len(arrays) < len(plans):
            raise LearnError(f"the network has more than these {len(weights)} weights")
        yield layer, arrays
    if place < len(weights):
        raise LearnError(f"the network has {place} weights, not {len(weights)}")


def _kernel_layer(layer: Convolution, arrays: Weights) -> KernelLayer:
    kernels = _read_only(arrays[0])
    if layer.axes == 1:
        kernels = kernels[np.newaxis]
    bias = _read_only(arrays[1]) if layer.use_bias else None
    return KernelLayer(layer.name, kernels, bias, layer.activation)


def _with_unit(layer: KernelLayer, address: KernelAddress, kernel: Kernel) -> NDArray[Any]:
    _check_address(layer, address)
    rows, columns = layer.kernels.shape[:2]
    wanted = placed_weights(kernel, rows, columns, place=str(address))
    kernels = layer.kernels.copy()
    unit = kernels[..., address.unit]
    with np.errstate(over="ignore"):
        if address.channel is None:
            old = unit.astype(np.float64)
            unit[...] = old + (wanted - old.mean(axis=-1))[..., np.newaxis]
        else:
            unit[..., address.channel] = wanted
    if not np.isfinite(unit).all():
        raise LearnError(f"a weight of the kernel is too large for a network of {kernels.dtype}")
    return kernels


def _check_address(layer: KernelLayer, address: KernelAddress) -> None:
    channels, units = layer.kernels.shape[2:]
    if address.layer != layer.name:
        raise LearnError(f"{address} is no kernel of {layer.name}")
    if not 0 <= address.unit < units:
        raise LearnError(f"{layer.name} has the units 0 to {units - 1}, not {address.unit}")
    if address.channel is not None and not 0 <= address.channel < channels:
        raise LearnError(
            f"{layer.name} has the input channels 0 to {channels - 1}, not {address.channel}"
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    view = values.view()
    view.flags.writeable = False
    return view
