"""Which steps a network's layers become."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from numpy.typing import DTypeLike

from kernelview.learn.activations import ActivationName
from kernelview.learn.layers import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Convolution,
    Dense,
    Dropout,
    Flatten,
    Layer,
    MaxPooling1D,
    MaxPooling2D,
    Pooling,
)
from kernelview.learn.steps.activation import ActivationStep
from kernelview.learn.steps.batch_normalization import BatchNormalizationStep
from kernelview.learn.steps.convolution import ConvolutionStep
from kernelview.learn.steps.dense import DenseStep
from kernelview.learn.steps.dropout import DropoutStep
from kernelview.learn.steps.pooled_convolution import (
    MaxPooling,
    PooledConvolutionStep,
    can_be_pooled,
)
from kernelview.learn.steps.pooling import AveragePoolingStep, MaxPoolingStep
from kernelview.learn.steps.step import Step

Maker = Callable[[], Step]


@dataclass(frozen=True)
class PlannedStep:
    """How to make a step, and which layers it stands for: layers[first:end]."""

    make: Maker
    first: int
    end: int


@dataclass(frozen=True)
class NetworkPlan:
    """A network's steps; the last activation is left to the end, where the loss wants it."""

    steps: tuple[PlannedStep, ...]
    layers: tuple[Layer, ...]
    last_activation: ActivationName
    dtype: DTypeLike

    def steps_for(self, layers: int) -> int | None:
        """Return how many steps do so many layers, None where a step would be torn apart."""
        if any(step.first < layers < step.end for step in self.steps):
            return None
        return sum(step.end <= layers for step in self.steps)


def plan_network(layers: Sequence[Layer], dtype: DTypeLike, *, fused: bool = True) -> NetworkPlan:
    """Return the steps of built layers; without `fused` each layer has one of its own."""
    last = layers[-1]
    steps: list[PlannedStep] = []
    place = 0
    while place < len(layers):
        length, make = _step_at(layers, place, dtype, fused=fused)
        if make is not None:
            steps.append(PlannedStep(make, place, place + length))
        place += length
    return NetworkPlan(tuple(steps), tuple(layers), _activation_of(last), dtype)


def _step_at(
    layers: Sequence[Layer], place: int, dtype: DTypeLike, *, fused: bool
) -> tuple[int, Maker | None]:
    """Return how many layers the next step does, and how to make it; Flatten needs none."""
    layer, is_last = layers[place], place == len(layers) - 1
    activation = "linear" if is_last else _activation_of(layer)
    match layer:
        case Dense():
            return 1, partial(DenseStep, layer, activation, dtype)
        case Convolution() if fused and (pooling := _pooling_after(layers, place)):
            return 2, partial(PooledConvolutionStep, layer, pooling, dtype)
        case Convolution():
            return 1, partial(ConvolutionStep, layer, activation, dtype)
        case AveragePooling2D():
            return 1, partial(AveragePoolingStep, layer, dtype)
        case Pooling():
            return 1, partial(MaxPoolingStep, layer, dtype)
        case Dropout():
            return 1, partial(DropoutStep, layer, dtype)
        case BatchNormalization():
            return 1, partial(BatchNormalizationStep, layer, dtype)
        case Activation():
            return 1, None if is_last else partial(ActivationStep, layer, activation, dtype)
        case Flatten():
            return 1, None
        case _:
            raise layer.error("there is no arithmetic for this kind of layer")


def _pooling_after(layers: Sequence[Layer], place: int) -> MaxPooling | None:
    convolution, *after = layers[place : place + 2]
    pooling = after[0] if after else None
    if not isinstance(convolution, Convolution) or not isinstance(
        pooling, MaxPooling1D | MaxPooling2D
    ):
        return None
    return pooling if can_be_pooled(convolution, pooling) else None


def _activation_of(layer: Layer) -> ActivationName:
    return layer.activation if isinstance(layer, Dense | Convolution | Activation) else "linear"
