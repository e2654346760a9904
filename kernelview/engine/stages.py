"""The stages of a pipeline: a convolutional layer built by hand, one value a step."""

from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, get_args

from kernelview.engine.borders import BORDERS, Border
from kernelview.engine.errors import EngineError
from kernelview.kernels import Kernel

Channels = Literal["all", "luminance", "red", "green", "blue"]
CHANNELS: tuple[Channels, ...] = get_args(Channels)
ActivationName = Literal["relu", "absolute", "tanh", "sigmoid"]
ACTIVATIONS: tuple[ActivationName, ...] = get_args(ActivationName)
PoolingKind = Literal["max", "average"]
POOLING_KINDS: tuple[PoolingKind, ...] = get_args(PoolingKind)


@dataclass(frozen=True)
class Convolve:
    """Slide one kernel over the picture."""

    kernel: Kernel
    enabled: bool = True

    def __post_init__(self) -> None:
        _check_kernel(self.kernel)


@dataclass(frozen=True)
class Magnitude:
    """sqrt(a² + b²) of the results of two kernels: an edge's strength whatever its direction."""

    first: Kernel
    second: Kernel
    enabled: bool = True

    def __post_init__(self) -> None:
        _check_kernel(self.first)
        _check_kernel(self.second)


@dataclass(frozen=True)
class Activate:
    """Pass every value through an activation function."""

    function: ActivationName = "relu"
    enabled: bool = True

    def __post_init__(self) -> None:
        _check_choice(self.function, ACTIVATIONS, "activation")


@dataclass(frozen=True)
class Pool:
    """Keep one value of each `size` × `size` window, the windows `stride` pixels apart."""

    kind: PoolingKind = "max"
    size: int = 2
    stride: int = 2
    enabled: bool = True

    def __post_init__(self) -> None:
        _check_choice(self.kind, POOLING_KINDS, "pooling")
        _check_count(self.size, "pooling size")
        _check_count(self.stride, "pooling stride")


@dataclass(frozen=True)
class Threshold:
    """White where the value is at least `level` (in the picture's own units), black elsewhere."""

    level: float = 128.0
    enabled: bool = True

    def __post_init__(self) -> None:
        _check_finite(self.level, "threshold")


Stage = Convolve | Magnitude | Activate | Pool | Threshold


@dataclass(frozen=True)
class Pipeline:
    """Stages in order and how they all treat borders, direction and channels.

    `constant` is in the picture's own units. `turned` means true convolution: each kernel
    is turned 180 degrees. `channels` other than "all" leaves one grey plane.
    """

    stages: tuple[Stage, ...]
    border: Border = "reflect"
    constant: float = 0.0
    turned: bool = False
    channels: Channels = "all"

    def __post_init__(self) -> None:
        for stage in self.stages:
            if not isinstance(stage, Stage):
                raise EngineError(f"a pipeline is made of stages, not {type(stage).__name__}")
        _check_choice(self.border, BORDERS, "border")
        _check_choice(self.channels, CHANNELS, "choice of channels")
        _check_finite(self.constant, "constant")


def _check_kernel(kernel: Any) -> None:
    if not isinstance(kernel, Kernel):
        raise EngineError(f"a stage takes a Kernel, not {type(kernel).__name__}")


def _check_choice(value: str, choices: tuple[str, ...], what: str) -> None:
    if value not in choices:
        raise EngineError(f"the {what} is one of {', '.join(choices)}, not {value!r}")


def _check_count(value: Any, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise EngineError(f"the {what} is a whole number from 1 up, not {value!r}")


def _check_finite(value: Any, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise EngineError(f"the {what} is a finite number, not {value!r}")
