"""The stages of a pipeline: a convolutional layer built by hand, one value a step."""

from dataclasses import dataclass
from typing import Literal

from kernelview.engine.borders import Border
from kernelview.kernels import Kernel

Channels = Literal["all", "luminance", "red", "green", "blue"]
ActivationName = Literal["relu", "absolute", "tanh", "sigmoid"]
PoolingKind = Literal["max", "average"]


@dataclass(frozen=True)
class Convolve:
    """Slide one kernel over the picture."""

    kernel: Kernel
    enabled: bool = True


@dataclass(frozen=True)
class Magnitude:
    """sqrt(a² + b²) of the results of two kernels: an edge's strength whatever its direction."""

    first: Kernel
    second: Kernel
    enabled: bool = True


@dataclass(frozen=True)
class Activate:
    """Pass every value through an activation function."""

    function: ActivationName = "relu"
    enabled: bool = True


@dataclass(frozen=True)
class Pool:
    """Keep one value of each `size` × `size` window, the windows `stride` pixels apart."""

    kind: PoolingKind = "max"
    size: int = 2
    stride: int = 2
    enabled: bool = True


@dataclass(frozen=True)
class Threshold:
    """White where the value is at least `level` (in the picture's own units), black elsewhere."""

    level: float = 128.0
    enabled: bool = True


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
